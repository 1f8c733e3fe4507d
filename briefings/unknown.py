"""What a briefing cannot tell: figures without a number and why, and what no public table has."""

from briefings.content import Block, Bullets, Paragraph, Section, Table
from briefings.context import Contexts, cell, is_usual
from briefings.material import Subject, joined
from geo import words
from geo.measures import MEASURES
from geo.vocab import ValueStatus

__all__ = ["reason", "section"]

_ALWAYS = (
    "How things are this school year: every figure has its year, and schools change.",
    "What a school provides beyond its ages, its staff, its budget, its places and where its pupils go next: ask.",
    "How long the way is: distances are straight lines, and know no railway, canal or hill.",
)


def reason(figure: dict[str, object]) -> str:
    """Why there is no number, without a word of how a build is made."""
    if figure["status"] == ValueStatus.NOT_BUNDLED:
        return "not in the bundled data"
    return words.figure(figure)


def section(found: tuple[Subject, ...], made: Contexts) -> Section:
    """List the figures that have no number, by their reason, and the limits of all of them."""
    why: dict[str, dict[str, list[str]]] = {}
    for each in found:
        for figure in filter(is_usual, made[each.urn]):
            if figure.status != ValueStatus.PUBLISHED:
                label = MEASURES[figure.measure].label
                why.setdefault(reason(cell(figure)), {}).setdefault(label, []).append(each.mark)
    rows = [(_called(labels, len(found)), told) for told, labels in sorted(why.items(), key=lambda item: -len(item[1]))]
    blocks: list[Block] = []
    if rows:
        caption = "Figures without a number, and why"
        blocks.append(Table(caption, ("Figure", "Why there is none"), tuple(rows), (2.2, 1.6), named=False))
    older = _older(found, made)
    if older:
        blocks.append(Paragraph(older))
    return Section("What is not known", (*blocks, Bullets(_ALWAYS)))


def _called(labels: dict[str, list[str]], schools: int) -> str:
    """Name the figures, with the letters of the schools where it is not all of them."""
    some: dict[str, list[str]] = {}
    for label, marks in labels.items():
        whose = "" if len(marks) == schools else f" ({joined(marks)})"
        some.setdefault(whose, []).append(label)
    return "; ".join(f"{'; '.join(each)}{whose}" for whose, each in some.items())


def _older(found: tuple[Subject, ...], made: Contexts) -> str:
    """Name the figures that are older than the build has of others: once a school and year."""
    groups: dict[tuple[str, str, str], list[str]] = {}
    for each in found:
        for figure in filter(is_usual, made[each.urn]):
            year, newest = str(figure.year), str(figure.newest_year or "")
            if figure.status == ValueStatus.PUBLISHED and newest > year:
                groups.setdefault((each.said, year, newest), []).append(MEASURES[figure.measure].label)
    return " ".join(
        f"Of {year}, because the {newest} table has no row for {whose}: {'; '.join(labels)}."
        for (whose, year, newest), labels in groups.items()
    )

"""Figures beside the borough, London and England, with a band in words; of several schools side by side."""

from collections.abc import Sequence

from briefings.content import Block, Paragraph, Section, Table
from briefings.material import Material, Subject
from geo import words
from geo.cohort import FEW
from geo.context import ENGLAND, LONDON, InContext, in_context
from geo.differences import difference
from geo.measures import MEASURES, Measure
from geo.vocab import Basis, ValueStatus

__all__ = ["Contexts", "contexts_of", "is_usual", "section"]

#: URN -> its figures in context, in the registry's order.
Contexts = dict[int, tuple[InContext, ...]]

_PAIR = 2
_NONE = "none"
_FEW = "†"
#: Sources of what every briefing has.
_USUAL = {"census", "absence", "exclusions", "deprivation"}

#: Say nothing that the decile of deprivation does not say as well on paper.
_LEFT_OUT = {"area_imd_rank", "area_idaci_decile"}


def contexts_of(material: Material, found: Sequence[Subject]) -> Contexts:
    """Newest figure of each measure of each school, in context."""
    made = {}
    for each in found:
        own = material.measures[material.measures["urn"] == each.urn]
        figures = in_context(own, material.benchmarks, each.row, material.build["coverage"])
        made[each.urn] = tuple(figure for figure in figures if figure.measure not in _LEFT_OUT)
    return made


def cell(figure: InContext) -> dict[str, object]:
    """Write a figure as a row of :func:`geo.figures.figures` has it."""
    names = ("measure", "year", "value", "status", "numerator", "denominator")
    return {name: getattr(figure, name) for name in names}


def _published(figure: InContext) -> bool:
    return figure.status == ValueStatus.PUBLISHED


def _area(figure: InContext, measure: Measure, code: str) -> str:
    found = figure.area(code)
    if found is None:
        return _NONE
    star = " *" if found.basis == Basis.MEAN_OF_RATES else ""
    return f"{words.number(found.value, measure)}{star}"


def section(found: tuple[Subject, ...], made: Contexts, *, usual: bool, results: bool) -> Section:
    """Table of the figures that are published of at least one school; results apart, or left out."""
    by_measure = [tuple(made[each.urn][at] for each in found) for at in range(len(made[found[0].urn]))]
    shown = [figures for figures in by_measure if any(map(_published, figures))]
    if not shown:
        said = "None of the figures of the bundled data is published of it: see “What is not known”."
        return Section("Figures in context", (Paragraph(said),))
    own = [figures for figures in shown if is_usual(figures[0])]
    old = [figures for figures in shown if not is_usual(figures[0])]
    blocks = _tables(found, own, "The newest published figures") if usual and own else ()
    if results and old:
        blocks += _tables(found, old, "Results and destinations, as old as their years say")
    elif old:
        blocks += (Paragraph("Results and destinations are left out; they are on the school's page.", small=True),)
    shown = [*own * usual, *old * results]
    used = {str(each.source) for figures in shown for each in figures if _published(each)}
    used |= {str(area.source) for figures in shown for each in figures for area in each.benchmarks}
    notes = tuple(Paragraph(note, small=True) for note in _notes(shown))
    return Section("Figures in context", (*blocks, *notes), frozenset(used))


def _tables(found: tuple[Subject, ...], shown: list[tuple[InContext, ...]], caption: str) -> tuple[Block, ...]:
    return _one(found[0], [each for (each,) in shown], caption) if len(found) == 1 else _many(found, shown, caption)


def is_usual(figure: InContext) -> bool:
    """Whether a figure is of pupils, attendance, suspensions or the area, and not of results and destinations."""
    return MEASURES[figure.measure].fetch in _USUAL


def _notes(shown: list[tuple[InContext, ...]]) -> list[str]:
    """Say once what the signs mean, whom figures are compared with, and what to be careful of."""
    every = [each for figures in shown for each in figures if _published(each)]
    notes = []
    if any(area.basis == Basis.MEAN_OF_RATES for each in every for area in each.benchmarks):
        notes.append("* A mean of the schools' own figures: the counts behind it are not published.")
    if any(each.caution for each in every):
        notes.append(f"{_FEW} Of fewer than {FEW} pupils: one of them moves the figure much.")
    notes.append(
        "Areas and bands are of state-funded schools of the same phase and year. The bands are fifths of London's "
        "schools of the kind: well below, below, close to (the middle fifth), above, well above. They say nothing of "
        "good or bad."
    )
    why: dict[str, list[str]] = {}
    for each in every:
        if each.band is None and MEASURES[each.measure].label not in why.setdefault(each.not_compared, []):
            why[each.not_compared].append(MEASURES[each.measure].label)
    notes += [f"Not compared: {'; '.join(labels)}: {reason}." for reason, labels in why.items()]
    notes += list(dict.fromkeys(f"{MEASURES[each.measure].label}. {each.note}" for each in every if each.note))[-1:]
    return notes


def _one(subject: Subject, shown: list[InContext], caption: str) -> tuple[Block, ...]:
    rows = []
    for figure in shown:
        measure = MEASURES[figure.measure]
        counts = words.fraction(cell(figure))
        own = words.figure(cell(figure)) + (f" ({counts})" if counts else "") + (f" {_FEW}" if figure.caution else "")
        whose = "" if figure.reported_urn in (None, subject.urn) else f", then URN {figure.reported_urn}"
        areas = [_area(figure, measure, code) for code in (str(subject.row["borough_code"]), LONDON, ENGLAND)]
        rows.append((measure.label, f"{own}, {figure.year}{whose}", *areas, figure.place or "not compared"))
    columns = ("Measure", "School, and year", str(subject.row["la_name"]), "London", "England", "Beside its kind")
    table = Table(
        f"{caption}, with counts where they are published", columns, tuple(rows), (2.3, 2.1, 0.95, 0.85, 0.85, 1.8)
    )
    return (table, *_lone(subject, shown))


def _lone(subject: Subject, shown: list[InContext]) -> list[Paragraph]:
    """Say it where the borough's figure is the school's own, because no other school of its kind has one there."""
    beside = [(each, own) for each in shown if (own := each.area(str(subject.row["borough_code"]))) is not None]
    lone = [
        measure.label
        for each, own in beside
        if own.schools == 1
        and each.value is not None
        and words.number(own.value, measure := MEASURES[each.measure]) == words.number(each.value, measure)
    ]
    if not lone:
        return []
    of = "" if len(lone) == len(beside) else f" ({'; '.join(lone)})"
    said = f"{subject.row['la_name']} has a figure of no other school of this kind: its column repeats the school{of}."
    return [Paragraph(said, small=True)]


def _many(found: tuple[Subject, ...], shown: list[tuple[InContext, ...]], caption: str) -> tuple[Block, ...]:
    """Schools beside each other; of two, the difference in words too."""
    pair = len(found) == _PAIR
    kinds = list(dict.fromkeys(str(each.row["phase_family"]) for each in found))
    rows = []
    for figures in shown:
        measure = MEASURES[figures[0].measure]
        years = sorted({str(each.year) for each in figures if _published(each)})
        row = [f"{measure.label}, {years[0]}" if len(years) == 1 else measure.label]
        row += [_beside(each, with_year=len(years) > 1) for each in figures]
        if len(kinds) == 1:
            row.append(_londons(figures, measure))
        if pair:
            row.append(difference(measure, [cell(each) for each in figures], [each.mark for each in found]))
        rows.append(tuple(row))
    columns = ["Measure", *(each.head for each in found), *["London"] * (len(kinds) == 1), *["Difference"] * pair]
    own = 1.5 if pair else 1.05
    widths = [2.0, *[own] * len(found), *[1.0] * (len(kinds) == 1), *[1.7] * pair]
    table = Table(
        f"{caption}, each with its band beside London schools of its kind", tuple(columns), tuple(rows), tuple(widths)
    )
    return (table,) if len(kinds) == 1 else (table, *_by_kind(found, kinds, shown))


def _beside(figure: InContext, *, with_year: bool) -> str:
    """Figure of one school with its band; "none" where it has no number, with the reason told elsewhere."""
    if not _published(figure):
        return "none" if figure.concerns else "does not apply"
    year = f" ({figure.year})" if with_year else ""
    band = f", {figure.band}" if figure.band is not None else ""
    few = f" {_FEW}" if figure.caution else ""
    return f"{words.figure(cell(figure))}{few}{year}{band}"


def _londons(figures: Sequence[InContext], measure: Measure) -> str:
    """London's figure for schools of one kind; of two years, each with its year."""
    told = {str(each.year): _area(each, measure, LONDON) for each in figures if _published(each)}
    told = {year: said for year, said in told.items() if said != _NONE}
    if len(set(told.values())) <= 1:
        return next(iter(told.values()), _NONE)
    return "; ".join(f"{said} ({year})" for year, said in sorted(told.items()))


def _by_kind(found: tuple[Subject, ...], kinds: list[str], shown: list[tuple[InContext, ...]]) -> list[Table]:
    """London's figures for each kind of school in the group."""
    rows = []
    for figures in shown:
        measure = MEASURES[figures[0].measure]
        of_kind = {
            kind: [each for each, subject in zip(figures, found, strict=True) if subject.row["phase_family"] == kind]
            for kind in kinds
        }
        row = (measure.label, *(_londons(each, measure) for each in of_kind.values()))
        if any(said != _NONE for said in row[1:]):
            rows.append(row)
    widths = (2.0, *[1.0] * len(kinds))
    return [Table("London, schools of each kind", ("Measure", *kinds), tuple(rows), widths)] if rows else []

"""Questions to start a conversation from, each from a published fact that stands beside it.

A question asks; it never says why a figure is as it is, nor that it is good or bad.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from briefings.choices import Choices, Theme
from briefings.content import Paragraph, Section, Table
from briefings.context import Contexts, cell
from briefings.identity import shared_ties, ties_of
from briefings.material import Material, Subject, joined
from briefings.together import to_share
from briefings.trends import MEASURES_OF
from geo import words
from geo.context import InContext
from geo.facts import Roll
from geo.measures import MEASURES
from geo.pairs import apart_m
from geo.percentile import Band
from geo.reasons import distance_words
from geo.vocab import InspectionScheme, ValueStatus

__all__ = ["MOST", "Prompt", "prompts", "section"]

MOST = 7

#: Nearer than this people can walk over, in metres in a straight line.
_WALK_M = 1_200
#: A roll that has changed by this share is asked about.
_ROLL_CHANGE = 0.1
_PAIR = 2
_MOST_FACTS = 2

_ASKED: dict[Theme, str] = {
    Theme.ATTENDANCE: (
        "What does the school make of this figure, and what about attendance would it like to talk over with others?"
    ),
    Theme.INTAKE: (
        "What has the school set up for these pupils that others could see, and what would it like to see elsewhere?"
    ),
    Theme.ROLL: "How many pupils are there this year, and what does the school plan for?",
}
_ASKED_TOGETHER: dict[Theme, str] = {
    Theme.ATTENDANCE: "What would each like to ask the others about attendance?",
    Theme.INTAKE: "What has each set up for these pupils that the others could see?",
    Theme.ROLL: "What does each plan for, and is there anything to plan together?",
}


_THEY_MIGHT = "Who here would like to see how they go about it, and whom there would one ask?"
_YOU_MIGHT = "What would you be ready to show them?"
_NOT_PUBLISHED = "What does the school know of this itself, and what may it share?"

#: Gaps that a school could fill, of the measures that are about its pupils.
_ASK_THE_SCHOOL = {ValueStatus.SUPPRESSED, ValueStatus.MISSING_ROW, ValueStatus.NOT_AVAILABLE}
_OF_PUPILS = {name for names in MEASURES_OF.values() for name in names}


@dataclass(frozen=True)
class Prompt:
    """A question, and the published fact that it starts from."""

    evidence: str
    question: str


def prompts(material: Material, choices: Choices, found: tuple[Subject, ...], made: Contexts) -> tuple[Prompt, ...]:
    """Questions that the evidence suggests, at most :data:`MOST`, those of the focus first."""
    asked: list[Prompt] = []
    for theme in sorted(Theme, key=lambda theme: theme not in choices.themes):
        asked += _theme(material, theme, found, made)
    asked += [
        Prompt(line, _THEY_MIGHT if theirs else _YOU_MIGHT) for line, theirs in to_share(material, choices, found)
    ]
    if len(found) == _PAIR:
        asked += _pair(material, *found)
    asked += _report_card(material, found)
    asked += _ties(material, found)
    asked += _not_published(found, made)
    return tuple(dict.fromkeys(asked))[:MOST]


def section(material: Material, choices: Choices, found: tuple[Subject, ...], made: Contexts) -> Section:
    """Set the questions beside their evidence."""
    rows = tuple((each.evidence, each.question) for each in prompts(material, choices, found, made))
    note = "The facts ask nothing by themselves. Leave out what does not fit, and put your own beside them."
    if not rows:
        return Section("Questions to start from", (Paragraph("Too little is published to start a question from."),))
    table = Table(
        "What is published, and what one could ask", ("What is published", "A question"), rows, (1.4, 1.3), named=False
    )
    return Section("Questions to start from", (table, Paragraph(note, small=True)))


def _theme(material: Material, theme: Theme, found: tuple[Subject, ...], made: Contexts) -> Iterator[Prompt]:
    if theme is Theme.ROLL:
        yield from _rolls(material, found)
        return
    figures = {name: [_of(made[each.urn], name) for each in found] for name in MEASURES_OF[theme]}
    if len(found) == 1:
        told = [each for (each,) in figures.values() if each is not None and each.band not in (None, Band.CLOSE)]
        # The figure farthest from the middle speaks for its theme.
        told.sort(key=lambda each: each.band not in (Band.WELL_BELOW, Band.WELL_ABOVE))
        yield from (Prompt(_fact(each), _ASKED[theme]) for each in told[:1])
        return
    facts = [fact for name, each in figures.items() if (fact := _apart(name, found, each))]
    if facts:
        yield Prompt(f"{'; '.join(facts[:_MOST_FACTS])}.", _ASKED_TOGETHER[theme])


def _apart(name: str, found: tuple[Subject, ...], figures: list[InContext | None]) -> str:
    """Lowest and highest of one measure and year; empty where one of the schools has none of that year."""
    known = [(figure, subject) for figure, subject in zip(figures, found, strict=True) if figure is not None]
    if len(known) < len(found) or len({figure.year for figure, _ in known}) > 1:
        return ""
    measure = MEASURES[name]
    ordered = sorted(known, key=lambda pair: (pair[0].value, pair[1].mark))
    ends = [f"{words.figure(cell(figure))} at {subject.said}" for figure, subject in (ordered[0], ordered[-1])]
    return f"{measure.label} in {known[0][0].year}: {', '.join(ends)}"


def _of(figures: tuple[InContext, ...], name: str) -> InContext | None:
    return next((each for each in figures if each.measure == name and each.status == ValueStatus.PUBLISHED), None)


def _fact(figure: InContext) -> str:
    said = words.figure(cell(figure))
    return f"{MEASURES[figure.measure].label}: {said} in {figure.year}, {figure.place}."


def _roll(material: Material, urn: int) -> Roll | None:
    basis = material.basis
    at = basis.roster.position(urn)
    known = [(year, int(rolls[at])) for year, rolls in sorted(basis.rolls.items()) if not pd.isna(rolls[at])]
    return Roll(known[0][1], known[0][0], known[-1][1], known[-1][0]) if len(known) > 1 else None


def _rolls(material: Material, found: tuple[Subject, ...]) -> Iterator[Prompt]:
    rolls = {each.said: _roll(material, each.urn) for each in found}
    changed = [
        f"{name}: {roll.first:,} pupils in {roll.first_year}, {roll.last:,} in {roll.last_year}"
        for name, roll in rolls.items()
        if roll is not None and abs(roll.last - roll.first) >= _ROLL_CHANGE * roll.first
    ]
    if changed:
        yield Prompt(f"{'; '.join(changed)}.", (_ASKED if len(found) == 1 else _ASKED_TOGETHER)[Theme.ROLL])


def _pair(material: Material, one: Subject, other: Subject) -> Iterator[Prompt]:
    metres = apart_m(material.basis, one.urn, other.urn)
    if metres == metres:  # noqa: PLR0124  # not NaN
        evidence = f"They are {distance_words(metres)} apart in a straight line."
        near = "How long is the way on foot, and what could staff or pupils walk over for?"
        far = "Which part of working together needs no travelling, and what would be worth it?"
        yield Prompt(evidence, near if metres <= _WALK_M else far)
    if one.row["la_name"] != other.row["la_name"]:
        yield Prompt(
            f"{one.said} is in {one.row['la_name']}, {other.said} in {other.row['la_name']}.",
            "Which term dates, services and rules differ, and does it matter for what you have in mind?",
        )
    ages = [(each.row["age_low"], each.row["age_high"]) for each in (one, other)]
    known = not any(words.is_missing(age) for pair in ages for age in pair)
    if known and one.row["phase_family"] != other.row["phase_family"]:
        yield Prompt(
            f"{one.said} has ages {ages[0][0]} to {ages[0][1]}, {other.said} {ages[1][0]} to {ages[1][1]}.",
            "Which ages is this about, and do pupils move from one to the other?",
        )


def _ties(material: Material, found: tuple[Subject, ...]) -> Iterator[Prompt]:
    if len(found) == 1:
        ties = ties_of(material, found[0])
        if ties:
            yield Prompt(f"It is in {joined(ties)}.", "What is done there already, and what is nobody doing yet?")
        return
    for number, one in enumerate(found):
        for other in found[number + 1 :]:
            ties = shared_ties(material, one, other)
            if ties:
                yield Prompt(
                    f"{one.said} and {other.said} are both in {joined(ties)}.",
                    "What is done together there already, and what is not?",
                )


def _report_card(material: Material, found: tuple[Subject, ...]) -> Iterator[Prompt]:
    rows = material.inspections
    cards = set(rows.loc[rows["scheme"] == InspectionScheme.REPORT_CARD, "urn"])
    named = [each.said for each in found if each.urn in cards]
    if named:
        yield Prompt(
            f"A report card is published of {joined(named)}.",
            "Which of its areas would you like to talk about, and who else should hear it?",
        )


def _not_published(found: tuple[Subject, ...], made: Contexts) -> Iterator[Prompt]:
    gone: dict[str, list[str]] = {}
    for each in found:
        for figure in made[each.urn]:
            if figure.status in _ASK_THE_SCHOOL and figure.measure in _OF_PUPILS:
                gone.setdefault(MEASURES[figure.measure].label, []).append(each.said)
    by_schools: dict[str, list[str]] = {}
    for label, schools in gone.items():
        by_schools.setdefault(joined(schools), []).append(label)
    for named, labels in by_schools.items():
        yield Prompt(f"Not published of {named}: {'; '.join(labels)}.", _NOT_PUBLISHED)

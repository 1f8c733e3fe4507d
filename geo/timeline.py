"""Dated Ofsted inspections of one school, each in the lane of its framework: no lane has the scale of another."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from geo import words
from geo.inspections import OVERALL, REPORT_CARD_ORDER
from geo.vocab import DateBasis, InspectionScheme

__all__ = ["CARD", "LANES", "Event", "events", "sentence"]

#: Frameworks whose inspections have dates, in the order in which they are shown, and the name of their lane.
LANES: dict[InspectionScheme, str] = {
    InspectionScheme.REPORT_CARD: "Report card",
    InspectionScheme.UNGRADED: "Ungraded",
    InspectionScheme.OEIF: "Graded, lists from 2018",
    InspectionScheme.LEGACY: "Graded, earlier lists",
}

#: Outcome of a report card, which has no overall grade.
CARD = "Grades by area"

_PARTS = "Judgements by area"
_NOT_APPLICABLE = "Not applicable"


@dataclass(frozen=True)
class Event:
    """One inspection, by its framework and its date.

    Attributes
    ----------
    scheme : its framework; its lane is ``LANES[scheme]``.
    inspected_on : its date.
    outcome : in the words of its own framework. A report card's is :data:`CARD`. Where lists differ for one date,
        the words of each stand, joined by " / ".
    parts : (area, grade) of everything else that was judged, without those that do not apply.
    not_applicable : how many areas are listed as not applicable.
    exact : whether the date is that of this inspection; False where it may be that of a later one.
    reported_urn : the school's URN at the time.
    published_on : date of the report; None where no list gives it.
    as_at : date of the newest list that tells of it; None where no list has a date.
    sources : keys of the lists that tell of it.
    """

    scheme: InspectionScheme
    inspected_on: pd.Timestamp
    outcome: str
    parts: tuple[tuple[str, str], ...]
    not_applicable: int
    exact: bool
    reported_urn: int
    published_on: pd.Timestamp | None
    as_at: pd.Timestamp | None
    sources: tuple[str, ...]


def events(inspections: pd.DataFrame) -> tuple[Event, ...]:
    """Gather one school's dated rows into inspections, the newest first. Nothing is ranked, converted or derived.

    Parameters
    ----------
    inspections : rows of one school in the ``inspections`` table. Those without a date are left out.
    """
    lanes = list(LANES)
    dated = inspections[inspections["inspected_on"].notna() & inspections["scheme"].isin([str(each) for each in lanes])]
    together: dict[tuple[str, pd.Timestamp], list[dict[Hashable, Any]]] = {}
    for row in dated.sort_values("as_at", na_position="first", kind="stable").to_dict("records"):
        together.setdefault((row["scheme"], row["inspected_on"]), []).append(row)
    found = [_event(InspectionScheme(scheme), day, rows) for (scheme, day), rows in together.items()]
    return tuple(sorted(found, key=lambda each: (-each.inspected_on.value, lanes.index(each.scheme))))


def _event(scheme: InspectionScheme, day: pd.Timestamp, rows: list[dict[Hashable, Any]]) -> Event:
    """Make one inspection of its rows, the newest list last."""
    said = sorted({row["grade"] for row in rows if _headline(scheme, row["area"])})
    rest = {row["area"]: row["grade"] for row in rows if not _headline(scheme, row["area"])}
    applies = [(area, grade) for area, grade in rest.items() if grade != _NOT_APPLICABLE]
    return Event(
        scheme=scheme,
        inspected_on=day,
        outcome=CARD if scheme is InspectionScheme.REPORT_CARD else " / ".join(said) or _PARTS,
        parts=_in_order(applies),
        not_applicable=len(rest) - len(applies),
        exact=any(row["date_basis"] != DateBasis.ANY_INSPECTION for row in rows),
        reported_urn=int(rows[-1]["reported_urn"]),
        published_on=_last(rows, "published_on"),
        as_at=_last(rows, "as_at"),
        sources=tuple(sorted({row["source"] for row in rows})),
    )


def _headline(scheme: InspectionScheme, area: str) -> bool:
    """Whether a row is what the inspection is called by: none of a report card, all of an ungraded one."""
    if scheme is InspectionScheme.REPORT_CARD:
        return False
    return scheme is InspectionScheme.UNGRADED or area == OVERALL


def _last(rows: list[dict[Hashable, Any]], column: str) -> pd.Timestamp | None:
    return max((row[column] for row in rows if not words.is_missing(row[column])), default=None)


def _in_order(parts: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Put a report card's areas in Ofsted's order; others follow as the list has them."""
    place = {area: number for number, area in enumerate(REPORT_CARD_ORDER)}
    return tuple(sorted(parts, key=lambda part: place.get(part[0], len(place))))


def sentence(found: Sequence[Event]) -> str:
    """Say inspections in words, lane by lane: the text alternative of a timeline."""
    said = []
    for scheme, lane in LANES.items():
        told = [f"{each.outcome}, {words.date(each.inspected_on)}" for each in found if each.scheme is scheme]
        if told:
            said.append(f"{lane}: {'; '.join(told)}.")
    return " ".join(said)

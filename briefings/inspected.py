"""What Ofsted published: each framework in a table of its own, and nothing derived."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from briefings.content import Paragraph, Section, Subheading, Table
from briefings.material import Material, Subject
from geo import inspections, words
from geo.vocab import InspectionScheme

__all__ = ["section"]

_NONE = (
    "No inspection of {} is on the lists in the bundled data. That does not say there was none: see Ofsted's reports "
    "site, reports.ofsted.gov.uk."
)
_OEIF = (
    "From September 2024 state-funded schools get no overall grade: Ofsted's lists then say “Not judged”. A later "
    "ungraded inspection or report card does not change an overall grade."
)
_MOST_EARLIER = 6


def section(material: Material, found: tuple[Subject, ...]) -> Section:
    """Outcomes of the schools, framework by framework."""
    rows = {each.urn: material.inspections[material.inspections["urn"] == each.urn] for each in found}
    blocks: list[Any] = []
    blocks += _report_cards(found, rows)
    blocks += _overall(found, rows)
    blocks += _ungraded(found, rows)
    blocks += _outcomes(found, rows)
    blocks += _earlier(found[0], rows[found[0].urn]) if len(found) == 1 else []
    without = [each.said for each in found if rows[each.urn].empty]
    if without:
        blocks.append(Paragraph(_NONE.format("; ".join(without))))
    if len(found) > 1:
        blocks.append(Paragraph("Older inspections are on each school's own page.", small=True))
    sources = frozenset(str(key) for part in rows.values() for key in part["source"])
    return Section("Ofsted inspections", tuple(blocks), sources)


def _listed(row: "dict[Any, Any]") -> str:
    return "not dated" if words.is_missing(row["as_at"]) else words.date(row["as_at"])


def _dated(row: "dict[Any, Any]") -> str:
    basis = words.date_basis(row["date_basis"])
    return basis if words.is_missing(row["inspected_on"]) else f"{words.date(row['inspected_on'])} ({basis})"


def _table(
    found: tuple[Subject, ...], caption: str, columns: tuple[str, ...], rows: Sequence[tuple[str, ...]]
) -> list[Table]:
    if not rows:
        return []
    cut = 1 if len(found) == 1 else 0
    widths = (1.6, 1.2, 2.4, 1.3)[cut:]
    return [Table(caption, ("School", *columns)[cut:], tuple(row[cut:] for row in rows), widths)]


def _report_cards(found: tuple[Subject, ...], rows: dict[int, pd.DataFrame]) -> list[Any]:
    lines = []
    for each in found:
        card = inspections.report_card(rows[each.urn], each.urn)
        lines += [(each.head, str(row["area"]), str(row["grade"]), _dated(row)) for row in card.to_dict("records")]
    if not lines:
        return []
    cut = 1 if len(found) == 1 else 0
    table = Table(
        "Grades by area, in Ofsted's order",
        ("School", "Area", "Grade", "Date")[cut:],
        tuple(line[cut:] for line in lines),
        (1.6, 1.8, 1.6, 2.0)[cut:],
    )
    note = Paragraph("Used since 10 November 2025. A report card has no overall grade.", small=True)
    return [Subheading("Report card"), table, note]


def _overall(found: tuple[Subject, ...], rows: dict[int, pd.DataFrame]) -> list[Any]:
    lines = [
        (each.head, str(row["grade"]), _dated(row), _listed(row))
        for each in found
        for row in inspections.latest_overall(rows[each.urn]).to_dict("records")
    ]
    tables = _table(
        found, "Overall effectiveness, as the latest list gives it", ("Grade", "Date", "On the list of"), lines
    )
    return (
        [Subheading("Graded inspections with an overall grade"), *tables, Paragraph(_OEIF, small=True)]
        if tables
        else []
    )


def _newest(rows: pd.DataFrame, scheme: InspectionScheme) -> pd.DataFrame:
    chosen = rows[rows["scheme"] == scheme]
    return chosen.sort_values(["inspected_on", "as_at"], na_position="first", kind="stable").tail(1)


def _ungraded(found: tuple[Subject, ...], rows: dict[int, pd.DataFrame]) -> list[Any]:
    lines = [
        (each.head, str(row["grade"]), _dated(row), _listed(row))
        for each in found
        for row in _newest(rows[each.urn], InspectionScheme.UNGRADED).to_dict("records")
    ]
    tables = _table(found, "Latest ungraded inspection", ("Outcome", "Date", "On the list of"), lines)
    return [Subheading("Ungraded inspections"), *tables] if tables else []


def _outcomes(found: tuple[Subject, ...], rows: dict[int, pd.DataFrame]) -> list[Any]:
    lines = [
        (each.head, str(row["grade"]), _dated(row), _listed(row))
        for each in found
        for row in inspections.latest_outcome(rows[each.urn]).to_dict("records")
    ]
    tables = _table(found, "Latest outcome of any inspection", ("Outcome", "Date", "On the list of"), lines)
    note = "From a list that does not say whether the inspection was graded; it is not an overall grade."
    return [Subheading("Latest outcome"), *tables, Paragraph(note, small=True)] if tables else []


def _earlier(subject: Subject, rows: pd.DataFrame) -> list[Any]:
    chosen = rows[(rows["scheme"] == InspectionScheme.LEGACY) & (rows["area"] == inspections.OVERALL)]
    chosen = chosen.sort_values(["inspected_on", "as_at"], ascending=False, na_position="last", kind="stable")
    lines = []
    for row in chosen.head(_MOST_EARLIER).to_dict("records"):
        whose = "" if row["reported_urn"] == subject.urn else f" (then URN {row['reported_urn']})"
        lines.append(("", f"{row['grade']}{whose}", _dated(row), _listed(row)))
    tables = _table(
        (subject,), "Overall effectiveness in earlier frameworks", ("Grade", "Date", "On the list of"), lines
    )
    if not tables:
        return []
    more = len(chosen) - len(lines)
    rest = f" {words.count(more, 'older one')} on the school's page." if more else ""
    return [Subheading("Older inspections"), *tables, Paragraph(f"With the grades of their time.{rest}", small=True)]

"""Ofsted's outcomes of one school, each framework by itself."""

from collections.abc import Sequence
from html import escape
from typing import Any
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from geo import inspections, words
from geo.timeline import LANES, Event, events, sentence
from geo.vocab import REPORT_CARD_AREAS, REPORT_CARD_GRADES, InspectionScheme
from ui import cards, inspection_chart, sources

__all__ = ["draw"]

_SEARCH = "https://reports.ofsted.gov.uk/search?"
_CONCERN, _SAFEGUARDING = "Category of concern", "Safeguarding"

_ABOUT = {
    InspectionScheme.OEIF: (
        "Overall effectiveness, as Ofsted's lists to 2025 give it. From September 2024 state-funded schools get no "
        "overall grade: Ofsted's lists then say “Not judged”."
    ),
    InspectionScheme.UNGRADED: "It does not change a school's grade. The outcome is in Ofsted's own words.",
    InspectionScheme.LATEST_OUTCOME: (
        "From a list that does not say whether the inspection was graded or ungraded; it is not an overall grade."
    ),
}


def draw(rows: pd.DataFrame, urn: int, build: dict[str, Any]) -> None:
    """Draw the newest outcome of each framework under a heading of its own, then all inspections by their dates.

    Parameters
    ----------
    rows : inspections of the school, the newest first.
    urn : the school.
    build : ``BUILD.json``, for the names of sources.
    """
    st.header("Ofsted inspections", anchor=False)
    if rows.empty:
        st.write("No inspection of this school is on the lists in the bundled data. That does not say there was none.")
    else:
        st.caption("Frameworks differ: a grade of one is not set beside a grade of another, and none is worked out.")
    found = events(rows)
    _report_card(inspections.report_card(rows, urn), build)
    _graded(inspections.latest_overall(rows), found, build)
    _ungraded([each for each in found if each.scheme is InspectionScheme.UNGRADED], urn, build)
    _latest_outcome(rows[rows["scheme"] == InspectionScheme.LATEST_OUTCOME], build)
    _timeline(found)
    _older(found, urn, build)
    st.link_button(
        "Reports on Ofsted's site",
        _SEARCH + urlencode({"q": urn}),
        icon=":material/open_in_new:",
        help="Leaves this site",
    )


def _report_card(card: pd.DataFrame, build: dict[str, Any]) -> None:
    if card.empty:
        return
    st.subheader("Report card", anchor=False)
    st.caption("Grades by area, used since 10 November 2025. A report card has no overall grade.")
    graded = card[card["area"].isin(REPORT_CARD_AREAS)]
    told = dict(zip(card["area"], card["grade"], strict=True))
    if _CONCERN in told:
        st.warning(f"{_CONCERN}: {cards.plain(told[_CONCERN])}", icon=":material/report:")
    days = {words.date(day) for day in graded["inspected_on"]}
    st.html(_grid(graded, dated=len(days) > 1))
    on_list = card["as_at"].max()
    cards.facts(
        {
            _SAFEGUARDING: told.get(_SAFEGUARDING, "Not on the list"),
            _CONCERN: told.get(_CONCERN, "None named on the list"),
            "Date": days.pop() if len(days) == 1 else "By area, in the grid",
            "Report published": words.date(card["published_on"].max()),
            "From": "; ".join(sorted({sources.named(key, build) for key in card["source"]}))
            + ("" if words.is_missing(on_list) else f", list of {words.date(on_list)}"),
        }
    )


def _grid(graded: pd.DataFrame, *, dated: bool) -> str:
    """Draw areas down and grades across, both in Ofsted's order; the grade's name stands in its cell.

    On a phone the empty cells go, so that each area keeps its name and its grade.
    """
    head = "".join(f'<th scope="col">{escape(grade)}</th>' for grade in REPORT_CARD_GRADES)
    body = []
    for row in graded.to_dict("records"):
        when = f'<span class="when">{escape(words.date(row["inspected_on"]))}</span>' if dated else ""
        said = f"<strong>{escape(row['grade'])}</strong>"
        if row["grade"] in REPORT_CARD_GRADES:
            cells = "".join(
                f'<td class="given">{said}</td>' if grade == row["grade"] else "<td></td>"
                for grade in REPORT_CARD_GRADES
            )
        else:
            cells = f'<td colspan="{len(REPORT_CARD_GRADES)}">{escape(row["grade"])}</td>'
        body.append(f'<tr><th scope="row">{escape(row["area"])}{when}</th>{cells}</tr>')
    return (
        '<div class="spm-table spm-grid" tabindex="0" role="region" aria-label="Report card by area"><table>'
        f'<thead><tr><th scope="col">Area</th>{head}</tr></thead><tbody>{"".join(body)}</tbody></table></div>'
    )


def _dated(day: object, basis: str) -> str:
    if words.is_missing(day):
        return words.date_basis(basis)
    return f"{words.date(day)} ({words.date_basis(basis)})"


def _graded(latest: pd.DataFrame, found: Sequence[Event], build: dict[str, Any]) -> None:
    if latest.empty:
        return
    row = latest.to_dict("records")[0]
    st.subheader("Graded inspection with an overall grade", anchor=False)
    st.caption(_ABOUT[InspectionScheme.OEIF])
    on_list = "" if words.is_missing(row["as_at"]) else f" on the list of {words.date(row['as_at'])}"
    st.markdown(f"**{cards.plain(row['grade'])}**{on_list}")
    when = _dated(row["inspected_on"], row["date_basis"])
    st.caption(cards.plain(f"{when}. Source: {sources.named(row['source'], build)}"))
    parts = [
        part
        for each in found
        if each.scheme is InspectionScheme.OEIF and each.inspected_on == row["inspected_on"]
        for part in each.parts
    ]
    if _CONCERN in dict(parts):
        st.warning(f"{_CONCERN}: {cards.plain(dict(parts)[_CONCERN])}", icon=":material/report:")
    if parts:
        cards.facts(dict(parts))


def _ungraded(found: Sequence[Event], urn: int, build: dict[str, Any]) -> None:
    if not found:
        return
    st.subheader("Ungraded inspection", anchor=False)
    st.caption(_ABOUT[InspectionScheme.UNGRADED])
    _table(found[:1], urn, build)


def _latest_outcome(rows: pd.DataFrame, build: dict[str, Any]) -> None:
    if rows.empty:
        return
    st.subheader("Latest outcome of any inspection", anchor=False)
    st.caption(_ABOUT[InspectionScheme.LATEST_OUTCOME])
    cards.table(
        ["Outcome", "Date", "On the list of", "Source"],
        [
            [
                f"{row['area']}: {row['grade']}",
                _dated(row["inspected_on"], row["date_basis"]),
                "" if words.is_missing(row["as_at"]) else words.date(row["as_at"]),
                sources.named(row["source"], build),
            ]
            for row in rows.to_dict("records")
        ],
    )


def _timeline(found: Sequence[Event]) -> None:
    if len(found) < inspection_chart.LEAST:
        return
    st.subheader("Inspections over time", anchor=False)
    with st.container(key="inspections-over-time"):
        st.vega_lite_chart(inspection_chart.timeline(found), width="stretch", theme=None, alt=sentence(found))
    hollow = "" if all(each.exact for each in found) else " A hollow mark's date may be that of a later inspection."
    st.caption(
        "Each framework has its own lane and shape. Nothing here is higher or lower: lanes are side by side because "
        f"their grades do not mean the same.{hollow} The same in words is below."
    )


def _older(found: Sequence[Event], urn: int, build: dict[str, Any]) -> None:
    if not found:
        return
    with st.expander(f"Older inspections, and all of them by date: {words.count(len(found), 'inspection')}"):
        st.caption(
            "Older frameworks have grades of their time, such as “Satisfactory”. Where two lists tell of one "
            "inspection under two frameworks, both stand."
        )
        _table(found, urn, build)


def _table(found: Sequence[Event], urn: int, build: dict[str, Any]) -> None:
    cards.table(
        ["Date", "Framework", "Outcome", "Also judged", "Source"],
        [
            [
                words.date(each.inspected_on) + ("" if each.exact else " (latest inspection of any kind)"),
                LANES[each.scheme],
                each.outcome + ("" if each.reported_urn == urn else f" (then URN {each.reported_urn})"),
                _also(each),
                "; ".join(sources.named(key, build) for key in each.sources),
            ]
            for each in found
        ],
    )


def _also(each: Event) -> str:
    said = [f"{area}: {grade}" for area, grade in each.parts]
    if each.not_applicable:
        said.append(f"{words.count(each.not_applicable, 'area')} not applicable")
    return "; ".join(said)

"""Ofsted's outcomes of one school, each framework by itself."""

from typing import Any
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from geo import inspections
from geo.vocab import InspectionScheme
from ui import cards, sources, words

__all__ = ["draw"]

_SEARCH = "https://reports.ofsted.gov.uk/search?"
_MANY = 4

#: Framework -> (heading, what it is).
_SCHEMES = {
    InspectionScheme.OEIF: (
        "Graded inspections with an overall grade",
        (
            "Overall effectiveness, as Ofsted's lists to 2025 give it. From September 2024 state-funded schools get no "
            "overall grade: Ofsted's lists then say “Not judged”."
        ),
    ),
    InspectionScheme.UNGRADED: ("Ungraded inspections", "They do not change a school's grade."),
    InspectionScheme.LATEST_OUTCOME: (
        "Latest outcome of any inspection",
        "From a list that does not say whether the inspection was graded or ungraded; it is not an overall grade.",
    ),
    InspectionScheme.LEGACY: (
        "Earlier judgements",
        "Older frameworks, with grades of their time such as “Satisfactory”.",
    ),
}


def draw(rows: pd.DataFrame, urn: int, build: dict[str, Any]) -> None:
    """Draw each framework's outcomes under a heading of its own."""
    st.header("Ofsted inspections", anchor=False)
    if rows.empty:
        st.write("No inspection of this school is on the lists in the bundled data. That does not say there was none.")
    _report_card(inspections.report_card(rows, urn), build)
    for scheme, (title, about) in _SCHEMES.items():
        chosen = rows[rows["scheme"] == scheme]
        if chosen.empty:
            continue
        st.subheader(title, anchor=False)
        st.caption(about)
        if scheme is InspectionScheme.OEIF:
            _overall(inspections.latest_overall(rows), build)
        _table(chosen, urn, build, folded=scheme is InspectionScheme.OEIF or len(chosen) > _MANY)
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
    cards.table(
        ["Area", "Grade", "Date", "Source"],
        [
            [row["area"], row["grade"], _dated(row), sources.named(row["source"], build)]
            for row in card.to_dict("records")
        ],
    )


def _dated(row: "dict[Any, Any]") -> str:
    if words.is_missing(row["inspected_on"]):
        return words.date_basis(row["date_basis"])
    return f"{words.date(row['inspected_on'])} ({words.date_basis(row['date_basis'])})"


def _overall(latest: pd.DataFrame, build: dict[str, Any]) -> None:
    for row in latest.to_dict("records"):
        on_list = "" if words.is_missing(row["as_at"]) else f" on the list of {words.date(row['as_at'])}"
        st.markdown(f"**{cards.plain(row['grade'])}**{on_list}")
        st.caption(cards.plain(f"{_dated(row)}. Source: {sources.named(row['source'], build)}"))


def _table(rows: pd.DataFrame, urn: int, build: dict[str, Any], *, folded: bool) -> None:
    lines = []
    for row in rows.to_dict("records"):
        whose = "" if row["reported_urn"] == urn else f" (then URN {row['reported_urn']})"
        listed = "" if words.is_missing(row["as_at"]) else words.date(row["as_at"])
        lines.append(
            [f"{row['area']}: {row['grade']}{whose}", _dated(row), listed, sources.named(row["source"], build)]
        )
    columns = ["Outcome", "Date", "On the list of", "Source"]
    if not folded:
        cards.table(columns, lines)
        return
    with st.expander(f"Everything that the lists give: {words.count(len(lines), 'row')}"):
        cards.table(columns, lines)

"""The lists of suggestions: beside the map, over the border, listed apart, as a table, and why a school is in none."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from geo import words
from geo.candidates import why_not
from geo.criteria import StatusGroup
from geo.partners import APART, BORDER, OWN, Suggestions, position_of
from geo.purposes import CRITERIA
from ui import cards, data, frame, map_view, partner_cards, partner_data, state
from ui.folded import folded
from ui.partner_answer import Answer

__all__ = ["apart", "border", "directory_rows", "next_to", "on_map", "own", "table", "why_box"]

FIRST, MORE, FIRST_BORDER = 5, 10, 3
MAP_HEIGHT_PX = 460
#: A place in the list is told for so many; after that it would be a league table.
_PLACES = 10
_FOUND = 3


def on_map(answer: Answer) -> None:
    """Draw the school with lines to the first five, numbered as their cards."""
    deck = answer.deck(data.schools(), data.areas())
    if deck is None:
        return
    map_view.draw(
        deck,
        height=MAP_HEIGHT_PX,
        key="partner-map",
        alt="Map with lines from the school to the first five suggestions, whose cards have the same numbers.",
    )
    st.caption("The ring is this school; the numbers are those of the cards. Lines are straight: a walk is longer.")


def school_link(row: "pd.Series[Any]", *about: str) -> None:
    """Link to the page of a school, with a few words about it."""
    label = " · ".join(part for part in (str(row["name"]), *about) if part)
    st.page_link(
        frame.SCHOOL,
        label=cards.plain(label),
        icon=":material/school:",
        query_params=state.school_query(int(row["urn"])),
    )


def directory_rows(rows: pd.DataFrame, key: str) -> None:
    """List schools of a directory: by distance, with phase, type, ages, need where known, and ties."""
    names = partner_data.tie_names()
    with st.container(key=f"links-{key}", gap=None):
        for _, row in rows.iterrows():
            ties = [names[tie] for tie in row["shared_ties"] if tie in names]
            need = "" if words.is_missing(row["sen_needs"]) else f"need: {row['sen_needs']}"
            school_link(
                row,
                words.distance(float(row["distance_m"])),
                str(row["school_type"]),
                words.ages(row["age_low"], row["age_high"]),
                need,
                f"connected: {', '.join(ties)}" if ties else "",
            )


def next_to(rows: pd.DataFrame) -> None:
    """List schools of any phase and type on the site or next door, from :func:`geo.candidates.next_door`."""
    st.header("On your site or next door", anchor=False)
    if rows.empty:
        st.write("No open school of any phase within 300 m in a straight line.")
        return
    st.caption("Within 300 m, of any phase and type, whatever the purpose; in no order but distance.")
    directory_rows(rows, "next")


def own(answer: Answer, borough: str) -> None:
    """Draw the first list."""
    merged = answer.found.preset.merge_border
    st.header("Suggestions" if merged else f"In {cards.plain(borough)}", anchor=False)
    urns = answer.listed(OWN)
    if not urns:
        st.info(
            "No school of your own borough fits these rules. Widen the radius, or see over the border below.",
            icon=":material/info:",
        )
        return
    st.caption(
        f"{words.count(len(urns), 'school')} could be suggested. In the order of fit by the weights chosen, not of "
        "quality; equal fits are in the order of their URN."
    )
    _cards(answer, urns, FIRST, "own")


def border(answer: Answer) -> None:
    """Draw the second list, unless both are merged."""
    if answer.found.preset.merge_border:
        return
    st.header("Over the border", anchor=False)
    urns = answer.listed(BORDER)
    if not urns:
        st.write("No school of another borough fits these rules.")
        return
    st.caption("Schools of other boroughs, in an order and with numbers of their own.")
    _cards(answer, urns, FIRST_BORDER, "border")


def _cards(answer: Answer, urns: Sequence[int], first: int, key: str) -> None:
    """Draw the first cards, and those to the tenth when they are asked for."""
    partner_cards.draw(answer, urns[:first])
    more = urns[first:MORE]
    if more:
        label = f"The next {words.count(len(more), 'school')}"
        folded(label, f"partner_more_{key}", lambda: partner_cards.draw(answer, more))


def apart(answer: Answer) -> None:
    """List the candidates of which too little is published."""
    found = answer.found
    rows = found.table[found.table["list"] == APART]
    if rows.empty:
        return
    st.header("Too little published to compare", anchor=False)
    st.caption("They could be suggested by the rules, but less than 70% of the weight, or too few figures, is known.")
    roster = answer.basis.roster
    with st.container(key="links-apart", gap=None):
        for _, row in rows.sort_values(["distance_m", "urn"]).iterrows():
            school = roster.frame.iloc[roster.position(int(row["urn"]))]
            school_link(school, words.distance(float(row["distance_m"])), str(school["la_name"]))


def _places(found: Suggestions) -> list[str]:
    return [
        "" if words.is_missing(place) or int(place) > _PLACES else str(int(place))
        for place in found.table["position"].astype(object)
    ]


def _ranges(rows: pd.DataFrame) -> list[str]:
    """Range of each fit in words, where something is unknown."""
    pairs = zip(rows["fit_low"], rows["fit_high"], strict=True)
    return [f"{low:.2f} to {high:.2f}" if low < high else "" for low, high in pairs]


def table(answer: Answer) -> None:
    """Draw every candidate with every criterion, to sort and to search in."""
    said = f"Every candidate, with every criterion ({words.count(len(answer.found.table), 'school')})"
    folded(said, "partner_table", lambda: _table(answer), icon=":material/table:")


def _table(answer: Answer) -> None:
    found, rows = answer.found, answer.candidates
    shown = pd.DataFrame(
        {
            "School": rows["name"],
            "Borough": rows["borough"],
            "List": rows["list"],
            "Place": _places(found),
            "Distance (km)": (rows["distance_m"] / 1000).round(2),
            "Fit": rows["fit"].round(2),
            "Range": _ranges(rows),
            **{CRITERIA[key].label: rows[str(key)].round(2) for key in found.weights},
            "Connected": rows["connected"],
            "URN": rows["urn"].astype(str),
        }
    )
    if (shown["Range"] == "").all():
        shown = shown.drop(columns="Range")
    numbers = ["Distance (km)", "Fit", *(CRITERIA[key].label for key in found.weights)]
    st.dataframe(
        shown,
        hide_index=True,
        height=min(420, 38 + 35 * max(len(shown), 2)),
        placeholder="not known",
        column_config={
            "School": st.column_config.TextColumn(width=260, pinned=True),
            **{name: st.column_config.NumberColumn(format="%.2f") for name in numbers},
        },
        alt="Every candidate with its distance, its fit and each criterion.",
    )
    st.caption(
        "Each criterion is from 0 to 1, and 1 fits more. A place is told for the first ten of a list only. The search "
        "sign at the table's corner finds a school in it."
    )


@st.fragment
def why_box(answer: Answer) -> None:
    """Answer for any school why it is, or is not, suggested."""
    st.header("Why is a school not in this list?", anchor=False)
    text = st.text_input(
        "Its name or URN", key="partner_why", max_chars=80, placeholder="Name or URN", icon=":material/search:"
    )
    if not text:
        return
    rows = data.find(text, home=frozenset(), limit=_FOUND)
    if rows.empty:
        st.write("No school of the bundled data has that name or number.")
    for _, row in rows.iterrows():
        st.markdown("- " + cards.plain(_answer(answer, row)))


def _answer(answer: Answer, row: "pd.Series[Any]") -> str:
    found, schools = answer.found, answer.basis.roster
    urn, name = int(row["urn"]), f"{row['name']} ({row['urn']})"
    if row["status_group"] == StatusGroup.CLOSED:
        name += ", closed,"
    rule = why_not(schools, found.urn, urn, found.preset, found.family)
    if rule:
        return f"{name} is not in this list because {rule[1]}."
    which, number = position_of(found, urn) or (APART, None)
    if which == APART:
        return f"{name} is listed apart because too little is published to compare it."
    where = "over the border" if which == BORDER else "in the first list"
    if number is not None and number <= _PLACES:
        return f"{name} is in the list: number {number} {where}."
    return f"{name} can be suggested, {where}, but others are nearer or more alike by these weights. The table has it."

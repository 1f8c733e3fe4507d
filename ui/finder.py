"""The one search box: a school by name or number, a place by postcode; every answer is a button."""

from collections.abc import Collection

import pandas as pd
import streamlit as st

from geo import words
from geo.criteria import StatusGroup
from geo.places import NoPlace, Place, WhyNot
from geo.query import QueryKind, parse_query
from geo.vocab import AreaKind
from ui import cards, data, state

__all__ = ["draw", "place_line"]

#: So many answers at first: more are a sign to type another letter.
_FEW = 6


@st.fragment
def draw(home: Collection[str]) -> None:
    """Draw the box and its answers; only they are drawn again while somebody types.

    Parameters
    ----------
    home : GSS codes of boroughs whose schools come first.
    """
    if state.changed(data.offered()):
        # An answer was chosen: the rest of the page has to hear of it.
        st.rerun()
    text = st.text_input(
        "Find a school or a postcode",
        key="find",
        type="search",
        live="300ms",
        max_chars=80,
        placeholder="Name, URN or postcode",
        icon=":material/search:",
        autocomplete="off",
    )
    query = parse_query(text or "")
    if query.kind is QueryKind.EMPTY:
        return
    with st.container(key="links-found", gap=None):
        place = data.place(query.text)
        if isinstance(place, Place):
            _offer_place(place)
        found = data.find(query.text, home=home, limit=_FEW + 1)
        for _, row in found.head(_FEW).iterrows():
            _offer_school(row)
    if len(found) > _FEW:
        st.caption(f"The first {_FEW} of more: type another letter to narrow them down.")
    if found.empty and isinstance(place, NoPlace):
        _say_none(place, query.text)
    elif isinstance(place, NoPlace) and place.why is not WhyNot.NOT_A_POSTCODE:
        st.caption(cards.plain(place.reason))


def _offer_place(place: Place) -> None:
    st.button(
        f"Schools by distance from {place.label}",
        icon=":material/location_on:",
        type="tertiary",
        key="found-place",
        on_click=_go_to,
        args=(place.label,),
    )


def _offer_school(row: "pd.Series[object]") -> None:
    about = [str(row["phase_family"]), str(row["la_name"])]
    if row["status_group"] == StatusGroup.CLOSED:
        about.append("closed")
    if not words.is_missing(row["former"]):
        about.append(f"formerly {row['former']}")
    label = f"{cards.plain(str(row['name']))} · {cards.plain(', '.join(about))}"
    st.button(
        label,
        icon=":material/school:",
        type="tertiary",
        key=f"found-{row['urn']}",
        on_click=_choose,
        args=(int(str(row["urn"])),),
    )


def _say_none(place: NoPlace, text: str) -> None:
    if place.why is WhyNot.NOT_A_POSTCODE:
        st.info(
            f"No school here is called “{cards.plain(text)}”. Try fewer letters, a former name, the URN, or a "
            "postcode. This map has London's schools only.",
            icon=":material/search_off:",
        )
    else:
        st.info(cards.plain(place.reason), icon=":material/search_off:")


def _choose(urn: int) -> None:
    """Choose a school; the map moves to its borough unless it is in view already."""
    state.choose(urn)
    state.clear_search()
    school = data.school(str(urn))
    boroughs = state.current(data.offered()).criteria.chosen.get("borough", frozenset())
    if boroughs and not words.is_missing(school["borough_code"]) and school["borough_code"] not in boroughs:
        areas = data.areas()
        named = areas[(areas["kind"] == AreaKind.BOROUGH) & (areas["code"] == school["borough_code"])]
        if not named.empty:
            state.move_to(str(named.iloc[0]["name"]))


def _go_to(label: str) -> None:
    state.go_to(label)
    state.clear_search()


def place_line(place: Place | NoPlace) -> None:
    """Say from where distances are measured, and offer to forget it."""
    with st.container(horizontal=True, vertical_alignment="center", key="place"):
        if isinstance(place, NoPlace):
            st.markdown(cards.plain(place.reason))
        else:
            note = f" {place.note}" if place.note else ""
            st.markdown(f"Distances from **{cards.plain(place.label)}**.{cards.plain(note)}")
        st.button("Forget the postcode", icon=":material/close:", type="tertiary", on_click=state.forget_place)

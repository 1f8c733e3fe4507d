"""The lists of suggestions: beside the map, over the border, listed apart, as a table, and why a school is in none."""

from typing import Any

import geopandas as gpd
import pandas as pd
import streamlit as st

from geo.candidates import next_door, why_not
from geo.criteria import StatusGroup
from geo.partner_download import candidates_table
from geo.partner_link import Asked
from geo.partners import APART, BORDER, OWN, Suggestions, position_of
from geo.purposes import CRITERIA
from ui import cards, data, frame, map_view, partner_cards, partner_data, state, words

__all__ = ["apart", "border", "directory_rows", "next_to", "on_map", "own", "table", "why_box"]

FIRST, MORE, FIRST_BORDER = 5, 10, 3
MAP_HEIGHT_PX = 460
#: A place in the list is told for so many; after that it would be a league table.
_PLACES = 10
_FOUND = 3


def on_map(asked: Asked, found: Suggestions, schools: gpd.GeoDataFrame) -> None:
    """Draw the school with lines to the first five, numbered as their cards."""
    here = schools[schools["urn"] == asked.urn]
    first = found.first(FIRST) if len(found.first(1)) else found.first(FIRST, BORDER)
    if here.geometry.isna().all() or first.empty:
        return
    others = schools.set_index("urn", drop=False).loc[first["urn"]].reset_index(drop=True)
    map_view.draw(
        map_view.partner_deck(here, gpd.GeoDataFrame(others, crs=schools.crs), data.areas()),
        height=MAP_HEIGHT_PX,
        key="partner-map",
        alt="Map with lines from the school to the first five suggestions, whose cards have the same numbers.",
    )
    st.caption("The numbers are those of the cards. Lines are straight: a walk is longer.")


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


def next_to(urn: int) -> None:
    """List schools of any phase and type on the site or next door."""
    rows = next_door(partner_data.basis().roster, urn)
    st.header("On your site or next door", anchor=False)
    if rows.empty:
        st.write("No open school of any phase within 300 m in a straight line.")
        return
    st.caption("Within 300 m, of any phase and type, whatever the purpose; in no order but distance.")
    directory_rows(rows, "next")


def own(asked: Asked, found: Suggestions, borough: str) -> None:
    """Draw the first list."""
    merged = asked.preset.merge_border
    st.header("Suggestions" if merged else f"In {cards.plain(borough)}", anchor=False)
    rows = found.first(MORE)
    if rows.empty:
        st.info(
            "No school of your own borough fits these rules. Widen the radius, or see over the border below.",
            icon=":material/info:",
        )
        return
    st.caption(
        f"{words.count(int((found.table['list'] == OWN).sum()), 'school')} could be suggested. In the order of fit by "
        "the weights chosen, not of quality; equal fits are in the order of their URN."
    )
    partner_cards.draw(asked, found, rows.head(FIRST))
    if len(rows) > FIRST:
        with st.expander(f"The next {words.count(len(rows) - FIRST, 'school')}"):
            partner_cards.draw(asked, found, rows.iloc[FIRST:])


def border(asked: Asked, found: Suggestions) -> None:
    """Draw the second list, unless both are merged."""
    if asked.preset.merge_border:
        return
    st.header("Over the border", anchor=False)
    rows = found.first(MORE, BORDER)
    if rows.empty:
        st.write("No school of another borough fits these rules.")
        return
    st.caption("Schools of other boroughs, in an order and with numbers of their own.")
    partner_cards.draw(asked, found, rows.head(FIRST_BORDER))
    if len(rows) > FIRST_BORDER:
        with st.expander(f"The next {words.count(len(rows) - FIRST_BORDER, 'school')}"):
            partner_cards.draw(asked, found, rows.iloc[FIRST_BORDER:])


def apart(found: Suggestions) -> None:
    """List the candidates of which too little is published."""
    rows = found.table[found.table["list"] == APART]
    if rows.empty:
        return
    st.header("Too little published to compare", anchor=False)
    st.caption("They could be suggested by the rules, but less than 70% of the weight, or too few figures, is known.")
    roster = partner_data.basis().roster
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


def table(found: Suggestions) -> None:
    """Draw every candidate with every criterion, to sort and to search in."""
    st.header("Every candidate, with every criterion", anchor=False)
    rows = candidates_table(partner_data.basis(), found)
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
def why_box(asked: Asked, found: Suggestions) -> None:
    """Answer for any school why it is, or is not, suggested."""
    st.header("Why is a school not in this list?", anchor=False)
    text = st.text_input(
        "Its name or URN", key="partner_why", max_chars=80, placeholder="Name or URN", icon=":material/search:"
    )
    if not text or asked.urn is None:
        return
    rows = data.find(text, home=frozenset(), limit=_FOUND)
    if rows.empty:
        st.write("No school of the bundled data has that name or number.")
    for _, row in rows.iterrows():
        st.markdown("- " + cards.plain(_answer(asked, found, row)))


def _answer(asked: Asked, found: Suggestions, row: "pd.Series[Any]") -> str:
    urn, name = int(row["urn"]), f"{row['name']} ({row['urn']})"
    if row["status_group"] == StatusGroup.CLOSED:
        name += ", closed,"
    place = position_of(found, urn)
    if place is None and asked.urn is not None:
        rule = why_not(partner_data.basis().roster, asked.urn, urn, asked.preset, partner_data.family(asked))
        return f"{name} is not in this list because {rule[1]}." if rule else f"{name} can be suggested."
    which, number = place or (APART, None)
    if which == APART:
        return f"{name} is listed apart because too little is published to compare it."
    where = "over the border" if which == BORDER else "in the first list"
    if number is not None and number <= _PLACES:
        return f"{name} is in the list: number {number} {where}."
    return f"{name} can be suggested, {where}, but others are nearer or more alike by these weights. The table has it."

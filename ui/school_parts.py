"""The parts of the school page, in the order in which it shows them."""

from typing import Any

import geopandas as gpd
import pandas as pd
import streamlit as st

from geo import words
from geo.criteria import StatusGroup
from geo.distance import k_nearest
from geo.same_place import SAME_PLACE_M
from geo.vocab import LocationSource
from ui import area_state, briefing_link, cards, frame, map_view, shortlist, sources, state

__all__ = ["heading", "identity", "neighbours", "ties"]

NEAREST = 6
MAP_HEIGHT_PX = 300
_EVERY = "Every phase"

#: Columns that the neighbours need: to cut rows out of all hundred takes longer than to find them.
_NEAR = ["urn", "name", "phase_family", "school_type", "status_group", "about", "lon", "lat", "geometry"]

#: Marks a fact that the register at hand does not have, to be named in one line with the others.
_BLANK = ""

#: How the types that are in an academy trust begin.
_ACADEMIES = ("Academy", "Free schools", "City technology", "Studio", "University technical")

_POINTS = {
    LocationSource.REGISTER: "From the register",
    LocationSource.POSTCODE: "The centre of its postcode; the register at hand has no point",
    LocationSource.NONE: "None known, so it is not on a map",
}


def heading(school: "pd.Series[Any]") -> None:
    """Name the school, say in a line what it is, and offer the ways on from it."""
    st.page_link(frame.MAP, label="Back to the map", icon=":material/arrow_back:", query_params=state.map_query())
    st.title(cards.plain(school["name"]), anchor=False)
    parts = [school["phase_family"], school["school_type"], words.ages(school["age_low"], school["age_high"])]
    cards.lead(" · ".join([*parts, school["la_name"], f"URN {school['urn']}"]))
    urn = int(school["urn"])
    with st.container(horizontal=True, vertical_alignment="center", key="ways"):
        st.page_link(
            frame.PARTNERS,
            label="Who could work with this school?",
            icon=":material/handshake:",
            query_params=state.school_query(urn),
        )
        if not words.is_missing(school["borough_code"]):
            st.page_link(
                frame.AREA,
                label=cards.plain(f"{school['la_name']} in figures"),
                icon=":material/monitoring:",
                query_params=area_state.borough_query(school["la_name"], urn),
            )
        briefing_link.draw([urn])
        shortlist.keep(urn)
        shortlist.to_comparison("Set the shortlist side by side")
    if school["status_group"] == StatusGroup.CLOSED:
        st.warning("The register at hand has this school as closed.", icon=":material/event_busy:")


def _status(school: "pd.Series[Any]") -> str:
    status = words.text(school["status"], "Not recorded in the register at hand")
    if not words.is_missing(school["close_date"]):
        status += f", closed {words.date(school['close_date'])}"
    if not words.is_missing(school["open_date"]):
        status += f" (opened {words.date(school['open_date'])})"
    return status


def _trust(school: "pd.Series[Any]") -> dict[str, str]:
    """Name the academy trust, of a school that can have one."""
    if words.is_missing(school["trust_name"]) and not school["school_type"].startswith(_ACADEMIES):
        return {}
    return {"Academy trust": words.text(school["trust_name"], _BLANK)}


def _federation(school: "pd.Series[Any]", build: dict[str, Any]) -> str:
    if not words.is_missing(school["federation_name"]):
        return str(school["federation_name"])
    if any(entry["source"] == "members" for entry in build["sources"]):
        return "Not in a federation"
    return "Not recorded: the register's list of members is not in the bundled data"


def identity(school: "pd.Series[Any]", build: dict[str, Any]) -> None:
    """Say who the school is, as the register has it."""
    st.header("Who it is", anchor=False)
    st.caption(f"As published: {cards.plain(sources.named(school['source'], build))}.")
    sector = {"state": "State-funded", "independent": "Independent"}[school["sector"]]
    rows = {
        "Status": _status(school),
        "Type": f"{school['school_type']} ({sector.lower()})",
        "Phase": school["phase_family"],
        "Ages": words.ages(school["age_low"], school["age_high"]).removeprefix("ages ").replace("not recorded", _BLANK),
        "Pupils' gender": words.text(school["gender"], _BLANK),
        "Religious character": words.text(school["faith"], _BLANK),
        "Admissions": words.text(school["admissions"], _BLANK),
        "Nursery": words.text(school["nursery"], _BLANK),
        "Sixth form": words.text(school["sixth_form"], _BLANK),
        "Places": words.text(school["capacity"], _BLANK),
        **_trust(school),
        "Federation": _federation(school, build),
        "Authority": school["la_name"],
        "Ward": words.text(school["ward_name"], _BLANK),
        "Postcode": words.text(school["postcode"], _BLANK),
        "Point on the map": _POINTS[LocationSource(school["location_source"])],
        "URN": str(school["urn"]),
        "LAESTAB": words.text(school["laestab"], _BLANK),
    }
    blank = [name for name, said in rows.items() if said == _BLANK]
    told = {name: said for name, said in rows.items() if said != _BLANK}
    if blank:
        told["Not in the register at hand"] = ", ".join(_within(name) for name in blank)
    cards.facts(told)


def _within(name: str) -> str:
    """Write the name of a fact inside a sentence; an abbreviation stays as it is."""
    return name if name.isupper() else name[0].lower() + name[1:]


def ties(rows: pd.DataFrame, links: pd.DataFrame, schools: gpd.GeoDataFrame, urn: int) -> None:
    """Say whom the school already works with, and which records came before and after it."""
    st.header("Ties and links", anchor=False)
    known = schools.set_index("urn")["name"]
    if rows.empty and links.empty:
        st.write("No formal tie and no linked record is in the bundled data. That does not say there is none.")
    for _, tie in rows.drop_duplicates("tie_id").iterrows():
        members = rows[(rows["tie_id"] == tie["tie_id"]) & (rows["urn"] != urn)]["urn"].tolist()
        st.subheader(cards.plain(f"{tie['kind'].capitalize()}: {tie['name']}"), anchor=False)
        st.caption(cards.plain(tie["certainty"]))
        with st.container(key=f"links-{tie['tie_id']}", gap=None):
            if not members:
                st.write("No other member is in the bundled data.")
            for member in members:
                _school_link(int(member), known.get(member, f"URN {member}"), "", known=member in known.index)
    if not links.empty:
        st.subheader("Linked records in the register", anchor=False)
        with st.container(key="links-register", gap=None):
            for _, link in links.sort_values(["linked_on", "link_urn"]).iterrows():
                other = int(link["link_urn"])
                name = words.text(link["link_name"], str(known.get(other, f"URN {other}")))
                about = f"{link['kind']}, {words.date(link['linked_on'])}"
                _school_link(other, f"{name} ({other})", about, known=other in known.index)


def _school_link(urn: int, name: str, about: str, *, known: bool) -> None:
    """Link to a school of the build; only name one that is not in it."""
    label = cards.plain(" · ".join(part for part in (name, about) if part))
    if known:
        st.page_link(frame.SCHOOL, label=label, icon=":material/school:", query_params=state.school_query(urn))
    else:
        st.markdown(f"{label} · not in the bundled data")


def neighbours(school: "pd.Series[Any]", schools: gpd.GeoDataFrame, areas: gpd.GeoDataFrame) -> None:
    """Show the school and the open schools nearest to it, in a straight line."""
    st.header("Nearest schools", anchor=False)
    schools = gpd.GeoDataFrame(schools[_NEAR])
    here = schools[schools["urn"] == school["urn"]]
    if here.geometry.isna().all():
        st.write("No point is known for this school, so no distance can be measured.")
        return
    families = sorted(schools["phase_family"].unique())
    family = st.selectbox("Phase", [_EVERY, *families], key="near", label_visibility="collapsed")
    others = schools[schools["status_group"] == StatusGroup.OPEN]
    if family != _EVERY:
        others = others[others["phase_family"] == family]
    near = k_nearest(here, others, NEAREST)
    found = others.set_index("urn", drop=False).loc[near["neighbour"]]
    map_view.draw(
        map_view.school_deck(here, found.reset_index(drop=True), areas),
        height=MAP_HEIGHT_PX,
        key=f"near-{school['urn']}",
        alt="Small map of the school and the nearest schools, which are listed below it.",
    )
    if near.empty:
        st.write("No open school of this phase has a point in the bundled data.")
    with st.container(key="links-near", gap=None):
        for distance_m, (_, other) in zip(near["distance_m"], found.iterrows(), strict=True):
            away = "at the same place" if distance_m <= SAME_PLACE_M else words.distance(distance_m)
            _school_link(int(other["urn"]), other["name"], f"{away} · {other['phase_family']}", known=True)
    st.caption("Straight-line distances between the schools' points: a walk is longer. Open schools only.")
    with st.expander("The same as a table"):
        cards.table(
            ["School", "Phase", "Type", "Distance", "URN"],
            [
                [other["name"], other["phase_family"], other["school_type"], words.distance(metres), str(other["urn"])]
                for metres, (_, other) in zip(near["distance_m"], found.iterrows(), strict=True)
            ],
        )

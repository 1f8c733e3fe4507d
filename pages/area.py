"""The area in figures: a borough, or schools picked one by one, beside London and England."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from geo import words
from geo.group import AreaAsked
from geo.measures import MEASURES
from geo.vocab import PhaseFamily
from ui import (
    area_data,
    area_figures,
    area_parts,
    area_rolls,
    area_state,
    area_take,
    cards,
    data,
    frame,
    map_words,
    state,
)

#: Measures to begin with, the first that the schools have.
FIRST = ("absence", "fsm_ever6", "fsm", "pupils")


def nobody(asked: AreaAsked, name: str) -> None:
    """Say that there is no school to count."""
    if asked.borough is None:
        st.info("No school is picked yet: add one or more above.", icon=":material/info:")
    else:
        st.info(f"No open, state-funded school of {cards.plain(name)} is in the bundled data.", icon=":material/info:")
    st.page_link(frame.MAP, label="The map", icon=":material/map:", query_params=state.map_query())


def look(counted: pd.DataFrame) -> tuple[AreaAsked, str, str]:
    """Draw the choice of phase and measure; give what is usual for these schools, and what is chosen."""
    kinds = sorted(counted["phase_family"].value_counts().items(), key=lambda each: (-each[1], each[0]))
    families = [str(kind) for kind, _ in kinds]
    area_state.settle(area_state.PHASE, families)
    with st.container(horizontal=True, vertical_alignment="bottom", key="area-look"):
        family = str(st.selectbox("Phase", families, key=area_state.PHASE, width=260))
        offered = area_figures.measures_of(counted[counted["phase_family"] == family])
        first = next((name for name in FIRST if name in offered), None)
        offered = sorted(offered, key=lambda name: name != first)
        area_state.settle(area_state.MEASURE, offered)
        name = st.selectbox(
            "Figure", offered, key=area_state.MEASURE, format_func=lambda each: MEASURES[each].label, width=420
        )
    usual = AreaAsked(None, (), PhaseFamily(families[0]), offered[0] if offered else "")
    return usual, family, str(name or "")


def show() -> None:
    """Draw the page."""
    schools, boroughs, build = data.schools(), data.offered().words["borough"], data.build()
    notes = area_state.arrive(boroughs, set(schools["urn"].astype(int)), build["default_area"])
    asked = area_state.current(boroughs)
    name = next((word for word, code in boroughs.items() if code == asked.borough), "")
    found = area_data.members(asked)
    counted, whose = found.counted, name or "This group"
    st.title(f"{cards.plain(name)} in figures" if name else "A group of schools in figures", anchor=False)
    map_words.say_junk(notes)
    cards.lead("What is published of these schools together, phase by phase, beside London and England.")
    area_parts.choose(schools, boroughs, asked)
    if counted.empty:
        area_state.leave(boroughs, replace(asked, family=None, measure=""))
        nobody(asked, name)
        return
    area_parts.members(found, name or None)
    if asked.borough is None:
        area_parts.ways(counted)
    made, rolled = area_data.figures(counted), area_data.rolls_of(counted)
    area_parts.headlines(counted, area_data.pupils(counted))
    if asked.borough == area_parts.CAMDEN:
        area_parts.announced()
    area_take.draw(counted, made, rolled)
    st.header("Figures by phase", anchor=False)
    usual, family, measure = look(counted)
    area_state.leave(boroughs, usual)
    part, figures = counted[counted["phase_family"] == family], made[PhaseFamily(family)]
    area_figures.table(figures, family, asked.borough, whose)
    if measure:
        label = cards.plain(MEASURES[measure].label)
        st.subheader(f"{label}: each school", anchor=False)
        own = next((each for each in figures if each.measure == measure), None)
        area_figures.distribution(part, family, measure, own, whose)
        area_figures.one_school(counted, area_rolls.told(counted, rolled, state.chosen()))
        st.subheader(f"{label}: over the years", anchor=False)
        area_figures.change_over_time(part, family, measure, asked.borough, whose, build["coverage"])
    area_rolls.draw(counted, rolled, family, asked.borough, whose)
    area_parts.grades(counted, whose)
    st.caption(
        f"Sums of {words.count(len(counted), 'school')}; the method is in the documents, under “An area in figures”."
    )


frame.require_frame("pages/area.py")
show()

"""Who could work with a school: suggestions with their reasons, or a directory without a score."""

from typing import Any

import pandas as pd
import streamlit as st

from geo.candidates import next_door
from geo.partner_link import Asked
from geo.purposes import CRITERIA
from ui import (
    cards,
    data,
    frame,
    map_words,
    partner_controls,
    partner_data,
    partner_directory,
    partner_lists,
    partner_method,
    partner_state,
    partner_take,
    shortlist,
    workspace_public,
)


def suggest(asked: Asked, school: "pd.Series[Any]") -> None:
    """Draw the settings, the map beside the cards, and what stands behind them."""
    answer = partner_data.answer(asked)
    found = answer.found
    partner_controls.draw(asked, str(school["phase_family"]), found)
    for criterion, why in found.dropped.items():
        st.info(f"“{CRITERIA[criterion].label}” counts for nobody here: {why}.", icon=":material/info:")
    left, right = st.columns([2, 3], gap="large")
    with left:
        partner_lists.on_map(answer)
        with st.container(horizontal=True, key="partner-take"):
            partner_take.draw(answer, str(school["name"]))
        shortlist.draw(from_cards=True)
        workspace_public.shortlist_ways(int(school["urn"]), answer, partner_state.shortlist())
        partner_lists.next_to(answer.next_door)
    with right:
        partner_lists.own(answer, str(school["la_name"]))
        partner_lists.border(answer)
        partner_lists.apart(answer)
    st.header("Behind the list", anchor=False)
    partner_lists.table(answer)
    partner_method.spread(answer, str(school["la_name"]))
    partner_method.card(answer)
    partner_lists.why_box(answer)


def show() -> None:
    """Draw the page."""
    schools = data.schools()
    families = dict(zip(schools["urn"].astype(int), schools["phase_family"], strict=True))
    notes = partner_state.arrive(families)
    asked = partner_state.current()
    partner_state.leave(asked)
    if asked.urn is None:
        st.title("Who could work with your school?", anchor=False)
        cards.lead(
            "Choose a school to see who is near and alike, and why. A suggestion is the start of a conversation."
        )
        map_words.say_junk(notes)
        partner_controls.pick()
        return
    school = data.school(str(asked.urn))
    partner_controls.heading(school)
    map_words.say_junk(notes)
    if partner_data.scored(asked.urn):
        suggest(asked, school)
        return
    partner_directory.draw(school)
    partner_lists.next_to(next_door(partner_data.basis().roster, asked.urn))
    shortlist.draw(from_cards=False)
    workspace_public.shortlist_ways(asked.urn, None, partner_state.shortlist())
    partner_method.card(None)


frame.require_frame("pages/partners.py")
show()

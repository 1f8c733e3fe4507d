"""Two to six schools side by side."""

import streamlit as st

from geo.partner_link import MOST_COMPARED
from ui import briefing_link, cards, compare_parts, data, dot_strip, frame, map_words, partner_state, state


def show() -> None:
    """Draw the page."""
    schools = data.schools()
    notes = partner_state.arrive_compared(set(schools["urn"].astype(int)))
    kept = partner_state.shortlist()
    st.title("Schools side by side", anchor=False)
    map_words.say_junk(notes)
    if not kept:
        cards.lead(
            f"Add two to {MOST_COMPARED} schools to the shortlist, from their own pages or among suggestions, and they "
            "stand here side by side."
        )
        st.page_link(frame.PARTNERS, label="Find schools to work with", icon=":material/handshake:")
        st.page_link(frame.MAP, label="The map", icon=":material/map:", query_params=state.map_query())
        return
    cards.lead("What is published of each, with its year, and how they differ. The address can be shared.")
    chosen = schools.set_index("urn", drop=False).loc[list(kept)].reset_index(drop=True)
    compare_parts.heads(chosen)
    briefing_link.draw(kept)
    if len(kept) == 1:
        st.info("One school alone: add another from its own page or among suggestions.", icon=":material/info:")
    else:
        st.header("How far apart, and how alike", anchor=False)
        compare_parts.pairs(chosen)
    st.header("Who they are", anchor=False)
    compare_parts.facts(chosen)
    st.header("Figures", anchor=False)
    dot_strip.draw(chosen, schools)
    compare_parts.figures(chosen)


frame.require_frame("pages/compare.py")
show()

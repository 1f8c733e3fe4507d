"""A briefing of one to eight schools to print: choose, make, take away as PDF or Word document."""

import streamlit as st

from ui import briefing_batch, briefing_parts, briefing_state, cards, data, frame, map_words


def show() -> None:
    """Draw the page."""
    notes = briefing_state.arrive(set(data.schools()["urn"].astype(int)))
    st.title("Briefing to print", anchor=False)
    cards.lead(
        "Two to four pages before a conversation: what is published, beside its kind, with sources, gaps and questions "
        "to start from."
    )
    map_words.say_junk(notes)
    urns = briefing_parts.choose()
    briefing_parts.options()
    if urns:
        briefing_parts.made(urns)
    else:
        st.info("Choose a school to begin with.", icon=":material/info:")
    briefing_batch.draw()
    briefing_state.leave()


frame.require_frame("pages/briefing.py")
show()

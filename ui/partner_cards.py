"""Suggestions as cards, each with the way to its page and to the shortlist."""

from collections.abc import Sequence

import streamlit as st

from ui import frame, shortlist, state, workspace_public
from ui.partner_answer import Answer

__all__ = ["draw"]


def draw(answer: Answer, urns: Sequence[int]) -> None:
    """Draw suggestions, in their order."""
    said = workspace_public.on_cards(urns)
    for urn in urns:
        with st.container(border=True, key=f"card-{urn}"):
            st.html(answer.card(urn))
            workspace_public.say(said.get(urn, ()))
            with st.container(horizontal=True, vertical_alignment="center", key=f"links-card-{urn}"):
                st.page_link(
                    frame.SCHOOL,
                    label="Open school page",
                    icon=":material/arrow_forward:",
                    query_params=state.school_query(urn),
                )
                shortlist.keep(urn, answer.found.urn)
                workspace_public.ways(answer, urn)

"""Suggestions as cards, each with the way to its page and to the shortlist."""

from collections.abc import Sequence

import streamlit as st

from geo.partner_link import MOST_COMPARED
from ui import frame, partner_state, state
from ui.partner_answer import Answer

__all__ = ["draw"]


def draw(answer: Answer, urns: Sequence[int]) -> None:
    """Draw suggestions, in their order."""
    for urn in urns:
        with st.container(border=True, key=f"card-{urn}"):
            st.html(answer.card(urn))
            with st.container(horizontal=True, vertical_alignment="center", key=f"links-card-{urn}"):
                st.page_link(
                    frame.SCHOOL,
                    label="Open school page",
                    icon=":material/arrow_forward:",
                    query_params=state.school_query(urn),
                )
                _keep(urn, answer.found.urn)


def _keep(urn: int, beside: int) -> None:
    kept = partner_state.shortlist()
    if urn in kept:
        st.button(
            "Take off the shortlist",
            key=f"keep-{urn}",
            icon=":material/playlist_remove:",
            type="tertiary",
            on_click=partner_state.drop,
            args=(urn,),
        )
        return
    full = len({*kept, urn, beside}) > MOST_COMPARED
    st.button(
        "Add to the shortlist",
        key=f"keep-{urn}",
        icon=":material/playlist_add:",
        type="tertiary",
        on_click=partner_state.add,
        args=(urn, beside),
        disabled=full,
        help=f"The shortlist has room for {MOST_COMPARED} schools." if full else None,
    )

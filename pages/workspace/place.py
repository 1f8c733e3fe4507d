"""My place: who I am here, what waits for me, what I may do, and the ways on."""

import streamlit as st

from ui import cards, workspace_frame, workspace_place, workspace_state
from workspace import case_sharing
from workspace.vocab import Role


def show() -> None:
    """Draw the page."""
    actor = workspace_frame.gate(workspace_frame.PLACE)
    if actor is None:
        return
    cards.lead(f"Signed in as {actor.name}.")
    if not actor.holdings:
        st.info("You hold no role here yet, so there is nothing private to see.", icon=":material/hourglass:")
        st.page_link(workspace_frame.ACCESS, label="Ask for access", icon=":material/key:")
    if actor.holds(Role.CPP) or actor.holds(Role.LEAD):
        workspace_place.to_do(actor)
    if actor.holds(Role.HEAD):
        workspace_place.ending()
    if actor.roles & {Role.HEAD, *case_sharing.SHARED_WITH}:
        workspace_place.shown_cases()
    if actor.holdings:
        st.header("Who you are here", anchor=False)
        workspace_place.who(actor)
    workspace_frame.ways(actor)
    st.header("This session", anchor=False)
    with st.container(horizontal=True):
        st.button("Sign out", icon=":material/logout:", on_click=workspace_state.sign_out)
        st.button(
            "Sign out everywhere",
            icon=":material/devices:",
            on_click=workspace_state.sign_out_everywhere,
            help="Ends every session of yours, on whatever machine.",
        )


show()

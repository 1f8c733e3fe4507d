"""My place: who I am here, what I may do, and the ways on."""

import streamlit as st

from ui import cards, workspace_access, workspace_frame, workspace_schools, workspace_state


def show() -> None:
    """Draw the page."""
    actor = workspace_frame.gate(workspace_frame.PLACE)
    if actor is None:
        return
    cards.lead(f"Signed in as {actor.name}.")
    if not actor.holdings:
        st.info("You hold no role here yet, so there is nothing private to see.", icon=":material/hourglass:")
        st.page_link(workspace_frame.ACCESS, label="Ask for access", icon=":material/key:")
    for holding in sorted(actor.holdings):
        with st.container(key=f"links-{holding.role}-{holding.urn}", gap=None):
            st.markdown(f"**{workspace_access.ROLE_WORDS[holding.role]}**")
            if holding.urn is not None:
                workspace_schools.link(holding.urn)
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

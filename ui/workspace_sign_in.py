"""The way in: sign in, sign in again, ask for access, or choose a part in the demonstration."""

from html import escape

import streamlit as st

from ui import workspace_access, workspace_door, workspace_state
from ui.workspace_state import Standing
from workspace import demo

__all__ = ["draw", "parts"]


def draw(standing: Standing) -> None:
    """Say what a browser is to the workspace, and offer the way on."""
    if workspace_door.demo():
        if standing is Standing.OVER:
            st.info("This session is over.", icon=":material/logout:")
        parts()
        return
    if standing is Standing.UNKNOWN:
        st.write(
            "You are signed in, and the workspace does not know you yet. All that is public is open to you as before."
        )
        workspace_access.form()
        st.button("Sign out", icon=":material/logout:", on_click=workspace_state.sign_out)
        return
    if standing is Standing.OVER:
        st.info("This session is over: it was ended, or it was too long ago. Sign in again.", icon=":material/logout:")
    else:
        st.write(
            "The map and everything about schools is public. This part is for the schools and advisers of the "
            "partnership: sign in to see what is yours."
        )
    st.button("Sign in", icon=":material/login:", type="primary", on_click=workspace_state.sign_in)
    st.caption(
        "Your name and e-mail address come from your school's or the partnership's own sign-in; no password is kept."
    )


def parts() -> None:
    """Offer the parts of the demonstration; each is a link that begins a session."""
    st.header("Choose a part to play", anchor=False)
    links = "".join(
        f'<li><a href="/demo/enter/{escape(part.key)}" target="_self">{escape(part.name)}</a></li>'
        for part in demo.CAST
    )
    st.html(f'<ul class="spm-parts-to-play">{links}</ul>')

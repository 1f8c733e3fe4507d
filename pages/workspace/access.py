"""Ask for access, for somebody who is signed in."""

import streamlit as st

from geo import words
from ui import cards, workspace_access, workspace_frame, workspace_schools, workspace_state
from workspace import access


def show() -> None:
    """Draw the page."""
    if workspace_frame.gate(workspace_frame.ACCESS) is None:
        return
    asked = workspace_state.acting(access.mine)
    if asked is not None:
        school = "" if asked.urn is None else f", {workspace_schools.name(asked.urn)}"
        how = {None: "It waits for an answer.", True: "It was granted.", False: "It was not granted."}[asked.granted]
        said = f"You asked on {words.date(asked.asked_at)}: {workspace_access.ROLE_WORDS[asked.role]}{school}. {how}"
        st.info(cards.plain(said), icon=":material/key:")
    workspace_access.form()


show()

"""The cases: a board by stage and the same as a list."""

import streamlit as st

from ui import cards, workspace_board, workspace_frame


def show() -> None:
    """Draw the page."""
    actor = workspace_frame.gate(workspace_frame.CASES)
    if actor is None:
        return
    cards.lead("Who is talking to whom, where it stands and what comes next.")
    chosen = workspace_board.filters()
    if chosen is not None:
        workspace_board.board_and_list(chosen)
    st.divider()
    workspace_board.direct(actor)


show()

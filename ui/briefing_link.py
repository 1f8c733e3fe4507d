"""The link from other pages to a briefing of the schools in view."""

from collections.abc import Collection

import streamlit as st

from ui import frame
from ui.briefing_state import briefing_query

__all__ = ["draw"]


def draw(urns: Collection[int]) -> None:
    """Link to the briefing of these schools, at most as many as one briefing has."""
    st.page_link(
        frame.BRIEFING, label="A briefing to print", icon=":material/print:", query_params=briefing_query(urns)
    )

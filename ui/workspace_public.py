"""What the workspace adds to the public pages: schools' own words, public partnerships, and the ways into brokering.

Without a workspace every function here does nothing, and loads nothing.
"""

from collections.abc import Sequence

import streamlit as st

from ui import cards, workspace_door
from ui.partner_answer import Answer

__all__ = ["of_school", "on_cards", "say", "shortlist_ways", "ways"]


def of_school(urn: int) -> None:
    """Draw a school's own words and its public partnerships on its page."""
    if workspace_door.configured():
        from ui import workspace_words  # noqa: PLC0415  # the public map alone loads no database library

        workspace_words.of_school(urn)


def on_cards(urns: Sequence[int]) -> dict[int, list[str]]:
    """Give the own words of schools, in Markdown, for their cards; read once for all of them."""
    if not workspace_door.configured() or not urns:
        return {}
    from ui import workspace_words  # noqa: PLC0415

    return workspace_words.for_cards(urns)


def ways(answer: Answer, urn: int) -> None:
    """Draw, for those who may, the way from a suggestion to an introduction or to a case."""
    if workspace_door.configured():
        from ui import workspace_doors  # noqa: PLC0415

        workspace_doors.from_suggestion(answer, urn)


def shortlist_ways(asking: int, answer: Answer | None, kept: Sequence[int]) -> None:
    """Draw, for those who may, the way from the shortlist to a case."""
    if workspace_door.configured():
        from ui import workspace_doors  # noqa: PLC0415

        workspace_doors.from_shortlist(asking, answer, kept)


def say(lines: Sequence[str]) -> None:
    """Draw a school's own words on its card."""
    for line in lines:
        st.markdown(line)
    if lines:
        st.caption(cards.plain("The school's own words: not checked, and not part of the fit."))

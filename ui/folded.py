"""A part of a page that is drawn only while it is open."""

from collections.abc import Callable
from typing import Literal

import streamlit as st

__all__ = ["folded", "popped"]


def folded(label: str, key: str, draw: Callable[[], None], *, icon: str | None = None) -> None:
    """Draw a part that is closed at first; what is inside costs nothing until somebody opens it.

    No widget inside may have a value to keep: Streamlit forgets it when the part is closed.

    Parameters
    ----------
    label : what is inside, in a few words.
    key : keeps it open while the page changes around it.
    draw : draws the inside.
    icon : before the label.
    """
    box = st.expander(label, key=key, icon=icon, on_change="rerun")
    if box.open:
        with box:
            draw()


def popped(
    label: str,
    key: str,
    draw: Callable[[], None],
    *,
    icon: str | None = None,
    kind: Literal["secondary", "tertiary"] = "secondary",
) -> None:
    """Draw a part that a button opens over the page, as :func:`folded` does."""
    box = st.popover(label, key=key, icon=icon, type=kind, on_change="rerun")
    if box.open:
        with box:
            draw()

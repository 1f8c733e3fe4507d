"""The only reader and writer of session state and of the address's query parameters.

The address holds what a person would share: the filters (each bound to its widget), ``school`` for the school
chosen on the map, ``urn`` for the school of the school page.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

__all__ = [
    "FILTERS",
    "choose",
    "chosen",
    "clear",
    "ignored",
    "keep",
    "map_clicked",
    "requested_urn",
    "restore",
    "row_chosen",
]

#: Keys of the filter widgets, which are also their query parameters.
FILTERS = ("borough", "phase", "sector", "status", "overall", "outcome")

_KEPT, _SHOWN = "_kept_filters", "_shown_urn"
_SCHOOL, _URN = "school", "urn"


def ignored(options: Mapping[str, Sequence[str]]) -> list[str]:
    """Values of the address that no filter has, as ``phase=Junk``; call it before the widgets drop them."""
    return [
        f"{key}={value}"
        for key, allowed in options.items()
        for value in st.query_params.get_all(key)
        if value and value not in allowed
    ]


def restore() -> None:
    """Give the filters back what they had before another page was visited; the address has the first word."""
    kept: dict[str, Any] = st.session_state.get(_KEPT, {})
    if any(key in st.query_params for key in FILTERS):
        return
    for key, value in kept.items():
        if key not in st.session_state:
            st.session_state[key] = value


def keep() -> None:
    """Remember the filters for :func:`restore`; call it after the widgets."""
    st.session_state[_KEPT] = {key: st.session_state[key] for key in FILTERS if key in st.session_state}


def clear(defaults: Mapping[str, list[str]]) -> None:
    """Set every filter to its default: a callback, before the widgets are drawn again."""
    for key, value in defaults.items():
        st.session_state[key] = list(value)


def chosen() -> int | None:
    """URN of the school chosen on the map page, if any."""
    value = st.query_params.get(_SCHOOL, "")
    return int(value) if re.fullmatch(r"[0-9]{6}", value) else None


def choose(urn: int | None) -> None:
    """Choose a school on the map page, or none."""
    if urn is None:
        st.query_params.pop(_SCHOOL, None)
    else:
        st.query_params[_SCHOOL] = str(urn)


def requested_urn() -> str:
    """Read which school the school page is asked for, in the address's own words; empty if none."""
    asked = st.query_params.get(_URN, "").strip()
    if asked and st.session_state.get(_SHOWN, asked) != asked:
        # Streamlit 1.67 leaves the address as it was when a link leads to the same page: say it again.
        st.query_params[_URN] = asked
    st.session_state[_SHOWN] = asked
    return asked


def map_clicked(map_key: str, layer: str, table_key: str, urns: Sequence[int]) -> Callable[[], None]:
    """Make the callback of a map: a click chooses the school and its row, a click beside it none."""

    def react() -> None:
        objects = st.session_state[map_key].selection.objects.get(layer, [])
        urn = int(objects[0]["urn"]) if objects else None
        choose(urn)
        rows = [urns.index(urn)] if urn in urns else []
        st.session_state[table_key] = {"selection": {"rows": rows, "columns": [], "cells": []}}

    return react


def row_chosen(table_key: str, urns: Sequence[int]) -> Callable[[], None]:
    """Make the callback of a table: the chosen row's school is chosen."""

    def react() -> None:
        rows = st.session_state[table_key].selection.rows
        choose(urns[rows[0]] if rows else None)

    return react

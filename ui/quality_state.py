"""State and address of the data quality page: the only reader and writer of both, in the words of geo.quality_link."""

from typing import Any

import streamlit as st

from geo.quality_link import KEYS, Asked, Offered, parse, to_params
from geo.vocab import Sector
from ui import address

__all__ = ["BOROUGH", "MEASURE", "SECTOR", "YEAR", "arrive", "current", "leave"]

#: Keys of the widgets.
MEASURE, BOROUGH, YEAR, SECTOR = (f"quality_{key}" for key in KEYS)

#: Kept by us: what was asked last, and the last address with the question and the notes that it gave.
_LAST, _ADDRESS = "_quality_last", "_quality_address"


def arrive(offered: Offered) -> list[str]:
    """Let the address have its say, before the widgets are drawn.

    An address that differs right after a widget was used is only late, and is not heard.

    Returns
    -------
    What the address has that cannot be read, for as long as the address has it.
    """
    params, state = address.read(KEYS), st.session_state
    fresh = MEASURE not in state
    if fresh and not params and _LAST in state:
        # Back from another page by a link without parameters: as it was left.
        _adopt(state[_LAST])
        state[_ADDRESS] = ({}, None, [])
    elif fresh or (params != state[_ADDRESS][0] and current() == state[_LAST]):
        asked, notes = parse(params, offered)
        _adopt(asked)
        state[_ADDRESS] = (params, asked, notes)
    told: list[str] = state[_ADDRESS][2]
    return told


def _adopt(asked: Asked) -> None:
    st.session_state.update(
        {MEASURE: asked.measure, BOROUGH: asked.borough, YEAR: asked.year, SECTOR: str(asked.sector)}
    )


def current() -> Asked:
    """Read what the widgets are set to."""
    state: Any = st.session_state
    return Asked(state[MEASURE], state[BOROUGH], state[YEAR], Sector(state[SECTOR]))


def leave(offered: Offered) -> Asked:
    """Write what is asked to the address, if the address does not say it already, and give it."""
    state, asked = st.session_state, current()
    state[_LAST] = asked
    if state[_ADDRESS][1] == asked:
        # What the address gave: it stays as it is written, junk included, until something else is asked.
        return asked
    params = to_params(asked, offered)
    address.write(KEYS, params)
    state[_ADDRESS] = ({key: [said] for key, said in params.items()}, asked, [])
    return asked

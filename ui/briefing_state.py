"""State and address of the briefing page: the only reader and writer of both.

The address holds the schools and nothing else. The notes are in the visitor's session alone, while the page is open.
"""

from collections.abc import Collection
from typing import Any

import streamlit as st

from briefings.choices import MOST_SCHOOLS, USUAL, Choices, Part, Theme
from briefings.content import Document
from geo.partner_link import parse_urns, to_urns
from geo.purposes import Purpose
from ui import address
from ui import state as shared

__all__ = [
    "NOTES",
    "PARTS",
    "PURPOSE",
    "SCHOOLS",
    "THEMES",
    "arrive",
    "batch",
    "briefing_query",
    "current",
    "keep",
    "keep_batch",
    "leave",
    "made",
    "schools",
]

#: Keys of the widgets.
SCHOOLS, PURPOSE, PARTS, THEMES, NOTES = (
    f"briefing_{name}" for name in ("schools", "purpose", "parts", "themes", "notes")
)

#: Kept by us: the last address and what could not be read in it, the briefing made, and the last batch.
_ADDRESS, _MADE, _BATCH = "_briefing_address", "_briefing_made", "_briefing_batch"


def arrive(known: Collection[int]) -> list[str]:
    """Let the address have its say, before the widgets are drawn.

    Parameters
    ----------
    known : URNs of the build.

    Returns
    -------
    What the address has that cannot be read, for as long as the address has it.
    """
    state = st.session_state
    said = address.read(["urns"]).get("urns", [])
    fresh = SCHOOLS not in state
    if fresh or said != state.get(_ADDRESS, ([], []))[0]:
        found, notes = parse_urns({"urns": said}, known, MOST_SCHOOLS)
        if said or fresh:
            state[SCHOOLS] = list(found)
        state[_ADDRESS] = (said, notes)
    told: list[str] = state[_ADDRESS][1]
    return told


def leave() -> None:
    """Write the schools to the address, if it does not say them already."""
    urns = schools()
    said = [to_urns(urns)] if urns else []
    known, notes = st.session_state[_ADDRESS]
    parsed, _ = parse_urns({"urns": known}, urns, MOST_SCHOOLS)
    if parsed == urns and (notes or known == said):
        return
    address.write(["urns"], {"urns": said[0]} if urns else {})
    st.session_state[_ADDRESS] = (said, [])


def schools() -> tuple[int, ...]:
    """Schools chosen, in the order in which they stand in the box."""
    return tuple(st.session_state.get(SCHOOLS, ()))


def current() -> Choices:
    """Read what the widgets are set to."""
    state = st.session_state
    return Choices(
        purpose=Purpose(state.get(PURPOSE, Purpose.EXPLORE)),
        parts=frozenset(Part(each) for each in state.get(PARTS, USUAL)),
        themes=frozenset(Theme(each) for each in state.get(THEMES, [])),
        notes=str(state.get(NOTES) or ""),
    )


def keep(urns: tuple[int, ...], choices: Choices, document: Document) -> None:
    """Keep the briefing made, for this session, with what it was made for."""
    st.session_state[_MADE] = (urns, choices, document)


def made(urns: tuple[int, ...], choices: Choices) -> Document | None:
    """Give the briefing made for exactly this; one made for anything else is forgotten."""
    kept: tuple[Any, Any, Document] | None = st.session_state.get(_MADE)
    if kept is None or kept[:2] == (urns, choices):
        return None if kept is None else kept[2]
    del st.session_state[_MADE]
    return None


def keep_batch(urns: tuple[int, ...], archive: bytes) -> None:
    """Keep the last batch for this session, with the schools that it is of."""
    st.session_state[_BATCH] = (urns, archive)


def batch(urns: tuple[int, ...]) -> bytes | None:
    """Give the batch of exactly these schools; another one is forgotten."""
    kept: tuple[Any, bytes] | None = st.session_state.get(_BATCH)
    if kept is None or kept[0] == urns:
        return None if kept is None else kept[1]
    del st.session_state[_BATCH]
    return None


def briefing_query(urns: Collection[int]) -> dict[str, str]:
    """Query parameters of a link to a briefing; the chosen school goes along."""
    own = shared.chosen()
    return {"urns": to_urns(list(urns))} | ({} if own is None else {"school": str(own)})

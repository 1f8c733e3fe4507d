"""State and address of the area page: the only reader and writer of both.

The address holds a borough's name or the URNs of a group picked by hand, and the phase and measure looked at, in the
words of :mod:`geo.group`.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

import streamlit as st

from geo.group import MOST_PICKED, AreaAsked, parse, to_params
from geo.vocab import PhaseFamily
from ui import address
from ui import state as shared

__all__ = [
    "BOROUGH",
    "GROUP",
    "KIND",
    "MEASURE",
    "PHASE",
    "URNS",
    "add_to_group",
    "arrive",
    "borough_query",
    "current",
    "dot_chosen",
    "group_query",
    "leave",
    "settle",
]

#: Keys of the widgets.
KIND, BOROUGH_NAME, URNS, PHASE, MEASURE = (f"area_{name}" for name in ("kind", "borough", "urns", "phase", "measure"))

#: Words of the first choice.
BOROUGH, GROUP = "A borough", "Schools I pick"

#: Kept by us: what was asked last, and the last address with what it gave (None: not settled yet) and its notes.
_LAST, _ADDRESS = "_area_last", "_area_address"

#: What no address can ask for.
_NOTHING = AreaAsked("")

#: Parameters that are ours; the chosen school stands in the address too, for its ring.
_OURS = ("area", "urns", "phase", "measure")


def arrive(boroughs: Mapping[str, str], known: Collection[int], default: str) -> list[str]:
    """Let the address have its say, before the widgets are drawn.

    An address that differs right after a widget was used is only late, and is not heard.

    Parameters
    ----------
    boroughs : name -> GSS code.
    known : URNs of the build.
    default : GSS code of the borough that is shown without being asked for.

    Returns
    -------
    What the address has that cannot be read, for as long as the address has it.
    """
    params, state = address.read(_OURS), st.session_state
    fresh = KIND not in state
    if fresh and not params and _LAST in state:
        # Back from another page by a link without parameters: as it was left.
        _adopt(state[_LAST], boroughs)
        state[_ADDRESS] = ({}, _NOTHING, [])
    elif fresh or (params != state[_ADDRESS][0] and current(boroughs) == state[_LAST]):
        asked, notes = parse(params, boroughs, known, default)
        _adopt(asked, boroughs)
        state[_LAST] = asked
        state[_ADDRESS] = (params, None, notes)
    notes_now: list[str] = state[_ADDRESS][2]
    return notes_now


def _adopt(asked: AreaAsked, boroughs: Mapping[str, str]) -> None:
    state = st.session_state
    state[KIND] = BOROUGH if asked.borough else GROUP
    first = next(iter(boroughs), None)
    state[BOROUGH_NAME] = next((name for name, code in boroughs.items() if code == asked.borough), first)
    state[URNS] = list(asked.urns)
    state[PHASE] = None if asked.family is None else str(asked.family)
    state[MEASURE] = asked.measure or None


def current(boroughs: Mapping[str, str]) -> AreaAsked:
    """Read what the widgets are set to."""
    state = st.session_state
    picked = state.get(KIND) == GROUP
    phase = state.get(PHASE)
    return AreaAsked(
        None if picked else boroughs.get(state.get(BOROUGH_NAME, "")),
        tuple(int(urn) for urn in state.get(URNS) or ()) if picked else (),
        None if phase is None else PhaseFamily(phase),
        state.get(MEASURE) or "",
    )


def settle(key: str, allowed: Sequence[str]) -> None:
    """Keep the choice of phase or measure if it is there to be chosen; else the first that is."""
    state = st.session_state
    if state.get(key) not in allowed:
        state[key] = allowed[0] if allowed else None


def leave(boroughs: Mapping[str, str], usual: AreaAsked) -> None:
    """Write what is asked to the address, without what is as usual for these schools, if it is not there already."""
    state = st.session_state
    asked = current(boroughs)
    state[_LAST] = asked
    short = replace(
        asked,
        family=None if asked.family == usual.family else asked.family,
        measure="" if asked.measure == usual.measure else asked.measure,
    )
    params, given, notes = state[_ADDRESS]
    if given is None:
        # What the address gave: it stays as it is written, junk included, until something else is asked.
        state[_ADDRESS] = (params, short, notes)
        return
    if given == short:
        return
    params = to_params(short, boroughs)
    address.write(_OURS, params)
    state[_ADDRESS] = (params, short, [])


def borough_query(name: str, urn: int | None = None) -> dict[str, str]:
    """Query parameters of a link to a borough's figures; a school goes along: this one, or else the chosen one."""
    own = shared.chosen() if urn is None else urn
    return {"area": name} | ({} if own is None else {"school": str(own)})


def group_query(urns: Sequence[int]) -> dict[str, str]:
    """Query parameters of a link to the figures of these schools; the chosen school goes along."""
    own = shared.chosen()
    return {"urns": ",".join(map(str, urns))} | ({} if own is None else {"school": str(own)})


def add_to_group(urns: Sequence[int]) -> None:
    """Put schools into the hand-picked group, as many as fit: a callback."""
    state = st.session_state
    state[URNS] = list(dict.fromkeys([*state.get(URNS, ()), *urns]))[:MOST_PICKED]


def dot_chosen(chart_key: str) -> Callable[[], None]:
    """Make the callback of a chart: the clicked dot's school is chosen; a click beside the dots chooses none."""

    def react() -> None:
        dots = st.session_state[chart_key].selection.get("school", [])
        shared.choose(int(dots[0]["urn"]) if dots else None)

    return react

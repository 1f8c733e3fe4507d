"""State and address of the suggestions and of the shortlist: the only reader and writer of both.

The address of the suggestions holds the school and the setting, in the words of :mod:`geo.partner_link`; that of the
comparison holds the shortlist's URNs.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from geo.partner_link import MOST_COMPARED, Asked, parse, parse_urns, to_params, to_urns
from geo.purposes import CRITERIA, PRESETS, Criterion, Preset, Purpose, TieRule
from geo.vocab import PhaseFamily
from ui import state as shared

__all__ = [
    "ALL",
    "AS",
    "BORDER",
    "FEES",
    "FOCUS",
    "PICKED",
    "PURPOSE",
    "RADIUS",
    "REACH",
    "TIES",
    "add",
    "arrive",
    "arrive_compared",
    "choose_other",
    "choose_picked",
    "choose_purpose",
    "compare_query",
    "current",
    "drop",
    "leave",
    "query",
    "reset",
    "shortlist",
    "weight_key",
    "without_weight",
]

#: Keys of the widgets.
PURPOSE, RADIUS, TIES, REACH, FOCUS, BORDER, FEES, AS, PICKED = (
    f"partner_{name}" for name in ("purpose", "radius", "ties", "reach", "focus", "border", "fees", "as", "picked")
)

#: Radius of the whole build, in the widget.
ALL = 0

#: Kept by us: who asks, the last setting, and the last address with the setting and notes it gave.
_URN, _LAST, _ADDRESS = "_partner_urn", "_partner_last", "_partner_address"
_SHORTLIST, _COMPARED = "_shortlist", "_compared"


def weight_key(criterion: Criterion) -> str:
    """Key of the slider of a criterion."""
    return f"partner_weight_{criterion}"


def _params() -> dict[str, list[str]]:
    return {key: st.query_params.get_all(key) for key in st.query_params}


def arrive(families: Mapping[int, str]) -> list[str]:
    """Let the address have its say, before the widgets are drawn; without a school in it, the chosen one asks.

    An address that differs right after a widget was used is only late, and is not heard.

    Parameters
    ----------
    families : URN -> phase family of each school of the build.

    Returns
    -------
    What the address has that cannot be read, for as long as the address has it.
    """
    params, state = _params(), st.session_state
    fresh = PURPOSE not in state
    if fresh or (params != state[_ADDRESS][0] and current() == state[_LAST]):
        asked, notes = parse(params)
        if asked.urn is not None and asked.urn not in families:
            notes.append(f"urn={asked.urn}")
            asked = replace(asked, urn=None)
        elif asked.urn is None and not params.get("urn") and shared.chosen() in families:
            asked = replace(asked, urn=shared.chosen())
        if asked.family is not None and families.get(asked.urn or 0) != PhaseFamily.ALL_THROUGH:
            notes.append(f"as={asked.family.lower()}")
            asked = replace(asked, family=None)
        _adopt(asked)
        # What stands in the address may differ from what it gave: it is written anew then.
        state[_ADDRESS] = (params, None if asked.urn and "urn" not in params else current(), notes)
    notes_now: list[str] = state[_ADDRESS][2]
    return notes_now


def leave(asked: Asked) -> None:
    """Write a setting to the address, if the address does not say it already."""
    state = st.session_state
    state[_LAST] = asked
    if state[_ADDRESS][1] == asked:
        return
    params = query(asked)
    if params != _params():
        st.query_params.from_dict(params)
    state[_ADDRESS] = (params, asked, [])


def query(asked: Asked) -> dict[str, list[str]]:
    """Query parameters of a link to the suggestions; the chosen school goes along."""
    own = shared.chosen()
    return to_params(asked) | ({} if own is None else {"school": [str(own)]})


def _adopt(asked: Asked) -> None:
    state, preset = st.session_state, asked.preset
    state[_URN] = asked.urn
    state[PURPOSE] = str(preset.purpose)
    state[AS] = str(asked.family or PhaseFamily.SECONDARY)
    for criterion in CRITERIA:
        state[weight_key(criterion)] = float(preset.weights.get(criterion, 0.0))
    state[RADIUS] = ALL if preset.radius_m is None else int(preset.radius_m)
    state.update({TIES: str(preset.ties), REACH: preset.reach, FOCUS: preset.focus})
    state.update({BORDER: preset.merge_border, FEES: not preset.state_only})


def _weights(own: Preset) -> dict[Criterion, float]:
    state = st.session_state
    return {key: float(state.get(weight_key(key), own.weights.get(key, 0.0))) for key in CRITERIA}


def without_weight() -> bool:
    """Whether every slider stands at 0, so that the purpose's own weights are used."""
    return not any(_weights(PRESETS[Purpose(st.session_state[PURPOSE])]).values())


def current() -> Asked:
    """Read the setting that the widgets are set to."""
    state = st.session_state
    own = PRESETS[Purpose(state[PURPOSE])]
    weights = _weights(own)
    radius = state.get(RADIUS, ALL)
    preset = replace(
        own,
        weights=weights if any(weights.values()) else own.weights,
        radius_m=None if radius == ALL else float(radius),
        ties=TieRule(state.get(TIES, own.ties)),
        reach=state.get(REACH, own.reach),
        focus=state.get(FOCUS, own.focus),
        merge_border=bool(state.get(BORDER, own.merge_border)),
        state_only=not state.get(FEES, not own.state_only),
    )
    family = PhaseFamily.PRIMARY if state.get(AS) == PhaseFamily.PRIMARY else None
    return Asked(state[_URN], preset, family)


def choose_purpose() -> None:
    """Set everything to what the purpose has: a callback."""
    asked = current()
    _adopt(Asked(asked.urn, PRESETS[asked.preset.purpose], asked.family))


def reset() -> None:
    """Set the weights and rules back to the purpose's own: a callback."""
    choose_purpose()


def choose_other() -> None:
    """Forget which school asks: a callback."""
    st.session_state[_URN] = None
    st.session_state[AS] = str(PhaseFamily.SECONDARY)


def choose_picked() -> None:
    """Let the school that was picked ask; it becomes the chosen one too: a callback."""
    urn = st.session_state[PICKED]
    if urn is not None:
        st.session_state[_URN] = int(urn)
        shared.choose(int(urn))


def shortlist() -> tuple[int, ...]:
    """Schools kept for a comparison, in the order in which they were added."""
    kept: tuple[int, ...] = st.session_state.get(_SHORTLIST, ())
    return kept


def add(urn: int, beside: int | None = None) -> None:
    """Keep a school, and the one that it was found for: a callback. More than fit are not kept."""
    new = [each for each in (beside, urn) if each is not None and each not in shortlist()]
    if len(shortlist()) + len(new) <= MOST_COMPARED:
        st.session_state[_SHORTLIST] = (*shortlist(), *new)


def drop(urn: int | None = None) -> None:
    """Take a school, or all, off the shortlist: a callback."""
    st.session_state[_SHORTLIST] = () if urn is None else tuple(each for each in shortlist() if each != urn)


def compare_query(urns: Collection[int]) -> dict[str, str]:
    """Query parameters of a link to the comparison; the chosen school goes along."""
    own = shared.chosen()
    return {"urns": to_urns(list(urns))} | ({} if own is None else {"school": str(own)})


def arrive_compared(known: Collection[int]) -> list[str]:
    """Let the address of the comparison become the shortlist, and the shortlist the address.

    Returns
    -------
    What the address has that cannot be read, for as long as the address has it.
    """
    state, params = st.session_state, _params()
    said = params.get("urns", [])
    last: tuple[Any, list[str]] = state.get(_COMPARED, (None, []))
    if said and said != last[0]:
        found, notes = parse_urns(params, known)
        state[_SHORTLIST] = found
        state[_COMPARED] = last = (said, notes)
    parsed, _ = parse_urns(params, known)
    if parsed != shortlist():
        if shortlist():
            st.query_params["urns"] = to_urns(shortlist())
        elif "urns" in params:
            del st.query_params["urns"]
        state[_COMPARED] = last = ([to_urns(shortlist())] if shortlist() else None, [])
    return last[1]

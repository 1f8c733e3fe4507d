"""What suggestions are asked for, as an address and back: hostile text in, a valid setting and notes out."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from geo.focus import FOCI
from geo.purposes import CRITERIA, PRESETS, Criterion, Preset, Purpose, TieRule
from geo.query_params import Params, first_value, ignored
from geo.vocab import PhaseFamily

__all__ = ["MOST_COMPARED", "REACHES", "WEIGHTS", "Asked", "parse", "parse_urns", "to_params", "to_urns"]

#: Weights that a slider and an address can have: from none to this many, in halves.
WEIGHTS = (0.0, 10.0, 0.5)

#: What the distance with which Near halves can be multiplied by.
REACHES = (0.5, 0.7, 1.0, 1.4, 2.0, 3.0)

#: Schools that can stand side by side.
MOST_COMPARED = 6

_METRES = (100, 50_000)
_MAX_LENGTH = 120

_PURPOSE, _URN, _AS, _FOCUS, _RADIUS, _TIES, _REACH, _BORDER, _FEES = (
    "for",
    "urn",
    "as",
    "focus",
    "radius",
    "ties",
    "reach",
    "border",
    "fees",
)
_ALL, _MERGED, _SHOW = "all", "merged", "shown"

#: The families in which an all-through school can ask.
_FAMILIES = {"primary": PhaseFamily.PRIMARY, "secondary": PhaseFamily.SECONDARY}

T = TypeVar("T")


@dataclass(frozen=True)
class Asked:
    """Who asks, and with which settings.

    Attributes
    ----------
    urn : the school that asks; None: no school is chosen yet.
    preset : the purpose with its weights and rules, as changed.
    family : for an all-through school, the family in which it asks; None: as it comes.
    """

    urn: int | None = None
    preset: Preset = field(default_factory=lambda: PRESETS[Purpose.EXPLORE])
    family: PhaseFamily | None = None


def to_params(asked: Asked) -> dict[str, list[str]]:
    """Write a setting as query parameters: the school, the purpose, and what differs from the purpose's own."""
    own, preset = PRESETS[asked.preset.purpose], asked.preset
    params: dict[str, str] = {} if asked.urn is None else {_URN: str(asked.urn)}
    if preset.purpose != Purpose.EXPLORE:
        params[_PURPOSE] = str(preset.purpose)
    for key in CRITERIA:
        weight = preset.weights.get(key, 0.0)
        if weight != own.weights.get(key, 0.0):
            params[str(key)] = f"{weight:g}"
    changed = {
        _FOCUS: (preset.focus, own.focus),
        _RADIUS: (_metres_word(preset.radius_m), _metres_word(own.radius_m)),
        _TIES: (str(preset.ties), str(own.ties)),
        _REACH: (f"{preset.reach:g}", f"{own.reach:g}"),
        _BORDER: (_MERGED if preset.merge_border else "", ""),
        _FEES: ("" if preset.state_only else _SHOW, ""),
        _AS: ("" if asked.family is None else str(asked.family).lower(), ""),
    }
    params |= {key: word for key, (word, usual) in changed.items() if word != usual}
    return {key: [word] for key, word in params.items()}


def parse(params: Params) -> tuple[Asked, list[str]]:
    """Read a setting from query parameters, whatever they hold; keys of other pages are left alone.

    Returns
    -------
    asked : always valid; what cannot be read is as the purpose has it.
    notes : what was left out, as ``for=Junk``, shortened.
    """
    notes: list[str] = []
    purpose = _one(params, _PURPOSE, notes, {str(each): each for each in Purpose}, Purpose.EXPLORE)
    own = PRESETS[purpose]
    weights = {key: _weight(params, key, notes, own.weights.get(key, 0.0)) for key in CRITERIA}
    if not any(weights.values()):
        notes.append("every weight 0")
        weights = dict(own.weights)
    preset = replace(
        own,
        weights=weights,
        radius_m=_radius(params, notes, own.radius_m),
        ties=_one(params, _TIES, notes, {str(each): each for each in TieRule}, own.ties),
        reach=_one(params, _REACH, notes, {f"{each:g}": each for each in REACHES}, own.reach),
        focus=_one(params, _FOCUS, notes, {key: key for key in FOCI}, own.focus),
        merge_border=_one(params, _BORDER, notes, {_MERGED: True}, own.merge_border),
        state_only=_one(params, _FEES, notes, {_SHOW: False}, own.state_only),
    )
    families: dict[str, PhaseFamily | None] = dict(_FAMILIES)
    return Asked(_urn(params, notes), preset, _one(params, _AS, notes, families, None)), notes


def to_urns(urns: Sequence[int]) -> str:
    """Write schools to compare as one value of an address."""
    return ",".join(str(urn) for urn in urns)


def parse_urns(params: Params, known: Collection[int], most: int = MOST_COMPARED) -> tuple[tuple[int, ...], list[str]]:
    """Read several schools from ``urns``: each once, at most so many, in the order given.

    Parameters
    ----------
    params : query parameters.
    known : URNs of the build.
    most : schools that there is room for.
    """
    words = [word.strip() for value in params.get("urns", []) for word in value[:_MAX_LENGTH].split(",")]
    found: list[int] = []
    notes: list[str] = []
    for word in words:
        urn = int(word) if re.fullmatch(r"[1-9][0-9]{5}", word) else None
        if word and (urn is None or urn not in known):
            notes.append(ignored("urns", word))
        elif urn is not None and urn not in found:
            found.append(urn)
    notes += [f"urns={urn}" for urn in found[most:]]
    return tuple(found[:most]), notes


def _metres_word(metres: float | None) -> str:
    return _ALL if metres is None else f"{metres:.0f}"


def _one(params: Params, key: str, notes: list[str], words: Mapping[str, T], usual: T) -> T:
    text = first_value(params, key, notes)
    if text and text not in words:
        notes.append(ignored(key, text))
    return words.get(text, usual)


def _weight(params: Params, key: Criterion, notes: list[str], usual: float) -> float:
    text = first_value(params, str(key), notes)
    if not text:
        return usual
    if not re.fullmatch(r"[0-9]{1,2}(\.[05])?", text) or float(text) > WEIGHTS[1]:
        notes.append(ignored(str(key), text))
        return usual
    return float(text)


def _radius(params: Params, notes: list[str], usual: float | None) -> float | None:
    text = first_value(params, _RADIUS, notes)
    if not text:
        return usual
    if text == _ALL:
        return None
    if not re.fullmatch(r"[0-9]{1,5}", text) or not _METRES[0] <= int(text) <= _METRES[1]:
        notes.append(ignored(_RADIUS, text))
        return usual
    return float(int(text))


def _urn(params: Params, notes: list[str]) -> int | None:
    text = first_value(params, _URN, notes)
    if not text:
        return None
    if not re.fullmatch(r"[1-9][0-9]{5}", text):
        notes.append(ignored(_URN, text))
        return None
    return int(text)

"""What a person looks at, as an address and back: hostile text in, a valid view and notes out."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from geo.criteria import FACETS, RANGES, Criteria, Range
from geo.query_params import Params, ignored

__all__ = ["ANY", "MAX_VALUES", "View", "Vocabulary", "parse", "to_params"]

#: In the address: no condition on a facet that has one at first.
ANY = "any"

#: More values of one key than this are left out.
MAX_VALUES = 60

_MAX_LENGTH = 120
_AGE = 25
_METRES = (100, 50_000)
_URN = re.compile(r"[1-9][0-9]{5}")
_NUMBER = r"-?\d{1,7}(?:\.\d{1,4})?"
_RANGE = re.compile(rf"({_NUMBER})?\.\.({_NUMBER})?")
_PLACE = re.compile(r"[A-Za-z0-9 ]{2,10}")


@dataclass(frozen=True)
class Vocabulary:
    """What a build has to offer, and what is chosen at first.

    Attributes
    ----------
    words : facet key -> the word in the address -> the value in the frame. They are the same but for boroughs,
        which the address names and the frame codes.
    defaults : facet key -> values in the frame.
    sorts, columns, colours : keys that the table and the map may be asked for.
    """

    words: Mapping[str, Mapping[str, str]]
    defaults: Mapping[str, frozenset[str]] = field(default_factory=dict)
    sorts: Sequence[str] = ()
    columns: Sequence[str] = ()
    colours: Sequence[str] = ()


@dataclass(frozen=True)
class View:
    """Everything that a shared link restores.

    Attributes
    ----------
    criteria : the conditions.
    school : URN of the chosen school.
    place : a postcode or a part of one, as typed, in capitals with single spaces.
    sort, colour : a key of the vocabulary, or empty.
    columns : keys of the table's columns; empty for those that suit the phase.
    """

    criteria: Criteria = field(default_factory=Criteria)
    school: int | None = None
    place: str = ""
    sort: str = ""
    colour: str = ""
    columns: tuple[str, ...] = ()


def to_params(view: View, vocabulary: Vocabulary) -> dict[str, list[str]]:
    """Write a view as query parameters, without what is there at first."""
    params: dict[str, list[str]] = {}
    criteria = view.criteria
    for key in FACETS:
        chosen = criteria.chosen.get(key, frozenset())
        if chosen != vocabulary.defaults.get(key, frozenset()):
            spoken = {value: word for word, value in vocabulary.words[key].items()}
            params[key] = sorted(spoken[value] for value in chosen) or [ANY]
    for key, part in criteria.ranges.items():
        params[key] = [f"{_end(part.low)}..{_end(part.high)}"]
    if criteria.ages is not None:
        params["ages"] = ["{}..{}".format(*criteria.ages)]
    unknown = [key for key, part in criteria.ranges.items() if part.keep_unknown]
    unknown += ["ages"] if criteria.ages_keep_unknown else []
    if unknown:
        params["unknown"] = sorted(unknown)
    for key, metres in (("border", criteria.border_m), ("radius", criteria.radius_m)):
        if metres is not None:
            params[key] = [str(metres)]
    if view.school is not None:
        params["school"] = [str(view.school)]
    params |= {
        key: [word] for key, word in (("place", view.place), ("sort", view.sort), ("colour", view.colour)) if word
    }
    if view.columns:
        params["columns"] = list(view.columns)
    return params


def parse(params: Params, vocabulary: Vocabulary) -> tuple[View, list[str]]:
    """Read a view from query parameters, whatever they hold.

    Returns
    -------
    view : always valid; what cannot be read is as it is at first.
    notes : what was left out, as ``phase=Junk``, shortened.
    """
    notes: list[str] = []
    chosen = {key: words for key in FACETS if (words := _words(params, key, vocabulary, notes))}
    unknown = set(_values(params, "unknown", notes))
    ranges = {}
    for key in RANGES:
        part = _range(params, key, notes, keep_unknown=key in unknown)
        if part is not None:
            ranges[key] = part
    ages = _ages(params, notes)
    _note(notes, "unknown", unknown - set(ranges) - ({"ages"} if ages else set()))
    criteria = Criteria(
        chosen,
        ranges,
        ages,
        ages is not None and "ages" in unknown,
        _metres(params, "border", notes),
        _metres(params, "radius", notes),
    )
    view = View(
        criteria,
        int(urn) if (urn := _one(params, "school", notes, _URN.fullmatch)) else None,
        " ".join(_one(params, "place", notes, _PLACE.fullmatch).upper().split()),
        _one(params, "sort", notes, lambda word: word in vocabulary.sorts),
        _one(params, "colour", notes, lambda word: word in vocabulary.colours),
        _columns(params, vocabulary, notes),
    )
    return view, notes


def _values(params: Params, key: str, notes: list[str]) -> list[str]:
    values = [value for value in params.get(key, []) if value]
    _note(notes, key, [f"{len(values) - MAX_VALUES} more"] if len(values) > MAX_VALUES else [])
    short = [value for value in values[:MAX_VALUES] if len(value) <= _MAX_LENGTH]
    _note(notes, key, [value for value in values[:MAX_VALUES] if len(value) > _MAX_LENGTH])
    return short


def _words(params: Params, key: str, vocabulary: Vocabulary, notes: list[str]) -> frozenset[str]:
    default = vocabulary.defaults.get(key, frozenset())
    values = _values(params, key, notes)
    known = vocabulary.words.get(key, {})
    _note(notes, key, [value for value in values if value not in known and value != ANY])
    if ANY in values:
        return frozenset()
    return frozenset(known[value] for value in values if value in known) or default


def _range(params: Params, key: str, notes: list[str], *, keep_unknown: bool) -> Range | None:
    text = _one(params, key, notes, _RANGE.fullmatch)
    found = _RANGE.fullmatch(text)
    if not found:
        return None
    low, high = (None if end is None else float(end) for end in found.groups())
    if (low is None and high is None) or (low is not None and high is not None and low > high):
        _note(notes, key, [text])
        return None
    return Range(low, high, keep_unknown)


def _ages(params: Params, notes: list[str]) -> tuple[int, int] | None:
    text = _one(params, "ages", notes, re.compile(r"\d{1,2}\.\.\d{1,2}").fullmatch)
    if not text:
        return None
    low, high = map(int, text.split(".."))
    if low > high or high > _AGE:
        _note(notes, "ages", [text])
        return None
    return low, high


def _metres(params: Params, key: str, notes: list[str]) -> int | None:
    text = _one(params, key, notes, re.compile(r"\d{1,6}").fullmatch)
    if text and not _METRES[0] <= int(text) <= _METRES[1]:
        _note(notes, key, [text])
        return None
    return int(text) if text else None


def _columns(params: Params, vocabulary: Vocabulary, notes: list[str]) -> tuple[str, ...]:
    values = list(dict.fromkeys(_values(params, "columns", notes)))
    _note(notes, "columns", [value for value in values if value not in vocabulary.columns])
    return tuple(value for value in values if value in vocabulary.columns)


def _one(params: Params, key: str, notes: list[str], fits: Callable[[str], object]) -> str:
    values = _values(params, key, notes)
    if not values:
        return ""
    _note(notes, key, values[1:])
    if not fits(values[0]):
        _note(notes, key, values[:1])
        return ""
    return values[0]


def _note(notes: list[str], key: str, values: Collection[str]) -> None:
    notes.extend(ignored(key, value) for value in sorted(values))


def _end(value: float | None) -> str:
    return "" if value is None else f"{value:.4f}".rstrip("0").rstrip(".")

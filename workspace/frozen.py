"""What a suggestion said at the moment when somebody acted on it: kept as it was, whatever later builds say.

It is public data and carries nothing that was entered by hand. It comes by way of a form, so it is checked like one.
"""

from collections.abc import Mapping
from typing import Any

from workspace import inputs
from workspace.errors import BadInput

__all__ = ["LINES", "NUMBERS", "SHORT", "freeze"]

#: One short line each: the name of the data, the version of the method, the purpose, what to check before calling.
SHORT = ("build_id", "method_version", "purpose", "check")
#: Sentences: why the school was there.
LINES = "reasons"
#: Criterion -> number: the weights, and the points of this pair.
NUMBERS = ("weights", "points")
#: Place in the list, from 1.
POSITION = "position"

_NEEDED = ("build_id", "method_version", LINES)
_MOST_ENTRIES = 30
_MOST_POSITION = 100_000
_MOST_NUMBER = 1e9


def freeze(field: str, suggestion: Mapping[str, object]) -> dict[str, Any]:
    """Check a suggestion and give what is kept of it.

    Parameters
    ----------
    field : str
        Name of the form's field, for the message.
    suggestion : mapping
        ``build_id``, ``method_version`` and ``reasons`` are needed; ``purpose``, ``check``, ``weights``, ``points``
        and ``position`` may be there; nothing else.

    Raises
    ------
    BadInput
        Something is lacking, unknown, too long, or no finite number.
    """
    known = {*SHORT, LINES, *NUMBERS, POSITION}
    if not set(suggestion) <= known or any(name not in suggestion for name in _NEEDED):
        raise BadInput(field, f"a suggestion has {', '.join(sorted(known))}; {', '.join(_NEEDED)} are needed")
    kept: dict[str, Any] = {}
    for name, value in suggestion.items():
        if name in SHORT:
            kept[name] = _line(field, value)
        elif name == LINES:
            kept[name] = [_line(field, item) for item in _entries(field, value)]
        elif name == POSITION:
            if isinstance(value, bool) or not (isinstance(value, int) and 1 <= value <= _MOST_POSITION):
                raise BadInput(field, "the position is no whole number from 1")
            kept[name] = value
        else:
            kept[name] = _numbers(field, value)
    return kept


def _line(field: str, value: object) -> str:
    if not isinstance(value, str):
        raise BadInput(field, "words are wanted here")
    return inputs.one_line(field, value, most=500)


def _entries(field: str, value: object) -> list[object]:
    if not isinstance(value, (list, tuple)) or len(value) > _MOST_ENTRIES:
        raise BadInput(field, f"a list of {_MOST_ENTRIES} sentences at most is wanted here")
    return list(value)


def _numbers(field: str, value: object) -> dict[str, float]:
    if not isinstance(value, Mapping) or len(value) > _MOST_ENTRIES:
        raise BadInput(field, "criteria with their numbers are wanted here")
    kept: dict[str, float] = {}
    for name, number in value.items():
        # A bound on the number, since a whole number may be too large to be asked whether it is finite.
        if isinstance(number, bool) or not isinstance(number, (int, float)) or not abs(number) <= _MOST_NUMBER:
            raise BadInput(field, "this is no number")
        kept[_line(field, name)] = float(number)
    return kept

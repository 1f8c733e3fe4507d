"""Query parameters of an address as they come: from anyone, of any length, any number of times."""

from collections.abc import Mapping, Sequence

__all__ = ["Params", "first_value", "ignored"]

#: Every parameter with its values in their order, decoded.
Params = Mapping[str, Sequence[str]]

#: Values of one parameter that are named; the rest is counted.
_NAMED = 6

#: What a note repeats of a value that was ignored.
_SHOWN = 40


def first_value(params: Params, key: str, notes: list[str]) -> str:
    """First value of a parameter that may be given once, or an empty text; the values after it are noted as ignored."""
    values = [value for value in params.get(key, []) if value]
    notes.extend(ignored(key, value) for value in values[1:_NAMED])
    if len(values) > _NAMED:
        notes.append(f"{key}={len(values) - _NAMED} more")
    return values[0] if values else ""


def ignored(key: str, value: str) -> str:
    """Note of a value that was not understood: its parameter and at most 40 characters of it."""
    return f"{key}={value[:_SHOWN]}{'…' if len(value) > _SHOWN else ''}"

"""What a person had read when they filled in a form: its version and fields, and what waits for their choice.

A form is drawn from a record at one version. While it is on the page it keeps that version, however often the page is
drawn anew, so that what somebody else wrote meanwhile is not overwritten unseen. The forms of one record have names
that begin with the record's: ``case-12-about`` and ``case-12-move`` are of ``case-12``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from workspace.errors import Conflict

__all__ = [
    "drop_conflict",
    "fields_read",
    "keep_conflict",
    "kept_conflict",
    "key",
    "renew",
    "version_passed",
    "version_read",
]


@dataclass(frozen=True)
class _Read:
    """A version of a record and, where the form has said them, its fields then."""

    version: int
    fields: Mapping[str, Any] | None


def version_read(widget: str, version: int, fields: Mapping[str, Any] | None = None) -> int:
    """Keep the version of a record that a form was first drawn with: what the person read, and not what came since.

    Parameters
    ----------
    widget : str
        Key of a widget of the form; while it is on the page, the version stays.
    version : int
        As the store has it now.
    fields : mapping, optional
        Field -> value as the store has it now, for :func:`fields_read`.
    """
    key = f"_read_{widget}"
    if widget not in st.session_state or key not in st.session_state:
        st.session_state[key] = _Read(version, fields)
    kept: _Read = st.session_state[key]
    return kept.version


def fields_read(form: str) -> Mapping[str, Any] | None:
    """Give the fields as a form was first drawn with; None where it did not say them."""
    found: list[_Read] = [st.session_state[name] for name in _names(form)]
    return found[0].fields if found else None


def version_passed(
    record: str, version: int, *, now: int | None = None, form: str = "", sent: Mapping[str, Any] | None = None
) -> None:
    """Let the forms of a record go on from the person's own change, so that none is in conflict with themselves.

    Parameters
    ----------
    record : str
        Name of the record: the names of its forms begin with it.
    version : int
        That the change was made from; a form that was read at an older one still is, for somebody else wrote between.
    now : int, optional
        That it has become; empty: as the form is next drawn.
    form, sent : str, mapping
        The form that was sent, and with what: its fields from now on.
    """
    for name in _names(record):
        read: _Read = st.session_state[name]
        if read.version != version:
            continue
        if now is None:
            del st.session_state[name]
            continue
        fields = read.fields
        if fields is not None and name in _names(form):
            fields = {field: (sent or {}).get(field, value) for field, value in fields.items()}
        st.session_state[name] = replace(read, version=now, fields=fields)


def _names(form: str) -> list[str]:
    return [str(name) for name in st.session_state if str(name).startswith(f"_read_{form}-")]


def key(form: str) -> str:
    """Give what the keys of a form's widgets begin with: its name, and how often it was made anew."""
    times = st.session_state.get(f"_times_{form}", 0)
    return f"{form}-{times}" if times else form


def renew(form: str) -> None:
    """Draw a form anew from the store: what its widgets hold is passed over."""
    for name in _names(form):
        del st.session_state[name]
    st.session_state[f"_times_{form}"] = st.session_state.get(f"_times_{form}", 0) + 1


def keep_conflict(form: str, conflict: Conflict, values: Mapping[str, Any]) -> None:
    """Keep two versions of a record until the person has chosen."""
    st.session_state[f"_conflict_{form}"] = (conflict, dict(values))


def kept_conflict(form: str) -> tuple[Conflict, dict[str, Any]] | None:
    """Give the two versions that wait for a choice; None where there are none."""
    kept: tuple[Conflict, dict[str, Any]] | None = st.session_state.get(f"_conflict_{form}")
    return kept


def drop_conflict(form: str) -> None:
    """Forget the two versions."""
    st.session_state.pop(f"_conflict_{form}", None)

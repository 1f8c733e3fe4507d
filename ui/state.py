"""The only reader and writer of session state and of the address's query parameters.

The address of the map holds what a person would share, in the words of :mod:`geo.link`: filters, area, chosen school,
postcode, order and columns. ``urn`` is the school of the school page.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

import streamlit as st

from geo.criteria import FACETS, RANGES, Criteria, Range
from geo.link import View, Vocabulary, parse, to_params

__all__ = [
    "arrive",
    "changed",
    "choose",
    "chosen",
    "clear",
    "clear_search",
    "current",
    "forget_place",
    "go_to",
    "keep",
    "leave",
    "lift",
    "map_clicked",
    "map_query",
    "mark_row",
    "move_to",
    "prune",
    "requested_urn",
    "row_chosen",
    "school_in_view",
    "school_query",
]

#: Kept by us: the chosen school, the place, the last view, and the last address with the view and notes it gave.
_SCHOOL, _PLACE, _VIEW, _ADDRESS = "_school", "_place", "_view", "_address"
_SHOWN, _URN = "_shown_urn", "urn"

#: Largest number that a range takes: the address has no longer ones.
_MOST = 9_999_999.0
_OLDEST = 25


def _asked() -> dict[str, list[str]]:
    return {key: st.query_params.get_all(key) for key in st.query_params}


def arrive(vocabulary: Vocabulary, known: Collection[int]) -> list[str]:
    """Let the address have its say, before the widgets are drawn.

    A new address (a shared link, back or forward, another page's link) sets the widgets. If a widget was used since
    the last run, an address that differs is only late, and is not heard.

    Parameters
    ----------
    vocabulary : what the build offers.
    known : URNs of the build.

    Returns
    -------
    What the address has that cannot be read, as ``phase=Junk``, for as long as the address has it.
    """
    asked = _asked()
    state = st.session_state
    fresh = "borough" not in state
    if fresh and not asked and _VIEW in state:
        # Back from another page by a link without parameters: as it was left.
        _adopt(state[_VIEW], vocabulary)
        state[_ADDRESS] = ({}, None, [])
    elif fresh or (asked != state[_ADDRESS][0] and current(vocabulary) == state[_VIEW]):
        view, notes = parse(asked, vocabulary)
        if view.school is not None and view.school not in known:
            notes.append(f"school={view.school}")
        _adopt(view, vocabulary)
        if view.school not in known:
            state[_SCHOOL] = None
        state[_ADDRESS] = (asked, current(vocabulary), notes)
    notes_now: list[str] = state[_ADDRESS][2]
    return notes_now


def leave(view: View, vocabulary: Vocabulary) -> None:
    """Write a view to the address, if the address does not say it already."""
    state = st.session_state
    state[_VIEW] = view
    if state[_ADDRESS][1] == view:
        return
    params = to_params(view, vocabulary)
    if params != _asked():
        st.query_params.from_dict(params)
    state[_ADDRESS] = (params, view, [])


def changed(vocabulary: Vocabulary) -> bool:
    """Whether the view is another than the page was last drawn for; a part of a page that runs alone asks."""
    return bool(current(vocabulary) != st.session_state[_VIEW])


def _adopt(view: View, vocabulary: Vocabulary) -> None:
    state = st.session_state
    criteria = view.criteria
    for key in FACETS:
        spoken = {value: word for word, value in vocabulary.words[key].items()}
        chosen = {spoken[value] for value in criteria.chosen.get(key, ())}
        state[key] = [word for word in vocabulary.words[key] if word in chosen]
    for key in RANGES:
        part = criteria.ranges.get(key)
        for end in ("low", "high"):
            value = getattr(part, end, None)
            state[f"{key}_{end}"] = None if value is None else min(max(float(value), 0.0), _MOST)
        state[f"{key}_unknown"] = part is not None and part.keep_unknown
    low, high = criteria.ages or (None, None)
    state.update({"ages_low": low, "ages_high": high, "ages_unknown": criteria.ages_keep_unknown})
    state.update({"border": criteria.border_m, "radius": criteria.radius_m})
    state.update({_SCHOOL: view.school, _PLACE: view.place, "colour": view.colour})
    state.update({"sort": view.sort, "columns": list(view.columns)})


def current(vocabulary: Vocabulary) -> View:
    """Read the view that the widgets are set to."""
    state = st.session_state
    chosen = {
        key: frozenset(words[word] for word in state.get(key) or () if word in words)
        for key, words in vocabulary.words.items()
    }
    ranges = {key: part for key in RANGES if (part := _range(key)) is not None}
    ages = _ages()
    criteria = Criteria(
        chosen,
        ranges,
        ages,
        ages is not None and bool(state.get("ages_unknown")),
        state.get("border"),
        state.get("radius"),
    )
    columns = tuple(key for key in state.get("columns") or () if key in vocabulary.columns)
    return View(
        criteria,
        state.get(_SCHOOL),
        state.get(_PLACE) or "",
        state.get("sort") or "",
        state.get("colour") or "",
        columns,
    )


def _range(key: str) -> Range | None:
    state = st.session_state
    low, high = (None if (value := state.get(f"{key}_{end}")) is None else round(value, 4) for end in ("low", "high"))
    if (low is None and high is None) or (low is not None and high is not None and low > high):
        return None
    return Range(low, high, bool(state.get(f"{key}_unknown")))


def _ages() -> tuple[int, int] | None:
    low, high = st.session_state.get("ages_low"), st.session_state.get("ages_high")
    if low is None and high is None:
        return None
    pair = (0 if low is None else int(low), _OLDEST if high is None else int(high))
    return pair if pair[0] <= pair[1] else None


def clear(vocabulary: Vocabulary) -> None:
    """Set every filter to what it is at first, with school, place, order and columns kept: a callback."""
    kept = current(vocabulary)
    first, _ = parse({}, vocabulary)
    _adopt(View(first.criteria, kept.school, kept.place, kept.sort, kept.colour, kept.columns), vocabulary)


def lift(key: str) -> None:
    """Lift one condition, named as in :meth:`geo.criteria.Criteria.set_keys`: a callback."""
    for name in _names(key):
        st.session_state[name] = [] if key in FACETS else False if name.endswith("_unknown") else None


def _names(key: str) -> list[str]:
    """Keys of the widgets of one condition."""
    if key in RANGES or key == "ages":
        return [f"{key}_low", f"{key}_high", f"{key}_unknown"]
    return [key if key in FACETS else key.removesuffix("_m")]


def keep(key: str) -> None:
    """Keep one condition in a run that does not draw it: Streamlit forgets widgets, but not what a run writes."""
    for name in _names(key):
        if name in st.session_state:
            st.session_state[name] = st.session_state[name]


def prune(key: str, allowed: Collection[str]) -> None:
    """Drop the words of a filter that are not allowed any more."""
    state = st.session_state
    if any(word not in allowed for word in state.get(key) or ()):
        state[key] = [word for word in state[key] if word in allowed]


def move_to(borough: str) -> None:
    """Look at this borough alone, by its name: a callback."""
    st.session_state.update({"borough": [borough], "ward": []})


def chosen() -> int | None:
    """URN of the chosen school, if any; on any page."""
    if _SCHOOL in st.session_state:
        urn: int | None = st.session_state[_SCHOOL]
        return urn
    asked = st.query_params.get("school", "")
    return int(asked) if re.fullmatch(r"[1-9][0-9]{5}", asked) else None


def choose(urn: int | None) -> None:
    """Choose a school, or none."""
    st.session_state[_SCHOOL] = urn


def go_to(place: str) -> None:
    """Measure from this postcode, nearest first."""
    st.session_state.update({_PLACE: place, "sort": ""})


def forget_place() -> None:
    """Measure from no postcode: a callback."""
    st.session_state[_PLACE] = ""
    if st.session_state.get("sort") == "distance":
        st.session_state["sort"] = ""


def clear_search() -> None:
    """Empty the search box: a callback."""
    st.session_state["find"] = ""


def school_query(urn: int) -> dict[str, str]:
    """Query parameters of a link to a school's page; the chosen school goes along."""
    own = chosen()
    return {_URN: str(urn)} | ({} if own is None else {"school": str(own)})


def map_query() -> Mapping[str, Sequence[str]]:
    """Query parameters of a link back to the map as it was left, or with the chosen school alone."""
    address: Any = st.session_state.get(_ADDRESS)
    if address is not None:
        params: Mapping[str, Sequence[str]] = address[0]
        return params
    own = chosen()
    return {} if own is None else {"school": [str(own)]}


def requested_urn() -> str:
    """Read which school the school page is asked for, in the address's own words; empty if none."""
    asked = st.query_params.get(_URN, "").strip()
    if asked and st.session_state.get(_SHOWN, asked) != asked:
        # Streamlit 1.67 leaves the address as it was when a link leads to the same page: say it again.
        st.query_params[_URN] = asked
    st.session_state[_SHOWN] = asked
    return asked


def school_in_view() -> int | None:
    """URN of the school of this page, or the chosen one; None if there is none."""
    asked = st.query_params.get(_URN, "").strip()
    return int(asked) if re.fullmatch(r"[1-9][0-9]{5}", asked) else chosen()


def map_clicked(map_key: str, table_key: str, urns: Sequence[int]) -> Callable[[], None]:
    """Make the callback of a map: a click on a shape chooses the school and its row; beside one, all stays as it is."""

    def react() -> None:
        layers = st.session_state[map_key].selection.objects.values()
        clicked = [int(each["urn"]) for objects in layers for each in objects]
        if clicked:
            choose(clicked[0])
            rows = [urns.index(clicked[0])] if clicked[0] in urns else []
            st.session_state[table_key] = {"selection": {"rows": rows, "columns": [], "cells": []}}

    return react


def mark_row(table_key: str, rows: Sequence[int]) -> None:
    """Select the chosen school's row in a table that is there already; call it before the table is drawn."""
    table: Any = st.session_state.get(table_key)
    if table is not None and list(table["selection"]["rows"]) != list(rows):
        st.session_state[table_key] = {"selection": {"rows": list(rows), "columns": [], "cells": []}}


def row_chosen(table_key: str, urns: Sequence[int]) -> Callable[[], None]:
    """Make the callback of a table: the chosen row's school is chosen."""

    def react() -> None:
        rows = st.session_state[table_key].selection.rows
        choose(urns[rows[0]] if rows else None)

    return react

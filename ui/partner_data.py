"""Suggestions for the pages, cached: made once a build, school and setting, and shared by every visitor.

What is handed out is shared as it is: nobody changes it.
"""

from collections.abc import Mapping
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from geo.basis import Basis, prepare
from geo.facts import facts
from geo.mutual import FIRST, also_in_their_first
from geo.partner_link import Asked, to_params
from geo.partners import BORDER, OWN, Suggestions, is_scored, suggest
from geo.reasons import Reasons, words
from geo.steadiness import steadiness
from geo.vocab import PhaseFamily
from ui import data

__all__ = ["basis", "family", "mutual", "reasons", "scored", "steady", "suggestions", "tie_names"]


def _key(asked: Asked) -> tuple[str, str, str]:
    return str(data.folder()), data.build()["build_id"], urlencode(to_params(asked), doseq=True)


@st.cache_resource(max_entries=2, show_spinner="Preparing the comparison of schools")
def _basis(place: str, build_id: str) -> Basis:  # noqa: ARG001 - the build is part of the key
    return prepare(data.schools(), data.table("measures"), data.table("links"))


@st.cache_resource(max_entries=2, show_spinner=False)
def _tie_names(place: str, build_id: str) -> dict[str, str]:  # noqa: ARG001
    rows = data.table("ties").drop_duplicates("tie_id")
    return {str(tie): str(name) for tie, name in zip(rows["tie_id"], rows["name"], strict=True)}


@st.cache_resource(max_entries=64, show_spinner=False)
def _suggestions(place: str, build_id: str, said: str, _asked: Asked) -> Suggestions:  # noqa: ARG001
    if _asked.urn is None:
        message = "no school is chosen"
        raise ValueError(message)
    return suggest(basis(), _asked.urn, _asked.preset, family(_asked))


@st.cache_resource(max_entries=64, show_spinner=False)
def _steady(place: str, build_id: str, said: str, _asked: Asked) -> Mapping[int, str]:  # noqa: ARG001
    table = steadiness(basis(), suggestions(_asked))
    return {int(urn): str(word) for urn, word in zip(table["urn"], table["word"], strict=True)}


@st.cache_resource(max_entries=64, show_spinner=False)
def _mutual(place: str, build_id: str, said: str, _asked: Asked) -> frozenset[int]:  # noqa: ARG001
    found = suggestions(_asked)
    first = pd.concat([found.first(FIRST, which)["urn"] for which in (OWN, BORDER)])
    return frozenset(int(urn) for urn in first if scored(int(urn)) and also_in_their_first(basis(), found, int(urn)))


@st.cache_resource(max_entries=1024, show_spinner=False)
def _reasons(place: str, build_id: str, said: str, urn: int, _asked: Asked) -> Reasons:  # noqa: ARG001
    return words(facts(basis(), suggestions(_asked), urn, tie_names()))


def basis() -> Basis:
    """Everything that suggestions are made from."""
    return _basis(str(data.folder()), data.build()["build_id"])


def tie_names() -> dict[str, str]:
    """Tie id -> its name."""
    return _tie_names(str(data.folder()), data.build()["build_id"])


def scored(urn: int) -> bool:
    """Whether a school gets suggestions with a score."""
    return is_scored(basis(), urn)


def family(asked: Asked) -> PhaseFamily | None:
    """Family in which the school asks, if it is an all-through one."""
    if asked.urn is None or str(basis().roster.family[basis().roster.position(asked.urn)]) != PhaseFamily.ALL_THROUGH:
        return None
    return asked.family


def suggestions(asked: Asked) -> Suggestions:
    """List of a school with a setting.

    Raises
    ------
    UnknownSchool, ValueError
        As :func:`geo.partners.suggest`.
    """
    return _suggestions(*_key(asked), asked)


def steady(asked: Asked) -> Mapping[int, str]:
    """Word of :mod:`geo.steadiness` for every ranked candidate."""
    return _steady(*_key(asked), asked)


def mutual(asked: Asked) -> frozenset[int]:
    """Those of the first ten of each list that have the asking school in their own first ten."""
    return _mutual(*_key(asked), asked)


def reasons(asked: Asked, urn: int) -> Reasons:
    """Why a candidate is there, in sentences."""
    return _reasons(*_key(asked), urn, asked)

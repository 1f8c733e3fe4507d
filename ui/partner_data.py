"""Suggestions for the pages, cached: made once a build, school and setting, and shared by every visitor.

What is handed out is shared as it is: nobody changes it.
"""

from collections.abc import Collection
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from geo import spread as spreading
from geo.basis import Basis, prepare
from geo.partner_link import Asked, to_params
from geo.partners import is_scored
from geo.purposes import PRESETS, Purpose
from geo.vocab import PhaseFamily
from ui import data
from ui.partner_answer import Answer

__all__ = ["answer", "basis", "family", "scored", "spread", "tie_names"]


@st.cache_resource(max_entries=2, show_spinner="Preparing the comparison of schools")
def _basis(place: str, edition: str) -> Basis:  # noqa: ARG001 - the edition is part of the key
    return prepare(data.schools(), data.table("measures"), data.table("links"))


@st.cache_resource(max_entries=2, show_spinner=False)
def _tie_names(place: str, edition: str) -> dict[str, str]:  # noqa: ARG001
    rows = data.table("ties").drop_duplicates("tie_id")
    return {str(tie): str(name) for tie, name in zip(rows["tie_id"], rows["name"], strict=True)}


@st.cache_resource(max_entries=8, show_spinner="Making the list of every school there")
def _spread(place: str, build_id: str, purpose: Purpose, boroughs: tuple[str, ...]) -> pd.DataFrame:  # noqa: ARG001
    return spreading.spread(basis(), PRESETS[purpose], boroughs)


@st.cache_resource(max_entries=64, show_spinner=False)
def _answer(place: str, edition: str, said: str, _asked: Asked) -> Answer:  # noqa: ARG001
    if _asked.urn is None:
        message = "no school is chosen"
        raise ValueError(message)
    return Answer(basis(), _asked.urn, _asked.preset, family(_asked), tie_names())


def basis() -> Basis:
    """Everything that suggestions are made from."""
    return _basis(str(data.folder()), data.edition())


def tie_names() -> dict[str, str]:
    """Tie id -> its name."""
    return _tie_names(str(data.folder()), data.edition())


def spread(purpose: Purpose, boroughs: Collection[str]) -> pd.DataFrame:
    """How often each school of some boroughs (GSS codes) is in a first five, as :func:`geo.spread.spread` counts."""
    return _spread(str(data.folder()), data.build()["build_id"], purpose, tuple(sorted(boroughs)))


def scored(urn: int) -> bool:
    """Whether a school gets suggestions with a score."""
    return is_scored(basis(), urn)


def family(asked: Asked) -> PhaseFamily | None:
    """Family in which the school asks, if it is an all-through one."""
    if asked.urn is None or str(basis().roster.family[basis().roster.position(asked.urn)]) != PhaseFamily.ALL_THROUGH:
        return None
    return asked.family


def answer(asked: Asked) -> Answer:
    """Give what a school is answered with a setting.

    Raises
    ------
    UnknownSchool, ValueError
        As :func:`geo.partners.suggest`.
    """
    said = urlencode(to_params(asked), doseq=True)
    return _answer(str(data.folder()), data.edition(), said, asked)

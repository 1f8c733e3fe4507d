"""What the pages read, cached: the only caches of the app.

Tables are read once a build and shared by every visitor. Each call hands out a shallow copy, which pandas
copies on write, so that no page can change another's table.
"""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import streamlit as st

from geo import figures, inspections, select, store
from geo.errors import UnknownSchool

__all__ = ["areas", "build", "figures_of", "folder", "inspections_of", "links_of", "schools", "ties_of"]


def folder() -> Path:
    """Folder of the processed tables: ``SPM_DATA``, or ``data/processed`` beside the app."""
    return Path(os.environ.get("SPM_DATA") or Path(__file__).resolve().parent.parent / "data" / "processed")


def build() -> dict[str, Any]:
    """Read ``BUILD.json``, afresh on each run: it is small, and names the build that the caches are keyed on."""
    return store.build_info(folder())


@st.cache_resource(max_entries=16, show_spinner="Reading the tables")
def _table(place: str, build_id: str, name: str) -> pd.DataFrame:  # noqa: ARG001 - the build is part of the key
    return store.read(Path(place), name)


@st.cache_resource(max_entries=2, show_spinner="Reading the tables")
def _schools(place: str, build_id: str) -> gpd.GeoDataFrame:
    table = _table(place, build_id, "inspections")
    return select.with_ofsted(
        _table(place, build_id, "schools"), inspections.latest_overall(table), inspections.latest_outcome(table)
    )


@st.cache_resource(max_entries=2, show_spinner=False)
def _rows_by_urn(place: str, build_id: str, name: str) -> Mapping[int, Any]:
    rows: dict[int, Any] = _table(place, build_id, name).groupby("urn").indices
    return rows


def _of(name: str, urn: int) -> pd.DataFrame:
    """Rows of one school in a table."""
    key = (str(folder()), build()["build_id"])
    rows = _rows_by_urn(*key, name).get(urn, [])
    return _table(*key, name).iloc[rows].copy()


def schools() -> gpd.GeoDataFrame:
    """Every school of the build with its two Ofsted grades, by ``geo.select.with_ofsted``."""
    return _schools(str(folder()), build()["build_id"]).copy(deep=False)


def school(asked: str) -> pd.Series:
    """Find one school by its URN, as an address has it.

    Raises
    ------
    UnknownSchool
        If the words are no URN, or the build has no school of this URN.
    """
    if not re.fullmatch(r"[0-9]{6}", asked):
        message = f"“{asked[:40]}” is not a URN, which is a number of six digits"
        raise UnknownSchool(message)
    found = schools()
    found = found[found["urn"] == int(asked)]
    if found.empty:
        message = f"No school with URN {asked} is in the bundled data"
        raise UnknownSchool(message)
    return found.iloc[0]


def areas() -> gpd.GeoDataFrame:
    """Boroughs and wards, in EPSG:27700."""
    return _table(str(folder()), build()["build_id"], "areas").copy(deep=False)


def figures_of(urn: int) -> pd.DataFrame:
    """Newest figures of one school, by ``geo.figures.figures``."""
    return figures.figures(_of("measures", urn), urn, build()["coverage"])


def inspections_of(urn: int) -> pd.DataFrame:
    """Inspections of one school, the newest first; those without a date last."""
    return _of("inspections", urn).sort_values(["inspected_on", "as_at"], ascending=False, na_position="last")


def ties_of(urn: int) -> pd.DataFrame:
    """Every member of each federation, trust or consortium that a school belongs to."""
    table = _table(str(folder()), build()["build_id"], "ties")
    own = set(_of("ties", urn)["tie_id"])
    return table[table["tie_id"].isin(own)].copy()


def links_of(urn: int) -> pd.DataFrame:
    """Predecessors, successors and other links of one school."""
    return _of("links", urn)

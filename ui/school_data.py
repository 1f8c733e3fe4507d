"""What the pages read of one school, cached: made once a build and school, and shared by every visitor."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from geo import figures, trend
from geo.context import InContext, in_context
from ui import data

__all__ = ["context_of", "figures_of", "inspections_of", "links_of", "ties_of", "trend_of"]


def _key() -> tuple[str, str]:
    return str(data.folder()), data.build()["build_id"]


@st.cache_resource(max_entries=16, show_spinner=False)
def _rows_by_urn(place: str, build_id: str, name: str) -> Mapping[int, Any]:  # noqa: ARG001 - the build is part of the key
    rows: dict[int, Any] = data.table(name).groupby("urn").indices
    return rows


@st.cache_resource(max_entries=512, show_spinner=False)
def _figures(place: str, build_id: str, urn: int) -> pd.DataFrame:  # noqa: ARG001
    return figures.figures(_of("measures", urn), urn, data.build()["coverage"])


@st.cache_resource(max_entries=512, show_spinner=False)
def _context(place: str, build_id: str, urn: int) -> tuple[InContext, ...]:  # noqa: ARG001
    row, coverage = data.school(str(urn)), data.build()["coverage"]
    return in_context(_of("measures", urn), data.table("benchmarks"), row, coverage)


def _of(name: str, urn: int) -> pd.DataFrame:
    """Rows of one school in a table."""
    rows = _rows_by_urn(*_key(), name).get(urn, [])
    return data.table(name).iloc[rows].copy()


def figures_of(urn: int) -> pd.DataFrame:
    """Newest figures of one school, by ``geo.figures.figures``."""
    return _figures(*_key(), urn).copy(deep=False)


def context_of(urn: int) -> tuple[InContext, ...]:
    """Newest figures of one school of the build beside its borough, London and England."""
    return _context(*_key(), urn)


def trend_of(urn: int, measure: str) -> trend.Trend:
    """Give one measure of one school of the build, year by year."""
    own, row = _of("measures", urn), data.school(str(urn))
    return trend.trend(own, data.table("benchmarks"), row, measure, data.build()["coverage"], data.moved())


def inspections_of(urn: int) -> pd.DataFrame:
    """Inspections of one school, the newest first; those without a date last."""
    return _of("inspections", urn).sort_values(["inspected_on", "as_at"], ascending=False, na_position="last")


def ties_of(urn: int) -> pd.DataFrame:
    """Every member of each federation, trust, consortium or public partnership that a school belongs to."""
    table = data.table("ties")
    return table[table["tie_id"].isin(table.loc[table["urn"] == urn, "tie_id"])].copy()


def links_of(urn: int) -> pd.DataFrame:
    """Predecessors, successors and other links of one school."""
    return _of("links", urn)

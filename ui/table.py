"""The selectable table of schools: everything that is on the map, and those without a point."""

import hashlib
from collections.abc import Sequence

import geopandas as gpd
import pandas as pd
import streamlit as st

from ui import state, words

__all__ = ["draw", "key_of"]


def key_of(urns: Sequence[int]) -> str:
    """Key of the table for these rows: another set of rows is another table, with a selection of its own."""
    return "table-" + hashlib.sha1(repr(list(urns)).encode(), usedforsecurity=False).hexdigest()[:10]


def _basis(row: "pd.Series[object]") -> str:
    if words.is_missing(row["overall_grade"]):
        return ""
    return words.date_basis(str(row["overall_basis"]))


def rows(schools: gpd.GeoDataFrame) -> pd.DataFrame:
    """Columns of the table, in words."""
    return pd.DataFrame(
        {
            "School": schools["name"],
            "Phase": schools["phase_family"],
            "Overall effectiveness": schools["overall_grade"].fillna("none on the lists"),
            "Its date": schools["overall_on"].dt.date,
            "Date of": schools.apply(_basis, axis=1) if len(schools) else "",
            "Latest outcome": schools["outcome_grade"].fillna("none on the lists"),
            "Ward": schools["ward_name"].fillna("not recorded"),
            "Authority": schools["la_name"],
            "Status": schools["status"].fillna("not recorded"),
            "On the map": schools.geometry.notna().map({True: "yes", False: "no point"}),
            "URN": schools["urn"].astype(str),
        }
    )


def draw(schools: gpd.GeoDataFrame, chosen: int | None) -> None:
    """Draw the table; a chosen row's school becomes the chosen school."""
    urns = [int(urn) for urn in schools["urn"]]
    key = key_of(urns)
    at = [urns.index(chosen)] if chosen in urns else []
    st.dataframe(
        rows(schools),
        hide_index=True,
        height=min(560, 38 + 35 * max(len(urns), 2)),
        key=key,
        on_select=state.row_chosen(key, urns),
        selection_mode="single-row",
        selection_default={"selection": {"rows": at}},
        placeholder="",
        column_config={
            "School": st.column_config.TextColumn(width=230),
            "Phase": st.column_config.TextColumn(width=90),
            "Overall effectiveness": st.column_config.TextColumn(
                width=145, help="The overall grade that the most recent list with one gives."
            ),
            "Its date": st.column_config.DateColumn(width=100, format="D MMM YYYY"),
            "Date of": st.column_config.TextColumn(width=150, help="What that date is the date of."),
            "Latest outcome": st.column_config.TextColumn(
                width=120, help="Of a graded or an ungraded inspection; its date is not in the bundled data."
            ),
        },
        alt="Schools in view. Choose a row to mark the school on the map and to open its page.",
    )

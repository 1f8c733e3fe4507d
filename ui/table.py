"""The selectable table of schools: its columns, their order, and words where there is no value."""

import hashlib
from collections.abc import Collection, Sequence
from functools import partial
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import streamlit as st

from geo import words
from geo.link import Vocabulary
from geo.measures import MEASURES
from geo.vocab import PhaseFamily, ValueStatus
from ui import data, state
from ui.filters import Scene
from ui.folded import popped
from ui.vocabulary import COLUMNS, SORTS

__all__ = ["controls", "draw", "key_of", "order", "rows", "suitable"]

_ATTENDANCE = {PhaseFamily.PRIMARY, PhaseFamily.SECONDARY, PhaseFamily.ALL_THROUGH, PhaseFamily.SPECIAL}
_FAMILIES = list(PhaseFamily)


def key_of(urns: Sequence[int]) -> str:
    """Key of the table for these rows: another set of rows is another table, with a selection of its own."""
    return "table-" + hashlib.sha1(repr(list(urns)).encode(), usedforsecurity=False).hexdigest()[:10]


def _differ(column: pd.Series) -> bool:
    return bool((column != column.iloc[0]).any())


def suitable(
    schools: gpd.GeoDataFrame, offered: Vocabulary, sort: str = "", asked: Collection[str] = ()
) -> tuple[str, ...]:
    """Choose columns: what the schools are in order of, what was asked for, what tells them apart, their figures.

    Parameters
    ----------
    sort : of :data:`ui.vocabulary.SORTS`.
    asked : measures that the schools are filtered by.
    """
    families = set(schools["phase_family"])
    columns = [sort.rpartition("-")[0]]
    columns += ["distance"] if "distance_m" in schools else []
    columns += [key for key in MEASURES if key in asked]
    columns += ["phase"] if len(families) > 1 else []
    if families == {str(PhaseFamily.INDEPENDENT)}:
        columns += ["pupils", "ages", "gender", "faith"]
    else:
        columns += ["pupils", "fsm_ever6", "eal"]
        columns += ["absence", "persistent_absence"] if families & _ATTENDANCE else []
        columns += ["ehcp"] if families == {str(PhaseFamily.SPECIAL)} else []
        columns += ["overall", "overall_on"]
    columns += ["borough"] if _differ(schools["borough_code"]) else []
    columns += ["ward"]
    columns += ["status"] if _differ(schools["status_group"]) else []
    columns += ["point"] if schools.geometry.isna().any() else []
    return tuple(dict.fromkeys(key for key in columns if key in offered.columns))


def order(schools: gpd.GeoDataFrame, sort: str, kept: npt.NDArray[np.bool_] | None = None) -> gpd.GeoDataFrame:
    """Put schools in an order of :data:`ui.vocabulary.SORTS`; those without the value last, equal ones by name.

    Only those that are ``kept``, where it is given: so the wide rows are cut out once.
    """
    name, _, end = sort.rpartition("-")
    if sort == "distance" and "distance_m" in schools:
        first = schools["distance_m"]
    elif sort == "phase":
        first = schools["phase_family"].map(_FAMILIES.index)
    elif name in MEASURES:
        first = schools[f"value_{name}"]
    else:
        first = pd.Series(0, index=schools.index)
    at = np.arange(len(schools)) if kept is None else np.flatnonzero(kept)
    ordered = pd.DataFrame(
        {"first": first.to_numpy()[at], "name": schools["name"].to_numpy()[at], "urn": schools["urn"].to_numpy()[at]},
        index=at,
    )
    ordered = ordered.sort_values(
        ["first", "name", "urn"], ascending=[name not in MEASURES or end == "low", True, True]
    )
    return schools.iloc[ordered.index]


def _measured(schools: gpd.GeoDataFrame, name: str) -> pd.Series:
    """Figures in words; spaces in front make their order as text that of their numbers."""
    measure = MEASURES[name]
    said = [
        words.number(value, measure)
        if status == ValueStatus.PUBLISHED
        else words.missing(status, measure, None if words.is_missing(year) else year)
        for value, status, year in zip(
            schools[f"value_{name}"], schools[f"status_{name}"], schools[f"year_{name}"], strict=True
        )
    ]
    published = (schools[f"status_{name}"] == ValueStatus.PUBLISHED).to_numpy()
    width = max((len(text) for text, is_number in zip(said, published, strict=True) if is_number), default=0)
    padded = [text.rjust(width) if is_number else text for text, is_number in zip(said, published, strict=True)]
    return pd.Series(padded, index=schools.index, dtype="str")


def _distance(schools: gpd.GeoDataFrame) -> pd.Series:
    if "distance_m" not in schools:
        return pd.Series("choose a school or a postcode", index=schools.index)
    return schools["distance_m"].map(lambda value: "no point" if np.isnan(value) else f"{value / 1000:6.2f} km")


def _basis(grade: object, day: object, basis: object) -> str:
    if words.is_missing(grade):
        return "no grade on the lists"
    if words.is_missing(day):
        return words.date_basis(str(basis))
    return f"{pd.Timestamp(str(day)):%Y-%m-%d} · {words.date_basis(str(basis))}"


#: Where a column of words is in the frame, if its name is another.
_SOURCES = {
    "phase": "phase_family",
    "type": "school_type",
    "ward": "ward_name",
    "borough": "la_name",
    "trust": "trust_name",
}


def _column(schools: gpd.GeoDataFrame, key: str) -> pd.Series:
    match key:
        case "distance":
            column = _distance(schools)
        case "overall" | "outcome":
            column = schools[f"{key}_grade"].fillna("none on the lists")
        case "overall_on":
            told = zip(schools["overall_grade"], schools["overall_on"], schools["overall_basis"], strict=True)
            column = pd.Series([_basis(*each) for each in told], index=schools.index, dtype="str")
        case "ages":
            pairs = zip(schools["age_low"], schools["age_high"], strict=True)
            column = pd.Series([words.ages(*pair) for pair in pairs], index=schools.index, dtype="str")
        case "point":
            column = schools.geometry.notna().map({True: "yes", False: "no point"})
        case _ if key in MEASURES:
            column = _measured(schools, key)
        case _:
            column = schools[_SOURCES.get(key, key)].fillna("not recorded")
    return column


def _heading(schools: gpd.GeoDataFrame, key: str) -> str:
    # The year is the same for every school.
    year = schools[f"year_{key}"].iloc[0] if key in MEASURES and len(schools) else None
    return COLUMNS[key] if words.is_missing(year) else f"{COLUMNS[key]} {year}"


def rows(schools: gpd.GeoDataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """Write the table in words: the name, the columns asked for, the URN."""
    middle = {_heading(schools, key): _column(schools, key) for key in columns}
    return pd.DataFrame({"School": schools["name"], **middle, "URN": schools["urn"].astype(str)})


def controls(scene: Scene) -> None:
    """Draw the sort box and the choice of columns; both are in the address."""
    view, offered = scene.view, scene.offered
    first = "distance" if view.place else "name"
    possible = [key for key in offered.sorts if key == view.sort or key != "distance" or scene.origin is not None]
    orders = ["", *(key for key in possible if key == view.sort or key != first)]
    with st.container(horizontal=True, vertical_alignment="bottom", key="table-controls"):
        st.selectbox("Sort by", orders, format_func=lambda key: SORTS[key or first], key="sort", width=250)
        state.keep("columns")
        popped("Columns", "columns-popover", partial(_choose_columns, offered), icon=":material/view_column:")


def _choose_columns(offered: Vocabulary) -> None:
    st.multiselect(
        "Columns of the table",
        list(offered.columns),
        format_func=lambda key: MEASURES[key].label if key in MEASURES else COLUMNS[key],
        key="columns",
        placeholder="Those that suit the phase",
        help="None chosen: columns that suit the schools in view.",
    )


def _settings(schools: gpd.GeoDataFrame, columns: Sequence[str]) -> dict[str, Any]:
    """Width and help of the columns, by heading."""
    settings = {"School": st.column_config.TextColumn(width=200, pinned=True)}
    for name in columns:
        if name in MEASURES:
            measure = MEASURES[name]
            settings[_heading(schools, name)] = st.column_config.TextColumn(
                width=105, help=f"{measure.meaning} {measure.caveat}".strip()
            )
        elif name == "overall_on":
            settings[COLUMNS[name]] = st.column_config.TextColumn(width=240, help="What that date is the date of.")
    return settings


def _written(scene: Scene, schools: gpd.GeoDataFrame) -> tuple[pa.Table, dict[str, Any]]:
    """Write the rows in the columns chosen, or in suitable ones, as Streamlit sends them, with their settings."""
    view = scene.view
    columns = view.columns or suitable(schools, scene.offered, view.sort, view.criteria.ranges)
    return pa.Table.from_pandas(rows(schools, columns), preserve_index=False), _settings(schools, columns)


def draw(said: str, scene: Scene, schools: gpd.GeoDataFrame) -> None:
    """Draw the table; a chosen row's school becomes the chosen school.

    Parameters
    ----------
    said : from :func:`ui.data.said`, and the order: what ``schools`` follow from.
    scene : its chosen school's row is ticked, if it is there.
    schools : the rows, in their order.
    """
    chosen = scene.view.school
    urns = [int(urn) for urn in schools["urn"]]
    key = key_of(urns)
    at = [urns.index(chosen)] if chosen in urns else []
    state.mark_row(key, at)
    written, settings = data.made(f"table {said} {scene.view.columns}", partial(_written, scene, schools))
    st.dataframe(
        written,
        hide_index=True,
        height=min(560, 38 + 35 * max(len(urns), 2)),
        key=key,
        on_select=state.row_chosen(key, urns),
        selection_mode="single-row",
        selection_default={"selection": {"rows": at}},
        placeholder="",
        column_config=settings,
        alt="Schools in view. Choose a row to mark the school on the map and to open its page.",
    )

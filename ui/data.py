"""What the pages read, cached: the only caches of the app.

Tables are read once a build and shared by every visitor. Each call hands out a shallow copy, which pandas
copies on write, so that no page can change another's table.

Public partnerships of the workspace count as ties. What depends on ties is kept for an *edition*: the build and, where
there are such partnerships, the version of them.
"""

import re
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any, TypeVar

import geopandas as gpd
import pandas as pd
import streamlit as st
from shapely.geometry import Point

from geo import store
from geo.criteria import Criteria
from geo.crs import to_wgs84
from geo.errors import UnknownSchool
from geo.explore import explorer_frame, with_ties
from geo.flat import flat_table
from geo.link import Vocabulary
from geo.movement import Movements, movements
from geo.places import NoPlace, Place, place_of
from geo.search import Index, find_schools, search_index
from geo.select import Conditions, conditions, counts
from geo.vocab import AreaKind
from ui.edition import AND, build, edition, folder
from ui.placed import placed
from ui.vocabulary import vocabulary

__all__ = [
    "area_names",
    "areas",
    "build",
    "counted",
    "edition",
    "find",
    "flat",
    "folder",
    "made",
    "met",
    "moved",
    "offered",
    "place",
    "said",
    "schools",
    "table",
]

T = TypeVar("T")

#: What a result of the search shows: to cut out more columns takes longer than to search.
_FOUND = ["urn", "name", "phase_family", "la_name", "postcode", "status_group"]


@st.cache_resource(max_entries=16, show_spinner="Reading the tables")
def _table(place: str, build_id: str, name: str) -> pd.DataFrame:  # noqa: ARG001 - the build is part of the key
    return store.read(Path(place), name)


@st.cache_resource(max_entries=4, show_spinner=False)
def _ties(place: str, edition_: str) -> pd.DataFrame:
    build_id, _, version = edition_.partition(AND)
    table_ = _table(place, build_id, "ties")
    if not version:
        return table_
    from ui import workspace_ties  # noqa: PLC0415  # the public map alone loads no database library

    return workspace_ties.added(table_, version)


@st.cache_resource(max_entries=4, show_spinner="Reading the tables")
def _schools(place: str, edition_: str) -> gpd.GeoDataFrame:
    build_id, _, version = edition_.partition(AND)
    if version:
        return with_ties(_schools(place, build_id), _ties(place, edition_))
    schools_, measures, inspected, ties = (
        _table(place, build_id, name) for name in ("schools", "measures", "inspections", "ties")
    )
    return placed(explorer_frame(schools_, measures, inspected, ties, store.build_info(Path(place))["coverage"]))


@st.cache_resource(max_entries=2, show_spinner=False)
def _offered(place: str, edition_: str) -> Vocabulary:
    boundaries = _table(place, edition_.partition(AND)[0], "areas")
    return vocabulary(_schools(place, edition_), boundaries, _ties(place, edition_), store.build_info(Path(place)))


@st.cache_resource(max_entries=2, show_spinner=False)
def _index(place: str, build_id: str) -> Index:
    return search_index(_table(place, build_id, "schools"), _table(place, build_id, "links"))


@st.cache_data(max_entries=512, show_spinner=False)
def _place(place: str, build_id: str, text: str) -> Place | NoPlace:
    return place_of(_table(place, build_id, "postcodes"), text)


@st.cache_resource(max_entries=64, show_spinner=False)
def _met(
    place: str,
    edition_: str,
    said_: str,  # noqa: ARG001 - the conditions in words are part of the key
    _criteria: Criteria,
    _origin: Point | None,
) -> Conditions:
    areas_ = gpd.GeoDataFrame(_table(place, edition_.partition(AND)[0], "areas"))
    return conditions(_schools(place, edition_), _criteria, areas=areas_, origin=_origin)


@st.cache_resource(max_entries=2048, show_spinner=False)
def _counted(
    place: str,
    edition_: str,
    said_: str,
    key: str,
    _criteria: Criteria,
    _origin: Point | None,
) -> Mapping[str, int]:
    met_ = _met(place, edition_, said_, _criteria, _origin)
    areas_ = _table(place, edition_.partition(AND)[0], "areas")
    return counts(_schools(place, edition_), _criteria, key, met_, areas=areas_)


@st.cache_resource(max_entries=48, show_spinner=False)
def _made(place: str, edition_: str, key: str, _make: Callable[[], Any]) -> Any:  # noqa: ARG001 - the others are the key
    return _make()


@st.cache_resource(max_entries=64, show_spinner=False)
def _area_names(place: str, build_id: str, boroughs: frozenset[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    areas_ = gpd.GeoDataFrame(_table(place, build_id, "areas"))
    inside = areas_.geometry.representative_point()
    of_borough = areas_["kind"] == AreaKind.BOROUGH
    here = of_borough & areas_["code"].isin(boroughs)
    wards = (areas_["kind"] == AreaKind.WARD) & inside.within(areas_[here].union_all())
    degrees = to_wgs84(inside)
    named = pd.DataFrame({"name": areas_["name"], "lon": degrees.x.round(5), "lat": degrees.y.round(5)})
    return named[wards], named[of_borough & ~here]


@st.cache_resource(max_entries=2, show_spinner=False)
def _movements(place: str, build_id: str) -> Movements:
    return movements(_table(place, build_id, "measures"), _table(place, build_id, "schools"))


@st.cache_resource(max_entries=2, show_spinner=False)
def _places(place: str, build_id: str) -> Mapping[int, int]:
    return {int(urn): at for at, urn in enumerate(_schools(place, build_id)["urn"])}


@st.cache_resource(max_entries=512, show_spinner=False)
def _row(place: str, edition_: str, urn: int) -> pd.Series:
    row: pd.Series = _schools(place, edition_).iloc[_places(place, edition_.partition(AND)[0])[urn]]
    return row


def schools() -> gpd.GeoDataFrame:
    """Every school of the build with all that is filtered by, from ``geo.explore.explorer_frame``."""
    return _schools(str(folder()), edition()).copy(deep=False)


def table(name: str) -> pd.DataFrame:
    """Give one table of the build, whole; among the ties are the public partnerships of the workspace."""
    if name == "ties":
        return _ties(str(folder()), edition()).copy(deep=False)
    return _table(str(folder()), build()["build_id"], name).copy(deep=False)


def offered() -> Vocabulary:
    """Say what the build offers to the filters, the table and the address."""
    return _offered(str(folder()), edition())


def said(criteria: Criteria, origin: Point | None) -> str:
    """Write conditions, and where distances start, as one text: the same for the same, whatever the order."""
    chosen = {key: sorted(words) for key, words in sorted(criteria.chosen.items())}
    rest = (criteria.ages, criteria.ages_keep_unknown, criteria.border_m, criteria.radius_m)
    point = None if origin is None else (origin.x, origin.y)
    return repr((chosen, sorted(criteria.ranges.items(), key=lambda pair: pair[0]), rest, point))


def made(key: str, make: Callable[[], T]) -> T:
    """Give what was made of the build's tables for ``key`` before, or make it: it is shared, and nobody changes it.

    Parameters
    ----------
    key : everything that the result depends on, but for the build.
    make : makes it, from public tables only.
    """
    result: T = _made(str(folder()), edition(), key, make)
    return result


def counted(key: str, criteria: Criteria, origin: Point | None) -> Mapping[str, int]:
    """How many schools each word of a facet would leave, by ``geo.select.counts``: shared, and nobody changes it."""
    return _counted(str(folder()), edition(), said(criteria, origin), key, criteria, origin)


def met(criteria: Criteria, origin: Point | None) -> Conditions:
    """Say of each condition which schools meet it, by ``geo.select.conditions``: shared, and nobody changes it."""
    return _met(str(folder()), edition(), said(criteria, origin), criteria, origin)


def place(text: str) -> Place | NoPlace:
    """Where a postcode, or the start of one, is."""
    return _place(str(folder()), build()["build_id"], text)


def find(text: str, *, home: Collection[str], limit: int) -> pd.DataFrame:
    """Find schools by ``geo.search.find_schools``: the few columns that a result shows."""
    key = (str(folder()), build()["build_id"])
    return find_schools(pd.DataFrame(_schools(*key)[_FOUND]), text, index=_index(*key), limit=limit, home=home)


def flat(chosen: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Make the table of a download for these schools, by ``geo.flat.flat_table``."""
    measures, inspected = (_table(str(folder()), build()["build_id"], name) for name in ("measures", "inspections"))
    return flat_table(chosen, measures, inspected, build()["coverage"])


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
    key = (str(folder()), build()["build_id"])
    if int(asked) not in _places(*key):
        message = f"No school with URN {asked} is in the bundled data"
        raise UnknownSchool(message)
    return _row(str(folder()), edition(), int(asked)).copy(deep=False)


def areas() -> gpd.GeoDataFrame:
    """Boroughs and wards, in EPSG:27700."""
    return _table(str(folder()), build()["build_id"], "areas").copy(deep=False)


def area_names(boroughs: frozenset[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Names of the wards inside these boroughs, and of all other boroughs, each at a point inside it.

    Returns
    -------
    Two frames of ``name``, ``lon`` and ``lat`` in degrees.
    """
    wards, others = _area_names(str(folder()), build()["build_id"], boroughs)
    return wards.copy(deep=False), others.copy(deep=False)


def moved() -> Movements:
    """How much figures usually move from year to year, by ``geo.movement.movements``."""
    return _movements(str(folder()), build()["build_id"])

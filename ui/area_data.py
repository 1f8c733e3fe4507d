"""Figures of groups of schools for the pages, cached: made once a build and group, and shared by every visitor.

What is handed out cannot be changed: frozen, or read-only by contract.
"""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

import altair as alt
import pandas as pd
import streamlit as st

from geo import group, rolls, series, summary
from geo.criteria import StatusGroup
from geo.group import AreaAsked, Members
from geo.london import ENGLAND, LONDON
from geo.overall import Overall, overall_by_family
from geo.series import Line
from geo.summary import Beside, Figure
from geo.vocab import PhaseFamily, Sector
from ui import data

__all__ = ["beside", "chart", "figures", "lines", "members", "overall", "overall_of_london", "pupils", "rolls_of"]

Urns = tuple[int, ...]


def _key() -> tuple[str, str]:
    return str(data.folder()), data.build()["build_id"]


def _of(urns: Urns) -> pd.DataFrame:
    schools = data.schools()
    chosen: pd.DataFrame = schools[schools["urn"].isin(urns)].set_index("urn", drop=False).loc[list(urns)]
    return chosen


@st.cache_resource(max_entries=2, show_spinner=False)
def _beside(place: str, build_id: str) -> Beside:  # noqa: ARG001 - the build is part of the key
    return MappingProxyType(dict(summary.beside(data.table("benchmarks"))))


@st.cache_resource(max_entries=64, show_spinner=False)
def _figures(place: str, build_id: str, urns: Urns) -> Mapping[PhaseFamily, tuple[Figure, ...]]:  # noqa: ARG001
    return MappingProxyType(dict(summary.by_family(_of(urns), data.table("measures"), data.build()["coverage"])))


@st.cache_resource(max_entries=64, show_spinner=False)
def _rolls(place: str, build_id: str, urns: Urns) -> tuple[rolls.Roll, ...]:  # noqa: ARG001
    return rolls.rolls(_of(urns), data.table("measures"), data.build()["coverage"])


@st.cache_resource(max_entries=128, show_spinner=False)
def _own(place: str, build_id: str, urns: Urns, name: str) -> Line:  # noqa: ARG001
    coverage = data.build()["coverage"]
    return series.line_of_group(data.table("measures"), urns, "", name, series.span(name, beside(), coverage), coverage)


@st.cache_resource(max_entries=64, show_spinner=False)
def _members(place: str, build_id: str, borough: str | None, urns: Urns) -> Members:  # noqa: ARG001
    schools = data.schools()
    return group.in_borough(schools, borough) if borough else group.picked(schools, urns)


@st.cache_resource(max_entries=64, show_spinner=False)
def _overall(place: str, build_id: str, urns: Urns) -> Mapping[str, Overall]:  # noqa: ARG001
    return MappingProxyType(dict(overall_by_family(_of(urns))))


@st.cache_resource(max_entries=2, show_spinner=False)
def _overall_of_london(place: str, build_id: str) -> Mapping[str, Overall]:  # noqa: ARG001
    schools = data.schools()
    counted = schools[(schools["sector"] == Sector.STATE) & (schools["status_group"] == StatusGroup.OPEN)]
    return MappingProxyType(dict(overall_by_family(counted)))


@st.cache_resource(max_entries=64, show_spinner=False)
def _pupils(place: str, build_id: str, urns: Urns) -> Figure:  # noqa: ARG001
    return summary.summarise(data.table("measures"), urns, "pupils", data.build()["coverage"])


@st.cache_resource(max_entries=256, show_spinner=False)
def _chart(place: str, build_id: str, key: str, _make: Callable[[], alt.LayerChart]) -> str:  # noqa: ARG001
    return _make().to_json(indent=None)


def _urns(schools: pd.DataFrame) -> Urns:
    return tuple(int(urn) for urn in schools["urn"])


def members(asked: AreaAsked) -> Members:
    """Schools that count and that do not, by ``geo.group``."""
    return _members(*_key(), asked.borough, () if asked.borough else asked.urns)


def overall(schools: pd.DataFrame) -> Mapping[str, Overall]:
    """Count published overall grades of a set of schools, by ``geo.overall.overall_by_family``."""
    return _overall(*_key(), _urns(schools))


def overall_of_london() -> Mapping[str, Overall]:
    """Count published overall grades of the open, state-funded schools of the build: others stand beside them."""
    return _overall_of_london(*_key())


def chart(key: str, make: Callable[[], alt.LayerChart]) -> str:
    """Give a chart as JSON, which nobody can change: to build one with altair and to check it takes some 80 ms.

    Parameters
    ----------
    key : everything that the chart depends on, but for the build.
    make : makes it, from public tables only.
    """
    return _chart(*_key(), key, make)


def beside() -> Beside:
    """Figures of areas, by ``geo.summary.beside``."""
    return _beside(*_key())


def figures(schools: pd.DataFrame) -> Mapping[PhaseFamily, tuple[Figure, ...]]:
    """Newest figures of a set of schools, by ``geo.summary.by_family``."""
    return _figures(*_key(), _urns(schools))


def pupils(schools: pd.DataFrame) -> Figure:
    """Pupils of a set of schools in the newest census of the build."""
    return _pupils(*_key(), _urns(schools))


def rolls_of(schools: pd.DataFrame) -> tuple[rolls.Roll, ...]:
    """Give the rolls of a set of schools, in their order, by ``geo.rolls.rolls``."""
    return _rolls(*_key(), _urns(schools))


def lines(schools: pd.DataFrame, family: str, name: str, borough: str | None, whose: str) -> Sequence[Line]:
    """Lines of the schools, of London and of England; those without any figure are left out.

    For a borough: all its state-funded schools of each year, from the ``benchmarks`` table. For picked schools, or
    where that table has nothing: the schools that count here.
    """
    table = beside()
    years = series.span(name, table, data.build()["coverage"])
    own = series.line_of_area(table, borough or "", f"{whose}, all its schools of each year", family, name, years)
    if not own.held:
        own = Line(f"{whose}, the schools that count here", _own(*_key(), _urns(schools), name).points)
    areas = [series.line_of_area(table, area.code, area.name, family, name, years) for area in (LONDON, ENGLAND)]
    return [line for line in (own, *areas) if line.held]

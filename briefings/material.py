"""What a briefing is made from: the tables of one build, and the schools that it is about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from string import ascii_uppercase
from typing import Any

import geopandas as gpd
import pandas as pd

from geo.basis import Basis
from geo.errors import UnknownSchool
from geo.movement import Movements
from geo.source_words import named

__all__ = ["Material", "Subject", "joined", "subjects"]

#: So many schools stand in tables by letter and name, more by letter.
_BY_NAME = 2
#: Letters of a name that would fill a page if it stood in every sentence on two schools.
_LONG = 60


@dataclass(frozen=True)
class Material:
    """Tables of one build. Nobody changes them.

    Attributes
    ----------
    schools : from :func:`geo.explore.explorer_frame`, EPSG:27700.
    areas : boroughs and wards, EPSG:27700.
    measures, benchmarks, inspections, ties, links : as :mod:`geo.schema` describes them.
    basis : from :func:`geo.basis.prepare`.
    moved : from :func:`geo.movement.movements`.
    build : ``BUILD.json``.
    """

    schools: gpd.GeoDataFrame
    areas: gpd.GeoDataFrame
    measures: pd.DataFrame
    benchmarks: pd.DataFrame
    inspections: pd.DataFrame
    ties: pd.DataFrame
    links: pd.DataFrame
    basis: Basis
    moved: Movements
    build: Mapping[str, Any]

    def source(self, key: object) -> str:
        """Words of a source."""
        return named(key, dict(self.build))

    @cached_property
    def tie_names(self) -> dict[str, str]:
        """Tie id -> its name."""
        rows = self.ties.drop_duplicates("tie_id")
        return {str(tie): str(name) for tie, name in zip(rows["tie_id"], rows["name"], strict=True)}


@dataclass(frozen=True)
class Subject:
    """One school of a briefing.

    Attributes
    ----------
    urn, name : who it is; two of one name have their URN behind it.
    row : its row of :attr:`Material.schools`.
    mark : the letter or number that stands for it on the map, and in tables where there are many.
    head : what a column is called: the name of one school, letter and name of two, the letter of more.
    said : what it is called in a sentence: the name of one or two schools, the letter of more, or of two if a name is
        very long.
    """

    urn: int
    name: str
    row: "pd.Series[Any]"
    mark: str
    head: str
    said: str


def subjects(material: Material, urns: Sequence[int]) -> tuple[Subject, ...]:
    """Look the schools up, in the order given.

    Raises
    ------
    UnknownSchool
        If the build has no such school.
    """
    found = material.schools[material.schools["urn"].isin(list(urns))].set_index("urn", drop=False)
    absent = [urn for urn in urns if urn not in found.index]
    if absent:
        message = f"No school with URN {absent[0]} is in the bundled data"
        raise UnknownSchool(message)
    rows = [found.loc[urn] for urn in urns]
    names = [str(row["name"]) for row in rows]
    told = [f"{name} ({urn})" if names.count(name) > 1 else name for name, urn in zip(names, urns, strict=True)]
    heads = {1: "{name}", _BY_NAME: "{mark} {name}"}
    head = heads.get(len(rows), "{mark}")
    by_letter = len(rows) > _BY_NAME or (len(rows) == _BY_NAME and max(map(len, told)) > _LONG)
    return tuple(
        Subject(int(row["urn"]), name, row, mark, head.format(mark=mark, name=name), mark if by_letter else name)
        for row, name, mark in zip(rows, told, ascii_uppercase, strict=False)
    )


def joined(words: Sequence[str]) -> str:
    """Write a list in a sentence: "A", "A and B", "A, B and C"."""
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))

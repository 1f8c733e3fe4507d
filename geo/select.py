"""Choosing schools: those that meet all conditions, and how many a choice would leave."""

from collections import Counter
from collections.abc import Mapping
from itertools import chain

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely
from shapely.geometry import Point

from geo.criteria import CARD_SEPARATOR, FACETS, RANGES, Criteria, Range
from geo.crs import BNG, require_crs
from geo.vocab import AreaKind

__all__ = [
    "Conditions",
    "conditions",
    "counts",
    "emptied_by",
    "meets",
    "meets_all",
    "select",
    "stand_elsewhere",
    "stands_elsewhere",
]

#: Key of a condition -> whether each school meets it.
Conditions = Mapping[str, npt.NDArray[np.bool_]]

#: Facets whose column holds a tuple of words a school.
_SEVERAL = ("tie", "card")

_NO_AREAS = "schools over the border cannot be found without the boundaries: pass areas"


def select(
    schools: gpd.GeoDataFrame,
    criteria: Criteria,
    *,
    areas: gpd.GeoDataFrame | None = None,
    origin: Point | None = None,
) -> gpd.GeoDataFrame:
    """Keep the schools that meet every condition: the same rows, in the same order.

    Selecting twice is selecting by both conditions, whichever comes first.

    Parameters
    ----------
    schools : from :func:`geo.explore.explorer_frame`, EPSG:27700.
    criteria : the conditions.
    areas : the ``areas`` table, EPSG:27700; needed for ``border_m`` alone.
    origin : point in EPSG:27700 from which ``radius_m`` is measured.

    Raises
    ------
    ValueError
        If ``border_m`` is set with boroughs chosen, and ``areas`` is not given.
    """
    return schools[meets(schools, criteria, areas=areas, origin=origin)]


def meets(
    schools: gpd.GeoDataFrame,
    criteria: Criteria,
    *,
    areas: gpd.GeoDataFrame | None = None,
    origin: Point | None = None,
) -> pd.Series:
    """Say of each school whether :func:`select` keeps it; the arguments and errors are the same."""
    return pd.Series(meets_all(conditions(schools, criteria, areas=areas, origin=origin), schools), index=schools.index)


def conditions(
    schools: gpd.GeoDataFrame,
    criteria: Criteria,
    *,
    areas: gpd.GeoDataFrame | None = None,
    origin: Point | None = None,
) -> Conditions:
    """Say of each condition which schools meet it, in the order of the rows; what is over the border is "borough".

    The arguments and errors are those of :func:`select`.
    """
    met = {key: _has(schools, key, words) for key, words in criteria.chosen.items() if key != "borough"}
    if criteria.chosen.get("borough"):
        met["borough"] = _in_boroughs(schools, criteria, areas)
    for key, wanted in criteria.ranges.items():
        met[key] = _within(schools[RANGES[key].column], wanted)
    if criteria.ages is not None:
        low, high = criteria.ages
        taught = (schools["age_low"] <= high) & (schools["age_high"] >= low)
        met["ages"] = taught.astype("boolean").fillna(criteria.ages_keep_unknown)
    if criteria.radius_m is not None and origin is not None:
        require_crs(schools, BNG)
        # A missing point is at no distance, and so in no radius.
        met["radius_m"] = schools.geometry.distance(origin) <= criteria.radius_m
    return {key: kept.to_numpy(dtype=bool) for key, kept in met.items()}


def meets_all(met: Conditions, schools: gpd.GeoDataFrame, *, but: str = "") -> npt.NDArray[np.bool_]:
    """Say of each school whether it meets every one of these conditions, ``but`` one."""
    kept = np.ones(len(schools), dtype=bool)
    for key, one in met.items():
        if key != but:
            kept &= one
    return kept


def _has(schools: gpd.GeoDataFrame, key: str, words: frozenset[str]) -> pd.Series:
    column = schools[FACETS[key].column]
    if key not in _SEVERAL:
        return column.isin(words)
    if key == "card":
        # Of one area any of the chosen grades will do; every chosen area must have one.
        by_area: dict[str, set[str]] = {}
        for word in words:
            by_area.setdefault(word.split(CARD_SEPARATOR)[0], set()).add(word)
        return column.map(lambda own: all(wanted & set(own) for wanted in by_area.values())).astype(bool)
    return column.map(lambda own: not words.isdisjoint(own)).astype(bool)


def _within(values: pd.Series, wanted: Range) -> pd.Series:
    low = -np.inf if wanted.low is None else wanted.low
    high = np.inf if wanted.high is None else wanted.high
    return values.between(low, high) | (values.isna() & wanted.keep_unknown)


def _outside(schools: gpd.GeoDataFrame) -> pd.Series:
    """Whether a school is known to stand in another borough than its authority's."""
    site, own = (schools[name].to_numpy(dtype=object, na_value=None) for name in ("site_borough", "borough_code"))
    return pd.Series(pd.notna(site) & pd.notna(own) & (site != own), index=schools.index)


def _in_boroughs(schools: gpd.GeoDataFrame, criteria: Criteria, areas: gpd.GeoDataFrame | None) -> pd.Series:
    boroughs = criteria.chosen["borough"]
    own = schools["borough_code"].isin(boroughs) & ~_outside(schools)
    if criteria.border_m is None:
        return own
    if areas is None:
        raise ValueError(_NO_AREAS)
    return own | _just_over(schools, areas, boroughs, criteria.border_m)


def _just_over(schools: gpd.GeoDataFrame, areas: gpd.GeoDataFrame, boroughs: frozenset[str], metres: int) -> pd.Series:
    """Whether a school stands outside the chosen boroughs and no farther than ``metres`` from them."""
    require_crs(schools, BNG)
    require_crs(areas, BNG)
    chosen = areas[(areas["kind"] == AreaKind.BOROUGH) & areas["code"].isin(boroughs)]
    union = chosen.geometry.union_all()
    shapely.prepare(union)
    near = shapely.dwithin(schools.geometry.to_numpy(), union, metres)
    return pd.Series(near, index=schools.index) & ~schools["site_borough"].isin(boroughs)


def stand_elsewhere(schools: gpd.GeoDataFrame, criteria: Criteria, *, origin: Point | None = None) -> gpd.GeoDataFrame:
    """Schools that :func:`select` leaves out only because they stand outside their authority's borough.

    With ``border_m`` set nothing is left out for that alone, and this is empty.
    """
    return schools[stands_elsewhere(schools, criteria, origin=origin)]


def stands_elsewhere(
    schools: gpd.GeoDataFrame,
    criteria: Criteria,
    met: Conditions | None = None,
    *,
    origin: Point | None = None,
) -> pd.Series:
    """Say of each school whether :func:`stand_elsewhere` has it.

    Parameters
    ----------
    met : from :func:`conditions`, where it is at hand.
    """
    boroughs = criteria.chosen.get("borough", frozenset())
    if not boroughs or criteria.border_m is not None:
        return pd.Series(data=False, index=schools.index)
    apart = schools["borough_code"].isin(boroughs) & _outside(schools)
    if met is None:
        met = conditions(schools, criteria, origin=origin)
    return apart & meets_all(met, schools, but="borough")


def counts(
    schools: gpd.GeoDataFrame,
    criteria: Criteria,
    key: str,
    met: Conditions | None = None,
    *,
    areas: gpd.GeoDataFrame | None = None,
    origin: Point | None = None,
) -> Mapping[str, int]:
    """Count the schools that each word of a facet would leave, were it chosen alone.

    The count of a word equals ``len(select(schools, criteria.choosing(key, word)))``, with everything else
    as it is. Words that no school has are left out.

    Parameters
    ----------
    met : from :func:`conditions`, where it is at hand.
    """
    if met is None:
        met = conditions(schools, criteria, areas=areas, origin=origin)
    rest = meets_all(met, schools, but=key)
    if key == "borough" and criteria.border_m is not None:
        placed = schools[["borough_code", "site_borough", schools.geometry.name]]
        return _border_counts(placed[rest], criteria.border_m, areas)
    if key == "borough":
        rest &= ~_outside(schools).to_numpy()
    words = schools[FACETS[key].column][rest].dropna()
    told = Counter(chain.from_iterable(words) if key in _SEVERAL else words)
    return {str(word): told[word] for word in sorted(told)}


def _border_counts(rest: gpd.GeoDataFrame, metres: int, areas: gpd.GeoDataFrame | None) -> Mapping[str, int]:
    """Count for each borough its schools and those that stand just over its border."""
    if areas is None:
        raise ValueError(_NO_AREAS)
    require_crs(rest, BNG)
    require_crs(areas, BNG)
    boroughs = areas[areas["kind"] == AreaKind.BOROUGH]
    # All boroughs at once: one after the other they take a fifth of a second.
    which, at = shapely.STRtree(rest.geometry.to_numpy()).query(
        boroughs.geometry.to_numpy(), predicate="dwithin", distance=metres
    )
    over = pd.DataFrame({"code": boroughs["code"].to_numpy()[which], "at": at})
    over = over[over["code"].to_numpy() != rest["site_borough"].to_numpy()[at]]
    own = pd.DataFrame({"code": rest["borough_code"].to_numpy(), "at": np.arange(len(rest))})[
        ~_outside(rest).to_numpy()
    ]
    left = pd.concat([own, over]).dropna().drop_duplicates()["code"].value_counts().sort_index()
    return {str(code): int(number) for code, number in left.items()}


def emptied_by(
    schools: gpd.GeoDataFrame,
    criteria: Criteria,
    *,
    areas: gpd.GeoDataFrame | None = None,
    origin: Point | None = None,
) -> list[tuple[str, int]]:
    """Say, of conditions that leave no school, which one alone would have to go, and how many schools that leaves.

    Returns
    -------
    list of (key, schools left without it)
        The most schools first; empty if any school is left, or if lifting one condition helps nowhere.
    """
    if meets(schools, criteria, areas=areas, origin=origin).any():
        return []
    lifted = [
        (key, int(meets(schools, criteria.without(key), areas=areas, origin=origin).sum()))
        for key in criteria.set_keys()
    ]
    return sorted([pair for pair in lifted if pair[1]], key=lambda pair: (-pair[1], pair[0]))

"""Choosing schools: those that meet all conditions, and how many a choice would leave."""

from collections.abc import Mapping

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry import Point

from geo.criteria import CARD_SEPARATOR, FACETS, RANGES, Criteria, Range
from geo.crs import BNG, require_crs
from geo.vocab import AreaKind

__all__ = ["counts", "emptied_by", "meets", "select", "stand_elsewhere", "stands_elsewhere"]

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
    kept = _in_boroughs(schools, criteria, areas)
    for key, words in criteria.chosen.items():
        if words and key != "borough":
            kept &= _has(schools, key, words)
    for key, wanted in criteria.ranges.items():
        kept &= _within(schools[RANGES[key].column], wanted)
    if criteria.ages is not None:
        low, high = criteria.ages
        taught = (schools["age_low"] <= high) & (schools["age_high"] >= low)
        kept &= taught.astype("boolean").fillna(criteria.ages_keep_unknown).astype(bool)
    if criteria.radius_m is not None and origin is not None:
        require_crs(schools, BNG)
        # A missing point is at no distance, and so in no radius.
        kept &= schools.geometry.distance(origin) <= criteria.radius_m
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
    boroughs = criteria.chosen.get("borough", frozenset())
    if not boroughs:
        return pd.Series(data=True, index=schools.index)
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


def stands_elsewhere(schools: gpd.GeoDataFrame, criteria: Criteria, *, origin: Point | None = None) -> pd.Series:
    """Say of each school whether :func:`stand_elsewhere` has it."""
    boroughs = criteria.chosen.get("borough", frozenset())
    if not boroughs or criteria.border_m is not None:
        return pd.Series(data=False, index=schools.index)
    apart = schools["borough_code"].isin(boroughs) & _outside(schools)
    return apart & meets(schools, criteria.without("borough"), origin=origin)


def counts(
    schools: gpd.GeoDataFrame,
    criteria: Criteria,
    key: str,
    *,
    areas: gpd.GeoDataFrame | None = None,
    origin: Point | None = None,
) -> Mapping[str, int]:
    """Count the schools that each word of a facet would leave, were it chosen alone.

    The count of a word equals ``len(select(schools, criteria.choosing(key, word)))``, with everything else
    as it is. Words that no school has are left out.
    """
    rest = meets(schools, criteria.without(key), areas=areas, origin=origin)
    if key == "borough":
        placed = schools[["borough_code", "site_borough", schools.geometry.name]]
        return _borough_counts(placed[rest], criteria, areas)
    column = schools.loc[rest, FACETS[key].column]
    words = column.explode() if key in _SEVERAL else column
    return {str(word): int(number) for word, number in words.dropna().value_counts().sort_index().items()}


def _borough_counts(rest: gpd.GeoDataFrame, criteria: Criteria, areas: gpd.GeoDataFrame | None) -> Mapping[str, int]:
    if criteria.border_m is None:
        own = rest.loc[~_outside(rest), "borough_code"]
        return {str(code): int(number) for code, number in own.value_counts().sort_index().items()}
    if areas is None:
        raise ValueError(_NO_AREAS)
    require_crs(rest, BNG)
    require_crs(areas, BNG)
    boroughs = areas[areas["kind"] == AreaKind.BOROUGH]
    # All boroughs at once: one after the other they take a fifth of a second.
    which, at = shapely.STRtree(rest.geometry.to_numpy()).query(
        boroughs.geometry.to_numpy(), predicate="dwithin", distance=criteria.border_m
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
    if len(select(schools, criteria, areas=areas, origin=origin)):
        return []
    lifted = [
        (key, len(select(schools, criteria.without(key), areas=areas, origin=origin))) for key in criteria.set_keys()
    ]
    return sorted([pair for pair in lifted if pair[1]], key=lambda pair: (-pair[1], pair[0]))

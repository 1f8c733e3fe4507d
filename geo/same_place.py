"""Schools at one place: those whose points are so near that their shapes on a map would cover each other."""

import geopandas as gpd
import pandas as pd
import shapely

from geo.crs import BNG, require_crs
from geo.distance import within_radius

__all__ = ["SAME_PLACE_M", "at_same_place", "groups"]

#: Points no farther apart than this are drawn as one place, in metres: a block of buildings.
SAME_PLACE_M = 40.0


def at_same_place(schools: gpd.GeoDataFrame, urn: int, metres: float = SAME_PLACE_M) -> gpd.GeoDataFrame:
    """Find the schools at the place of one school, the nearest first, then by URN; without that school.

    Parameters
    ----------
    schools : ``urn`` and points in EPSG:27700.
    urn : the school; nothing is at the place of one without a point.
    metres : how near, in a straight line, the edge included.

    Raises
    ------
    CrsError
        If the frame is not in EPSG:27700.
    """
    near = within_radius(schools[schools["urn"] == urn], schools, metres)["neighbour"]
    by_urn = schools.set_index("urn", drop=False).rename_axis(None)
    return by_urn.loc[near].reset_index(drop=True)


def groups(points: gpd.GeoSeries, metres: float = SAME_PLACE_M) -> "pd.Series[int]":
    """Give each place a number: schools that a chain of steps no longer than ``metres`` joins have the same.

    Parameters
    ----------
    points : of the schools, in EPSG:27700; each has one.
    metres : the longest step, in a straight line, the edge included.

    Returns
    -------
    A number a school, the same index. Which number a place has depends on the order of the schools.

    Raises
    ------
    CrsError
        If the points are not in EPSG:27700.
    """
    require_crs(points, BNG)
    place = list(range(len(points)))

    def root(of: int) -> int:
        while place[of] != of:
            place[of] = place[place[of]]
            of = place[of]
        return of

    where = points.to_numpy()
    for one, other in shapely.STRtree(where).query(where, predicate="dwithin", distance=metres).T:
        low, high = sorted((root(int(one)), root(int(other))))
        place[high] = low
    return pd.Series([root(of) for of in range(len(points))], index=points.index, dtype="int64")

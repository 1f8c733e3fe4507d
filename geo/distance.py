"""Straight-line distances between schools, in metres."""

from collections.abc import Callable

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.crs import BNG, require_crs

__all__ = ["k_nearest", "within_radius"]

_KINDS = {"focal": "int64", "neighbour": "int64", "distance_m": "float64"}


def _located(schools: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    require_crs(schools, BNG)
    usable = schools.geometry.notna() & ~schools.geometry.is_empty
    return schools[usable]


def _pairs(
    focal: gpd.GeoDataFrame, schools: gpd.GeoDataFrame, keep: Callable[[np.ndarray], np.ndarray]
) -> pd.DataFrame:
    """Pair each focal school with the others, the nearest first, equal distances by URN.

    ``keep`` takes the sorted distances of one focal school in metres and gives those to keep, from the first on.
    """
    origins, others = _located(focal), _located(schools)
    urns = others["urn"].to_numpy("int64")
    xy = shapely.get_coordinates(others.geometry.to_numpy())
    parts = []
    for urn, point in zip(origins["urn"].to_numpy("int64"), origins.geometry, strict=True):
        distance = np.hypot(xy[:, 0] - point.x, xy[:, 1] - point.y)
        order = np.lexsort((urns, distance))
        order = order[urns[order] != urn]
        kept = keep(distance[order])
        near = urns[order[: len(kept)]]
        parts.append(pd.DataFrame({"focal": np.full(len(kept), urn), "neighbour": near, "distance_m": kept}))
    if not parts:
        return pd.DataFrame({"focal": [], "neighbour": [], "distance_m": []}).astype(_KINDS)
    return pd.concat(parts, ignore_index=True).astype(_KINDS)


def k_nearest(focal: gpd.GeoDataFrame, schools: gpd.GeoDataFrame, k: int) -> pd.DataFrame:
    """Find the ``k`` nearest schools to each focal school, the nearest first.

    A school is never its own neighbour. Schools without a point are not near anything, and a focal school
    without one has no rows. Equal distances are ordered by URN.

    Parameters
    ----------
    focal, schools : frames with ``urn`` and points in EPSG:27700.
    k : how many; fewer rows come back where there are fewer schools.

    Returns
    -------
    ``focal``, ``neighbour`` (URNs) and ``distance_m`` (metres, straight line).

    Raises
    ------
    CrsError
        If a frame is not in EPSG:27700.
    ValueError
        If ``k`` is less than 1.
    """
    if k < 1:
        message = f"k is {k}: ask for at least one neighbour"
        raise ValueError(message)
    return _pairs(focal, schools, lambda distance: distance[:k])


def within_radius(focal: gpd.GeoDataFrame, schools: gpd.GeoDataFrame, radius_m: float) -> pd.DataFrame:
    """Find every school within ``radius_m`` metres of each focal school, the edge included.

    The same frames, columns and order as :func:`k_nearest`.

    Raises
    ------
    CrsError
        If a frame is not in EPSG:27700.
    ValueError
        If the radius is negative or not a number.
    """
    if not radius_m >= 0:
        message = f"radius is {radius_m}: it must be 0 metres or more"
        raise ValueError(message)
    return _pairs(focal, schools, lambda distance: distance[distance <= radius_m])

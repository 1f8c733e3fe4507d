"""Straight-line distances between schools, in metres."""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.crs import BNG, require_crs

__all__ = ["k_nearest", "within_radius"]

_COLUMNS = ["focal", "neighbour", "distance_m"]


def _located(schools: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    require_crs(schools, BNG)
    usable = schools.geometry.notna() & ~schools.geometry.is_empty
    return schools[usable]


def _pairs(focal: list[np.ndarray], neighbour: list[np.ndarray], distance: list[np.ndarray]) -> pd.DataFrame:
    def joined(parts: list[np.ndarray], kind: str) -> np.ndarray:
        return np.concatenate(parts).astype(kind) if parts else np.array([], dtype=kind)

    return pd.DataFrame(
        {
            "focal": joined(focal, "int64"),
            "neighbour": joined(neighbour, "int64"),
            "distance_m": joined(distance, "float64"),
        },
        columns=_COLUMNS,
    )


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
    origins, others = _located(focal), _located(schools)
    urns = others["urn"].to_numpy("int64")
    xy = shapely.get_coordinates(others.geometry.to_numpy())
    parts: tuple[list[np.ndarray], list[np.ndarray], list[np.ndarray]] = ([], [], [])
    for urn, point in zip(origins["urn"].to_numpy("int64"), origins.geometry, strict=True):
        distance = np.hypot(xy[:, 0] - point.x, xy[:, 1] - point.y)
        distance[urns == urn] = np.inf
        order = np.lexsort((urns, distance))[:k]
        order = order[np.isfinite(distance[order])]
        parts[0].append(np.full(len(order), urn))
        parts[1].append(urns[order])
        parts[2].append(distance[order])
    return _pairs(*parts)


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
    origins, others = _located(focal), _located(schools)
    urns = others["urn"].to_numpy("int64")
    xy = shapely.get_coordinates(others.geometry.to_numpy())
    parts: tuple[list[np.ndarray], list[np.ndarray], list[np.ndarray]] = ([], [], [])
    for urn, point in zip(origins["urn"].to_numpy("int64"), origins.geometry, strict=True):
        distance = np.hypot(xy[:, 0] - point.x, xy[:, 1] - point.y)
        order = np.lexsort((urns, distance))
        order = order[(distance[order] <= radius_m) & (urns[order] != urn)]
        parts[0].append(np.full(len(order), urn))
        parts[1].append(urns[order])
        parts[2].append(distance[order])
    return _pairs(*parts)

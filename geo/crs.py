"""Coordinate reference systems: metres for work, degrees for display."""

from typing import TypeVar

import geopandas as gpd

from geo.errors import CrsError

__all__ = ["BNG", "GB_BOUNDS_M", "WGS84", "require_crs", "to_wgs84"]

Frame = TypeVar("Frame", gpd.GeoDataFrame, gpd.GeoSeries)

#: British National Grid, in metres. Every stored geometry and every distance uses it.
BNG = "EPSG:27700"

#: Longitude and latitude in degrees, for web maps only.
WGS84 = "EPSG:4326"

#: West, south, east, north of Great Britain in :data:`BNG` metres (the extent of OS open data).
GB_BOUNDS_M = (0, 0, 700_000, 1_300_000)


def require_crs(frame: Frame, crs: str) -> Frame:
    """Return ``frame`` unchanged if it is in ``crs``, or refuse.

    geopandas only warns when two frames differ in CRS, so each function that measures
    calls this first.

    Raises
    ------
    CrsError
        If the frame has another CRS, or none.
    """
    if frame.crs is None or frame.crs != crs:
        found = "no CRS" if frame.crs is None else frame.crs.to_string()
        message = f"expected {crs}, found {found}: reproject with to_crs({crs!r}) first"
        raise CrsError(message)
    return frame


def to_wgs84(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Reproject a :data:`BNG` frame to :data:`WGS84` (datum shift included) for display."""
    return require_crs(frame, BNG).to_crs(WGS84)

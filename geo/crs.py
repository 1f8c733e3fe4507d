"""Coordinate reference systems: metres for work, degrees for display."""

from typing import TypeVar

import geopandas as gpd
import numpy as np
import shapely
from pyproj import Transformer
from pyproj.enums import TransformDirection

from geo.errors import CrsError

__all__ = ["BNG", "GB_BOUNDS_M", "WGS84", "require_crs", "to_bng", "to_wgs84"]

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


#: From :data:`BNG` to :data:`WGS84`: the operation that PROJ chooses where no grid of Ordnance Survey is installed
#: (EPSG:1314, good to about 2 m). Named here, so that the same input gives the same degrees on every machine; and
#: because choosing takes PROJ 50 ms in each new thread, which for a page is every run.
_TO_DEGREES = Transformer.from_pipeline(
    "+proj=pipeline +step +inv +proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy "
    "+step +proj=push +v_3 +step +proj=cart +ellps=airy +step +proj=helmert +x=446.448 +y=-125.157 +z=542.06 +rx=0.15 "
    "+ry=0.247 +rz=0.842 +s=-20.489 +convention=position_vector +step +inv +proj=cart +ellps=WGS84 "
    "+step +proj=pop +v_3 +step +proj=unitconvert +xy_in=rad +xy_out=deg"
)


def to_wgs84(frame: Frame) -> Frame:
    """Reproject a :data:`BNG` frame to :data:`WGS84` (datum shift included, good to about 2 m) for display.

    Raises
    ------
    CrsError
        If the frame is not in :data:`BNG`.
    """
    metres = require_crs(frame, BNG).geometry
    degrees = gpd.GeoSeries(
        shapely.transform(metres.to_numpy(), _degrees), index=metres.index, name=metres.name, crs=WGS84
    )
    return degrees if isinstance(frame, gpd.GeoSeries) else frame.set_geometry(degrees)


def to_bng(frame: Frame) -> Frame:
    """Reproject to :data:`BNG` metres: from :data:`WGS84` by the same named operation, from others as PROJ chooses.

    Raises
    ------
    CrsError
        If the frame has no CRS.
    """
    if frame.crs is None:
        message = f"the frame has no CRS: say which it is with set_crs before it can be in {BNG}"
        raise CrsError(message)
    if frame.crs != WGS84:
        return frame.to_crs(BNG)
    degrees = frame.geometry
    metres = gpd.GeoSeries(
        shapely.transform(degrees.to_numpy(), _metres), index=degrees.index, name=degrees.name, crs=BNG
    )
    return metres if isinstance(frame, gpd.GeoSeries) else frame.set_geometry(metres)


def _metres(degrees: np.ndarray) -> np.ndarray:
    return np.column_stack(_TO_DEGREES.transform(degrees[:, 0], degrees[:, 1], direction=TransformDirection.INVERSE))


def _degrees(metres: np.ndarray) -> np.ndarray:
    return np.column_stack(_TO_DEGREES.transform(metres[:, 0], metres[:, 1]))

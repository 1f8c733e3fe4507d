"""Where each school is drawn, in degrees, and what opens at its shape: worked out once a build."""

import geopandas as gpd

from geo.crs import to_wgs84

__all__ = ["placed"]


def placed(schools: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Add ``lon`` and ``lat``, missing without a point, and ``about``, three lines of words.

    Parameters
    ----------
    schools : ``phase_family``, ``school_type``, ``la_name``, and points in EPSG:27700.
    """
    degrees = to_wgs84(schools.geometry)
    return schools.assign(
        lon=degrees.x.round(6),
        lat=degrees.y.round(6),
        about=schools["phase_family"] + "\n" + schools["school_type"] + "\n" + schools["la_name"],
    )

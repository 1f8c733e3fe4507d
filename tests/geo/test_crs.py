"""Metres come only from a frame in the grid; degrees are for display."""

import geopandas as gpd
import numpy as np
import pytest
import shapely
from shapely.geometry import Point, box

from geo.crs import BNG, GB_BOUNDS_M, WGS84, require_crs, to_bng, to_wgs84
from geo.errors import CrsError


def points(crs: str | None) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(geometry=gpd.GeoSeries([Point(530_000, 180_000)], crs=crs), crs=crs)


def test_the_right_crs_is_returned_unchanged() -> None:
    frame = points(BNG)
    assert require_crs(frame, BNG) is frame
    assert require_crs(frame.geometry, BNG).equals(frame.geometry)


@pytest.mark.parametrize(
    ("crs", "found"),
    [(WGS84, "EPSG:4326"), ("EPSG:4277", "EPSG:4277"), ("EPSG:3857", "EPSG:3857"), (None, "no CRS")],
)
def test_any_other_is_refused_with_the_remedy(crs: str | None, found: str) -> None:
    message = rf"^expected EPSG:27700, found {found}: reproject with to_crs\('EPSG:27700'\) first$"
    with pytest.raises(CrsError, match=message):
        require_crs(points(crs), BNG)


def test_a_crs_error_is_a_value_error() -> None:
    assert issubclass(CrsError, ValueError)


def test_display_includes_the_datum_shift() -> None:
    """Greenwich Observatory's meridian: OSGB36 degrees would be about 125 m off in London.

    TQ 38880 77320 is the grid reference of the observatory; its place in WGS84 is 51.4778 N, 0.0015 W.
    """
    frame = gpd.GeoDataFrame(geometry=gpd.GeoSeries([Point(538_880, 177_320)], crs=BNG), crs=BNG)
    shown = to_wgs84(frame)
    assert shown.crs == WGS84
    assert (shown.geometry.x[0], shown.geometry.y[0]) == pytest.approx((-0.0015, 51.4778), abs=0.0003)
    unshifted = frame.to_crs("EPSG:4277").geometry[0]
    back = gpd.GeoSeries([unshifted], crs=WGS84).to_crs(BNG)
    assert 100 < back.distance(frame.geometry).iloc[0] < 140


def test_display_refuses_a_frame_that_is_not_in_the_grid() -> None:
    with pytest.raises(CrsError, match="found EPSG:4326"):
        to_wgs84(points(WGS84))


def test_display_is_within_metres_of_whatever_operation_proj_has_here() -> None:
    """PROJ may have the grid of Ordnance Survey, which ours leaves out: 0.00007 degrees of longitude are 5 m here."""
    shapes = [Point(530_000, 180_000), None, box(529_000, 183_000, 530_000, 184_000), Point()]
    frame = gpd.GeoDataFrame({"name": list("abcd")}, geometry=shapes, crs=BNG, index=[4, 2, 9, 1])
    shown, expected = to_wgs84(frame), frame.to_crs(WGS84)
    assert shown.index.tolist() == [4, 2, 9, 1]
    assert shown["name"].tolist() == list("abcd")
    assert shown.geometry.isna().tolist() == [False, True, False, False]
    assert shapely.get_coordinates(shown.geometry) == pytest.approx(
        shapely.get_coordinates(expected.geometry), abs=0.00007
    )
    assert frame.crs == BNG, "the frame given is as it was"


def test_display_of_a_series_and_of_nothing() -> None:
    frame = points(BNG)
    series = to_wgs84(frame.geometry)
    assert series.crs == WGS84
    assert series.equals(to_wgs84(frame).geometry)
    assert to_wgs84(frame.iloc[:0]).empty
    renamed = to_wgs84(frame.rename_geometry("site"))
    assert (renamed.geometry.name, list(renamed.columns)) == ("site", ["site"])


def test_bounds_hold_camden_and_not_the_null_island() -> None:
    west, south, east, north = GB_BOUNDS_M
    assert west < 529_000 < east
    assert south < 184_000 < north
    assert not west < 0 < east


def test_to_metres_and_back_is_the_same_point() -> None:
    there = gpd.GeoSeries([Point(-0.1406, 51.5390), Point(-0.1790, 51.5560)], crs=WGS84)
    back = to_wgs84(to_bng(there))
    assert np.allclose(shapely.get_coordinates(back), shapely.get_coordinates(there), atol=1e-9)


def test_to_metres_agrees_with_what_geopandas_does() -> None:
    there = gpd.GeoSeries([Point(-0.1406, 51.5390)], crs=WGS84)
    # Another operation may be chosen where a grid of Ordnance Survey is installed: some metres at most.
    assert to_bng(there).distance(there.to_crs(BNG)).max() < 5


def test_metres_stay_as_they_are_and_a_frame_without_crs_is_refused() -> None:
    metres = gpd.GeoSeries([Point(529_000, 183_500)], crs=BNG)
    assert to_bng(metres).iloc[0].equals(metres.iloc[0])
    with pytest.raises(CrsError, match="no CRS"):
        to_bng(gpd.GeoSeries([Point(0, 0)]))

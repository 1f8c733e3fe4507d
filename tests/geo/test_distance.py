"""Distances by hand, against plain loops, and against the datum that some public files forget."""

import math

import geopandas as gpd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import Point

from geo.crs import BNG, WGS84, to_wgs84
from geo.distance import k_nearest, within_radius
from geo.errors import CrsError


def schools(points, first=100_001):
    """Make synthetic schools at these points, numbered from ``first``."""
    geometry = gpd.GeoSeries([None if xy is None else Point(xy) for xy in points], crs=BNG)
    return gpd.GeoDataFrame({"urn": range(first, first + len(points))}, geometry=geometry, crs=BNG)


def rows(pairs):
    return list(zip(pairs["focal"], pairs["neighbour"], pairs["distance_m"], strict=True))


LINE = schools([(0, 0), (300, 400), (0, 1000), None, (0, -1000)])


def test_three_four_five():
    assert rows(k_nearest(LINE.iloc[:1], LINE, 1)) == [(100_001, 100_002, 500.0)]


def test_equal_distances_are_ordered_by_urn():
    assert rows(k_nearest(LINE.iloc[:1], LINE.iloc[::-1], 9))[1:] == [
        (100_001, 100_003, 1000.0),
        (100_001, 100_005, 1000.0),
    ]


def test_the_edge_of_a_radius_is_inside():
    assert rows(within_radius(LINE.iloc[:1], LINE, 500)) == [(100_001, 100_002, 500.0)]
    assert within_radius(LINE.iloc[:1], LINE, 499.99).empty


def test_a_school_without_a_point_is_near_nothing():
    nowhere = LINE[LINE["urn"] == 100_004]
    assert k_nearest(nowhere, LINE, 3).empty
    assert 100_004 not in set(k_nearest(LINE, LINE, 4)["neighbour"])


def test_two_schools_at_one_point_are_neighbours():
    twins = schools([(5, 5), (5, 5)])
    assert rows(within_radius(twins, twins, 0)) == [(100_001, 100_002, 0.0), (100_002, 100_001, 0.0)]


def test_an_empty_frame_keeps_the_columns_and_types():
    nothing = k_nearest(LINE.iloc[:0], LINE, 1)
    assert {name: str(kind) for name, kind in nothing.dtypes.items()} == {
        "focal": "int64",
        "neighbour": "int64",
        "distance_m": "float64",
    }


@pytest.mark.parametrize("frame", [LINE.to_crs(WGS84), LINE.set_crs(None, allow_override=True)])
def test_degrees_are_refused(frame):
    with pytest.raises(CrsError, match="EPSG:27700"):
        k_nearest(frame, LINE, 1)
    with pytest.raises(CrsError, match="EPSG:27700"):
        within_radius(LINE, frame, 1)


def test_nonsense_is_refused():
    with pytest.raises(ValueError, match="at least one"):
        k_nearest(LINE, LINE, 0)
    for radius in (-1, math.nan):
        with pytest.raises(ValueError, match="radius"):
            within_radius(LINE, LINE, radius)


#: A coarse grid, so that equal distances and shared points are common.
POINTS = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=1, max_size=12)


def by_loops(points, focal):
    """Every other school of one focal school as (distance, URN), by plain loops."""
    home = points[focal]
    others = [(math.dist(home, xy), 100_001 + place) for place, xy in enumerate(points) if place != focal]
    return sorted(others)


@given(points=POINTS, k=st.integers(1, 14))
def test_k_nearest_is_what_loops_find(points, k):
    frame = schools(points)
    expected = [
        (100_001 + focal, urn, pytest.approx(distance))
        for focal in range(len(points))
        for distance, urn in by_loops(points, focal)[:k]
    ]
    assert rows(k_nearest(frame, frame, k)) == expected


@given(points=POINTS, radius=st.integers(0, 9))
def test_within_radius_is_what_loops_find(points, radius):
    frame = schools(points)
    found = {(focal, urn) for focal, urn, _ in rows(within_radius(frame, frame, radius))}
    squared = {
        (100_001 + i, 100_001 + j)
        for i, (x, y) in enumerate(points)
        for j, (u, v) in enumerate(points)
        if i != j and (x - u) ** 2 + (y - v) ** 2 <= radius**2
    }
    assert found == squared
    assert found == {(other, focal) for focal, other in found}


#: Easting and northing of Gospel Oak Primary School (URN 100025), as the register publishes them.
GOSPEL_OAK = (528_230, 185_638)


def test_forgetting_the_datum_moves_a_school_by_125_metres():
    true = schools([GOSPEL_OAK])
    osgb36 = true.to_crs("EPSG:4277")
    mistaken = osgb36.set_crs(WGS84, allow_override=True).to_crs(BNG)
    moved = true.geometry.iloc[0].distance(mistaken.geometry.iloc[0])
    assert moved == pytest.approx(125, abs=2)
    east, north = mistaken.geometry.iloc[0].x - GOSPEL_OAK[0], mistaken.geometry.iloc[0].y - GOSPEL_OAK[1]
    assert (east, north) == (pytest.approx(113, abs=3), pytest.approx(-53, abs=3))


def test_there_and_back_is_the_same_point():
    true = schools([GOSPEL_OAK])
    back = to_wgs84(true).to_crs(BNG)
    assert true.geometry.iloc[0].distance(back.geometry.iloc[0]) < 0.01

"""Schools at one place, by hand and against a plain double loop. Every school is synthetic."""

import math

import geopandas as gpd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import Point

from geo import same_place
from geo.crs import WGS84
from geo.errors import CrsError
from tests import factories

X, Y = 528_000, 184_000


def some(*offsets):
    rows = [
        factories.school(100_001 + turn, geometry=None if at is None else Point(X + at[0], Y + at[1]))
        for turn, at in enumerate(offsets)
    ]
    return factories.schools(*rows)


def test_the_nearest_first_then_by_urn_and_the_edge_is_in():
    schools = some((0, 0), (0, 23), (0, 0), (40, 0), (41, 0), None)
    assert same_place.at_same_place(schools, 100_001)["urn"].tolist() == [100_003, 100_002, 100_004]
    assert same_place.at_same_place(schools, 100_001, 10)["urn"].tolist() == [100_003]


def test_a_school_without_a_point_is_at_no_place():
    schools = some((0, 0), None)
    assert same_place.at_same_place(schools, 100_002).empty
    assert same_place.at_same_place(schools, 100_001).empty


def test_a_chain_is_one_place():
    numbers = same_place.groups(some((0, 0), (500, 0), (30, 0), (60, 0)).geometry, 30)
    assert numbers.tolist() == [0, 1, 0, 0]


def test_degrees_are_refused():
    schools = some((0, 0), (0, 1)).to_crs(WGS84)
    with pytest.raises(CrsError):
        same_place.groups(schools.geometry)
    with pytest.raises(CrsError):
        same_place.at_same_place(schools, 100_001)


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), min_size=1, max_size=12))
def test_groups_are_what_a_slow_walk_finds(spots):
    schools = gpd.GeoDataFrame({"urn": range(len(spots))}, geometry=[Point(*at) for at in spots], crs="EPSG:27700")
    numbers = same_place.groups(schools.geometry, 2)
    reached = {}
    for start in range(len(spots)):
        seen, edge = {start}, [start]
        while edge:
            here = edge.pop()
            near = {j for j in range(len(spots)) if math.dist(spots[here], spots[j]) <= 2} - seen
            seen |= near
            edge += near
        reached[start] = seen
    for one, place in enumerate(numbers):
        assert {other for other, number in enumerate(numbers) if number == place} == reached[one]

"""Postcodes to points, the reasons for none, and schools in the order of distance. All points are synthetic."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import Point

from geo.crs import WGS84
from geo.errors import CrsError
from geo.places import NoPlace, Place, PlaceKind, WhyNot, by_distance, place_of
from tests.factories import school, schools

POSTCODES = pd.DataFrame(
    {
        "postcode": ["NW5 1AA", "NW5 1AB", "NW5 2AA", "SW1A 1AA", "SW1E 1AA", "SW11 1AA", "E1 1AA", "E11 1AA"],
        "easting": [100, 200, 600, 0, 10, 1000, 5, 7],
        "northing": [10, 20, 60, 0, 20, 1000, 6, 8],
        "borough_code": "E09000007",
        "ward_code": None,
    }
).astype({"easting": "int32", "northing": "int32"})


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("nw51aa", Place("NW5 1AA", PlaceKind.POSTCODE, 100, 10, 1)),
        ("nw5", Place("NW5", PlaceKind.DISTRICT, 300, 30, 3)),
        ("NW5 1", Place("NW5 1", PlaceKind.PART, 150, 15, 2)),
        ("nw51", Place("NW5 1", PlaceKind.PART, 150, 15, 2)),
        ("nw5 2a", Place("NW5 2A", PlaceKind.PART, 600, 60, 1)),
        ("sw1", Place("SW1", PlaceKind.PART, 5, 10, 2)),
        ("sw1a", Place("SW1A", PlaceKind.DISTRICT, 0, 0, 1)),
        ("e11", Place("E11", PlaceKind.DISTRICT, 7, 8, 1)),
        ("e1 1", Place("E1 1", PlaceKind.PART, 5, 6, 1)),
    ],
)
def test_the_place_of_a_postcode_or_its_start(text, place):
    assert place_of(POSTCODES, text) == place


def test_the_order_of_the_postcodes_does_not_matter():
    assert place_of(POSTCODES.iloc[::-1], "nw5") == place_of(POSTCODES, "nw5")


@pytest.mark.parametrize(
    ("text", "why", "words"),
    [
        ("", WhyNot.NOT_A_POSTCODE, "Nothing was typed"),
        ("Rhyl", WhyNot.NOT_A_POSTCODE, "“Rhyl” is not a postcode"),
        ("100013", WhyNot.NOT_A_POSTCODE, "not a postcode"),
        ("NW5 9ZZ", WhyNot.UNKNOWN, "may be new, have ended, or lie outside London"),
        ("M1 1AA", WhyNot.OUTSIDE, "outside London"),
        ("m1", WhyNot.OUTSIDE, "No postcode in London starts with M1"),
    ],
)
def test_no_place_has_a_reason(text, why, words):
    answer = place_of(POSTCODES, text)
    assert isinstance(answer, NoPlace)
    assert answer.why is why
    assert words in answer.reason


def test_a_mean_point_says_that_it_is_one():
    answer = place_of(POSTCODES, "nw5")
    assert isinstance(answer, Place)
    assert answer.note == "Approximate: the mean point of the 3 postcodes in London that start with NW5."
    assert Place("NW5 1AA", PlaceKind.POSTCODE, 100, 10, 1).note == ""


@given(st.text(max_size=20))
def test_any_text_has_a_place_or_a_reason(text):
    assert isinstance(place_of(POSTCODES, text), Place | NoPlace)


SCHOOLS = schools(
    school(100_004, geometry=Point(300, 400)),
    school(100_003, geometry=None),
    school(100_002, geometry=Point(-300, 400)),
    school(100_001, geometry=Point(0, 1000)),
    school(100_005, geometry=Point(0, 0)),
)
HERE = Place("SW1A", PlaceKind.DISTRICT, 0, 0, 1)


def test_schools_by_distance_those_without_a_point_last():
    ranked = by_distance(SCHOOLS, HERE)
    assert list(ranked["urn"]) == [100_005, 100_002, 100_004, 100_001, 100_003]
    assert list(ranked["distance_m"][:4]) == [0.0, 500.0, 500.0, 1000.0]
    assert ranked["distance_m"].isna().tolist() == [False, False, False, False, True]
    assert list(by_distance(SCHOOLS.iloc[::-1], HERE)["urn"]) == list(ranked["urn"])


def test_an_empty_frame_and_one_without_points():
    assert by_distance(SCHOOLS.iloc[:0], HERE).empty
    assert by_distance(SCHOOLS.iloc[1:2], HERE)["distance_m"].isna().all()


def test_another_crs_is_refused():
    with pytest.raises(CrsError, match="EPSG:27700"):
        by_distance(SCHOOLS.to_crs(WGS84), HERE)

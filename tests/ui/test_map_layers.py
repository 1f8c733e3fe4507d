"""Shapes, shades, the fan of schools at one place, the marker of a postcode and the online base map."""

import json
import math
from itertools import pairwise
from urllib.parse import quote

import geopandas as gpd
import pytest
from shapely.geometry import Point

import server
from geo.crs import BNG, WGS84
from geo.places import Place, PlaceKind
from geo.vocab import PhaseFamily
from tests import factories
from ui import base_map, layers, map_view, shapes

BASE = "#eef2f0"


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_every_shade_stands_out_from_the_base_and_darkens_in_grey():
    assert all(contrast(shade, BASE) >= 3 for shade in (*shapes.SHADES, shapes.PLAIN))
    assert all(luminance(after) < luminance(before) for before, after in pairwise(shapes.SHADES))
    assert min(contrast(*pair) for pair in pairwise(shapes.SHADES)) >= 1.35


@pytest.mark.parametrize("of", [1, 2, 3, 4, 5])
def test_as_many_shades_as_bands(of):
    chosen = [shapes.shade(place, of) for place in range(of)]
    assert chosen == sorted(set(chosen), key=shapes.SHADES.index)


def test_every_look_of_every_family_is_in_the_atlas_once():
    places = shapes.mapping(shaded=True)
    assert set(places) == {
        shapes.key(str(family), look) for family in PhaseFamily for look in (*shapes.SHADES, shapes.MISSING)
    }
    assert len({cell["x"] for cell in places.values()}) == len(places)
    # The largest picture that every graphics card takes.
    assert len(places) * shapes.CELL <= 4096


def test_missing_is_hollow():
    drawn = shapes.icon(PhaseFamily.PRIMARY, shapes.MISSING)
    assert quote('fill="#fff" stroke="#4a555e"') in drawn
    assert "%231f66b0" not in drawn


def test_schools_at_one_place_are_parted():
    assert layers.fanned([1, 2, 3]) == [[0, 0]] * 3
    assert layers.fanned([7, 1, 7]) == [[-10, 0], [0, 0], [10, 0]]
    for many in range(2, 9):
        spots = layers.fanned([0] * many)
        apart = min(math.dist(one, other) for at, one in enumerate(spots) for other in spots[:at])
        assert apart >= 19.8


@pytest.fixture
def view():
    """Three synthetic schools, two of them 23 m apart, with a figure that one of them lacks."""
    rows = [
        factories.school(100_001, geometry=Point(528_000, 184_000)),
        factories.school(100_002, geometry=Point(528_000, 184_023)),
        factories.school(100_003, phase_family="Secondary", geometry=Point(529_000, 184_000)),
    ]
    return factories.schools(*rows).assign(
        value_absence=[5.0, None, 9.0],
        status_absence=["published", "suppressed", "published"],
        year_absence="2023/24",
    )


def read(deck):
    described = json.loads(deck.to_json())
    return described, {layer["id"]: layer for layer in described["layers"]}


def test_colouring_says_the_band_and_the_reason_for_a_gap(view, monkeypatch):
    monkeypatch.setattr(map_view.data, "schools", lambda: view)
    _, drawn = read(map_view.area_deck(view, factories.areas(), {factories.HOME}, None, colour="absence"))
    said = {row["urn"]: row for row in drawn["schools"]["data"]}
    assert said[100_001]["about"].endswith("Absence 2023/24: 5.0%, one value for all")
    assert said[100_002]["about"].endswith("Absence 2023/24: suppressed: too few pupils to publish")
    assert said[100_002]["look"] == "Primary missing"
    assert set(drawn["schools"]["iconMapping"]) >= {row["look"] for row in said.values()}


def test_the_ring_and_the_name_follow_the_fan_and_the_school_is_centred(view):
    described, drawn = read(map_view.area_deck(view, factories.areas(), {factories.HOME}, 100_002))
    (ringed,) = drawn["chosen"]["data"]
    (shape,) = [row for row in drawn["schools-100002"]["data"] if row["urn"] == 100_002]
    assert ringed["offset"] == shape["offset"] == [10.0, 0.0]
    assert described["initialViewState"]["longitude"] == pytest.approx(shape["lon"], abs=1e-5)
    assert described["initialViewState"]["latitude"] == pytest.approx(shape["lat"], abs=1e-5)


def test_a_postcode_is_marked_with_rings_in_metres_and_centred(view):
    place = Place("NW1 1AA", PlaceKind.POSTCODE, 528_500, 184_500, 1)
    described, drawn = read(map_view.area_deck(view, factories.areas(), {factories.HOME}, None, place=place))
    assert [row["radius_m"] for row in drawn["rings"]["data"]] == [500, 1_000, 2_000]
    assert drawn["rings"]["radiusUnits"] == "meters"
    assert [row["name"] for row in drawn["ring-names"]["data"]] == ["500 m", "1 km", "2 km"]
    labels = gpd.GeoSeries([Point(row["lon"], row["lat"]) for row in drawn["ring-names"]["data"]], crs=WGS84)
    measured = labels.to_crs(BNG).distance(Point(528_500, 184_500))
    assert measured.tolist() == pytest.approx([500, 1_000, 2_000], abs=0.5)
    assert described["initialViewState"]["latitude"] == pytest.approx(drawn["place"]["data"][0]["lat"], abs=1e-5)


def test_without_the_setting_nothing_is_online(view, monkeypatch):
    monkeypatch.delenv(base_map.SETTING, raising=False)
    described, _ = read(map_view.area_deck(view, factories.areas(), {factories.HOME}, None, online=True))
    assert described["mapStyle"] == base_map.OFFLINE
    assert "http" not in server.policy()


def test_the_setting_opens_one_origin_and_no_more(view, monkeypatch):
    monkeypatch.setenv(base_map.SETTING, "https://tiles.example.org/styles/calm.json?key=a")
    described, drawn = read(map_view.area_deck(view, factories.areas(), {factories.HOME}, None))
    assert described["mapStyle"] == "https://tiles.example.org/styles/calm.json?key=a"
    assert not drawn["wards"]["filled"]
    rules = dict(rule.split(" ", 1) for rule in server.policy().split("; "))
    opened = {name for name, value in rules.items() if "https:" in value}
    assert opened == {"connect-src", "img-src"}
    assert all(rules[name].split()[-1] == "https://tiles.example.org" for name in opened)
    assert read(map_view.area_deck(view, factories.areas(), set(), None, online=False))[0]["mapStyle"] == (
        base_map.OFFLINE
    )


@pytest.mark.parametrize(
    "junk", ["ftp://x", "http://tiles.example.org/s", "https://a b", "https://a; script-src *", "x"]
)
def test_a_setting_that_is_no_address_is_refused(monkeypatch, junk):
    monkeypatch.setenv(base_map.SETTING, junk)
    with pytest.raises(ValueError, match=base_map.SETTING):
        server.policy()

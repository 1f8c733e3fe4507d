"""Boundaries: in metres of the grid whatever they came in, and refused rather than changed."""

from pathlib import Path
from typing import Any

import pytest
import shapely
from shapely.geometry import shape

from geo.crs import BNG, require_crs
from pipelines.areas import read_boundaries
from pipelines.errors import BadInput
from tests.pipelines.rawfiles import put, put_boundaries, put_gzip, square

HERE = square(-0.15, 51.53, 0.01)
NEXT = square(-0.14, 51.53, 0.01)
BOW_TIE = [[-0.15, 51.53], [-0.14, 51.54], [-0.14, 51.53], [-0.15, 51.54], [-0.15, 51.53]]
SPIKE = [*HERE[:3], [-0.145, 51.54], [-0.145, 51.55], [-0.145, 51.54], *HERE[3:]]
IN_METRES = {"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}}}
NAME = r"^synthetic_local_authority_districts\.geojson: "


def test_without_a_crs_member_it_is_wgs84(tmp_path: Path) -> None:
    frame, notes = read_boundaries(put_boundaries(tmp_path, {"E09000007": HERE}), "boroughs")
    assert require_crs(frame, BNG) is frame
    assert frame[["code", "name", "kind", "source"]].iloc[0].tolist() == [
        "E09000007",
        "SYNTHETIC E09000007",
        "borough",
        "boroughs:2020",
    ]
    # 0.01 degree is 1,112 m northwards; eastwards at 51.5 degrees north about 692 m.
    west, south, _, _ = frame.total_bounds
    assert (west, south) == pytest.approx((528_400, 182_900), abs=300)
    assert frame.area.iloc[0] == pytest.approx(692 * 1112, rel=0.01)
    assert notes == []


def test_a_layer_in_metres_stays_as_it_is(tmp_path: Path) -> None:
    ring = square(528_000, 183_000, 1000)
    frame, _ = read_boundaries(put_boundaries(tmp_path, {"E09000007": ring}, **IN_METRES), "boroughs")
    assert frame.geometry.iloc[0].equals(shape({"type": "Polygon", "coordinates": [ring]}))
    assert frame.crs == BNG


def test_gzipped_layer_reads_the_same(tmp_path: Path) -> None:
    plain = put_boundaries(tmp_path, {"E09000007": HERE})
    packed = put_gzip(tmp_path, "synthetic.geojson.gz", plain.read())
    assert read_boundaries(packed, "boroughs")[0].equals(read_boundaries(plain, "boroughs")[0])


@pytest.mark.parametrize("ring", [square(528_000, 183_000, 1000), [[y, x] for x, y in HERE]])
def test_other_units_than_it_says(tmp_path: Path, ring: list[list[float]]) -> None:
    """Metres read as degrees, and latitude before longitude."""
    with pytest.raises(BadInput, match=NAME + r"the polygon of E1 is outside Great Britain: its CRS member is wrong"):
        read_boundaries(put_boundaries(tmp_path, {"E1": ring}), "boroughs")


def test_bow_tie_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=NAME + r"the polygon of E2 is invalid \(Self-intersection.*\): fetch the layer"):
        read_boundaries(put_boundaries(tmp_path, {"E1": HERE, "E2": BOW_TIE}), "boroughs")


def test_spike_is_repaired_and_said(tmp_path: Path) -> None:
    frame, notes = read_boundaries(put_boundaries(tmp_path, {"E1": SPIKE}), "boroughs")
    whole, _ = read_boundaries(put_boundaries(tmp_path, {"E1": HERE}), "boroughs")
    assert frame.geom_type.tolist() == ["Polygon"]
    assert frame.is_valid.all()
    assert frame.area.iloc[0] == pytest.approx(whole.area.iloc[0], rel=1e-4)
    assert len(notes) == 1
    assert notes[0].startswith("the polygon of E1 was invalid (Self-intersection")


def test_code_twice(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=NAME + r"the code E1 stands 2 times: fetch it again"):
        read_boundaries(put_boundaries(tmp_path, [("E1", HERE), ("E2", HERE), ("E1", NEXT)]), "boroughs")


@pytest.mark.parametrize("code", [None, " "])
def test_feature_without_a_code(tmp_path: Path, code: Any) -> None:
    with pytest.raises(BadInput, match=NAME + r"feature 2 has no LAD20CD: fetch the layer again"):
        read_boundaries(put_boundaries(tmp_path, [("E1", HERE), (code, NEXT)]), "boroughs")


def test_feature_without_a_shape(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=NAME + r"the polygon of E2 is invalid \(it is empty\): fetch the layer again"):
        read_boundaries(put_boundaries(tmp_path, [("E1", HERE), ("E2", None)]), "boroughs")


def test_points_are_no_boundaries(tmp_path: Path) -> None:
    point = {"type": "Point", "coordinates": [-0.15, 51.53]}
    with pytest.raises(BadInput, match=NAME + r"the shape of E1 is a Point, no polygon: fetch the layer again"):
        read_boundaries(put_boundaries(tmp_path, [("E1", point)]), "boroughs")


def test_layer_of_another_kind(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=NAME + r"the wards layer needs a column like .*, and it has LAD20CD, LAD20NM"):
        read_boundaries(put_boundaries(tmp_path, {"E1": HERE}), "wards")


def test_part_of_a_layer_is_refused_before_anything_asks_for_the_rest(tmp_path: Path) -> None:
    for members in ({"exceededTransferLimit": True}, {"properties": {"exceededTransferLimit": True}}):
        with pytest.raises(BadInput, match=NAME + r"is the first part of a layer, cut at the server's limit: fetch"):
            read_boundaries(put_boundaries(tmp_path, {"E1": HERE}, **members), "boroughs")


def test_unknown_crs(tmp_path: Path) -> None:
    member = {"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::999999"}}}
    with pytest.raises(BadInput, match=NAME):
        read_boundaries(put_boundaries(tmp_path, {"E1": square(528_000, 183_000, 9)}, **member), "boroughs")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<html></html>",
        "lad20cd,lad20nm\nE1,x\n",
        "[]",
        '{"error": {"code": 400, "message": "Invalid query parameters"}}',
        '{"type": "FeatureCollection", "features": []}',
        '{"type": "FeatureCollection", "features": [1]}',
        '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"LAD20CD": "E1"',
    ],
)
def test_no_geojson(tmp_path: Path, text: str) -> None:
    with pytest.raises(BadInput, match=r"^boroughs_lad\.geojson: "):
        read_boundaries(put(tmp_path, "boroughs_lad.geojson", text), "boroughs")


def test_coordinates_are_rounded_to_a_centimetre(tmp_path: Path) -> None:
    """So that two machines, whose projections differ below a micrometre, write the same bytes."""
    frame, _ = read_boundaries(put_boundaries(tmp_path, {"E1": HERE}), "boroughs")
    for x, y in shapely.get_coordinates(frame.geometry.iloc[0]):
        assert (round(x, 2), round(y, 2)) == pytest.approx((x, y), abs=1e-9)

"""The contract of each table: what it refuses, and that it says everything wrong at once."""

import geopandas as gpd
import pandas as pd
import pytest

from geo import schema
from geo.crs import BNG, WGS84
from geo.errors import SchemaMismatch
from tests import factories

SCHOOLS = [factories.school(100_001), factories.school(100_002)]


def message_of(name: str, frame: pd.DataFrame) -> str:
    with pytest.raises(SchemaMismatch) as refusal:
        schema.validate(name, frame)
    return str(refusal.value)


@pytest.mark.parametrize("name", schema.TABLES)
def test_empty_table_keeps_its_contract(name: str) -> None:
    frame = schema.empty(name)
    made = schema.validate(name, frame)
    assert len(made) == 0
    expected = [*schema.TABLES[name].columns, *(["geometry"] if name in schema.GEO_TABLES else [])]
    assert list(made) == expected


@pytest.mark.parametrize("name", schema.TABLES)
def test_each_column_is_described(name: str) -> None:
    for column in schema.TABLES[name].columns.values():
        assert column.description
        assert not column.coerce


def test_order_is_the_contracts_and_columns_besides_fall_away() -> None:
    frame = factories.schools(*SCHOOLS)
    shuffled = frame[[*reversed(frame.columns)]].assign(extra=1)
    before = shuffled.copy()
    made = schema.validate("schools", shuffled)
    assert list(made) == [*schema.TABLES["schools"].columns, "geometry"]
    assert isinstance(made, gpd.GeoDataFrame)
    assert made.crs == BNG
    assert shuffled.equals(before)


def test_missing_columns_are_all_named() -> None:
    frame = factories.schools(*SCHOOLS).drop(columns=["name", "postcode"])
    assert message_of("schools", frame) == "table schools: missing column(s) name, postcode"
    bare = pd.DataFrame(factories.schools(*SCHOOLS)).drop(columns="geometry")
    assert message_of("schools", bare) == "table schools: missing column(s) geometry"


def test_several_failures_are_told_at_once() -> None:
    rows = [
        factories.school(100_001, sector="church", la_code="20"),
        factories.school(99, sector="state", age_low=-1),
    ]
    message = message_of("schools", factories.schools(*rows))
    assert message.startswith("table schools: ")
    for part in (
        r"age_low: greater_than_or_equal_to(0) fails for 1 value(s), as -1",
        r"la_code: str_matches('^\d{3}$') fails for 1 value(s), as '20'",
        r"sector: isin(['state', 'independent']) fails for 1 value(s), as 'church'",
        r"urn: greater_than_or_equal_to(100000) fails for 1 value(s), as 99",
    ):
        assert part in message


@pytest.mark.parametrize("crs", [WGS84, "EPSG:4277", None])
def test_geometry_in_degrees_is_refused_and_never_reprojected(crs: str | None) -> None:
    frame = factories.schools(*SCHOOLS)
    other = frame.to_crs(crs) if crs else frame.set_crs(None, allow_override=True)
    before = list(other.geometry.to_wkt())
    found = crs or "no CRS"
    assert message_of("schools", other) == (
        f"table schools: geometry must be in EPSG:27700, found {found}: it is never reprojected here"
    )
    assert list(other.geometry.to_wkt()) == before


def test_plain_frame_is_no_map() -> None:
    assert "geometry must be in EPSG:27700" in message_of("areas", pd.DataFrame(factories.areas()))


def test_keys_are_unique() -> None:
    message = message_of("schools", factories.schools(SCHOOLS[0], SCHOOLS[0]))
    assert "urn" in message
    assert "100001" in message
    row = {"urn": 100_001, "year": "2023/24", "measure": "fsm", "value": 1.0}
    assert "table measures: " in message_of("measures", factories.measures(row, row))


def test_wrong_type_is_refused() -> None:
    frame = factories.schools(*SCHOOLS)
    assert "pupils: " in message_of("schools", frame.assign(pupils=frame["pupils"].astype(float)))
    assert "name: " in message_of("schools", frame.assign(name=pd.Series([1, 2], index=frame.index)))


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"year": "2023-24"}, "year"),
        ({"measure": "progress9"}, "measure"),
        ({"measure": "fsm_"}, "measure"),
        ({"status": "hidden", "value": None}, "status"),
        ({"value": float("inf")}, "value"),
        ({"numerator": float("-inf")}, "numerator"),
        ({"reported_urn": 7}, "reported_urn"),
    ],
)
def test_impossible_measure(changes: dict[str, object], column: str) -> None:
    row = {"urn": 100_001, "year": "2023/24", "measure": "fsm", "value": 1.0} | changes
    assert message_of("measures", factories.measures(row)).startswith(f"table measures: {column}: ")


@pytest.mark.parametrize(("value", "status"), [(1.0, "suppressed"), (None, "published"), (0.0, "not_applicable")])
def test_a_number_and_a_reason_exclude_each_other(value: float | None, status: str) -> None:
    row = {"urn": 100_001, "year": "2023/24", "measure": "fsm", "value": value, "status": status}
    assert message_of("measures", factories.measures(row)) == (
        "table measures: 1 row(s) with a number and no published status, or the reverse, such as "
        "URN 100001, fsm, 2023/24"
    )


def test_synthetic_build_keeps_every_contract() -> None:
    assert len(schema.validate("schools", factories.some_schools())) == 12
    assert len(schema.validate("measures", factories.some_measures())) == 5
    assert len(schema.validate("areas", factories.areas())) == 4

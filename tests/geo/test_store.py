"""Tables on disk: what is read is what was written, and the same rows give the same bytes."""

import hashlib
import json
from datetime import date
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from shapely.geometry import Point

from geo import schema, store
from geo.crs import BNG, WGS84
from geo.errors import SchemaMismatch, StaleData
from geo.measures import MEASURES
from tests import factories

TABLES = {
    "schools": factories.some_schools,
    "areas": factories.areas,
    "measures": factories.some_measures,
    "inspections": factories.some_inspections,
}


def same(left: pd.DataFrame, right: pd.DataFrame) -> None:
    assert type(left) is type(right)
    assert_frame_equal(pd.DataFrame(left), pd.DataFrame(right))
    if isinstance(left, gpd.GeoDataFrame):
        assert left.crs == right.crs == BNG


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("name", TABLES)
def test_read_is_what_was_written_and_bytes_repeat(tmp_path: Path, name: str) -> None:
    frame = TABLES[name]()
    path = store.write(tmp_path, name, frame)
    first = digest(path)
    same(store.read(tmp_path, name), schema.validate(name, frame))
    assert digest(store.write(tmp_path, name, store.read(tmp_path, name))) == first
    assert digest(store.write(tmp_path, name, frame.set_axis(range(10, 10 + len(frame)), axis=0))) == first


@pytest.mark.parametrize("name", schema.TABLES)
def test_empty_tables_go_round(tmp_path: Path, name: str) -> None:
    store.write(tmp_path, name, schema.empty(name))
    same(store.read(tmp_path, name), schema.empty(name))


text = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=8)
words = st.lists(text, min_size=1, max_size=3).map(" ".join)
urns = st.integers(100_000, 999_999)
maybe_number = st.none() | st.floats(-1e6, 1e6, allow_nan=False)


@settings(max_examples=30)
@given(
    rows=st.lists(
        st.fixed_dictionaries(
            {
                "urn": urns,
                "name": words,
                "faith": st.sampled_from([None, "None", "NA", "Does not apply"]),
                "pupils": st.none() | st.integers(0, 5000),
                "open_date": st.none() | st.dates(date(1700, 1, 1), date(2200, 1, 1)).map(pd.Timestamp),
                "postcode_distance_m": maybe_number,
                "geometry": st.none() | st.builds(Point, st.floats(1, 699_999), st.floats(1, 1_299_999)),
            }
        ),
        max_size=4,
        unique_by=lambda row: row["urn"],
    )
)
def test_any_schools_go_round(tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, Any]]) -> None:
    folder = tmp_path_factory.mktemp("store")
    frame = (
        factories.schools(
            *(factories.school(row["urn"], **{k: v for k, v in row.items() if k != "urn"}) for row in rows)
        )
        if rows
        else schema.empty("schools")
    )
    first = digest(store.write(folder, "schools", frame))
    again = store.read(folder, "schools")
    same(again, schema.validate("schools", frame))
    assert digest(store.write(folder, "schools", again)) == first


@settings(max_examples=30)
@given(
    rows=st.lists(
        st.fixed_dictionaries(
            {
                "urn": urns,
                "year": st.sampled_from(["2019/20", "2023/24", "2025"]),
                "measure": st.sampled_from(list(MEASURES)),
                "value": maybe_number,
                "numerator": maybe_number,
            }
        ),
        min_size=1,
        max_size=5,
        unique_by=lambda row: (row["urn"], row["year"], row["measure"]),
    )
)
def test_any_measures_go_round(tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, Any]]) -> None:
    folder = tmp_path_factory.mktemp("store")
    frame = factories.measures(*rows)
    first = digest(store.write(folder, "measures", frame))
    same(store.read(folder, "measures"), schema.validate("measures", frame))
    assert digest(store.write(folder, "measures", frame)) == first


@settings(max_examples=30)
@given(
    rows=st.lists(
        st.tuples(st.none() | st.integers(1, 10**6), st.none() | st.sampled_from(["None", "NA", "007"]) | words, words),
        min_size=1,
        max_size=5,
    )
)
def test_any_rejects_go_round(tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[Any, Any, str]]) -> None:
    """They are CSV, for a person to read: words such as None and codes with zeros must survive that too."""
    folder = tmp_path_factory.mktemp("store")
    lines, keys, reasons = zip(*rows, strict=True)
    frame = pd.DataFrame(
        {
            "file": pd.Series(["synthetic.csv"] * len(rows), dtype=str),
            "row": pd.array(lines, dtype="Int64"),
            "key": pd.Series(keys, dtype=str),
            "reason": pd.Series(reasons, dtype=str),
        }
    )
    store.write(folder, "rejects", frame)
    same(store.read(folder, "rejects"), frame)


def test_broken_contract_writes_nothing(tmp_path: Path) -> None:
    with pytest.raises(SchemaMismatch, match="sector"):
        store.write(tmp_path, "schools", factories.schools(factories.school(100_001, sector="church")))
    with pytest.raises(SchemaMismatch, match="geometry must be in EPSG:27700, found EPSG:4326"):
        store.write(tmp_path, "schools", factories.some_schools().to_crs(WGS84))
    assert list(tmp_path.iterdir()) == []


def test_table_in_degrees_on_disk_is_refused(tmp_path: Path) -> None:
    factories.some_schools().to_crs(WGS84).to_parquet(store.path_of(tmp_path, "schools"), index=False)
    with pytest.raises(SchemaMismatch, match="found EPSG:4326"):
        store.read(tmp_path, "schools")


def test_absent_table(tmp_path: Path) -> None:
    with pytest.raises(StaleData, match=r"schools\.parquet is not there: make the tables with `python -m pipelines bu"):
        store.read(tmp_path, "schools")


@pytest.mark.parametrize("name", ["schools", "measures"])
@pytest.mark.parametrize("size", [0, 3, 200])
def test_cut_table(tmp_path: Path, name: str, size: int) -> None:
    path = store.write(tmp_path, name, TABLES[name]())
    path.write_bytes(path.read_bytes()[:size])
    with pytest.raises(StaleData, match=rf"{name}\.parquet cannot be read .*: make the tables with"):
        store.read(tmp_path, name)


def test_build_info(tmp_path: Path) -> None:
    info = {"schema_version": store.SCHEMA_VERSION, "build_id": "synthetic"}
    (tmp_path / store.BUILD_FILE).write_text(json.dumps(info), encoding="utf-8")
    assert store.build_info(tmp_path) == info


@pytest.mark.parametrize(
    ("text_of_file", "message"),
    [
        (None, r"BUILD\.json cannot be read .*: make the tables with"),
        ("", r"BUILD\.json cannot be read"),
        ('{"schema_version":', r"BUILD\.json cannot be read"),
        (
            '{"schema_version": 0}',
            r"is of table version 0, this program needs \d+: run `python -m pipelines build --fr",
        ),
        ("{}", r"is of table version None"),
        ("[]", r"is of table version None"),
    ],
)
def test_unusable_build_info(tmp_path: Path, text_of_file: str | None, message: str) -> None:
    if text_of_file is not None:
        (tmp_path / store.BUILD_FILE).write_text(text_of_file, encoding="utf-8")
    with pytest.raises(StaleData, match=message):
        store.build_info(tmp_path)


def test_former_build_is_read_only_when_a_publication_was_cut(tmp_path: Path) -> None:
    folder = tmp_path / "processed"
    former = store.former(folder)
    former.mkdir()
    store.write(former, "measures", factories.some_measures())
    assert store.current(folder) == former
    assert len(store.read(folder, "measures")) == 5
    folder.mkdir()
    assert store.current(folder) == folder
    with pytest.raises(StaleData, match="is not there"):
        store.read(folder, "measures")

"""The flat table and the files made of it, on synthetic schools."""

import csv
import io
import json

import geopandas as gpd
import pandas as pd
import pyarrow.parquet as pq
import pytest
from shapely.geometry import Point

from geo import download, flat, measures
from geo.criteria import NO_GRADE
from geo.errors import CrsError
from geo.figures import figures
from tests import factories

#: Synthetic names that a spreadsheet, a CSV reader or JSON may trip over.
HOSTILE = [
    '=HYPERLINK("x")',
    "+1 School",
    "-1 School",
    "@ School",
    "\tSchool",
    "＝1+1",  # noqa: RUF001 - the full-width form is meant
    "'Quoted' School",
    "'=1",
    "School @ the Green",
    'A "B", C; D',
    "Two\nLines",
    "École Ünï “x”",
    "None",
]

PROVENANCE = download.Provenance("synthetic-build", "synthetic date", "no licence: synthetic", ("Synthetic — line.",))


def coverage():
    return factories.build_info(factories.some_measures(), {})["coverage"]


def table(schools=None):
    schools = factories.some_schools() if schools is None else schools
    return flat.flat_table(schools, factories.some_measures(), factories.some_inspections(), coverage())


@pytest.fixture
def hostile():
    return table(factories.schools(*(factories.school(100_001 + i, name=name) for i, name in enumerate(HOSTILE))))


# --- the flat table -------------------------------------------------------------------------------------------


def test_same_rows_in_the_same_order():
    schools = factories.some_schools().sort_values("name").iloc[2:9]
    made = table(schools)
    assert list(made.index) == list(schools.index)
    assert list(made["urn"]) == list(schools["urn"])
    assert made.crs == "EPSG:27700"


def test_figures_are_those_of_the_school_page():
    made = table().set_index("urn")
    for urn in made.index:
        for row in figures(factories.some_measures(), urn, coverage()).to_dict("records"):
            name = row["measure"]
            told = made.loc[urn, [f"{name}_value", f"{name}_status", f"{name}_year"]].to_list()
            expected = [row["value"], row["status"], row["year"]]
            assert [None if pd.isna(x) else x for x in told] == [None if pd.isna(x) else x for x in expected]


def test_every_gap_has_a_reason():
    made = table()
    for name in measures.MEASURES:
        has_number = made[f"{name}_value"].notna()
        assert (has_number == made[f"{name}_status"].eq("published")).all()
        assert made[f"{name}_status"].notna().all()


def test_a_figure_of_a_predecessor_says_so():
    made = table().set_index("urn")["predecessor_figures"]
    assert made[100_001] == "fsm 2023/24: URN 100099"
    assert made.drop(100_001).isna().all()


def test_ofsted_has_its_dates_and_a_school_without_says_so():
    made = table().set_index("urn")
    first = made.loc[100_001]
    assert (first["ofsted_overall"], first["ofsted_outcome"]) == ("Good", "Outstanding")
    assert first["ofsted_overall_date"] == pd.Timestamp("2022-03-15")
    assert first["ofsted_overall_date_basis"] == "this inspection"
    assert first["ofsted_overall_list_date"] == pd.Timestamp("2024-12-31")
    assert pd.isna(first["ofsted_outcome_date"])
    assert made.loc[100_003, ["ofsted_overall", "ofsted_outcome"]].to_list() == [NO_GRADE, NO_GRADE]
    assert pd.isna(first["ofsted_report_card"])


def test_a_report_card_is_written_in_order():
    cards = factories.inspections(
        *(
            {"urn": 100_001, "scheme": "report_card", "area": area, "grade": grade, "as_at": "2026-06-30"}
            for area, grade in [("Achievement", "Strong standard"), ("Inclusion", "Needs attention")]
        )
    )
    made = flat.flat_table(factories.some_schools(), factories.some_measures(), cards, coverage())
    assert made["ofsted_report_card"].iloc[0] == "Inclusion: Needs attention; Achievement: Strong standard"


def test_no_school_at_all_is_a_table_with_the_same_columns():
    none = table(factories.some_schools().iloc[:0])
    assert list(none.columns) == list(table().columns)
    assert json.loads(download.to_geojson(none, PROVENANCE))["features"] == []
    assert len(download.read_csv(download.to_csv(none, PROVENANCE))) == 0
    assert len(gpd.read_parquet(io.BytesIO(download.to_geoparquet(none, PROVENANCE)))) == 0


def test_the_guide_describes_each_column_of_the_csv():
    written = download.to_csv(table(), PROVENANCE).decode("utf-8-sig").splitlines()[0].split(",")
    guide = list(csv.DictReader(io.StringIO(download.guide_csv(PROVENANCE).decode("utf-8-sig"))))
    described = [row["column"] for row in guide if row["column"]]
    assert sorted(described) == sorted(written)
    assert all(row["meaning"] for row in guide)
    assert PROVENANCE.attribution[0] in [row["meaning"] for row in guide]


# --- CSV ------------------------------------------------------------------------------------------------------


def test_no_cell_begins_as_a_formula(hostile):
    content = download.to_csv(hostile, PROVENANCE)
    assert content.startswith(b"\xef\xbb\xbf")
    for row in csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")):
        for column, cell in row.items():
            if column != "longitude":  # a number, which may be negative
                assert not cell.startswith(tuple(set(download.GUARDED) - {"'"})), (column, cell)


def test_csv_gives_back_each_name(hostile):
    again = download.read_csv(download.to_csv(hostile, PROVENANCE))
    assert again["name"].to_list() == HOSTILE
    assert again["faith"].to_list() == ["None"] * len(HOSTILE)


def test_csv_writes_years_that_no_spreadsheet_takes_for_a_month():
    old = factories.measures({"urn": 100_001, "year": "2010/11", "measure": "absence", "value": 5.0})
    made = flat.flat_table(factories.some_schools(), old, factories.some_inspections(), coverage())
    content = download.to_csv(made, PROVENANCE)
    assert "2010/2011" in content.decode()
    assert "2010/11" not in content.decode()
    assert download.read_csv(content)["absence_year"].iloc[0] == "2010/11"


def test_the_turn_of_a_century_is_a_year_too():
    old = factories.measures({"urn": 100_001, "year": "1999/00", "measure": "absence", "value": 5.0})
    made = flat.flat_table(factories.some_schools(), old, factories.some_inspections(), coverage())
    content = download.to_csv(made, PROVENANCE)
    assert "1999/2000" in content.decode()
    assert download.read_csv(content)["absence_year"].iloc[0] == "1999/00"


def test_csv_keeps_numbers_exactly_and_says_where_it_comes_from():
    again = download.read_csv(download.to_csv(table(), PROVENANCE)).set_index("urn")
    assert float(again.loc["100001", "fsm_value"]) == 12.34
    assert set(again["data_build"]) == {"synthetic-build"}
    assert pd.isna(again.loc["100010", "longitude"])
    assert again.loc["100010", "name"] == "Synthetic Primary without a point"


# --- GeoJSON --------------------------------------------------------------------------------------------------


def test_geojson_has_every_school_longitude_first():
    collection = json.loads(download.to_geojson(table(), PROVENANCE))
    features = {feature["id"]: feature for feature in collection["features"]}
    assert len(features) == 12
    assert features[100_010]["geometry"] is None
    longitude, latitude = features[100_001]["geometry"]["coordinates"]
    assert -0.2 < longitude < -0.1
    assert 51.5 < latitude < 51.6
    assert "crs" not in collection
    assert collection["attribution"] == list(PROVENANCE.attribution)
    assert features[100_001]["properties"]["fsm_value"] == 12.34
    assert features[100_001]["properties"]["age_low"] == 3
    assert features[100_003]["properties"]["fsm_value"] is None
    assert features[100_001]["properties"]["ofsted_overall_date"] == "2022-03-15"


def test_geojson_place_is_that_of_the_ordnance_survey():
    """The worked example of the Ordnance Survey's guide to coordinate systems: E 651409.903, N 313177.270.

    In ETRS89 it is 52.658008 N, 1.716074 E; a transformation without the survey's own grid is within 3 m of it.
    """
    made = table(factories.schools(factories.school(100_001, geometry=Point(651_409.903, 313_177.270))))
    longitude, latitude = json.loads(download.to_geojson(made, PROVENANCE))["features"][0]["geometry"]["coordinates"]
    assert longitude == pytest.approx(1.716074, abs=5e-5)
    assert latitude == pytest.approx(52.658008, abs=3e-5)


def test_geojson_is_read_by_geopandas(hostile):
    again = gpd.read_file(io.BytesIO(download.to_geojson(hostile, PROVENANCE)))
    assert again.crs == "EPSG:4326"
    assert again["name"].to_list() == HOSTILE


# --- GeoParquet -----------------------------------------------------------------------------------------------


def test_geoparquet_comes_back_the_same():
    made = table().reset_index(drop=True)
    content = download.to_geoparquet(made, PROVENANCE)
    again = gpd.read_parquet(io.BytesIO(content))
    assert again.crs == "EPSG:27700"
    assert again.geometry.isna().sum() == 1
    pd.testing.assert_frame_equal(pd.DataFrame(again), pd.DataFrame(made), check_dtype=False)
    told = json.loads(pq.read_schema(io.BytesIO(content)).metadata[download.METADATA_KEY])
    assert told["data_build"] == "synthetic-build"
    assert told["attribution"] == list(PROVENANCE.attribution)


@pytest.mark.parametrize("write", [download.to_csv, download.to_geojson, download.to_geoparquet])
def test_the_same_table_gives_the_same_bytes(write):
    assert write(table(), PROVENANCE) == write(table(), PROVENANCE)


@pytest.mark.parametrize("write", [download.to_csv, download.to_geojson, download.to_geoparquet])
def test_degrees_are_refused(write):
    with pytest.raises(CrsError, match="EPSG:27700"):
        write(table().to_crs("EPSG:4326"), PROVENANCE)


def test_provenance_names_each_line_once():
    build = factories.build_info(factories.some_measures(), {})
    build["sources"] *= 2
    told = download.Provenance.of(build)
    assert told.attribution == ("Synthetic data for tests.",)
    assert told.data_build == factories.BUILD_ID

"""Where a school of the register is: its own point first, its postcode in a gap."""

from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest

from geo.crs import BNG
from pipelines import register
from tests.pipelines.rawfiles import clean, put_register, school

POSTCODES = pd.DataFrame({"postcode": ["NW1 1AA"], "easting": [529_003], "northing": [184_004]})


def table(folder: Path, **changes: str) -> pd.DataFrame:
    return clean(register, put_register(folder, [school(**changes)])).tables["schools"]


def located(folder: Path, **changes: str) -> pd.Series:
    made = register.locate(table(folder, **changes), POSTCODES)
    assert isinstance(made, gpd.GeoDataFrame)
    assert made.crs == BNG
    return made.iloc[0]


def test_point_of_the_register_comes_first(tmp_path: Path) -> None:
    made = located(tmp_path)
    assert (made.geometry.x, made.geometry.y, made["location_source"]) == (529_000, 184_000, "register")
    assert made["postcode_distance_m"] == 5.0


def test_postcode_fills_a_gap_only(tmp_path: Path) -> None:
    made = located(tmp_path, Easting="0", Northing="0")
    assert (made.geometry.x, made.geometry.y, made["location_source"]) == (529_003, 184_004, "postcode")
    assert pd.isna(made["postcode_distance_m"])


@pytest.mark.parametrize("postcode", ["NULL", "NW1 9ZZ"])
def test_no_point_is_none(tmp_path: Path, postcode: str) -> None:
    made = located(tmp_path, Easting="", Northing="", Postcode=postcode)
    assert made.geometry is None
    assert made["location_source"] == "none"


def test_locate_without_any_postcode(tmp_path: Path) -> None:
    made = register.locate(
        clean(register, put_register(tmp_path, [school()])).tables["schools"], POSTCODES.head(0)
    ).iloc[0]
    assert made["location_source"] == "register"
    assert pd.isna(made["postcode_distance_m"])

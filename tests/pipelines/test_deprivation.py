"""Deprivation of small areas: ranks and deciles as published, or rejected with a reason."""

from pathlib import Path

import pytest

from pipelines import deprivation
from pipelines.reading import Cleaned
from tests.pipelines.rawfiles import clean, put, reasons

IDACI = "Income Deprivation Affecting Children Index (IDACI)"
HEADERS = {
    "2015": f"LSOA code (2011),{IDACI} Decile (where 1 is most deprived 10% of LSOAs)\n",
    "2019": "lsoa11_code,IMD_decile,IMD_rank\n",
    "2025": "lsoa21_code,IMD_decile,IMD_rank\n",
}


def read(folder: Path, year: str, rows: str) -> Cleaned:
    return clean(deprivation, put(folder, f"imd{year}.csv", HEADERS[year] + rows))


def told(cleaned: Cleaned) -> list[tuple[object, ...]]:
    columns = ["lsoa", "census", "year", "measure", "value"]
    return list(cleaned.tables["deprivation"][columns].itertuples(index=False, name=None))


def test_2015(tmp_path: Path) -> None:
    assert told(read(tmp_path, "2015", "E01000027,10\n")) == [("E01000027", "11", "2015", "area_idaci_decile", 10.0)]


@pytest.mark.parametrize(("year", "census"), [("2019", "11"), ("2025", "21")])
def test_decile_and_rank(tmp_path: Path, year: str, census: str) -> None:
    cleaned = read(tmp_path, year, " E01000842 ,9,26391\n")
    assert told(cleaned) == [
        ("E01000842", census, year, "area_imd_decile", 9.0),
        ("E01000842", census, year, "area_imd_rank", 26391.0),
    ]
    assert set(cleaned.tables["deprivation"]["source"]) == {f"deprivation:{year}"}
    assert reasons(cleaned) == []


def test_impossible_cells_are_rejected(tmp_path: Path) -> None:
    cleaned = read(tmp_path, "2019", "E01000001,11,5\nE01000002,0,6\nE01000003,x,\nE09000007,1,1\nE01000004,10,1.5\n")
    assert [(lsoa, measure, value) for lsoa, _, _, measure, value in told(cleaned)] == [
        ("E01000004", "area_imd_decile", 10.0),
        ("E01000001", "area_imd_rank", 5.0),
        ("E01000002", "area_imd_rank", 6.0),
    ]
    assert [(line, reason) for line, _, reason in reasons(cleaned)] == [
        (5, "'E09000007' is no LSOA"),
        (2, "'11' in IMD_decile is no rank or decile"),
        (3, "'0' in IMD_decile is no rank or decile"),
        (4, "'x' in IMD_decile is no rank or decile"),
        (4, "'' in IMD_rank is no rank or decile"),
        (6, "'1.5' in IMD_rank is no rank or decile"),
    ]


def test_small_area_that_stands_twice(tmp_path: Path) -> None:
    cleaned = read(tmp_path, "2019", "E01000001,1,5\nE01000001,1,5\nE01000002,2,6\nE01000002,3,6\n")
    assert {lsoa for lsoa, *_ in told(cleaned)} == {"E01000001"}
    assert [line for line, _, _ in reasons(cleaned)] == [3, 4, 5]

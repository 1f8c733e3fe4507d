"""The performance tables' census.

The rows in ``rows/england_census_*.csv`` are real: Department for Education, performance tables of each year,
Open Government Licence v3.0. What a test changes in them is synthetic, and it says so.
"""

from pathlib import Path

import pandas as pd
import pytest

from pipelines import census
from pipelines.errors import BadInput
from tests.pipelines.figure_tables import clean, told, write_text

_ROWS = Path(__file__).parent / "rows"
ROWS_2018_19, ROWS_2020_21, ROWS_2021_22, ROWS_2022_23 = (
    (_ROWS / f"england_census_{year}.csv").read_text(encoding="utf-8")
    for year in ("2018-19", "2020-21", "2021-22", "2022-23")
)


def read(folder, year, text):
    return clean(census, write_text(folder / f"england_census_{year}.csv", text))


def test_plain_percentages_of_2018_19(tmp_path):
    found = read(tmp_path, "2018-19", ROWS_2018_19)
    schools = found.tables["measures"]
    assert found.release == "2018/19"
    assert told(schools, 100008, "pupils") == (350, "published", None, None)
    assert told(schools, 100008, "fsm") == (37.43, "published", 131, 350)
    assert told(schools, 100008, "eal") == (90.9, "published", 318, 350)
    assert told(schools, 100008, "sen_support") == (15.4, "published", 54, 350)
    assert told(schools, 100008, "ehcp") == (3.7, "published", 13, 350)
    # 100 * 160 / 350 is 45.7: the roll is not the base of the published 51, and the file has no other.
    assert told(schools, 100008, "fsm_ever6") == (51, "published", 160, None)
    assert any(note.startswith("fsm_ever6") for note in found.notes)


def test_percent_signs_of_2020_21(tmp_path):
    schools = read(tmp_path, "2020-21", ROWS_2020_21).tables["measures"]
    assert told(schools, 100008, "eal") == (87.5, "published", 293, 335)
    assert told(schools, 100008, "fsm_ever6") == (49.3, "published", 165, 335)


def test_six_years_have_their_own_base_from_2021_22(tmp_path):
    schools = read(tmp_path, "2021-22", ROWS_2021_22).tables["measures"]
    assert told(schools, 100008, "fsm_ever6") == (61.28, "published", 201, 328)
    # 59.60 is written with two decimals and was rounded to one.
    assert told(schools, 100000, "eal") == (59.6, "published", 165, 277)


@pytest.mark.parametrize(
    ("year", "rows"),
    [("2018-19", ROWS_2018_19), ("2020-21", ROWS_2020_21), ("2021-22", ROWS_2021_22), ("2022-23", ROWS_2022_23)],
)
def test_independent_schools_are_not_asked_whatever_the_year_writes(tmp_path, year, rows):
    found = read(tmp_path, year, rows)
    schools = found.tables["measures"]
    for measure in ("fsm", "fsm_ever6", "eal"):
        assert told(schools, 100001, measure) == (None, "not_applicable", None, None)
    assert told(schools, 100001, "sen_support")[1] == "published"
    assert told(schools, 100001, "ehcp")[1] == "published"
    assert any("not asked" in note for note in found.notes) == (year in {"2020-21", "2021-22"})


def test_zeros_of_independent_schools_in_an_unknown_year_are_told(tmp_path):
    # The 2020/21 rows under another year: the year is made up.
    found = read(tmp_path, "2019-20", ROWS_2020_21)
    assert told(found.tables["measures"], 100001, "fsm") == (None, "not_applicable", None, None)
    assert any("ZEROS_FOR_INDEPENDENT" in note for note in found.notes)


@pytest.mark.parametrize(
    ("year", "rows"), [("2018-19", ROWS_2018_19), ("2020-21", ROWS_2020_21), ("2022-23", ROWS_2022_23)]
)
def test_nursery_schools_have_no_six_years(tmp_path, year, rows):
    schools = read(tmp_path, year, rows).tables["measures"]
    assert told(schools, 100005, "fsm_ever6") == (None, "not_applicable", None, None)
    assert told(schools, 100005, "fsm")[1] == "published"


def test_nobody_on_roll_is_not_applicable_and_not_zero_percent(tmp_path):
    schools = read(tmp_path, "2020-21", ROWS_2020_21).tables["measures"]
    assert told(schools, 108892, "pupils") == (0, "published", None, None)
    for measure in ("fsm", "fsm_ever6", "eal", "sen_support", "ehcp"):
        assert told(schools, 108892, measure)[:2] == (None, "not_applicable")


def test_a_hospital_school_without_languages_has_no_zero(tmp_path):
    assert told(read(tmp_path, "2020-21", ROWS_2020_21).tables["measures"], 100094, "eal") == (
        None,
        "not_available",
        None,
        None,
    )
    assert told(read(tmp_path, "2018-19", ROWS_2018_19).tables["measures"], 100094, "eal")[:2] == (
        None,
        "not_available",
    )


def test_a_true_zero_stays(tmp_path):
    schools = read(tmp_path, "2022-23", ROWS_2022_23).tables["measures"]
    assert told(schools, 108892, "fsm") == (0, "published", 0, 1)
    assert told(schools, 108892, "eal") == (0, "published", 0, 1)
    assert told(schools, 108892, "fsm_ever6") == (0, "published", 0, 1)


def test_national_rows_are_benchmarks(tmp_path):
    found = read(tmp_path, "2018-19", ROWS_2018_19)
    table = found.tables["benchmarks"].set_index(["phase_family", "measure"])
    assert set(table["area_code"]) == {"E92000001"}
    assert table.loc[("Primary", "eal"), "value"] == 21.2
    assert table.loc[("Primary", "fsm"), "value"] == pytest.approx(100 * 745453 / 4727089)
    # The row of special schools has more first languages than pupils: its counts are not of the same schools.
    assert ("Special", "fsm") not in table.index
    assert table.loc[("Special", "eal"), "value"] == 14.7
    assert "pupils" not in set(found.tables["benchmarks"]["measure"])
    assert not (found.tables["measures"]["urn"].astype(str) == "NAT").any()
    assert any("non-maintained" in note for note in found.notes)
    later = read(tmp_path, "2022-23", ROWS_2022_23)
    assert not any("non-maintained" in note for note in later.notes)
    special = later.tables["benchmarks"].set_index("measure").loc["fsm"]
    assert (special["numerator"], special["denominator"]) == (69633, 152578)


def test_groups_and_codes(tmp_path):
    frame = read(tmp_path, "2020-21", ROWS_2020_21).tables["measures"].drop_duplicates("urn").set_index("urn")
    assert frame["phase_family"].to_dict() == {
        100000: "Primary",
        100001: "Independent",
        100005: "Nursery",
        100008: "Primary",
        100094: "Special",
        108892: "Alternative provision",
    }
    assert frame["state_funded"].to_dict() == {urn: urn != 100001 for urn in frame.index}
    assert frame.loc[100008, ["la_code", "laestab"]].tolist() == ["202", "2022019"]
    assert set(frame["source"]) == {"census:2020/21"}


@pytest.mark.parametrize(
    ("cell", "replaced", "said"),
    [
        (",350,187", ",many,187", "'many' in NOR"),
        (",15.4,318", ",115.4,318", "'115.4' in PSENELK"),
        (",131,160", ",-131,160", "'-131' in NUMFSM"),
        (",131,160", ",c,160", "'c' in NUMFSM"),
        ("100008,202,2019,State-funded primary", "100008,202,2019,Space academy", "'Space academy' in SCHOOLTYPE"),
        ("100008,", "10008,", "impossible URN '10008'"),
    ],
)
def test_an_impossible_cell_rejects_its_row_and_is_listed(tmp_path, cell, replaced, said):
    # Synthetic damage to a real row.
    found = read(tmp_path, "2018-19", ROWS_2018_19.replace(cell, replaced, 1))
    assert 100008 not in set(found.tables["measures"]["urn"])
    assert len(found.rejects) == 1
    assert said in found.rejects["reason"].iloc[0]
    assert found.rejects["row"].iloc[0] == 5


def test_a_repeated_line_counts_once_and_a_contradiction_not_at_all(tmp_path):
    line = next(line for line in ROWS_2018_19.splitlines() if line.startswith("100008"))
    same = read(tmp_path, "2018-19", ROWS_2018_19 + line)
    assert told(same.tables["measures"], 100008, "pupils")[0] == 350
    assert len(same.rejects) == 1
    other = read(tmp_path, "2018-19", ROWS_2018_19 + line.replace(",350,", ",351,"))
    assert 100008 not in set(other.tables["measures"]["urn"])
    assert len(other.rejects) == 2


def test_the_order_of_rows_does_not_matter(tmp_path):
    header, *rows = ROWS_2018_19.splitlines()
    one = read(tmp_path / "a", "2018-19", ROWS_2018_19)
    other = read(tmp_path / "b", "2018-19", "\n".join([header, *reversed(rows)]))
    for name, frame in one.tables.items():
        pd.testing.assert_frame_equal(frame, other.tables[name])


def test_one_authority_s_file_takes_its_year_from_the_folder(tmp_path):
    path = write_text(tmp_path / "spc" / "2022-2023" / "202_census.csv", ROWS_2022_23)
    assert clean(census, path, tmp_path).release == "2022/23"


def test_a_name_without_a_year_is_refused(tmp_path):
    with pytest.raises(BadInput, match="no school year"):
        clean(census, write_text(tmp_path / "202_census.csv", ROWS_2022_23))

"""Suspensions and exclusions: the official headers; every row here is synthetic and says so."""

import pytest

from pipelines import exclusions, exclusions_benchmarks
from tests.pipelines.figure_tables import clean, header, told, write

FIGURES = {
    "headcount": "200",
    "perm_excl": "1",
    "perm_excl_rate": "0.5",
    "suspension": "432",
    "susp_rate": "216",
    "one_plus_susp": "30",
    "one_plus_susp_rate": "15",
}
SCHOOL = {
    "time_identifier": "Academic year",
    "time_period": "202324",
    "geographic_level": "School",
    "old_la_code": "202",
    "estab": "9001",
    "school_urn": "999001",
    "school_name": "SYNTHETIC SCHOOL",
    "education_phase": "State-funded secondary",
    **FIGURES,
}


def read(folder, rows):
    return clean(exclusions, write(folder / "exc_school.csv", header("exclusions_25_columns"), rows))


def test_a_rate_may_pass_100(tmp_path):
    schools = read(tmp_path, [SCHOOL]).tables["measures"]
    assert told(schools, 999001, "suspension_rate") == (216, "published", 432, 200)
    assert told(schools, 999001, "suspended_once_rate") == (15, "published", 30, 200)
    assert told(schools, 999001, "permanent_exclusion_rate") == (0.5, "published", 1, 200)
    assert set(schools["phase_family"]) == {"Secondary"}
    assert set(schools["source"]) == {"exclusions:2023/24"}


@pytest.mark.parametrize(
    ("symbol", "status"),
    [
        ("x", "not_available"),
        ("z", "not_applicable"),
        ("c", "suppressed"),
        ("u", "not_available"),
        ("SUPP", "suppressed"),
        ("NE", "not_applicable"),
        ("low", "low"),
        ("", "not_available"),
    ],
)
def test_symbols(tmp_path, symbol, status):
    rows = [{**SCHOOL, "suspension": symbol, "susp_rate": symbol}]
    schools = read(tmp_path, rows).tables["measures"]
    assert told(schools, 999001, "suspension_rate") == (None, status, None, None)
    assert told(schools, 999001, "suspended_once_rate")[1] == "published"


def test_a_school_without_pupils_has_no_rate(tmp_path):
    rows = [{**SCHOOL, **dict.fromkeys(FIGURES, "0")}]
    assert told(read(tmp_path, rows).tables["measures"], 999001, "suspension_rate")[:2] == (None, "not_applicable")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"susp_rate": "many"}, "'many' in susp_rate"),
        ({"susp_rate": "-4"}, "'-4' in susp_rate"),
        ({"headcount": "200.5"}, "'200.5' in headcount"),
        ({"geographic_level": "Local authority"}, "'Local authority' in geographic_level"),
        ({"school_urn": "z"}, "impossible URN 'z'"),
    ],
)
def test_bad_rows_are_listed(tmp_path, change, said):
    good = {**SCHOOL, "school_urn": "999002"}
    found = read(tmp_path, [good, {**SCHOOL, **change}])
    assert set(found.tables["measures"]["urn"]) == {999002}
    assert said in found.rejects["reason"].iloc[0]


def test_areas(tmp_path):
    area = {"time_identifier": "Academic year", "time_period": "202324", "num_schools": "4", **FIGURES}
    rows = [
        {**area, "geographic_level": "National", "education_phase": "State-funded secondary"},
        {**area, "geographic_level": "National", "education_phase": "Total"},
        {
            **area,
            "geographic_level": "Regional",
            "region_code": "E12000007",
            "education_phase": "Special",
            "suspension": "x",
            "susp_rate": "x",
        },
        {**area, "geographic_level": "Local authority", "old_la_code": "202", "education_phase": "Pupil referral unit"},
        {**area, "geographic_level": "Local authority", "old_la_code": "841", "education_phase": "Special"},
    ]
    path = write(tmp_path / "exc_nat_region_la.csv", header("exclusions_19_columns"), rows)
    table = clean(exclusions_benchmarks, path).tables["benchmarks"]
    rate = table[table["measure"] == "suspension_rate"]
    assert rate[["area_name", "phase_family", "value", "numerator", "schools"]].to_numpy().tolist() == [
        ["Camden", "Alternative provision", 216.0, 432.0, 4],
        ["England", "Secondary", 216.0, 432.0, 4],
    ]
    assert set(table["area_code"]) == {"E09000007", "E92000001", "E12000007"}

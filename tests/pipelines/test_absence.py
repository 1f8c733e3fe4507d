"""Absence by school and by area. Rows of 2006/07 and 2018/19 are real (Department for Education), or say synthetic."""

import pandas as pd
import pytest

from pipelines import absence, absence_benchmarks, absence_tables
from pipelines.errors import BadInput
from tests.pipelines.figure_tables import clean, header, told, write, write_text

FIGURES = (
    "enrolments",
    "sess_possible",
    "sess_overall",
    "sess_overall_percent",
    "enrolments_pa_10_exact",
    "enrolments_pa_10_exact_percent",
)


def row(period, level, la, urn, group, *figures, region="", schools="1", estab=""):
    return {
        "time_identifier": "Academic year",
        "year_breakdown": "six half terms",
        "time_period": period,
        "geographic_level": level,
        "old_la_code": la,
        "region_code": region,
        "urn": urn,
        "estab": estab,
        "school_type": group,
        "num_schools": schools,
        **dict(zip(FIGURES, figures, strict=True)),
    }


PRIMARY, SPECIAL = "State-funded primary", "Special"
SCHOOLS = [
    row("200607", "School", "201", "100000", PRIMARY, "177", "34012", "0", "0.0", "0", "0.0", estab="3614"),
    row(
        "201819", "School", "202", "100008", PRIMARY, "300", "105406", "4462", "4.23316", "22", "7.33333", estab="2019"
    ),
    row("201819", "School", "202", "100091", SPECIAL, "31", "11073", "783", "7.07125", "6", "19.35484", estab="7008"),
]
AREAS = [
    row(
        *("201819", "National", "", "", PRIMARY, "3985705", "1436932866", "57891483", "4.0", "328745", "8.2"),
        schools="16780",
    ),
    row(
        *("201819", "Local authority", "202", "", PRIMARY, "9821", "3519391", "148393", "4.21644", "918", "9.34732"),
        schools="42",
    ),
    row(
        *("201819", "Local authority", "202", "", "Total", "18334", "6469230", "320365", "4.95213", "2181", "11.89593"),
        schools="55",
    ),
]


def read_52(folder, rows, name="absence_school_and_la_2006-07_to_2018-19.csv"):
    return clean(absence, write(folder / name, header("absence_52_columns"), rows))


def test_52_columns(tmp_path):
    found = read_52(tmp_path, SCHOOLS + AREAS)
    schools = found.tables["measures"]
    assert found.release == "2006/07-2018/19"
    assert told(schools, 100008, "absence") == (4.23, "published", 4462, 105406)
    assert told(schools, 100008, "persistent_absence") == (7.33, "published", 22, 300)
    assert schools["value"].max() == 19.35484
    assert "severe_absence" not in set(schools["measure"])
    one = schools.drop_duplicates("urn").set_index("urn")
    assert one.loc[100008, ["year", "phase_family", "la_code", "laestab"]].tolist() == [
        "2018/19",
        "Primary",
        "202",
        "2022019",
    ]
    assert one["state_funded"].all()


def test_area_rows_among_the_schools_are_benchmarks(tmp_path):
    table = read_52(tmp_path, SCHOOLS + AREAS).tables["benchmarks"]
    told_of = table[table["measure"] == "absence"].set_index("area_name")
    assert told_of["value"].to_dict() == {"England": 4.0, "Camden": 4.21644}
    # England's rate has one decimal and Camden's five: each is reproduced to its own.
    assert told_of["denominator"].to_dict() == {"England": 1436932866, "Camden": 3519391}
    assert told_of["schools"].to_dict() == {"England": 16780, "Camden": 42}
    assert set(table["basis"]) == {"published"}


def test_a_year_without_one_missed_session_is_kept_and_told(tmp_path):
    found = read_52(tmp_path, SCHOOLS)
    assert told(found.tables["measures"], 100000, "absence") == (0, "published", 0, 34012)
    assert found.notes == [
        "1 rows are published with no session missed in the whole year, kept as published: 100000 in 2006/07"
    ]


@pytest.mark.parametrize(("cell", "status"), [("", "not_available"), (":", "not_applicable")])
def test_gaps_of_the_52_columns(tmp_path, cell, status):
    # Synthetic gap in a real row.
    rows = [{**SCHOOLS[1], "sess_overall_percent": cell, "sess_overall": cell}, SCHOOLS[2]]
    schools = read_52(tmp_path, rows).tables["measures"]
    assert told(schools, 100008, "absence") == (None, status, None, None)
    assert told(schools, 100008, "persistent_absence")[1] == "published"


@pytest.mark.parametrize("cell", ["x", "101", "-1", "4,2", "NaN"])
def test_an_unknown_cell_rejects_the_row(tmp_path, cell):
    found = read_52(tmp_path, [SCHOOLS[2], {**SCHOOLS[1], "sess_overall_percent": cell}])
    assert set(found.tables["measures"]["urn"]) == {100091}
    assert f"'{cell}' in sess_overall_percent" in found.rejects["reason"].iloc[0]


def test_a_count_that_does_not_give_the_rate_is_no_denominator(tmp_path):
    # Synthetic: another number of sessions than the published rate needs.
    found = read_52(tmp_path, [{**SCHOOLS[1], "sess_possible": "90000"}])
    assert told(found.tables["measures"], 100008, "absence") == (4.23, "published", 4462, None)


def test_the_order_of_rows_does_not_matter(tmp_path):
    one, other = read_52(tmp_path / "a", SCHOOLS + AREAS), read_52(tmp_path / "b", (SCHOOLS + AREAS)[::-1])
    for name, frame in one.tables.items():
        pd.testing.assert_frame_equal(frame, other.tables[name])


SYNTHETIC_74 = {
    "time_period": "202324",
    "time_identifier": "Academic year",
    "geographic_level": "School",
    "old_la_code": "202",
    "education_phase": "State-funded secondary",
    "school_name": "SYNTHETIC SCHOOL",
    "school_urn": "999001",
    "estab": "9001",
    "enrolments": "400",
    "sess_possible": "120000",
    "sess_overall": "9000",
    "sess_overall_percent": "7.5",
    "enrolments_pa_10_exact": "100",
    "enrolments_pa_10_exact_percent": "25",
    "enrolments_pa_50_exact": "c",
    "enrolments_pa_50_exact_percent": "c",
}


def read_74(folder, rows):
    return clean(absence, write(folder / "1a_absence_3term_school.csv", header("absence_74_columns"), rows))


def test_74_columns_with_severe_absence(tmp_path):
    severe = {"school_urn": "999002", "enrolments_pa_50_exact": "8", "enrolments_pa_50_exact_percent": "2"}
    low = {"school_urn": "999003", "enrolments_pa_50_exact": "low", "enrolments_pa_50_exact_percent": "low"}
    schools = read_74(tmp_path, [SYNTHETIC_74, {**SYNTHETIC_74, **severe}, {**SYNTHETIC_74, **low}]).tables["measures"]
    assert told(schools, 999001, "absence") == (7.5, "published", 9000, 120000)
    assert told(schools, 999001, "persistent_absence") == (25, "published", 100, 400)
    assert told(schools, 999001, "severe_absence") == (None, "suppressed", None, None)
    assert told(schools, 999002, "severe_absence") == (2, "published", 8, 400)
    assert told(schools, 999003, "severe_absence") == (None, "low", None, None)
    assert set(schools["phase_family"]) == {"Secondary"}


def test_a_file_of_one_term_is_refused(tmp_path):
    with pytest.raises(BadInput, match="whole academic year"):
        read_74(tmp_path, [{**SYNTHETIC_74, "time_identifier": "Autumn term"}])


def test_66_columns(tmp_path):
    figures = {name: SYNTHETIC_74[name] for name in SYNTHETIC_74 if name.startswith(("sess", "enrol", "time"))}
    phase = {**figures, "education_phase": "State-funded secondary", "num_schools": "3"}
    rows = [
        {**phase, "geographic_level": "National"},
        {**phase, "geographic_level": "Regional", "region_code": "E12000007"},
        {**phase, "geographic_level": "Regional", "region_code": "E13000001"},
        {**phase, "geographic_level": "Local authority", "region_code": "E12000007", "old_la_code": "320"},
        {**phase, "geographic_level": "Local authority", "old_la_code": "841"},
        {**phase, "geographic_level": "National", "education_phase": "Total"},
    ]
    path = write(tmp_path / "1_absence_3term_nat_reg_la.csv", header("absence_66_columns"), rows)
    found = clean(absence_benchmarks, path)
    table = found.tables["benchmarks"]
    assert set(table["area_name"]) == {"England", "London", "Waltham Forest"}
    assert set(table["measure"]) == {"absence", "persistent_absence"}
    assert set(table["denominator"]) == {120000, 400}
    assert len(found.rejects) == 0


def test_ten_of_the_66_columns(tmp_path):
    # Real rows of a public cut: no counts, no regions, and blanks where an authority has no figure.
    text = """
        time_period,time_identifier,geographic_level,country_code,country_name,old_la_code,la_name,education_phase,sess_overall_percent,enrolments_pa_10_exact_percent
        202122,Academic year,National,E92000001,England,,,State-funded primary,6.25876,17.70069
        202122,Academic year,Local authority,E92000001,England,201,City of London,State-funded primary,4.26397,10.04785
        202122,Academic year,Local authority,E92000001,England,420,Isles of Scilly,State-funded primary,,
    """
    found = clean(absence_benchmarks, write_text(tmp_path / "absence_nat_la_2021-22_to_2023-24.csv", text))
    table = found.tables["benchmarks"]
    assert table[["area_name", "measure", "value"]].to_numpy().tolist() == [
        ["City of London", "absence", 4.26397],
        ["City of London", "persistent_absence", 10.04785],
        ["England", "absence", 6.25876],
        ["England", "persistent_absence", 17.70069],
    ]
    assert table["numerator"].isna().all()


def test_52_columns_of_areas_leave_schools_to_the_other_source(tmp_path):
    path = write(tmp_path / "absence_nat_reg_la_2006-07_to_2018-19.csv", header("absence_52_columns"), SCHOOLS + AREAS)
    found = clean(absence_benchmarks, path)
    assert list(found.tables) == ["benchmarks"]
    assert found.notes[0].startswith("3 rows of schools were not read")


ENGLAND_ABS = """
    LA,ESTAB,URN,PERCTOT,PPERSABS10
    202,2019,100008,4.2,7.3
    202,2841,100027,2.2,SUPP
    NAT,PRI,,4,8.2
    NAT,SEC,,5.5,13.7
    NAT,SPE,,10.1,28.8
"""


def test_performance_tables(tmp_path):
    found = clean(absence_tables, write_text(tmp_path / "england_abs_2018-19.csv", ENGLAND_ABS))
    schools = found.tables["measures"]
    assert told(schools, 100008, "absence") == (4.2, "published", None, None)
    assert told(schools, 100027, "persistent_absence") == (None, "suppressed", None, None)
    assert schools["phase_family"].isna().all()
    assert schools["state_funded"].isna().all()
    assert set(schools["la_code"]) == {"202"}
    assert set(schools["laestab"]) == {"2022019", "2022841"}
    special = found.tables["benchmarks"].set_index(["phase_family", "measure"])["value"]
    assert special[("Special", "persistent_absence")] == 28.8
    assert set(schools["source"]) == {"absence_tables:2018/19"}


def test_the_15_percent_threshold_is_refused(tmp_path):
    # The header is that of the tables to 2012/13; the row is synthetic.
    text = "LA,ESTAB,URN,PERCTOT,PPERSABS15\n202,2019,100008,5.0,3.0\n"
    with pytest.raises(BadInput, match="not comparable") as refused:
        clean(absence_tables, write_text(tmp_path / "england_abs_2012-13.csv", text))
    assert "england_abs_2012-13.csv" in str(refused.value)
    assert "15%" in str(refused.value)

"""After year 11: destinations, results of 16 to 18, and figures of areas. Numbers are real where a name is given."""

import pytest

from pipelines import ks4_destinations, ks5, lait
from pipelines.errors import BadInput
from tests.pipelines.figure_tables import clean, figure, header, told, write, write_text


def leavers(kind, urn="", la="202", **cells):
    row = {"RECTYPE": kind, "LEA": la, "ESTAB": "4104" if urn else "", "URN": urn, "NFTYPE": "CY" if urn else ""}
    return row | cells


#: Haverstock School, Camden and England in the table of 2018-19.
HAVERSTOCK = leavers(
    *("1", "100049"),
    COHORT="199",
    OVERALL_DEST="180",
    APPREN="1",
    EDUCATION="176",
    OVERALL_DESTPER="90%",
    APPRENPER="1%",
    EDUCATIONPER="88%",
    COHORT_18="207",
    OVERALL_DESTPER_18="92%",
    COHORT_17="208",
    OVERALL_DESTPER_17="88%",
)
CAMDEN = leavers(
    "LA",
    COHORT="1513",
    OVERALL_DEST="1405",
    APPREN="10",
    EDUCATION="1376",
    OVERALL_DESTPER="93%",
    APPRENPER="1%",
    EDUCATIONPER="91%",
    COHORT_18="NA",
    OVERALL_DESTPER_18="92%",
    COHORT_17="NA",
    OVERALL_DESTPER_17="93%",
)
ENGLAND = leavers(
    *("NAT", "", ""),
    COHORT="528139",
    OVERALL_DEST="497037",
    APPREN="22539",
    EDUCATION="457928",
    OVERALL_DESTPER="94%",
    APPRENPER="4%",
    EDUCATIONPER="87%",
    COHORT_18="541121",
    OVERALL_DESTPER_18="94%",
    COHORT_17="553912",
    OVERALL_DESTPER_17="94%",
)
_CELLS = ("OVERALL_DEST", "APPREN", "EDUCATION", "OVERALL_DESTPER", "APPRENPER", "EDUCATIONPER")
SUPPRESSED = leavers("2", "100092") | dict.fromkeys(_CELLS, "SUPP")


def read_destinations(folder, *rows, name="england_ks4-pupdest_2018-19.csv", columns=None):
    return clean(ks4_destinations, write(folder / name, columns or header("ks4_destinations_82_columns"), list(rows)))


def test_destinations_are_named_by_the_year_in_which_pupils_finished_year_11(tmp_path):
    suppressed = SUPPRESSED | {"COHORT": "2", "COHORT_18": "SUPP", "OVERALL_DESTPER_18": "SUPP"}
    done = read_destinations(tmp_path, HAVERSTOCK, CAMDEN, ENGLAND, suppressed)
    frame, areas = done.tables["measures"], done.tables["benchmarks"]
    sustained = {
        year: (row["value"], row["status"], row["numerator"], row["denominator"])
        for year in ("2016/17", "2015/16", "2014/15")
        for row in [figure(frame, 100049, "ks4_sustained", year)]
    }
    assert sustained == {
        "2016/17": (90.0, "published", 180.0, 199.0),
        "2015/16": (92.0, "published", None, 207.0),
        "2014/15": (88.0, "published", None, 208.0),
    }
    assert told(frame, 100049, "ks4_education") == (88.0, "published", 176.0, 199.0)
    assert told(frame, 100092, "ks4_apprenticeship") == (None, "suppressed", None, None)
    assert figure(frame, 100092, "ks4_education")["phase_family"] == "Special"
    named = areas[(areas["measure"] == "ks4_sustained") & (areas["year"] == "2016/17")].set_index("area_name")
    assert named["value"].to_dict() == {"Camden": 93.0, "England": 94.0}
    assert named["denominator"].to_dict() == {"Camden": 1513.0, "England": 528139.0}


def test_a_third_earlier_year_is_a_layout_that_has_changed(tmp_path):
    columns = [*header("ks4_destinations_82_columns"), "COHORT_16", "OVERALL_DESTPER_16"]
    with pytest.raises(BadInput, match="repeats 3 earlier years, not two"):
        read_destinations(tmp_path, HAVERSTOCK, CAMDEN, ENGLAND, columns=columns)


def sixth_form(kind, urn="", la="202", types="CY", **cells):
    estab = {"ESTAB": "4104", "NFTYPE/FESITYPE": types} if urn else {}
    return {"RECTYPE": kind, "LEA": la, "URN": urn, **estab, **cells}


def test_sixteen_to_eighteen_with_the_years_that_the_table_repeats(tmp_path):
    rows = [
        # Camden, and England's state-funded schools and colleges, as published; the others are synthetic.
        sixth_form("4", TALLPPE_ALEV_1618="31.21", TALLPPE_ALEV_1618_23="29.74", VA_INS_ALEV="NA"),
        sixth_form("7", la="", TALLPPE_ALEV_1618="34.38", VA_INS_ALEV="-0.03"),
        sixth_form("5", la="", TALLPPE_ALEV_1618="35.55", VA_INS_ALEV="NA"),
        sixth_form(
            *("1", "100054"),
            TALLPUP_ALEV_1618="80",
            TALLPPE_ALEV_1618="36.5",
            VA_INS_ALEV="-0.12",
            LCI_INS_ALEV="-0.3",
            UCI_INS_ALEV="0.06",
            TALLPUP_ALEV_1618_23="70",
            TALLPPE_ALEV_1618_23="35",
            TALLPUP_AGEN="NE",
            TALLPPE_AGEN="NE",
        ),
        sixth_form("3", "132838", types="", TALLPUP_ALEV_1618="300", TALLPPE_ALEV_1618="33", VA_INS_ALEV="SUPP"),
        sixth_form("1", "130418", types="Sixth Form College", TALLPPE_ALEV_1618="33", VA_INS_ALEV="0"),
        sixth_form("1", "100065", types="IND", TALLPPE_ALEV_1618="45", VA_INS_ALEV="NA"),
    ]
    path = write(tmp_path / "england_ks5final_2023-24.csv", header("ks5_585_columns"), rows)
    done = clean(ks5, path)
    frame, areas = done.tables["measures"], done.tables["benchmarks"]
    row = figure(frame, 100054, "alevel_value_added")
    assert (row["value"], row["low"], row["high"]) == (-0.12, -0.3, 0.06)
    assert figure(frame, 100054, "alevel_points", "2023/24")["denominator"] == 80.0
    assert figure(frame, 100054, "alevel_points", "2022/23")["value"] == 35.0
    assert figure(frame, 132838, "alevel_value_added")["status"] == "suppressed"
    state = frame.drop_duplicates("urn").set_index("urn")["state_funded"].to_dict()
    assert state == {100054: True, 132838: True, 130418: False, 100065: False}
    assert set(frame["year"]) == {"2022/23", "2023/24"}  # the columns of 2021/22 are empty here: no such year
    points = areas[areas["measure"] == "alevel_points"].set_index(["area_name", "year"])["value"].to_dict()
    assert points == {("Camden", "2023/24"): 31.21, ("Camden", "2022/23"): 29.74, ("England", "2023/24"): 34.38}
    assert done.notes == ["1 joint sixth forms are published as one centre each, under a URN of their own"]


AREAS = """
Short Desc,Years,LA and Regions,Values,LA Number,Region
AVG_Prog8_Score,2024,Camden,-0.14,202.0,Inner London
AVG_Prog8_Score,2021,Camden,-,202.0,Inner London
APSE_Alevel,2024 (Rev),London,35.31,,
KS2RWM_Expected_STD,2025,England,63,,
KS2RWM_Expected_STD,2025,London (Inner),71,,
KS2RWM_Expected_STD,0,Camden,71,202.0,Inner London
SusEdOverall_All,2022,Camden,95.4,202.0,Inner London
"""


def test_areas_are_named_and_their_years_are_school_years(tmp_path):
    done = clean(lait, write_text(tmp_path / "lait_long_london_england.csv", AREAS))
    frame = done.tables["benchmarks"]
    told_of = frame.set_index(["area_name", "phase_family", "year", "measure"])["value"].to_dict()
    assert told_of == {
        ("Camden", "Secondary", "2023/24", "progress8"): -0.14,
        ("London", "Secondary", "2023/24", "alevel_points"): 35.31,
        ("England", "Primary", "2024/25", "ks2_expected"): 63.0,
    }
    assert set(frame["basis"]) == {"published"}
    assert done.rejects["reason"].tolist() == ["'0' in Years is no year such as 2024 (Rev)"]

"""Key stage 2: cuts of the real tables of 2017/18 and 2018/19 (Department for Education), the department's list of
field names, and the later form; rows that say synthetic are."""

import pytest

from pipelines import ks2, ks2_ees
from pipelines.errors import BadInput
from tests.pipelines.figure_tables import clean, figure, header, told, write, write_text

REAL_2019 = """
RECTYPE,URN,SCHNAME,PCODE,TOWN,READPROG,READPROG_DESCR,WRITPROG,WRITPROG_DESCR,MATPROG,MATPROG_DESCR
1,141279,Bringhurst Primary School,LE16 8RH,Market Harborough,2.6,2,2.3,3,2,3
1,119910,Buckminster Primary School,NG33 5RZ,Grantham,2.4,3,3.8,1,-1,3
2,100091,Frank Barnes School for Deaf Children,N1C 4BT,London,SUPP,SUPP,SUPP,SUPP,SUPP,SUPP
2,100096,Swiss Cottage School - Development & Research Centre,NW8 6HX,London,-0.7,3,-1.4,3,-1.7,3
"""

REAL_2018 = """
URN,KS2 Pupils,Reading Progress,Writing Progress,Maths Progress,Overall Meet Std,Overall Exceed Std,Academic Year
138305,26,3.1,1.3,1.3,88%,8%,2018
111933,7,2,0.8,-0.1,43%,0%,2018
100000,,,LOWCOV,,,,2018
"""


def test_progress_may_be_negative_and_suppression_stays(tmp_path):
    done = clean(ks2, write_text(tmp_path / "england_ks2final_2018-19_columns_cut.csv", REAL_2019))
    frame = done.tables["measures"]
    assert done.release == "2018/19"
    assert told(frame, 119910, "ks2_maths_progress") == (-1.0, "published", None, None)
    assert told(frame, 100096, "ks2_writing_progress") == (-1.4, "published", None, None)
    assert told(frame, 100091, "ks2_reading_progress") == (None, "suppressed", None, None)
    families = frame.drop_duplicates("urn").set_index("urn")["phase_family"]
    assert families.to_dict() == {119910: "Primary", 141279: "Primary", 100091: "Special", 100096: "Special"}
    assert "benchmarks" not in done.tables
    assert done.rejects.empty


def test_the_renamed_copy_is_read_by_its_own_names(tmp_path):
    done = clean(ks2, write_text(tmp_path / "ks2_2017-18_columns_renamed.csv", REAL_2018))
    frame = done.tables["measures"]
    assert told(frame, 138305, "ks2_expected") == (88.0, "published", None, 26.0)
    assert told(frame, 111933, "ks2_higher") == (0.0, "published", None, 7.0)
    assert told(frame, 111933, "ks2_maths_progress") == (-0.1, "published", None, None)
    assert told(frame, 100000, "ks2_expected") == (None, "not_available", None, None)
    assert told(frame, 100000, "ks2_writing_progress") == (None, "not_available", None, None)
    assert frame["phase_family"].isna().all()  # the copy does not tell special schools apart
    assert "the reason is not known" in done.notes[0]


def test_a_year_that_the_rows_contradict_is_refused(tmp_path):
    with pytest.raises(BadInput, match="its name says 2018/19, its rows say 2018"):
        clean(ks2, write_text(tmp_path / "ks2_2018-19_columns_renamed.csv", REAL_2018))


def test_synthetic_rows_in_the_departments_field_names(tmp_path):
    names = header("ks2_field_names")
    common = {"LEA": "202", "ESTAB": "2019", "NFTYPE": "CY", "TELIG": "30", "PTRWM_EXP": "70%", "PTRWM_HIGH": "SP"}
    rows = [
        {
            "RECTYPE": "1",
            "URN": "100008",
            **common,
            "READPROG": "1.2",
            "READPROG_LOWER": "-0.8",
            "READPROG_UPPER": "3.2",
        },
        {"RECTYPE": "1", "URN": "100009", **common, "READPROG": "1.2", "READPROG_LOWER": "2", "READPROG_UPPER": "3.2"},
        {"RECTYPE": "3", "LEA": "202", "TELIG": "1300", "PTRWM_EXP": "71%", "PTRWM_HIGH": "13%"},
        {"RECTYPE": "3", "LEA": "301", "TELIG": "3300", "PTRWM_EXP": "66%", "PTRWM_HIGH": "9%"},
        {"RECTYPE": "3", "LEA": "330", "TELIG": "9300", "PTRWM_EXP": "56%", "PTRWM_HIGH": "5%"},
        {"RECTYPE": "4", "TELIG": "670000", "PTRWM_EXP": "59%", "PTRWM_HIGH": "7%"},
        {"RECTYPE": "5", "TELIG": "660000", "PTRWM_EXP": "60%", "PTRWM_HIGH": "8%"},
        {"RECTYPE": "9", "URN": "100010"},
    ]
    done = clean(ks2, write(tmp_path / "2022-2023_england_ks2final.csv", names, rows))
    frame, areas = done.tables["measures"], done.tables["benchmarks"]
    row = figure(frame, 100008, "ks2_reading_progress")
    assert (row["value"], row["low"], row["high"]) == (1.2, -0.8, 3.2)
    row = figure(frame, 100009, "ks2_reading_progress")  # no interval around the value, so none
    assert (row["value"], row["low"], row["high"]) == (1.2, None, None)
    assert told(frame, 100008, "ks2_higher") == (None, "low", None, None)
    found = areas[areas["measure"] == "ks2_expected"].set_index("area_name")["value"].to_dict()
    assert found == {"Camden": 71.0, "Barking and Dagenham": 66.0, "England": 60.0}
    assert set(areas["basis"]) == {"published"}
    assert done.rejects["reason"].tolist() == ["'9' in RECTYPE is no kind of record that this table has"]


EES = ["time_period", "time_identifier", "geographic_level", "country_code", "version", "school_urn", "school_laestab"]
EES += ["breakdown_topic", "breakdown", "subject", "expected_standard_pupil_percent", "higher_standard_pupil_percent"]
EES += ["average_scaled_score", "progress_measure_score"]
EES += ["progress_measure_lower_conf_interval", "progress_measure_upper_conf_interval"]


def later(urn, breakdown, subject, expected="z", higher="z", score="z", period="202425", level="School"):
    return {
        "time_period": period,
        "time_identifier": "Academic year",
        "geographic_level": level,
        "school_urn": urn,
        "school_laestab": "2022019",
        "breakdown": breakdown,
        "subject": subject,
        "expected_standard_pupil_percent": expected,
        "higher_standard_pupil_percent": higher,
        "progress_measure_score": score,
        "progress_measure_lower_conf_interval": "z",
        "progress_measure_upper_conf_interval": "z",
    }


def test_the_later_form_has_a_row_a_subject_and_only_all_pupils_count(tmp_path):
    """Synthetic rows. Progress was not published for 2024/25."""
    rows = [
        later("100008", "Total", "Reading, writing and maths", "72", "9"),
        later("100008", "Total", "Reading", "80", "30"),
        later("100008", "Total", "Grammar, punctuation and spelling", "75", "31"),
        later("100008", "Boys", "Reading, writing and maths", "68", "c"),
        later("100009", "Total", "Reading, writing and maths", "c", "c"),
        later("100008", "Total", "Maths", "70", "20", "-1.5", period="202223"),
        later("", "Total", "Reading, writing and maths", "62", "8", level="National"),
    ]
    done = clean(ks2_ees, write(tmp_path / "ks2_school_performance.csv", EES, rows))
    frame = done.tables["measures"]
    assert done.release == "2022/23-2024/25"
    assert told(frame, 100008, "ks2_expected") == (72.0, "published", None, None)
    assert told(frame, 100008, "ks2_reading_progress") == (None, "not_applicable", None, None)
    assert told(frame, 100009, "ks2_higher") == (None, "suppressed", None, None)
    assert told(frame, 100008, "ks2_maths_progress") == (-1.5, "published", None, None)
    assert len(frame) == 6
    assert set(frame["la_code"]) == {"202"}
    assert done.rejects.empty

"""Key stage 4: real rows of 2018/19 and 2023/24 (Department for Education); the later forms with synthetic rows."""

from types import SimpleNamespace

import pytest

from pipelines import ks4, ks4_context, ks4_ees
from tests.pipelines.figure_tables import clean, figure, header, told, write, write_text

FINAL = """
RECTYPE,URN,SCHNAME,PCODE,TOWN,P8MEA,P8_BANDING,ATT8SCR,PTL2BASICS_95,PTEBACC_E_PTQ_EE,EBACCAPS
1,100001,City of London School for Girls,EC2Y 8BB,London,NP,,57.9,0%,0%,3.17
2,100092,Camden Centre for Learning (CCfL) Special School,NW1 8DP,London,-2.96,5,3.6,0%,0%,0.23
2,100096,Swiss Cottage School - Development & Research Centre,NW8 6HX,London,NE,,NE,NE,NE,NE
"""

PROVISIONAL = """
RECTYPE,LEA,ESTAB,URN,NFTYPE,TPUP,ATT8SCR,P8PUP,P8MEA,P8CILOW,P8CIUPP,PTL2BASICS_95,EBACCAPS,PTEBACC_E_PTQ_EE,P8_BANDING
1,201,6007,100003,IND,NA,NA,NA,NA,NA,NA,NA,NA,NA,NA
2,202,7137,100092,CYS,17,3.4,16,-2.98,-3.6,-2.35,0.0%,0.23,0.0%,5
4,202,,,,1571,48.5,1465,0.09,0.03,0.16,46.2%,4.42,56.8%,2
5,,,,,605874,44.5,,,,,39.8%,3.86,36.5%,
7,,,,,542831,46.5,513055,-0.03,,,43.0%,4.06,40.0%,
"""


def test_the_final_table_keeps_signs_and_reasons(tmp_path):
    done = clean(ks4, write_text(tmp_path / "england_ks4final_2018-19_columns_cut.csv", FINAL))
    frame = done.tables["measures"]
    assert told(frame, 100092, "progress8") == (-2.96, "published", None, None)
    assert told(frame, 100092, "progress8_band") == (5.0, "published", None, None)
    assert told(frame, 100001, "progress8") == (None, "not_available", None, None)
    assert told(frame, 100001, "attainment8") == (57.9, "published", None, None)
    assert told(frame, 100096, "attainment8") == (None, "not_applicable", None, None)
    # This cut has no types: whether 100001 is state-funded is left to the register.
    assert frame["state_funded"].isna().all()


def test_the_provisional_table_has_pupils_intervals_and_areas(tmp_path):
    reader = SimpleNamespace(
        LAYOUTS=[each for each in ks4.LAYOUTS if each.source == "ks4_provisional"], clean=ks4.clean
    )
    done = clean(reader, write_text(tmp_path / "england_ks4provisional_2018-19_columns_cut.csv", PROVISIONAL))
    frame, areas = done.tables["measures"], done.tables["benchmarks"]
    assert set(frame["source"]) == {"ks4_provisional:2018/19"}
    row = figure(frame, 100092, "progress8")
    assert (row["value"], row["low"], row["high"], row["denominator"]) == (-2.98, -3.6, -2.35, 16.0)
    assert told(frame, 100092, "attainment8") == (3.4, "published", None, 17.0)
    assert figure(frame, 100092, "attainment8")["phase_family"] == "Special"
    assert figure(frame, 100003, "attainment8")["state_funded"] is False
    eight = areas[areas["measure"] == "attainment8"].set_index("area_name")["value"].to_dict()
    assert eight == {"Camden": 48.5, "England": 46.5}  # RECTYPE 7, state-funded; RECTYPE 5 counts independent schools
    assert "ks4_pupils" not in set(areas["measure"])  # the sum of all pupils is no benchmark of one school


def test_synthetic_rows_under_the_515_official_names(tmp_path):
    row = {"RECTYPE": "1", "LEA": "202", "ESTAB": "4104", "URN": "100049", "NFTYPE": "CY", "TPUP": "100"}
    row |= {"TOTATT8": "4610", "ATT8SCR": "46.1", "P8PUP": "90", "P8MEA": "-0.2", "P8CILOW": "-0.45", "P8CIUPP": "0.05"}
    row |= {"TEBACC_E_PTQ_EE": "40", "PTEBACC_E_PTQ_EE": "40%", "PTL2BASICS_95": "LOWCOV", "EBACCAPS": "4.1"}
    path = write(tmp_path / "2022-2023_england_ks4final.csv", header("ks4_515_columns"), [row])
    frame = clean(ks4, path).tables["measures"]
    assert told(frame, 100049, "attainment8") == (46.1, "published", 4610.0, 100.0)
    assert told(frame, 100049, "ks4_ebacc_entry") == (40.0, "published", 40.0, 100.0)
    assert told(frame, 100049, "ks4_basics_95") == (None, "not_available", None, None)
    assert (figure(frame, 100049, "progress8")["low"], figure(frame, 100049, "progress8")["high"]) == (-0.45, 0.05)


def test_an_impossible_score_is_rejected_with_its_cell(tmp_path):
    text = FINAL.replace("-2.96", "-29.6")
    done = clean(ks4, write_text(tmp_path / "england_ks4final_2018-19.csv", text))
    assert done.rejects["reason"].tolist() == [
        "'-29.6' in P8MEA is no number from -10 to 10 and no symbol of this table"
    ]
    assert 100092 not in set(done.tables["measures"]["urn"])


EES = [
    (
        "ks4_ees_157_columns",
        "202324",
        {"pupils": "t_pupils", "dis": "disadvantage", "att8": "avg_att8", "att8sum": "t_att8"}
        | {"p8": "avg_p8score", "p8n": "t_inp8calc", "low": "p8score_ci_low", "high": "p8score_ci_upp"}
        | {"basics": "pt_l2basics_95", "basicsn": "t_l2basics_95", "ebacc": "pt_ebacc_e_ptq_ee"}
        | {"ebaccn": "t_ebacc_e_ptq_ee", "aps": "avg_ebaccaps", "apssum": "t_ebaccaps"},
    ),
    (
        "ks4_ees_156_columns",
        "202425",
        {"pupils": "pupil_count", "dis": "disadvantage_status", "att8": "attainment8_average"}
        | {"att8sum": "attainment8_sum", "p8": "progress8_average", "p8n": "progress8_pupil_count"}
        | {"low": "progress8_lower_95_ci", "high": "progress8_upper_95_ci", "basics": "engmath_95_percent"}
        | {"basicsn": "engmath_95_total", "ebacc": "ebacc_entering_percent", "ebaccn": "ebacc_entering_total"}
        | {"aps": "ebacc_aps_average", "apssum": "ebacc_aps_sum"},
    ),
]


@pytest.mark.parametrize(("name", "period", "called"), EES, ids=["157 columns", "156 columns"])
def test_synthetic_rows_in_both_later_forms(tmp_path, name, period, called):
    where = {"time_period": period, "time_identifier": "Academic year", "geographic_level": "School"}
    where |= {"school_urn": "100049", "school_laestab": "2024104", "old_la_code": "202"}
    where |= {"establishment_type_group": "Community school"}
    total = dict.fromkeys(
        ("breakdown", "sex", "first_language", "prior_attainment", "mobility", called["dis"]), "Total"
    )
    cells = {"pupils": "100", "att8": "46.1", "att8sum": "4610", "p8": "z", "p8n": "z", "low": "z", "high": "z"}
    cells |= {"basics": "43", "basicsn": "43", "ebacc": "c", "ebaccn": "c", "aps": "4.12", "apssum": "412"}
    everyone = where | total | {called[key]: cell for key, cell in cells.items()}
    girls = everyone | {"sex": "Girls", "breakdown": "Girls", called["pupils"]: "48"}
    national = everyone | {"geographic_level": "National", "school_urn": "z"}
    college = everyone | {"school_urn": "130418", "establishment_type_group": "FE 14-16 colleges"}
    path = write(tmp_path / "ks4_school_performance.csv", header(name), [everyone, girls, national, college])
    done = clean(ks4_ees, path)
    frame = done.tables["measures"]
    assert done.release == f"{period[:4]}/{period[4:]}"
    assert told(frame, 100049, "ks4_pupils") == (100.0, "published", None, None)
    assert told(frame, 100049, "attainment8") == (46.1, "published", 4610.0, 100.0)
    assert told(frame, 100049, "ks4_basics_95") == (43.0, "published", 43.0, 100.0)
    assert told(frame, 100049, "ks4_ebacc_entry") == (None, "suppressed", None, None)
    assert told(frame, 100049, "progress8") == (None, "not_applicable", None, None)
    assert figure(frame, 100049, "attainment8")["state_funded"] is True
    assert figure(frame, 130418, "attainment8")["state_funded"] is False
    assert done.notes == ["1 rows of parts of a school's pupils"]


CONTEXT = ["t_pupils", "avg_ks2_scaledscore", "t_prior_lo", "pt_prior_lo", "t_prior_av", "t_prior_hi"]
CONTEXT += ["t_disadvantaged", "pt_disadvantaged", "p8_banding"]


def context(urn, kind, *cells):
    where = {"time_period": "202324", "time_identifier": "Academic year", "geographic_level": "School"}
    where |= {"school_urn": urn, "school_laestab": "2024104", "old_la_code": "202", "establishment_type_group": kind}
    return where | dict(zip(CONTEXT, cells, strict=True))


def test_who_was_at_the_end_of_key_stage_4(tmp_path):
    rows = [
        context("100049", "Community school", "156", "104", "26", "19.1", "80", "30", "113", "72.4", "Average"),
        context("100092", "Community special school", "8", "96.9", "5", "62.5", "3", "0", "8", "100", "z"),
        context("137333", "Independent schools", "19", "z", "z", "z", "z", "z", "z", "z", "z"),
        context("100051", "Community school", "9", "c", "c", "c", "c", "c", "c", "c", "Well above average"),
        context("100052", "Community school", "9", "c", "c", "c", "c", "c", "c", "c", "Splendid"),
    ]
    path = write(tmp_path / "202324_information_about_schools_final.csv", header("ks4_context_60_columns"), rows)
    done = clean(ks4_context, path)
    frame = done.tables["measures"]
    assert told(frame, 100049, "ks4_disadvantaged") == (72.4, "published", 113.0, 156.0)
    assert told(frame, 100049, "ks4_low_prior") == (19.1, "published", 26.0, 136.0)
    assert told(frame, 100049, "progress8_band") == (3.0, "published", None, None)
    assert told(frame, 100051, "progress8_band") == (1.0, "published", None, None)
    assert told(frame, 100051, "ks4_prior_attainment") == (None, "suppressed", None, None)
    assert told(frame, 137333, "ks4_disadvantaged") == (None, "not_applicable", None, None)
    assert figure(frame, 100092, "ks4_pupils")["phase_family"] == "Special"
    assert figure(frame, 137333, "ks4_pupils")["state_funded"] is False
    assert done.rejects["reason"].tolist() == ["'Splendid' in p8_banding is no band that we know"]

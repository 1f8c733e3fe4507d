"""No school, value or status changes between the published rows and the bundled tables.

The expectation is made from the raw cells with nothing of the pipeline's: ``float`` and a list of symbols.
"""

import datetime as dt
import json
from pathlib import Path

import pandas as pd
import pytest

from geo.store import read

RAW = json.loads((Path(__file__).parents[1] / "golden" / "camden_raw.json").read_text(encoding="utf-8"))
BUNDLE = Path(__file__).parents[2] / "data" / "processed"

#: What each symbol of the performance tables says. NA is "not available" or "not applicable" there, and blank is its
#: other spelling, so the cautious word holds unless the kind of school tells more.
GAPS = {"NA": "not_available", "": "not_available", "SUPP": "suppressed"}

#: Independent schools are not asked for meals and languages; the six-year measure starts at reception.
NOT_ASKED = {
    "Independent school": {"fsm", "fsm_ever6", "eal"},
    "State-funded nursery": {"fsm_ever6"},
}

CENSUS = {
    "pupils": ("NOR", None),
    "ehcp": ("PSENELSE", "TSENELSE"),
    "sen_support": ("PSENELK", "TSENELK"),
    "eal": ("PNUMEAL", "NUMEAL"),
    "fsm_ever6": ("PNUMFSMEVER", "NUMFSMEVER"),
}
LONG = {
    "absence": ("sess_overall_percent", "sess_overall", "sess_possible"),
    "persistent_absence": ("enrolments_pa_10_exact_percent", "enrolments_pa_10_exact", "enrolments"),
}
GRADES = {"1": "Outstanding", "2": "Good", "3": "Requires improvement", "4": "Inadequate"}

URNS = sorted(map(int, RAW))

#: Cells that are published as a number and say nothing: no pupil was asked for a first language.
NO_LANGUAGE_ASKED = {(100_094, "2020/21"), (100_066, "2020/21")}


@pytest.fixture(scope="module")
def schools() -> pd.DataFrame:
    return read(BUNDLE, "schools").set_index("urn")


@pytest.fixture(scope="module")
def measures() -> pd.DataFrame:
    frame = read(BUNDLE, "measures")
    return frame[frame["urn"].isin(URNS)].set_index(["urn", "measure", "year"])


@pytest.fixture(scope="module")
def inspections() -> pd.DataFrame:
    frame = read(BUNDLE, "inspections")
    return frame[frame["urn"].isin(URNS)]


def plain(cell: str) -> float:
    return float(cell.removesuffix("%"))


@pytest.mark.parametrize("urn", URNS)
def test_who_and_where_a_school_is(urn: int, schools: pd.DataFrame) -> None:
    raw, row = RAW[str(urn)]["register"], schools.loc[urn]
    pairs = {
        "name": raw["EstablishmentName"],
        "school_type": raw["TypeOfEstablishment (name)"],
        "status": raw["EstablishmentStatus (name)"],
        "phase": raw["PhaseOfEducation (name)"],
        "faith": raw["ReligiousCharacter (name)"],
        "trust_name": raw["Trusts (name)"],
        "federation_name": raw["Federations (name)"],
        "postcode": raw["Postcode"],
        "ward_code": raw["AdministrativeWard (code)"],
        "laestab": raw["LA (code)"] + raw["EstablishmentNumber"],
    }
    assert {name: "" if pd.isna(row[name]) else row[name] for name in pairs} == pairs
    whole = {"age_low": "StatutoryLowAge", "age_high": "StatutoryHighAge", "capacity": "SchoolCapacity"}
    assert {n: "" if pd.isna(row[n]) else str(row[n]) for n in whole} == {n: raw[cell] for n, cell in whole.items()}
    if raw["Easting"]:
        assert (row.geometry.x, row.geometry.y) == (float(raw["Easting"]), float(raw["Northing"]))
        assert row["location_source"] == "register"
    else:
        assert row["location_source"] == "postcode"


@pytest.mark.parametrize("year", ["2018/19", "2020/21", "2023/24"])
@pytest.mark.parametrize("urn", URNS)
def test_the_census(urn: int, year: str, measures: pd.DataFrame) -> None:
    raw = RAW[str(urn)][f"census {year.replace('/', '-')}"]
    if raw is None:
        assert not [key for key in measures.index if key[0] == urn and key[2] == year and key[1] in CENSUS]
        return
    not_asked = NOT_ASKED.get(raw["SCHOOLTYPE"], set())
    for name, (cell, count) in CENSUS.items():
        row = measures.loc[(urn, name, year)]
        if name == "eal" and (urn, year) in NO_LANGUAGE_ASKED:
            assert (row["status"], pd.isna(row["value"])) != ("published", False)
        elif raw[cell] in GAPS:
            expected = "not_applicable" if name in not_asked else GAPS[raw[cell]]
            assert (row["status"], pd.isna(row["value"])) == (expected, True)
        else:
            assert (row["status"], row["value"]) == ("published", plain(raw[cell]))
            if count and pd.notna(row["numerator"]):
                assert row["numerator"] == float(raw[count])


@pytest.mark.parametrize("year", ["2018/19", "2020/21", "2023/24"])
@pytest.mark.parametrize("urn", URNS)
def test_free_school_meals_are_the_two_published_counts(urn: int, year: str, measures: pd.DataFrame) -> None:
    raw = RAW[str(urn)][f"census {year.replace('/', '-')}"]
    if raw is None:
        return
    row = measures.loc[(urn, "fsm", year)]
    if raw["SCHOOLTYPE"] == "Independent school":
        assert (row["status"], pd.isna(row["value"])) == ("not_applicable", True)
    else:
        assert (row["numerator"], row["denominator"]) == (float(raw["NUMFSM"]), float(raw["NOR"]))
        assert row["value"] == pytest.approx(100 * float(raw["NUMFSM"]) / float(raw["NOR"]))


@pytest.mark.parametrize("urn", URNS)
def test_absence_of_the_two_latest_years(urn: int, measures: pd.DataFrame) -> None:
    for year in ("2022/23", "2023/24"):
        raw = RAW[str(urn)][f"absence tables {year.replace('/', '-')}"]
        for name, cell in (("absence", "PERCTOT"), ("persistent_absence", "PPERSABS10")):
            if raw is None:
                assert (urn, name, year) not in measures.index
            else:
                row = measures.loc[(urn, name, year)]
                assert (row["status"], row["value"]) == ("published", float(raw[cell]))
                assert pd.isna(row["numerator"])


@pytest.mark.parametrize("urn", URNS)
def test_absence_with_counts(urn: int, measures: pd.DataFrame) -> None:
    for period, year in (("200607", "2006/07"), ("201819", "2018/19")):
        raw = RAW[str(urn)][f"absence {period}"]
        for name, cells in LONG.items():
            if raw is None:
                assert (urn, name, year) not in measures.index
            else:
                row = measures.loc[(urn, name, year)]
                got = (row["value"], row["numerator"], row["denominator"])
                assert got == tuple(float(raw[cell]) for cell in cells)


@pytest.mark.parametrize("urn", URNS)
def test_inspections_keep_grade_and_date(urn: int, inspections: pd.DataFrame) -> None:
    raw = RAW[str(urn)]
    mine = inspections[(inspections["urn"] == urn) & (inspections["area"] == "Overall effectiveness")]
    graded = {(row.inspected_on.date(), row.grade) for row in mine.itertuples() if pd.notna(row.inspected_on)}
    for key, on, grade in (
        ("ofsted 2018-07-31", "Inspection date", "Overall effectiveness"),
        ("ofsted 2024-12-31", "Inspection start date", "Overall effectiveness"),
    ):
        if raw[key] is not None:
            day = dt.datetime.strptime(raw[key][on], "%d/%m/%Y").date()  # noqa: DTZ007  -- a day has no zone
            word = GRADES.get(raw[key][grade], raw[key][grade])
            # Two lists tell of one inspection with dates up to four days apart; then one of them is kept.
            assert [g for d, g in graded if abs((d - day).days) <= 4 and g == word], (key, raw[key], graded)
    told = inspections[(inspections["urn"] == urn) & (inspections["scheme"] == "latest_outcome")]
    code = raw["ofsted 2026-02-28"]
    assert told["grade_raw"].tolist() == ([code] if code in GRADES else [])
    assert told["grade"].tolist() == ([GRADES[code]] if code in GRADES else [])
    assert told["inspected_on"].isna().all()


def test_no_report_card_and_no_overall_comes_from_a_list_that_does_not_say_so(inspections: pd.DataFrame) -> None:
    assert not (inspections["scheme"] == "report_card").any()
    compiled = inspections[inspections["source"] == "ofsted:2026-02-28"]
    assert set(compiled["area"]) == {"Latest outcome"}


def test_what_is_not_bundled_is_not_there() -> None:
    names = set(read(BUNDLE, "measures")["measure"])
    assert names.isdisjoint({"suspension_rate", "permanent_exclusion_rate", "suspended_once_rate", "severe_absence"})


def test_the_bundle_has_the_schools_that_it_says(schools: pd.DataFrame) -> None:
    camden = schools[(schools["borough_code"] == "E09000007") & (schools["status"] == "Open")]
    state = camden[camden["sector"] == "state"]
    assert len(schools) == 3_139
    assert (schools["borough_code"] == "E09000007").sum() == 90
    assert set(state.index[state["site_borough"] != "E09000007"]) == {141_164}
    families = state.drop(index=141_164)["phase_family"].value_counts().to_dict()
    assert families == {"Primary": 38, "Secondary": 10, "Special": 5, "Alternative provision": 2, "Nursery": 1}
    pupils = read(BUNDLE, "measures").query("measure == 'pupils' and year == '2022/23'").set_index("urn")["value"]
    assert pupils.reindex(state.index.drop(141_164)).sum() == 21_774

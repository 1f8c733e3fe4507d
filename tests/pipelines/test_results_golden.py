"""No result changes between the published rows of Camden schools and the bundled tables.

The expectation is made from the raw cells with nothing of the pipeline's: ``float`` and a list of symbols.
"""

import json
from pathlib import Path

import pandas as pd
import pytest

from geo.store import read

TESTS = Path(__file__).parents[1]
RAW = json.loads((TESTS / "golden" / "camden_results_raw.json").read_text(encoding="utf-8"))
BUNDLE = TESTS.parent / "data" / "processed"
URNS = sorted(map(int, RAW))

#: What each symbol says: not entered, not published (of independent schools), suppressed, not applicable. A blank and
#: NA are given no reason.
GAPS = {
    "NE": "not_applicable",
    "z": "not_applicable",
    "NP": "not_available",
    "SUPP": "suppressed",
    "NA": "not_available",
    "": "not_available",
}

#: Table -> measure -> (year, cell of the figure, cell of the pupils that it is of, cell of those above the line).
CELLS = {
    "ks2 2017-18": {
        "ks2_expected": ("2017/18", "Overall Meet Std", "KS2 Pupils", None),
        "ks2_higher": ("2017/18", "Overall Exceed Std", "KS2 Pupils", None),
        "ks2_reading_progress": ("2017/18", "Reading Progress", None, None),
        "ks2_writing_progress": ("2017/18", "Writing Progress", None, None),
        "ks2_maths_progress": ("2017/18", "Maths Progress", None, None),
    },
    "ks2 2018-19": {
        "ks2_reading_progress": ("2018/19", "READPROG", None, None),
        "ks2_writing_progress": ("2018/19", "WRITPROG", None, None),
        "ks2_maths_progress": ("2018/19", "MATPROG", None, None),
    },
    "ks4 2018-19": {
        "attainment8": ("2018/19", "ATT8SCR", None, None),
        "progress8": ("2018/19", "P8MEA", None, None),
        "progress8_band": ("2018/19", "P8_BANDING", None, None),
        "ks4_basics_95": ("2018/19", "PTL2BASICS_95", None, None),
        "ks4_ebacc_entry": ("2018/19", "PTEBACC_E_PTQ_EE", None, None),
        "ks4_ebacc_points": ("2018/19", "EBACCAPS", None, None),
    },
    "year 11 2023-24": {
        "ks4_pupils": ("2023/24", "t_pupils", None, None),
        "ks4_prior_attainment": ("2023/24", "avg_ks2_scaledscore", None, None),
        "ks4_low_prior": ("2023/24", "pt_prior_lo", None, "t_prior_lo"),
        "ks4_disadvantaged": ("2023/24", "pt_disadvantaged", "t_pupils", "t_disadvantaged"),
    },
    "destinations 2023-24": {
        "ks4_sustained": ("2021/22", "OVERALL_DESTPER", "COHORT", "OVERALL_DEST"),
        "ks4_education": ("2021/22", "EDUCATIONPER", "COHORT", "EDUCATION"),
        "ks4_apprenticeship": ("2021/22", "APPRENPER", "COHORT", "APPREN"),
    },
    "ks5 2018-19": {
        "alevel_points": ("2018/19", "TALLPPE_ALEV_1618", None, None),
        "alevel_value_added": ("2018/19", "VA_INS_ALEV", None, None),
    },
    "ks5 2023-24": {
        "alevel_students": ("2023/24", "TALLPUP_ALEV_1618", None, None),
        "alevel_points": ("2023/24", "TALLPPE_ALEV_1618", "TALLPUP_ALEV_1618", None),
        "alevel_value_added": ("2023/24", "VA_INS_ALEV", None, None),
        "applied_general_points": ("2023/24", "TALLPPE_AGEN", "TALLPUP_AGEN", None),
    },
}
BANDS = {"Well above average": 1, "Above average": 2, "Average": 3, "Below average": 4, "Well below average": 5}


@pytest.fixture(scope="module")
def measures() -> pd.DataFrame:
    frame = read(BUNDLE, "measures")
    return frame[frame["urn"].isin(URNS)].set_index(["urn", "measure", "year"]).sort_index()


@pytest.mark.parametrize("table", CELLS)
@pytest.mark.parametrize("urn", URNS)
def test_each_cell_is_in_the_bundle_as_it_was_published(urn: int, table: str, measures: pd.DataFrame) -> None:
    cells = RAW[str(urn)][table]
    for name, (year, figure, below, above) in CELLS[table].items():
        if cells is None:
            assert (urn, name, year) not in measures.index, (name, year)
            continue
        row = measures.loc[(urn, name, year)]
        if cells[figure] in GAPS:
            assert (row["status"], pd.isna(row["value"])) == (GAPS[cells[figure]], True), (name, year)
            continue
        assert (row["status"], row["value"]) == ("published", float(cells[figure].removesuffix("%"))), (name, year)
        if below:
            assert row["denominator"] == float(cells[below])
        if above:
            assert row["numerator"] == float(cells[above])


def test_low_prior_attainment_is_of_those_with_results_at_key_stage_2(measures: pd.DataFrame) -> None:
    checked = 0
    for urn in URNS:
        cells = RAW[str(urn)]["year 11 2023-24"]
        if cells and cells["t_prior_lo"].isdigit():
            whole = sum(int(cells[f"t_prior_{level}"]) for level in ("lo", "av", "hi"))
            row = measures.loc[(urn, "ks4_low_prior", "2023/24")]
            assert row["denominator"] == whole
            assert row["value"] == pytest.approx(100 * int(cells["t_prior_lo"]) / whole, abs=0.051)
            checked += 1
    assert checked >= 5


def test_the_band_of_2023_24_is_the_departments_word(measures: pd.DataFrame) -> None:
    for urn in URNS:
        cells = RAW[str(urn)]["year 11 2023-24"]
        if cells:
            row = measures.loc[(urn, "progress8_band", "2023/24")]
            word = cells["p8_banding"]
            if word in GAPS:
                assert (row["status"], pd.isna(row["value"])) == (GAPS[word], True)
            else:
                assert (row["status"], row["value"]) == ("published", BANDS[word])


def test_value_added_has_its_published_interval(measures: pd.DataFrame) -> None:
    for urn in URNS:
        cells = RAW[str(urn)]["ks5 2023-24"]
        if cells:
            row = measures.loc[(urn, "alevel_value_added", "2023/24")]
            assert (row["low"], row["high"]) == (float(cells["LCI_INS_ALEV"]), float(cells["UCI_INS_ALEV"]))


def test_an_earlier_year_that_a_table_repeats_is_of_that_year(measures: pd.DataFrame) -> None:
    for urn in URNS:
        cells = RAW[str(urn)]["ks5 2023-24"]
        if cells:
            row = measures.loc[(urn, "alevel_points", "2021/22")]
            told = (row["value"], row["denominator"])
            assert told == (float(cells["TALLPPE_ALEV_1618_22"]), float(cells["TALLPUP_ALEV_1618_22"]))


def test_the_final_table_speaks_and_the_provisional_one_only_where_it_has_no_such_column(
    measures: pd.DataFrame,
) -> None:
    """The final cut has no number of pupils, so it is the provisional table's, and names it."""
    told = 0
    for urn in URNS:
        early, final = RAW[str(urn)]["ks4 provisional 2018-19"], RAW[str(urn)]["ks4 2018-19"]
        if final is None:
            continue
        assert measures.loc[(urn, "progress8", "2018/19")]["source"] == "ks4:2018/19"
        assert pd.isna(measures.loc[(urn, "progress8", "2018/19")]["low"])  # the interval belongs to another figure
        assert measures.loc[(urn, "ks4_pupils", "2018/19")]["source"] == "ks4_provisional:2018/19"
        told += early["P8MEA"] != final["P8MEA"]
    assert told >= 3

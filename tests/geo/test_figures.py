"""The newest figure of each measure, and the reason where there is none."""

import pandas as pd
import pytest

from geo.figures import figures, newest_year, status_without_row
from geo.measures import MEASURES
from geo.vocab import ValueStatus
from tests import factories

COVERAGE = factories.build_info(factories.some_measures(), {})["coverage"]


@pytest.fixture
def found():
    return figures(factories.some_measures(), 100_001, COVERAGE).set_index("measure")


def test_one_row_a_measure_in_the_registrys_order(found):
    assert found.index.tolist() == list(MEASURES)


def test_the_newest_year_wins(found):
    assert found.loc["pupils", ["year", "value", "status"]].tolist() == ["2023/24", 1234.0, "published"]


def test_a_suppressed_figure_keeps_its_reason(found):
    assert found.loc["absence", "status"] == ValueStatus.SUPPRESSED
    assert pd.isna(found.loc["absence", "value"])


def test_it_says_whose_figure_it_was(found):
    assert found.loc["fsm", "reported_urn"] == 100_099
    assert found.loc["pupils", "reported_urn"] == 100_001


def test_a_table_without_the_school_and_a_build_without_the_table(found):
    assert found.loc["persistent_absence", ["year", "status"]].tolist() == ["2023/24", "missing_row"]
    assert found.loc["suspension_rate", "status"] == ValueStatus.NOT_BUNDLED
    assert pd.isna(found.loc["suspension_rate", "year"])


def test_an_older_figure_says_that_there_is_a_newer_table():
    table = factories.measures(
        {"urn": 100_001, "year": "2018/19", "measure": "pupils", "value": 9.0},
        {"urn": 100_002, "year": "2023/24", "measure": "pupils", "value": 9.0},
    )
    coverage = factories.build_info(table, {})["coverage"]
    row = figures(table, 100_001, coverage).set_index("measure").loc["pupils"]
    assert (row["year"], row["newest_year"]) == ("2018/19", "2023/24")


@pytest.mark.parametrize(
    ("measure", "year", "status"),
    [
        ("absence", "2019/20", ValueStatus.NOT_COLLECTED),
        ("absence", "2023/24", ValueStatus.MISSING_ROW),
        ("absence", "2024/25", ValueStatus.NOT_BUNDLED),
        ("suspension_rate", None, ValueStatus.NOT_BUNDLED),
        # The table of the index leaves no small area out: what is not at hand is where the building's boundary runs.
        ("area_imd_decile", "2019", ValueStatus.NOT_BUNDLED),
    ],
)
def test_why_there_is_no_row(measure, year, status):
    assert status_without_row(measure, year, COVERAGE) is status


def test_newest_year():
    assert newest_year("pupils", COVERAGE) == "2023/24"
    assert newest_year("suspension_rate", COVERAGE) is None

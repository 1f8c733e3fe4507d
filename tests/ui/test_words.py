"""Numbers, gaps, dates and distances in words."""

import pandas as pd
import pytest

from geo import words
from geo.measures import MEASURES
from geo.vocab import DateBasis, ValueStatus


@pytest.mark.parametrize(
    ("measure", "value", "said"),
    [
        ("fsm", 12.34, "12.3%"),
        ("fsm", 0.0, "0.0%"),
        ("pupils", 1234.0, "1,234"),
        ("suspension_rate", 216.4, "216.4 per 100 pupils"),
        ("permanent_exclusion_rate", 0.05, "0.05 per 100 pupils"),
        ("area_imd_decile", 2.0, "2 of 10"),
        ("area_imd_rank", 3750.0, "3,750"),
    ],
)
def test_a_number_has_its_unit(measure, value, said):
    assert words.number(value, MEASURES[measure]) == said


@pytest.mark.parametrize("status", [status for status in ValueStatus if status is not ValueStatus.PUBLISHED])
def test_every_gap_has_words_and_no_digit_that_looks_like_a_figure(status):
    said = words.missing(status, MEASURES["absence"], None)
    assert said
    assert not any(letter.isdigit() for letter in said)


def test_a_gap_names_its_year_where_that_is_the_reason():
    assert words.missing("not_collected", MEASURES["absence"], "2019/20") == "not collected in 2019/20"
    assert words.missing("missing_row", MEASURES["absence"], "2023/24") == "no row for this school in the 2023/24 table"


@pytest.mark.parametrize("basis", list(DateBasis))
def test_every_date_says_what_it_is_the_date_of(basis):
    assert "date" in words.date_basis(basis)


def test_dates():
    assert words.date(pd.Timestamp(2019, 3, 4)) == "4 March 2019"
    assert words.date(pd.NaT) == "date not known"


@pytest.mark.parametrize(
    ("metres", "said"), [(0, "0 m"), (354, "350 m"), (994, "990 m"), (995, "1.0 km"), (1250.1, "1.3 km")]
)
def test_distances(metres, said):
    assert words.distance(metres) == said


def test_counts_and_ages():
    assert words.count(1, "school") == "1 school"
    assert words.count(3139, "school") == "3,139 schools"
    assert words.ages(3, 11) == "ages 3 to 11"
    assert words.ages(pd.NA, 11) == "ages ? to 11"
    assert words.ages(pd.NA, pd.NA) == "ages not recorded"


def test_deprivation_names_the_boundaries_and_no_command_that_would_refuse():
    entry = MEASURES["area_imd_decile"]
    assert "lack the boundaries that would find the small area" in words.missing("not_bundled", entry, "2025")
    assert words.missing("not_bundled", entry, None).endswith("can add it by hand, as `data/raw/README.md` says")

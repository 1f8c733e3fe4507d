"""Which results apply to whom, and who is compared with whom: synthetic schools."""

import pandas as pd
import pytest

from geo.applies import applies, compared_family, concerns
from geo.comparable import kind_words, not_comparable
from geo.measures import measure
from geo.vocab import PhaseFamily

KS2, KS4, KS5 = (measure(name) for name in ("ks2_expected", "attainment8", "alevel_points"))


@pytest.mark.parametrize(
    ("family", "low", "high", "expected"),
    [
        ("Primary", 3, 11, "ks2"),
        ("Primary", 4, 7, ""),  # an infant school ends before key stage 2 does
        ("Primary", 7, 11, "ks2"),
        ("Secondary", 11, 16, "ks4"),
        ("Secondary", 11, 18, "ks4 ks5"),
        ("All-through", 3, 18, "ks2 ks4 ks5"),
        ("16 plus", 16, 19, "ks5"),
        ("Special", 5, 19, "ks2 ks4 ks5"),
        ("Special", 3, 11, "ks2"),
        ("Nursery", 2, 5, ""),
        ("Primary", None, None, "ks2"),
        ("Secondary", None, None, "ks4 ks5"),
        ("Alternative provision", None, None, "ks4"),
        ("Special", pd.NA, pd.NA, "ks2 ks4"),
        ("Nursery", None, float("nan"), ""),
        ("Phase not recorded", None, None, ""),
    ],
)
def test_the_key_stages_that_a_school_teaches(family, low, high, expected):
    told = [entry.stage for entry in (KS2, KS4, KS5) if applies(entry, family, low, high)]
    assert " ".join(told) == expected


@pytest.mark.parametrize("family", list(PhaseFamily))
def test_what_is_no_result_applies_to_everyone_and_is_of_the_own_family(family):
    assert applies(measure("eal"), family, 3, 5)
    assert compared_family(measure("eal"), family) is family


@pytest.mark.parametrize(
    ("family", "beside"),
    [
        ("Primary", "Primary Primary Primary"),
        ("Secondary", "Primary Secondary Secondary"),  # a middle school's year 6 counts with the primary schools
        ("All-through", "Primary Secondary Secondary"),
        ("16 plus", "16 plus Secondary Secondary"),
        ("Special", "Special Special Special"),
        ("Alternative provision", "Alternative provision Alternative provision Alternative provision"),
        ("Independent", "Independent Independent Independent"),
    ],
)
def test_whose_figures_stand_beside_results(family, beside):
    assert " ".join(compared_family(entry, family) for entry in (KS2, KS4, KS5)) == beside


def test_words_for_whom_a_school_is_compared_with():
    assert kind_words("All-through", KS2) == "primary schools"
    assert kind_words("All-through", KS4) == "secondary schools"
    assert kind_words("16 plus", KS5) == kind_words("Secondary", KS5) == "schools with a sixth form"
    assert kind_words("Special", KS5) == "special schools"
    assert kind_words("Secondary", measure("eal")) == "secondary schools"


def test_an_all_through_school_is_compared_by_its_results_alone():
    school = {"phase_family": "All-through", "sector": "state", "name": "Synthetic All-through"}
    assert not_comparable(school, measure("eal")).startswith("an all-through school has pupils of both phases")
    assert [not_comparable(school, entry) for entry in (KS2, KS4, KS5)] == ["", "", ""]
    independent = school | {"sector": "independent"}
    assert not_comparable(independent, KS4) == "the figures of areas are of state-funded schools"


@pytest.mark.parametrize("status", ["published", "suppressed", "low"])
def test_what_a_table_tells_is_of_concern_whatever_the_ages_say(status):
    assert concerns(KS4, status, "Primary", 3, 11)
    assert not concerns(KS4, "not_available", "Primary", 3, 11)

"""A school's figures beside their areas: synthetic tables, checked by hand."""

import math
from types import MappingProxyType

import pandas as pd
import pytest

from geo.cohort import FEW, caution, counts_of, interval, pupils_behind
from geo.context import ENGLAND, LONDON, in_context
from geo.interval import wilson
from geo.measures import MEASURES, measure
from geo.percentile import Band
from geo.vocab import Basis, ValueStatus
from tests import factories
from tests.factories import HOME

URN, YEAR = 100_001, "2023/24"
COVERAGE = MappingProxyType(
    {
        name: {"2022/23": {"published": 1}, YEAR: {"published": 1}}
        for name in ("eal", "ehcp", "absence", "persistent_absence", "pupils")
    }
    | {"fsm": {"2018/19": {"published": 1}}}
)


def area(code, value, **changes):
    row = {"area_code": code, "area_name": f"Synthetic {code}", "phase_family": "Primary", "year": YEAR}
    row |= {"measure": "eal", "value": value, "basis": "counts", "numerator": value, "denominator": 100.0}
    row |= {"schools": 40, "schools_without": 1, "q20": 10.0, "q40": 20.0, "q60": 30.0, "q80": 40.0}
    return row | {"source": "synthetic"} | changes


def own(value=35.0, **changes):
    row = {"urn": URN, "year": YEAR, "measure": "eal", "value": value, "numerator": 35.0, "denominator": 100.0}
    return row | changes


AREAS = (area(ENGLAND, 22.0, basis="published"), area(LONDON, 25.0), area(HOME, 27.0))


OWN = (own(),)


def made(rows=OWN, areas=AREAS, **school):
    benchmarks = factories._typed("benchmarks", list(areas))
    one = factories.schools(factories.school(URN, **school)).iloc[0]
    found = in_context(factories.measures(*rows), benchmarks, one, COVERAGE)
    return {each.measure: each for each in found}


def test_one_entry_a_measure_in_the_order_of_the_registry():
    assert list(made()) == list(MEASURES)


def test_borough_london_and_england_in_this_order_as_the_table_has_them():
    eal = made()["eal"]
    told = [(each.area_code, each.value, each.basis) for each in eal.benchmarks]
    assert told == [(HOME, 27.0, Basis.COUNTS), (LONDON, 25.0, Basis.COUNTS), (ENGLAND, 22.0, Basis.PUBLISHED)]
    assert eal.area(LONDON).schools_without == 1
    assert eal.area("E09000001") is None
    assert (eal.band, eal.compared_with, eal.not_compared) == (Band.ABOVE, "London primary schools", "")
    assert (eal.low, eal.high) == wilson(35, 100)


@pytest.mark.parametrize("change", [{"phase_family": "Special"}, {"year": "2022/23"}, {"measure": "ehcp"}])
def test_another_family_year_or_measure_is_never_compared(change):
    eal = made(areas=[each | change for each in AREAS])["eal"]
    assert eal.benchmarks == ()
    assert eal.band is None
    assert eal.not_compared == "no figures of London primary schools are at hand for 2023/24"
    assert eal.sentence.startswith("35.0% of pupils (35 of 100) had a first language")
    assert "London" not in eal.sentence


@pytest.mark.parametrize(
    ("school", "why"),
    [
        ({"phase_family": "Independent"}, "the figures of areas are of state-funded schools"),
        ({"phase_family": "Special", "name": "Synthetic Hospital School"}, "it is a hospital school"),
        ({"phase_family": "Primary", "sector": "independent"}, "the figures of areas are of state-funded schools"),
    ],
)
def test_with_their_own_kind_or_not_at_all(school, why):
    areas = [each | {"phase_family": school["phase_family"]} for each in AREAS]
    eal = made(areas=areas, **school)["eal"]
    assert (eal.band, eal.compared_with, eal.benchmarks) == (None, "", ())
    assert eal.not_compared.startswith(why)


def test_a_special_school_is_compared_with_special_schools():
    eal = made(areas=[each | {"phase_family": "Special"} for each in AREAS], phase_family="Special")["eal"]
    assert eal.compared_with == "London special schools"
    assert "above most London special schools" in eal.sentence


def test_too_few_schools_have_benchmarks_and_no_band():
    eal = made(areas=[area(LONDON, 25.0, schools=29)])["eal"]
    assert len(eal.benchmarks) == 1
    assert eal.band is None
    assert eal.not_compared == "only 29 London primary schools have a figure; a band needs 30"


def test_what_is_shown_decides_the_band():
    """30.04 is shown as 30.0, which is the cut."""
    assert made(rows=[own(30.04)])["eal"].band is Band.CLOSE
    assert made(rows=[own(30.06)])["eal"].band is Band.ABOVE


def test_a_gap_keeps_its_reason():
    found = made(rows=[own(None, numerator=None, denominator=None)])
    assert (found["eal"].status, found["eal"].value) == (ValueStatus.SUPPRESSED, None)
    assert "suppressed: too few pupils" in found["eal"].sentence
    assert found["eal"].not_compared == "there is no figure to compare"
    assert found["ehcp"].status is ValueStatus.MISSING_ROW
    assert found["severe_absence"].status is ValueStatus.NOT_BUNDLED


def test_an_old_year_says_its_age_and_a_newer_table_without_the_school_is_named():
    found = made(rows=[own(measure="fsm", year="2018/19"), own(year="2022/23")])
    assert "in January 2019, the newest year at hand" in found["fsm"].sentence
    assert found["eal"].sentence.endswith("; there is no figure for 2023/24.")
    assert "newest" not in made()["eal"].sentence


def test_a_predecessors_figure_is_said_to_be_one():
    eal = made(rows=[own(reported_urn=100_099)])["eal"]
    assert eal.reported_urn == 100_099
    assert "reported under its earlier number, 100099" in eal.sentence


def test_few_pupils_are_said():
    rows = [own(numerator=7.0, denominator=20.0), own(7.0, measure="absence", numerator=None, denominator=None)]
    rows.append(own(20.0, measure="pupils", numerator=None, denominator=None))
    found = made(rows=rows)
    assert found["eal"].caution == "Few pupils, 20: one of them is 5 percentage points."
    assert found["absence"].caution == "Few pupils, 20: one of them moves the figure much."
    assert found["absence"].low is None
    assert found["pupils"].caution == ""


def cell(numerator, denominator, value=50.0):
    return {"value": value, "numerator": numerator, "denominator": denominator}


@pytest.mark.parametrize(
    ("name", "row", "counts"),
    [
        ("persistent_absence", cell(3, 10), (3, 10)),
        ("absence", cell(3, 10), None),
        ("suspension_rate", cell(3, 10), None),
        ("persistent_absence", cell(math.nan, 10), None),
        ("suspended_once_rate", cell(11, 10), None),
        ("eal", cell(0, 0), None),
    ],
)
def test_an_interval_only_of_pupils_each_counted_once(name, row, counts):
    assert counts_of(row, measure(name)) == counts
    assert interval(row, measure(name)) == (None if counts is None else wilson(*counts))


def test_a_published_interval_goes_before_ours():
    assert interval(cell(3, 10) | {"low": 10.0, "high": 60.0}, measure("eal")) == (10.0, 60.0)


def test_few_is_under_thirty():
    assert caution(FEW, measure("eal")) == ""
    assert caution(FEW - 1, measure("eal")) != ""
    assert caution(None, measure("eal")) == ""
    same_year = {"persistent_absence": cell(3, 12)}
    assert pupils_behind(cell(3, 4000), measure("absence"), same_year) == 12
    assert pupils_behind(cell(3, 4000), measure("absence"), {}) is None
    assert pupils_behind(cell(None, None), measure("eal"), same_year) is None


def test_tables_are_left_as_they_were():
    rows, areas = factories.measures(own()), factories._typed("benchmarks", list(AREAS))
    before = rows.copy(), areas.copy()
    in_context(rows, areas, factories.schools(factories.school(URN)).iloc[0], COVERAGE)
    pd.testing.assert_frame_equal(rows, before[0])
    pd.testing.assert_frame_equal(areas, before[1])

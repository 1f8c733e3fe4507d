"""A measure over the years: synthetic tables, checked by hand."""

import pandas as pd
import pytest

from geo.context import LONDON
from geo.interval import wilson
from geo.measures import NOT_COLLECTED
from geo.movement import movements
from geo.trend import NO_INTERVAL, trend
from geo.vocab import ValueStatus
from tests import factories
from tests.factories import HOME

URN = 100_001
HELD = ("2011/12", "2012/13", "2013/14", "2018/19", "2022/23", "2023/24")
COVERAGE = {name: {year: {"published": 1} for year in HELD} for name in ("absence", "persistent_absence", "pupils")} | {
    "area_imd_decile": {"2019": {"published": 1}, "2025": {"published": 1}}
}
YEARS = [f"{year}/{(year + 1) % 100}" for year in range(2011, 2024)]


def row(year, value, **changes):
    return {"urn": URN, "year": year, "measure": "persistent_absence", "value": value} | changes


ROWS = (
    row("2011/12", 20.0, numerator=20.0, denominator=100.0, reported_urn=100_099),
    row("2012/13", 10.0, numerator=2.0, denominator=20.0),
    row("2018/19", None),
    row("2022/23", 18.0),
    row("2023/24", 19.0),
)


def line(code, year, value, **changes):
    made = {"area_code": code, "area_name": code, "phase_family": "Primary", "year": year, "value": value}
    return made | {"measure": "persistent_absence", "basis": "counts", "schools": 40, "source": "synthetic"} | changes


def made(rows=ROWS, lines=(), name="persistent_absence", moved=None, **school):
    one = factories.schools(factories.school(URN, **school)).iloc[0]
    return trend(factories.measures(*rows), factories._typed("benchmarks", list(lines)), one, name, COVERAGE, moved)


def test_every_year_of_the_span_with_its_figure_or_its_reason():
    found = {each.year: each for each in made().points}
    assert list(found) == YEARS
    assert found["2023/24"].value == 19.0
    assert found["2013/14"].reason == "no row for this school in the 2013/14 table"
    assert found["2014/15"].reason == "published, but not in the data at hand"
    assert found["2018/19"].reason == "suppressed: too few pupils to publish"
    assert found["2019/20"].reason == NOT_COLLECTED["persistent_absence", "2019/20"]
    assert found["2019/20"].status is ValueStatus.NOT_COLLECTED
    assert [each.year for each in found.values() if each.value is not None] == ["2011/12", "2012/13", *HELD[-2:]]
    assert all((each.value is None) == (each.reason != "") for each in found.values())


def test_few_pupils_predecessors_and_intervals_are_marked():
    found = {each.year: each for each in made().points}
    assert found["2011/12"].caution == "Reported under another number of the school, 100099."
    assert (found["2011/12"].low, found["2011/12"].high) == wilson(20, 100)
    assert found["2012/13"].caution == "Few pupils, 20: one of them is 5 percentage points."
    assert (found["2023/24"].low, found["2023/24"].high) == (None, None)
    assert made().interval_note == "No interval is given where the counts behind a percentage are not published."


def test_sessions_have_no_interval_and_say_why():
    found = made(rows=[row("2018/19", 5.0, measure="absence", numerator=500.0, denominator=10_000.0)], name="absence")
    assert found.interval_note == NO_INTERVAL
    assert all(each.low is None for each in found.points)


def test_the_break_of_absence_is_marked_and_not_crossed():
    assert made().breaks == (("2012/13", "six half terms from here; five before"),)
    only = made(rows=ROWS[:2])
    assert "because the series breaks in 2012/13" in only.sentence
    assert made(rows=[], name="pupils").breaks == ()


def test_lines_of_borough_london_and_england_of_the_same_family():
    lines = [
        line(LONDON, "2018/19", 12.0),
        line(LONDON, "2023/24", 15.0, basis="mean_of_rates"),
        line(HOME, "2018/19", 13.0),
        line(LONDON, "2022/23", 99.0, phase_family="Special"),
        line("E09000019", "2022/23", 99.0),
    ]
    found = made(lines=lines).lines
    assert [each.area_code for each in found] == [HOME, LONDON]
    assert dict(found[1].values) == dict.fromkeys(YEARS) | {"2018/19": 12.0, "2023/24": 15.0}
    assert made(lines=lines, phase_family="Independent").lines == ()
    assert made(lines=lines, phase_family="Independent").not_compared != ""


def test_a_year_before_the_school_opened_says_so():
    found = made(rows=ROWS[3:], open_date=pd.Timestamp(2013, 9, 1))
    reasons = {each.year: each.reason for each in found.points}
    assert reasons["2012/13"] == "the register has 1 September 2013 as the date on which the school opened"
    assert reasons["2013/14"] == "no row for this school in the 2013/14 table"


def test_years_of_an_index_are_not_filled_up():
    rows = [row(year, value, measure="area_imd_decile") for year, value in (("2019", 3.0), ("2025", 4.0))]
    found = made(rows=rows, name="area_imd_decile")
    assert [each.year for each in found.points] == ["2019", "2025"]
    assert found.sentence.endswith("they are not comparable from one issue to the next.")


def test_the_usual_movement_decides_where_counts_are_not_published():
    assert "nothing at hand tells" in made().sentence
    assert "about the same" in made(moved={("persistent_absence", "Primary"): 0.5}).sentence
    assert "higher by more than" in made(moved={("persistent_absence", "Primary"): 0.3}).sentence


def test_a_measure_that_nobody_has():
    found = made(rows=[], name="severe_absence")
    assert found.points == ()
    assert found.sentence == "Severe absence: no figure of any year is at hand."


def moving(*steps, years=("2012/13", "2013/14"), **changes):
    """Make thirty synthetic schools whose figure moves by one of the steps, in turn."""
    rows = []
    for at in range(30):
        for year, value in zip(years, (10.0, 10.0 + steps[at % len(steps)]), strict=True):
            rows.append(row(year, value, **({"urn": 100_001 + at} | changes)))
    schools = factories.schools(*(factories.school(100_001 + at) for at in range(30)))
    return movements(factories.measures(*rows), schools)


def test_median_movement_by_hand():
    assert moving(1.0, -2.0, 3.0) == {("persistent_absence", "Primary"): pytest.approx(2.0)}


def test_no_movement_over_a_gap_a_break_or_with_too_few_schools():
    assert moving(1.0, years=("2018/19", "2022/23")) == {}
    assert moving(1.0, years=("2011/12", "2012/13")) == {}
    assert moving(0.0) == {}
    schools = factories.schools(factories.school(URN))
    assert movements(factories.measures(*ROWS), schools) == {}

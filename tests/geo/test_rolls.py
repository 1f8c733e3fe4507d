"""Pupils by year: by hand on synthetic schools, then by property."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.rolls import (
    Change,
    Count,
    area_rolls,
    authority_rolls,
    census_month,
    change_of_all,
    rolls,
    school_years,
    worth_checking,
)
from geo.vocab import ValueStatus
from tests import factories

YEARS = ["2018/19", "2019/20", "2020/21", "2021/22"]
COVERAGE = {"pupils": {year: {"published": 1} for year in ("2018/19", "2020/21", "2021/22", "2017/18")}}


def counted(*values):
    years = school_years("2018/19", f"{2017 + len(values)}/00")
    return [Count(y, v, ValueStatus.PUBLISHED) for y, v in zip(years, values, strict=True)]


def years_of(*places):
    return tuple(school_years("2018/19", "2030/31")[place] for place in places)


@pytest.mark.parametrize(
    ("values", "marked"),
    [
        ((198, 167, 213, 158, 109), (1, 2)),  # down, up and down again: two turns
        ((1073, 991, 909, 817, 689), ()),  # falls, and does not return
        ((100, 85, 100), (1,)),  # exactly 15% and 15 pupils
        ((100, 86, 100), ()),  # 14 pupils
        ((1000, 900, 1000), ()),  # 100 pupils, but a tenth
        ((20, 8, 20), ()),  # more than half, but twelve pupils
        ((100, 150, 160), ()),  # stays up
        ((100, 150), ()),  # one neighbour
        ((100, None, 150, None, 100), (2,)),  # across gaps
        ((0, 40, 0), (1,)),
        ((), ()),
    ],
)
def test_what_jumps_and_returns_is_worth_checking(values, marked):
    assert worth_checking(counted(*values)) == years_of(*marked)


@given(st.lists(st.integers(0, 2000), max_size=8))
def test_a_mark_changes_nothing_and_turns_with_the_order(values):
    forward, back = worth_checking(counted(*values)), worth_checking(counted(*values[::-1]))
    last = len(values) - 1
    assert set(back) == {years_of(last - years_of(*range(len(values))).index(year))[0] for year in forward}


@given(st.lists(st.integers(0, 2000), max_size=8))
def test_a_steady_rise_or_fall_is_never_marked(values):
    assert worth_checking(counted(*sorted(values))) == ()
    assert worth_checking(counted(*sorted(values, reverse=True))) == ()


SCHOOLS = pd.DataFrame({"urn": [100_002, 100_001], "capacity": pd.array([240, None], dtype="Int64")})


def pupils(urn, year, value, **more):
    return {"urn": urn, "year": year, "measure": "pupils", "value": value, **more}


TOY = factories.measures(
    pupils(100_001, "2017/18", 999.0),
    pupils(100_001, "2018/19", 100.0),
    pupils(100_001, "2020/21", 110.0),
    pupils(100_001, "2021/22", 120.0),
    pupils(100_002, "2018/19", 200.0),
    pupils(100_002, "2020/21", None, status="not_available"),
    pupils(100_002, "2021/22", 150.0),
)


def test_every_year_is_there_and_a_gap_has_its_reason():
    second, first = rolls(SCHOOLS, TOY, COVERAGE)
    assert [each.year for each in second.counts] == YEARS
    assert [each.value for each in second.counts] == [200, None, None, 150]
    assert [each.status for each in second.counts][1:3] == [ValueStatus.NOT_BUNDLED, ValueStatus.NOT_AVAILABLE]
    assert second.change == Change("2018/19", "2021/22", 200, 150)
    assert (second.change.pupils, second.change.percent) == (-50, -25.0)
    assert (second.capacity, first.capacity) == (240, None)
    assert [each.value for each in first.counts] == [100, None, 110, 120]


def test_an_area_adds_who_has_a_count_and_says_who_has_not():
    table = area_rolls(rolls(SCHOOLS, TOY, COVERAGE))
    assert [(each.pupils, each.schools, each.without) for each in table] == [
        (300, 2, 0),
        (None, 0, 2),
        (110, 1, 1),
        (270, 2, 0),
    ]


def test_the_change_of_an_area_is_of_the_schools_that_have_both_ends():
    more = factories.measures(pupils(100_003, "2021/22", 500.0), *TOY[TOY["measure"] == "pupils"].to_dict("records"))
    three = pd.DataFrame({"urn": [100_001, 100_002, 100_003], "capacity": [None] * 3})
    made = rolls(three, more, COVERAGE)
    assert made[2].change is None
    assert change_of_all(made) == Change("2018/19", "2021/22", 300, 270, 2)


def test_no_school_no_year_no_change():
    none = pd.DataFrame({"urn": [], "capacity": []})
    assert rolls(none, TOY, COVERAGE) == ()
    assert area_rolls(()) == ()
    assert change_of_all(()) is None
    assert rolls(SCHOOLS, TOY, {})[0].counts == ()
    assert change_of_all(rolls(SCHOOLS, TOY, {})) is None


def test_from_nothing_there_is_no_percent():
    assert Change("2018/19", "2021/22", 0, 5).percent is None


def test_an_authority_has_the_schools_of_each_year():
    keys = ("area_code", "phase_family", "measure", "year", "value", "schools", "schools_without")
    rows = [
        ("E09000007", "Primary", "pupils", "2018/19", 100.0 / 3, 3, 1),
        ("E09000007", "Special", "pupils", "2018/19", 50.0, 2, 0),
        ("E09000007", "Primary", "pupils", "2020/21", 30.0, 2, 0),
        ("E09000007", "Primary", "pupils", "2017/18", 30.0, 2, 0),
        ("E09000007", "Primary", "eal", "2020/21", 30.0, 2, 0),
        ("E09000019", "Primary", "pupils", "2020/21", 30.0, 2, 0),
    ]
    made = authority_rolls(pd.DataFrame([dict(zip(keys, row, strict=True)) for row in rows]), "E09000007")
    assert [(each.year, each.pupils, each.schools, each.without) for each in made] == [
        ("2018/19", 200, 5, 1),
        ("2020/21", 60, 2, 0),
    ]


def test_a_school_year_has_its_census_in_january():
    assert census_month("2022/23") == "January 2023"
    assert school_years("1998/99", "2000/01") == ["1998/99", "1999/00", "2000/01"]

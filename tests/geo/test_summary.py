"""Figures of a set of schools: by hand on a synthetic toy, then by property."""

import random

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.summary import ADDED_UP, benchmark, beside, by_family, summarise
from geo.vocab import Basis, PhaseFamily, ValueStatus
from tests import factories

COVERAGE = {"fsm": {"2023/24": {"published": 3}}, "pupils": {"2023/24": {"published": 3}}, "absence": {"2019/20": {}}}


def fsm(urn, numerator, denominator, **more):
    value = None if numerator is None else 100 * numerator / denominator
    return {
        "urn": urn,
        "year": "2023/24",
        "measure": "fsm",
        "value": value,
        "numerator": numerator,
        "denominator": denominator,
        **more,
    }


TOY = factories.measures(
    fsm(100_001, 10.0, 100.0),
    fsm(100_002, 90.0, 300.0),
    fsm(100_003, None, None, status="suppressed"),
    {"urn": 100_001, "year": "2023/24", "measure": "pupils", "value": 100.0},
    {"urn": 100_002, "year": "2023/24", "measure": "pupils", "value": 300.0},
)


def test_counts_are_added_and_no_rate_is_averaged():
    made = summarise(TOY, [100_001, 100_002], "fsm", COVERAGE)
    # 10% and 30%: their mean would be 20, but 100 of 400 pupils are 25%.
    assert (made.value, made.basis) == (25.0, Basis.COUNTS)
    assert (made.numerator, made.denominator, made.schools, made.year) == (100.0, 400.0, 2, "2023/24")
    assert made.without == ()


def test_a_school_without_a_figure_is_named_with_its_reason():
    made = summarise(TOY, [100_009, 100_003, 100_001], "fsm", COVERAGE)
    assert made.value == 10.0
    assert made.without == ((100_003, ValueStatus.SUPPRESSED), (100_009, ValueStatus.MISSING_ROW))


def test_without_counts_it_is_a_mean_of_rates_and_says_so():
    rates = [(100_001, 4.0), (100_002, 7.0)]
    table = factories.measures(
        *({"urn": urn, "year": "2023/24", "measure": "fsm", "value": rate} for urn, rate in rates)
    )
    made = summarise(table, [100_001, 100_002], "fsm", COVERAGE)
    assert (made.value, made.basis, made.numerator, made.schools) == (5.5, Basis.MEAN_OF_RATES, None, 2)


def test_one_school_without_counts_makes_it_a_mean_of_rates_of_all():
    table = factories.measures(
        fsm(100_001, 10.0, 100.0), {"urn": 100_002, "year": "2023/24", "measure": "fsm", "value": 30.0}
    )
    made = summarise(table, [100_001, 100_002], "fsm", COVERAGE)
    assert (made.value, made.basis, made.denominator) == (20.0, Basis.MEAN_OF_RATES, None)


def test_pupils_are_a_sum():
    made = summarise(TOY, [100_001, 100_002, 100_003], "pupils", COVERAGE)
    assert (made.value, made.basis, made.schools) == (400.0, Basis.COUNTS, 2)
    assert made.without == ((100_003, ValueStatus.MISSING_ROW),)


@pytest.mark.parametrize(
    ("name", "year", "status"),
    [
        ("suspension_rate", None, ValueStatus.NOT_BUNDLED),
        ("absence", "2019/20", ValueStatus.NOT_COLLECTED),
        ("fsm", "2017/18", ValueStatus.NOT_BUNDLED),
    ],
)
def test_with_no_figure_at_all_there_is_no_value(name, year, status):
    made = summarise(TOY, [100_001], name, COVERAGE, year)
    assert (made.value, made.basis, made.schools, made.without) == (None, None, 0, ((100_001, status),))


def test_a_group_of_none_has_no_value_and_nobody_without():
    made = summarise(TOY, [], "fsm", COVERAGE)
    assert (made.value, made.schools, made.without) == (None, 0, ())


def test_zero_of_zero_is_not_divided():
    table = factories.measures(fsm(100_001, 0.0, 1.0) | {"denominator": 0.0})
    assert summarise(table, [100_001], "fsm", COVERAGE).basis == Basis.MEAN_OF_RATES


@pytest.mark.parametrize("name", ["area_imd_decile", "area_imd_rank"])
def test_deciles_and_ranks_have_no_sum(name):
    assert name not in ADDED_UP
    with pytest.raises(ValueError, match="no sum and no mean"):
        summarise(TOY, [100_001], name, COVERAGE)


def test_families_are_kept_apart_in_a_fixed_order():
    schools = pd.DataFrame({"urn": [100_002, 100_001], "phase_family": ["Special", "Primary"]})
    made = by_family(schools, TOY, COVERAGE, ["fsm"])
    assert list(made) == [PhaseFamily.PRIMARY, PhaseFamily.SPECIAL]
    assert [figures[0].value for figures in made.values()] == [10.0, 30.0]


counts = st.lists(
    st.tuples(st.integers(0, 2000), st.integers(1, 2000), st.booleans()).map(
        lambda each: (min(each[0], each[1]), each[1], each[2])
    ),
    min_size=1,
    max_size=12,
)


def made_of(counted):
    return factories.measures(
        *(
            fsm(100_001 + at, float(up), float(down)) if shown else fsm(100_001 + at, None, None)
            for at, (up, down, shown) in enumerate(counted)
        )
    )


@given(counts, st.randoms(use_true_random=False))
def test_the_order_never_matters(counted, chance: random.Random):
    table, urns = made_of(counted), [100_001 + at for at in range(len(counted))]
    shuffled = chance.sample(urns, len(urns))
    mixed = table.sample(frac=1, random_state=chance.randrange(1000))
    assert summarise(table, urns, "fsm", COVERAGE) == summarise(mixed, shuffled + shuffled[:1], "fsm", COVERAGE)


@given(counts, st.integers(0, 12))
def test_disjoint_groups_add(counted, cut):
    table, urns = made_of(counted), [100_001 + at for at in range(len(counted))]
    first, second, both = (summarise(table, part, "fsm", COVERAGE) for part in (urns[:cut], urns[cut:], urns))
    for name in ("numerator", "denominator"):
        assert (getattr(first, name) or 0) + (getattr(second, name) or 0) == (getattr(both, name) or 0)
    assert first.schools + second.schools == both.schools
    assert first.without + second.without == both.without
    values = [each.value for each in (first, second) if each.value is not None]
    if values:
        assert min(values) - 1e-9 <= both.value <= max(values) + 1e-9


def row(**changes):
    return pd.DataFrame(
        [
            {
                "area_code": "E12000007",
                "area_name": "London",
                "phase_family": "Primary",
                "year": "2023/24",
                "measure": "fsm",
                "value": 25.0,
                "basis": "published",
                "numerator": 1.0,
                "denominator": 4.0,
                "schools": 2,
                "schools_without": 1,
            }
            | changes
        ]
    )


def test_a_benchmark_is_read_as_it_is():
    made = benchmark(beside(row()), "E12000007", "Primary", "fsm", "2023/24")
    assert made is not None
    assert (made.value, made.basis, made.numerator, made.schools) == (25.0, Basis.PUBLISHED, 1.0, 2)


def test_a_mean_roll_is_no_sum_of_pupils():
    assert benchmark(beside(row(measure="pupils")), "E12000007", "Primary", "pupils", "2023/24") is None


def test_another_family_has_no_benchmark():
    assert benchmark(beside(row()), "E12000007", "Special", "fsm", "2023/24") is None

"""Bands: by hand, by property, and a second way from the schools' own values."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo import store
from geo.measures import MEASURES
from geo.percentile import CUTS, LEAST_SCHOOLS, Band, band, cuts_of
from geo.vocab import Basis

BUNDLE = Path(__file__).parents[2] / "data" / "processed"
LONDON, CAMDEN = "E12000007", "E09000007"
ORDER = list(Band)

numbers = st.floats(-100, 100).map(lambda value: round(value, 1))


@pytest.mark.parametrize(
    ("value", "word"),
    [
        (9.9, "well below"),
        (10, "below"),
        (19.9, "below"),
        (20, "close to"),
        (30, "close to"),
        (30.1, "above"),
        (40, "above"),
        (40.1, "well above"),
    ],
)
def test_a_value_on_a_cut_is_in_the_band_nearer_the_middle(value, word):
    assert band(value, (10, 20, 30, 40)) == word


@pytest.mark.parametrize(("value", "word"), [(99.1, "well below"), (99.5, "below"), (100, "close to")])
def test_what_most_schools_share_is_not_called_high(value, word):
    """Plans in London's special schools: at 40% of the schools and above, every pupil has one."""
    assert band(value, (99.2, 100, 100, 100)) == word


def test_cuts_must_not_descend():
    with pytest.raises(ValueError, match="descend"):
        band(1, (4, 3, 2, 1))
    with pytest.raises(ValueError, match="descend"):
        band(1, (float("nan"), 3, 4, 5))


@given(st.lists(numbers, min_size=4, max_size=4).map(sorted), numbers, numbers)
def test_a_larger_value_is_never_in_a_lower_band(cuts, one, other):
    low, high = sorted((one, other))
    assert ORDER.index(band(low, tuple(cuts))) <= ORDER.index(band(high, tuple(cuts)))


@given(st.lists(numbers, min_size=LEAST_SCHOOLS, max_size=80))
def test_above_is_above_most_and_below_is_below_most(values):
    cuts = tuple(np.percentile(values, [20, 40, 60, 80]))
    for value in values:
        word = band(value, cuts)
        if word in (Band.ABOVE, Band.WELL_ABOVE):
            assert np.mean(np.array(values) < value) > 0.5
        if word in (Band.BELOW, Band.WELL_BELOW):
            assert np.mean(np.array(values) > value) > 0.5


@given(st.lists(numbers, min_size=LEAST_SCHOOLS, max_size=80))
def test_turning_the_scale_round_turns_the_words_round(values):
    cuts = tuple(np.percentile(values, [20, 40, 60, 80], method="inverted_cdf"))
    turned = tuple(-cut for cut in reversed(cuts))
    for value in values:
        assert ORDER.index(band(-value, turned)) == len(ORDER) - 1 - ORDER.index(band(value, cuts))


def row(schools=LEAST_SCHOOLS, **changes):
    return {"schools": schools, "q20": 1.04, "q40": 2.06, "q60": 3.0, "q80": 4.0} | changes


def test_cuts_are_rounded_as_the_measure_is_shown():
    assert cuts_of(row(), MEASURES["eal"]) == (1.0, 2.1, 3.0, 4.0)


@pytest.mark.parametrize("lacking", [row(LEAST_SCHOOLS - 1), row(None), row(q60=float("nan"))])
def test_no_cuts_of_too_few_schools(lacking):
    assert cuts_of(lacking, MEASURES["eal"]) is None


@pytest.fixture(scope="module")
def bundle():
    schools, measures, benchmarks = (store.read(BUNDLE, name) for name in ("schools", "measures", "benchmarks"))
    state = schools.loc[schools["sector"] == "state", ["urn", "phase_family", "borough_code"]]
    values = measures[measures["status"] == "published"].merge(state, on="urn")
    # As the department counts them: schools of both phases and sixth form colleges among the secondary schools.
    values["phase_family"] = values["phase_family"].replace({"All-through": "Secondary", "16 plus": "Secondary"})
    return values, benchmarks


@pytest.mark.parametrize(("code", "least"), [(LONDON, 12), (CAMDEN, 30)])
def test_cuts_and_sums_a_second_way(bundle, code, least):
    """Where the build has exactly the schools that a benchmark is of, numpy and plain sums give the same."""
    values, benchmarks = bundle
    checked = 0
    for each in benchmarks[(benchmarks["area_code"] == code) & benchmarks["q20"].notna()].to_dict("records"):
        own = values[(values["measure"] == each["measure"]) & (values["year"] == each["year"])]
        own = own[own["phase_family"] == each["phase_family"]]
        own = own if code == LONDON else own[own["borough_code"] == code]
        whole = len(own) == each["schools"]
        # The same number is not yet the same schools: those of 2022/23 and 2023/24 that the register still has.
        if not whole or each["year"] < "2022/23":
            continue
        assert [each[name] for name in CUTS] == pytest.approx(np.percentile(own["value"], [20, 40, 60, 80])), each
        if each["basis"] == Basis.COUNTS:
            assert each["value"] == pytest.approx(100 * own["numerator"].sum() / own["denominator"].sum()), each
        if each["basis"] == Basis.MEAN_OF_RATES:
            assert each["value"] == pytest.approx(own["value"].mean()), each
        checked += 1
    assert checked >= least

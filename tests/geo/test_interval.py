"""Wilson's interval and Newcombe's difference: published worked examples, and what must always hold."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.interval import Z_95, apart, wilson

shares = st.integers(1, 3000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))


@pytest.mark.parametrize(
    ("numerator", "denominator", "low", "high"),
    [
        (81, 263, 25.53, 36.62),
        (15, 148, 6.24, 16.05),
        (0, 20, 0.00, 16.11),
        (1, 29, 0.61, 17.18),
    ],
)
def test_wilson_as_newcombe_published_it(numerator, denominator, low, high):
    """Newcombe, Statistics in Medicine 17 (1998), 857-872, table I, method 3."""
    assert wilson(numerator, denominator) == (pytest.approx(low, abs=0.005), pytest.approx(high, abs=0.005))


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ((56, 70), (48, 80), True),
        ((9, 10), (3, 10), True),
        ((6, 7), (2, 7), True),
        ((5, 56), (0, 29), False),
        ((0, 10), (0, 20), False),
        ((10, 10), (0, 20), True),
        ((10, 10), (0, 10), True),
    ],
)
def test_differences_as_newcombe_published_them(one, other, said):
    """Newcombe, Statistics in Medicine 17 (1998), 873-890, table II, method 10: whether the interval leaves out 0."""
    assert apart(one, other) is said
    assert apart(other, one) is said


@given(shares)
def test_wilson_contains_its_share_within_0_and_100(share):
    low, high = wilson(*share)
    assert 0 <= low <= 100 * share[0] / share[1] <= high <= 100
    assert low < high


@given(shares)
def test_wilson_is_where_the_score_test_turns(share):
    """The second way: the ends are the shares p at which (x/n - p)^2 = z^2 p(1-p)/n, checked exactly."""
    numerator, denominator = share
    z = Fraction(Z_95)
    for end in wilson(numerator, denominator):
        p = Fraction(end) / 100
        left = (Fraction(numerator, denominator) - p) ** 2
        assert float(left - z**2 * p * (1 - p) / denominator) == pytest.approx(0, abs=1e-9)


@given(shares)
def test_the_other_pupils_have_the_other_interval(share):
    numerator, denominator = share
    low, high = wilson(numerator, denominator)
    assert wilson(denominator - numerator, denominator) == (pytest.approx(100 - high), pytest.approx(100 - low))


@given(shares, st.integers(2, 9))
def test_more_pupils_narrow_it(share, times):
    low, high = wilson(*share)
    narrow = wilson(share[0] * times, share[1] * times)
    assert narrow[1] - narrow[0] < high - low


@given(shares, shares)
def test_apart_is_the_same_both_ways_and_never_of_oneself(one, other):
    assert apart(one, other) == apart(other, one)
    assert not apart(one, one)


@pytest.mark.parametrize("share", [(3, 0), (3, 2), (-1, 2)])
def test_no_share(share):
    with pytest.raises(ValueError, match="no share"):
        wilson(*share)

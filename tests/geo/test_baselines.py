"""The two yardsticks, against figures worked by hand and plain loops over synthetic schools."""

import math

import numpy as np
import pytest

from geo.baselines import FBIT_WEIGHTS, fbit_distance, fbit_set, filled_with_medians, gower

NONE = math.nan

#: Synthetic: pupils (range 400), free meals (range 50), SEN (range 20).
FOUR = np.array([[100, 10, 10], [300, 10, 10], [500, 60, 30], [100, 30, 20.0]])


def test_weights_as_published():
    assert dict(FBIT_WEIGHTS) == {"pupils": 0.5, "fsm": 0.4, "sen": 0.1}


def test_fbit_by_hand():
    # The second: half the range of pupils. The third: the whole of all ranges. The fourth: 20 of 50 and 10 of 20.
    by_hand = [0, math.sqrt(0.5 * 0.5**2), 1, math.sqrt(0.4 * 0.4**2 + 0.1 * 0.5**2)]
    assert fbit_distance(FOUR, 0) == pytest.approx(by_hand)


def test_gower_by_hand():
    assert gower(FOUR, 0) == pytest.approx([1, (0.5 + 1 + 1) / 3, 0, (1 + 0.6 + 0.5) / 3])


def test_gower_leaves_out_what_either_lacks():
    values = np.array([[0, NONE, 1], [10, 5, 1], [5, 7, NONE], [NONE, 6, NONE]])
    assert gower(values, 0) == pytest.approx([1, (0 + 1) / 2, 0.5, NONE], nan_ok=True)


def test_a_figure_that_is_the_same_everywhere_makes_no_difference():
    values = np.array([[1, 20, 5], [3, 20, 5.0]])
    assert fbit_distance(values, 0) == pytest.approx([0, math.sqrt(0.5)])
    assert gower(values, 0) == pytest.approx([1, 2 / 3])


def test_gaps_are_filled_with_medians_only_when_asked():
    values = np.array([[1, NONE], [NONE, NONE], [5, NONE], [3, NONE]])
    filled = filled_with_medians(values)
    assert filled == pytest.approx(np.array([[1, NONE], [3, NONE], [5, NONE], [3, NONE]]), nan_ok=True)
    assert np.isnan(values[1, 0])


@pytest.mark.parametrize("values", [FOUR[:, :2], np.where(FOUR == 60, NONE, FOUR)])
def test_fbit_refuses_gaps_and_other_columns(values):
    with pytest.raises(ValueError, match="pupils, fsm, sen, without gaps"):
        fbit_distance(values, 0)


def test_set_takes_the_same_region_first_and_only_of_the_60_nearest():
    distance = np.arange(100.0)
    region = np.array(["far"] * 100)
    region[[0, 40, 59, 60, 61, 99]] = "own"
    # The 60 nearest to row 0 are rows 1 to 60; 40, 59 and 60 are of its region, 61 and 99 too far.
    assert list(fbit_set(distance, region, 0)) == [40, 59, 60, *range(1, 27)]


def test_one_region_keeps_the_order_of_distance_and_equal_ones_that_of_rows():
    distance = np.array([3, 0, 1, 1, 2.0])
    assert list(fbit_set(distance, np.array(["own"] * 5), 1)) == [2, 3, 4, 0]


def slow_fbit(rows: list[list[float]], regions: list[str], at: int) -> list[int]:
    """The published description again, a school at a time, without arrays."""
    ranges = [max(column) - min(column) for column in zip(*rows, strict=True)]
    found = []
    for other, row in enumerate(rows):
        parts = [w * ((a - b) / r) ** 2 for w, a, b, r in zip((0.5, 0.4, 0.1), row, rows[at], ranges, strict=True)]
        found.append((math.sqrt(sum(parts)), other))
    nearest = sorted(pair for pair in found if pair[1] != at)[:60]
    return sorted((other for _, other in nearest), key=lambda other: regions[other] != regions[at])[:29]


def slow_gower(rows: list[list[float]], at: int) -> list[float]:
    ranges = []
    for column in zip(*rows, strict=True):
        known = [value for value in column if not math.isnan(value)]
        ranges.append(max(known) - min(known))
    found = []
    for row in rows:
        pairs = zip(row, rows[at], ranges, strict=True)
        alike = [1 - abs(a - b) / r for a, b, r in pairs if not math.isnan(a) and not math.isnan(b)]
        found.append(sum(alike) / len(alike) if alike else NONE)
    return found


@pytest.mark.parametrize("seed", range(4))
def test_both_agree_with_plain_loops(seed):
    rng = np.random.default_rng(seed)
    values = rng.uniform(0, 100, (90, 3))
    regions = rng.choice(["own", "next", "far"], 90)
    with_gaps = np.where(rng.random((90, 3)) < 0.3, NONE, values)
    for at in rng.choice(90, 8, replace=False).tolist():
        assert list(fbit_set(fbit_distance(values, at), regions, at)) == slow_fbit(values.tolist(), list(regions), at)
        assert gower(with_gaps, at) == pytest.approx(slow_gower(with_gaps.tolist(), at), nan_ok=True)

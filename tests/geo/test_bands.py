"""Fifths: by hand, and for any population. Every figure is synthetic."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo import bands

VALUES = st.lists(st.one_of(st.none(), st.integers(0, 60).map(lambda n: n / 4)), min_size=0, max_size=60)


def table(values, family="Primary", year="2023/24"):
    return pd.DataFrame(
        {
            "phase_family": pd.Series([family] * len(values), dtype="str"),
            "value_absence": pd.Series(values, dtype="float64"),
            "year_absence": pd.Series([year] * len(values), dtype="str"),
        }
    )


@pytest.mark.parametrize(
    ("values", "cuts"),
    [
        ([], ()),
        ([3, 3, 3], ()),
        ([1, 2], (1,)),
        ([4, 1, 3, 2], (1, 2, 3)),
        ([1, 2, 3, 4, 5], (1, 2, 3, 4)),
        (list(range(1, 11)), (2, 4, 6, 8)),
        # Eleven schools cannot make fifths of one size: the first ones are the larger.
        (list(range(1, 12)), (3, 5, 7, 9)),
        # Half have zero: the two lowest fifths are one band.
        ([0, 0, 0, 0, 0, 1, 2, 3, 4, 5], (0, 1, 3)),
        # Nearly all share the largest: it still parts from the rest.
        ([1, 2, 3, 4, 5, *[9] * 95], (5,)),
        # Nearly all share the smallest.
        ([*[0] * 95, 1, 2, 3, 4, 5], (0,)),
        ([None, 1, None, 2], (1,)),
    ],
)
def test_cut_points_by_hand(values, cuts):
    assert bands.cut_points(pd.Series(values, dtype="float64")) == cuts


def test_each_phase_has_its_own_fifths_from_the_whole_reference():
    reference = pd.concat([table(range(1, 11)), table([50, 60], "Special")], ignore_index=True)
    scale = bands.scale(reference, "absence")
    assert scale.cuts == {"Primary": (2, 4, 6, 8), "Special": (50,)}
    assert scale.bands["Primary"][0] == bands.Band(1, 2, 2)
    assert scale.year == "2023/24"
    shown = pd.concat([table([2, 3, 99, -1, None]), table([50, 55], "Special")], ignore_index=True)
    assert bands.band_of(shown, scale).tolist() == [0, 1, 4, 0, pd.NA, 0, 1]


def test_figures_that_read_the_same_are_in_one_band():
    scale = bands.scale(table([5.04, 5.01, 7.0]), "absence")
    assert scale.cuts["Primary"] == (5.0,)
    assert bands.band_of(table([5.04, 5.01]), scale).tolist() == [0, 0]


def test_a_phase_without_any_figure_has_no_band():
    scale = bands.scale(table([None, None]), "absence")
    assert scale.bands == {}
    assert bands.band_of(table([None]), scale).isna().all()
    assert bands.band_of(table([3.0]), scale).tolist() == [0]


def test_a_build_without_the_measure_has_no_year():
    assert bands.scale(table([None], year=None), "absence").year is None


def test_an_unknown_measure_is_refused():
    with pytest.raises(KeyError, match="no measure"):
        bands.scale(table([1.0]).assign(value_x=1.0, year_x="2023/24"), "x")


@pytest.mark.parametrize(
    ("place", "of", "said"),
    [
        (0, 5, "lowest fifth"),
        (4, 5, "highest fifth"),
        (0, 2, "lowest"),
        (1, 2, "highest"),
        (1, 3, "2 of 3, from the lowest"),
        (0, 1, "one value for all"),
    ],
)
def test_words(place, of, said):
    assert bands.word(place, of) == said


@given(VALUES)
def test_bands_keep_the_order_part_no_equals_and_are_none_empty(values):
    frame = table(values)
    scale = bands.scale(frame, "absence")
    band = bands.band_of(frame, scale)
    known = frame["value_absence"].round(1)
    assert (band.isna() == known.isna()).all()
    distinct = known.nunique()
    assert band.nunique() == (len(scale.cuts["Primary"]) + 1 if distinct else 0)
    assert min(distinct, 2) <= band.nunique() <= min(distinct, bands.BANDS)
    order = known.dropna().sort_values(kind="stable").index
    assert band[order].is_monotonic_increasing
    assert band[order].groupby(known[order]).nunique().eq(1).all()
    assert [each.schools for each in scale.bands.get("Primary", ())] == band.value_counts().sort_index().tolist()


@given(VALUES)
def test_a_fifth_is_at_least_a_fifth_but_for_ties(values):
    known = pd.Series(values, dtype="float64").dropna()
    if known.nunique() < len(known) or len(known) < bands.BANDS:
        return
    sizes = [((known <= cut).sum()) for cut in bands.cut_points(known)]
    assert sizes == [-(-len(known) * part // 5) for part in range(1, 5)]

"""What must hold of suggestions whatever the figures: synthetic schools at random."""

import dataclasses
from functools import lru_cache

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from geo.basis import Basis
from geo.mutual import FIRST, also_in_their_first, place_in_their_list
from geo.partners import APART, BORDER, OWN, contributions, position_of, suggest
from geo.purposes import PRESETS, Criterion, Purpose
from geo.ranking import in_order
from geo.spread import spread
from geo.steadiness import FEW, MANY, MOST, steadiness, words_of
from tests import factories
from tests.suggesting import basis_of, many

EXPLORE = PRESETS[Purpose.EXPLORE]
few = settings(max_examples=25)
seeds = st.integers(0, 3)
weights = st.dictionaries(st.sampled_from(list(Criterion)), st.floats(0.1, 10), min_size=1, max_size=5)
places = st.integers(0, 39)


@lru_cache
def basis(seed: int) -> Basis:
    return basis_of(*many(seed))


def urn_of(prepared: Basis, place: int) -> int:
    return int(prepared.roster.urn[place])


def order(prepared: Basis, urn: int, preset=EXPLORE) -> list[int]:
    table = suggest(prepared, urn, preset).table
    return list(table[table["list"] != APART].sort_values(["score", "urn"], ascending=[False, True])["urn"])


@given(st.lists(st.tuples(st.sampled_from([0.0, 0.25, 1 / 3, 1 / 3 + 1e-13, 0.5, 1.0]), st.integers(0, 2))))
def test_the_order_is_by_list_then_score_then_row(rows):
    score, lists = np.array([row[0] for row in rows]), np.array([row[1] for row in rows], dtype="int8")
    slow = sorted(range(len(rows)), key=lambda at: (lists[at], -round(score[at], 12), at))
    assert list(in_order(score, lists)) == slow


def test_more_rows_than_can_be_ordered_are_refused():
    with pytest.raises(ValueError, match="more than can be put in order"):
        in_order(np.zeros(2**20 + 1), np.zeros(2**20 + 1, dtype="int8"))


@few
@given(seeds, places, weights)
def test_contributions_add_up_exactly(seed, place, chosen):
    found = suggest(basis(seed), urn_of(basis(seed), place), dataclasses.replace(EXPLORE, weights=chosen))
    for row in found.table.to_dict("records"):
        assert sum(contributions(found, row["urn"]).values()) == row["score"]
        assert row["low"] - 1e-12 <= row["score"] <= row["high"] + 1e-12
        assert row["low"] >= -1e-12
        assert row["high"] <= 1 + 1e-12


@few
@given(seeds, places, places, st.floats(0, 1))
def test_a_better_residual_never_lowers_they_might_share(seed, asking, other, better):
    prepared = basis(seed)
    (key, old), *_ = prepared.standings.items()
    value = old.value.copy()
    assume(asking != other and not np.isnan(value[other]))
    value[other] = max(value[other], better)
    improved = dataclasses.replace(prepared, standings={key: dataclasses.replace(old, value=value)})
    urn, changed = urn_of(prepared, asking), urn_of(prepared, other)
    before, after = (suggest(each, urn, EXPLORE).table.set_index("urn") for each in (prepared, improved))
    name = f"fit_{Criterion.THEY_SHARE}"
    if changed in before.index and name in before:
        assert after.loc[changed, name] >= before.loc[changed, name]
        assert after.loc[changed, "score"] >= before.loc[changed, "score"]


@few
@given(seeds, places, places, st.floats(0, 1))
def test_moving_a_school_closer_never_lowers_its_score(seed, asking, other, share):
    prepared = basis(seed)
    assume(asking != other)
    schools = prepared.roster
    x, y = schools.x.copy(), schools.y.copy()
    x[other] += share * (x[asking] - x[other])
    y[other] += share * (y[asking] - y[other])
    moved = dataclasses.replace(prepared, roster=dataclasses.replace(schools, x=x, y=y))
    urn, changed = urn_of(prepared, asking), urn_of(prepared, other)
    before, after = (suggest(each, urn, EXPLORE).table.set_index("urn") for each in (prepared, moved))
    if changed in before.index:
        assert after.loc[changed, "score"] >= before.loc[changed, "score"] - 1e-12


@few
@given(seeds, places, places)
def test_an_unrelated_school_never_reorders_two_others(seed, asking, other):
    """The ruler is fixed: the school is shut or open, and nobody else's score changes."""
    prepared = basis(seed)
    assume(asking != other)
    is_open = prepared.roster.open.copy()
    is_open[other] = False
    without = dataclasses.replace(prepared, roster=dataclasses.replace(prepared.roster, open=is_open))
    urn, gone = urn_of(prepared, asking), urn_of(prepared, other)
    assert [one for one in order(prepared, urn) if one != gone] == order(without, urn)


@few
@given(seeds, places, places)
def test_near_and_alike_are_symmetric(seed, one, two):
    prepared = basis(seed)
    a, b = urn_of(prepared, one), urn_of(prepared, two)
    preset = dataclasses.replace(EXPLORE, weights={Criterion.NEAR: 1, Criterion.ALIKE: 1})
    mine = suggest(prepared, a, preset).table.set_index("urn")
    theirs = suggest(prepared, b, preset).table.set_index("urn")
    assume(a != b and "fit_alike" in mine and "fit_alike" in theirs)
    assert mine.loc[b, "fit_near"] == theirs.loc[a, "fit_near"]
    if mine.loc[b, "groups"] == theirs.loc[a, "groups"] == 4:
        assert mine.loc[b, "fit_alike"] == theirs.loc[a, "fit_alike"]


@few
@given(seeds, places)
def test_mutual_agrees_with_a_full_run(seed, place):
    prepared = basis(seed)
    urn = urn_of(prepared, place)
    found = suggest(prepared, urn, EXPLORE)
    for other in list(found.table["urn"].head(4)):
        theirs = suggest(prepared, int(other), EXPLORE).table
        in_list = theirs[theirs["list"] == position_of(found, other)[0]]
        listed = list(in_list["urn"])
        place_there = listed.index(urn) + 1 if urn in listed and listed else None
        if position_of(found, other)[0] != APART and place_there is not None:
            assert place_in_their_list(prepared, found, int(other), for_adviser=True) == place_there
            assert also_in_their_first(prepared, found, int(other)) == (place_there <= FIRST)


def test_the_place_in_their_list_is_for_an_advisers_view():
    prepared = basis(1)
    found = suggest(prepared, urn_of(prepared, 0), EXPLORE)
    with pytest.raises(PermissionError, match="adviser"):
        place_in_their_list(prepared, found, int(found.table["urn"].iloc[0]), for_adviser=False)


@settings(max_examples=5)
@given(st.randoms(use_true_random=False))
def test_the_order_of_rows_never_matters(random):
    schools, measures = many(1)
    rows, lines = list(range(len(schools))), list(range(len(measures)))
    random.shuffle(rows)
    random.shuffle(lines)
    shuffled = basis_of(schools.iloc[rows], measures.iloc[lines])
    for place in (0, 13):
        urn = urn_of(basis(1), place)
        pd.testing.assert_frame_equal(suggest(basis(1), urn, EXPLORE).table, suggest(shuffled, urn, EXPLORE).table)
        before, after = (steadiness(each, suggest(each, urn, EXPLORE), 20) for each in (basis(1), shuffled))
        pd.testing.assert_frame_equal(before, after)


def test_steadiness_is_the_same_every_time_and_counts_five():
    found = suggest(basis(2), urn_of(basis(2), 3), EXPLORE)
    first, second = steadiness(basis(2), found, 50), steadiness(basis(2), found, 50)
    pd.testing.assert_frame_equal(first, second)
    for which in (OWN, BORDER):
        shares = first[first["list"] == which]["share"]
        assert abs(shares.sum() - min(5, len(shares))) < 1e-9
    assert [words_of(share) for share in (0.9, 0.8, 0.79, 0.4, 0.39, 0)] == [MOST, MOST, MANY, MANY, FEW, FEW]


def test_one_criterion_without_noise_is_steady():
    prepared = basis(2)
    found = suggest(prepared, urn_of(prepared, 3), dataclasses.replace(EXPLORE, weights={Criterion.NEAR: 1}))
    told = steadiness(prepared, found, 30)
    for which in (OWN, BORDER):
        rows = told[told["list"] == which]
        assert list(rows["share"]) == [1.0] * min(5, len(rows)) + [0.0] * max(len(rows) - 5, 0)


def test_spread_counts_the_first_five_of_all():
    prepared = basis(3)
    table = spread(prepared, EXPLORE, [factories.HOME])
    lists = [list(suggest(prepared, int(urn), EXPLORE).first(5)["urn"]) for urn in table["urn"]]
    assert int(table["times"].sum()) == sum(map(len, lists))
    for urn, times in zip(table["urn"], table["times"], strict=True):
        assert times == sum(urn in each for each in lists)

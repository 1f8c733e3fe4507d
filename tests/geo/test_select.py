"""Conditions keep the right schools, by hand, against a slow second way, and by property."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import Point, box

from geo.criteria import CARD_SEPARATOR, FACETS, RANGES, Criteria, Range
from geo.crs import BNG
from geo.select import counts, emptied_by, select, stand_elsewhere

HOME, NEXT = "E09000007", "E09000019"
#: Two synthetic squares of a kilometre, side by side.
AREAS = gpd.GeoDataFrame(
    {"code": [HOME, NEXT], "kind": ["borough"] * 2},
    geometry=[box(0, 0, 1000, 1000), box(1000, 0, 2000, 1000)],
    crs=BNG,
)
GOOD, STRONG = f"Achievement{CARD_SEPARATOR}Expected standard", f"Achievement{CARD_SEPARATOR}Strong standard"
INCLUSION = f"Inclusion{CARD_SEPARATOR}Strong standard"


def frame() -> gpd.GeoDataFrame:
    """Six synthetic schools; the fourth has its authority at home and stands next door, the sixth has no point."""
    rows = pd.DataFrame(
        {
            "urn": pd.array(range(100_001, 100_007), dtype="Int64"),
            "borough_code": [HOME, HOME, NEXT, HOME, NEXT, HOME],
            "site_borough": [HOME, HOME, NEXT, NEXT, NEXT, None],
            "ward_code": ["W1", "W1", "W2", "W2", "W2", None],
            "phase_family": ["Primary", "Secondary", "Primary", "Special", "Secondary", "Primary"],
            "sector": ["state", "state", "state", "state", "independent", "state"],
            "status_group": ["Open", "Open", "Open", "Open", "Open", "Not recorded"],
            "school_type": ["Community school"] * 6,
            "faith_word": ["None", "Jewish", "None", "None", "Not recorded", "None"],
            "gender_word": ["Mixed", "Girls", "Mixed", "Mixed", "Boys", "Mixed"],
            "overall_word": ["Good", "Outstanding", "Good", "No grade on the lists at hand", "Good", "Good"],
            "outcome_word": ["Good"] * 6,
            "age_low": pd.array([3, 11, 4, None, 11, 3], dtype="Int64"),
            "age_high": pd.array([11, 18, 11, None, 16, 7], dtype="Int64"),
        }
    )
    rows["tie_ids"] = pd.Series(
        [("federation:1",), (), ("federation:1", "trust:2"), (), ("trust:2",), ()], dtype=object
    )
    rows["card_words"] = pd.Series([(GOOD, INCLUSION), (STRONG,), (GOOD,), (), (), ()], dtype=object)
    for name in RANGES:
        rows[f"value_{name}"] = [10.0, 20.0, 30.0, np.nan, 50.0, 60.0]
    points = [Point(100, 100), Point(900, 100), Point(1100, 100), Point(1200, 100), Point(1900, 100), None]
    return gpd.GeoDataFrame(rows, geometry=points, crs=BNG)


def urns(criteria: Criteria, **options: object) -> list[int]:
    return [urn - 100_000 for urn in select(frame(), criteria, areas=AREAS, **options)["urn"]]


def chosen(**words: str | list[str]) -> Criteria:
    return Criteria({key: frozenset([word] if isinstance(word, str) else word) for key, word in words.items()})


@pytest.mark.parametrize(
    ("criteria", "expected"),
    [
        (Criteria(), [1, 2, 3, 4, 5, 6]),
        (chosen(phase="Primary"), [1, 3, 6]),
        (chosen(phase=["Primary", "Special"]), [1, 3, 4, 6]),
        (chosen(phase="Primary", sector="state"), [1, 3, 6]),
        (chosen(borough=HOME), [1, 2, 6]),
        (chosen(borough=[HOME, NEXT]), [1, 2, 3, 5, 6]),
        (chosen(faith="None"), [1, 3, 4, 6]),
        (chosen(tie="trust:2"), [3, 5]),
        (chosen(tie=["trust:2", "federation:1"]), [1, 3, 5]),
        (chosen(overall="No grade on the lists at hand"), [4]),
        (chosen(card=[GOOD, STRONG]), [1, 2, 3]),
        (chosen(card=[GOOD, STRONG, INCLUSION]), [1]),
        (Criteria(ranges={"eal": Range(20, 50)}), [2, 3, 5]),
        (Criteria(ranges={"eal": Range(None, 20)}), [1, 2]),
        (Criteria(ranges={"eal": Range(50, None, keep_unknown=True)}), [4, 5, 6]),
        (Criteria(ages=(11, 11)), [1, 2, 3, 5]),
        (Criteria(ages=(12, 18)), [2, 5]),
        (Criteria(ages=(12, 18), ages_keep_unknown=True), [2, 4, 5]),
        (Criteria({"borough": frozenset({HOME})}, border_m=100), [1, 2, 3, 6]),
        (Criteria({"borough": frozenset({HOME})}, border_m=200), [1, 2, 3, 4, 6]),
        (Criteria(border_m=100), [1, 2, 3, 4, 5, 6]),
    ],
)
def test_by_hand(criteria: Criteria, expected: list[int]) -> None:
    assert urns(criteria) == expected


def test_a_radius_counts_from_the_origin_and_needs_a_point() -> None:
    assert urns(Criteria(radius_m=800), origin=Point(100, 100)) == [1, 2]
    assert urns(Criteria(radius_m=800)) == [1, 2, 3, 4, 5, 6]


def test_schools_over_the_border_need_the_boundaries() -> None:
    with pytest.raises(ValueError, match="pass areas"):
        select(frame(), Criteria({"borough": frozenset({HOME})}, border_m=100))


def test_a_school_that_stands_elsewhere_is_named_apart() -> None:
    assert stand_elsewhere(frame(), chosen(borough=HOME))["urn"].tolist() == [100_004]
    assert stand_elsewhere(frame(), chosen(borough=HOME, phase="Primary")).empty
    assert stand_elsewhere(frame(), Criteria()).empty


def test_what_emptied_the_view_is_told_the_most_helpful_first() -> None:
    criteria = Criteria(
        {"phase": frozenset({"Special"}), "gender": frozenset({"Girls"}), "sector": frozenset({"state"})}
    )
    assert emptied_by(frame(), criteria) == [("gender", 1), ("phase", 1)]
    assert emptied_by(frame(), chosen(phase="Special")) == []
    assert emptied_by(frame(), chosen(faith="Sikh", gender="Neither")) == []


VALUES = {
    "borough": [HOME, NEXT],
    "ward": ["W1", "W2"],
    "phase": ["Primary", "Secondary", "Special", "Nursery"],
    "sector": ["state", "independent"],
    "status": ["Open", "Not recorded"],
    "type": ["Community school"],
    "faith": ["None", "Jewish", "Not recorded"],
    "gender": ["Mixed", "Girls", "Boys"],
    "tie": ["federation:1", "trust:2"],
    "overall": ["Good", "Outstanding"],
    "outcome": ["Good"],
    "card": [GOOD, STRONG, INCLUSION],
}


@st.composite
def criteria_of(draw: st.DrawFn) -> Criteria:
    keys = draw(st.sets(st.sampled_from(sorted(VALUES)), max_size=4))
    picked = {key: frozenset(draw(st.sets(st.sampled_from(VALUES[key]), min_size=1))) for key in sorted(keys)}
    bounds = draw(st.one_of(st.none(), st.integers(0, 60)))
    return Criteria(
        picked,
        {} if bounds is None else {"eal": Range(bounds, None, draw(st.booleans()))},
        draw(st.one_of(st.none(), st.sampled_from([(3, 6), (11, 18)]))),
        draw(st.booleans()),
        draw(st.one_of(st.none(), st.sampled_from([100, 150, 1000]))),
    )


def slowly(row: pd.Series, criteria: Criteria) -> bool:  # noqa: C901, PLR0911, PLR0912  -- one rule after another
    """Tell by the same rules in plain Python, school by school."""
    for key, words in criteria.chosen.items():
        own = row[FACETS[key].column]
        if key == "borough":
            stands_out = pd.notna(row["site_borough"]) and row["site_borough"] != row["borough_code"]
            inside = own in words and not stands_out
            near = False
            if criteria.border_m is not None and row.geometry is not None and row["site_borough"] not in words:
                gap = min(
                    row.geometry.distance(shape)
                    for code, shape in zip(AREAS["code"], AREAS.geometry, strict=True)
                    if code in words
                )
                near = gap <= criteria.border_m
            if not (inside or near):
                return False
        elif key == "tie":
            if not set(own) & words:
                return False
        elif key == "card":
            for area in {word.split(CARD_SEPARATOR)[0] for word in words}:
                if not [word for word in own if word in words and word.startswith(area)]:
                    return False
        elif own not in words:
            return False
    for key, wanted in criteria.ranges.items():
        value = row[RANGES[key].column]
        if np.isnan(value):
            if not wanted.keep_unknown:
                return False
        elif (wanted.low is not None and value < wanted.low) or (wanted.high is not None and value > wanted.high):
            return False
    if criteria.ages is not None:
        if pd.isna(row["age_low"]):
            return criteria.ages_keep_unknown
        taught = set(range(row["age_low"], row["age_high"] + 1))
        return bool(taught & set(range(criteria.ages[0], criteria.ages[1] + 1)))
    return True


@settings(deadline=None, max_examples=60)
@given(criteria_of())
def test_against_plain_python(criteria: Criteria) -> None:
    expected = [int(row["urn"]) - 100_000 for _, row in frame().iterrows() if slowly(row, criteria)]
    assert urns(criteria) == expected


@settings(deadline=None, max_examples=60)
@given(criteria_of(), criteria_of())
def test_filters_commute_and_twice_is_both(one: Criteria, other: Criteria) -> None:
    first = select(select(frame(), one, areas=AREAS), other, areas=AREAS)["urn"].tolist()
    second = select(select(frame(), other, areas=AREAS), one, areas=AREAS)["urn"].tolist()
    both = set(select(frame(), one, areas=AREAS)["urn"]) & set(select(frame(), other, areas=AREAS)["urn"])
    assert first == second == sorted(both)


@settings(deadline=None, max_examples=60)
@given(criteria_of(), st.sampled_from(sorted(VALUES)))
def test_the_count_beside_a_word_is_what_choosing_it_leaves(criteria: Criteria, key: str) -> None:
    told = counts(frame(), criteria, key, areas=AREAS)
    for word in VALUES[key]:
        left = select(frame(), criteria.choosing(key, word), areas=AREAS)
        assert told.get(word, 0) == len(left)


@settings(deadline=None, max_examples=30)
@given(st.permutations(range(6)), criteria_of())
def test_the_order_of_rows_never_matters(order: list[int], criteria: Criteria) -> None:
    got = select(frame().iloc[order], criteria, areas=AREAS)["urn"]
    assert sorted(got) == select(frame(), criteria, areas=AREAS)["urn"].tolist()

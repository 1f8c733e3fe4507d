"""Gaps counted by hand on a toy, and once more in plain Python on the bundled tables."""

import json
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest
from shapely.geometry import Point

from geo import quality, quality_rows, store
from geo.measures import MEASURES, NOT_COLLECTED
from geo.vocab import LocationSource
from tests import factories
from tests.factories import HOME, NEXT, school

BUNDLE = Path(__file__).parents[2] / "data" / "processed"


@pytest.fixture
def toy():
    """Four synthetic primary schools and a secondary school; absence of two years, four years apart."""
    schools = factories.schools(
        school(100_001),
        school(100_002),
        school(100_003, open_date="2022-09-01"),
        school(100_004, la_name="Islington", borough_code=NEXT),
        school(100_005, phase_family="Secondary", age_low=11, age_high=16),
    )
    measures = factories.measures(
        {"urn": 100_001, "year": "2018/19", "measure": "absence", "value": 4.0},
        {"urn": 100_002, "year": "2018/19", "measure": "absence", "value": None},
        {"urn": 100_004, "year": "2018/19", "measure": "absence", "value": 5.0},
        {"urn": 100_003, "year": "2021/22", "measure": "absence", "value": 6.0},
        {"urn": 100_001, "year": "2018/19", "measure": "ks2_maths_progress", "value": 0.1},
    )
    coverage = {
        "absence": {"2018/19": {"published": 2, "suppressed": 1}, "2021/22": {"published": 1}},
        "ks2_maths_progress": {"2018/19": {"published": 1}},
    }
    return measures, schools, coverage


def counts(toy, name, year):
    found = quality.gaps(*toy)
    rows = found[(found["measure"] == name) & (found["year"] == year)]
    return Counter({(row.borough, row.why): row.schools for row in rows.itertuples()})


def test_each_reason_by_hand(toy):
    assert counts(toy, "absence", "2018/19") == {
        ("Camden", "published"): 1,
        ("Camden", "suppressed"): 1,
        ("Camden", "opened_later"): 1,
        ("Camden", "missing_row"): 1,
        ("Islington", "published"): 1,
    }
    assert counts(toy, "absence", "2019/20") == {("Camden", "not_collected"): 4, ("Islington", "not_collected"): 1}
    assert counts(toy, "absence", "2020/21") == {("Camden", "not_bundled"): 4, ("Islington", "not_bundled"): 1}
    assert counts(toy, "suspension_rate", quality.ALL_YEARS).total() == 5


def test_a_school_open_on_the_last_day_had_not_opened_later(toy):
    measures, schools, coverage = toy
    schools.loc[schools["urn"] == 100_003, "open_date"] = pd.Timestamp("2019-08-31")
    why = quality.reasons_of(measures, schools, coverage, "absence", "2018/19")
    assert why[100_003] == "missing_row"


def test_a_result_counts_the_schools_that_teach_its_ages_and_those_with_a_row(toy):
    assert counts(toy, "ks2_maths_progress", "2018/19").total() == 4
    measures, schools, coverage = toy
    more = factories.measures({"urn": 100_005, "year": "2018/19", "measure": "ks2_maths_progress", "value": 1.0})
    assert counts((pd.concat([measures, more]), schools, coverage), "ks2_maths_progress", "2018/19").total() == 5


def test_the_years_run_from_the_first_at_hand_to_the_newest_known_of(toy):
    _, _, coverage = toy
    assert quality.years_of("absence", coverage) == ["2018/19", "2019/20", "2020/21", "2021/22"]
    last = MEASURES["ks2_maths_progress"].published_to
    assert quality.years_of("ks2_maths_progress", coverage)[-1] == max(
        [last, *(year for name, year in NOT_COLLECTED if name == "ks2_maths_progress")]
    )
    assert quality.years_of("area_imd_decile", {"area_imd_decile": {"2019": {}, "2025": {}}}) == ["2019", "2025"]
    assert quality.years_of("severe_absence", coverage) == [quality.ALL_YEARS]


def test_deprivation_of_a_place_not_found_is_not_at_hand_and_no_publishers_gap(toy):
    measures, schools, coverage = toy
    more = factories.measures({"urn": 100_001, "year": "2025", "measure": "area_imd_decile", "value": 3.0})
    held = coverage | {"area_imd_decile": {"2025": {"published": 1}}}
    why = quality.reasons_of(pd.concat([measures, more]), schools, held, "area_imd_decile", "2025")
    assert Counter(why) == {"published": 1, "not_bundled": 4}


def test_a_tally_adds_up(toy):
    found = quality.tally(quality.gaps(*toy), ["measure", "year"])
    row = found[(found["measure"] == "absence") & (found["year"] == "2018/19")].iloc[0]
    assert (row["published"], row["suppressed"], row["opened_later"], row["missing_row"]) == (2, 1, 1, 1)
    assert row["schools"] == 5
    assert found["year"][found["measure"] == "absence"].tolist() == ["2018/19", "2019/20", "2020/21", "2021/22"]


def test_the_schools_without_a_number_are_named(toy):
    measures, schools, coverage = toy
    why = quality.reasons_of(measures, schools, coverage, "absence", "2018/19")
    found = quality.schools_without(schools, why)
    assert found[["urn", "why"]].to_numpy().tolist() == [
        [100_002, "suppressed"],
        [100_003, "opened_later"],
        [100_005, "missing_row"],
    ]


def test_numbers_of_the_tables_that_the_register_lacks():
    schools = factories.schools(school(100_001))
    links = factories.links((100_001, 100_099, "Synthetic Old School"))
    found = quality_rows.unmatched({"b:2": [100_099], "a:1": [100_098, 100_099]}, links, schools)
    assert found["urn"].tolist() == [100_098, 100_099]
    assert found["releases"].tolist() == [("a:1",), ("a:1", "b:2")]
    assert found["name"].tolist() == ["", "Synthetic Old School"]
    assert found["now_urn"].tolist() == [pd.NA, 100_001]
    assert found["now_name"].iloc[1] == "Synthetic Primary 100001"
    assert quality_rows.unmatched({}, links, schools).empty


def test_points_that_disagree():
    schools = factories.schools(
        school(100_001, postcode_distance_m=500.0),
        school(100_002, postcode_distance_m=500.1),
        school(100_003, postcode_distance_m=900.0, site_borough=NEXT, geometry=Point(532_000, 183_000)),
        school(100_004, geometry=None),
    )
    assert quality_rows.far_points(schools)["urn"].tolist() == [100_003, 100_002]
    assert quality_rows.elsewhere(schools)["urn"].tolist() == [100_003]
    assert quality_rows.without_point(schools)["urn"].tolist() == [100_004]
    assert quality_rows.located(schools) == {
        LocationSource.REGISTER: 3,
        LocationSource.POSTCODE: 0,
        LocationSource.NONE: 1,
    }
    assert set(schools["borough_code"]) == {HOME}


def test_the_bundle_counted_a_second_way():
    build = json.loads((BUNDLE / "BUILD.json").read_text(encoding="utf-8"))
    schools, measures = store.read(BUNDLE, "schools"), store.read(BUNDLE, "measures")
    sector = dict(zip(schools["urn"], schools["sector"], strict=True))
    borough = dict(zip(schools["urn"], schools["la_name"], strict=True))
    told = Counter(
        (row.measure, row.year, borough[row.urn], sector[row.urn], row.status)
        for row in measures[["measure", "year", "urn", "status"]].itertuples()
    )
    found = quality.gaps(measures, schools, build["coverage"])
    made = Counter(
        {
            (row.measure, row.year, row.borough, row.sector, row.why): row.schools
            for row in found.itertuples()
            if row.why in {"published", "suppressed", "not_applicable", "not_available", "low"}
        }
    )
    assert made == told
    # A measure of context is of every school of the build, each counted once a year.
    context = [name for name, entry in MEASURES.items() if not entry.stage]
    totals = found[found["measure"].isin(context)].groupby(["measure", "year"])["schools"].sum()
    assert set(totals) == {build["counts"]["schools"]}
    for name, years in build["coverage"].items():
        for year, known in years.items():
            rows = found[(found["measure"] == name) & (found["year"] == year)]
            assert rows.loc[rows["why"] == "published", "schools"].sum() == known.get("published", 0)


def test_the_bundle_says_which_numbers_no_register_row_answers():
    build = json.loads((BUNDLE / "BUILD.json").read_text(encoding="utf-8"))
    urns = set(store.read(BUNDLE, "schools")["urn"])
    assert build["unmatched"]
    keys = {source["key"] for source in build["sources"]}
    for key, absent in build["unmatched"].items():
        assert key in keys
        assert absent == sorted(set(absent))
        assert not urns & set(absent)

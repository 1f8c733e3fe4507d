"""Results beside their areas, and what is said of them: synthetic tables, and schools of the bundle word for word."""

from pathlib import Path

import pytest

from geo import store
from geo.applies import STAGES
from geo.context import LONDON, in_context
from geo.overview import Part, ages_of_results, overview, stages_left_out
from geo.percentile import Band
from geo.trend import trend
from tests import factories

BUNDLE = Path(__file__).parents[2] / "data" / "processed"
URN, YEAR = 100_001, "2018/19"
NAMES = ("ks2_expected", "attainment8", "progress8", "ks4_pupils", "alevel_points")
COVERAGE = {name: {YEAR: {"published": 1}} for name in NAMES}
CUTS = {"q20": 10.0, "q40": 20.0, "q60": 30.0, "q80": 40.0, "schools": 40, "schools_without": 0}


def area(family, name, value):
    row = {"area_code": LONDON, "area_name": "Synthetic London", "phase_family": family, "year": YEAR}
    return row | {"measure": name, "value": value, "basis": "published", **CUTS}


AREAS = (
    area("Primary", "ks2_expected", 25.0),
    area("Secondary", "ks2_expected", 99.0),
    area("Primary", "attainment8", 98.0),
    area("Secondary", "attainment8", 35.0),
    area("Secondary", "alevel_points", 15.0),
)


def own(name, value, **changes):
    return {"urn": URN, "year": YEAR, "measure": name, "value": value} | changes


def made(*rows, areas=AREAS, **school):
    school = {"phase_family": "Primary", "name": "Synthetic school"} | school
    family = school.pop("phase_family")
    one = factories.schools(factories.school(URN, **school)).iloc[0].copy()
    one["phase_family"] = family
    found = in_context(factories.measures(*rows), factories.benchmarks(*areas), one, COVERAGE)
    return {each.measure: each for each in found}


def test_an_all_through_school_stands_beside_the_schools_of_each_key_stage():
    results = (own("ks2_expected", 35.0), own("attainment8", 5.0), own("alevel_points", 25.0))
    found = made(*results, phase_family="All-through", age_high=18)
    told = {name: (found[name].area(LONDON).value, found[name].band, found[name].compared_with) for name in NAMES[:2]}
    assert told == {
        "ks2_expected": (25.0, Band.ABOVE, "London primary schools"),
        "attainment8": (35.0, Band.WELL_BELOW, "London secondary schools"),
    }
    assert found["alevel_points"].compared_with == "London schools with a sixth form"


def test_results_stand_apart_from_the_newest_figures_with_their_age_the_newest_first():
    rows = (
        own("ks2_expected", 35.0),
        own("attainment8", 5.0),
        own("alevel_points", 25.0, year="2021/22"),
        own("eal", 5.0, year="2023/24"),
    )
    kinds = (
        *AREAS,
        area("Secondary", "eal", 20.0) | {"year": "2023/24"},
        area("Secondary", "alevel_points", 15.0) | {"year": "2021/22"},
    )
    found = made(*rows, phase_family="Secondary", age_high=18, areas=kinds)
    assert overview(tuple(found.values())) == (
        Part(
            "The newest figures, 2023/24",
            (("Well below most London secondary schools", "English as an additional language, 5.0%."),),
        ),
        Part(
            "Results and destinations, year by year",
            (
                (
                    "2021/22, 2 years older, beside London schools with a sixth form",
                    "Close to the middle: A levels: average points an entry, 25.00.",
                ),
                (
                    "2018/19, 5 years older, beside London primary schools",
                    "Above most: Key stage 2: expected standard in reading, writing and maths, 35%.",
                ),
                ("2018/19, 5 years older, beside London secondary schools", "Well below most: Attainment 8, 5.0."),
            ),
        ),
    )


def test_results_in_view_say_of_which_year_they_are_and_how_far_they_are_published():
    found = made(own("ks2_expected", 35.0), own("ks2_maths_progress", 1.0, year="2017/18"))
    assert ages_of_results([found["ks2_expected"], found["ks2_maths_progress"], found["eal"]]) == (
        "2017/18: KS2 maths (published elsewhere to 2022/23)",
        "2018/19: KS2 expected (published elsewhere to 2024/25)",
    )
    assert ages_of_results([found["eal"]]) == ()


def test_key_stages_of_which_nothing_concerns_the_school_are_named():
    assert stages_left_out(made(own("ks2_expected", 35.0)).values()) == (STAGES["ks4"], STAGES["ks5"])
    assert stages_left_out(made(own("attainment8", 35.0)).values()) == (STAGES["ks5"],)


def test_a_primary_school_says_nothing_of_year_11():
    found = made(own("ks2_expected", 35.0))
    assert found["ks2_expected"].concerns
    assert found["eal"].concerns
    assert not found["attainment8"].concerns
    assert made(own("attainment8", 35.0))["attainment8"].concerns


def test_the_published_figure_of_london_is_not_called_that_of_such_schools():
    said = made(own("attainment8", 25.0), phase_family="Secondary", age_low=11, age_high=16)["attainment8"].sentence
    assert said.endswith("close to the middle of London secondary schools; the published figure for London is 35.0.")


def test_few_pupils_of_key_stage_4_are_those_at_its_end():
    school = {"phase_family": "Secondary", "age_low": 11, "age_high": 16}
    found = made(own("progress8", -0.5), own("ks4_pupils", 17.0), **school)
    assert found["progress8"].caution == "Few pupils, 17: one of them moves the figure much."
    assert made(own("progress8", -0.5), own("ks4_pupils", 170.0), **school)["progress8"].caution == ""
    assert made(own("progress8", -0.5), **school)["progress8"].caution == ""


@pytest.fixture(scope="module")
def tables():
    found = {name: store.read(BUNDLE, name) for name in ("schools", "measures", "benchmarks")}
    found["coverage"] = store.build_info(BUNDLE)["coverage"]
    return found


def school_of(tables, urn):
    return tables["schools"].set_index("urn", drop=False).loc[urn]


SAID = {
    (
        100_010,
        "ks2_expected",
    ): "Key stage 2: expected standard in reading, writing and maths: 67% in 2017/18, the newest year at hand, ",
    (100_010, "ks2_maths_progress"): "Key stage 2 progress in maths: +4.1 in 2018/19, the newest year at hand, ",
    (
        100_049,
        "attainment8",
    ): "Attainment 8: 42.4 in 2018/19, the newest year at hand, well below most London secondary "
    "schools; the published figure for London is 49.7.",
    (100_049, "progress8"): "Progress 8: \N{MINUS SIGN}0.11 in 2018/19, the newest year at hand, below most London "
    "secondary schools; the published figure for London is +0.22.",
    (
        100_049,
        "ks4_sustained",
    ): "After year 11: in education, an apprenticeship or work: 95% in 2021/22, the newest year at hand, ",
    (
        100_049,
        "alevel_value_added",
    ): "A levels: value added: \N{MINUS SIGN}0.27 in 2023/24, well below most London schools "
    "with a sixth form; its 95% interval is \N{MINUS SIGN}0.42 to \N{MINUS SIGN}0.12; the average of their own figures "
    "is \N{MINUS SIGN}0.03.",
    (
        100_091,
        "ks2_reading_progress",
    ): "Key stage 2 progress in reading: no figure for 2018/19, because it is suppressed: too few pupils to publish.",
    (100_096, "attainment8"): "Attainment 8: no figure for 2018/19, because it does not apply to this school.",
}


@pytest.mark.parametrize(("urn", "name"), SAID)
def test_what_is_said_of_camden_schools(tables, urn, name):
    found = in_context(tables["measures"], tables["benchmarks"], school_of(tables, urn), tables["coverage"])
    told = next(each for each in found if each.measure == name)
    assert told.sentence.startswith(SAID[urn, name])
    assert "improved" not in told.sentence
    assert "best" not in told.sentence


def test_points_of_a_levels_are_not_compared_across_the_years_of_generous_grades(tables):
    found = trend(
        tables["measures"], tables["benchmarks"], school_of(tables, 100_049), "alevel_points", tables["coverage"]
    )
    assert [year for year, _ in found.breaks] == ["2021/22", "2022/23"]
    assert found.sentence.startswith("A levels: average points an entry: 30.15 in 2023/24 and 31.53 in 2022/23, ")
    gaps = {each.year: each.reason for each in found.points if each.value is None}
    assert set(gaps) == {"2019/20", "2020/21"}
    assert all("not published" in reason for reason in gaps.values())


def test_a_trend_of_results_has_the_lines_of_the_key_stage(tables):
    through = tables["schools"].query("phase_family == 'All-through' and sector == 'state'")["urn"].iloc[0]
    for name, family in (("ks2_reading_progress", "Primary"), ("ks4_sustained", "Secondary")):
        found = trend(tables["measures"], tables["benchmarks"], school_of(tables, through), name, tables["coverage"])
        london = next(line for line in found.lines if line.area_code == LONDON)
        areas = tables["benchmarks"]
        rows = areas[(areas["area_code"] == LONDON) & (areas["measure"] == name) & (areas["phase_family"] == family)]
        held = dict(zip(rows["year"], rows["value"], strict=True))
        expected = {year: held.get(year) for year, _ in london.values}
        assert dict(london.values) == expected
        assert any(value is not None for value in expected.values())

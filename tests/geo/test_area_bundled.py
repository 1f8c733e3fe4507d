"""The bundled data: golden numbers of Camden, and every sum a second way, with plain loops."""

from collections import defaultdict
from pathlib import Path

import pytest

from geo import store
from geo.explore import explorer_frame
from geo.group import in_borough
from geo.london import BOROUGHS
from geo.measures import MEASURES
from geo.overall import overall_grades
from geo.rolls import area_rolls, authority_rolls, change_of_all, rolls
from geo.summary import ADDED_UP, benchmark, beside, by_family, summarise
from geo.vocab import Basis

FOLDER = Path(__file__).resolve().parents[2] / "data" / "processed"
CAMDEN = "E09000007"


@pytest.fixture(scope="module")
def tables():
    return {name: store.read(FOLDER, name) for name in ("schools", "measures", "inspections", "ties", "benchmarks")}


@pytest.fixture(scope="module")
def coverage():
    return store.build_info(FOLDER)["coverage"]


@pytest.fixture(scope="module")
def frame(tables, coverage):
    return explorer_frame(*(tables[name] for name in ("schools", "measures", "inspections", "ties")), coverage)


@pytest.fixture(scope="module")
def camden(frame):
    return in_borough(frame, CAMDEN)


def test_the_56(camden):
    assert camden.counted["phase_family"].value_counts().to_dict() == {
        "Primary": 38,
        "Secondary": 10,
        "Special": 5,
        "Alternative provision": 2,
        "Nursery": 1,
    }
    assert list(camden.left_out["stands in another borough"]["name"]) == ["The ArtsXchange"]


def test_pupils_of_january_2023(camden, tables, coverage):
    made = summarise(tables["measures"], camden.counted["urn"], "pupils", coverage, "2022/23")
    assert (made.value, made.schools, made.without) == (21_774, 56, ())
    by_phase = {
        str(family): summarise(tables["measures"], part["urn"], "pupils", coverage, "2022/23").value
        for family, part in camden.counted.groupby("phase_family")
    }
    assert by_phase == {
        "Primary": 10_616,
        "Secondary": 10_563,
        "Special": 421,
        "Nursery": 136,
        "Alternative provision": 38,
    }


def test_rolls_of_two_schools_and_of_the_borough(camden, tables, coverage):
    made = rolls(camden.counted, tables["measures"], coverage)
    known = {each.urn: each for each in made}
    albans, union = known[100_036], known[100_059]
    assert [each.value for each in albans.counts] == [198, None, 167, 213, 158, 109]
    assert albans.check == ("2020/21", "2021/22")
    assert (union.change.before, union.change.after, union.check) == (1_073, 689, ())
    assert {each.urn: each.check for each in made if each.check} == {
        100_021: ("2020/21",),
        100_036: ("2020/21", "2021/22"),
        100_048: ("2022/23",),
    }
    assert [(each.pupils, each.schools) for each in area_rolls(made)] == [
        (21_935, 56),
        (None, 0),
        (21_539, 56),
        (21_867, 54),
        (21_774, 56),
        (20_999, 54),
    ]
    change = change_of_all(made)
    assert (change.before, change.after, change.schools) == (21_548, 20_999, 54)


def test_an_authority_has_the_pupils_of_its_table(tables):
    """A second way: a loop over the rows; equal where the register has as many schools, and never more pupils."""
    schools, measures = tables["schools"], tables["measures"]
    state = schools[schools["sector"] == "state"].set_index("urn")["borough_code"].to_dict()
    added, number = defaultdict(int), defaultdict(int)
    for row in measures[(measures["measure"] == "pupils") & (measures["year"] == "2023/24")].to_dict("records"):
        if row["status"] == "published" and row["urn"] in state:
            added[state[row["urn"]]] += int(row["value"])
            number[state[row["urn"]]] += 1
    made = {b.code: {each.year: each for each in authority_rolls(tables["benchmarks"], b.code)} for b in BOROUGHS}
    same = {code for code, years in made.items() if years["2023/24"].schools == number[code]}
    assert len(same) > 15
    assert CAMDEN in same
    for code, years in made.items():
        newest = years["2023/24"]
        assert newest.pupils == added[code] if code in same else newest.pupils > added[code], code
    assert (made[CAMDEN]["2018/19"].pupils, made[CAMDEN]["2018/19"].schools) == (22_921, 62)


def test_overall_grades_of_camden(camden):
    found = overall_grades(camden.counted)
    assert (found.schools, found.graded, found.good_or_outstanding, found.not_judged, found.none) == (56, 54, 53, 2, 0)
    assert [(str(at.date()), number) for at, number in found.lists] == [
        ("2018-07-31", 25),
        ("2022-12-08", 22),
        ("2024-12-31", 7),
    ]
    primary = overall_grades(camden.counted[camden.counted["phase_family"] == "Primary"])
    assert (primary.graded, primary.outstanding) == (38, 12)


def second_way(rows, urns, name, year):
    """Value, numerator, denominator and schools: a loop over rows as they are in the file."""
    top = bottom = rates = 0.0
    schools, complete = 0, True
    for row in rows:
        if row["measure"] == name and row["year"] == year and row["urn"] in urns and row["status"] == "published":
            schools += 1
            rates += row["value"]
            if row["numerator"] == row["numerator"] and row["denominator"] == row["denominator"]:
                top += row["numerator"]
                bottom += row["denominator"]
            else:
                complete = False
    if not schools:
        return None, 0
    if MEASURES[name].unit == "pupils":
        return rates, schools
    return (
        (1 if MEASURES[name].unit in {"points", "score"} else 100) * top / bottom if complete else rates / schools
    ), schools


@pytest.mark.parametrize("code", [CAMDEN, "E09000001", "E09000033", "E09000003"])
def test_every_figure_a_second_way(code, frame, tables, coverage):
    schools = in_borough(frame, code).counted
    grouped = defaultdict(set)
    for urn, family in zip(schools["urn"], schools["phase_family"], strict=True):
        grouped[family].add(int(urn))
    rows = tables["measures"][tables["measures"]["urn"].isin(schools["urn"])].to_dict("records")
    for family, figures in by_family(schools, tables["measures"], coverage).items():
        assert [each.measure for each in figures] == list(ADDED_UP)
        for made in figures:
            value, number = second_way(rows, grouped[str(family)], made.measure, made.year)
            assert made.schools == number
            assert made.schools + len(made.without) == len(grouped[str(family)])
            assert made.value == (None if value is None else pytest.approx(value, abs=1e-9)), (family, made.measure)


def test_borough_figures_are_those_of_the_benchmarks_where_the_schools_are_the_same(frame, tables, coverage):
    """The benchmark counts the schools of its year; where it counts as many as ours it must say the same."""
    compared, areas = 0, beside(tables["benchmarks"])
    for borough in BOROUGHS:
        schools = in_borough(frame, borough.code).counted
        for family, figures in by_family(schools, tables["measures"], coverage).items():
            for made in figures:
                theirs = benchmark(areas, borough.code, str(family), made.measure, made.year)
                if theirs is None or made.value is None or (theirs.numerator, theirs.denominator) == (None, None):
                    continue
                if theirs.schools == made.schools and not made.without and theirs.denominator == made.denominator:
                    compared += 1
                    assert made.basis == Basis.COUNTS
                    assert made.numerator == theirs.numerator
                    assert made.value == pytest.approx(theirs.value, abs=0.05)
    assert compared > 300

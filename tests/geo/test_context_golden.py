"""Eleven Camden schools of different kinds: the sentences word for word, and their numbers against the raw cells."""

import json
from pathlib import Path

import numpy as np
import pytest

from geo import store
from geo.context import LONDON, in_context
from geo.measures import measure
from geo.movement import movements
from geo.percentile import Band
from geo.trend import trend
from geo.words import number

ROOT = Path(__file__).parents[2]
BUNDLE = ROOT / "data" / "processed"
SAID = json.loads((ROOT / "tests" / "golden" / "context_sentences.json").read_text(encoding="utf-8"))
RAW = json.loads((ROOT / "tests" / "golden" / "camden_raw.json").read_text(encoding="utf-8"))
URNS = sorted(map(int, SAID))

#: Measure -> cells of the census table of 2023/24 with its two counts.
COUNTS = {
    "fsm": ("NUMFSM", "NOR"),
    "fsm_ever6": ("NUMFSMEVER", "NORFSMEVER"),
    "eal": ("NUMEAL", "NOR"),
    "sen_support": ("TSENELK", "NOR"),
    "ehcp": ("TSENELSE", "NOR"),
}
ABSENCE = {"absence": "PERCTOT", "persistent_absence": "PPERSABS10"}


@pytest.fixture(scope="module")
def tables():
    found = {name: store.read(BUNDLE, name) for name in ("schools", "measures", "benchmarks")}
    found["coverage"] = store.build_info(BUNDLE)["coverage"]
    return found


@pytest.fixture(scope="module")
def contexts(tables):
    schools = tables["schools"].set_index("urn", drop=False)
    made = {
        urn: in_context(tables["measures"], tables["benchmarks"], schools.loc[urn], tables["coverage"]) for urn in URNS
    }
    return {urn: {each.measure: each for each in found} for urn, found in made.items()}


@pytest.mark.parametrize("urn", URNS)
def test_what_the_figures_mean(contexts, urn):
    expected = SAID[str(urn)]["means"]
    assert {name: contexts[urn][name].sentence for name in expected} == expected


@pytest.mark.parametrize("urn", URNS)
def test_what_changed(tables, urn):
    school = tables["schools"].set_index("urn", drop=False).loc[urn]
    moved = movements(tables["measures"], tables["schools"])
    for name, expected in SAID[str(urn)]["changes"].items():
        found = trend(tables["measures"], tables["benchmarks"], school, name, tables["coverage"], moved)
        assert found.sentence == expected


@pytest.mark.parametrize("urn", [urn for urn in URNS if RAW[str(urn)]["census 2023-24"]])
def test_counts_in_the_sentences_are_those_of_the_census(urn):
    cells = RAW[str(urn)]["census 2023-24"]
    for name, (above, below) in COUNTS.items():
        said = SAID[str(urn)]["means"][name]
        if not cells[above].isdigit():
            assert "no figure" in said
            continue
        part, whole = int(cells[above]), int(cells[below])
        usual = f"{part / whole:.1%} of pupils ({part:,} of {whole:,}) "
        assert said.startswith(
            {0: f"None of the {whole:,} pupils (0.0%) ", whole: f"All {whole:,} pupils (100.0%) "}.get(part, usual)
        )
    assert SAID[str(urn)]["means"]["pupils"].startswith(f"{int(cells['NOR']):,} pupils were on roll in January 2024")


@pytest.mark.parametrize("urn", URNS)
def test_absence_in_the_sentences_is_that_of_the_tables(urn):
    cells = RAW[str(urn)]["absence tables 2023-24"]
    earlier = RAW[str(urn)]["absence tables 2022-23"]
    for name, column in ABSENCE.items():
        said = SAID[str(urn)]["means"][name]
        if cells:
            assert said.startswith(f"{float(cells[column]):.1f}% of ")
        elif earlier:
            assert said.startswith(f"{float(earlier[column]):.1f}% of ")
            assert said.endswith("in 2022/23; there is no figure for 2023/24.")
        else:
            assert said.endswith("no figure, because the table of 2023/24 has no row for the school.")


@pytest.mark.parametrize("urn", URNS)
def test_absence_of_2018_19_is_that_of_the_underlying_data(urn):
    cells = RAW[str(urn)]["absence 201819"]
    said = SAID[str(urn)]["changes"]["absence"]
    if cells and "2018/19" in said:
        assert f"{100 * int(cells['sess_overall']) / int(cells['sess_possible']):.1f}% in 2018/19" in said


def test_london_in_the_sentences_is_that_of_the_table(tables, contexts):
    checked = 0
    of_london = tables["benchmarks"].query("area_code == @LONDON").groupby(["measure", "year"])
    for urn, found in contexts.items():
        for name, each in found.items():
            london = each.area(LONDON)
            if london is None or each.band is None:
                continue
            rows = of_london.get_group((name, each.year))
            rows = rows[rows["value"] == london.value]
            assert len(rows) >= 1, (urn, name)
            assert each.sentence.endswith(f" is {number(float(rows['value'].iloc[0]), measure(name))}.")
            checked += 1
    assert checked > 40


def test_bands_a_second_way(tables, contexts):
    """Percentiles of the build's own schools; a band may differ where the department counts a few other schools."""
    measures, schools = tables["measures"], tables["schools"]
    state = schools.loc[schools["sector"] == "state", ["urn", "phase_family"]]
    values = measures[measures["status"] == "published"].merge(state, on="urn")
    family = schools.set_index("urn")["phase_family"]
    values = values.groupby(["measure", "year", "phase_family"])["value"]
    same = near = 0
    for urn, found in contexts.items():
        for name, each in found.items():
            if each.band is None:
                continue
            own = values.get_group((name, each.year, family[urn])).to_numpy()
            decimals = measure(name).decimals
            q20, q40, q60, q80 = np.percentile(own, [20, 40, 60, 80]).round(decimals)
            value = round(each.value, decimals)
            place = 2 if q40 <= value <= q60 else int(value >= q20) if value < q40 else 3 + int(value > q80)
            apart = abs(place - list(Band).index(each.band))
            same += apart == 0
            near += apart <= 1
    total = sum(each.band is not None for found in contexts.values() for each in found.values())
    assert near == total > 40
    assert same >= 0.95 * total

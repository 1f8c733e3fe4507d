"""Suggestions of a synthetic line of six schools, in tables that can be checked by hand.

The six stand 100 m apart. The fifth nearest of each is the farthest: 500, 400, 300, 300, 400 and 500 m away, so Near
halves with 400 m. Each is one step above the one before in all groups, so the 15 pairs are 1 to 5 steps apart: five
pairs one step, four two, three three, two four, one five. Ten of the 15 are less alike than a pair one step apart.
"""

import dataclasses

import numpy as np
import pytest

from geo.basis import prepare
from geo.candidates import RULES, Rule, directory, next_door, why_not
from geo.explore import explorer_frame
from geo.partners import (
    APART,
    BORDER,
    OWN,
    contributions,
    is_scored,
    not_listed_because,
    points,
    position_of,
    suggest,
)
from geo.purposes import PRESETS, Criterion, PhaseRule, Purpose, TieRule
from geo.vocab import PhaseFamily
from tests import factories
from tests.suggesting import SIX, A, B, C, D, E, F, basis_of, six

EQUAL = dataclasses.replace(PRESETS[Purpose.EXPLORE], weights={Criterion.NEAR: 1, Criterion.ALIKE: 1})
LETTERS = dict(zip(SIX, "ABCDEF", strict=True))


def rows_of(table: str) -> list[dict[str, str]]:
    lines = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in table.strip().splitlines()]
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]


# near = 2^(-d/400); alike = pairs of the 15 that are less alike; score = their mean.
LIST_OF_A = """
| place | school | near   | alike  | score  |
| 1     | B      | 0.8409 | 0.6667 | 0.7538 |
| 2     | C      | 0.7071 | 0.4    | 0.5536 |
| 3     | D      | 0.5946 | 0.2    | 0.3973 |
| 4     | E      | 0.5    | 0.0667 | 0.2833 |
| 5     | F      | 0.4204 | 0      | 0.2102 |
"""


def test_list_of_the_first():
    found = suggest(basis_of(*six()), A, EQUAL).table
    expected = rows_of(LIST_OF_A)
    assert [LETTERS[urn] for urn in found["urn"]] == [row["school"] for row in expected]
    assert list(found["position"]) == [int(row["place"]) for row in expected]
    for column, name in (("fit_near", "near"), ("fit_alike", "alike"), ("score", "score")):
        np.testing.assert_allclose(found[column], [float(row[name]) for row in expected], atol=5e-5)


# With equal distance and equal steps the lower URN comes first: B and D of C, then A and E.
def test_equal_scores_are_in_the_order_of_urn():
    found = suggest(basis_of(*six()), C, EQUAL).table
    assert [LETTERS[urn] for urn in found["urn"]] == list("BDAEF")


def test_the_other_borough_has_a_second_list():
    schools, measures = six(F={"borough_code": factories.NEXT}, B={"borough_code": factories.NEXT})
    basis = basis_of(schools, measures)
    found = suggest(basis, A, EQUAL)
    assert [LETTERS[urn] for urn in found.first(9, OWN)["urn"]] == list("CDE")
    assert [LETTERS[urn] for urn in found.first(9, BORDER)["urn"]] == list("BF")
    # Home: A, C, D, E with 500, 300, 300, 400 -> 350 m. Next: B, F with 400, 500 -> 450 m.
    row = found.table.set_index("urn").loc[F]
    assert row["fit_near"] == pytest.approx(2 ** (-500 / (350 * 450) ** 0.5))
    merged = suggest(basis, A, dataclasses.replace(EQUAL, merge_border=True))
    assert [LETTERS[urn] for urn in merged.first(9)["urn"]] == list("BCDEF")


# What changes in one school, and the rule that leaves it out of A's list ("" for none).
RULE_TABLE = [
    ({}, {}, ""),
    ({"status": "Closed"}, {}, Rule.NOT_OPEN),
    ({"status": None}, {}, Rule.NOT_OPEN),
    ({"status": "Open, but proposed to close"}, {}, ""),
    ({"phase_family": "Independent", "sector": "independent"}, {}, Rule.INDEPENDENT),
    ({"phase_family": "Independent", "sector": "independent"}, {"state_only": False}, ""),
    ({"phase_family": "Special"}, {}, Rule.NO_SCORE),
    ({"phase_family": "Nursery"}, {"phases": PhaseRule.ANY}, Rule.NO_SCORE),
    ({"phase_family": "Alternative provision"}, {}, Rule.NO_SCORE),
    ({"phase_family": "Secondary"}, {}, Rule.PHASE),
    ({"phase_family": "Secondary"}, {"phases": PhaseRule.ADJACENT}, ""),
    ({"phase_family": "Secondary"}, {"phases": PhaseRule.ANY}, ""),
    ({}, {"phases": PhaseRule.ADJACENT}, Rule.PHASE),
    ({"phase_family": "All-through"}, {}, ""),
    ({"phase_family": "All-through"}, {"phases": PhaseRule.ADJACENT}, ""),
    ({"phase_family": "16 plus"}, {"phases": PhaseRule.ADJACENT}, Rule.PHASE),
    ({"admissions": "Selective"}, {}, Rule.SELECTIVE),
    ({"admissions": "Not applicable"}, {}, ""),
    ({"geometry": None}, {}, Rule.NO_POINT),
    ({}, {"radius_m": 399}, Rule.RADIUS),
    ({}, {"radius_m": 400}, ""),
    ({"laestab": f"202{A % 10_000}"}, {}, Rule.SAME_SCHOOL),
    ({}, {"ties": TieRule.REQUIRE}, Rule.NOT_TIED),
    ({"status": "Closed", "phase_family": "Special"}, {"radius_m": 10}, Rule.NOT_OPEN),
]


@pytest.mark.parametrize(("change", "setting", "rule"), RULE_TABLE)
def test_rule(change, setting, rule):
    schools, measures = six(E=change)
    basis = basis_of(schools, measures, least=4)
    preset = dataclasses.replace(EQUAL, **({"weights": {Criterion.NEAR: 1}} | setting))
    found = suggest(basis, A, preset)
    assert RULES[found.rule[basis.roster.position(E)]] == rule
    told = why_not(basis.roster, A, E, preset)
    assert (told[0] if told else "") == rule
    assert (position_of(found, E) is None) == bool(rule)


def test_links_and_ties():
    ties = factories._typed(
        "ties",
        [
            {"tie_id": "federation:1", "kind": "federation", "name": "Synthetic Federation", "urn": urn}
            | {"certainty": "synthetic", "source": "synthetic"}
            for urn in (A, B)
        ],
    )
    basis = basis_of(*six(), ties=ties, links=factories.links((D, A, "Synthetic")))
    assert why_not(basis.roster, A, D, EQUAL)[0] == Rule.SAME_SCHOOL
    assert [bool(x) for x in suggest(basis, A, EQUAL).table["connected"]] == [True, False, False, False]
    excluding = dataclasses.replace(EQUAL, ties=TieRule.EXCLUDE)
    assert why_not(basis.roster, A, B, excluding)[0] == Rule.TIED
    requiring = dataclasses.replace(EQUAL, ties=TieRule.REQUIRE)
    assert list(suggest(basis, A, requiring).table["urn"]) == [B]
    assert why_not(basis.roster, A, E, dataclasses.replace(EQUAL, radius_m=250))[1] == (
        "it is 0.4 km away, and the radius is 0.25 km"
    )


def test_next_door_and_directory():
    basis = basis_of(
        *six(B={"phase_family": "Special"}, E={"phase_family": "Special"}, C={"status": "Closed"}), least=3
    )
    assert list(next_door(basis.roster, A)["urn"]) == [B, D]
    found = directory(basis.roster, B)
    assert list(found["urn"]) == [E, A, D, F]
    assert list(found["list"]) == ["own kind", "near", "near", "near"]
    assert not is_scored(basis, B)
    with pytest.raises(ValueError, match="has a directory"):
        suggest(basis, B, EQUAL)


def test_an_unknown_group_has_a_range():
    """C's EAL is unknown: A, B, D, E, F are the ruler, with places 1, 3, 5, 7, 9, and C's other places are 4."""
    schools, measures = six(C={"eal": None})
    found = suggest(basis_of(schools, measures, least=5), A, EQUAL).table.set_index("urn")
    row = found.loc[C]
    assert row["groups"] == 3
    # Three differences of 3, and one of the reference's 0, 2, 4, 6, 8 from A: the median 4, the 5th and 95th 0.4, 7.6.
    # The ten pairs differ by 8 a step: 4 one, 3 two, 2 three, 1 four steps. 13 -> 6 of 10 differ by more; so with 9.4
    # and, at 16.6, 3 of 10.
    assert row["fit_alike"] == pytest.approx(0.6)
    near = 2 ** (-200 / 400)
    assert [row["low"], row["score"], row["high"]] == pytest.approx([(near + x) / 2 for x in (0.3, 0.6, 0.6)])
    assert (found.loc[[B, D, E, F], "low"] == found.loc[[B, D, E, F], "score"]).all()


def test_too_little_published_is_apart():
    schools, measures = six(F={"eal": None, "fsm_ever6": None})
    basis = basis_of(schools, measures, least=5)
    found = suggest(basis, A, EQUAL)
    assert position_of(found, F) == (APART, None)
    assert not_listed_because(basis, found, F) == "too little is published of it to compare"
    assert not_listed_because(basis, found, E) is None
    assert not_listed_because(basis, found, A) == "it is the school that asks"
    assert len(found.first(9)) == 4


def test_what_the_asking_school_lacks_counts_for_nobody():
    schools, measures = six(A={"eal": None, "fsm_ever6": None})
    found = suggest(basis_of(schools, measures, least=5), A, EQUAL)
    assert list(found.weights) == [Criterion.NEAR]
    assert set(found.dropped) == {Criterion.ALIKE}
    assert found.table["score"].tolist() == found.table["fit_near"].tolist()
    with_one = six(A={"eal": None})
    partly = suggest(basis_of(*with_one, least=5), A, EQUAL)
    assert not partly.dropped
    assert set(partly.table["groups"]) == {3}


def test_criteria_of_one_phase_are_dropped_over_two():
    preset = dataclasses.replace(EQUAL, phases=PhaseRule.ANY)
    found = suggest(basis_of(*six()), A, preset)
    assert found.dropped == {Criterion.ALIKE: "ranks of two phases are not on one scale"}


def test_an_all_through_school_asks_in_a_family():
    schools, measures = six(A={"phase_family": "All-through", "age_high": 18})
    basis = basis_of(schools, measures, least=5)
    assert suggest(basis, A, EQUAL, PhaseFamily.PRIMARY).table["urn"].tolist() == [B, C, D, E, F]
    assert suggest(basis, A, EQUAL).table.empty
    with pytest.raises(ValueError, match="not Secondary"):
        suggest(basis, B, EQUAL, PhaseFamily.SECONDARY)


def test_points_add_up():
    """B of A: near 0.8409, alike 0.6667, halved: 42.04 and 33.33 of 75.38 points; D: 29.73 and 10 of 39.73."""
    found = suggest(basis_of(*six()), A, EQUAL)
    assert points(found, B) == {Criterion.NEAR: 42, Criterion.ALIKE: 33}
    assert points(found, D) == {Criterion.NEAR: 30, Criterion.ALIKE: 10}


def test_a_school_paid_for_by_fees_has_its_own_governance():
    schools, measures = six(E={"phase_family": "Independent", "sector": "independent"})
    preset = dataclasses.replace(EQUAL, state_only=False, weights={Criterion.SAME_GOVERNANCE: 1})
    found = suggest(basis_of(schools, measures, least=4), A, preset).table.set_index("urn")["score"]
    assert found.to_dict() == {B: 1, C: 1, D: 1, F: 1, E: 0}


def test_contributions_and_influence():
    found = suggest(basis_of(*six()), A, PRESETS[Purpose.LEADERSHIP])
    parts = contributions(found, B)
    assert sum(parts.values()) == found.table.set_index("urn").loc[B, "score"]
    assert sum(found.influence.values()) == pytest.approx(1)
    # All six have the same ages, governance and faith: those weigh, and decide nothing.
    assert found.influence[Criterion.SAME_FAITH] == 0


@pytest.mark.parametrize("wrong", [{"weights": {}}, {"weights": {"near": -1}}, {"radius_m": 0}, {"reach": 0}])
def test_settings_that_decide_nothing_are_refused(wrong):
    with pytest.raises(ValueError, match="above 0"):
        dataclasses.replace(EQUAL, **wrong)


def test_unknown_school():
    basis = basis_of(*six())
    with pytest.raises(LookupError, match="999999"):
        suggest(basis, 999_999, EQUAL)


def test_without_a_census_only_distance_counts():
    schools, measures = six()
    frame = explorer_frame(schools, measures.iloc[:0], factories.some_inspections(), factories._typed("ties", []), {})
    basis = prepare(frame, measures.iloc[:0], factories._typed("links", []))
    assert basis.year is None
    found = suggest(basis, A, PRESETS[Purpose.EXPLORE])
    assert list(found.weights) == [Criterion.NEAR]

"""The coherence view on six synthetic schools on a line: who has no avenue, who is asked, exact mutual ranks."""

import pandas as pd
import pytest

from geo.mutual import place_in_their_list
from geo.partners import suggest
from geo.purposes import PRESETS, Purpose
from geo.spread import spread
from tests import factories
from tests.suggesting import SIX, A, B, C, D, E, F, basis_of, six
from tests.workspace.people import cast
from tests.workspace.test_statements import may
from workspace import case_doors, partnerships
from workspace.coherence import coherence, mutual_ranks, standings_table
from workspace.models import Introduction
from workspace.partnerships import Details
from workspace.vocab import Role

PRESET = PRESETS[Purpose.EXPLORE]
HERE = {factories.HOME}
NO_TIES = factories._typed("ties", [])


@pytest.fixture(scope="module")
def basis():
    return basis_of(*six())


@pytest.fixture
def everyone(store):
    with store.transaction() as db:
        return cast(db)


def view(store, actor, basis, ties=NO_TIES, **more):
    times = spread(basis, PRESET, HERE)
    with store.transaction() as db:
        return coherence(db, actor, basis, times, HERE, ties, **more)


def test_only_a_lead_sees_it(store, everyone, basis):
    times = spread(basis, PRESET, HERE)
    assert may(lambda db, who: coherence(db, who, basis, times, HERE, NO_TIES), everyone, store) == {"lead"}
    asked = may(lambda db, who: mutual_ranks(lambda do: do(db, who), basis, A, PRESET), everyone, store)
    assert asked == {"lead"}


def test_times_are_those_of_the_planning_view(store, everyone, basis):
    found = {each.urn: each.times for each in view(store, everyone["lead"], basis).schools}
    table = spread(basis, PRESET, HERE)
    assert found == dict(zip(table["urn"], table["times"], strict=True))
    assert set(found) == set(SIX)


def test_a_tie_is_with_another_school_now(store, everyone, basis):
    ties = factories._typed(
        "ties",
        [
            {"tie_id": tie, "kind": "academy trust", "name": name, "urn": urn, "until": until,
             "certainty": "s", "source": "s"}
            for tie, name, urn, until in [
                ("t:1", "Pair", A, None), ("t:1", "Pair", B, None), ("t:2", "Alone", C, None),
                ("t:3", "Former", C, None), ("t:3", "Former", D, "2020-01-01"),
            ]
        ],
    )  # fmt: skip
    with store.transaction() as db:
        partnerships.add(db, everyone["lead"], Details("hub", "Confidential hub"), [D, E])
    found = {each.urn: each.ties for each in view(store, everyone["lead"], basis, ties).schools}
    assert found == {A: ("Pair",), B: ("Pair",), C: (), D: ("Confidential hub",), E: ("Confidential hub",), F: ()}


def test_cases_and_requests_are_counted_once(store, everyone, basis):
    lead = everyone["lead"]
    with store.transaction() as db:
        case_doors.open_direct(db, lead, [A, B], title="Synthetic")
        for _ in range(2):
            db.add(
                Introduction(
                    urn=C, other_urn=A, asked_by_id=lead.person_id, asked_as=Role.HEAD, message="synthetic", ceo="x",
                    asked_at=db.now(),
                )
            )  # fmt: skip
        db.flush()
        first = db.query(Introduction).order_by(Introduction.id).first()
        case_doors.open_from_introduction(db, lead, first.id, title="Synthetic")
    found = view(store, lead, basis)
    by = {each.urn: (each.cases, each.asked) for each in found.schools}
    assert by == {A: (2, 3), B: (1, 1), C: (1, 0), D: (0, 0), E: (0, 0), F: (0, 0)}
    assert [each.urn for each in found.asked_by_many] == [A]
    assert [each.urn for each in view(store, lead, basis, many=1).asked_by_many] == [A, B]


def test_without_is_no_tie_no_case_and_nobodys_first_five(store, everyone, basis):
    rows = view(store, everyone["lead"], basis).schools
    assert {each.urn for each in rows if each.without} == {each.urn for each in rows if each.times == 0}


def test_a_school_without_a_list_is_there_too(store, everyone):
    schools, measures = six()
    special = factories.schools(factories.school(100_099, phase_family="Special"))
    both = pd.concat([schools, special], ignore_index=True)
    found = {each.urn: each for each in view(store, everyone["lead"], basis_of(both, measures)).schools}
    assert found[100_099].times is None
    assert found[100_099].without


def test_the_table_to_take_away_has_every_school_and_what_is_not_known_is_blank(store, everyone, basis):
    schools, measures = six()
    special = factories.schools(factories.school(100_099, phase_family="Special"))
    shown = view(store, everyone["lead"], basis_of(pd.concat([schools, special], ignore_index=True), measures))
    table = standings_table(shown).set_index("urn")
    assert set(table.index) == {*SIX, 100_099}
    assert table.loc[100_099, "times_in_first_fives"] is pd.NA
    assert [urn for urn in table.index if table.loc[urn, "no_avenue_yet"] == "yes"] == [
        each.urn for each in shown.without
    ]


def test_mutual_ranks_are_the_places_in_both_lists(store, everyone, basis):
    def act(do):
        with store.transaction() as db:
            do(db, everyone["lead"])

    found = mutual_ranks(act, basis, A, PRESET)
    own = suggest(basis, A, PRESET)
    ranked = own.table[own.table["position"].notna()]
    assert [(each.urn, each.place) for each in found] == list(zip(ranked["urn"], ranked["position"], strict=True))
    assert [each.their_place for each in found] == [
        place_in_their_list(basis, own, each.urn, for_adviser=True) for each in found
    ]
    assert all(each.their_place for each in found)

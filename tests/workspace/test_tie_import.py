"""Ties of a build become public partnerships; twice changes nothing, and what people entered stays."""

from datetime import date

import pytest

from tests import factories
from tests.workspace.people import A, B, C, cast
from tests.workspace.test_statements import may
from workspace import partnerships
from workspace.actor import OPERATOR
from workspace.partnership_views import Member, listed, published
from workspace.partnerships import Details
from workspace.public_ties import with_partnerships
from workspace.tie_import import import_ties


def ties(*rows):
    base = {"name": "Synthetic Trust", "certainty": "synthetic", "source": "synthetic", "kind": "academy trust"}
    return factories._typed("ties", [{**base, "tie_id": "academy trust:1", **row} for row in rows])


PAIR = ({"urn": A, "since": "2020-09-01"}, {"urn": B})


@pytest.fixture
def everyone(store):
    with store.transaction() as db:
        return cast(db)


def run(store, *rows):
    with store.transaction() as db:
        return import_ties(db, OPERATOR, ties(*rows))


def members(store):
    with store.reading() as db:
        return [each.members for each in published(db, ended=True)]


def test_who_imports(store, everyone):
    assert may(lambda db, who: import_ties(db, who, ties(*PAIR)), everyone, store) == {"lead"}


def test_twice_changes_nothing_and_gives_the_build_its_own_table_back(store):
    single = {"tie_id": "academy trust:2", "urn": C}
    first = run(store, *PAIR, single)
    assert (first.added, first.changed, first.unchanged, first.single, first.gone) == (1, 0, 0, 1, ())
    again = run(store, *PAIR, single)
    assert (again.added, again.changed, again.unchanged, again.single) == (0, 0, 1, 1)
    assert members(store) == [(Member(A, date(2020, 9, 1)), Member(B))]
    table = ties(*PAIR)
    with store.reading() as db:
        assert with_partnerships(table, published(db), db.today()) is table


def test_a_later_build_adds_dates_and_renames_and_removes_nothing(store, everyone):
    run(store, *PAIR)
    lead = everyone["lead"]
    with store.transaction() as db:
        (view,) = listed(db, lead)
        entered = Details("trust", view.name, purposes=["workload"], review_on=date(2026, 6, 1), public=True)
        partnerships.change(db, lead, view.id, entered, version=view.version)
    new = {"name": "Synthetic Learning Trust"}
    done = run(store, {**PAIR[0], **new, "until": "2026-01-31"}, {"urn": C, "since": "2026-02-01", **new})
    assert (done.changed, done.gone) == (1, (("Synthetic Learning Trust", B),))
    assert members(store) == [(Member(A, date(2020, 9, 1), date(2026, 1, 31)), Member(B), Member(C, date(2026, 2, 1)))]
    with store.transaction() as db:
        (view,) = listed(db, lead)
        assert (view.name, view.purposes, view.review_on) == (
            "Synthetic Learning Trust", ("workload",), date(2026, 6, 1),
        )  # fmt: skip
    assert run(store).gone == (("Synthetic Learning Trust", B), ("Synthetic Learning Trust", C))


def test_who_was_let_leave_by_hand_stays_away(store, everyone):
    run(store, *PAIR)
    with store.transaction() as db:
        (view,) = listed(db, everyone["lead"])
        partnerships.leave(db, everyone["lead"], view.id, B, version=view.version, until=date(2026, 1, 1))
    assert run(store, *PAIR).unchanged == 1
    assert run(store, PAIR[0], {"urn": B, "since": "2026-02-01"}).changed == 1
    assert members(store)[0][1:] == (Member(B, None, date(2026, 1, 1)), Member(B, date(2026, 2, 1)))

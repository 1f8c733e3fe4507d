"""Watches and items: who watches, who reads and deals with what was found."""

from datetime import date

import pytest

from tests.workspace.people import A, B, C, add_actor, cast
from tests.workspace.test_statements import may
from workspace import partnerships, people, watch_items, watches
from workspace.actor import OPERATOR, actor_of
from workspace.cases import read as read_case
from workspace.errors import BadInput, Conflict, Forbidden
from workspace.models import Membership, Person, WatchItem
from workspace.partnerships import Details
from workspace.vocab import Door, ItemKind, Role
from workspace.watch_items import ItemState


@pytest.fixture
def everyone(store):
    with store.transaction() as db:
        return cast(db)


def watched(store, actor, kind="school", of=A):
    with store.transaction() as db:
        return watches.watch(db, actor, kind=kind, of=of, why="Synthetic 🔭 reason")


def item(store, watch, urn=A):
    with store.transaction() as db:
        row = WatchItem(
            watch_id=watch.id,
            key=f"{watch.id}:{urn}",
            kind=ItemKind.STATUS,
            urn=urn,
            said="Synthetic: closed",
            source="synthetic register",
            dated_on=date(2026, 2, 1),
            raised_at=db.now(),
        )
        db.add(row)
        db.flush()
        return row.id


def test_who_watches_a_school_an_area_a_partnership(store, everyone):
    def watching(kind, of):
        return may(lambda db, who: watches.watch(db, who, kind=kind, of=of, why="x"), everyone, store)

    assert watching("school", A) == {"cpp", "lead"}
    assert watching("school", C) == {"lead"}
    assert watching("area", "E09000007") == {"cpp", "other cpp", "lead"}
    with store.transaction() as db:
        made = partnerships.add(db, everyone["lead"], Details("hub", "x"), [A, C])
    assert watching("partnership", made.id) == {"cpp", "lead"}


def test_who_reads_a_watch_and_its_items_and_deals_with_them(store, everyone):
    """No head, governor or staff ever does, and no admin."""
    school, area = watched(store, everyone["lead"]), watched(store, everyone["other cpp"], "area", "E09000007")
    number = item(store, school)
    lists, rows = {}, {}
    for name, actor in everyone.items():
        try:
            with store.transaction() as db:
                lists[name] = [each.id for each in watches.listed(db, actor)]
                rows[name] = [each.id for each in watch_items.items(db, actor)]
        except Forbidden:
            continue
    assert lists == {"cpp": [school.id], "other cpp": [area.id], "lead": [area.id, school.id]}
    assert rows == {"cpp": [number], "other cpp": [], "lead": [number]}
    for act in (
        lambda db, who: watch_items.note(db, who, number, version=1),
        lambda db, who: watch_items.snooze(db, who, number, version=1, until=date(2026, 3, 9)),
        lambda db, who: watches.end(db, who, school.id, version=1),
        lambda db, who: watches.rewrite(db, who, school.id, version=1, why="x"),
    ):
        assert may(act, everyone, store) == {"cpp", "lead"}


def test_who_no_longer_looks_after_the_school_reads_nothing_of_it(store, everyone):
    former = everyone["cpp"]
    item(store, watched(store, former))
    with store.transaction() as db:
        people.give_role(db, OPERATOR, former.person_id, Role.CPP, C)
        held = db.query(Membership).filter_by(person_id=former.person_id, urn=A).one()
        people.take_role(db, OPERATOR, held.id)
        now = actor_of(db, db.get(Person, former.person_id))
        assert watches.listed(db, now) == []
        assert watch_items.items(db, now) == []


def test_note_snooze_and_wake(store, everyone, clock):
    cpp = everyone["cpp"]
    number = item(store, watched(store, cpp))

    def states():
        with store.transaction() as db:
            return {state: len(watch_items.items(db, cpp, state=state)) for state in ItemState}

    with store.transaction() as db:
        snoozed = watch_items.snooze(db, cpp, number, version=1, until=date(2026, 3, 4))
    assert snoozed.state is ItemState.SNOOZED
    assert states() == {"open": 0, "snoozed": 1, "noted": 0}
    clock.forward(days=2)
    assert states() == {"open": 1, "snoozed": 0, "noted": 0}
    with store.transaction() as db:
        noted = watch_items.note(db, cpp, number, version=2, text="Synthetic: rang the head")
    assert (noted.state, noted.note, noted.noted_by_name) == (ItemState.NOTED, "Synthetic: rang the head", "CPP of A")
    with pytest.raises(Conflict), store.transaction() as db:
        watch_items.snooze(db, everyone["lead"], number, version=2, until=date(2026, 3, 9))
    with store.transaction() as db:
        assert watch_items.wake(db, everyone["lead"], number, version=3).note == ""
    assert states() == {"open": 1, "snoozed": 0, "noted": 0}


@pytest.mark.parametrize("until", [date(2026, 3, 2), date(2026, 1, 1), date(2028, 1, 1)])
def test_a_snooze_ends_within_a_year(store, everyone, until):
    number = item(store, watched(store, everyone["cpp"]))
    with pytest.raises(BadInput), store.transaction() as db:
        watch_items.snooze(db, everyone["cpp"], number, version=1, until=until)


def test_an_item_becomes_a_case_that_only_its_readers_see(store, everyone):
    number = item(store, watched(store, everyone["cpp"]))
    with store.transaction() as db:
        case_id = watch_items.into_case(db, everyone["cpp"], number, version=1, title="Synthetic case")
        case = read_case(db, everyone["cpp"], case_id)
        assert case.door is Door.DIRECT
        second = add_actor(db, (Role.CPP, A))  # looks after the school too, and a direct approach is not theirs
    told = {}
    for name, actor in {"cpp": everyone["cpp"], "second": second, "lead": everyone["lead"]}.items():
        with store.transaction() as db:
            told[name] = [(each.state, each.case_id) for each in watch_items.items(db, actor, state=None)]
    noted = ItemState.NOTED
    assert told == {"cpp": [(noted, case_id)], "second": [(noted, None)], "lead": [(noted, case_id)]}
    with pytest.raises(BadInput), store.transaction() as db:
        watch_items.into_case(db, everyone["cpp"], number, version=2, title="Again")


@pytest.mark.parametrize(
    ("kind", "of", "field"),
    [
        ("town", A, "kind"),
        ("school", "12", "of"),
        ("area", "E09000007'; --", "of"),
        ("partnership", "9" * 30, "of"),
    ],
)
def test_what_cannot_be_watched(store, everyone, kind, of, field):
    with pytest.raises(BadInput) as caught:
        watched(store, everyone["lead"], kind, of)
    assert caught.value.field == field


@pytest.mark.parametrize("share", [0, 1, -0.1, float("nan"), float("inf")])
def test_a_share_is_between_nothing_and_all(store, everyone, share):
    with pytest.raises(BadInput), store.transaction() as db:
        watches.watch(db, everyone["lead"], kind="school", of=B, why="x", roll_share=share)


def test_nothing_is_watched_twice_by_one_person(store, everyone):
    one = watched(store, everyone["cpp"])
    watched(store, everyone["lead"])
    with pytest.raises(BadInput, match="already"):
        watched(store, everyone["cpp"])
    with store.transaction() as db:
        assert watches.end(db, everyone["cpp"], one.id, version=1).ended_at is not None
    watched(store, everyone["cpp"])

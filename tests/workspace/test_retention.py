"""What is past its time goes, to the day; what is not stays; and the two commands."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select, update

from tests.workspace.attempts import may
from tests.workspace.people import cast
from tests.workspace.rows import fill
from workspace import retention
from workspace.__main__ import main
from workspace.actor import OPERATOR
from workspace.models import Base, Interest, Introduction, Person, PersonSession, Statement
from workspace.rates import count


def held(db):
    return {name: db.scalar(select(func.count()).select_from(table)) for name, table in Base.metadata.tables.items()}


@pytest.fixture
def filled(store):
    with store.transaction() as db:
        return fill(db).id


def test_only_the_command_line_may(store):
    with store.transaction() as db:
        everyone = cast(db) | {"operator": OPERATOR}
    assert may(store, everyone, retention.tidy) == {"operator"}


def test_nothing_goes_on_the_day_that_it_was_made_and_no_case_ever_does(store, filled, clock):
    with store.transaction() as db:
        before = held(db)
        assert retention.tidy(db, OPERATOR) == {}
        assert held(db) == before | {"audit": before["audit"] + 1}
    clock.forward(days=5000)
    with store.transaction() as db:
        gone = retention.tidy(db, OPERATOR)
        assert gone == {"interest": 1, "person_session": 1, "digest": 1, "form_count": 1}
        after = held(db)
    assert {name for name in before if after[name] < before[name]} == set(gone) | {"watch_item"}


@pytest.mark.parametrize(
    ("change", "kind", "days"),
    [
        (update(Interest).values(consent_until=date(2026, 3, 2)), "interest", 91),
        (update(Interest).values(consent_until=date(2028, 3, 1), withdrawn_at=Interest.written_at), "interest", 91),
        (update(Introduction).values(withdrawn_at=Introduction.asked_at), "introduction", 91),
        (update(Statement).values(withdrawn_at=Statement.written_at), "statement", 366),
        (update(Statement).values(taken_down_at=Statement.written_at), "statement", 366),
        (update(PersonSession).values(expires_at=PersonSession.created_at), "person_session", 31),
    ],
)
def test_to_the_day(store, filled, clock, change, kind, days):
    with store.transaction() as db:
        db.execute(change)
    clock.forward(days=days - 1)
    with store.transaction() as db:
        assert kind not in retention.tidy(db, OPERATOR)
    clock.forward(days=1)
    with store.transaction() as db:
        assert retention.tidy(db, OPERATOR)[kind] == 1


def test_the_count_of_a_form_outlives_its_stretch_by_a_day_at_most(store, clock):
    with store.transaction() as db:
        count(db, "synthetic", "1", most=1, per=timedelta(hours=1))
    clock.forward(days=1, hours=1)
    with store.transaction() as db:
        assert retention.tidy(db, OPERATOR) == {"form_count": 1}


@pytest.fixture
def run(ready_url, keys, capsys):
    def call(*words):
        status = main(words, {"SPM_WORKSPACE_URL": ready_url, "SPM_WORKSPACE_KEYS": ",".join(keys)})
        said = capsys.readouterr()
        return status, said.out.splitlines(), said.err.splitlines()

    return call


def test_the_commands_say_what_they_did(run, store, filled):
    with store.transaction() as db:  # long past by the clock of the machine, which the commands have
        db.execute(update(Interest).values(consent_until=date(2001, 1, 1)))
    status, said, _ = run("tidy")
    assert status == 0
    assert said[0].startswith("past its time and deleted: ")
    assert "interest 1" in said[0]
    status, said, _ = run("erase", str(filled))
    assert status == 0
    assert said[0].startswith(f"person {filled} is erased; deleted: ")
    assert "records that stay without them: " in said[1]
    assert said[-1] == "backups keep them until they are deleted; see docs/privacy.md"
    with store.reading() as db:
        assert db.scalars(select(Person)).all() == []
    assert run("erase", str(filled)) == (1, [], ["no such person"])

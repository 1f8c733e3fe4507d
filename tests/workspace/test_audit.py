"""The audit log is only added to: in the code, and by the database whoever asks."""

import pytest
from sqlalchemy import Text, delete, func, select, text, update
from sqlalchemy.exc import DBAPIError

from tests.workspace.people import cast
from workspace import audit
from workspace.actions import Action
from workspace.actor import OPERATOR
from workspace.errors import Forbidden
from workspace.models import Audit
from workspace.policy import Subject, record
from workspace.vocab import Kind, Outcome

ADDED = "only added to"


@pytest.fixture
def logged(store):
    """A store whose log has one entry."""
    with store.transaction() as db:
        record(db, OPERATOR, Action.SCAN_RUN, Subject(Kind.WORKSPACE, whole=True))
    return store


@pytest.mark.parametrize("statement", [update(Audit).values(action="nothing"), delete(Audit)])
def test_the_database_refuses_to_change_or_delete(logged, statement):
    with pytest.raises(DBAPIError, match=ADDED), logged.transaction() as db:
        db.execute(statement)
    with logged.reading() as db:
        assert db.scalars(select(Audit.action)).all() == ["scan a new build"]


def test_the_database_refuses_an_object_that_was_changed(logged):
    with pytest.raises(DBAPIError, match=ADDED), logged.transaction() as db:
        db.scalars(select(Audit)).one().outcome = Outcome.REFUSED


def test_the_ways_round_are_closed_too(logged):
    ways = {
        "sqlite": "INSERT OR REPLACE INTO audit (id, at, roles, action, kind, outcome) "
        "SELECT id, at, roles, 'nothing', kind, outcome FROM audit",
        "postgresql": "TRUNCATE audit",
    }
    with pytest.raises(DBAPIError, match=ADDED), logged.transaction() as db:
        db.execute(text(ways[logged.engine.dialect.name]))


def test_only_an_admin_reads_it_and_that_is_in_it(store):
    with store.transaction() as db:
        people = cast(db)
        record(db, people["lead"], Action.CASE_READ, Subject(Kind.CASE, 3), Outcome.READ)
    for name, actor in people.items():
        if name != "admin":
            with pytest.raises(Forbidden), store.transaction() as db:
                audit.entries(db, actor)
    with store.transaction() as db:
        found = audit.entries(db, people["admin"])
        assert [row.outcome for row in found] == [Outcome.REFUSED] * (len(people) - 1) + [Outcome.READ]
        assert [row.record_id for row in audit.entries(db, people["admin"], kind=Kind.CASE)] == [3]
        assert len(audit.entries(db, people["admin"], person_id=people["lead"].person_id)) == 2
        assert db.scalar(select(func.count()).where(Audit.person_id == people["admin"].person_id)) == 3


def test_an_action_that_fails_leaves_no_entry_that_it_was_done(store):
    def fail():
        with store.transaction() as db:
            record(db, OPERATOR, Action.SCAN_RUN, Subject(Kind.WORKSPACE, whole=True))
            raise TimeoutError

    with pytest.raises(TimeoutError):
        fail()
    with store.reading() as db:
        assert db.scalars(select(Audit)).all() == []


def test_the_log_has_no_column_for_text():
    assert not [column.name for column in Audit.__table__.columns if isinstance(column.type, Text)]
    assert {column.name for column in Audit.__table__.columns} == {
        "id", "at", "person_id", "roles", "action", "kind", "record_id", "outcome",
    }  # fmt: skip

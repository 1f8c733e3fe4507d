"""A store keeps what was written, refuses a write while reading, and tells its times in UTC."""

import stat
from datetime import UTC, datetime, timedelta, timezone
from traceback import format_exception

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError

from tests.workspace.people import add_person
from workspace.models import Person
from workspace.opening import open_store


def test_a_transaction_is_kept_whole_or_not_at_all(store):
    with store.transaction() as db:
        add_person(db, name="Kept")

    def fail():
        with store.transaction() as db:
            add_person(db, name="Lost")
            raise TimeoutError

    with pytest.raises(TimeoutError):
        fail()
    with store.reading() as db:
        assert db.scalars(select(Person.name)).all() == ["Kept"]


def test_reading_cannot_write(store):
    with pytest.raises(DBAPIError, match=r"(?i)read-?only"), store.reading() as db:
        add_person(db)
    with store.transaction() as db:  # nor does it spoil the next
        add_person(db)
        assert db.scalar(select(func.count()).select_from(Person)) == 1


def test_an_error_of_the_database_keeps_what_people_wrote_to_itself(store):
    with store.transaction() as db:
        add_person(db, subject="1")
    with pytest.raises(IntegrityError) as caught, store.transaction() as db:
        add_person(db, name="Secret Name", subject="1")
    said = "".join(format_exception(caught.value, limit=0))
    assert "Secret Name" not in said
    assert "https://id.example" not in said


def test_an_error_does_not_tell_the_row_that_failed(store):
    with pytest.raises(IntegrityError) as caught, store.transaction() as db:
        add_person(db, name="Secret Name", email="secret@example.org", created_at=None)
    said = "".join(format_exception(caught.value, limit=0))
    assert "created_at" in said
    assert "ecret" not in said


def test_times_come_back_in_utc(store):
    summer = datetime(2026, 7, 1, 10, 30, tzinfo=timezone(timedelta(hours=1)))
    with store.transaction() as db:
        add_person(db, created_at=summer)
    with store.reading() as db:
        (found,) = db.scalars(select(Person.created_at))
    assert found == datetime(2026, 7, 1, 9, 30, tzinfo=UTC)
    assert found.utcoffset() == timedelta(0)


def test_a_time_without_a_zone_is_refused(store):
    with pytest.raises(StatementError, match="without a zone"), store.transaction() as db:
        add_person(db, created_at=datetime(2026, 7, 1, 10, 30))  # noqa: DTZ001


@pytest.mark.parametrize("name", ["Zoë 🏫 O'Neil", "أحمد", "x'); DROP TABLE person; --", '100% \\ _ "', "a\nb"])
def test_names_of_all_kinds_come_back(store, name):
    with store.transaction() as db:
        add_person(db, name=name)
    with store.reading() as db:
        assert db.scalars(select(Person.name).where(Person.name == name)).all() == [name]


def test_the_file_is_its_owners_alone(tmp_path):
    path = tmp_path / "own.db"
    open_store(f"sqlite:///{path}").close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600

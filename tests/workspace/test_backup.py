"""Backup and checked restore: whole or refused, never over another store, nobody signed in by an old cookie."""

import sqlite3
import stat
import tempfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError

from tests.workspace.people import add_person, cast
from tests.workspace.rows import fill
from tests.workspace.stores import content, empty
from workspace import backup
from workspace.actor import OPERATOR
from workspace.errors import BadFile, BadInput, Forbidden, StoreTooNew, WrongKey
from workspace.models import Audit, Person, PersonSession
from workspace.opening import head, migrate, open_store, revision
from workspace.settings import Settings, store_url


@pytest.fixture
def full(store):
    with store.transaction() as db:
        fill(db)
        add_person(db, name="Zoë 👩🏽‍🏫")
    return store


@pytest.fixture
def saved(full, tmp_path):
    """A backup of the store."""
    path = tmp_path / "backup"
    backup.back_up(full, OPERATOR, path)
    return path


@pytest.fixture
def target(tmp_path, keys):
    """Settings of an SQLite store that is not there yet: both kinds of backup go into one."""
    return Settings(store_url(f"sqlite:///{tmp_path / 'restored.db'}"), tuple(keys))


def restored(settings, path, clock):
    rows = backup.restore(settings, OPERATOR, path, clock=clock)
    return rows, open_store(settings.url, keys=settings.keys, clock=clock)


def told(store):
    """What a store holds but for sessions and sign-outs, which a restore ends, and what the log says of the keeping."""
    return {
        table: [
            {name: value for name, value in row.items() if name not in {"revoked_at", "signed_out_at"}} for row in rows
        ]
        for table, rows in content(store).items()
    }


def test_what_was_backed_up_is_what_is_restored(full, saved, target, clock):
    assert stat.S_IMODE(saved.stat().st_mode) == 0o600
    rows, store = restored(target, saved, clock)
    assert rows["brokering_case"] == rows["person_session"] == 1
    assert told(store) == told(full)
    with store.reading() as db:
        assert db.scalars(select(Audit.action).order_by(Audit.id)).all() == [
            "read",
            "back up or restore",
            "back up or restore",
        ]
    store.close()
    assert stat.S_IMODE(Path(target.url.database).stat().st_mode) == 0o600


def test_a_backup_is_tried_beside_the_store_and_leaves_it_alone(full, saved, keys, clock, monkeypatch, tmp_path):
    before, around = content(full), tmp_path / "around"
    around.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(around))
    settings = Settings(full.engine.url, tuple(keys))
    assert backup.check(settings, OPERATOR, saved, clock=clock)["brokering_case"] == 1
    with pytest.raises(WrongKey):
        backup.check(replace(settings, keys=(Fernet.generate_key().decode(),)), OPERATOR, saved, clock=clock)
    assert content(full) == before
    assert not list(around.iterdir())


def test_a_backup_is_whole_while_others_write(full, target, clock, tmp_path):
    """A transaction that has not ended is not in it, and does not hold it up on PostgreSQL."""
    if full.engine.dialect.name == "postgresql":
        with full.transaction() as db:
            add_person(db, name="Not yet")
            backup.back_up(full, OPERATOR, tmp_path / "b")
    else:
        backup.back_up(full, OPERATOR, tmp_path / "b")
        with full.transaction() as db:
            add_person(db, name="Not yet")
    _, store = restored(target, tmp_path / "b", clock)
    with store.reading() as db:
        assert "Not yet" not in db.scalars(select(Person.name)).all()
    store.close()


def test_the_restored_log_is_still_only_added_to(saved, target, clock):
    _, store = restored(target, saved, clock)
    with pytest.raises(DBAPIError, match="only added to"), store.transaction() as db:
        db.delete(db.scalars(select(Audit)).first())
    store.close()


def test_an_old_cookie_counts_no_longer(saved, target, clock):
    _, store = restored(target, saved, clock)
    with store.reading() as db:
        assert db.scalars(select(PersonSession.revoked_at)).all() == [clock()]
        assert set(db.scalars(select(Person.signed_out_at))) == {clock()}
    store.close()


def test_back_into_postgresql(request, store, saved, keys, clock):
    """A PostgreSQL backup goes into an emptied PostgreSQL; one of SQLite says what to do."""
    before = told(store)
    kind = store.engine.dialect.name
    settings = Settings(store_url(request.getfixturevalue("postgres_url")), tuple(keys))
    if kind == "sqlite":
        with pytest.raises(BadInput, match="export and import"):
            backup.restore(settings, OPERATOR, saved, clock=clock)
        return
    _, again = restored(settings, saved, clock)
    assert told(again) == before
    again.close()
    with pytest.raises(BadInput, match="not empty"):
        backup.restore(settings, OPERATOR, saved, clock=clock)


def test_nothing_is_overwritten(full, saved, target, clock):
    with pytest.raises(FileExistsError):
        backup.back_up(full, OPERATOR, saved)
    restored(target, saved, clock)[1].close()
    with pytest.raises(FileExistsError, match="not overwritten"):
        backup.restore(target, OPERATOR, saved, clock=clock)


def test_what_is_left_of_another_store_is_not_mixed_in(saved, target, clock, tmp_path):
    (tmp_path / "restored.db-wal").write_bytes(b"left")
    with pytest.raises(FileExistsError, match="left of another store"):
        backup.restore(target, OPERATOR, saved, clock=clock)


def left_behind(tmp_path):
    return sorted(item.name for item in tmp_path.iterdir() if "restored" in item.name or ".part" in item.name)


def test_a_wrong_key_restores_nothing(saved, target, clock, tmp_path):
    for keys in ((Fernet.generate_key().decode(),), ()):
        with pytest.raises(WrongKey, match="SPM_WORKSPACE_KEYS"):
            backup.restore(replace(target, keys=keys), OPERATOR, saved, clock=clock)
        assert left_behind(tmp_path) == []


def test_a_damaged_backup_restores_nothing(saved, target, clock, tmp_path):
    whole = saved.read_bytes()
    place = whole.index("Zoë".encode())
    damaged = {
        "half": whole[: len(whole) // 2],
        "nearly all": whole[:-3],
        "a letter": whole[:place] + b"Y" + whole[place + 1 :],
        "a stretch": whole[: len(whole) // 3] + bytes(4096) + whole[len(whole) // 3 + 4096 :],
        "nothing": b"",
        "something else": b"PK\x03\x04 a zip file, perhaps",
    }
    path = tmp_path / "damaged"
    for name, left in damaged.items():
        assert left != whole
        path.write_bytes(left)
        with pytest.raises(BadFile):
            backup.restore(target, OPERATOR, path, clock=clock)
        assert left_behind(tmp_path) == [], name
    restored(target, saved, clock)[1].close()


def test_only_the_operator(store, saved, target, clock, tmp_path):
    with store.transaction() as db:
        everyone = cast(db)
    for actor in everyone.values():
        with pytest.raises(Forbidden):
            backup.back_up(store, actor, tmp_path / "x")
        with pytest.raises(Forbidden):
            backup.restore(target, actor, saved, clock=clock)
    assert left_behind(tmp_path) == []
    assert not (tmp_path / "x").exists()


# --- files of SQLite ------------------------------------------------------------------------------------------


@pytest.fixture
def small(sqlite_template, tmp_path, keys, clock):
    """An SQLite store, and a backup of it."""
    store = empty(sqlite_template, tmp_path / "small.db", keys, clock)
    with store.transaction() as db:
        fill(db)
    yield store
    store.close()


def changed(path, *statements):
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("DELETE FROM person_session", "does not hold what it held"),
        ("UPDATE person SET name = 'Mallory'", "does not hold what it held"),
        ("DROP TRIGGER audit_no_delete", "does not hold what it held"),
        ("UPDATE sqlite_sequence SET seq = 0 WHERE name = 'person'", "does not hold what it held"),
        ("DELETE FROM person", "finds it inconsistent"),
        ("UPDATE spm_backup SET content = '{'", "does not say what it holds"),
        ("UPDATE spm_backup SET content = '[]'", "another version"),
        ("DELETE FROM spm_backup", "does not say what it holds"),
        ("DROP TABLE spm_backup", "no backup made by"),
    ],
)
def test_a_backup_that_was_changed_is_told(small, target, tmp_path, statement, said):
    backup.back_up(small, OPERATOR, tmp_path / "b")
    changed(tmp_path / "b", statement)
    with pytest.raises(BadFile, match=said):
        backup.restore(target, OPERATOR, tmp_path / "b")
    assert left_behind(tmp_path) == []


def test_a_backup_of_an_earlier_version_is_brought_to_this_one(small, target, tmp_path, clock):
    migrate(small.engine.url, "0004")
    with closing(sqlite3.connect(small.engine.url.database)) as connection:
        persons = connection.execute("SELECT name FROM person").fetchall()
    backup.back_up(small, OPERATOR, tmp_path / "b")
    _, store = restored(target, tmp_path / "b", clock)
    with store.reading() as db, store.engine.connect() as connection:
        assert [tuple(row) for row in db.execute(select(Person.name))] == persons
        assert revision(connection) == head()
    store.close()


def test_a_backup_of_a_later_version_says_upgrade(small, target, tmp_path):
    changed(small.engine.url.database, "UPDATE alembic_version SET version_num = 'later'")
    backup.back_up(small, OPERATOR, tmp_path / "b")
    with pytest.raises(StoreTooNew, match="upgrade the program"):
        backup.restore(target, OPERATOR, tmp_path / "b")
    assert left_behind(tmp_path) == []


def test_a_damaged_store_gives_no_backup(small, tmp_path):
    path = tmp_path / "small.db"
    with small.reading() as db:
        assert db.scalar(select(func.count()).select_from(Person)) == 1
    whole = bytearray(path.read_bytes())
    whole[8192 : 8192 + 4096 * 20] = b"x" * (4096 * 20)
    path.write_bytes(whole)
    with pytest.raises((BadFile, DBAPIError)):
        backup.back_up(small, OPERATOR, tmp_path / "b")
    assert not (tmp_path / "b").exists()

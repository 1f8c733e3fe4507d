"""The store: one database, its keys and its clock; transactions on SQLite and on PostgreSQL.

Everything that touches the store happens inside ``with store.transaction() as db`` (reads and writes) or
``with store.reading() as db`` (the database refuses a write). What was written is safe on disk when the block ends.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, ExceptionContext, NullPool, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.orm import Session, sessionmaker

from workspace.crypt import KeyRing, attach
from workspace.models import Audit

__all__ = ["BUSY_SECONDS", "Clock", "Db", "Store", "make_engine", "utc_now"]

Clock = Callable[[], datetime]

#: How long a writer of SQLite waits for another before it gives up.
BUSY_SECONDS = 20

_READING = "spm_reading"


def utc_now() -> datetime:
    """Tell the time, in UTC."""
    return datetime.now(UTC)


class Db(Session):
    """A transaction on the store, with the clock; what every function of the workspace is given first.

    Attributes
    ----------
    clock : callable
        Gives the time in UTC; tests pass their own.
    refused : list of Audit
        What the policy refused in this transaction. Written when it has ended, also when it was rolled back.
    """

    def __init__(self, *args: Any, clock: Clock = utc_now, **options: Any) -> None:
        super().__init__(*args, **options)
        self.clock = clock
        self.refused: list[Audit] = []

    def now(self) -> datetime:
        """Tell the time, in UTC."""
        return self.clock()

    def today(self) -> date:
        """Tell the day, in UTC."""
        return self.clock().date()


@dataclass(frozen=True)
class Store:
    """An open store. Make it with :func:`workspace.opening.open_store`; it may be shared by threads."""

    engine: Engine
    keys: KeyRing
    clock: Clock = utc_now

    @contextmanager
    def transaction(self) -> Iterator[Db]:
        """Read and write: all of it is kept when the block ends, none of it when it raises.

        On SQLite writers wait for each other, so keep the block short: no rendering, no network in it.
        """
        with self._session(self.engine) as db:
            yield db

    @contextmanager
    def reading(self) -> Iterator[Db]:
        """Only read; for pages that show public things and leave no trace in the audit log."""
        engine = self.engine.execution_options(**{_READING: True})
        if engine.dialect.name == "postgresql":
            engine = engine.execution_options(postgresql_readonly=True)
        with self._session(engine) as db:
            yield db

    @contextmanager
    def _session(self, engine: Engine) -> Iterator[Db]:
        # What was loaded stays readable after the block: pages show it without an open transaction.
        make = sessionmaker(engine, class_=Db, expire_on_commit=False, clock=self.clock)
        db = make()
        try:
            with db, db.begin():
                yield db
        finally:
            if db.refused:
                with make(bind=self.engine) as log, log.begin():
                    log.add_all(db.refused)

    def close(self) -> None:
        """Close the connections."""
        self.engine.dispose()


def make_engine(url: URL, keys: KeyRing, *, foreign_keys: bool = True) -> Engine:
    """Make an engine for the store.

    Parameters
    ----------
    url : URL
        As :func:`workspace.settings.store_url` gives it.
    keys : KeyRing
        For the columns of confidential text.
    foreign_keys : bool
        Off only while a migration rebuilds tables of SQLite, which would otherwise empty those that refer to them.
    """
    # hide_parameters: an error of the database must not carry what a person wrote into a log.
    if url.get_backend_name() == "sqlite":
        _create_private(Path(str(url.database)))
        # A connection for each transaction: SQLite's are cheap, and none outlives a fork or a moved file.
        engine = create_engine(url, poolclass=NullPool, connect_args={"timeout": BUSY_SECONDS}, hide_parameters=True)
        event.listen(engine, "connect", _sqlite_setup(foreign_keys=foreign_keys))
        event.listen(engine, "begin", _sqlite_begin)
    else:
        engine = create_engine(url, pool_pre_ping=True, connect_args={"connect_timeout": 10}, hide_parameters=True)
        event.listen(engine, "connect", _postgresql_setup)
        event.listen(engine, "handle_error", _keep_rows_out)
    attach(engine.dialect, keys)
    return engine


def _create_private(path: Path) -> None:
    # Its WAL and shared memory get the same mode from SQLite.
    if not path.exists():
        path.touch(mode=0o600)


def _sqlite_setup(*, foreign_keys: bool) -> Callable[[sqlite3.Connection, object], None]:
    def setup(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves, in _sqlite_begin
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")  # in WAL, NORMAL may lose acknowledged writes with the power
        connection.execute(f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}")
        connection.execute("PRAGMA secure_delete = ON")  # what is erased is overwritten, not only unlinked

    return setup


def _sqlite_begin(connection: Connection) -> None:
    # A transaction that begins by reading and then writes would fail at once if another wrote meanwhile, whatever
    # the time-out: a snapshot cannot be upgraded. So one that may write takes the write lock first.
    reading = connection.get_execution_options().get(_READING, False)
    connection.exec_driver_sql(f"PRAGMA query_only = {'ON' if reading else 'OFF'}")
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def _postgresql_setup(connection: Any, _record: object) -> None:
    # Whatever the server's default: an acknowledged write is on disk.
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = on")
        cursor.execute("SET TIME ZONE 'UTC'")
    connection.commit()


def _keep_rows_out(context: ExceptionContext) -> None:
    # PostgreSQL tells which row failed, with all that is in it, in a line of its own below what went wrong.
    for problem in (context.original_exception, context.sqlalchemy_exception):
        if problem is not None and problem.args and isinstance(problem.args[0], str):
            problem.args = (problem.args[0].split("\nDETAIL:")[0], *problem.args[1:])

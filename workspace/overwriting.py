"""Have the database overwrite the space of what was deleted: a deleted row may still stand in its files."""

import sqlite3

from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from workspace.engine import Store
from workspace.models import Base

__all__ = ["WAIT_SECONDS", "overwrite"]

#: How long it waits for others to leave the store: somebody looks at a page meanwhile.
WAIT_SECONDS = 5


def overwrite(store: Store) -> bool:
    """Rewrite the store's files without what was deleted; other processes wait for it.

    SQLite: the file is built anew and the write-ahead log emptied. PostgreSQL: every table is built anew; its own
    write-ahead log, and the blocks that the file system freed, are the operator's (docs/privacy.md).

    Returns
    -------
    bool
        Whether it was done; not, where somebody kept the store busy for too long. It may be done again at any time.
    """
    try:
        return _sqlite(store) if store.engine.dialect.name == "sqlite" else _postgresql(store)
    except (OperationalError, sqlite3.OperationalError):
        return False


def _sqlite(store: Store) -> bool:
    connection = store.engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {WAIT_SECONDS * 1000}")
        cursor.execute("VACUUM")
        busy, _, _ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        cursor.close()
    finally:
        connection.close()
    return busy == 0


def _postgresql(store: Store) -> bool:
    with store.engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        connection.execute(text(f"SET lock_timeout = '{WAIT_SECONDS}s'"))
        try:
            for table in Base.metadata.sorted_tables:
                connection.execute(text(f'VACUUM (FULL) "{table.name}"'))
        finally:
            connection.execute(text("RESET lock_timeout"))
    return True

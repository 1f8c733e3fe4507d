"""Bring all confidential text of a store under its newest key."""

from collections.abc import Iterator

from sqlalchemy import Column, Table, Text, func, select, type_coerce

from workspace.crypt import PLAIN, EncryptedText
from workspace.engine import Db, Store
from workspace.errors import WrongKey
from workspace.models import Base

__all__ = ["check_readable", "count_unencrypted", "rotate"]


def rotate(store: Store) -> int:
    """Encrypt every confidential text again, with the newest key: all of it or, if one cannot be read, nothing.

    Versions of the records stay as they are: nobody has edited them. Older keys may be dropped afterwards.

    Returns
    -------
    int
        How many texts were sealed again.

    Raises
    ------
    WrongKey
        There is no key, or a text needs one that is not given.
    """
    if not store.keys.encrypts:
        message = "there is no key to encrypt with: set SPM_WORKSPACE_KEYS"
        raise WrongKey(message)
    with store.transaction() as db:
        return sum(_seal_again(db, table, column) for table, column in _confidential())


def _seal_again(db: Db, table: Table, column: Column[str]) -> int:
    rows = db.execute(select(table.c.id, column).where(column.is_not(None)).with_for_update()).all()
    for number, text in rows:
        db.execute(table.update().where(table.c.id == number).values({column: text}))
    return len(rows)


def count_unencrypted(store: Store) -> int:
    """Count the confidential texts that stand in the store without encryption."""
    with store.reading() as db:
        return sum(
            db.scalar(select(func.count()).where(type_coerce(column, Text).startswith(PLAIN, autoescape=True))) or 0
            for _, column in _confidential()
        )


def check_readable(store: Store) -> int:
    """Read every confidential text with the keys that are given, and count them.

    Raises
    ------
    WrongKey
        One cannot be read.
    """
    with store.reading() as db:
        return sum(len(db.scalars(select(column).where(column.is_not(None))).all()) for _, column in _confidential())


def _confidential() -> Iterator[tuple[Table, Column[str]]]:
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, EncryptedText):
                yield table, column

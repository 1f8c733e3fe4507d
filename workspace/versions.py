"""Change a record that others may be changing too: nothing is overwritten unseen."""

from collections.abc import Mapping
from typing import Any, TypeVar

from workspace.engine import Db
from workspace.errors import Conflict, NotFound
from workspace.models import Base, Versioned

__all__ = ["MOST_ID", "change", "fetch"]

#: Largest number that a record can have: a larger one would be an error of the database, not of who asks.
MOST_ID = 2**31 - 1

Record = TypeVar("Record", bound=Base)


def fetch(db: Db, kind: type[Record], record_id: int) -> Record:
    """Get a record by its number.

    Raises
    ------
    NotFound
        There is none. Check the policy before anything of the record is shown.
    """
    found = db.get(kind, record_id) if 0 < record_id <= MOST_ID else None
    if found is None:
        message = f"no such {kind.__tablename__}"
        raise NotFound(message)
    return found


def change(db: Db, row: Base, version: int, *, stamps: Mapping[str, Any] | None = None, **values: Any) -> None:
    """Set fields of a versioned record, if it is still as the person read it.

    Parameters
    ----------
    row
        A record that is :class:`~workspace.models.Versioned`, of this transaction.
    version : int
        The version that the person read, from the form.
    stamps : mapping, optional
        Field -> value that goes with the change and that nobody chooses between: when and by whom.
    **values
        Field -> new value.

    Raises
    ------
    Conflict
        It was changed meanwhile. It carries both versions; write again with its version once the person has chosen.
    """
    if not isinstance(row, Versioned):
        message = f"{type(row).__name__} has no version"
        raise TypeError(message)
    # On PostgreSQL the row is locked until the end of the transaction; on SQLite the whole store already is.
    db.refresh(row, with_for_update=True)
    if row.version != version:
        theirs = {field: getattr(row, field) for field in values}
        raise Conflict(row.__tablename__, row.id, version=row.version, mine=values, theirs=theirs)
    for field, value in (values | dict(stamps or {})).items():
        setattr(row, field, value)
    db.flush()

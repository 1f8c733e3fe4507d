"""The last number that each table gave: a number is never given twice, also in a store that was moved."""

from collections.abc import Mapping

from sqlalchemy import func, select, text

from workspace.engine import Db
from workspace.lines import tables

__all__ = ["last_numbers", "set_last_numbers"]


def last_numbers(db: Db) -> dict[str, int]:
    """Read table -> last number given, 0 where none was."""
    if db.get_bind().dialect.name == "sqlite":
        given = {row.name: row.seq for row in db.execute(text("SELECT name, seq FROM sqlite_sequence"))}
        return {table.name: int(given.get(table.name, 0)) for table in tables()}
    return {table.name: _last_of_sequence(db, table.name) for table in tables()}


def _sequence(db: Db, table: str) -> str:
    return str(db.scalar(text("SELECT pg_get_serial_sequence(:name, 'id')"), {"name": table}))


def _last_of_sequence(db: Db, table: str) -> int:
    # The name of a sequence comes from the database itself, quoted where it must be.
    query = f"SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM {_sequence(db, table)}"  # noqa: S608
    return int(db.scalar(text(query)) or 0)


def set_last_numbers(db: Db, numbers: Mapping[str, int]) -> None:
    """Make every table go on after the last number that the other store gave, and after its own last row."""
    here = last_numbers(db)
    for table in tables():
        largest = db.scalar(select(func.max(table.c.id))) or 0
        last = max(here[table.name], numbers[table.name], largest)
        values = {"name": table.name, "last": last}
        if last == 0:
            continue
        if db.get_bind().dialect.name == "sqlite":
            db.execute(text("DELETE FROM sqlite_sequence WHERE name = :name"), values)
            db.execute(text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :last)"), values)
        else:
            db.execute(text("SELECT setval(pg_get_serial_sequence(:name, 'id'), :last)"), values)

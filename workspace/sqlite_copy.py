"""A copy of an SQLite store in one file, with what it must hold written into it; and whether it still holds that."""

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

from workspace.errors import BadFile

__all__ = ["copy", "is_sqlite", "open_read_only", "seal", "verify"]

_MAGIC = b"SQLite format 3\x00"

#: Table of a copy that says what was copied; a restored store has none.
_SEAL = "spm_backup"

_FORMAT = 1


def is_sqlite(path: Path) -> bool:
    """Say whether a file is an SQLite database, by its first bytes."""
    with path.open("rb") as file:
        return file.read(len(_MAGIC)) == _MAGIC


def open_read_only(path: Path) -> sqlite3.Connection:
    """Open a database without the least change to it."""
    return sqlite3.connect(f"file:{quote(str(path.resolve()))}?mode=ro", uri=True, timeout=20)


def copy(source: Path, target: Path) -> None:
    """Copy a database as it is at one moment, whoever writes to it meanwhile (SQLite's online backup).

    Raises
    ------
    BadFile
        The source is damaged.
    """
    try:
        with closing(open_read_only(source)) as old, closing(sqlite3.connect(target)) as new:
            old.backup(new)
            new.execute("PRAGMA journal_mode = DELETE")  # one file, without a log beside it
    except sqlite3.DatabaseError as problem:
        message = f"{source} cannot be copied: {problem}"
        raise BadFile(message) from None


def seal(path: Path, *, made_at: str) -> dict[str, int]:
    """Write into a copy what it holds; gives table -> number of rows."""
    with closing(sqlite3.connect(path)) as connection, connection:
        rows, digest = _sum(connection)
        content = {"format": _FORMAT, "made_at": made_at, "rows": rows, "sha256": digest}
        connection.execute(f"CREATE TABLE {_SEAL} (content TEXT NOT NULL)")
        connection.execute(f"INSERT INTO {_SEAL} VALUES (?)", (json.dumps(content),))  # noqa: S608
    return rows


def verify(path: Path, *, unseal: bool = False) -> dict[str, int]:
    """Check that a copy is whole and holds what it held when it was made; gives table -> number of rows.

    Parameters
    ----------
    unseal : bool
        Take out what makes it a backup, so that it is a store again.

    Raises
    ------
    BadFile
        It is damaged, changed, or no backup.
    """
    try:
        with closing(sqlite3.connect(path)) as connection, connection:
            rows = _verified(connection)
            if unseal:
                connection.execute(f"DROP TABLE {_SEAL}")
    except (sqlite3.Error, UnicodeDecodeError) as problem:
        message = f"the file is damaged: {problem}"
        raise BadFile(message) from None
    return rows


def _verified(connection: sqlite3.Connection) -> dict[str, int]:
    if connection.execute("SELECT count(*) FROM sqlite_master WHERE name = ?", (_SEAL,)).fetchone() != (1,):
        message = "the file is an SQLite database and no backup made by `python -m workspace backup`"
        raise BadFile(message)
    sound = connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    if not sound or connection.execute("PRAGMA foreign_key_check").fetchall():
        message = "the file is damaged: SQLite finds it inconsistent"
        raise BadFile(message)
    found = _content(connection)
    rows, digest = _sum(connection)
    if found.get("rows") != rows or found.get("sha256") != digest:
        message = "the file does not hold what it held when it was made"
        raise BadFile(message)
    return rows


def _content(connection: sqlite3.Connection) -> dict[str, Any]:
    written = connection.execute(f"SELECT content FROM {_SEAL}").fetchall()  # noqa: S608
    try:
        ((text,),) = written
        content = json.loads(text)
    except (ValueError, TypeError):
        message = "the file is damaged: it does not say what it holds"
        raise BadFile(message) from None
    if not isinstance(content, dict) or content.get("format") != _FORMAT:
        message = "the file is a backup of another version of the form"
        raise BadFile(message)
    return content


def _sum(connection: sqlite3.Connection) -> tuple[dict[str, int], str]:
    """Count and sum up everything: definitions (the log's guards among them), rows, and the last numbers given."""
    digest = hashlib.sha256()
    definitions = connection.execute(
        "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name <> ? ORDER BY type, name", (_SEAL,)
    ).fetchall()
    digest.update(repr(definitions).encode())
    names = [name for kind, name, _, _ in definitions if kind == "table" and name != "sqlite_sequence"]
    rows = dict.fromkeys(names, 0)
    for name, row in _rows(connection, names):
        digest.update(f"{name} {row!r}\n".encode(errors="surrogatepass"))
        rows[name] += 1
    given = connection.execute("SELECT name, seq FROM sqlite_sequence WHERE name <> ? ORDER BY name", (_SEAL,))
    digest.update(repr(given.fetchall()).encode())
    return rows, digest.hexdigest()


def _rows(connection: sqlite3.Connection, names: list[str]) -> Iterator[tuple[str, tuple[Any, ...]]]:
    for name in names:
        quoted = name.replace('"', '""')
        for row in connection.execute(f'SELECT * FROM "{quoted}" ORDER BY rowid'):  # noqa: S608
            yield name, row

"""A store as JSON lines: how a row is written, and how a line is read that nobody vouches for.

docs/operations.md has the form of the file. Rows come table by table, a table after those that it refers to, and
within a table by number.
"""

import json
import math
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    Double,
    Enum,
    Float,
    Integer,
    String,
    Table,
    Text,
    select,
    type_coerce,
)

from workspace.crypt import ENCRYPTED, PLAIN, EncryptedText, KeyRing
from workspace.engine import Db
from workspace.errors import BadFile, WrongKey
from workspace.models import Base, UtcDateTime
from workspace.versions import MOST_ID

__all__ = ["LONGEST_LINE", "as_line", "body", "parse", "read_row", "tables"]

#: Longest line in bytes; the longest text that a form takes is far below.
LONGEST_LINE = 8_000_000


def tables() -> list[Table]:
    """List the tables, each after those that it refers to."""
    return list(Base.metadata.sorted_tables)


def body(db: Db, *, clear: bool) -> Iterator[tuple[Table, str]]:
    """Write every row of the store, one line each without its line end.

    Parameters
    ----------
    clear : bool
        Confidential text in the clear instead of as the store has it.
    """
    for table in tables():
        columns = [
            type_coerce(column, Text).label(column.name)
            if isinstance(column.type, EncryptedText) and not clear
            else column
            for column in table.columns
        ]
        for row in db.execute(select(*columns).order_by(table.c.id).execution_options(yield_per=500)):
            values = {column.name: _written(value) for column, value in zip(table.columns, row, strict=True)}
            yield table, as_line({"table": table.name, "row": values})


def as_line(content: Mapping[str, Any]) -> str:
    """Write one line."""
    return json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def _written(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value  # a datetime is a date too


def parse(line: bytes) -> dict[str, Any]:
    """Read one line: an object of JSON without repeated names, in UTF-8 that every database can keep.

    Raises
    ------
    BadFile
    """
    try:
        content = json.loads(line.decode(), object_pairs_hook=_once, parse_constant=_no_constant)
        found = as_line(content).encode()  # a half of a surrogate pair, a number that is none
    except (ValueError, RecursionError):
        message = "this is no line of JSON in UTF-8"
        raise BadFile(message) from None
    if not isinstance(content, dict) or b"\\u0000" in found.replace(b"\\\\", b""):
        message = "this is no object, or has a character that no database keeps"
        raise BadFile(message)
    return content


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        message = "a name stands twice"
        raise ValueError(message)
    return found


def _no_constant(word: str) -> float:
    raise ValueError(word)


def read_row(table: Table, row: Any, *, keys: KeyRing, clear: bool) -> dict[str, Any]:
    """Check a row against its table; gives the values as the database takes them.

    Raises
    ------
    BadFile
        A column lacks or is unknown, or a value does not fit it; the message does not show the value.
    WrongKey
        Confidential text that none of the keys opens.
    """
    if not isinstance(row, dict) or set(row) != set(table.columns.keys()):
        message = f"the columns are not those of {table.name}"
        raise BadFile(message)
    return {column.name: _read(column, row[column.name], keys, clear=clear) for column in table.columns}


def _read(column: Column[Any], value: Any, keys: KeyRing, *, clear: bool) -> Any:
    if value is None:
        if column.nullable:
            return None
        _refuse(column)
    if isinstance(column.type, EncryptedText):
        return _sealed(column, value, keys, clear=clear)
    kind = next(reader for types, reader in _READERS if isinstance(column.type, types))
    try:
        return kind(column.type, value)
    except (TypeError, ValueError):
        _refuse(column)


def _refuse(column: Column[Any]) -> Any:
    message = f"{column.table.name}.{column.name} has a value that does not fit it"
    raise BadFile(message) from None


def _sealed(column: Column[Any], value: Any, keys: KeyRing, *, clear: bool) -> str:
    if not isinstance(value, str) or not (clear or value.startswith((ENCRYPTED, PLAIN))):
        _refuse(column)
    if clear:
        return keys.seal(value)
    try:
        keys.unseal(value)
    except WrongKey as problem:
        message = f"{column.table.name}.{column.name}: {problem}"
        raise WrongKey(message) from None
    return str(value)


def _fits(test: object) -> None:
    if not test:
        raise ValueError


def _word(kind: Any, value: Any) -> Any:
    return kind.enum_class(value)


def _moment(_kind: Any, value: Any) -> datetime:
    found = datetime.fromisoformat(value)
    _fits(found.tzinfo is not None and found.astimezone(UTC).isoformat() == value)
    return found


def _day(_kind: Any, value: Any) -> date:
    found = date.fromisoformat(value)
    _fits(found.isoformat() == value)
    return found


def _flag(_kind: Any, value: Any) -> bool:
    _fits(isinstance(value, bool))
    return bool(value)


def _whole(_kind: Any, value: Any) -> int:
    _fits(isinstance(value, int) and not isinstance(value, bool) and abs(value) <= MOST_ID)
    return int(value)


def _number(_kind: Any, value: Any) -> float:
    _fits(isinstance(value, float) and math.isfinite(value))
    return float(value)


def _text(kind: Any, value: Any) -> str:
    _fits(isinstance(value, str) and (kind.length is None or len(value) <= kind.length))
    return str(value)


def _json(_kind: Any, value: Any) -> Any:
    return value


#: Type of a column -> how its value is read; the first that fits, for an Enum is a String too.
_READERS: tuple[tuple[tuple[type, ...], Callable[[Any, Any], Any]], ...] = (
    ((Enum,), _word),
    ((UtcDateTime,), _moment),
    ((Date,), _day),
    ((Boolean,), _flag),
    ((Integer,), _whole),
    ((Double, Float), _number),
    ((JSON,), _json),
    ((String,), _text),
)

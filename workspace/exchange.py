"""Export and import a whole workspace as JSON lines, on either database; docs/operations.md has the form.

An import is into an empty store, checked line by line, all or nothing, and ends by writing the store out again and
comparing it with the file: what was imported is what was exported, or nothing was.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from sqlalchemy import JSON, Table, Text, bindparam, func, select
from sqlalchemy.exc import DBAPIError

from workspace.actions import Action
from workspace.actor import Actor
from workspace.crypt import EncryptedText, KeyRing
from workspace.engine import Db, Store
from workspace.errors import BadFile, BadInput, WrongKey
from workspace.files import new_private_file
from workspace.lines import LONGEST_LINE, as_line, body, parse, read_row, tables
from workspace.numbers import last_numbers, set_last_numbers
from workspace.opening import head
from workspace.policy import WORKSPACE, record, require
from workspace.rotation import count_unencrypted
from workspace.sessions import end_all
from workspace.versions import MOST_ID
from workspace.vocab import Outcome

__all__ = ["FORMAT", "IN_THE_CLEAR", "AS_STORED", "export", "import_file", "write_lines"]

#: Version of the form of the file.
FORMAT = 1

AS_STORED = "as stored"
IN_THE_CLEAR = "in the clear"

_BATCH = 500


def export(store: Store, actor: Actor, path: Path, *, clear: bool = False) -> dict[str, int]:
    """Write the whole store to a new file of mode 0600.

    Parameters
    ----------
    path : Path
        Must not exist.
    clear : bool
        Confidential text in the clear; otherwise as the store has it, encrypted.

    Returns
    -------
    dict
        Table -> number of rows.

    Raises
    ------
    Forbidden, FileExistsError, WrongKey
    BadInput
        The store has confidential text without encryption, so the file would hold it in the clear unasked.
    """
    with store.transaction() as db:
        require(db, actor, Action.STORE_EXPORT, WORKSPACE)
        record(db, actor, Action.STORE_EXPORT, WORKSPACE, Outcome.READ)
    bare = count_unencrypted(store)
    if bare and not clear:
        field = "clear"
        raise BadInput(field, f"{bare} confidential texts are not encrypted in the store: ask for them in the clear")
    return write_lines(store, path, clear=clear)


def write_lines(store: Store, path: Path, *, clear: bool) -> dict[str, int]:
    """Write the file, as the store is at one moment, whoever writes to it meanwhile; the caller checked the policy."""
    rows: Counter[str] = Counter()
    digest = hashlib.sha256()
    with new_private_file(path) as part, part.open("wb") as file, store.reading() as db:
        if db.get_bind().dialect.name == "postgresql":
            db.connection(execution_options={"isolation_level": "REPEATABLE READ"})

        def put(line: str) -> None:
            written = f"{line}\n".encode()
            digest.update(written)
            file.write(written)

        put(
            as_line(
                {
                    "spm_workspace": FORMAT,
                    "revision": head(),
                    "confidential": IN_THE_CLEAR if clear else AS_STORED,
                    "made_at": db.now().isoformat(),
                }
            )
        )
        for table, line in body(db, clear=clear):
            put(line)
            rows[table.name] += 1
        found = {table.name: rows[table.name] for table in tables()}
        numbers = last_numbers(db)
        put(as_line({"end": {"rows": found, "numbers": numbers, "sha256": digest.hexdigest()}}))
    return found


def import_file(
    store: Store, actor: Actor, path: Path, *, action: Action = Action.STORE_IMPORT, sign_out: bool = False
) -> dict[str, int]:
    """Fill an empty store from a file.

    Confidential text that is in the clear in the file is sealed with the store's newest key; what is encrypted must
    be readable with the store's keys and stays as it is.

    Parameters
    ----------
    action : Action
        What the policy is asked and the audit log keeps: an import, or a restore.
    sign_out : bool
        End every session: the file does not know who has signed out since it was made.

    Returns
    -------
    dict
        Table -> number of rows.

    Raises
    ------
    Forbidden, WrongKey
    BadInput
        The store is not empty.
    BadFile
        The file is of another version, damaged or not whole; the message names the line.
    """
    with store.transaction() as db, path.open("rb") as file:
        require(db, actor, action, WORKSPACE)
        _must_be_empty(db)
        lines = _Lines(file)
        clear = _header(lines)
        digest = hashlib.sha256()
        rows: Counter[str] = Counter()
        for table, batch in _batches(lines, digest, store.keys, clear=clear):
            _insert(db, lines, table, batch)
            rows[table.name] += len(batch)
        found = {table.name: rows[table.name] for table in tables()}
        numbers = lines.ending(found)
        again = hashlib.sha256()
        for _, line in body(db, clear=clear):
            again.update(f"{line}\n".encode())
        if again.digest() != digest.digest():
            message = "the store does not hold what the file says; nothing was imported"
            raise BadFile(message)
        set_last_numbers(db, numbers)
        if sign_out:
            end_all(db)
        record(db, actor, action, WORKSPACE)
    return found


def _must_be_empty(db: Db) -> None:
    filled = [table.name for table in tables() if db.scalar(select(func.count()).select_from(table))]
    if filled:
        field = "store"
        raise BadInput(field, f"the store is not empty ({', '.join(filled)}): import into a new one")


@dataclass
class _Lines:
    """The lines of a file, counted and summed up; each problem is told with its line."""

    file: BinaryIO
    number: int = 0
    raw: bytes = b""
    end: dict[str, Any] | None = None

    def __post_init__(self) -> None:
        self.digest = hashlib.sha256()

    def bad(self, problem: object) -> BadFile:
        return BadFile(f"line {self.number}: {problem}; nothing was imported")

    def next(self) -> dict[str, Any]:
        self.number += 1
        self.raw = self.file.readline(LONGEST_LINE)
        if not self.raw.endswith(b"\n"):
            what = "too long" if len(self.raw) == LONGEST_LINE else "the file stops before its end"
            raise self.bad(what)
        try:
            return parse(self.raw)
        except BadFile as problem:
            raise self.bad(problem) from None

    def rows(self) -> Iterator[dict[str, Any]]:
        """Give the lines between the header and the end."""
        while True:
            self.digest.update(self.raw)
            content = self.next()
            if "end" in content:
                self.end = content["end"]
                return
            yield content

    def ending(self, rows: dict[str, int]) -> dict[str, int]:
        """Check the last line; gives the last numbers given."""
        end = self.end if isinstance(self.end, dict) else {}
        numbers = end.get("numbers")
        if end.get("sha256") != self.digest.hexdigest() or end.get("rows") != rows or self.file.read(1):
            what = "the file was changed after it was written"
            raise self.bad(what)
        names = {table.name for table in tables()}
        if (
            not isinstance(numbers, dict)
            or set(numbers) != names
            or not all(type(number) is int and 0 <= number <= MOST_ID for number in numbers.values())
        ):
            what = "the last numbers are not those of the tables"
            raise self.bad(what)
        return numbers


def _header(lines: _Lines) -> bool:
    """Check the first line; says whether confidential text is in the clear."""
    content = lines.next()
    if content.get("spm_workspace") != FORMAT:
        what = "this is no export of a workspace, or of another version of the form"
        raise lines.bad(what)
    if content.get("revision") != head():
        what = (
            f"this file is of revision {content.get('revision')!s:.20}, and the program's is {head()}: import it with "
            "the version of the program that wrote it, then upgrade"
        )
        raise lines.bad(what)
    if content.get("confidential") not in {AS_STORED, IN_THE_CLEAR}:
        what = "it does not say how confidential text stands in it"
        raise lines.bad(what)
    return bool(content["confidential"] == IN_THE_CLEAR)


def _batches(lines: _Lines, digest: Any, keys: KeyRing, *, clear: bool) -> Iterator[tuple[Table, list[dict[str, Any]]]]:
    """Give checked rows, some of one table at a time."""
    order = {table.name: (place, table) for place, table in enumerate(tables())}
    batch: list[dict[str, Any]] = []
    before = (0, 0)
    table = None
    for content in lines.rows():
        name = content.get("table")
        if set(content) != {"table", "row"} or not isinstance(name, str) or name not in order:
            what = "this is no row of a table of the workspace"
            raise lines.bad(what)
        place, of = order[name]
        try:
            row = read_row(of, content["row"], keys=keys, clear=clear)
        except BadFile as problem:
            raise lines.bad(problem) from None
        except WrongKey as problem:
            message = f"line {lines.number}: {problem}; nothing was imported"
            raise WrongKey(message) from None
        if (place, row["id"]) <= before or row["id"] < 1:
            what = "a row stands twice or not in its place"
            raise lines.bad(what)
        before = (place, row["id"])
        if table is not None and (of is not table or len(batch) == _BATCH):
            yield table, batch
            batch = []
        table = of
        batch.append(row)
        digest.update(lines.raw)
    if table is not None:
        yield table, batch


def _insert(db: Db, lines: _Lines, table: Table, batch: list[dict[str, Any]]) -> None:
    # Sealed text goes in as it is; what is lacking is lacking, and not the null of JSON.
    kinds = {
        column.name: Text()
        if isinstance(column.type, EncryptedText)
        else JSON(none_as_null=True)
        if isinstance(column.type, JSON)
        else column.type
        for column in table.columns
    }
    filled = table.insert().values({name: bindparam(f"v_{name}", type_=kind) for name, kind in kinds.items()})
    try:
        db.execute(filled, [{f"v_{name}": value for name, value in row.items()} for row in batch])
    except DBAPIError:
        what = f"rows of {table.name} up to here contradict each other, or what they refer to is not there"
        raise lines.bad(what) from None

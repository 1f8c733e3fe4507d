"""Where people stand in the store, and what becomes of it in an export of one's own data and in an erasure.

Every column that names a person, and every column of text, is in one of the lists here; a test compares them with the
tables, so that a new column is decided on before it can be used. docs/privacy.md says the same in prose.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Column, Enum, String, Table, Text

from workspace.crypt import EncryptedText
from workspace.models import Base, Person

__all__ = [
    "DECLARED",
    "NOT_FREE_TEXT",
    "OWN",
    "SECRET",
    "SHORT_TEXT",
    "name_of",
    "named_columns",
    "own_columns",
    "texts",
]

#: A row that belongs to the person named here: exported whole, deleted with the person.
OWN = (
    "membership.person_id",
    "person_session.person_id",
    "access_request.person_id",
    "interest.person_id",
    "statement.author_id",
    "introduction.asked_by_id",
    "digest.person_id",
)

#: A row that says something of the person named here and is needed without them: exported whole; in an erasure the
#: row stays, without the person and without these columns.
DECLARED = {"conflict_check.by_id": ("text", "handled")}

#: Never shown to anybody, in no export.
SECRET = ("person_session.token_hash",)

#: Short lines that people write, besides the columns of longer text: looked through in an erasure.
SHORT_TEXT = ("partnership.name", "introduction.ceo")

#: Short lines that nobody writes freely: numbers, hashes, names of builds and of closed lists; the person's own row.
NOT_FREE_TEXT = (
    "person.issuer",
    "person.subject",
    "person.name",
    "person.email",
    "person_session.token_hash",
    "audit.roles",
    "audit.action",
    "form_count.key",
    "partnership.tie_id",
    "watch.area_code",
    "watch_item.key",
    "watch_item.build_id",
    "scan_state.build_id",
)


def name_of(column: Column[Any]) -> str:
    """Name a column with its table."""
    return f"{column.table.name}.{column.name}"


def _naming() -> Iterator[Column[Any]]:
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if any(key.references(Person.metadata.tables["person"]) for key in column.foreign_keys):
                yield column


def own_columns() -> list[Column[Any]]:
    """List the columns that say whose a row is."""
    return [column for column in _naming() if name_of(column) in OWN]


def named_columns() -> list[Column[Any]]:
    """List the columns that name a person on a record that is not theirs.

    An export has them as references; an erasure empties them.
    """
    return [column for column in _naming() if name_of(column) not in OWN]


def texts() -> Iterator[tuple[Table, Column[str]]]:
    """List the columns of free text, long and short."""
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            long = isinstance(column.type, (EncryptedText, Text))
            short = (
                isinstance(column.type, String) and not isinstance(column.type, Enum) and name_of(column) in SHORT_TEXT
            )
            if long or short:
                yield table, column

"""Every column that names a person or holds text is decided on: what an export and an erasure do with it."""

from sqlalchemy import Enum, String

from workspace.crypt import EncryptedText
from workspace.models import Base
from workspace.personal import (
    DECLARED,
    NOT_FREE_TEXT,
    OWN,
    SECRET,
    SHORT_TEXT,
    name_of,
    named_columns,
    own_columns,
    texts,
)


def columns():
    return [column for table in Base.metadata.sorted_tables for column in table.columns]


def test_every_column_that_names_a_person_is_somebodys_own_or_a_name_on_a_record():
    naming = {name_of(c) for c in columns() if any(key.column.table.name == "person" for key in c.foreign_keys)}
    assert {name_of(c) for c in own_columns()} == set(OWN)
    assert {name_of(c) for c in own_columns()} | {name_of(c) for c in named_columns()} == naming
    assert set(DECLARED) <= {name_of(c) for c in named_columns()}


def test_a_row_that_goes_with_the_person_names_its_person_and_one_that_stays_may_do_without():
    """A column that cannot be empty would make an erasure fail."""
    assert [name_of(c) for c in named_columns() if not c.nullable] == []
    for column, cleared in DECLARED.items():
        table = Base.metadata.tables[column.split(".")[0]]
        assert all(table.c[name].nullable for name in cleared)


def test_every_column_of_text_is_looked_through_or_known_to_hold_none():
    """A new line of text is put into one of the two lists before it can be used."""
    of_text = {
        name_of(c) for c in columns() if isinstance(c.type, (String, EncryptedText)) and not isinstance(c.type, Enum)
    }
    looked_through = {name_of(column) for _, column in texts()}
    assert looked_through | set(NOT_FREE_TEXT) == of_text
    assert not looked_through & set(NOT_FREE_TEXT)
    assert set(SHORT_TEXT) <= looked_through
    assert set(SECRET) <= of_text

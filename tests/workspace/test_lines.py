"""A line of an export is read as if nobody vouched for it: its form, its columns, every value."""

import pytest
from cryptography.fernet import Fernet

from workspace.crypt import KeyRing
from workspace.errors import BadFile, WrongKey
from workspace.lines import parse, read_row, tables
from workspace.models import Base

KEYS = KeyRing([Fernet.generate_key().decode()])

GOOD = {
    "id": 1,
    "kind": "school",
    "urn": 900001,
    "partnership_id": None,
    "area_code": None,
    "why": KEYS.seal("synthetic"),
    "roll_share": 0.05,
    "by_id": None,
    "since": "2026-03-02T09:00:00+00:00",
    "ended_at": None,
    "version": 1,
}


def read(row, *, clear=False, keys=KEYS, table="watch"):
    return read_row(Base.metadata.tables[table], row, keys=keys, clear=clear)


def test_a_good_row_is_taken():
    found = read(GOOD)
    assert (found["kind"], found["roll_share"], found["why"]) == ("school", 0.05, GOOD["why"])
    assert found["since"].isoformat() == GOOD["since"]


def test_text_in_the_clear_is_sealed():
    assert KEYS.unseal(read(GOOD | {"why": "f1:as somebody wrote it"}, clear=True)["why"]) == "f1:as somebody wrote it"


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("id", None),
        ("id", "1"),
        ("id", 1.0),
        ("id", True),
        ("id", 2**31),
        ("kind", "nonsense"),
        ("kind", ["school"]),
        ("kind", {}),
        ("why", None),
        ("why", 3),
        ("why", "neither sealed nor marked"),
        ("area_code", "E09000007 and more"),
        ("area_code", 7),
        ("roll_share", "0.05"),
        ("roll_share", 1),
        ("since", "2026-03-02"),
        ("since", "2026-03-02T09:00:00"),
        ("since", "2026-03-02T09:00:00+01:00"),
        ("since", "2026-13-02T09:00:00+00:00"),
        ("since", 0),
    ],
)
def test_a_value_that_does_not_fit_is_refused_and_not_shown(column, value):
    with pytest.raises(BadFile, match=rf"^watch\.{column} has a value that does not fit it$"):
        read(GOOD | {column: value})


@pytest.mark.parametrize(
    "row", [None, [], "row", {}, {"id": 1}, GOOD | {"more": 1}, {k: v for k, v in GOOD.items() if k != "why"}]
)
def test_columns_are_all_there_and_no_others(row):
    with pytest.raises(BadFile, match="columns are not those"):
        read(row)


def test_flags_and_days():
    person = {
        "id": 1,
        "issuer": None,
        "subject": None,
        "name": "Synthetic",
        "email": "",
        "active": True,
        "created_at": GOOD["since"],
        "signed_out_at": None,
        "version": 1,
    }
    digest = {"id": 1, "person_id": 1, "week_of": "2026-03-02", "made_at": GOOD["since"], "sent_at": None}
    assert read(person, table="person")["active"] is True
    assert read(digest, table="digest")["week_of"].isoformat() == "2026-03-02"
    for value in (1, "true", None):
        with pytest.raises(BadFile, match=r"person\.active"):
            read(person | {"active": value}, table="person")
    for value in ("20260302", "2026-03-32", 20260302):
        with pytest.raises(BadFile, match=r"digest\.week_of"):
            read(digest | {"week_of": value}, table="digest")


def test_another_key_is_told_from_damage():
    other = KeyRing([Fernet.generate_key().decode()])
    for keys in (other, KeyRing()):
        with pytest.raises(WrongKey, match=r"^watch\.why: "):
            read(GOOD, keys=keys)


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"{",
        b"[]",
        b'"text"',
        b"\xff{}",
        b'{"a":1,"a":2}',
        b'{"a":{"b":1,"b":2}}',
        b'{"a":NaN}',
        b'{"a":-Infinity}',
        b'{"a":1e999}',
        b'{"a":"\\u0000"}',
        b'{"a":"\\ud800"}',
        b'{"a\\u0000":1}',
        b"[" * 100_000 + b"]" * 100_000,
        b'{"a":' + b"9" * 5000 + b"}",
    ],
)
def test_what_is_no_plain_json_is_refused(line):
    with pytest.raises(BadFile):
        parse(line)


def test_emoji_and_a_backslash_are_plain():
    assert parse('{"a":"👩🏽‍🏫","b":"\\\\u0000"}'.encode()) == {"a": "👩🏽‍🏫", "b": "\\u0000"}


def test_a_table_comes_after_those_that_it_refers_to():
    place = {table: number for number, table in enumerate(tables())}
    assert len(place) == len(Base.metadata.tables)
    for table in tables():
        for key in table.foreign_keys:
            assert place[key.column.table] < place[table]

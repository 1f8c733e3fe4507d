"""Export and import of a whole store: equal from one database to the other and back, or nothing at all."""

import hashlib
import json
import re
import stat

import pytest
from cryptography.fernet import Fernet
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from tests.workspace.people import A, add_person, cast
from tests.workspace.rows import fill
from tests.workspace.stores import content, empty
from workspace.actor import OPERATOR
from workspace.errors import BadFile, BadInput, Forbidden, WrongKey
from workspace.exchange import export, import_file
from workspace.models import Audit, Introduction, Person, PersonSession, Statement
from workspace.opening import head, open_store
from workspace.rotation import count_unencrypted
from workspace.vocab import Role, StatementKind, StatementTopic

NAMES = ["Zoë 👩🏽‍🏫", "ליאת אבני", "O'Brien\"; DROP TABLE person; --", "<b>Robert</b>", "line\u2028separator"]


def awkward(db):
    """Rows that are hard to carry: names of every script, nothing, an empty text, a gap in the numbers."""
    fill(db)
    for name in NAMES:
        add_person(db, name=name)
    gone = add_person(db, name="Erased")
    db.delete(gone)
    for text in ("", "f1:not a token", "p1:", "a\nb\tc\\u0041"):
        now = db.now()
        db.add(
            Introduction(urn=A, asked_as=Role.HEAD, message=text, ceo="", asked_at=now, frozen={"x": [1.5, None, "é"]})
        )
        db.add(
            Statement(
                urn=A, kind=StatementKind.SHARE, topic=StatementTopic.POSTS, text=text, written_at=now, changed_at=now
            )
        )
    db.flush()


@pytest.fixture
def full(store):
    with store.transaction() as db:
        awkward(db)
    return store


@pytest.fixture
def other(request, store, keys, clock, tmp_path, sqlite_template):
    """An empty store on the other database."""
    if store.engine.dialect.name == "postgresql":
        opened = empty(sqlite_template, tmp_path / "other.db", keys, clock)
    else:
        opened = open_store(request.getfixturevalue("postgres_ready_url"), keys=keys, clock=clock)
    yield opened
    opened.close()


def lines_of(path):
    return path.read_bytes().splitlines(keepends=True)


def test_from_one_database_to_the_other_and_back(full, other, keys, clock, tmp_path, sqlite_template):
    there, back = tmp_path / "there.jsonl", tmp_path / "back.jsonl"
    rows = export(full, OPERATOR, there)
    assert import_file(other, OPERATOR, there) == rows
    assert content(other) == content(full)
    export(other, OPERATOR, back)
    # The same lines, but for when it was made, and what the log says of the way here.
    assert [line for line in lines_of(back)[1:-1] if b'"audit"' not in line] == [
        line for line in lines_of(there)[1:-1] if b'"audit"' not in line
    ]
    home = empty(sqlite_template, tmp_path / "home.db", keys, clock)
    import_file(home, OPERATOR, back)
    assert content(home) == content(full)
    home.close()


def test_a_number_that_was_given_is_not_given_again_after_a_move(full, other, tmp_path):
    with full.transaction() as db:
        gone = add_person(db, name="Erased later")
        number = gone.id
        db.delete(gone)
    export(full, OPERATOR, tmp_path / "x")
    import_file(other, OPERATOR, tmp_path / "x")
    with other.transaction() as db:
        assert add_person(db).id > number


def test_the_file_is_private_and_keeps_confidential_text_encrypted(full, tmp_path):
    path = tmp_path / "export.jsonl"
    with full.transaction() as db:
        db.add(Introduction(urn=A, asked_as=Role.HEAD, message="very private", ceo="", asked_at=db.now()))
    export(full, OPERATOR, path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert b"very private" not in path.read_bytes()
    export(full, OPERATOR, tmp_path / "clear", clear=True)
    assert stat.S_IMODE((tmp_path / "clear").stat().st_mode) == 0o600
    assert b"very private" in (tmp_path / "clear").read_bytes()
    assert sorted(item.name for item in tmp_path.iterdir() if ".part" in item.name) == []


def test_what_was_in_the_clear_is_sealed_with_the_other_stores_key(full, tmp_path, clock, sqlite_template):
    path = tmp_path / "clear.jsonl"
    export(full, OPERATOR, path, clear=True)
    other = empty(sqlite_template, tmp_path / "o.db", [Fernet.generate_key().decode()], clock)
    import_file(other, OPERATOR, path)
    assert content(other) == content(full)
    assert count_unencrypted(other) == 0
    other.close()


def test_a_store_without_encryption_is_not_written_out_unasked(ready_url, clock, tmp_path):
    store = open_store(ready_url, clock=clock)
    with store.transaction() as db:
        fill(db)
    with pytest.raises(BadInput, match="not encrypted in the store"):
        export(store, OPERATOR, tmp_path / "x")
    assert not (tmp_path / "x").exists()
    assert export(store, OPERATOR, tmp_path / "x", clear=True)["person"] == 1
    store.close()


def test_nothing_is_overwritten(full, tmp_path):
    path = tmp_path / "there"
    path.write_text("mine")
    with pytest.raises(FileExistsError):
        export(full, OPERATOR, path)
    assert path.read_text() == "mine"


def test_only_into_an_empty_store(full, other, tmp_path):
    export(full, OPERATOR, tmp_path / "x")
    with other.transaction() as db:
        add_person(db, name="Here before")
    with pytest.raises(BadInput, match=r"not empty \(person\)"):
        import_file(other, OPERATOR, tmp_path / "x")
    with other.reading() as db:
        assert db.scalars(select(Person.name)).all() == ["Here before"]


def test_nobody_but_the_operator(store, tmp_path):
    with store.transaction() as db:
        everyone = cast(db)
    (tmp_path / "empty").touch()
    for actor in everyone.values():
        with pytest.raises(Forbidden):
            export(store, actor, tmp_path / "x")
        with pytest.raises(Forbidden):
            import_file(store, actor, tmp_path / "empty")
    assert not (tmp_path / "x").exists()


def test_both_are_in_the_audit_log(full, other, tmp_path):
    export(full, OPERATOR, tmp_path / "x")
    import_file(other, OPERATOR, tmp_path / "x")
    with other.reading() as db:
        assert db.execute(select(Audit.action, Audit.outcome).order_by(Audit.id)).all()[-2:] == [
            ("export the workspace", "read"),
            ("import a workspace", "done"),
        ]


def test_sessions_can_be_ended_with_the_import(full, other, tmp_path):
    export(full, OPERATOR, tmp_path / "x")
    import_file(other, OPERATOR, tmp_path / "x", sign_out=True)
    with other.reading() as db:
        assert None not in db.scalars(select(PersonSession.revoked_at)).all()
        assert None not in db.scalars(select(Person.signed_out_at)).all()


def test_a_wrong_key_stops_the_import(full, tmp_path, clock, sqlite_template):
    export(full, OPERATOR, tmp_path / "x")
    for keys in ([Fernet.generate_key().decode()], []):
        other = empty(sqlite_template, tmp_path / "o.db", keys, clock)
        with pytest.raises(WrongKey, match=r"line \d+: .*SPM_WORKSPACE_KEYS"):
            import_file(other, OPERATOR, tmp_path / "x")
        with other.reading() as db:
            assert db.scalar(select(func.count()).select_from(Person)) == 0
        other.close()


@settings(max_examples=4, deadline=None)
@given(
    texts=st.lists(
        st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=200), min_size=20
    )
)
def test_any_text_survives(sqlite_template, tmp_path_factory, texts):
    folder = tmp_path_factory.mktemp("any")
    key = Fernet.generate_key().decode()
    one, two = (empty(sqlite_template, folder / name, [key]) for name in ("one.db", "two.db"))
    with one.transaction() as db:
        for text in texts:
            frozen = {text: text}
            db.add(Introduction(urn=A, asked_as=Role.HEAD, message=text, ceo=text, asked_at=db.now(), frozen=frozen))
    for clear in (False, True):
        export(one, OPERATOR, folder / str(clear), clear=clear)
    import_file(two, OPERATOR, folder / "True")
    assert content(two) == content(one)
    for store in (one, two):
        store.close()


def test_the_header_says_what_the_file_is(full, tmp_path):
    export(full, OPERATOR, tmp_path / "x")
    first, *_, last = (json.loads(line) for line in lines_of(tmp_path / "x"))
    assert first == {
        "spm_workspace": 1,
        "revision": head(),
        "confidential": "as stored",
        "made_at": "2026-03-02T09:00:00+00:00",
    }
    assert last["end"]["rows"]["person"] == 1 + len(NAMES)


def test_a_damaged_file_is_told_from_a_whole_one(full, other, tmp_path):
    """Half-written, cut in a line, a byte changed, a line lost, added or twice: each is refused, with its line."""
    export(full, OPERATOR, tmp_path / "x")
    lines = lines_of(tmp_path / "x")
    damaged = {
        "no end": lines[:-1],
        "half": lines[: len(lines) // 2],
        "cut": [*lines[:-1], lines[-1][:-5]],
        "a line lost": lines[:5] + lines[6:],
        "a line twice": [*lines[:5], lines[4], *lines[5:]],
        "two lines changed places": [*lines[:1], lines[2], lines[1], *lines[3:]],
        "a name changed": [line.replace(b"Synthetic hub", b"Synthetic pub") for line in lines],
        "more after the end": [*lines, b"{}\n"],
        "nothing": [],
    }
    path = tmp_path / "damaged"
    for name, left in damaged.items():
        path.write_bytes(b"".join(left))
        with pytest.raises(BadFile, match=r"^line \d+: "):
            import_file(other, OPERATOR, path)
        assert not any(content(other).values()), name
    import_file(other, OPERATOR, tmp_path / "x")  # none of them left a trace


def signed(lines):
    """Lines with an end that fits them, as somebody would write it who knows the form."""
    end = json.loads(lines[-1])
    end["end"]["sha256"] = hashlib.sha256(b"".join(lines[:-1])).hexdigest()
    return b"".join([*lines[:-1], json.dumps(end).encode(), b"\n"])


def test_what_contradicts_itself_is_refused_though_its_end_fits(full, other, tmp_path):
    export(full, OPERATOR, tmp_path / "x")
    lines = lines_of(tmp_path / "x")
    path = tmp_path / "forged"
    path.write_bytes(signed(lines))
    forged = {
        "another revision": (f'"revision":"{head()}"'.encode(), b'"revision":"later"'),
        "another form": (b'"spm_workspace":1', b'"spm_workspace":2'),
        "another word": (b'"confidential":"as stored"', b'"confidential":"never mind"'),
        "an unknown table": (b'"table":"person"', b'"table":"sqlite_master"'),
    }
    for name, (old, new) in forged.items():
        changed = [line.replace(old, new) for line in lines]
        assert changed != lines, name
        path.write_bytes(signed(changed))
        with pytest.raises(BadFile, match=r"^line \d+: "):
            import_file(other, OPERATOR, path)
        assert not any(content(other).values()), name


def test_a_reference_to_nobody_is_refused_by_the_database(full, other, tmp_path):
    export(full, OPERATOR, tmp_path / "x")
    changed = [re.sub(rb'"author_id":\d+', b'"author_id":999999999', line) for line in lines_of(tmp_path / "x")]
    (tmp_path / "x").write_bytes(signed(changed))
    with pytest.raises(BadFile, match=r"^line \d+: rows of \w+ up to here contradict"):
        import_file(other, OPERATOR, tmp_path / "x")
    assert not any(content(other).values())

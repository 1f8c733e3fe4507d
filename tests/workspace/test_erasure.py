"""Erasure: looked for in every column of every table, and in the bytes of the files beneath them."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text

from tests.workspace.people import A, B, add_actor, add_person
from tests.workspace.rows import fill
from workspace import erasure, people, sessions
from workspace.actor import OPERATOR, VISITOR, actor_of
from workspace.errors import BadInput, Conflict, Forbidden, NotFound, WrongKey
from workspace.models import Audit, Base, Case, Contact, Membership, Note, Person
from workspace.opening import open_store
from workspace.personal import OWN, texts
from workspace.rates import count
from workspace.versions import change
from workspace.vocab import Kind, Outcome, Role

NAME, EMAIL, SUBJECT = "Zoë O'Synthetic-Őrs", "zoe.synthetic@example.org", "subject-of-zoe"
#: What the person wrote of themselves.
OWN_WORDS = "walnuts on Wednesdays"
#: What stands in records that stay.
STAYS = "kept as the record of a school"
#: Every trace, in lower case.
TRACES = (NAME.lower(), "zoë  o'synthetic-őrs", EMAIL, SUBJECT, OWN_WORDS)


def own_tables():
    return {column.split(".")[0] for column in OWN} | {"conflict_check"}


def fill_for(db, *, name=NAME):
    """Put a row in every table, all by one person, whose name and address stand in every text there is."""
    person = fill(db)
    person.name, person.email, person.subject = name, EMAIL, SUBJECT
    db.flush()
    for table, column in texts():
        if table.name in own_tables():
            said = f"Synthetic: {OWN_WORDS}, {name}"
        else:
            said = f"Synthetic: {STAYS}. Zoë\n o'SYNTHETIC-Őrs's way <{EMAIL.upper()}>; {name}."
        db.execute(table.update().values({column: said}))
    count(db, "interest", str(person.id), most=5, per=timedelta(hours=1))
    db.add(Membership(person_id=add_person(db, name="Admin").id, role=Role.ADMIN, since=db.today()))
    db.flush()
    return actor_of(db, person)


def traces(store):
    """Columns in which a trace of the person is found, as the program reads them."""
    found = set()
    with store.reading() as db:
        for table in Base.metadata.sorted_tables:
            for row in db.execute(select(table)):
                for column, value in row._mapping.items():
                    said = " ".join(str(value).lower().split())
                    if any(" ".join(trace.split()) in said for trace in TRACES):
                        found.add(f"{table.name}.{column}")
    return found


def raw(store):
    """The bytes beneath the store: its files, or the files of its tables."""
    if store.engine.dialect.name == "sqlite":
        path = Path(store.engine.url.database)
        return b"".join(file.read_bytes() for file in path.parent.glob(path.name + "*"))
    with store.engine.connect() as connection:
        connection.execute(text("CHECKPOINT"))
        files = connection.execute(
            text(
                "SELECT pg_read_binary_file(pg_relation_filepath(oid)) FROM pg_class "
                "WHERE relkind IN ('r', 't', 'i') "
                "AND (relnamespace = 'public'::regnamespace OR relname LIKE 'pg_toast%')"
            )
        )
        return b"".join(bytes(row[0]) for row in files)


@pytest.fixture
def plain(ready_url, clock):
    """A store without keys, so that its bytes can be searched."""
    opened = open_store(ready_url, clock=clock)
    yield opened
    opened.close()


@pytest.fixture
def zoe(store):
    with store.transaction() as db:
        return fill_for(db)


def test_nothing_is_left_in_any_column_of_any_table(store, zoe):
    before = traces(store)
    assert {f"{table.name}.{column.name}" for table, column in texts()} < before
    assert {"person.name", "person.email", "person.subject"} < before
    done = erasure.erase_for_good(store, zoe, zoe.person_id)
    assert traces(store) == set()
    assert done.overwritten
    assert not done.namesake
    with store.reading() as db:
        for table in Base.metadata.sorted_tables:
            named = [
                column for column in table.columns if any(k.column.table.name == "person" for k in column.foreign_keys)
            ]
            for column in named:
                assert db.scalars(select(column).where(column == zoe.person_id)).all() == [], column
        assert db.execute(select(Base.metadata.tables["form_count"]).where(text("key LIKE 'interest:%'"))).all() == []


def test_what_is_gone_and_what_stays(store, zoe):
    done = erasure.erase_for_good(store, zoe, zoe.person_id)
    assert done.deleted == dict.fromkeys(
        ["person", "membership", "person_session", "access_request", "interest", "statement", "introduction", "digest"],
        1,
    )
    assert done.unnamed["brokering_case"] == 3
    with store.reading() as db:
        note = db.scalars(select(Note)).one()
        assert note.text == f"Synthetic: {STAYS}. [erased]'s way <[erased]>; [erased]."
        assert note.author_id is None
        assert db.execute(select(Base.metadata.tables["watch_item"])).all() == []  # it was about their interest
        check = db.execute(select(Base.metadata.tables["conflict_check"])).one()
        assert (check.by_id, check.text, check.handled, check.has_interest) == (None, None, None, False)


def test_nothing_is_left_in_the_bytes(plain):
    with plain.transaction() as db:
        zoe = fill_for(db)
    wanted = [NAME.encode(), EMAIL.encode(), SUBJECT.encode(), OWN_WORDS.encode()]
    assert all(trace in raw(plain) for trace in wanted)
    assert STAYS.encode() in raw(plain)
    assert erasure.erase_for_good(plain, zoe, zoe.person_id).overwritten
    left = raw(plain)
    assert [trace for trace in wanted if trace.lower() in left.lower()] == []
    assert STAYS.encode() in left


def test_many_rows_that_moved_between_pages_leave_nothing_in_the_bytes(plain):
    """Long and short texts, written over and over: pages split, overflow, and are joined again."""
    with plain.transaction() as db:
        zoe = fill_for(db)
        case = db.scalars(select(Case.id)).one()
    for size in (10, 3000, 200, 9000, 1):
        with plain.transaction() as db:
            for number in range(12):
                said = f"{NAME} {number} " + "x" * size * (number % 3)
                db.add(Note(case_id=case, dated_on=db.today(), text=said, written_at=db.now(), changed_at=db.now()))
            for note in db.scalars(select(Note)).all()[::2]:
                note.text = f"{note.text} and {NAME}, {EMAIL}"
    erasure.erase_for_good(plain, zoe, zoe.person_id)
    left = raw(plain)
    assert NAME.encode() not in left
    assert EMAIL.encode() not in left
    assert traces(plain) == set()


def test_the_audit_log_keeps_a_number_that_leads_nowhere(store, zoe):
    with store.transaction() as db:
        erasure.erase(db, zoe, zoe.person_id)
    with store.reading() as db:
        row = db.scalars(select(Audit).order_by(Audit.id.desc())).first()
        assert (row.person_id, row.record_id, row.kind) == (zoe.person_id, zoe.person_id, Kind.PERSON)
        assert (row.action, row.outcome) == ("erase own data", Outcome.DONE)
        assert db.get(Person, zoe.person_id) is None
    with store.transaction() as db:  # and no other person is ever given the number
        assert add_person(db).id > zoe.person_id


def test_who_may_erase_whom(store):
    with store.transaction() as db:
        head, other = add_actor(db, (Role.HEAD, A)), add_actor(db, (Role.HEAD, B), name="Another")
        team = [add_actor(db, (Role.LEAD, None)), add_actor(db, (Role.CPP, A)), other, VISITOR]
        admin = add_actor(db, (Role.ADMIN, None))
    for actor in team:
        with pytest.raises(Forbidden), store.transaction() as db:
            erasure.erase(db, actor, head.person_id)
    with store.transaction() as db:
        erasure.erase(db, admin, head.person_id)
        erasure.erase(db, OPERATOR, other.person_id)
        with pytest.raises(NotFound):
            erasure.erase(db, OPERATOR, head.person_id)
        with pytest.raises(BadInput, match="last admin"):
            erasure.erase(db, admin, admin.person_id)


def test_who_has_lost_every_role_may_still_erase_themselves(store):
    with store.transaction() as db:
        former = add_actor(db)
        erasure.erase(db, former, former.person_id)
        assert db.get(Person, former.person_id) is None


def test_a_session_is_over_and_a_form_that_was_open_is_a_conflict(store, zoe):
    with store.transaction() as db:
        person = db.get_one(Person, zoe.person_id)
        sessions.start(db, person, "token", signed_in_at=db.now(), longest=timedelta(hours=1))
        note = db.scalars(select(Note)).one()
        version, number = note.version, note.id
    erasure.erase_for_good(store, zoe, zoe.person_id)
    with store.transaction() as db:
        assert sessions.resolve(db, "token", idle=timedelta(hours=1)) is None
        assert (
            people.arrive(db, people.Identity("https://id.example", SUBJECT, NAME, EMAIL, email_verified=True)) is None
        )
    with pytest.raises(Conflict), store.transaction() as db:
        change(db, db.get_one(Note, number), version, text=f"Synthetic: {NAME}")


def test_a_namesake_keeps_the_name_in_texts_and_somebody_is_told(store, zoe):
    with store.transaction() as db:
        add_person(db, name=NAME.upper(), email="other@example.org")
    done = erasure.erase_for_good(store, zoe, zoe.person_id)
    assert done.namesake
    with store.reading() as db:
        said = db.scalars(select(Note.text)).one()
    assert NAME in said
    assert EMAIL not in said.lower()


def test_a_contact_who_is_the_person_goes_whole(store, zoe):
    with store.transaction() as db:
        case = db.scalars(select(Case.id)).one()
        for name, email in (("Z.", EMAIL.upper()), (f" {NAME.upper()}", None), ("Somebody else", "x@example.org")):
            db.add(Contact(case_id=case, name=name, email=email, telephone="020 7946 0000"))
    assert erasure.erase_for_good(store, zoe, zoe.person_id).deleted["contact"] == 2
    with store.reading() as db:
        assert sorted(db.scalars(select(Contact.telephone)).all())[0] == "020 7946 0000"


def test_with_a_key_lacking_nothing_is_erased(ready_url, store, zoe, clock):
    other = open_store(ready_url, clock=clock)
    with pytest.raises(WrongKey):
        erasure.erase_for_good(other, zoe, zoe.person_id)
    other.close()
    assert "person.name" in traces(store)


def test_a_reader_who_stays_is_told_as_not_yet_overwritten(plain, monkeypatch):
    monkeypatch.setattr("workspace.overwriting.WAIT_SECONDS", 1)
    with plain.transaction() as db:
        zoe = fill_for(db)
    with plain.reading() as db:
        db.execute(select(Base.metadata.tables["note"])).all()
        done = erasure.erase_for_good(plain, zoe, zoe.person_id)
    assert not done.overwritten

"""The export of one's own data: all of it, nobody else's, and no way to read what one may not."""

import json

import pytest
from sqlalchemy import select

from tests.workspace.attempts import may
from tests.workspace.casework import INNER
from tests.workspace.offers import DRAFT, SUGGESTION, express
from tests.workspace.people import A, B, add_actor, add_person, cast
from tests.workspace.rows import fill
from workspace import case_doors, introductions, notes, privacy, register, statements
from workspace.actor import VISITOR, actor_of
from workspace.errors import Forbidden
from workspace.models import Base, Contact, Membership, Note
from workspace.personal import named_columns, own_columns
from workspace.vocab import Role

MESSAGE = "Synthetic: we would like to talk about reading"


@pytest.fixture
def everyone(store):
    with store.transaction() as db:
        return cast(db)


def export(store, actor):
    with store.transaction() as db:
        told = privacy.export_own(db, actor)
    assert json.loads(json.dumps(told, allow_nan=False)) == told
    return told


def test_everybody_who_is_known_has_their_own_and_nobody_else(store, everyone):
    assert may(store, everyone, privacy.export_own) == set(everyone) - {"stranger"}
    for name, actor in everyone.items():
        if name != "stranger":
            told = export(store, actor)
            assert (told["person"]["name"], told["person"]["id"]) == (actor.name, actor.person_id)
            others = [other.name for other in everyone.values() if other.name and other is not actor]
            assert [other for other in others if other in json.dumps(told)] == []
    with pytest.raises(Forbidden):
        export(store, VISITOR)


def test_it_has_every_row_of_every_table_that_names_the_person(store):
    with store.transaction() as db:
        me = actor_of(db, fill(db))
        rows = {
            (column.table.name, number, column.name)
            for column in [*own_columns(), *named_columns()]
            for number in db.scalars(select(column.table.c.id).where(column == me.person_id))
        }
    told = export(store, me)
    whole = {(kind, row["id"]) for kind, found in told["records"].items() for row in found}
    named = {(line["record"], line["number"], line["as"]) for line in told["named_on"]}
    own = {column.table.name: column.name for column in own_columns()}
    assert {(kind, number) for kind, number, column in rows if own.get(kind) == column} <= whole
    assert {row for row in rows if own.get(row[0]) != row[2]} == named
    assert {kind for kind, _, _ in rows} >= {"note", "task", "brokering_case", "partnership", "watch", "evidence"}
    (session,) = told["records"]["person_session"]
    assert "token_hash" not in session
    assert "0" * 64 not in json.dumps(told)


def test_what_a_head_said_is_there_in_full_with_who_answered(store, everyone):
    head, cpp = everyone["head"], everyone["cpp"]
    express(store, head)
    with store.transaction() as db:
        asked = introductions.ask(db, head, A, message=MESSAGE, ceo="Synthetic CEO", suggestion=SUGGESTION)
        statements.write(db, head, urn=A, kind="what we can share", topic="spaces", text="Synthetic: a hall")
        introductions.answer(db, cpp, asked.number, version=1, text="Synthetic: a call on Monday")
    records = export(store, head)["records"]
    (interest,), (introduction,), (statement,) = (records[k] for k in ("interest", "introduction", "statement"))
    assert interest["experience"] == DRAFT.experience
    assert (interest["offers"], interest["person_id"]) == (["reading and phonics", "attendance"], "you")
    assert (introduction["message"], introduction["answer"]) == (MESSAGE, "Synthetic: a call on Monday")
    assert (introduction["cpp_id"], introduction["asked_by_id"], introduction["ceo"]) == (
        "CPP of A",
        "you",
        "Synthetic CEO",
    )
    assert introduction["frozen"] == SUGGESTION
    assert statement["text"] == "Synthetic: a hall"


def test_it_says_when_others_read_what_is_ones_own_by_role_and_not_by_name(store, everyone):
    number = express(store, everyone["head"]).number
    with store.transaction() as db:
        register.read(db, everyone["cpp"], number)
    with pytest.raises(Forbidden), store.transaction() as db:
        register.read(db, everyone["other head"], number)
    told = export(store, everyone["head"])
    (line,) = told["read_by_others"]
    assert (line["roles"], line["action"], line["number"]) == ("cpp", "read an expression of interest", number)
    assert [entry["action"] for entry in told["activity"]] == ["write an expression of interest"]
    assert told["forms"][0]["form"] == "interest"


def test_it_is_no_way_to_read_a_brokers_notes_or_to_learn_of_a_direct_approach(store, everyone):
    """A contact with the head's address, and a note about them, are for a person to look at: not for this file."""
    before = export(store, everyone["head"])
    with store.transaction() as db:
        case = case_doors.open_direct(db, everyone["lead"], (A, B), title=INNER)
        notes.write(db, everyone["lead"], case, dated_on="2026-03-01", text=f"{INNER}: Head of A")
        db.add(Contact(case_id=case, urn=A, name="Head of A", email="p@example.org"))
    after = export(store, everyone["head"])
    assert {**after, "activity": [], "made_at": ""} == {**before, "activity": [], "made_at": ""}
    assert after["activity"][:-1] == before["activity"]


def test_a_former_adviser_has_the_numbers_of_what_they_wrote_and_not_its_text(store, everyone):
    with store.transaction() as db:
        case = case_doors.open_direct(db, everyone["lead"], (A, B), title=INNER)
        former = add_actor(db, (Role.LEAD, None), name="Former lead")
        notes.write(db, former, case, dated_on="2026-03-01", text=INNER)
        for held in db.scalars(select(Membership).where(Membership.person_id == former.person_id)):
            held.revoked_at = db.now()
        number = db.scalars(select(Note.id)).one()
    told = export(store, former)
    assert {"record": "note", "number": number, "as": "author_id"} in told["named_on"]
    assert INNER not in json.dumps(told)


def test_hostile_words_are_kept_as_words(store):
    name = "עדה <script>alert(1)</script> 👩🏽‍🏫 '; DROP TABLE person; --"
    with store.transaction() as db:
        person = add_person(db, name=name)
        db.add(Membership(person_id=person.id, role=Role.HEAD, urn=A, since=db.today()))
        db.flush()
        actor = actor_of(db, person)
    express(store, actor, experience=name)
    told = export(store, actor)
    assert told["person"]["name"] == told["records"]["interest"][0]["experience"] == name
    assert set(Base.metadata.tables) >= set(told["records"])

"""A school's own statement: who may write, withdraw and take down, and what each sees. The pattern for services."""

import pytest
from sqlalchemy import select

from tests.workspace.people import A, B, add_actor, cast
from workspace import people, statements
from workspace.actor import OPERATOR
from workspace.errors import BadInput, Conflict, Forbidden, NotFound
from workspace.models import Audit, Membership
from workspace.vocab import Kind, Outcome, Role

TEXT = "Synthetic: a hall that is free on Tuesdays 🎭"


def write(db, actor, urn=A, text=TEXT):
    return statements.write(db, actor, urn=urn, kind="what we can share", topic="spaces", text=text)


def may(act, everyone, store):
    """Names of those for whom an action is not refused; each tries in a transaction that is then undone."""
    found = set()

    def attempt(name, actor):
        with store.transaction() as db:
            act(db, actor)
            found.add(name)
            raise TimeoutError

    for name, actor in everyone.items():
        with pytest.raises((Forbidden, TimeoutError)):
            attempt(name, actor)
    return found


@pytest.fixture
def everyone(store):
    with store.transaction() as db:
        return cast(db)


@pytest.fixture
def statement(store, everyone):
    with store.transaction() as db:
        return write(db, everyone["head"])


def public(store, *urns):
    with store.reading() as db:
        return [(row.urn, row.text) for row in statements.published(db, *urns)]


def test_who_may_do_what(store, everyone, statement):
    number = statement.id
    assert may(write, everyone, store) == {"head"}
    assert may(lambda db, actor: statements.withdraw(db, actor, number, version=1), everyone, store) == {"head"}
    assert may(
        lambda db, actor: statements.rewrite(db, actor, number, version=1, topic="posts", text="x"), everyone, store
    ) == {"head"}
    assert may(lambda db, actor: statements.take_down(db, actor, number, version=1, reason="x"), everyone, store) == {
        "lead"
    }
    assert may(lambda db, actor: statements.history(db, actor, A), everyone, store) == {"head", "lead"}


def test_a_statement_is_public_until_it_is_withdrawn(store, everyone, statement):
    with store.transaction() as db:
        write(db, everyone["other head"], urn=B, text="Synthetic: of B")
    assert public(store, A) == [(A, TEXT)]
    assert set(public(store)) == {(A, TEXT), (B, "Synthetic: of B")}
    with store.transaction() as db:
        statements.withdraw(db, everyone["head"], statement.id, version=1)
    assert public(store, A) == []
    with pytest.raises(BadInput, match="no longer public"), store.transaction() as db:
        statements.withdraw(db, everyone["head"], statement.id, version=2)


def test_a_lead_takes_down_and_the_author_reads_why(store, everyone, statement):
    with store.transaction() as db:
        statements.take_down(db, everyone["lead"], statement.id, version=1, reason="It names a pupil.")
    assert public(store, A) == []
    with store.transaction() as db:
        (own,) = statements.mine(db, everyone["head"])
        assert own.take_down_reason == "It names a pupil."
        assert statements.mine(db, everyone["other head"]) == []


def test_an_author_who_has_left_may_still_withdraw(store, everyone, statement):
    leaver = everyone["head"]
    with store.transaction() as db:
        held = db.scalars(select(Membership.id).where(Membership.person_id == leaver.person_id)).one()
        people.take_role(db, OPERATOR, held)
        former = add_actor(db)
    gone = type(leaver)(leaver.person_id)
    with pytest.raises(Forbidden), store.transaction() as db:
        statements.withdraw(db, former, statement.id, version=1)
    with pytest.raises(Forbidden), store.transaction() as db:
        write(db, gone)
    with store.transaction() as db:
        statements.withdraw(db, gone, statement.id, version=1)
    assert public(store) == []


def test_two_who_edit_at_once_are_both_shown(store, everyone, statement):
    """Both heads of A opened version 1; the second to save sees both texts, chooses, and saves again."""
    with store.transaction() as db:
        second = add_actor(db, (Role.HEAD, A))
        statements.rewrite(db, everyone["head"], statement.id, version=1, topic="spaces", text="first")
    with pytest.raises(Conflict) as caught, store.transaction() as db:
        statements.rewrite(db, second, statement.id, version=1, topic="spaces", text="second")
    clash = caught.value
    assert (clash.kind, clash.record_id, clash.version) == ("statement", statement.id, 2)
    assert (clash.mine["text"], clash.theirs["text"]) == ("second", "first")
    assert clash.differing == ["text"]  # the topic is the same, and nobody chooses when it was changed
    assert "changed_at" not in clash.mine
    assert "second" not in str(clash)
    assert public(store) == [(A, "first")]
    with store.transaction() as db:
        statements.rewrite(db, second, statement.id, version=clash.version, topic="spaces", text="second")
    assert public(store) == [(A, "second")]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"text": "  \n "}, "text"),
        ({"text": "x" * 1001}, "text"),
        ({"kind": "what we sell"}, "kind"),
        ({"topic": "'; DROP TABLE statement; --"}, "topic"),
        ({"urn": "900001 OR 1=1"}, "urn"),
        ({"urn": 12}, "urn"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_its_field(store, everyone, change, field):
    entered = {"urn": A, "kind": "what we can share", "topic": "spaces", "text": TEXT} | change
    with pytest.raises(BadInput) as caught, store.transaction() as db:
        statements.write(db, everyone["head"], **entered)
    assert caught.value.field == field
    assert public(store) == []


@pytest.mark.parametrize(
    ("entered", "kept"),
    [
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),  # kept as written: the page shows it as text
        ("a\r\nb\x00\x07\ud800", "a\nb"),
        ("مدرسة 🏫", "مدرسة 🏫"),
        ("pay\u202eexe.", "payexe."),
    ],
)
def test_text_is_cleaned_and_no_more(store, everyone, entered, kept):
    with store.transaction() as db:
        write(db, everyone["head"], text=entered)
    assert public(store) == [(A, kept)]


def test_what_is_not_there_is_not_found(store, everyone):
    with pytest.raises(NotFound), store.transaction() as db:
        statements.withdraw(db, everyone["head"], 404, version=1)


def test_the_audit_log_tells_what_was_done_and_not_the_text(store, everyone, statement):
    with pytest.raises(Forbidden), store.transaction() as db:
        statements.withdraw(db, everyone["governor"], statement.id, version=1)
    with store.reading() as db:
        rows = [(r.person_id, r.action, r.kind, r.record_id, r.outcome) for r in db.scalars(select(Audit))]
    head, governor = everyone["head"].person_id, everyone["governor"].person_id
    assert rows == [
        (head, "write a school's statement", Kind.STATEMENT, statement.id, Outcome.DONE),
        (governor, "withdraw a school's statement", Kind.STATEMENT, statement.id, Outcome.REFUSED),
    ]

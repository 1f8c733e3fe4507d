"""Asking for access: by somebody signed in, answered by an admin, and no role before."""

import pytest
from sqlalchemy import select

from tests.workspace.people import A, add_actor
from workspace import access
from workspace.actor import VISITOR, actor_of
from workspace.errors import BadInput, Forbidden
from workspace.models import AccessRequest, Person
from workspace.people import Identity, arrive
from workspace.vocab import Role

SHE = Identity("https://id.example", "s-1", "Synthetic Newcomer", "new@example.org", email_verified=True)


@pytest.fixture
def new(db):
    return actor_of(db, access.newcomer(db, SHE))


def test_a_newcomer_has_no_role_and_is_found_again(db, new):
    assert new.holdings == frozenset()
    assert arrive(db, SHE).id == new.person_id


def test_asked_granted_and_held(db, new):
    admin = add_actor(db, (Role.ADMIN, None))
    access.ask(db, new, role="head", urn=A, message="Synthetic")
    waiting = access.waiting(db, admin)
    assert [(one.name, one.role, one.urn, one.message) for one in waiting] == [
        ("Synthetic Newcomer", Role.HEAD, A, "Synthetic")
    ]
    access.answer(db, admin, waiting[0].id, grant=True)
    assert actor_of(db, db.get(Person, new.person_id)).urns(Role.HEAD) == {A}
    assert access.waiting(db, admin) == []
    assert access.mine(db, new).granted is True
    with pytest.raises(BadInput, match="meanwhile"):
        access.answer(db, admin, waiting[0].id, grant=True)


def test_refused_gives_nothing(db, new):
    admin = add_actor(db, (Role.ADMIN, None))
    asked = access.ask(db, new, role="lead", urn=None, message="")
    access.answer(db, admin, asked.id, grant=False)
    assert actor_of(db, db.get(Person, new.person_id)).holdings == frozenset()
    assert access.mine(db, new).granted is False


def test_asking_again_replaces_what_waits(db, new):
    access.ask(db, new, role="head", urn=A, message="first")
    access.ask(db, new, role="governor", urn=A, message="second")
    rows = db.scalars(select(AccessRequest)).all()
    assert [(row.role, row.message) for row in rows] == [(Role.GOVERNOR, "second")]


@pytest.mark.parametrize(
    ("role", "urn", "field"),
    [
        ("head", None, "school"),
        ("lead", A, "school"),
        ("visitor", None, "role"),
        ("operator", None, "role"),
        ("king", None, "role"),
        ("head", "12", "school"),
    ],
)
def test_a_tampered_form_is_refused(db, new, role, urn, field):
    with pytest.raises(BadInput) as refusal:
        access.ask(db, new, role=role, urn=urn, message="")
    assert refusal.value.field == field


def test_who_is_not_signed_in_asks_nothing(db):
    with pytest.raises(Forbidden):
        access.ask(db, VISITOR, role="head", urn=A, message="")


@pytest.mark.parametrize("role", [Role.HEAD, Role.GOVERNOR, Role.STAFF, Role.CPP, Role.LEAD])
def test_only_an_admin_reads_and_answers(db, new, role):
    actor = add_actor(db, (role, None if role is Role.LEAD else A))
    asked = access.ask(db, new, role="head", urn=A, message="")
    with pytest.raises(Forbidden):
        access.waiting(db, actor)
    with pytest.raises(Forbidden):
        access.answer(db, actor, asked.id, grant=True)

"""Who comes in by which identity, who is invited, and that an admin is left."""

import pytest

from tests.workspace.people import A, add_actor, add_person
from workspace import access, people
from workspace.actor import OPERATOR
from workspace.errors import BadInput
from workspace.models import Membership
from workspace.vocab import Role

ISSUER = "https://id.example"


def claims(**more):
    return {"iss": ISSUER, "sub": "s1", "name": "Ada", "email": "Ada@Example.org", "email_verified": True} | more


def arrive(db, **more):
    return people.arrive(db, people.identity_of(claims(**more)))


def test_an_invited_person_is_bound_once_to_who_signs_in(db):
    invited = people.invite(db, OPERATOR, name="Ada", email="ada@example.org")
    assert arrive(db) is invited
    assert arrive(db, email="moved@example.org", email_verified=False) is invited  # the identity, not the address
    assert arrive(db, sub="s2") is None  # the invitation was used
    assert arrive(db, iss="https://other.example") is None


@pytest.mark.parametrize("verified", [False, None, "true", 1])
def test_an_address_that_nobody_vouches_for_binds_nobody(db, verified):
    people.invite(db, OPERATOR, name="Ada", email="ada@example.org")
    assert arrive(db, email_verified=verified) is None


def test_two_invitations_of_one_address_bind_nobody(db):
    for _ in range(2):
        add_person(db, email="ada@example.org")
    assert arrive(db) is None


def test_a_newcomer_cannot_keep_an_address_from_whom_it_belongs_to(db):
    stranger = access.newcomer(db, people.identity_of(claims(sub="mallory", email_verified=False)))
    assert stranger.email == ""
    assert people.invite(db, OPERATOR, name="Ada", email="ada@example.org").id != stranger.id


def test_claims_are_cleaned():
    found = people.identity_of(claims(name="Ada\x1b[31m\n\u202eevil", email="no address"))
    assert (found.name, found.email) == ("Ada[31m evil", "")
    assert people.identity_of({"iss": ISSUER, "sub": "1"}).name == "(no name given)"
    assert len(people.identity_of(claims(name="\u0958" * 5000)).name) == 200


@pytest.mark.parametrize("wrong", [{"sub": ""}, {"sub": 7}, {"iss": None}, {"sub": "s" * 301}, {"iss": "i" * 301}])
def test_who_does_not_say_who_they_are_is_refused(wrong):
    with pytest.raises(BadInput, match="sign-in"):
        people.identity_of(claims(**wrong))


def test_the_last_admin_stays(db):
    one = add_actor(db, (Role.ADMIN, None), name="One")
    held = db.query(Membership).filter_by(person_id=one.person_id).one()
    person = people.holders(db, Role.ADMIN)[0]
    with pytest.raises(BadInput, match="last admin"):
        people.take_role(db, one, held.id)
    with pytest.raises(BadInput, match="last admin"):
        people.close(db, one, one.person_id, version=person.version)
    two = add_actor(db, (Role.ADMIN, None), name="Two")
    people.close(db, two, one.person_id, version=person.version)
    assert [left.id for left in people.holders(db, Role.ADMIN)] == [two.person_id]


def test_an_admin_whose_account_is_closed_is_no_admin_that_is_left(db):
    one = add_actor(db, (Role.ADMIN, None))
    closed = add_person(db, active=False)
    db.add(Membership(person_id=closed.id, role=Role.ADMIN, since=db.today()))
    db.flush()
    held = db.query(Membership).filter_by(person_id=one.person_id).one()
    with pytest.raises(BadInput, match="last admin"):
        people.take_role(db, one, held.id)


@pytest.mark.parametrize(
    ("role", "urn"), [(Role.HEAD, None), (Role.LEAD, A), (Role.VISITOR, None), (Role.OPERATOR, None)]
)
def test_a_role_has_the_school_that_it_needs(db, role, urn):
    person = add_person(db)
    with pytest.raises(BadInput):
        people.give_role(db, OPERATOR, person.id, role, urn)

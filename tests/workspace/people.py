"""Synthetic people for the tests of the workspace."""

from workspace.actor import Actor, Holding, actor_of
from workspace.models import Membership, Person
from workspace.vocab import Role

#: Two schools with people, and one that nobody of ours looks after. Synthetic: no school has these numbers.
A, B, C = 900001, 900002, 900003


def add_person(
    db, *, name="Synthetic Person", subject=None, issuer="https://id.example", email="p@example.org", **more
):
    """Put a person into the store."""
    more.setdefault("created_at", db.now())
    person = Person(issuer=issuer if subject else None, subject=subject, name=name, email=email, **more)
    db.add(person)
    db.flush()
    return person


def add_actor(db, *holdings, name="Synthetic Person"):
    """Put a person with roles into the store: ``add_actor(db, (Role.HEAD, A))``."""
    person = add_person(db, name=name)
    for role, urn in holdings:
        db.add(Membership(person_id=person.id, role=role, urn=urn, since=db.today()))
    db.flush()
    return actor_of(db, person)


def cast(db):
    """One actor for every position that the rules tell apart."""
    return {
        "head": add_actor(db, (Role.HEAD, A), name="Head of A"),
        "other head": add_actor(db, (Role.HEAD, B), name="Head of B"),
        "governor": add_actor(db, (Role.GOVERNOR, A), name="Governor of A"),
        "staff": add_actor(db, (Role.STAFF, A), name="Teacher at A"),
        "cpp": add_actor(db, (Role.CPP, A), name="CPP of A"),
        "other cpp": add_actor(db, (Role.CPP, B), name="CPP of B"),
        "lead": add_actor(db, (Role.LEAD, None), name="Lead"),
        "admin": add_actor(db, (Role.ADMIN, None), name="Admin"),
        "no role": add_actor(db, name="Nobody yet"),
        "stranger": Actor(),
    }


def holding(role, urn=None):
    return Holding(role, urn)

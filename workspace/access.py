"""Somebody who signed in and has no role asks for one; an admin answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from workspace import inputs
from workspace.actions import Action
from workspace.actor import Actor
from workspace.engine import Db
from workspace.errors import BadInput
from workspace.models import AccessRequest, Person
from workspace.people import Identity, give_role
from workspace.policy import WORKSPACE, Subject, record, require
from workspace.versions import fetch
from workspace.vocab import ASSIGNABLE, SCHOOL_ROLES, Kind, Outcome, Role

__all__ = ["MOST_CHARACTERS", "Asked", "answer", "ask", "mine", "newcomer", "waiting"]

MOST_CHARACTERS = 500


@dataclass(frozen=True)
class Asked:
    """A request for access, to show."""

    id: int
    person_id: int
    name: str
    email: str
    role: Role
    urn: int | None
    message: str
    asked_at: datetime
    granted: bool | None


def _subject(request: AccessRequest) -> Subject:
    return Subject(Kind.ACCESS_REQUEST, request.id, author=request.person_id)


def _shown(request: AccessRequest, person: Person) -> Asked:
    return Asked(
        request.id,
        person.id,
        person.name,
        person.email,
        request.role,
        request.urn,
        request.message,
        request.asked_at,
        request.granted,
    )


def newcomer(db: Db, identity: Identity) -> Person:
    """Enter somebody who signed in, is unknown and asks for access: a person without any role."""
    person = Person(
        issuer=identity.issuer,
        subject=identity.subject,
        name=inputs.one_line("name", identity.name),
        # An address that nobody vouches for could be another's, who could then not be invited by it.
        email=identity.email if identity.email_verified else "",
        created_at=db.now(),
    )
    db.add(person)
    db.flush()
    return person


def ask(db: Db, actor: Actor, *, role: str, urn: int | None, message: str) -> Asked:
    """Ask for a role; a request that still waits is replaced.

    Raises
    ------
    Forbidden
        Nobody is signed in.
    BadInput
    """
    require(db, actor, Action.ACCESS_ASK, Subject(Kind.ACCESS_REQUEST, author=actor.person_id))
    wanted = inputs.member("role", role, Role)
    if wanted not in ASSIGNABLE:
        field = "role"
        raise BadInput(field, "this role is not given")
    if (urn is not None) != (wanted in SCHOOL_ROLES):
        field = "school"
        raise BadInput(field, "name the school" if urn is None else "this role is not for one school")
    said = inputs.paragraphs("message", message, most=MOST_CHARACTERS, empty=True)
    school = None if urn is None else inputs.urn("school", urn)
    request = db.scalar(
        select(AccessRequest).where(AccessRequest.person_id == actor.person_id, AccessRequest.answered_at.is_(None))
    )
    if request is None:
        request = AccessRequest(person_id=actor.person_id, role=wanted, urn=school, message=said, asked_at=db.now())
        db.add(request)
    else:
        request.role, request.urn, request.message, request.asked_at = wanted, school, said, db.now()
    db.flush()
    record(db, actor, Action.ACCESS_ASK, _subject(request))
    return _shown(request, db.get_one(Person, request.person_id))


def mine(db: Db, actor: Actor) -> Asked | None:
    """Give a person's own latest request."""
    require(db, actor, Action.ACCESS_ASK, Subject(Kind.ACCESS_REQUEST, author=actor.person_id))
    request = db.scalar(
        select(AccessRequest)
        .where(AccessRequest.person_id == actor.person_id)
        .order_by(AccessRequest.id.desc())
        .limit(1)
    )
    return None if request is None else _shown(request, db.get_one(Person, request.person_id))


def waiting(db: Db, actor: Actor) -> Sequence[Asked]:
    """List the requests that nobody has answered, oldest first.

    Raises
    ------
    Forbidden
        Only an admin may.
    """
    require(db, actor, Action.ACCESS_READ, WORKSPACE)
    rows = db.execute(
        select(AccessRequest, Person)
        .join(Person, Person.id == AccessRequest.person_id)
        .where(AccessRequest.answered_at.is_(None), Person.active)
        .order_by(AccessRequest.asked_at, AccessRequest.id)
    )
    found = [_shown(request, person) for request, person in rows]
    record(db, actor, Action.ACCESS_READ, WORKSPACE, Outcome.READ)
    return found


def answer(db: Db, actor: Actor, request_id: int, *, grant: bool) -> None:
    """Give what is asked, or refuse it.

    Raises
    ------
    Forbidden, NotFound
    BadInput
        It is answered already.
    """
    require(db, actor, Action.ACCESS_ANSWER, Subject(Kind.ACCESS_REQUEST, request_id))
    request = fetch(db, AccessRequest, request_id)
    db.refresh(request, with_for_update=True)
    if request.answered_at is not None:
        field = "request"
        raise BadInput(field, "somebody has answered this meanwhile")
    if grant:
        give_role(db, actor, request.person_id, request.role, request.urn)
    request.answered_at, request.answered_by_id, request.granted = db.now(), actor.person_id, grant
    record(db, actor, Action.ACCESS_ANSWER, _subject(request))

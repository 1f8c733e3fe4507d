"""People, their roles and the schools allocated to them. Claims of a sign-in only say who somebody is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, or_, select

from workspace import inputs
from workspace.actions import Action
from workspace.actor import Actor
from workspace.engine import Db
from workspace.errors import BadInput, NotFound
from workspace.models import Membership, Person
from workspace.policy import WORKSPACE, Subject, record, require
from workspace.sessions import sign_out_everywhere
from workspace.versions import change, fetch
from workspace.vocab import ASSIGNABLE, SCHOOL_ROLES, Kind, Outcome, Role

__all__ = [
    "Identity",
    "arrive",
    "close",
    "current",
    "everyone",
    "give_role",
    "holders",
    "identity_of",
    "invite",
    "keep_an_admin",
    "take_role",
]

#: As long as the store's columns.
_LONGEST_IDENTITY = 300


@dataclass(frozen=True)
class Identity:
    """Who somebody is, as the identity provider says.

    Attributes
    ----------
    issuer, subject
        Together they name the person for ever; names and addresses may change hands.
    name, email
        For people to read. ``email`` is empty if there is none.
    email_verified : bool
        Whether the provider vouches for the address.
    """

    issuer: str
    subject: str
    name: str
    email: str
    email_verified: bool


def identity_of(claims: Mapping[str, object]) -> Identity:
    """Read the claims of an ID token that Authlib has verified.

    Raises
    ------
    BadInput
        It does not say who issued it and for whom.
    """
    issuer, subject = claims.get("iss"), claims.get("sub")
    if not (isinstance(issuer, str) and isinstance(subject, str) and issuer and subject):
        field = "identity"
        raise BadInput(field, "the sign-in does not say who you are")
    try:
        address = inputs.email("email", str(claims.get("email") or ""))
    except BadInput:
        address = ""
    if max(len(issuer), len(subject)) > _LONGEST_IDENTITY:  # cut short, two people could become one
        field = "identity"
        raise BadInput(field, "the sign-in says who you are in too many words")
    said = str(claims.get("name") or claims.get("preferred_username") or address)[:200]
    name = inputs.one_line("name", said, most=600, empty=True)[:200] or "(no name given)"  # NFC may lengthen
    return Identity(issuer, subject, name, address, claims.get("email_verified") is True)


def arrive(db: Db, identity: Identity) -> Person | None:
    """Find the person that an identity belongs to; None for somebody whom the store does not know.

    An invited person, known by address alone, is bound to the identity at the first sign-in, if the provider vouches
    for the address and exactly one open invitation has it.
    """
    known = select(Person).where(Person.issuer == identity.issuer, Person.subject == identity.subject)
    person = db.scalar(known)
    if person is None and identity.email and identity.email_verified:
        invited = select(Person).where(Person.email == identity.email, Person.subject.is_(None), Person.active)
        waiting = db.scalars(invited.with_for_update()).all()
        if len(waiting) == 1:
            person = waiting[0]
            change(db, person, person.version, issuer=identity.issuer, subject=identity.subject)
    return person


def invite(db: Db, actor: Actor, *, name: str, email: str) -> Person:
    """Enter a person before they first sign in; roles are given apart.

    Raises
    ------
    Forbidden, BadInput
        Somebody with this address is there already, for one.
    """
    require(db, actor, Action.PEOPLE_CHANGE, Subject(Kind.PERSON))
    address = inputs.email("email", email)
    if db.scalar(select(Person.id).where(Person.email == address, Person.active)) is not None:
        field = "email"
        raise BadInput(field, "somebody with this address is there already")
    person = Person(name=inputs.one_line("name", name), email=address, created_at=db.now())
    db.add(person)
    db.flush()
    record(db, actor, Action.PEOPLE_CHANGE, Subject(Kind.PERSON, person.id))
    return person


def give_role(
    db: Db, actor: Actor, person_id: int, role: Role, urn: int | None = None, *, until: date | None = None
) -> Membership:
    """Give a role from today: with a school for head, governor, staff and CPP; without for lead and admin.

    Raises
    ------
    Forbidden, BadInput, NotFound
        Also where a school is lacking or too many, or the role is held already.
    """
    require(db, actor, Action.PEOPLE_CHANGE, Subject(Kind.MEMBERSHIP))
    fetch(db, Person, person_id)
    if role not in ASSIGNABLE:
        field = "role"
        raise BadInput(field, "this role is not given")
    if (urn is not None) != (role in SCHOOL_ROLES):
        field = "urn"
        raise BadInput(field, "name the school" if urn is None else "this role is not for one school")
    if until is not None and until <= db.today():
        field = "until"
        raise BadInput(field, "this day is past")
    if db.scalar(current(db).where(Membership.person_id == person_id, Membership.role == role, _same_school(urn))):
        field = "role"
        raise BadInput(field, "this role is held already")
    given = Membership(
        person_id=person_id,
        role=role,
        urn=None if urn is None else inputs.urn("urn", urn),
        since=db.today(),
        until=until,
        given_by_id=actor.person_id,
    )
    db.add(given)
    db.flush()
    record(db, actor, Action.PEOPLE_CHANGE, Subject(Kind.MEMBERSHIP, given.id))
    return given


def take_role(db: Db, actor: Actor, membership_id: int) -> None:
    """Take a role away, at once: the next click of the person is without it.

    Raises
    ------
    Forbidden, NotFound
    BadInput
        It is the last admin's.
    """
    require(db, actor, Action.PEOPLE_CHANGE, Subject(Kind.MEMBERSHIP, membership_id))
    held = fetch(db, Membership, membership_id)
    if held.revoked_at is not None:
        message = "this role was taken away before"
        raise NotFound(message)
    keep_an_admin(db, [held])
    held.revoked_at = db.now()
    record(db, actor, Action.PEOPLE_CHANGE, Subject(Kind.MEMBERSHIP, membership_id))


def close(db: Db, actor: Actor, person_id: int, *, version: int) -> None:
    """Close an account: no role counts any longer, and every session ends. What they wrote stays.

    Raises
    ------
    Forbidden, NotFound, Conflict
    BadInput
        They are the last admin.
    """
    require(db, actor, Action.PEOPLE_CHANGE, Subject(Kind.PERSON, person_id))
    person = fetch(db, Person, person_id)
    keep_an_admin(db, db.scalars(current(db).where(Membership.person_id == person_id)).all())
    change(db, person, version, active=False)
    sign_out_everywhere(db, actor, person_id)
    record(db, actor, Action.PEOPLE_CHANGE, Subject(Kind.PERSON, person_id))


def everyone(db: Db, actor: Actor) -> Sequence[tuple[Person, Sequence[Membership]]]:
    """List the people with open accounts and the roles they hold now, by name; one entry in the audit log for it.

    Raises
    ------
    Forbidden
    """
    require(db, actor, Action.PEOPLE_READ, WORKSPACE)
    record(db, actor, Action.PEOPLE_READ, WORKSPACE, Outcome.READ)
    people = db.scalars(select(Person).where(Person.active).order_by(Person.name, Person.id)).all()
    held: dict[int, list[Membership]] = {person.id: [] for person in people}
    for membership in db.scalars(current(db).order_by(Membership.role, Membership.urn)):
        if membership.person_id in held:
            held[membership.person_id].append(membership)
    return [(person, held[person.id]) for person in people]


def holders(db: Db, role: Role, urn: int | None = None) -> Sequence[Person]:
    """Find who holds a role for a school now: who answers, whom to tell. For functions of the workspace, not pages."""
    query = current(db).where(Membership.role == role, _same_school(urn)).with_only_columns(Membership.person_id)
    return db.scalars(select(Person).where(Person.id.in_(query), Person.active).order_by(Person.name, Person.id)).all()


def current(db: Db) -> Select[Membership]:
    """Select the roles that are held now. For functions of the workspace, not pages."""
    return select(Membership).where(
        Membership.since <= db.today(),
        or_(Membership.until.is_(None), Membership.until > db.today()),
        Membership.revoked_at.is_(None),
    )


def _same_school(urn: int | None) -> ColumnElement[bool]:
    return Membership.urn.is_(None) if urn is None else Membership.urn == urn


def keep_an_admin(db: Db, going: Sequence[Membership]) -> None:
    """Refuse to let the last admin go.

    Raises
    ------
    BadInput
    """
    leaving = {held.person_id for held in going if held.role is Role.ADMIN}
    if leaving and not {person.id for person in holders(db, Role.ADMIN)} - leaving:
        field = "role"
        raise BadInput(field, "this is the last admin: give the role to somebody else first")

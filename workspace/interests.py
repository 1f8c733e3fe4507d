"""Expressions of interest in system leadership: written, changed and withdrawn by the head whose they are.

The consent says for what and until which day (the last on which it counts). From the day after, and as soon as it is
withdrawn, or the person is no longer head of that school, nobody but its author sees it: no list is needed for that,
and nothing has to run. :mod:`workspace.register` has what leads and advisers see.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import select

from workspace import inputs, rates
from workspace.actions import Action
from workspace.actor import Actor
from workspace.engine import Db
from workspace.errors import BadInput
from workspace.models import Interest, Membership, Person
from workspace.people import current
from workspace.policy import Subject, record, require
from workspace.versions import change, fetch
from workspace.vocab import Consent, InterestRole, Kind, Offer, Role

__all__ = [
    "LONGEST_CONSENT",
    "Draft",
    "Expression",
    "State",
    "edit",
    "expression_of",
    "mine",
    "state_of",
    "subject_of",
    "withdraw",
    "write",
]

#: A consent is asked for anew after two years at most.
LONGEST_CONSENT = timedelta(days=2 * 365)
_MOST_AN_HOUR = 20


class State(StrEnum):
    """Whether an expression of interest counts."""

    LIVE = "on the register"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    ROLE_ENDED = "no longer head of this school"


@dataclass(frozen=True)
class Draft:
    """What a head fills in. Lists hold values of :mod:`workspace.vocab`; the day is the last of the consent."""

    roles: Iterable[str]
    experience: str
    offers: Iterable[str]
    availability: str
    consent_for: Iterable[str]
    consent_until: date
    offers_text: str = ""


@dataclass(frozen=True)
class Expression:
    """An expression of interest, as those who may read it see it.

    ``email`` is empty for others than its author unless the person agrees to be contacted. ``days_left`` counts the
    days on which the consent still counts, today among them; 0 once it has expired.
    """

    number: int
    version: int
    urn: int
    name: str
    email: str
    roles: tuple[InterestRole, ...]
    experience: str
    offers: tuple[Offer, ...]
    offers_text: str
    availability: str
    consent_for: frozenset[Consent]
    consent_until: date
    consent_given_at: datetime
    written_at: datetime
    changed_at: datetime
    withdrawn_at: datetime | None
    reminded_at: datetime | None
    state: State
    days_left: int


def subject_of(interest: Interest) -> Subject:
    """Describe an expression of interest to the policy."""
    return Subject(Kind.INTEREST, interest.id, urns=frozenset({interest.urn}), author=interest.person_id)


def _to_be_changed(actor: Actor, interest: Interest) -> Subject:
    # Another head of the same school is no author: to the policy, the school counts for the author alone.
    of_author = interest.person_id == actor.person_id
    urns = frozenset({interest.urn}) if of_author else frozenset()
    return Subject(Kind.INTEREST, interest.id, urns=urns, author=interest.person_id)


def state_of(interest: Interest, *, today: date, heads_it: bool) -> State:
    """Tell whether an expression of interest counts on a day.

    Parameters
    ----------
    interest : Interest
    today : date
        In UTC, as :meth:`workspace.engine.Db.today` gives it.
    heads_it : bool
        Whether its author is head of its school that day.
    """
    if interest.withdrawn_at is not None:
        return State.WITHDRAWN
    if today > interest.consent_until:
        return State.EXPIRED
    return State.LIVE if heads_it else State.ROLE_ENDED


def write(db: Db, actor: Actor, urn: int, draft: Draft) -> Expression:
    """Express interest, as head of a school; one for each school at a time.

    Raises
    ------
    Forbidden, BadInput, TooMany
    """
    school = inputs.urn("urn", urn)
    require(db, actor, Action.INTEREST_WRITE, Subject(Kind.INTEREST, urns=frozenset({school})))
    rates.count(db, "interest", str(actor.person_id), most=_MOST_AN_HOUR, per=timedelta(hours=1))
    # Two windows of one person wait for each other here, so that only one of them writes the first.
    person = db.get_one(Person, actor.person_id, with_for_update=True)
    own = select(Interest.id).where(Interest.person_id == person.id, Interest.urn == school)
    if db.scalar(own.where(Interest.withdrawn_at.is_(None))) is not None:
        field = "urn"
        raise BadInput(field, "you have expressed interest for this school: change that one")
    now = db.now()
    written = Interest(
        person_id=person.id,
        urn=school,
        **_checked(draft, today=db.today()),
        consent_given_at=now,
        written_at=now,
        changed_at=now,
    )
    db.add(written)
    db.flush()
    record(db, actor, Action.INTEREST_WRITE, subject_of(written))
    return expression_of(db, written, person, heads_it=True, own=True)


def edit(db: Db, actor: Actor, interest_id: int, draft: Draft, *, version: int) -> Expression:
    """Change one's own expression of interest, or give the consent anew once it has expired.

    Raises
    ------
    Forbidden, NotFound, BadInput, Conflict, TooMany
    """
    interest = fetch(db, Interest, interest_id)
    require(db, actor, Action.INTEREST_WRITE, _to_be_changed(actor, interest))
    rates.count(db, "interest", str(actor.person_id), most=_MOST_AN_HOUR, per=timedelta(hours=1))
    if interest.withdrawn_at is not None:
        field = "interest"
        raise BadInput(field, "this was withdrawn: write a new one")
    wanted = _checked(draft, today=db.today())
    consented_anew = any(wanted[name] != getattr(interest, name) for name in ("consent_for", "consent_until"))
    change(db, interest, version, **wanted)
    interest.changed_at = db.now()
    if consented_anew:
        interest.consent_given_at = db.now()
        interest.reminded_at = None
    db.flush()
    record(db, actor, Action.INTEREST_WRITE, subject_of(interest))
    return expression_of(db, interest, db.get_one(Person, interest.person_id), heads_it=True, own=True)


def withdraw(db: Db, actor: Actor, interest_id: int) -> None:
    """Withdraw one's own expression of interest and its consent, at any time and whatever roles one still has.

    It asks for no version: there is nothing to merge, and nothing may stand in its way.

    Raises
    ------
    Forbidden, NotFound
    """
    interest = fetch(db, Interest, interest_id)
    require(db, actor, Action.INTEREST_WITHDRAW, subject_of(interest))
    db.refresh(interest, with_for_update=True)
    if interest.withdrawn_at is None:
        interest.withdrawn_at = db.now()
        record(db, actor, Action.INTEREST_WITHDRAW, subject_of(interest))
        db.flush()


def mine(db: Db, actor: Actor) -> Sequence[Expression]:
    """List one's own, newest first, with those that count no longer.

    Raises
    ------
    Forbidden
        Nobody is signed in.
    """
    require(db, actor, Action.INTEREST_READ, Subject(Kind.INTEREST, author=actor.person_id))
    person = db.get_one(Person, actor.person_id)
    heads = current(db).where(Membership.person_id == person.id, Membership.role == Role.HEAD)
    urns = {held.urn for held in db.scalars(heads)} if person.active else set()
    rows = db.scalars(
        select(Interest).where(Interest.person_id == person.id).order_by(Interest.written_at.desc(), Interest.id.desc())
    )
    return [expression_of(db, row, person, heads_it=row.urn in urns, own=True) for row in rows]


def _checked(draft: Draft, *, today: date) -> dict[str, Any]:
    consent_for = inputs.members("consent_for", draft.consent_for, Consent)
    if Consent.REGISTER not in consent_for:
        field = "consent_for"
        raise BadInput(field, "without your consent to be on the register it would be read by nobody: nothing is kept")
    until = draft.consent_until
    if isinstance(until, datetime) or not today <= until <= today + LONGEST_CONSENT:
        field = "consent_until"
        last = today + LONGEST_CONSENT
        raise BadInput(field, f"choose a day from today to {last.day} {last:%B %Y}")
    return {
        "roles": inputs.members("roles", draft.roles, InterestRole, empty=False),
        "experience": inputs.paragraphs("experience", draft.experience),
        "offers": inputs.members("offers", draft.offers, Offer, empty=False),
        "offers_text": inputs.paragraphs("offers_text", draft.offers_text, most=2000, empty=True),
        "availability": inputs.paragraphs("availability", draft.availability, most=500),
        "consent_for": consent_for,
        "consent_until": until,
    }


def expression_of(db: Db, interest: Interest, person: Person, *, heads_it: bool, own: bool) -> Expression:
    """Make what is shown of a record. For functions of the workspace, which have checked the policy."""
    today = db.today()
    may_contact = own or Consent.CONTACT in interest.consent_for
    return Expression(
        number=interest.id,
        version=interest.version,
        urn=interest.urn,
        name=person.name,
        email=person.email if may_contact else "",
        roles=tuple(map(InterestRole, interest.roles)),
        experience=interest.experience,
        offers=tuple(map(Offer, interest.offers)),
        offers_text=interest.offers_text,
        availability=interest.availability,
        consent_for=frozenset(map(Consent, interest.consent_for)),
        consent_until=interest.consent_until,
        consent_given_at=interest.consent_given_at,
        written_at=interest.written_at,
        changed_at=interest.changed_at,
        withdrawn_at=interest.withdrawn_at,
        reminded_at=interest.reminded_at,
        state=state_of(interest, today=today, heads_it=heads_it),
        days_left=max(0, (interest.consent_until - today).days + 1),
    )

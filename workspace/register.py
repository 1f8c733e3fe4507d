"""The register of heads interested in system leadership, as leads and advisers see it; and what is public of it.

Only what counts today is in it (see :mod:`workspace.interests`); every list is cut by the policy: leads see all of it,
an adviser the schools allocated to them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import ColumnElement, select, update

from workspace import inputs
from workspace.actions import Action
from workspace.actor import Actor
from workspace.engine import Db
from workspace.errors import NotFound
from workspace.interests import Expression, expression_of, subject_of
from workspace.models import Interest, Membership, Person
from workspace.people import current
from workspace.policy import WORKSPACE, allowed, record, require
from workspace.versions import fetch
from workspace.vocab import Consent, InterestRole, Offer, Outcome, Role

__all__ = [
    "REMIND_WITHIN",
    "Expiring",
    "Filters",
    "Place",
    "expiring",
    "listed",
    "named",
    "read",
    "reminded",
    "reminders",
]

#: How long before its consent ends an expression of interest is on the list of reminders.
REMIND_WITHIN = timedelta(days=30)


@dataclass(frozen=True)
class Filters:
    """What a lead looks for; what is left empty filters nothing. Of several offers or roles, one is enough."""

    roles: frozenset[InterestRole] = frozenset()
    offers: frozenset[Offer] = frozenset()
    consent: Consent | None = None
    urns: frozenset[int] = frozenset()
    words: str = ""


@dataclass(frozen=True)
class Place:
    """A school, and what its head or heads offer."""

    urn: int
    offers: tuple[Offer, ...]


@dataclass(frozen=True)
class Expiring:
    """An expression of interest whose consent ends soon; nothing of what it says."""

    number: int
    urn: int
    consent_until: date


def listed(db: Db, actor: Actor, filters: Filters | None = None) -> Sequence[Expression]:
    """List the register, by name; one entry in the audit log for the list.

    Raises
    ------
    Forbidden
        For leads and advisers only.
    BadInput
        The words to look for are too long.
    """
    wanted = filters or Filters()
    words = inputs.one_line("words", wanted.words, empty=True).casefold()
    require(db, actor, Action.INTEREST_LIST, WORKSPACE)
    record(db, actor, Action.INTEREST_LIST, WORKSPACE, Outcome.READ)
    found = [_shown(db, interest, person) for interest, person in _readable(db, actor)]
    return [item for item in found if _fits(item, wanted) and (not words or words in _text(item))]


def read(db: Db, actor: Actor, interest_id: int) -> Expression:
    """Read one that counts today; who read it is in the audit log, and in its author's export.

    Raises
    ------
    Forbidden, NotFound
        NotFound also where it counts no longer.
    """
    interest = fetch(db, Interest, interest_id)
    require(db, actor, Action.INTEREST_READ, subject_of(interest))
    for live, person in _live(db, Interest.id == interest_id):
        record(db, actor, Action.INTEREST_READ, subject_of(live), Outcome.READ)
        return _shown(db, live, person)
    message = "no such interest"
    raise NotFound(message)


def named(db: Db, *urns: int) -> Sequence[Place]:
    """List areas of strength that heads agreed to have named in public; of every school if none is named.

    Anybody may read it: from the list alone, no free text, and nobody's name. It leaves no trace.
    """
    rows = _live(db, Interest.urn.in_(urns)) if urns else _live(db)
    return _by_school(interest for interest, _ in rows if Consent.NAMED in interest.consent_for)


def reminders(db: Db, actor: Actor, *, within: timedelta = REMIND_WITHIN, again: bool = False) -> Sequence[Expression]:
    """List those whose consent ends soon, the soonest first, so that somebody asks them whether they would renew it.

    Parameters
    ----------
    within : timedelta
        How soon.
    again : bool
        Also those who were reminded already.

    Raises
    ------
    Forbidden
    """
    last = db.today() + within
    found = [item for item in listed(db, actor) if item.consent_until <= last]
    return sorted(
        (item for item in found if again or item.reminded_at is None),
        key=lambda item: (item.consent_until, item.number),
    )


def reminded(db: Db, actor: Actor, interest_id: int) -> None:
    """Note that its author was reminded. Its version stays: the author's own form must not become a conflict.

    Raises
    ------
    Forbidden, NotFound
    """
    interest = fetch(db, Interest, interest_id)
    require(db, actor, Action.INTEREST_REMIND, subject_of(interest))
    db.execute(update(Interest).where(Interest.id == interest_id).values(reminded_at=db.now()))
    record(db, actor, Action.INTEREST_REMIND, subject_of(interest))


def expiring(db: Db, *, within: timedelta = REMIND_WITHIN) -> Sequence[Expiring]:
    """List what expires soon, for the scan. For functions of the workspace, not pages: it is not cut by a policy."""
    rows = _live(db, Interest.consent_until <= db.today() + within)
    found = [Expiring(interest.id, interest.urn, interest.consent_until) for interest, _ in rows]
    return sorted(found, key=lambda item: (item.consent_until, item.number))


def _live(db: Db, *narrowed: ColumnElement[bool]) -> Iterator[tuple[Interest, Person]]:
    # Whose account is closed, and who is no longer head of that school, speaks for it no more.
    heads = (
        current(db)
        .where(Membership.person_id == Interest.person_id, Membership.urn == Interest.urn, Membership.role == Role.HEAD)
        .correlate(Interest)
    )
    rows = db.execute(
        select(Interest, Person)
        .join(Person, Person.id == Interest.person_id)
        .where(Interest.withdrawn_at.is_(None), Interest.consent_until >= db.today(), Person.active, heads.exists())
        .where(*narrowed)
        .order_by(Person.name, Interest.id)
    )
    return ((interest, person) for interest, person in rows if Consent.REGISTER in interest.consent_for)


def _readable(db: Db, actor: Actor) -> Iterator[tuple[Interest, Person]]:
    for interest, person in _live(db):
        # On the register an author sees what others see: their own is in interests.mine.
        if allowed(actor, Action.INTEREST_READ, replace(subject_of(interest), author=None)):
            yield interest, person


def _shown(db: Db, interest: Interest, person: Person) -> Expression:
    return expression_of(db, interest, person, heads_it=True, own=False)


def _fits(item: Expression, wanted: Filters) -> bool:
    return (
        (not wanted.roles or bool(wanted.roles & set(item.roles)))
        and (not wanted.offers or bool(wanted.offers & set(item.offers)))
        and (wanted.consent is None or wanted.consent in item.consent_for)
        and (not wanted.urns or item.urn in wanted.urns)
    )


def _text(item: Expression) -> str:
    return "\n".join((item.name, item.experience, item.offers_text, item.availability)).casefold()


def _by_school(interests: Iterator[Interest]) -> list[Place]:
    offers: dict[int, set[str]] = {}
    for interest in interests:
        offers.setdefault(interest.urn, set()).update(interest.offers)
    return [Place(urn, tuple(offer for offer in Offer if offer in chosen)) for urn, chosen in sorted(offers.items())]

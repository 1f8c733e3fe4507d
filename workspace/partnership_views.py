"""What is read of a partnership: in public, and by those who look after it or belong to it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import selectinload

from workspace import inputs
from workspace.actions import Action
from workspace.actor import Actor
from workspace.case_links import readable_case
from workspace.engine import Db
from workspace.models import Partnership, Person, Share
from workspace.policy import WORKSPACE, Subject, allowed, record, require
from workspace.versions import fetch
from workspace.vocab import Kind, Outcome, PartnershipKind, PartnershipPurpose, Role

__all__ = [
    "Member",
    "PartnershipView",
    "PublicPartnership",
    "listed",
    "may_read",
    "published",
    "published_stamp",
    "read",
    "subject_of",
    "view_of",
]


@dataclass(frozen=True)
class Member:
    """A school of a partnership, from a day to a day (the last one), where they are known."""

    urn: int
    since: date | None = None
    until: date | None = None

    def current(self, today: date) -> bool:
        """Say whether the school belongs to it on a day."""
        return (self.since is None or self.since <= today) and (self.until is None or self.until >= today)


@dataclass(frozen=True)
class PublicPartnership:
    """What anybody may read of a public partnership.

    Attributes
    ----------
    since, until : first and last day, where known.
    purpose_text : the partnership's own public words.
    lead_urn : the school that leads it, if one does.
    tie_id : the tie of the public data that it was imported from; None if added by hand.
    """

    id: int
    kind: PartnershipKind
    name: str
    since: date | None
    until: date | None
    purposes: tuple[PartnershipPurpose, ...]
    purpose_text: str
    lead_urn: int | None
    members: tuple[Member, ...]
    tie_id: str | None


@dataclass(frozen=True)
class PartnershipView(PublicPartnership):
    """What somebody who looks after a partnership, or whose school belongs to it, may read.

    Attributes
    ----------
    whole : False where the person may read only what is public: then all fields below are empty.
    lead_id, lead_name : who of the partnership's team looks after it.
    review_on : when it is to be looked at again.
    case_id : the case that it came from, for those who may read the case.
    may_change : whether the person may change it.
    version : to hand back with a change.
    shared_with : roles with which the person's own schools share it, as (URN, role); for heads.
    """

    public: bool = True
    whole: bool = False
    lead_id: int | None = None
    lead_name: str = ""
    review_on: date | None = None
    case_id: int | None = None
    may_change: bool = False
    version: int = 0
    shared_with: tuple[tuple[int, Role], ...] = field(default=())


def subject_of(db: Db, partnership: Partnership) -> Subject:
    """Describe a partnership to the policy: a school that has left it no longer counts."""
    return _subject(db, partnership, _shares(db, [partnership.id]).get(partnership.id, frozenset()))


def _subject(db: Db, partnership: Partnership, shared: frozenset[tuple[int, Role]]) -> Subject:
    here = {row.urn for row in partnership.members if row.until is None or row.until >= db.today()}
    return Subject(
        Kind.PARTNERSHIP,
        partnership.id,
        urns=frozenset(here),
        party=frozenset() if partnership.lead_id is None else frozenset({partnership.lead_id}),
        # What a school shared ends for its governors when it leaves.
        shared=frozenset(pair for pair in shared if pair[0] in here),
    )


def _shares(db: Db, ids: Iterable[int]) -> dict[int, frozenset[tuple[int, Role]]]:
    rows = db.execute(
        select(Share.record_id, Share.urn, Share.role).where(
            Share.kind == Kind.PARTNERSHIP, Share.record_id.in_(list(ids)), Share.revoked_at.is_(None)
        )
    )
    found: dict[int, set[tuple[int, Role]]] = {}
    for record_id, urn, role in rows:
        found.setdefault(record_id, set()).add((urn, role))
    return {key: frozenset(pairs) for key, pairs in found.items()}


def may_read(actor: Actor, partnership: Partnership, subject: Subject) -> bool:
    """Say whether somebody may read more of it than is public."""
    hub = partnership.kind is PartnershipKind.HUB and allowed(actor, Action.HUB_READ, subject)
    return hub or allowed(actor, Action.PARTNERSHIP_READ, subject)


def published(db: Db, *urns: int, ended: bool = False) -> list[PublicPartnership]:
    """List the public partnerships, by name; of these schools only, if any is named. Anybody may read it.

    Parameters
    ----------
    ended : bool
        Also those that are over, and members that have left.
    """
    today = db.today()
    query = _all().where(Partnership.public)
    if not ended:
        query = query.where(or_(Partnership.until.is_(None), Partnership.until >= today))
    found = []
    for row in db.scalars(query):
        view = PublicPartnership(**_public(row, today, ended=ended))
        if not urns or any(each.urn in urns for each in view.members):
            found.append(view)
    return found


def published_stamp(db: Db) -> tuple[object, ...]:
    """Tell one state of the public partnerships from another without reading them: each change gives another."""
    row = Partnership
    asked = select(func.count(), func.max(row.id), func.sum(row.version), func.max(row.changed_at)).where(row.public)
    return tuple(db.execute(asked).one())


def listed(db: Db, actor: Actor, *, urn: int | None = None, kind: str | None = None) -> list[PartnershipView]:
    """List the partnerships that somebody may read, public ones among them, by name; those that are over too.

    Parameters
    ----------
    urn, kind
        Only those with this school, of this kind.

    Raises
    ------
    Forbidden, BadInput
    """
    require(db, actor, Action.PARTNERSHIP_LIST, WORKSPACE)
    query = _all()
    if kind is not None:
        query = query.where(Partnership.kind == inputs.member("kind", kind, PartnershipKind))
    rows = db.scalars(query).all()
    if urn is not None:
        school = inputs.urn("urn", urn)
        rows = [row for row in rows if any(each.urn == school for each in row.members)]
    shares = _shares(db, [row.id for row in rows])
    found = [view_of(db, actor, row, _subject(db, row, shares.get(row.id, frozenset()))) for row in rows]
    record(db, actor, Action.PARTNERSHIP_LIST, WORKSPACE, Outcome.READ)
    return [view for view in found if view.whole or view.public]


def read(db: Db, actor: Actor, partnership_id: int) -> PartnershipView:
    """Read one partnership: what is public of it, and the rest for those who may.

    Raises
    ------
    Forbidden, NotFound
    """
    row = fetch(db, Partnership, partnership_id)
    subject = subject_of(db, row)
    if not may_read(actor, row, subject):
        require(db, actor, Action.PARTNERSHIP_READ_PUBLIC if row.public else Action.PARTNERSHIP_READ, subject)
        return view_of(db, actor, row, subject)
    record(db, actor, Action.PARTNERSHIP_READ, subject, Outcome.READ)
    return view_of(db, actor, row, subject)


def _all() -> Select[Partnership]:
    return select(Partnership).options(selectinload(Partnership.members)).order_by(Partnership.name, Partnership.id)


def _public(row: Partnership, today: date, *, ended: bool) -> dict[str, Any]:
    rows = sorted(row.members, key=lambda member: (member.urn, member.id))
    members = [Member(each.urn, each.since, each.until) for each in rows]
    return {
        "id": row.id,
        "kind": row.kind,
        "name": row.name,
        "since": row.since,
        "until": row.until,
        "purposes": tuple(PartnershipPurpose(each) for each in row.purposes),
        "purpose_text": row.purpose_text,
        "lead_urn": row.lead_urn,
        "members": tuple(each for each in members if ended or each.current(today)),
        "tie_id": row.tie_id,
    }


def view_of(db: Db, actor: Actor, row: Partnership, subject: Subject) -> PartnershipView:
    """Give what somebody may read of it, as the policy has it now."""
    whole = may_read(actor, row, subject)
    public = _public(row, db.today(), ended=True)
    if not whole:
        return PartnershipView(**public, public=row.public)
    lead = None if row.lead_id is None else db.get(Person, row.lead_id)
    heads = actor.urns(Role.HEAD)
    return PartnershipView(
        **public,
        public=row.public,
        whole=True,
        lead_id=row.lead_id,
        lead_name="" if lead is None else lead.name,
        review_on=row.review_on,
        case_id=readable_case(db, actor, row.case_id),
        may_change=allowed(actor, Action.PARTNERSHIP_CHANGE, subject),
        version=row.version,
        shared_with=tuple(sorted(pair for pair in subject.shared if pair[0] in heads)),
    )

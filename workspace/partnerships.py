"""Partnerships: add by hand or from a case, change, let schools join and leave, share with governors and staff."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm.attributes import flag_modified

from workspace import inputs
from workspace.actions import Action
from workspace.actor import Actor
from workspace.case_access import load as load_case
from workspace.case_access import subject_of as case_subject
from workspace.engine import Db
from workspace.errors import BadInput
from workspace.models import Partnership, PartnershipMember, Share
from workspace.partnership_views import PartnershipView, subject_of, view_of
from workspace.people import holders
from workspace.policy import Subject, record, require
from workspace.versions import change as change_row
from workspace.versions import fetch
from workspace.vocab import Kind, PartnershipKind, PartnershipPurpose, Role

__all__ = ["Details", "add", "change", "join", "leave", "possible_leads", "share", "unshare"]

MOST_CHARACTERS = 2000

#: A partnership has at least so many schools.
LEAST_SCHOOLS = 2
MOST_SCHOOLS = 200


@dataclass(frozen=True)
class Details:
    """What a form says of a partnership, as entered.

    Attributes
    ----------
    kind : value of :class:`~workspace.vocab.PartnershipKind`.
    purposes : values of :class:`~workspace.vocab.PartnershipPurpose`.
    purpose_text : own words; shown in public where ``public``.
    since, until : first and last day.
    lead_urn : school that leads it, one of its members.
    lead_id : who of the partnership's team looks after it: a CPP or a lead.
    public : on the map, in the rules of suggestions and on the schools' pages.
    """

    kind: str
    name: str
    purposes: Sequence[str] = ()
    purpose_text: str = ""
    since: date | None = None
    until: date | None = None
    lead_urn: int | None = None
    lead_id: int | None = None
    review_on: date | None = None
    public: bool = False


def add(
    db: Db, actor: Actor, details: Details, members: Sequence[int | str], *, case_id: int | None = None
) -> PartnershipView:
    """Add a partnership, by hand or formed by a case.

    Parameters
    ----------
    members : URNs, two at least.
    case_id : the case that it came from; who brokers the case may add it, whatever schools they look after, and its
        CPP looks after it unless somebody else is named.

    Raises
    ------
    Forbidden, NotFound, BadInput
        Also where a CPP makes public what has schools of others: a lead does that.
    """
    urns = _urns(members)
    party: frozenset[int] = frozenset()
    broker = None
    if case_id is not None:
        case = load_case(db, actor, Action.CASE_READ, case_id)
        party, broker = case_subject(case).party, case.cpp_id
    require(db, actor, Action.PARTNERSHIP_ADD, Subject(Kind.PARTNERSHIP, urns=frozenset(urns), party=party))
    values = _checked(db, details, urns, broker)
    values["lead_id"] = values["lead_id"] or broker
    if details.public:
        _may_publish(db, actor, None, urns)
    row = Partnership(
        **values, case_id=case_id, created_by_id=actor.person_id, created_at=db.now(), changed_at=db.now()
    )
    row.members = [PartnershipMember(urn=urn, since=details.since) for urn in urns]
    db.add(row)
    db.flush()
    subject = subject_of(db, row)
    record(db, actor, Action.PARTNERSHIP_ADD, subject)
    return view_of(db, actor, row, subject)


def change(db: Db, actor: Actor, partnership_id: int, details: Details, *, version: int) -> PartnershipView:
    """Change what is said of a partnership; its schools change with :func:`join` and :func:`leave`.

    Of one that was imported, kind and name are the register's and stay.

    Raises
    ------
    Forbidden, NotFound, BadInput, Conflict
    """
    row, subject = _to_change(db, actor, partnership_id)
    values = _checked(db, details, [each.urn for each in row.members], row.lead_id)
    if row.tie_id is not None and (values["kind"], values["name"]) != (row.kind, row.name):
        field = "name"
        raise BadInput(field, "kind and name of this partnership come from the register")
    if details.public and not row.public:
        _may_publish(db, actor, row.id, sorted(subject.urns))
    change_row(db, row, version, stamps={"changed_at": db.now()}, **values)
    return _done(db, actor, row)


def join(
    db: Db, actor: Actor, partnership_id: int, urn: int | str, *, version: int, since: date | None = None
) -> PartnershipView:
    """Let a school join, from a day where it is known.

    Raises
    ------
    Forbidden, NotFound, BadInput, Conflict
    """
    row, _ = _to_change(db, actor, partnership_id)
    school = inputs.urn("urn", urn)
    if row.public:
        _may_publish(db, actor, row.id, [school])
    if any(each.urn == school and (each.until is None or each.until >= db.today()) for each in row.members):
        field = "urn"
        raise BadInput(field, "this school belongs to it already")
    if len(row.members) >= MOST_SCHOOLS:
        field = "urn"
        raise BadInput(field, f"a partnership has {MOST_SCHOOLS} schools at most")
    _touch(db, row, version)
    row.members.append(PartnershipMember(urn=school, since=since))
    db.flush()
    return _done(db, actor, row)


def leave(db: Db, actor: Actor, partnership_id: int, urn: int | str, *, version: int, until: date) -> PartnershipView:
    """Let a school leave: ``until`` is its last day.

    Raises
    ------
    Forbidden, NotFound, BadInput, Conflict
    """
    row, subject = _to_change(db, actor, partnership_id)
    school = inputs.urn("urn", urn)
    here = [each for each in row.members if each.urn == school and each.until is None]
    if not here:
        field = "urn"
        raise BadInput(field, "this school does not belong to it")
    if here[0].since is not None and until < here[0].since:
        field = "until"
        raise BadInput(field, "this day is before the school joined")
    _touch(db, row, version)
    here[0].until = until
    db.flush()
    record(db, actor, Action.PARTNERSHIP_CHANGE, subject)
    return view_of(db, actor, row, subject_of(db, row))


def share(db: Db, actor: Actor, partnership_id: int, *, urn: int, role: Role) -> None:
    """Share a partnership of one's own school with its governors or its staff, until it is taken back.

    Raises
    ------
    Forbidden, NotFound, BadInput
    """
    _to_share(db, actor, partnership_id, urn, role)
    if not _shared(db, partnership_id, urn, role):
        db.add(
            Share(
                urn=urn,
                kind=Kind.PARTNERSHIP,
                record_id=partnership_id,
                role=role,
                by_id=actor.person_id,
                since=db.now(),
            )
        )
        db.flush()


def unshare(db: Db, actor: Actor, partnership_id: int, *, urn: int, role: Role) -> None:
    """Take back what was shared.

    Raises
    ------
    Forbidden, NotFound, BadInput
    """
    _to_share(db, actor, partnership_id, urn, role)
    for row in _shared(db, partnership_id, urn, role):
        row.revoked_at = db.now()
    db.flush()


def possible_leads(db: Db, urns: Sequence[int]) -> list[tuple[int, str]]:
    """List who may look after a partnership of these schools, as (person, name): their CPPs and the leads."""
    people = {person.id: person.name for urn in urns for person in holders(db, Role.CPP, urn)}
    people |= {person.id: person.name for person in holders(db, Role.LEAD)}
    return sorted(people.items(), key=lambda pair: (pair[1], pair[0]))


def _urns(members: Sequence[int | str]) -> list[int]:
    field = "members"
    if len(members) > MOST_SCHOOLS:
        raise BadInput(field, f"a partnership has {MOST_SCHOOLS} schools at most")
    urns = sorted({inputs.urn(field, each) for each in members})
    if len(urns) < LEAST_SCHOOLS:
        raise BadInput(field, "a partnership has at least two schools")
    return urns


def _checked(db: Db, details: Details, urns: Sequence[int], present: int | None) -> dict[str, Any]:
    if details.since is not None and details.until is not None and details.until < details.since:
        field = "until"
        raise BadInput(field, "this day is before the first one")
    if details.lead_urn is not None and details.lead_urn not in urns:
        field = "lead_urn"
        raise BadInput(field, "the school that leads is one of the schools")
    if details.lead_id not in {None, present, *dict(possible_leads(db, urns))}:
        field = "lead_id"
        raise BadInput(field, "a CPP of one of the schools, or a lead, looks after it")
    return {
        "kind": inputs.member("kind", details.kind, PartnershipKind),
        "name": inputs.one_line("name", details.name),
        "public": details.public,
        "since": details.since,
        "until": details.until,
        "purposes": inputs.members("purposes", details.purposes, PartnershipPurpose),
        "purpose_text": inputs.paragraphs("purpose_text", details.purpose_text, most=MOST_CHARACTERS, empty=True),
        "lead_urn": details.lead_urn,
        "lead_id": details.lead_id,
        "review_on": details.review_on,
    }


def _may_publish(db: Db, actor: Actor, partnership_id: int | None, urns: Sequence[int]) -> None:
    # School by school: who looks after one of them does not speak for the others in public.
    for urn in urns:
        one = Subject(Kind.PARTNERSHIP, partnership_id, urns=frozenset({urn}))
        require(db, actor, Action.PARTNERSHIP_CHANGE, one)


def _to_change(db: Db, actor: Actor, partnership_id: int) -> tuple[Partnership, Subject]:
    row = fetch(db, Partnership, partnership_id)
    subject = subject_of(db, row)
    require(db, actor, Action.PARTNERSHIP_CHANGE, subject)
    return row, subject


def _touch(db: Db, row: Partnership, version: int) -> None:
    """Give the partnership a new version, because its schools change."""
    change_row(db, row, version, stamps={"changed_at": db.now()})
    if row.version == version:  # the clock has not moved since the last change
        flag_modified(row, "changed_at")
        db.flush()


def _done(db: Db, actor: Actor, row: Partnership) -> PartnershipView:
    subject = subject_of(db, row)
    record(db, actor, Action.PARTNERSHIP_CHANGE, subject)
    return view_of(db, actor, row, subject)


def _to_share(db: Db, actor: Actor, partnership_id: int, urn: int, role: Role) -> None:
    row = fetch(db, Partnership, partnership_id)
    members = subject_of(db, row).urns
    subject = Subject(Kind.PARTNERSHIP, row.id, urns=members & {inputs.urn("urn", urn)})
    require(db, actor, Action.PARTNERSHIP_SHARE, subject)
    if role not in (Role.GOVERNOR, Role.STAFF):
        field = "role"
        raise BadInput(field, "share with governors or with staff")
    record(db, actor, Action.PARTNERSHIP_SHARE, subject)


def _shared(db: Db, partnership_id: int, urn: int, role: Role) -> Sequence[Share]:
    return db.scalars(
        select(Share).where(
            Share.kind == Kind.PARTNERSHIP,
            Share.record_id == partnership_id,
            Share.urn == urn,
            Share.role == role,
            Share.revoked_at.is_(None),
        )
    ).all()

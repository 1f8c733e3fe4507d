"""The doors through which a case is opened: a suggestion, a shortlist, an introduction asked, a direct approach.

What the suggestion said is frozen into the case when it is opened and never changes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from workspace import inputs
from workspace.actions import Action
from workspace.actor import Actor, actor_of
from workspace.case_access import MOST_ID, subject_of
from workspace.case_views import Named
from workspace.engine import Db
from workspace.errors import BadInput, NotFound
from workspace.models import Case, CaseEvent, CaseSchool, Introduction, Membership, Person
from workspace.people import current
from workspace.policy import Subject, record, require
from workspace.stages import first_stage
from workspace.suggested import Frozen, from_introduction
from workspace.vocab import CaseRole, Door, Kind, Role

__all__ = [
    "MOST_SCHOOLS",
    "MOST_TITLE",
    "Nameable",
    "Naming",
    "nameable",
    "open_direct",
    "open_from_introduction",
    "open_from_shortlist",
    "open_from_suggestion",
    "owner_roles",
    "person_with",
]

MOST_SCHOOLS = 20
MOST_TITLE = 200


@dataclass(frozen=True)
class Naming:
    """Whom a new case names; empty: the CPP who opens it, or the lead as its owner and no CPP yet.

    Only a lead names somebody else.
    """

    cpp_id: int | None = None
    owner_id: int | None = None


_NOBODY = Naming()


@dataclass(frozen=True)
class Nameable:
    """Who may be named as CPP of a case, and who as its owner beside that CPP, by name."""

    cpps: tuple[Named, ...]
    leads: tuple[Named, ...]


def nameable(db: Db, actor: Actor) -> Nameable:
    """List whom a lead may name in a case: also such as cannot read it before they are named.

    Raises
    ------
    Forbidden
        For leads.
    """
    require(db, actor, Action.CASE_ASSIGN, Subject(Kind.CASE))
    return Nameable(_holders(db, Role.CPP), _holders(db, Role.LEAD))


def _holders(db: Db, role: Role) -> tuple[Named, ...]:
    held = current(db).where(Membership.role == role).with_only_columns(Membership.person_id)
    people = db.scalars(select(Person).where(Person.id.in_(held), Person.active).order_by(Person.name, Person.id))
    return tuple(Named(person.id, person.name) for person in people)


def open_from_suggestion(db: Db, actor: Actor, frozen: Frozen, *, title: str, named: Naming = _NOBODY) -> int:
    """Open a case from one suggestion; gives its number.

    Raises
    ------
    Forbidden, BadInput
        It has more than one school, for one.
    """
    if len(frozen.schools) != 1:
        field = "schools"
        raise BadInput(field, "a suggestion has one school; several are a shortlist")
    return _open(db, actor, Door.SUGGESTION, title, _asked(frozen.asking, frozen.others), frozen, named)


def open_from_shortlist(db: Db, actor: Actor, frozen: Frozen, *, title: str, named: Naming = _NOBODY) -> int:
    """Open a case from a shortlist, with or without scores; gives its number.

    Raises
    ------
    Forbidden, BadInput
    """
    if not frozen.schools:
        field = "schools"
        raise BadInput(field, "the shortlist is empty")
    return _open(db, actor, Door.SHORTLIST, title, _asked(frozen.asking, frozen.others), frozen, named)


def open_from_introduction(db: Db, actor: Actor, introduction_id: int, *, title: str, named: Naming = _NOBODY) -> int:
    """Open a case from a school's request for an introduction; gives its number.

    The CPP whom the request names has the case, if they still are a CPP. One case for each request.

    Raises
    ------
    Forbidden, NotFound
        For who may answer the request.
    BadInput
        The request was withdrawn, or has a case.
    """
    asked = None
    if 0 < introduction_id <= MOST_ID:
        asked = db.scalar(select(Introduction).where(Introduction.id == introduction_id).with_for_update())
    if asked is None:
        require(db, actor, Action.INTRODUCTION_ANSWER, Subject(Kind.INTRODUCTION))
        message = "no such introduction"
        raise NotFound(message)
    party = frozenset() if asked.cpp_id is None else frozenset({asked.cpp_id})
    subject = Subject(Kind.INTRODUCTION, asked.id, urns=frozenset({asked.urn}), author=asked.asked_by_id, party=party)
    require(db, actor, Action.INTRODUCTION_ANSWER, subject)
    field = "introduction"
    if asked.withdrawn_at is not None:
        raise BadInput(field, "this request was withdrawn")
    if db.scalar(select(Case.id).where(Case.introduction_id == asked.id)) is not None:
        raise BadInput(field, "there is a case for this request already")
    if named.cpp_id is None and asked.cpp_id is not None and _has(db, asked.cpp_id, Role.CPP):
        named = Naming(asked.cpp_id, named.owner_id)
    others = () if asked.other_urn is None else (asked.other_urn,)
    frozen = from_introduction(asked.urn, asked.other_urn, asked.frozen)
    return _open(
        db, actor, Door.INTRODUCTION, title, _asked(asked.urn, others), frozen, named, introduction=asked, party=party
    )


def open_direct(db: Db, actor: Actor, urns: Iterable[int | str], *, title: str, named: Naming = _NOBODY) -> int:
    """Open a case for the partnership's own approach to schools; gives its number. Leads and its CPP alone see it.

    Raises
    ------
    Forbidden, BadInput
    """
    schools = {inputs.urn("urns", urn): CaseRole.APPROACHED for urn in urns}
    return _open(db, actor, Door.DIRECT, title, schools, None, named)


def person_with(db: Db, field: str, person_id: int, *roles: Role) -> int:
    """Check that somebody who is to be named holds one of these roles now.

    Raises
    ------
    BadInput
    """
    if not _has(db, person_id, *roles):
        raise BadInput(field, f"this person is no {' or '.join(roles)}")
    return person_id


def _has(db: Db, person_id: int, *roles: Role) -> bool:
    person = db.get(Person, person_id) if 0 < person_id <= MOST_ID else None
    return person is not None and bool(actor_of(db, person).roles & set(roles))


def _asked(asking: int, others: Iterable[int]) -> dict[int, CaseRole]:
    parts = {inputs.urn("schools", asking): CaseRole.ASKING}
    for urn in others:
        if urn == asking:
            field = "schools"
            raise BadInput(field, "a school is not introduced to itself")
        parts[inputs.urn("schools", urn)] = CaseRole.SUGGESTED
    return parts


def _open(  # noqa: PLR0913  # what a case is made of
    db: Db,
    actor: Actor,
    door: Door,
    title: str,
    schools: Mapping[int, CaseRole],
    frozen: Frozen | None,
    named: Naming,
    *,
    introduction: Introduction | None = None,
    party: frozenset[int] = frozenset(),
) -> int:
    urns = frozenset(schools)
    require(db, actor, Action.CASE_OPEN, Subject(Kind.CASE, urns=urns, party=party))
    if not 0 < len(schools) <= MOST_SCHOOLS:
        field = "schools"
        raise BadInput(field, f"name a school, and {MOST_SCHOOLS} at most")
    cpp_id, owner_id = _people(db, actor, door, urns, named, party)
    now = db.now()
    case = Case(
        title=inputs.one_line("title", title, most=MOST_TITLE),
        door=door,
        stage=first_stage(door),
        cpp_id=cpp_id,
        owner_id=owner_id,
        opened_by_id=actor.person_id,
        opened_at=now,
        changed_at=now,
        introduction_id=None if introduction is None else introduction.id,
        frozen={} if frozen is None else frozen.to_json(),
    )
    case.schools = [CaseSchool(urn=urn, part=part) for urn, part in sorted(schools.items())]
    db.add(case)
    db.flush()
    db.add(CaseEvent(case_id=case.id, at=now, by_id=actor.person_id, stage_from=None, stage_to=case.stage))
    record(db, actor, Action.CASE_OPEN, subject_of(case))
    return case.id


def _people(  # as _open
    db: Db, actor: Actor, door: Door, urns: frozenset[int], named: Naming, party: frozenset[int]
) -> tuple[int | None, int | None]:
    me = actor.person_id
    # The CPP whom a request for an introduction names was not chosen by who opens the case.
    if {named.cpp_id, named.owner_id} - {None, me} - party:
        require(db, actor, Action.CASE_ASSIGN, Subject(Kind.CASE, urns=urns))
    cpp_id = named.cpp_id
    if cpp_id is not None:
        person_with(db, "cpp", cpp_id, Role.CPP)
    elif actor.holds(Role.CPP) and not actor.holds(Role.LEAD):
        cpp_id = me
    owner_id = me if named.owner_id is None else named.owner_id
    if owner_id is not None and owner_id != me:
        person_with(db, "owner", owner_id, *owner_roles(door, owner_id, cpp_id))
    return cpp_id, owner_id


def owner_roles(door: Door, owner_id: int, cpp_id: int | None) -> tuple[Role, ...]:
    """Tell which roles an owner must hold: of a direct approach a lead, unless it is its own CPP."""
    return (Role.LEAD,) if door is Door.DIRECT and owner_id != cpp_id else (Role.CPP, Role.LEAD)

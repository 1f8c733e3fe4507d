"""What a case is to the policy, and how one is got: nobody learns from an answer whether a case exists.

There are two ways to look at a case. The *case* is the partnership's: its leads, its CPP and owner, the CPPs of its
schools. Its *summary* may be opened to its schools' heads, who may share it with their governors or staff; it has
nothing that an adviser wrote. A direct approach is its CPP's and the leads' alone, and has no summary for schools.
"""

from collections.abc import Collection
from typing import TypeVar

from sqlalchemy import exists, select
from sqlalchemy.orm import selectinload

from workspace.actions import Action
from workspace.actor import Actor, actor_of
from workspace.engine import Db
from workspace.errors import NotFound
from workspace.models import Base, Case, CaseEvent, Contact, Membership, Note, Person, Share, Task
from workspace.policy import Subject, allowed, require
from workspace.stages import TOGETHER
from workspace.vocab import CaseRole, Door, Kind, Role

__all__ = ["MOST_ID", "load", "load_part", "readers", "shown_to", "subject_of", "summary_subject"]

#: Largest number that a record can have; what a form sends above it is no record.
MOST_ID = 2**31 - 1

Part = TypeVar("Part", Task, Note, Contact)


def subject_of(case: Case) -> Subject:
    """Describe a case to the policy, for all that only the partnership's own people do."""
    direct = case.door is Door.DIRECT
    named = {case.cpp_id} if direct else {case.cpp_id, case.owner_id}
    return Subject(
        Kind.CASE,
        case.id,
        urns=frozenset(school.urn for school in case.schools),
        party=frozenset(person for person in named if person is not None),
        restricted=direct,
    )


def shown_to(db: Db, case: Case) -> frozenset[int]:
    """List the schools whose heads see the summary.

    Once a case is opened to its schools, the asking school sees it at once and the others from the introduction on:
    before that they do not know that somebody thinks of them. Never for a direct approach.
    """
    if case.door is Door.DIRECT or not case.open_to_schools:
        return frozenset()
    together = db.scalar(select(exists().where(CaseEvent.case_id == case.id, CaseEvent.stage_to.in_(TOGETHER))))
    return frozenset(school.urn for school in case.schools if together or school.part is CaseRole.ASKING)


def summary_subject(db: Db, case: Case) -> Subject:
    """Describe the summary of a case to the policy: with the schools that see it, and with whom they share it."""
    urns = shown_to(db, case)
    shares = db.execute(
        select(Share.urn, Share.role).where(
            Share.kind == Kind.CASE, Share.record_id == case.id, Share.urn.in_(urns), Share.revoked_at.is_(None)
        )
    )
    return Subject(Kind.CASE, case.id, urns=urns, shared=frozenset((urn, role) for urn, role in shares))


def load(db: Db, actor: Actor, action: Action, case_id: int, *, lock: bool = False) -> Case:
    """Get a case for an action that only the partnership's own people have.

    Parameters
    ----------
    lock : bool
        Nobody else changes it until the transaction ends; for what depends on several of its records.

    Raises
    ------
    Forbidden
        The policy does not allow it; a number that no case has is refused in the same way.
    NotFound
        There is none, for those who may see every case.
    """
    case = _get(db, Case, case_id)
    if case is not None and lock:
        db.refresh(case, with_for_update=True)
    require(db, actor, action, Subject(Kind.CASE) if case is None else subject_of(case))
    if case is None:
        message = "no such case"
        raise NotFound(message)
    return case


def load_part(db: Db, actor: Actor, action: Action, kind: type[Part], part_id: int) -> tuple[Part, Case]:
    """Get a task, a note or a contact with its case, for an action that the case decides.

    Raises
    ------
    Forbidden, NotFound
        As :func:`load`.
    """
    part = _get(db, kind, part_id)
    if part is None or part.case_id is None:
        require(db, actor, action, Subject(Kind(kind.__tablename__)))
        message = f"no such {kind.__tablename__}"
        raise NotFound(message)
    return part, load(db, actor, action, part.case_id)


def readers(db: Db, case: Case) -> tuple[Person, ...]:
    """List the people who may read a case now: those who can be given a task in it."""
    held = select(Membership.person_id).where(Membership.role.in_((Role.CPP, Role.LEAD)))
    people = db.scalars(select(Person).where(Person.id.in_(held), Person.active).order_by(Person.name, Person.id))
    subject = subject_of(case)
    return tuple(person for person in people if allowed(actor_of(db, person), Action.CASE_READ, subject))


Record = TypeVar("Record", bound=Base)


def _get(db: Db, kind: type[Record], record_id: int) -> Record | None:
    # A number too large for the database would be its error, not an answer.
    if not 0 < record_id <= MOST_ID:
        return None
    options: Collection[object] = (selectinload(Case.schools),) if kind is Case else ()
    return db.get(kind, record_id, options=list(options))  # type: ignore[arg-type]

"""Cases as pages draw them: plain values that outlive the transaction."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from workspace.engine import Db
from workspace.models import Case, CaseEvent, Person
from workspace.suggested import Frozen, thaw
from workspace.vocab import CaseRole, CloseReason, Door, Role, Stage

__all__ = ["CaseSummary", "CaseView", "Event", "Move", "Named", "SchoolPart", "events_of", "names", "parts", "view"]


@dataclass(frozen=True)
class Named:
    """A person, as a page names them."""

    person_id: int
    name: str


@dataclass(frozen=True)
class SchoolPart:
    """A school of a case and what it is in it."""

    urn: int
    part: CaseRole


@dataclass(frozen=True)
class Event:
    """A case went from one stage to another; ``by`` is None once the person is erased."""

    at: datetime
    by: Named | None
    stage_from: Stage | None
    stage_to: Stage


@dataclass(frozen=True)
class Move:
    """A stage that the case may go to, and what is still to be done first: sentences, none if it may go now."""

    stage: Stage
    lacking: tuple[str, ...] = ()


@dataclass(frozen=True)
class CaseView:
    """A case as those see it who work on it.

    Attributes
    ----------
    version : int
        To be sent back with a change.
    direct : bool
        A direct approach: seen by leads and its CPP alone, and to be marked so.
    frozen : Frozen, optional
        The suggestion as it stood; None for a direct approach or a request without one.
    shown_to : frozenset of int
        Schools whose heads see the summary now.
    moves : tuple of Move
    """

    case_id: int
    version: int
    title: str
    door: Door
    direct: bool
    stage: Stage
    since: datetime
    schools: tuple[SchoolPart, ...]
    cpp: Named | None
    owner: Named | None
    opened_by: Named | None
    opened_at: datetime
    changed_at: datetime
    introduction_id: int | None
    frozen: Frozen | None
    next_step: str | None
    next_step_on: date | None
    open_to_schools: bool
    shown_to: frozenset[int]
    closed_reason: CloseReason | None
    closed_text: str | None
    events: tuple[Event, ...]
    moves: tuple[Move, ...]


@dataclass(frozen=True)
class CaseSummary:
    """A case as its schools see it: nothing in it was written by an adviser.

    Attributes
    ----------
    own : frozenset of int
        Schools through which the person sees it.
    shares_for : frozenset of int
        Schools for which the person may share it with governors or staff.
    shared : frozenset of (int, Role)
        What these schools share now.
    """

    case_id: int
    stage: Stage
    since: datetime
    opened_at: datetime
    schools: tuple[SchoolPart, ...]
    cpp: Named | None
    frozen: Frozen | None
    own: frozenset[int]
    shares_for: frozenset[int]
    shared: frozenset[tuple[int, Role]]


def names(db: Db, people: Iterable[int | None]) -> dict[int | None, Named]:
    """Name people; whoever is erased is not in it."""
    wanted = {person for person in people if person is not None}
    found = db.execute(select(Person.id, Person.name).where(Person.id.in_(wanted)))
    return {number: Named(number, name) for number, name in found}


def events_of(db: Db, case_id: int) -> tuple[Event, ...]:
    """List the stages that a case went through, first to last."""
    rows = db.scalars(select(CaseEvent).where(CaseEvent.case_id == case_id).order_by(CaseEvent.id)).all()
    named = names(db, (row.by_id for row in rows))
    return tuple(Event(row.at, named.get(row.by_id), row.stage_from, row.stage_to) for row in rows)


def parts(case: Case) -> tuple[SchoolPart, ...]:
    """List the schools of a case: who asks first, then by URN."""
    order = list(CaseRole)
    rows = sorted(case.schools, key=lambda row: (order.index(row.part), row.urn))
    return tuple(SchoolPart(row.urn, row.part) for row in rows)


def view(db: Db, case: Case, *, shown: frozenset[int], moves: tuple[Move, ...]) -> CaseView:
    """Make the view of a case; the caller has asked the policy."""
    named = names(db, (case.cpp_id, case.owner_id, case.opened_by_id))
    events = events_of(db, case.id)
    return CaseView(
        case_id=case.id,
        version=case.version,
        title=case.title,
        door=case.door,
        direct=case.door is Door.DIRECT,
        stage=case.stage,
        since=events[-1].at if events else case.opened_at,
        schools=parts(case),
        cpp=named.get(case.cpp_id),
        owner=named.get(case.owner_id),
        opened_by=named.get(case.opened_by_id),
        opened_at=case.opened_at,
        changed_at=case.changed_at,
        introduction_id=case.introduction_id,
        frozen=thaw(case.frozen),
        next_step=case.next_step,
        next_step_on=case.next_step_on,
        open_to_schools=case.open_to_schools,
        shown_to=shown,
        closed_reason=case.closed_reason,
        closed_text=case.closed_text,
        events=events,
        moves=moves,
    )

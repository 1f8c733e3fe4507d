"""The board of cases by stage, and the same cases as a list; each person's is cut by the policy."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import Select, func, select
from sqlalchemy import case as when
from sqlalchemy.orm import selectinload

from workspace import inputs
from workspace.actions import Action
from workspace.actor import Actor
from workspace.case_access import MOST_ID, subject_of
from workspace.case_views import Named, SchoolPart, names, parts
from workspace.engine import Db
from workspace.errors import BadInput
from workspace.models import Case, CaseEvent, CaseSchool, Task
from workspace.policy import WORKSPACE, allowed, record, require
from workspace.stages import ORDER
from workspace.vocab import Door, Outcome, Stage

__all__ = ["COLUMNS", "Board", "Card", "Choices", "Filters", "board", "choices", "filters", "listing"]

#: Stages in the order of the board.
COLUMNS = (*ORDER, Stage.RESTING, Stage.CLOSED)


@dataclass(frozen=True)
class Filters:
    """Which cases to show; what is empty chooses nothing. Make it with :func:`filters` from what a form says.

    Attributes
    ----------
    cpp_id : int, optional
        Cases of this CPP.
    urn : int, optional
        Cases of this school.
    stages : tuple of Stage
        Empty: all.
    opened_from, opened_to : date, optional
        Both days included, UTC.
    step_by : date, optional
        Whose next step is due by this day, included.
    """

    cpp_id: int | None = None
    urn: int | None = None
    stages: tuple[Stage, ...] = ()
    opened_from: date | None = None
    opened_to: date | None = None
    step_by: date | None = None


@dataclass(frozen=True)
class Card:
    """A case on the board. ``late``: the day of its next step, or of a task, is past and the case is not closed."""

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
    next_step: str | None
    next_step_on: date | None
    tasks_open: int
    tasks_overdue: int
    late: bool
    opened_at: datetime
    changed_at: datetime


@dataclass(frozen=True)
class Board:
    """Stages in order, each with its cards: the earliest next step first, then the latest change."""

    columns: tuple[tuple[Stage, tuple[Card, ...]], ...]

    @property
    def count(self) -> int:
        """How many cases are on it."""
        return sum(len(cards) for _, cards in self.columns)


@dataclass(frozen=True)
class Choices:
    """What the filters can be set to, from the cases that the person may read."""

    cpps: tuple[Named, ...]
    urns: tuple[int, ...]


def filters(
    *,
    cpp_id: int | None = None,
    urn: int | str | None = None,
    stages: Iterable[str] = (),
    opened_from: date | str | None = None,
    opened_to: date | str | None = None,
    step_by: date | str | None = None,
) -> Filters:
    """Check what a form says.

    Raises
    ------
    BadInput
    """
    if cpp_id is not None and not 0 < cpp_id <= MOST_ID:
        field = "cpp"
        raise BadInput(field, "there is no such person")
    first = None if opened_from is None else inputs.day("opened_from", opened_from)
    last = None if opened_to is None else inputs.day("opened_to", opened_to)
    if first and last and first > last:
        field = "opened_to"
        raise BadInput(field, "this day is before the first")
    return Filters(
        cpp_id=cpp_id,
        urn=None if urn is None else inputs.urn("urn", urn),
        stages=tuple(Stage(word) for word in inputs.members("stages", stages, Stage)),
        opened_from=first,
        opened_to=last,
        step_by=None if step_by is None else inputs.day("step_by", step_by),
    )


def board(db: Db, actor: Actor, chosen: Filters | None = None) -> Board:
    """Open the board: every stage that is chosen has its column, also an empty one.

    Raises
    ------
    Forbidden
        For CPPs and leads.
    """
    wanted = chosen or Filters()
    cards = _cards(db, actor, wanted)
    shown = [stage for stage in COLUMNS if not wanted.stages or stage in wanted.stages]
    return Board(tuple((stage, tuple(card for card in cards if card.stage is stage)) for stage in shown))


def listing(db: Db, actor: Actor, chosen: Filters | None = None) -> tuple[Card, ...]:
    """List the same cases, whatever their stage, in the order of a column; closed ones last.

    Raises
    ------
    Forbidden
        For CPPs and leads.
    """
    return tuple(_cards(db, actor, chosen or Filters()))


def choices(db: Db, actor: Actor) -> Choices:
    """List the CPPs and schools to filter by.

    Raises
    ------
    Forbidden
        For CPPs and leads.
    """
    require(db, actor, Action.CASE_BOARD, WORKSPACE)
    cases = _readable(db, actor, _query(Filters()))
    cpps = names(db, (case.cpp_id for case in cases)).values()
    urns = {school.urn for case in cases for school in case.schools}
    return Choices(tuple(sorted(cpps, key=lambda one: (one.name, one.person_id))), tuple(sorted(urns)))


def _cards(db: Db, actor: Actor, wanted: Filters) -> list[Card]:
    require(db, actor, Action.CASE_BOARD, WORKSPACE)
    record(db, actor, Action.CASE_BOARD, WORKSPACE, Outcome.READ)
    cases = _readable(db, actor, _query(wanted))
    named = names(db, (person for case in cases for person in (case.cpp_id, case.owner_id)))
    tasks, since = _tasks(db), _since(db)
    cards = [
        _card(case, named, since.get(case.id, case.opened_at), tasks.get(case.id, (0, 0)), db.today()) for case in cases
    ]
    return sorted(cards, key=_order)


def _order(card: Card) -> tuple[bool, date, float, int]:
    return card.stage is Stage.CLOSED, card.next_step_on or date.max, -card.changed_at.timestamp(), card.case_id


def _query(wanted: Filters) -> Select[Case]:
    query = select(Case).options(selectinload(Case.schools)).order_by(Case.id)
    if wanted.cpp_id is not None:
        query = query.where(Case.cpp_id == wanted.cpp_id)
    if wanted.urn is not None:
        query = query.where(Case.schools.any(CaseSchool.urn == wanted.urn))
    if wanted.stages:
        query = query.where(Case.stage.in_(wanted.stages))
    if wanted.opened_from is not None:
        query = query.where(Case.opened_at >= _midnight(wanted.opened_from))
    if wanted.opened_to is not None:
        query = query.where(Case.opened_at < _midnight(wanted.opened_to + timedelta(days=1)))
    if wanted.step_by is not None:
        query = query.where(Case.next_step_on <= wanted.step_by)
    return query


def _readable(db: Db, actor: Actor, query: Select[Case]) -> list[Case]:
    return [case for case in db.scalars(query) if allowed(actor, Action.CASE_READ, subject_of(case))]


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _tasks(db: Db) -> dict[int, tuple[int, int]]:
    past = func.sum(when((Task.due_on < db.today(), 1), else_=0))
    rows = db.execute(select(Task.case_id, func.count(), past).where(Task.done_at.is_(None)).group_by(Task.case_id))
    return {case_id: (waiting, int(overdue)) for case_id, waiting, overdue in rows}


def _since(db: Db) -> dict[int, datetime]:
    latest = select(func.max(CaseEvent.id)).group_by(CaseEvent.case_id)
    rows = db.execute(select(CaseEvent.case_id, CaseEvent.at).where(CaseEvent.id.in_(latest)))
    return {case_id: at for case_id, at in rows}  # noqa: C416  # a row is no pair to the type checker


def _card(case: Case, named: dict[int | None, Named], since: datetime, tasks: tuple[int, int], today: date) -> Card:
    waiting, overdue = tasks
    past = overdue > 0 or (case.next_step_on is not None and case.next_step_on < today)
    return Card(
        case_id=case.id,
        version=case.version,
        title=case.title,
        door=case.door,
        direct=case.door is Door.DIRECT,
        stage=case.stage,
        since=since,
        schools=parts(case),
        cpp=named.get(case.cpp_id),
        owner=named.get(case.owner_id),
        next_step=case.next_step,
        next_step_on=case.next_step_on,
        tasks_open=waiting,
        tasks_overdue=overdue,
        late=past and case.stage is not Stage.CLOSED,
        opened_at=case.opened_at,
        changed_at=case.changed_at,
    )

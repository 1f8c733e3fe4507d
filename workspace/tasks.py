"""Tasks of a case: what is to be done, by whom, by which day."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from workspace import inputs
from workspace.actions import Action
from workspace.actor import Actor
from workspace.case_access import load, load_part, readers, subject_of
from workspace.case_views import Named, names
from workspace.engine import Db
from workspace.errors import BadInput
from workspace.models import Case, Task
from workspace.policy import WORKSPACE, Subject, allowed, record, require
from workspace.versions import change
from workspace.vocab import Kind, Outcome

__all__ = ["TaskView", "add", "done", "edit", "mine", "not_done", "of_case"]


@dataclass(frozen=True)
class TaskView:
    """A task as pages show it. ``overdue``: its day is past and it is not done."""

    task_id: int
    case_id: int
    case_title: str
    version: int
    title: str
    owner: Named | None
    due_on: date | None
    overdue: bool
    created_at: datetime
    done_at: datetime | None
    done_by: Named | None


def of_case(db: Db, actor: Actor, case_id: int) -> tuple[TaskView, ...]:
    """List the tasks of a case: open ones first, by day (those without one last), then what is done.

    Raises
    ------
    Forbidden, NotFound
    """
    case = load(db, actor, Action.CASE_READ, case_id)
    record(db, actor, Action.CASE_READ, Subject(Kind.TASK), Outcome.READ)
    rows = db.scalars(select(Task).where(Task.case_id == case.id)).all()
    return _views(db, [(row, case) for row in rows])


def mine(db: Db, actor: Actor) -> tuple[TaskView, ...]:
    """List a person's own open tasks, in all the cases that they may still read, by day.

    Raises
    ------
    Forbidden
        For CPPs and leads.
    """
    require(db, actor, Action.CASE_BOARD, WORKSPACE)
    record(db, actor, Action.CASE_BOARD, Subject(Kind.TASK), Outcome.READ)
    rows = db.execute(
        select(Task, Case)
        .join(Case, Task.case_id == Case.id)
        .where(Task.owner_id == actor.person_id, Task.done_at.is_(None))
        .options(selectinload(Case.schools))
    ).all()
    return _views(db, [(task, case) for task, case in rows if allowed(actor, Action.CASE_READ, subject_of(case))])


def add(
    db: Db, actor: Actor, case_id: int, *, title: str, owner_id: int | None = None, due_on: date | str | None = None
) -> TaskView:
    """Add a task.

    Parameters
    ----------
    owner_id : int, optional
        Somebody who may read the case: see :func:`workspace.cases.people_for`.

    Raises
    ------
    Forbidden, NotFound, BadInput
    """
    case = load(db, actor, Action.TASK_CHANGE, case_id)
    task = Task(
        case_id=case.id,
        created_by_id=actor.person_id,
        created_at=db.now(),
        **_entered(db, case, title, owner_id, due_on),
    )
    db.add(task)
    db.flush()
    record(db, actor, Action.TASK_CHANGE, Subject(Kind.TASK, task.id))
    return _views(db, [(task, case)])[0]


def edit(
    db: Db,
    actor: Actor,
    task_id: int,
    *,
    version: int,
    title: str,
    owner_id: int | None = None,
    due_on: date | str | None = None,
) -> TaskView:
    """Change a task.

    Raises
    ------
    Forbidden, NotFound, BadInput, Conflict
    """
    task, case = load_part(db, actor, Action.TASK_CHANGE, Task, task_id)
    # Whoever has it keeps it, also when they may no longer read the case: only another owner is checked.
    entered = _entered(db, case, title, owner_id, due_on, keeps=task.owner_id)
    change(db, task, version, **entered)
    record(db, actor, Action.TASK_CHANGE, Subject(Kind.TASK, task.id))
    return _views(db, [(task, case)])[0]


def done(db: Db, actor: Actor, task_id: int, *, version: int) -> TaskView:
    """Mark a task as done.

    Raises
    ------
    Forbidden, NotFound, Conflict
    """
    return _mark(db, actor, task_id, version, is_done=True)


def not_done(db: Db, actor: Actor, task_id: int, *, version: int) -> TaskView:
    """Take back that a task is done.

    Raises
    ------
    Forbidden, NotFound, Conflict
    """
    return _mark(db, actor, task_id, version, is_done=False)


def _mark(db: Db, actor: Actor, task_id: int, version: int, *, is_done: bool) -> TaskView:
    task, case = load_part(db, actor, Action.TASK_DONE, Task, task_id)
    if (task.done_at is not None) is not is_done or task.version != version:
        by = actor.person_id if is_done else None
        change(db, task, version, stamps={"done_by_id": by}, done_at=db.now() if is_done else None)
    record(db, actor, Action.TASK_DONE, Subject(Kind.TASK, task.id))
    return _views(db, [(task, case)])[0]


def _entered(
    db: Db, case: Case, title: str, owner_id: int | None, due_on: date | str | None, *, keeps: int | None = None
) -> dict[str, Any]:
    if owner_id not in (None, keeps) and owner_id not in {person.id for person in readers(db, case)}:
        field = "owner"
        raise BadInput(field, "this person may not read the case")
    return {
        "title": inputs.one_line("title", title, most=300),
        "owner_id": owner_id,
        "due_on": None if due_on is None else inputs.day("due_on", due_on),
    }


def _views(db: Db, rows: list[tuple[Task, Case]]) -> tuple[TaskView, ...]:
    named = names(db, (person for task, _ in rows for person in (task.owner_id, task.done_by_id)))
    today = db.today()
    found = [
        TaskView(
            task_id=task.id,
            case_id=case.id,
            case_title=case.title,
            version=task.version,
            title=task.title,
            owner=named.get(task.owner_id),
            due_on=task.due_on,
            overdue=task.done_at is None and task.due_on is not None and task.due_on < today,
            created_at=task.created_at,
            done_at=task.done_at,
            done_by=named.get(task.done_by_id),
        )
        for task, case in rows
    ]
    return tuple(sorted(found, key=lambda task: (task.done_at is not None, task.due_on or date.max, task.task_id)))

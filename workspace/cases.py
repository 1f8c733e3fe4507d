"""Brokering cases: read, change, move from stage to stage, name who has them, add and remove schools.

They are opened through :mod:`workspace.case_doors` and shown to schools through :mod:`workspace.case_sharing`. Every
change takes the version that the person read; see :mod:`workspace.versions`.
"""

from datetime import date, datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import selectinload

from workspace import inputs
from workspace.actions import Action
from workspace.actor import Actor
from workspace.case_access import load, readers, shown_to, subject_of
from workspace.case_doors import MOST_SCHOOLS, MOST_TITLE, owner_roles, person_with
from workspace.case_views import CaseView, Move, Named, view
from workspace.checks import lacking, refuse_what_is_lacking
from workspace.engine import Db
from workspace.errors import BadInput
from workspace.models import Case, CaseEvent, CaseSchool, Contact, Share
from workspace.notes import remark
from workspace.policy import allowed, record
from workspace.stages import close_reasons, moves
from workspace.versions import change
from workspace.vocab import CaseRole, CloseReason, Door, Kind, Outcome, Role, Stage

__all__ = [
    "add_school",
    "assign",
    "close_choices",
    "edit",
    "move",
    "open_between",
    "people_for",
    "read",
    "remove_school",
]

MOST_TEXT = 2000


def read(db: Db, actor: Actor, case_id: int) -> CaseView:
    """Read a case, with the stages it may go to and what each of them lacks.

    Raises
    ------
    Forbidden, NotFound
    """
    case = load(db, actor, Action.CASE_READ, case_id)
    record(db, actor, Action.CASE_READ, subject_of(case), Outcome.READ)
    return _view(db, case)


def edit(
    db: Db,
    actor: Actor,
    case_id: int,
    *,
    version: int,
    title: str,
    next_step: str = "",
    next_step_on: date | str | None = None,
) -> CaseView:
    """Change the title and the next step.

    Raises
    ------
    Forbidden, NotFound, BadInput, Conflict
    """
    case = load(db, actor, Action.CASE_CHANGE, case_id)
    change(
        db,
        case,
        version,
        stamps={"changed_at": moment_after(db, case)},
        title=inputs.one_line("title", title, most=MOST_TITLE),
        next_step=inputs.paragraphs("next_step", next_step, most=MOST_TEXT, empty=True) or None,
        next_step_on=None if next_step_on is None else inputs.day("next_step_on", next_step_on),
    )
    return _changed(db, actor, case)


def move(
    db: Db, actor: Actor, case_id: int, *, version: int, to: str, reason: str | None = None, text: str = ""
) -> CaseView:
    """Bring a case to another stage; the history keeps it.

    Parameters
    ----------
    to : str
        One of the case's ``moves``.
    reason, text : str
        For "closed": why, from :func:`close_choices`; the words are needed for "other". When a case is taken up again,
        they are kept as a note.

    Raises
    ------
    Forbidden, NotFound, Conflict
    BadInput
        The stage cannot be reached from here, something is lacking for it, or the reason is.
    """
    case = load(db, actor, Action.CASE_CHANGE, case_id, lock=True)
    target = inputs.member("stage", to, Stage)
    closing = _closing(case, target, reason, text, as_read=case.version == version)
    before, was = case.stage, (case.closed_reason, case.closed_text)
    if case.version == version:  # else the conflict below tells it better
        if target not in moves(before, _rested_from(db, case)):
            field = "stage"
            raise BadInput(field, f'a case does not go from "{before}" to "{target}"')
        refuse_what_is_lacking(db, case, target)
    change(db, case, version, stamps={"changed_at": moment_after(db, case)}, stage=target, **closing)
    db.add(CaseEvent(case_id=case.id, at=db.now(), by_id=actor.person_id, stage_from=before, stage_to=target))
    if was[0] is not None:
        remark(db, case, actor, "\n".join(["Taken up again. It was closed: " + was[0], *([was[1]] if was[1] else [])]))
    db.flush()
    return _changed(db, actor, case)


def assign(db: Db, actor: Actor, case_id: int, *, version: int, cpp_id: int | None, owner_id: int | None) -> CaseView:
    """Name the CPP and the owner of a case: both, as the form has them.

    A new CPP declares their interests before the case goes on from "introduced".

    Raises
    ------
    Forbidden, NotFound, BadInput, Conflict
    """
    case = load(db, actor, Action.CASE_ASSIGN, case_id)
    if cpp_id is not None and cpp_id != case.cpp_id:
        person_with(db, "cpp", cpp_id, Role.CPP)
    if owner_id is not None and (owner_id, cpp_id) != (case.owner_id, case.cpp_id):
        person_with(db, "owner", owner_id, *owner_roles(case.door, owner_id, cpp_id))
    change(db, case, version, stamps={"changed_at": moment_after(db, case)}, cpp_id=cpp_id, owner_id=owner_id)
    return _changed(db, actor, case, Action.CASE_ASSIGN)


def add_school(db: Db, actor: Actor, case_id: int, urn: int | str, *, version: int) -> CaseView:
    """Add a school to a case. Whoever has declared their interests looks at them again.

    Raises
    ------
    Forbidden, NotFound, BadInput, Conflict
    """
    case = load(db, actor, Action.CASE_CHANGE, case_id, lock=True)
    school = inputs.urn("urn", urn)
    if case.version == version:  # else the conflict below tells it better
        field = "urn"
        if school in {row.urn for row in case.schools}:
            raise BadInput(field, "this school is in the case already")
        if len(case.schools) >= MOST_SCHOOLS:
            raise BadInput(field, f"{MOST_SCHOOLS} schools at most")
    change(db, case, version, stamps={"changed_at": moment_after(db, case)})
    part = CaseRole.APPROACHED if case.door is Door.DIRECT else CaseRole.SUGGESTED
    case.schools.append(CaseSchool(urn=school, part=part))
    remark(db, case, actor, f"School {school} was added to the case.")
    return _changed(db, actor, case)


def remove_school(db: Db, actor: Actor, case_id: int, urn: int | str, *, version: int) -> CaseView:
    """Take a school that does not go on out of a case: it sees its summary no longer, a note keeps that it was there.

    Raises
    ------
    Forbidden, NotFound, Conflict
    BadInput
        It is not in it, it is the one that asks, or it is the last.
    """
    case = load(db, actor, Action.CASE_CHANGE, case_id, lock=True)
    school = inputs.urn("urn", urn)
    found = [row for row in case.schools if row.urn == school and row.part is not CaseRole.ASKING]
    if case.version == version and (not found or len(case.schools) == 1):
        field = "urn"
        raise BadInput(field, "this school cannot be taken out: it is not in the case, it asks, or it is the last")
    change(db, case, version, stamps={"changed_at": moment_after(db, case)})
    db.execute(
        update(Share)
        .where(Share.kind == Kind.CASE, Share.record_id == case.id, Share.urn == school, Share.revoked_at.is_(None))
        .values(revoked_at=db.now())
    )
    db.execute(update(Contact).where(Contact.case_id == case.id, Contact.urn == school).values(urn=None))
    case.schools.remove(found[0])
    db.delete(found[0])
    remark(db, case, actor, f"School {school} was taken out of the case.")
    return _changed(db, actor, case)


def people_for(db: Db, actor: Actor, case_id: int) -> tuple[Named, ...]:
    """List who may be given a task in a case: those who may read it, by name.

    Raises
    ------
    Forbidden, NotFound
    """
    case = load(db, actor, Action.CASE_READ, case_id)
    return tuple(Named(person.id, person.name) for person in readers(db, case))


def close_choices(case: CaseView) -> tuple[CloseReason, ...]:
    """List the reasons for which a case may be closed now."""
    return close_reasons(case.stage)


def open_between(db: Db, actor: Actor, *urns: int) -> tuple[int, ...]:
    """Find the cases, not closed, that have all these schools and that the person may read: so as not to open another.

    Gives nothing to who may read none.
    """
    wanted = {int(urn) for urn in urns}
    rows = db.scalars(
        select(Case)
        .where(Case.stage != Stage.CLOSED, Case.schools.any(CaseSchool.urn.in_(wanted)))
        .options(selectinload(Case.schools))
        .order_by(Case.id)
    )
    return tuple(
        case.id
        for case in rows
        if wanted <= {row.urn for row in case.schools} and allowed(actor, Action.CASE_READ, subject_of(case))
    )


def moment_after(db: Db, case: Case) -> datetime:
    """Tell the time of a change: always later than the change before, so that each has a version of its own."""
    return max(db.now(), case.changed_at + timedelta(microseconds=1))


def _closing(
    case: Case, target: Stage, reason: str | None, text: str, *, as_read: bool
) -> dict[str, CloseReason | str | None]:
    if target is not Stage.CLOSED:
        return {"closed_reason": None, "closed_text": None}
    if not reason:
        field = "reason"
        raise BadInput(field, "say why the case is closed")
    why = inputs.member("reason", reason, CloseReason)
    if as_read and why not in close_reasons(case.stage):
        field = "reason"
        raise BadInput(field, "no partnership is formed yet")
    said = inputs.paragraphs("text", text, most=MOST_TEXT, empty=why is not CloseReason.OTHER)
    return {"closed_reason": why, "closed_text": said or None}


def _rested_from(db: Db, case: Case) -> Stage | None:
    if case.stage is not Stage.RESTING:
        return None
    return db.scalar(
        select(CaseEvent.stage_from)
        .where(CaseEvent.case_id == case.id, CaseEvent.stage_to == Stage.RESTING)
        .order_by(CaseEvent.id.desc())
        .limit(1)
    )


def _view(db: Db, case: Case) -> CaseView:
    to = moves(case.stage, _rested_from(db, case))
    return view(db, case, shown=shown_to(db, case), moves=tuple(Move(stage, lacking(db, case, stage)) for stage in to))


def _changed(db: Db, actor: Actor, case: Case, action: Action = Action.CASE_CHANGE) -> CaseView:
    db.flush()
    record(db, actor, action, subject_of(case))
    return _view(db, case)

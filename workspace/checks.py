"""What is checked before schools are brought together: declared interests, and a due-diligence checklist.

Two rules, decided here. A case goes to "introduced" and beyond only once its CPP (its owner, if it has no CPP) has
declared whether they have an interest in it; a declared interest says how it is dealt with, and does not stop the
case: people decide. And it goes to "partnership formed" only once every item of the checklist was looked at; a concern
says what it is, and does not stop the case either.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from workspace import inputs
from workspace.actions import Action
from workspace.actor import Actor
from workspace.case_access import load
from workspace.case_views import Named, names
from workspace.engine import Db
from workspace.errors import BadInput, Conflict
from workspace.models import Case, ConflictCheck, Diligence
from workspace.policy import Subject, record
from workspace.stages import TOGETHER
from workspace.versions import change
from workspace.vocab import DiligenceAnswer, DiligenceItem, Kind, Outcome, Stage

__all__ = ["Declaration", "Item", "answer", "declarations", "declare", "diligence", "lacking", "refuse_what_is_lacking"]

MOST_CHARACTERS = 2000
_LEAST_SCHOOLS = 2


@dataclass(frozen=True)
class Declaration:
    """What somebody declared; a later one of theirs stands beside it."""

    by: Named | None
    at: datetime
    has_interest: bool
    text: str | None
    handled: str | None


@dataclass(frozen=True)
class Item:
    """An item of the checklist. ``version`` is 0, and ``at`` empty, while nobody has answered."""

    item: DiligenceItem
    answer: DiligenceAnswer
    text: str | None
    by: Named | None
    at: datetime | None
    version: int


def declare(
    db: Db, actor: Actor, case_id: int, *, has_interest: bool, text: str = "", handled: str = ""
) -> Declaration:
    """Declare for oneself whether one has an interest in a case; an earlier declaration stays.

    Parameters
    ----------
    has_interest : bool
        A tie to a school of the case: family, work, a governor's seat, money.
    text, handled : str
        What it is, and how it is dealt with; both needed where there is one.

    Raises
    ------
    Forbidden, NotFound, BadInput
    """
    case = load(db, actor, Action.CHECK_CHANGE, case_id, lock=True)
    declared = ConflictCheck(
        case_id=case.id,
        by_id=actor.person_id,
        at=db.now(),
        has_interest=bool(has_interest),
        text=inputs.paragraphs("text", text, most=MOST_CHARACTERS, empty=not has_interest) or None,
        handled=inputs.paragraphs("handled", handled, most=MOST_CHARACTERS, empty=not has_interest) or None,
    )
    db.add(declared)
    db.flush()
    record(db, actor, Action.CHECK_CHANGE, Subject(Kind.CONFLICT_CHECK, declared.id))
    return _declaration(declared, names(db, [declared.by_id]))


def declarations(db: Db, actor: Actor, case_id: int) -> tuple[Declaration, ...]:
    """List what was declared in a case, newest first.

    Raises
    ------
    Forbidden, NotFound
    """
    case = load(db, actor, Action.CASE_READ, case_id)
    rows = db.scalars(
        select(ConflictCheck).where(ConflictCheck.case_id == case.id).order_by(ConflictCheck.id.desc())
    ).all()
    record(db, actor, Action.CASE_READ, Subject(Kind.CONFLICT_CHECK), Outcome.READ)
    named = names(db, (row.by_id for row in rows))
    return tuple(_declaration(row, named) for row in rows)


def diligence(db: Db, actor: Actor, case_id: int) -> tuple[Item, ...]:
    """List the whole checklist of a case, answered or not.

    Raises
    ------
    Forbidden, NotFound
    """
    case = load(db, actor, Action.CASE_READ, case_id)
    record(db, actor, Action.CASE_READ, Subject(Kind.DILIGENCE), Outcome.READ)
    rows = _answered(db, case)
    named = names(db, (row.by_id for row in rows.values()))
    return tuple(
        _item(rows[item], named)
        if item in rows
        else Item(item, DiligenceAnswer.NOT_YET, text=None, by=None, at=None, version=0)
        for item in DiligenceItem
    )


def answer(db: Db, actor: Actor, case_id: int, item: str, *, version: int, answer: str, text: str = "") -> Item:
    """Answer an item of the checklist.

    Parameters
    ----------
    version : int
        As :func:`diligence` gave it: 0 for an item that nobody had answered.
    text : str
        Needed for a concern, and where the item does not apply.

    Raises
    ------
    Forbidden, NotFound, BadInput, Conflict
    """
    case = load(db, actor, Action.CHECK_CHANGE, case_id, lock=True)
    which = inputs.member("item", item, DiligenceItem)
    chosen = inputs.member("answer", answer, DiligenceAnswer)
    plain = chosen in {DiligenceAnswer.MET, DiligenceAnswer.NOT_YET}
    values = {"answer": chosen, "text": inputs.paragraphs("text", text, most=MOST_CHARACTERS, empty=plain) or None}
    stamps = {"by_id": actor.person_id, "at": db.now()}
    row = _answered(db, case).get(which)
    if row is not None:
        change(db, row, version, stamps=stamps, **values)
    elif version:
        nothing = {"answer": DiligenceAnswer.NOT_YET, "text": None}
        raise Conflict(Kind.DILIGENCE, case.id, version=0, mine=values, theirs=nothing)
    else:
        row = Diligence(case_id=case.id, item=which, **values, **stamps)
        db.add(row)
        db.flush()
    record(db, actor, Action.CHECK_CHANGE, Subject(Kind.DILIGENCE, row.id))
    return _item(row, names(db, [row.by_id]))


def lacking(db: Db, case: Case, to: Stage) -> tuple[str, ...]:
    """Say in sentences what must be there before a case goes to a stage. For functions of the workspace."""
    found = []
    if to in TOGETHER:
        if len(case.schools) < _LEAST_SCHOOLS:
            found.append("Name at least two schools.")
        who = case.cpp_id if case.cpp_id is not None else case.owner_id
        if who is None:
            found.append("Name the CPP of the case.")
        elif not _has_declared(db, case, who):
            called = "CPP" if case.cpp_id is not None else "owner"
            found.append(f"The {called} of the case must declare whether they have an interest in it.")
    if to is Stage.FORMED:
        rows = _answered(db, case)
        left = [str(item) for item in DiligenceItem if item not in rows or rows[item].answer is DiligenceAnswer.NOT_YET]
        if left:
            found.append(f"Due diligence not yet looked at: {', '.join(left)}.")
    return tuple(found)


def refuse_what_is_lacking(db: Db, case: Case, to: Stage) -> None:
    """Refuse a move for which something is lacking.

    Raises
    ------
    BadInput
        With all the sentences of :func:`lacking`.
    """
    found = lacking(db, case, to)
    if found:
        field = "stage"
        raise BadInput(field, " ".join(found))


def _has_declared(db: Db, case: Case, person_id: int) -> bool:
    mine = select(ConflictCheck.id).where(ConflictCheck.case_id == case.id, ConflictCheck.by_id == person_id)
    return db.scalar(mine.limit(1)) is not None


def _answered(db: Db, case: Case) -> dict[DiligenceItem, Diligence]:
    return {row.item: row for row in db.scalars(select(Diligence).where(Diligence.case_id == case.id))}


def _declaration(row: ConflictCheck, named: dict[int | None, Named]) -> Declaration:
    return Declaration(named.get(row.by_id), row.at, row.has_interest, row.text, row.handled)


def _item(row: Diligence, named: dict[int | None, Named]) -> Item:
    return Item(row.item, row.answer, row.text, named.get(row.by_id), row.at, row.version)

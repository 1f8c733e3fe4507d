"""Dated notes of a case. Their author may change them; what they said before is kept."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from workspace import inputs
from workspace.actions import Action
from workspace.actor import Actor
from workspace.case_access import load, load_part
from workspace.case_views import Named, names
from workspace.engine import Db
from workspace.models import Case, Note, NoteVersion
from workspace.policy import Subject, record, require
from workspace.versions import change
from workspace.vocab import Kind, Outcome

__all__ = ["MOST_CHARACTERS", "Earlier", "NoteView", "edit", "of_case", "remark", "write"]

MOST_CHARACTERS = 10_000


@dataclass(frozen=True)
class Earlier:
    """What a note said before it was changed."""

    dated_on: date
    text: str
    replaced_at: datetime


@dataclass(frozen=True)
class NoteView:
    """A note as pages show it. ``mine``: the person may change it. ``earlier``: newest first."""

    note_id: int
    case_id: int
    version: int
    author: Named | None
    dated_on: date
    text: str
    written_at: datetime
    changed_at: datetime
    mine: bool
    earlier: tuple[Earlier, ...]


def of_case(db: Db, actor: Actor, case_id: int) -> tuple[NoteView, ...]:
    """List the notes of a case, with what they said before; the latest day first.

    Raises
    ------
    Forbidden, NotFound
    """
    case = load(db, actor, Action.CASE_READ, case_id)
    record(db, actor, Action.CASE_READ, Subject(Kind.NOTE), Outcome.READ)
    rows = db.scalars(
        select(Note)
        .where(Note.case_id == case.id)
        .options(selectinload(Note.history))
        .order_by(Note.dated_on.desc(), Note.id.desc())
    ).all()
    named = names(db, (row.author_id for row in rows))
    return tuple(_view(row, case, actor, named) for row in rows)


def write(db: Db, actor: Actor, case_id: int, *, dated_on: date | str, text: str) -> NoteView:
    """Write a note about a day: a call, a visit, a thought.

    Raises
    ------
    Forbidden, NotFound, BadInput
    """
    case = load(db, actor, Action.NOTE_WRITE, case_id)
    note = _add(
        db,
        case,
        actor,
        inputs.day("dated_on", dated_on),
        inputs.paragraphs("text", text, most=MOST_CHARACTERS),
    )
    record(db, actor, Action.NOTE_WRITE, Subject(Kind.NOTE, note.id))
    return _view(note, case, actor, names(db, [note.author_id]))


def edit(db: Db, actor: Actor, note_id: int, *, version: int, dated_on: date | str, text: str) -> NoteView:
    """Change one's own note, while one may still read its case.

    Raises
    ------
    Forbidden, NotFound, BadInput, Conflict
    """
    note, case = load_part(db, actor, Action.CASE_READ, Note, note_id)
    require(db, actor, Action.NOTE_EDIT, Subject(Kind.NOTE, note.id, author=note.author_id))
    db.refresh(note, with_for_update=True)
    values = {
        "dated_on": inputs.day("dated_on", dated_on),
        "text": inputs.paragraphs("text", text, most=MOST_CHARACTERS),
    }
    before = {"of_version": note.version, "dated_on": note.dated_on, "text": note.text}
    if any(before[field] != value for field, value in values.items()) or version != note.version:
        change(db, note, version, stamps={"changed_at": db.now()}, **values)
        db.add(NoteVersion(note_id=note.id, replaced_at=db.now(), **before))
        db.flush()
        db.refresh(note, ["history"])
    record(db, actor, Action.NOTE_EDIT, Subject(Kind.NOTE, note.id))
    return _view(note, case, actor, names(db, [note.author_id]))


def remark(db: Db, case: Case, actor: Actor, text: str) -> None:
    """Keep as a note what a change would otherwise lose, in the name of who made it. For functions of the workspace."""
    _add(db, case, actor, db.today(), text)


def _add(db: Db, case: Case, actor: Actor, dated_on: date, text: str) -> Note:
    now = db.now()
    note = Note(
        case_id=case.id, author_id=actor.person_id, dated_on=dated_on, text=text, written_at=now, changed_at=now
    )
    db.add(note)
    db.flush()
    return note


def _view(note: Note, case: Case, actor: Actor, named: dict[int | None, Named]) -> NoteView:
    return NoteView(
        note_id=note.id,
        case_id=case.id,
        version=note.version,
        author=named.get(note.author_id),
        dated_on=note.dated_on,
        text=note.text,
        written_at=note.written_at,
        changed_at=note.changed_at,
        mine=note.author_id is not None and note.author_id == actor.person_id,
        earlier=tuple(Earlier(row.dated_on, row.text, row.replaced_at) for row in reversed(note.history)),
    )

"""Evidence of what a partnership changed: dated, confidential, by those who look after it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from workspace import inputs
from workspace.actions import Action
from workspace.actor import Actor
from workspace.engine import Db
from workspace.models import Evidence, Partnership, Person
from workspace.partnership_views import subject_of
from workspace.policy import Subject, record, require
from workspace.versions import change, fetch
from workspace.vocab import Kind, Outcome

__all__ = ["EvidenceView", "add", "listed", "remove", "rewrite"]


@dataclass(frozen=True)
class EvidenceView:
    """A piece of evidence; ``by_name`` is empty once its author is erased."""

    id: int
    version: int
    dated_on: date
    text: str
    by_name: str
    at: datetime


def listed(db: Db, actor: Actor, partnership_id: int) -> list[EvidenceView]:
    """List the evidence of a partnership, the newest first.

    Raises
    ------
    Forbidden, NotFound
    """
    subject = _subject(db, partnership_id)
    require(db, actor, Action.EVIDENCE_READ, subject)
    record(db, actor, Action.EVIDENCE_READ, subject, Outcome.READ)
    rows = db.scalars(
        select(Evidence)
        .where(Evidence.partnership_id == partnership_id)
        .order_by(Evidence.dated_on.desc(), Evidence.id.desc())
    ).all()
    return _views(db, rows)


def add(db: Db, actor: Actor, partnership_id: int, *, dated_on: date, text: str) -> EvidenceView:
    """Add a piece of evidence.

    Raises
    ------
    Forbidden, NotFound, BadInput
    """
    require(db, actor, Action.EVIDENCE_CHANGE, _subject(db, partnership_id))
    row = Evidence(
        partnership_id=partnership_id,
        dated_on=dated_on,
        text=inputs.paragraphs("text", text),
        by_id=actor.person_id,
        at=db.now(),
    )
    db.add(row)
    db.flush()
    record(db, actor, Action.EVIDENCE_CHANGE, Subject(Kind.EVIDENCE, row.id))
    return _views(db, [row])[0]


def rewrite(db: Db, actor: Actor, evidence_id: int, *, version: int, dated_on: date, text: str) -> EvidenceView:
    """Change a piece of evidence.

    Raises
    ------
    Forbidden, NotFound, BadInput, Conflict
    """
    row = fetch(db, Evidence, evidence_id)
    require(db, actor, Action.EVIDENCE_CHANGE, _subject(db, row.partnership_id))
    change(db, row, version, dated_on=dated_on, text=inputs.paragraphs("text", text))
    record(db, actor, Action.EVIDENCE_CHANGE, Subject(Kind.EVIDENCE, row.id))
    return _views(db, [row])[0]


def remove(db: Db, actor: Actor, evidence_id: int, *, version: int) -> None:
    """Remove a piece of evidence that should not have been entered, for good.

    Raises
    ------
    Forbidden, NotFound, Conflict
    """
    row = fetch(db, Evidence, evidence_id)
    require(db, actor, Action.EVIDENCE_CHANGE, _subject(db, row.partnership_id))
    change(db, row, version)
    db.delete(row)
    db.flush()
    record(db, actor, Action.EVIDENCE_CHANGE, Subject(Kind.EVIDENCE, evidence_id))


def _subject(db: Db, partnership_id: int) -> Subject:
    return subject_of(db, fetch(db, Partnership, partnership_id))


def _views(db: Db, rows: Sequence[Evidence]) -> list[EvidenceView]:
    authors = {row.by_id for row in rows}
    names = {person.id: person.name for person in db.scalars(select(Person).where(Person.id.in_(authors)))}
    return [EvidenceView(r.id, r.version, r.dated_on, r.text, names.get(r.by_id or 0, ""), r.at) for r in rows]

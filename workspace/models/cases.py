"""Brokering: cases with their schools and stages, tasks, notes with history, contacts, checks."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workspace.crypt import EncryptedText
from workspace.models.base import Base, Versioned, author, choice
from workspace.vocab import CaseRole, CloseReason, DiligenceAnswer, DiligenceItem, Door, Stage

__all__ = ["Case", "CaseEvent", "CaseSchool", "ConflictCheck", "Contact", "Diligence", "Note", "NoteVersion", "Task"]


def _case(**options: Any) -> Mapped[Any]:
    return mapped_column(ForeignKey("brokering_case.id", ondelete="CASCADE"), index=True, **options)


class Case(Versioned, Base):
    """A piece of brokering. ``frozen`` is what the suggestion said when it was opened, and never changes."""

    __tablename__ = "brokering_case"

    title: Mapped[str] = mapped_column(EncryptedText)
    door: Mapped[Door] = choice(Door)
    stage: Mapped[Stage] = choice(Stage, index=True)
    cpp_id: Mapped[int | None] = author(index=True)
    owner_id: Mapped[int | None] = author(index=True)
    opened_by_id: Mapped[int | None] = author()
    opened_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    introduction_id: Mapped[int | None] = mapped_column(ForeignKey("introduction.id", ondelete="SET NULL"))
    #: Reasons, weights, data build and method version (public data).
    frozen: Mapped[dict[str, Any]] = mapped_column(JSON)
    next_step: Mapped[str | None] = mapped_column(EncryptedText)
    next_step_on: Mapped[date | None]
    #: Whether the heads of its schools see its summary. Never for a direct approach.
    open_to_schools: Mapped[bool] = mapped_column(default=False)
    closed_reason: Mapped[CloseReason | None] = choice(CloseReason)
    closed_text: Mapped[str | None] = mapped_column(EncryptedText)

    schools: Mapped[list["CaseSchool"]] = relationship(back_populates="case", passive_deletes=True)


class CaseSchool(Base):
    """A school of a case."""

    __tablename__ = "case_school"
    __table_args__: Any = (UniqueConstraint("case_id", "urn"), {"sqlite_autoincrement": True})

    case_id: Mapped[int] = _case()
    urn: Mapped[int] = mapped_column(index=True)
    part: Mapped[CaseRole] = choice(CaseRole)

    case: Mapped[Case] = relationship(back_populates="schools")


class CaseEvent(Base):
    """A case went from one stage to another."""

    __tablename__ = "case_event"

    case_id: Mapped[int] = _case()
    at: Mapped[datetime]
    by_id: Mapped[int | None] = author()
    stage_from: Mapped[Stage | None] = choice(Stage)
    stage_to: Mapped[Stage] = choice(Stage)


class Task(Versioned, Base):
    """Something to do in a case, by somebody, by a day."""

    __tablename__ = "task"

    case_id: Mapped[int] = _case()
    title: Mapped[str] = mapped_column(EncryptedText)
    owner_id: Mapped[int | None] = author(index=True)
    due_on: Mapped[date | None]
    created_by_id: Mapped[int | None] = author()
    created_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    done_by_id: Mapped[int | None] = author()


class Note(Versioned, Base):
    """A dated note of a case or of a partnership. Its author may change it; what it said before is kept."""

    __tablename__ = "note"
    __table_args__: Any = (
        CheckConstraint("(case_id IS NULL) <> (partnership_id IS NULL)", name="one_home"),
        {"sqlite_autoincrement": True},
    )

    case_id: Mapped[int | None] = _case()
    partnership_id: Mapped[int | None] = mapped_column(ForeignKey("partnership.id", ondelete="CASCADE"), index=True)
    author_id: Mapped[int | None] = author(index=True)
    #: The day that the note is about.
    dated_on: Mapped[date]
    text: Mapped[str] = mapped_column(EncryptedText)
    written_at: Mapped[datetime]
    changed_at: Mapped[datetime]

    history: Mapped[list["NoteVersion"]] = relationship(
        back_populates="note", order_by="NoteVersion.of_version", passive_deletes=True
    )


class NoteVersion(Base):
    """What a note said before it was changed."""

    __tablename__ = "note_version"
    __table_args__: Any = (UniqueConstraint("note_id", "of_version"), {"sqlite_autoincrement": True})

    note_id: Mapped[int] = mapped_column(ForeignKey("note.id", ondelete="CASCADE"), index=True)
    of_version: Mapped[int]
    text: Mapped[str] = mapped_column(EncryptedText)
    dated_on: Mapped[date]
    replaced_at: Mapped[datetime]

    note: Mapped[Note] = relationship(back_populates="history")


class Contact(Versioned, Base):
    """Somebody at a school, or elsewhere, with whom a case is talked over."""

    __tablename__ = "contact"

    case_id: Mapped[int] = _case()
    urn: Mapped[int | None]
    name: Mapped[str] = mapped_column(EncryptedText)
    post: Mapped[str | None] = mapped_column(EncryptedText)
    email: Mapped[str | None] = mapped_column(EncryptedText)
    telephone: Mapped[str | None] = mapped_column(EncryptedText)
    added_by_id: Mapped[int | None] = author()


class ConflictCheck(Base):
    """Somebody declared whether they have an interest in a case. A later declaration stands beside the earlier."""

    __tablename__ = "conflict_check"

    case_id: Mapped[int] = _case()
    by_id: Mapped[int | None] = author()
    at: Mapped[datetime]
    has_interest: Mapped[bool]
    text: Mapped[str | None] = mapped_column(EncryptedText)
    #: How a declared interest is dealt with.
    handled: Mapped[str | None] = mapped_column(EncryptedText)


class Diligence(Versioned, Base):
    """One item of a case's due-diligence checklist."""

    __tablename__ = "diligence"
    __table_args__: Any = (UniqueConstraint("case_id", "item"), {"sqlite_autoincrement": True})

    case_id: Mapped[int] = _case()
    item: Mapped[DiligenceItem] = choice(DiligenceItem)
    answer: Mapped[DiligenceAnswer] = choice(DiligenceAnswer)
    text: Mapped[str | None] = mapped_column(EncryptedText)
    by_id: Mapped[int | None] = author()
    at: Mapped[datetime]

"""Who is who: people, their roles and schools, their sessions, requests for access, the audit log, form counts."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workspace.crypt import EncryptedText
from workspace.models.base import Base, Versioned, author, choice, line
from workspace.vocab import Kind, Outcome, Role

__all__ = ["AccessRequest", "Audit", "FormCount", "Membership", "Person", "PersonSession", "Share"]


class Person(Versioned, Base):
    """A person known to the workspace. ``issuer`` and ``subject`` are empty until an invited person first signs in."""

    __tablename__ = "person"
    __table_args__: Any = (UniqueConstraint("issuer", "subject"), {"sqlite_autoincrement": True})

    issuer: Mapped[str | None] = line(300)
    subject: Mapped[str | None] = line(300)
    name: Mapped[str] = line(200)
    #: Lower case; binds an invited person at the first sign-in, if the provider says that it is verified.
    email: Mapped[str] = line(254, index=True)
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]
    #: Sign-ins up to this moment count no longer, whatever cookie shows them.
    signed_out_at: Mapped[datetime | None]

    memberships: Mapped[list["Membership"]] = relationship(
        back_populates="person", foreign_keys="Membership.person_id", passive_deletes=True
    )


class Membership(Base):
    """A role, for one school or (lead, admin) for the partnership, from a day to a day (exclusive)."""

    __tablename__ = "membership"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    role: Mapped[Role] = choice(Role)
    urn: Mapped[int | None] = mapped_column(index=True)
    since: Mapped[date]
    until: Mapped[date | None]
    #: Set when the role is taken away before its time: at once, not at the end of the day.
    revoked_at: Mapped[datetime | None]
    given_by_id: Mapped[int | None] = author()

    person: Mapped[Person] = relationship(back_populates="memberships", foreign_keys=[person_id])


class PersonSession(Base):
    """A sign-in that is or was in use. Only the hash of its token is kept; a revoked one stays, so that it is known."""

    __tablename__ = "person_session"

    token_hash: Mapped[str] = line(64, unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class AccessRequest(Base):
    """Somebody who signed in without a role and asks for one."""

    __tablename__ = "access_request"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    role: Mapped[Role] = choice(Role)
    urn: Mapped[int | None]
    message: Mapped[str] = mapped_column(EncryptedText)
    asked_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = author()
    granted: Mapped[bool | None]


class Share(Base):
    """What a school's head shares with the school's governors or staff."""

    __tablename__ = "share"
    __table_args__: Any = (Index("ix_share_record", "kind", "record_id"), {"sqlite_autoincrement": True})

    urn: Mapped[int] = mapped_column(index=True)
    kind: Mapped[Kind] = choice(Kind)
    record_id: Mapped[int]
    role: Mapped[Role] = choice(Role)
    by_id: Mapped[int | None] = author()
    since: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class Audit(Base):
    """Who read or changed what, and when. Rows are only added: the database refuses to change or delete them.

    It names records by kind and number and people by number (which outlives an erased person), and holds no text.
    """

    __tablename__ = "audit"

    at: Mapped[datetime] = mapped_column(index=True)
    person_id: Mapped[int | None] = mapped_column(index=True)
    #: The roles that the person held then, separated by commas.
    roles: Mapped[str] = line(120)
    action: Mapped[str] = line(60)
    kind: Mapped[Kind] = choice(Kind)
    record_id: Mapped[int | None]
    outcome: Mapped[Outcome] = choice(Outcome)


class FormCount(Base):
    """How often a form was sent within a stretch of time, for the limit."""

    __tablename__ = "form_count"
    __table_args__: Any = (UniqueConstraint("key", "starts_at"), {"sqlite_autoincrement": True})

    key: Mapped[str] = line(120)
    starts_at: Mapped[datetime]
    sent: Mapped[int]

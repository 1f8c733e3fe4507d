"""Partnerships, their members and the evidence of what they changed."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workspace.crypt import EncryptedText
from workspace.models.base import Base, Versioned, author, choice, line
from workspace.vocab import PartnershipKind

__all__ = ["Evidence", "Partnership", "PartnershipMember"]


class Partnership(Versioned, Base):
    """Schools that work together. ``public`` ones are on the map and on the schools' pages."""

    __tablename__ = "partnership"

    kind: Mapped[PartnershipKind] = choice(PartnershipKind)
    name: Mapped[str] = line(200)
    public: Mapped[bool] = mapped_column(default=False, index=True)
    since: Mapped[date | None]
    until: Mapped[date | None]
    #: Values of :class:`~workspace.vocab.PartnershipPurpose`.
    purposes: Mapped[list[str]] = mapped_column(JSON)
    purpose_text: Mapped[str] = mapped_column(Text)
    lead_urn: Mapped[int | None]
    #: The person of the partnership's team who looks after it.
    lead_id: Mapped[int | None] = author()
    review_on: Mapped[date | None]
    #: ``tie_id`` of the public table of ties that it was imported from; one partnership a tie.
    tie_id: Mapped[str | None] = line(120, unique=True)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("brokering_case.id", ondelete="SET NULL"))
    created_by_id: Mapped[int | None] = author()
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]

    members: Mapped[list["PartnershipMember"]] = relationship(back_populates="partnership", passive_deletes=True)


class PartnershipMember(Base):
    """A school of a partnership; it may leave and come back, as another row."""

    __tablename__ = "partnership_member"
    __table_args__: Any = (Index("ix_member_school", "urn", "partnership_id"), {"sqlite_autoincrement": True})

    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnership.id", ondelete="CASCADE"), index=True)
    urn: Mapped[int]
    since: Mapped[date | None]
    until: Mapped[date | None]

    partnership: Mapped[Partnership] = relationship(back_populates="members")


class Evidence(Versioned, Base):
    """A dated piece of evidence of a partnership's impact."""

    __tablename__ = "evidence"

    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnership.id", ondelete="CASCADE"), index=True)
    dated_on: Mapped[date]
    text: Mapped[str] = mapped_column(EncryptedText)
    by_id: Mapped[int | None] = author()
    at: Mapped[datetime]

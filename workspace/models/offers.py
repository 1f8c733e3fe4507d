"""What people and schools say of themselves: expressions of interest, public statements, requests for introductions."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from workspace.crypt import EncryptedText
from workspace.models.base import Base, Versioned, author, choice, line
from workspace.vocab import Role, StatementKind, StatementTopic

__all__ = ["Interest", "Introduction", "Statement"]


class Interest(Versioned, Base):
    """A head's expression of interest in system leadership. It belongs to the person and goes with them."""

    __tablename__ = "interest"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    urn: Mapped[int] = mapped_column(index=True)
    #: Values of :class:`~workspace.vocab.InterestRole`.
    roles: Mapped[list[str]] = mapped_column(JSON)
    experience: Mapped[str] = mapped_column(EncryptedText)
    #: Values of :class:`~workspace.vocab.Offer`.
    offers: Mapped[list[str]] = mapped_column(JSON)
    offers_text: Mapped[str] = mapped_column(EncryptedText)
    availability: Mapped[str] = mapped_column(EncryptedText)
    #: Values of :class:`~workspace.vocab.Consent`: each given by itself.
    consent_for: Mapped[list[str]] = mapped_column(JSON)
    #: Last day of the consent; the day after, the expression of interest has expired.
    consent_until: Mapped[date]
    consent_given_at: Mapped[datetime]
    written_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]


class Statement(Versioned, Base):
    """A school's own public words. ``text`` is public; the reason for taking it down is not."""

    __tablename__ = "statement"

    urn: Mapped[int] = mapped_column(index=True)
    kind: Mapped[StatementKind] = choice(StatementKind)
    topic: Mapped[StatementTopic] = choice(StatementTopic)
    text: Mapped[str] = mapped_column(Text)
    author_id: Mapped[int | None] = author(index=True)
    written_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    taken_down_at: Mapped[datetime | None]
    taken_down_by_id: Mapped[int | None] = author()
    take_down_reason: Mapped[str | None] = mapped_column(EncryptedText)


class Introduction(Versioned, Base):
    """A head or a governor asks to be introduced: to a school, or to whoever could work with theirs."""

    __tablename__ = "introduction"

    urn: Mapped[int] = mapped_column(index=True)
    other_urn: Mapped[int | None] = mapped_column(index=True)
    asked_by_id: Mapped[int | None] = author(index=True)
    asked_as: Mapped[Role] = choice(Role)
    message: Mapped[str] = mapped_column(EncryptedText)
    #: The adviser named to the person as the one who answers, with the partnership's CEO.
    cpp_id: Mapped[int | None] = author()
    ceo: Mapped[str] = line(200)
    asked_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = author()
    answer: Mapped[str | None] = mapped_column(EncryptedText)
    #: Suggestion as it stood when asked: reasons, weights, build, method (public data).
    frozen: Mapped[dict[str, Any] | None] = mapped_column(JSON)

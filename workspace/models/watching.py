"""The watching brief: what is watched and why, what a scan found, how far scans and digests have come."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workspace.crypt import EncryptedText
from workspace.models.base import Base, Versioned, author, choice, line
from workspace.vocab import ItemKind, WatchKind

__all__ = ["Digest", "ScanState", "Watch", "WatchItem"]


class Watch(Versioned, Base):
    """Something to keep an eye on, and why."""

    __tablename__ = "watch"
    __table_args__: Any = (
        CheckConstraint(
            "(CASE WHEN urn IS NULL THEN 0 ELSE 1 END) + (CASE WHEN partnership_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN area_code IS NULL THEN 0 ELSE 1 END) = 1",
            name="one_thing",
        ),
        {"sqlite_autoincrement": True},
    )

    kind: Mapped[WatchKind] = choice(WatchKind)
    urn: Mapped[int | None] = mapped_column(index=True)
    partnership_id: Mapped[int | None] = mapped_column(ForeignKey("partnership.id", ondelete="CASCADE"), index=True)
    area_code: Mapped[str | None] = line(9)
    why: Mapped[str] = mapped_column(EncryptedText)
    #: A head count down by more than this share of itself raises an item; empty: the scan's own share.
    roll_share: Mapped[float | None]
    by_id: Mapped[int | None] = author(index=True)
    since: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class WatchItem(Versioned, Base):
    """What a scan found. ``said`` is of public data; why it is watched and what is noted on it are not public."""

    __tablename__ = "watch_item"

    watch_id: Mapped[int | None] = mapped_column(ForeignKey("watch.id", ondelete="CASCADE"), index=True)
    #: Names the watch and the finding, so that a scan that runs twice raises it once.
    key: Mapped[str] = line(200, unique=True)
    kind: Mapped[ItemKind] = choice(ItemKind)
    urn: Mapped[int | None] = mapped_column(index=True)
    partnership_id: Mapped[int | None] = mapped_column(ForeignKey("partnership.id", ondelete="CASCADE"))
    interest_id: Mapped[int | None] = mapped_column(ForeignKey("interest.id", ondelete="CASCADE"))
    said: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(Text)
    dated_on: Mapped[date]
    build_id: Mapped[str | None] = line(80)
    raised_at: Mapped[datetime]
    noted_at: Mapped[datetime | None]
    noted_by_id: Mapped[int | None] = author()
    note: Mapped[str | None] = mapped_column(EncryptedText)
    snoozed_until: Mapped[date | None]
    case_id: Mapped[int | None] = mapped_column(ForeignKey("brokering_case.id", ondelete="SET NULL"))


class ScanState(Base):
    """A build that a scan has dealt with, and the public facts of it that the next scan compares with."""

    __tablename__ = "scan_state"

    build_id: Mapped[str] = line(80, unique=True)
    at: Mapped[datetime]
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)


class Digest(Base):
    """A weekly digest that was made, for whom, and whether it was sent."""

    __tablename__ = "digest"
    __table_args__: Any = (UniqueConstraint("person_id", "week_of"), {"sqlite_autoincrement": True})

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    #: The Monday of the week.
    week_of: Mapped[date]
    made_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]

"""What every table shares: names of constraints, times in UTC, closed lists as text, versions."""

from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import Date, DateTime, Dialect, Enum, ForeignKey, MetaData, String
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column
from sqlalchemy.types import TypeDecorator

__all__ = ["Base", "UtcDateTime", "Versioned", "author", "choice", "line"]


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC, also where the database knows no time zones. A time without a zone is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Bring to UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            message = "a time without a zone: use db.now()"
            raise ValueError(message)
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Say that it is UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """Base of all records."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[type, Any]] = {datetime: UtcDateTime, date: Date}
    #: Numbers are never given twice: an erased record's number must not become another's.
    __table_args__: Any = {"sqlite_autoincrement": True}  # noqa: RUF012  # as SQLAlchemy reads it

    id: Mapped[int] = mapped_column(primary_key=True)


class Versioned:
    """A record that two people may edit: its version goes up with every change (see :mod:`workspace.versions`)."""

    version: Mapped[int] = mapped_column()

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805  # SQLAlchemy calls it on the class
        """Let SQLAlchemy compare the version on every update."""
        return {"version_id_col": cls.version}


def choice(kind: type[StrEnum], **options: Any) -> Mapped[Any]:
    """Make a column for one word of a closed list, kept as its text; the list may grow without a migration."""
    listed = Enum(
        kind, native_enum=False, length=120, validate_strings=True, values_callable=lambda e: [str(item) for item in e]
    )
    return mapped_column(listed, **options)


def line(longest: int, **options: Any) -> Mapped[Any]:
    """Make a column of one short line of text that is not confidential."""
    return mapped_column(String(longest), **options)


def author(**options: Any) -> Mapped[Any]:
    """Make a column that names a person; empty once that person is erased."""
    return mapped_column(ForeignKey("person.id", ondelete="SET NULL"), **options)

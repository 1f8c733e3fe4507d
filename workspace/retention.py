"""Delete what is past its time, as docs/privacy.md says. Cases, notes and partnerships are not among it."""

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import ColumnElement, Table, delete, or_

from workspace.actions import Action
from workspace.actor import Actor
from workspace.engine import Db
from workspace.models import Base
from workspace.policy import WORKSPACE, record, require
from workspace.vocab import Kind

__all__ = ["ANSWERED", "ENDED", "SESSION", "tidy"]

#: After an expression of interest or a request for an introduction has ended.
ENDED = timedelta(days=90)
#: After a session could count at the latest.
SESSION = timedelta(days=30)
#: After a request for access was answered, a statement taken back or down, a digest made.
ANSWERED = timedelta(days=365)
#: After the last form of a stretch of time.
_FORM = timedelta(days=1)


def tidy(db: Db, actor: Actor) -> Mapping[str, int]:
    """Delete what is past its time; gives kind of record -> rows deleted.

    Raises
    ------
    Forbidden
        Only on the command line.
    """
    require(db, actor, Action.RETENTION_RUN, WORKSPACE)
    deleted = {}
    for kind, past in _past(db).items():
        table = Base.metadata.tables[kind]
        gone = db.execute(delete(table).where(past).returning(table.c.id)).all()
        if gone:
            deleted[kind] = len(gone)
    db.expire_all()  # rows went beneath the objects that were loaded
    record(db, actor, Action.RETENTION_RUN, WORKSPACE)
    return deleted


def _past(db: Db) -> dict[str, ColumnElement[bool]]:
    """Tell for each kind of record which rows are past their time."""
    now, today = db.now(), db.today()
    interest, introduction = _table(Kind.INTEREST), _table(Kind.INTRODUCTION)
    statement, access = _table(Kind.STATEMENT), _table(Kind.ACCESS_REQUEST)
    return {
        Kind.INTEREST: or_(interest.c.withdrawn_at < now - ENDED, interest.c.consent_until < today - ENDED),
        Kind.INTRODUCTION: introduction.c.withdrawn_at < now - ENDED,
        Kind.STATEMENT: or_(statement.c.withdrawn_at < now - ANSWERED, statement.c.taken_down_at < now - ANSWERED),
        Kind.ACCESS_REQUEST: access.c.answered_at < now - ANSWERED,
        Kind.SESSION: _table(Kind.SESSION).c.expires_at < now - SESSION,
        "digest": Base.metadata.tables["digest"].c.made_at < now - ANSWERED,
        "form_count": Base.metadata.tables["form_count"].c.starts_at < now - _FORM,
    }


def _table(kind: Kind) -> Table:
    return Base.metadata.tables[kind]

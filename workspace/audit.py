"""Read the audit log; only :func:`workspace.policy.record` and refusals add to it, and nothing changes it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from workspace.actions import Action
from workspace.actor import Actor
from workspace.engine import Db
from workspace.models import Audit
from workspace.policy import Subject, record, require
from workspace.vocab import Kind, Outcome

__all__ = ["entries"]

_WHOLE = Subject(Kind.AUDIT, whole=True)


def entries(
    db: Db,
    actor: Actor,
    *,
    since: datetime | None = None,
    person_id: int | None = None,
    kind: Kind | None = None,
    refused: bool = False,
    most: int = 500,
) -> Sequence[Audit]:
    """List entries, newest first; that the log was read is an entry itself.

    Parameters
    ----------
    since : in UTC.
    person_id, kind : of whom, and of which records.
    refused : only what was refused.
    most : how many at most.

    Raises
    ------
    Forbidden
        Only an admin may.
    """
    require(db, actor, Action.AUDIT_READ, _WHOLE)
    query = select(Audit).order_by(Audit.at.desc(), Audit.id.desc()).limit(most)
    if since is not None:
        query = query.where(Audit.at >= since)
    if person_id is not None:
        query = query.where(Audit.person_id == person_id)
    if kind is not None:
        query = query.where(Audit.kind == kind)
    if refused:
        query = query.where(Audit.outcome == Outcome.REFUSED)
    found = db.scalars(query).all()
    record(db, actor, Action.AUDIT_READ, _WHOLE, Outcome.READ)
    return found

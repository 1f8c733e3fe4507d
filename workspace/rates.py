"""How often somebody may send a form."""

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.exc import IntegrityError

from workspace.engine import Db
from workspace.errors import TooMany
from workspace.models import FormCount

__all__ = ["count", "forget", "sent"]


def count(db: Db, form: str, who: str, *, most: int, per: timedelta) -> None:
    """Count that a form is sent, and refuse it once it is too often.

    Parameters
    ----------
    form : str
        The form's name.
    who : str
        Whoever sends it: a person's number, or a session's token; kept as a hash.
    most : int
        How often within ``per``.
    per : timedelta
        Stretches of this length follow each other from a fixed moment, so at worst twice ``most`` fall together.

    Raises
    ------
    TooMany
        Try again after the current stretch.
    """
    key = f"{form}:{_hash(who)}"
    now = db.now()
    starts = datetime.fromtimestamp(now.timestamp() // per.total_seconds() * per.total_seconds(), UTC)
    db.execute(delete(FormCount).where(FormCount.starts_at < now - timedelta(days=1)))
    counted = select(FormCount).where(FormCount.key == key, FormCount.starts_at == starts).with_for_update()
    row = db.scalar(counted)
    if row is None:
        try:
            with db.begin_nested():
                db.add(FormCount(key=key, starts_at=starts, sent=1))
        except IntegrityError:  # two windows sent at the same moment, and the other's is there now
            row = db.scalars(counted).one()
        else:
            return
    if row.sent >= most:
        minutes = max(1, round((starts + per - now).total_seconds() / 60))
        message = f"this form was sent too often: try again in {minutes} min"
        raise TooMany(message)
    row.sent += 1


def sent(db: Db, who: str) -> Sequence[tuple[str, datetime, int]]:
    """List what is kept of somebody's forms: (form, since when, how often)."""
    rows = db.scalars(select(FormCount).where(_of(who)).order_by(FormCount.id))
    return [(row.key.split(":")[0], row.starts_at, row.sent) for row in rows]


def forget(db: Db, who: str) -> None:
    """Delete what is kept of somebody's forms."""
    db.execute(delete(FormCount).where(_of(who)))


def _hash(who: str) -> str:
    return hashlib.sha256(who.encode()).hexdigest()[:32]


def _of(who: str) -> ColumnElement[bool]:
    return FormCount.key.endswith(f":{_hash(who)}", autoescape=True)

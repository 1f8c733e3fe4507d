"""What is watched, and why: a school, a partnership, an area.

Who looks after a school sees every watch on it. A watch on an area is its author's and the leads', because no adviser
looks after a whole area.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from workspace import inputs
from workspace.actions import Action
from workspace.actor import Actor
from workspace.engine import Db
from workspace.errors import BadInput
from workspace.models import Partnership, Person, Watch
from workspace.partnership_views import subject_of as partnership_subject
from workspace.policy import WORKSPACE, Subject, allowed, record, require
from workspace.versions import change, fetch
from workspace.vocab import Kind, Outcome, WatchKind

__all__ = ["WatchView", "end", "listed", "rewrite", "subject_of", "watch"]

MOST_CHARACTERS = 1000


@dataclass(frozen=True)
class WatchView:
    """A watch.

    Attributes
    ----------
    urn, partnership_id, area_code : what is watched, one of the three; the area by its GSS code.
    partnership_name : of the partnership watched, or "".
    roll_share : a head count down by more than this share of itself raises an item; None: the scan's own share.
    by_name : who watches; "" once they are erased.
    """

    id: int
    version: int
    kind: WatchKind
    urn: int | None
    partnership_id: int | None
    partnership_name: str
    area_code: str | None
    why: str
    roll_share: float | None
    by_name: str
    since: datetime
    ended_at: datetime | None
    may_change: bool


def subject_of(db: Db, row: Watch) -> Subject:
    """Describe a watch to the policy. Its author counts for an area only: a school's watch stays with the school."""
    return _subject(db, row.kind, row.urn, row.partnership_id, author=row.by_id, record_id=row.id)


def _subject(
    db: Db, kind: WatchKind, urn: int | None, partnership_id: int | None, *, author: int | None, record_id: int | None
) -> Subject:
    if kind is WatchKind.SCHOOL and urn is not None:
        return Subject(Kind.WATCH, record_id, urns=frozenset({urn}))
    if kind is WatchKind.PARTNERSHIP and partnership_id is not None:
        of = partnership_subject(db, fetch(db, Partnership, partnership_id))
        return Subject(Kind.WATCH, record_id, urns=of.urns, party=of.party)
    return Subject(Kind.WATCH, record_id, author=author)


def watch(db: Db, actor: Actor, *, kind: str, of: int | str, why: str, roll_share: float | None = None) -> WatchView:
    """Watch something from now on.

    Parameters
    ----------
    kind : value of :class:`~workspace.vocab.WatchKind`.
    of : URN, number of a partnership, or GSS code of a borough or ward.
    why : confidential.
    roll_share : above 0 and below 1.

    Raises
    ------
    Forbidden, NotFound
    BadInput
        The same person watches it already, for one.
    """
    what = inputs.member("kind", kind, WatchKind)
    urn = inputs.urn("of", of) if what is WatchKind.SCHOOL else None
    partnership_id = _number(of) if what is WatchKind.PARTNERSHIP else None
    area_code = _area(of) if what is WatchKind.AREA else None
    require(
        db,
        actor,
        Action.WATCH_CHANGE,
        _subject(db, what, urn, partnership_id, author=actor.person_id, record_id=None),
    )
    same = select(Watch.id).where(
        Watch.by_id == actor.person_id,
        Watch.ended_at.is_(None),
        Watch.urn.is_(None) if urn is None else Watch.urn == urn,
        Watch.partnership_id.is_(None) if partnership_id is None else Watch.partnership_id == partnership_id,
        Watch.area_code.is_(None) if area_code is None else Watch.area_code == area_code,
    )
    if db.scalar(same) is not None:
        field = "of"
        raise BadInput(field, "you watch this already")
    row = Watch(
        kind=what,
        urn=urn,
        partnership_id=partnership_id,
        area_code=area_code,
        why=inputs.paragraphs("why", why, most=MOST_CHARACTERS),
        roll_share=_share(roll_share),
        by_id=actor.person_id,
        since=db.now(),
    )
    db.add(row)
    db.flush()
    return _done(db, actor, row)


def rewrite(
    db: Db, actor: Actor, watch_id: int, *, version: int, why: str, roll_share: float | None = None
) -> WatchView:
    """Change why something is watched, and the share of a head count.

    Raises
    ------
    Forbidden, NotFound, BadInput, Conflict
    """
    row = fetch(db, Watch, watch_id)
    require(db, actor, Action.WATCH_CHANGE, subject_of(db, row))
    text = inputs.paragraphs("why", why, most=MOST_CHARACTERS)
    change(db, row, version, why=text, roll_share=_share(roll_share))
    return _done(db, actor, row)


def end(db: Db, actor: Actor, watch_id: int, *, version: int) -> WatchView:
    """Stop watching. The items that were raised stay, out of the list of what is open.

    Raises
    ------
    Forbidden, NotFound, BadInput, Conflict
    """
    row = fetch(db, Watch, watch_id)
    require(db, actor, Action.WATCH_CHANGE, subject_of(db, row))
    if row.ended_at is not None:
        field = "watch"
        raise BadInput(field, "this watch has ended")
    change(db, row, version, ended_at=db.now())
    return _done(db, actor, row)


def listed(db: Db, actor: Actor, *, ended: bool = False) -> list[WatchView]:
    """List the watches that somebody may read, the newest first.

    Parameters
    ----------
    ended : bool
        Also those that have ended.

    Raises
    ------
    Forbidden
    """
    require(db, actor, Action.WATCH_LIST, WORKSPACE)
    query = select(Watch).order_by(Watch.since.desc(), Watch.id.desc())
    rows = db.scalars(query if ended else query.where(Watch.ended_at.is_(None))).all()
    record(db, actor, Action.WATCH_LIST, WORKSPACE, Outcome.READ)
    return _views(db, actor, [row for row in rows if allowed(actor, Action.WATCH_READ, subject_of(db, row))])


def _done(db: Db, actor: Actor, row: Watch) -> WatchView:
    record(db, actor, Action.WATCH_CHANGE, subject_of(db, row))
    return _views(db, actor, [row])[0]


def _views(db: Db, actor: Actor, rows: Sequence[Watch]) -> list[WatchView]:
    people = db.scalars(select(Person).where(Person.id.in_({row.by_id for row in rows})))
    by = {person.id: person.name for person in people}
    together = db.scalars(select(Partnership).where(Partnership.id.in_({row.partnership_id for row in rows})))
    names = {each.id: each.name for each in together}
    return [
        WatchView(
            id=row.id,
            version=row.version,
            kind=row.kind,
            urn=row.urn,
            partnership_id=row.partnership_id,
            partnership_name=names.get(row.partnership_id or 0, ""),
            area_code=row.area_code,
            why=row.why,
            roll_share=row.roll_share,
            by_name=by.get(row.by_id or 0, ""),
            since=row.since,
            ended_at=row.ended_at,
            may_change=allowed(actor, Action.WATCH_CHANGE, subject_of(db, row)),
        )
        for row in rows
    ]


def _number(value: int | str) -> int:
    text = str(value).strip()
    if not re.fullmatch(r"[0-9]{1,9}", text):
        field = "of"
        raise BadInput(field, "this is no partnership")
    return int(text)


def _area(value: int | str) -> str:
    text = str(value).strip()
    if not re.fullmatch(r"E[0-9]{8}", text):
        field = "of"
        raise BadInput(field, "this is not the code of an area: E and eight digits")
    return text


def _share(value: float | None) -> float | None:
    if value is not None and not 0 < value < 1:
        field = "roll_share"
        raise BadInput(field, "a share is above 0 and below 1")
    return value

"""What scans found: read, note, snooze, hand over to a case.

An item of a watch is read by those who read the watch. A review date and an expiring expression of interest belong to
no watch: they are read by those who look after the partnership or the school.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import or_, select

from workspace import inputs
from workspace.actions import Action
from workspace.actor import Actor
from workspace.case_access import load as load_case
from workspace.case_doors import open_direct
from workspace.case_links import readable_case
from workspace.engine import Db
from workspace.errors import BadInput
from workspace.models import Interest, Partnership, Person, Watch, WatchItem
from workspace.partnership_views import subject_of as partnership_subject
from workspace.policy import WORKSPACE, Subject, allowed, record, require
from workspace.versions import change, fetch
from workspace.vocab import ItemKind, Kind, Outcome
from workspace.watches import subject_of as watch_subject

__all__ = [
    "ItemState",
    "ItemView",
    "into_case",
    "items",
    "link_case",
    "note",
    "snooze",
    "state_of",
    "subject_of",
    "wake",
]

MOST_CHARACTERS = 2000
LONGEST_SNOOZE = timedelta(days=366)


class ItemState(StrEnum):
    """Where an item stands."""

    OPEN = "open"
    SNOOZED = "snoozed"
    NOTED = "noted"


@dataclass(frozen=True)
class ItemView:
    """What a scan found.

    Attributes
    ----------
    said, source : in a sentence of public data, and where it is published.
    dated_on : the date that the source gives the event; where it gives none, the day of the scan.
    why : why it is watched, from the watch; "" without one.
    noted_by_name, note : who noted it, and what; confidential.
    case_id : the case that it was turned into, for those who may read the case.
    watch_ended : whether the watch has ended since.
    """

    id: int
    version: int
    kind: ItemKind
    state: ItemState
    watch_id: int | None
    why: str
    watch_ended: bool
    urn: int | None
    partnership_id: int | None
    partnership_name: str
    said: str
    source: str
    dated_on: date
    raised_at: datetime
    build_id: str | None
    noted_at: datetime | None
    noted_by_name: str
    note: str
    snoozed_until: date | None
    case_id: int | None


def subject_of(db: Db, item: WatchItem) -> Subject:
    """Describe an item to the policy."""
    if item.watch_id is not None:
        of = watch_subject(db, fetch(db, Watch, item.watch_id))
        return Subject(Kind.WATCH_ITEM, item.id, urns=of.urns, author=of.author, party=of.party)
    if item.partnership_id is not None:
        of = partnership_subject(db, fetch(db, Partnership, item.partnership_id))
        return Subject(Kind.WATCH_ITEM, item.id, urns=of.urns, party=of.party)
    return Subject(Kind.WATCH_ITEM, item.id, urns=frozenset() if item.urn is None else frozenset({item.urn}))


def state_of(item: WatchItem, today: date) -> ItemState:
    """Tell where an item stands on a day: it wakes on the day until which it was snoozed."""
    if item.noted_at is not None:
        return ItemState.NOTED
    snoozed = item.snoozed_until is not None and item.snoozed_until > today
    return ItemState.SNOOZED if snoozed else ItemState.OPEN


def items(
    db: Db,
    actor: Actor,
    *,
    state: str | None = ItemState.OPEN,
    kind: str | None = None,
    urn: int | str | None = None,
    ended: bool = False,
) -> list[ItemView]:
    """List the items that somebody may read, the newest event first.

    Parameters
    ----------
    state, kind, urn
        Only such; None: all.
    ended : bool
        Also those of watches that have ended.

    Raises
    ------
    Forbidden, BadInput
    """
    require(db, actor, Action.WATCH_LIST, WORKSPACE)
    record(db, actor, Action.WATCH_LIST, WORKSPACE, Outcome.READ)
    wanted = None if state is None else inputs.member("state", state, ItemState)
    query = (
        select(WatchItem)
        .outerjoin(Watch, WatchItem.watch_id == Watch.id)
        .outerjoin(Interest, WatchItem.interest_id == Interest.id)
        .where(Interest.withdrawn_at.is_(None))
        .order_by(WatchItem.dated_on.desc(), WatchItem.id.desc())
    )
    if not ended:
        query = query.where(or_(WatchItem.watch_id.is_(None), Watch.ended_at.is_(None)))
    if kind is not None:
        query = query.where(WatchItem.kind == inputs.member("kind", kind, ItemKind))
    if urn is not None:
        query = query.where(WatchItem.urn == inputs.urn("urn", urn))
    today = db.today()
    rows = [row for row in db.scalars(query) if wanted in (None, state_of(row, today))]
    return _views(db, actor, [row for row in rows if allowed(actor, Action.WATCH_READ, subject_of(db, row))])


def note(db: Db, actor: Actor, item_id: int, *, version: int, text: str = "") -> ItemView:
    """Note an item: it is dealt with. Words may say how.

    Raises
    ------
    Forbidden, NotFound, BadInput, Conflict
    """
    row = _to_handle(db, actor, item_id)
    words = inputs.paragraphs("text", text, most=MOST_CHARACTERS, empty=True)
    change(db, row, version, noted_at=db.now(), noted_by_id=actor.person_id, note=words or None, snoozed_until=None)
    return _done(db, actor, row)


def snooze(db: Db, actor: Actor, item_id: int, *, version: int, until: date) -> ItemView:
    """Put an item aside until a day, on which it is open again.

    Raises
    ------
    Forbidden, NotFound, BadInput, Conflict
    """
    row = _to_handle(db, actor, item_id)
    if not db.today() < until <= db.today() + LONGEST_SNOOZE:
        field = "until"
        raise BadInput(field, "choose a day after today, within a year")
    change(db, row, version, snoozed_until=until, noted_at=None, noted_by_id=None, note=None)
    return _done(db, actor, row)


def wake(db: Db, actor: Actor, item_id: int, *, version: int) -> ItemView:
    """Open an item again that was noted or snoozed; what was noted on it goes.

    Raises
    ------
    Forbidden, NotFound, Conflict
    """
    row = _to_handle(db, actor, item_id)
    change(db, row, version, snoozed_until=None, noted_at=None, noted_by_id=None, note=None)
    return _done(db, actor, row)


def link_case(db: Db, actor: Actor, item_id: int, *, version: int, case_id: int) -> ItemView:
    """Say which case goes on with an item; it is noted by that.

    Raises
    ------
    Forbidden, NotFound, Conflict
    """
    row = _to_handle(db, actor, item_id)
    load_case(db, actor, Action.CASE_READ, case_id)
    change(db, row, version, case_id=case_id, noted_at=db.now(), noted_by_id=actor.person_id, snoozed_until=None)
    return _done(db, actor, row)


def into_case(db: Db, actor: Actor, item_id: int, *, version: int, title: str) -> int:
    """Open a case of an item, for the partnership's own approach to its schools; gives the case's number.

    Raises
    ------
    Forbidden, NotFound, Conflict
    BadInput
        The item names no school, or has a case.
    """
    row = _to_handle(db, actor, item_id)
    field = "item"
    if row.case_id is not None:
        raise BadInput(field, "there is a case for this already")
    urns = {row.urn} if row.urn is not None else subject_of(db, row).urns
    if not urns:
        raise BadInput(field, "this names no school")
    case_id = open_direct(db, actor, sorted(urns), title=title)
    link_case(db, actor, item_id, version=version, case_id=case_id)
    return case_id


def _to_handle(db: Db, actor: Actor, item_id: int) -> WatchItem:
    row = fetch(db, WatchItem, item_id)
    require(db, actor, Action.WATCH_HANDLE, subject_of(db, row))
    return row


def _done(db: Db, actor: Actor, row: WatchItem) -> ItemView:
    record(db, actor, Action.WATCH_HANDLE, Subject(Kind.WATCH_ITEM, row.id))
    return _views(db, actor, [row])[0]


def _views(db: Db, actor: Actor, rows: Sequence[WatchItem]) -> list[ItemView]:
    people = db.scalars(select(Person).where(Person.id.in_({row.noted_by_id for row in rows})))
    names = {person.id: person.name for person in people}
    watches = {each.id: each for each in db.scalars(select(Watch).where(Watch.id.in_({row.watch_id for row in rows})))}
    together = db.scalars(select(Partnership).where(Partnership.id.in_({row.partnership_id for row in rows})))
    called = {each.id: each.name for each in together}
    today = db.today()
    return [
        ItemView(
            id=row.id,
            version=row.version,
            kind=row.kind,
            state=state_of(row, today),
            watch_id=row.watch_id,
            why=watches[row.watch_id].why if row.watch_id in watches else "",
            watch_ended=row.watch_id in watches and watches[row.watch_id].ended_at is not None,
            urn=row.urn,
            partnership_id=row.partnership_id,
            partnership_name=called.get(row.partnership_id or 0, ""),
            said=row.said,
            source=row.source,
            dated_on=row.dated_on,
            raised_at=row.raised_at,
            build_id=row.build_id,
            noted_at=row.noted_at,
            noted_by_name=names.get(row.noted_by_id or 0, ""),
            note=row.note or "",
            snoozed_until=row.snoozed_until,
            case_id=readable_case(db, actor, row.case_id),
        )
        for row in rows
    ]

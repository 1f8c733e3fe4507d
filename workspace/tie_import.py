"""Partnerships of the ties that a build knows: federations, trusts, shared sixth forms; again after every build.

What the register says (kind, name, who belongs to it and since when) is taken from it; what people entered (purposes,
lead, review date, whether it is public, schools added by hand) stays. A school that the build no longer names is told
and not removed: the build has no date for it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from geo.vocab import TieKind
from geo.words import is_missing
from workspace.actions import Action
from workspace.actor import Actor
from workspace.engine import Db
from workspace.models import Partnership, PartnershipMember
from workspace.partnership_views import subject_of
from workspace.policy import WORKSPACE, record, require
from workspace.public_ties import PARTNERSHIP_KINDS

__all__ = ["Imported", "import_ties"]


@dataclass(frozen=True)
class Imported:
    """What an import did.

    Attributes
    ----------
    added, changed, unchanged : partnerships.
    single : ties left out because the build has one school of theirs, or none now.
    gone : (name, URN) of schools that an imported partnership has and the build no longer names with it.
    """

    added: int
    changed: int
    unchanged: int
    single: int
    gone: tuple[tuple[str, int], ...]


def import_ties(db: Db, actor: Actor, ties: pd.DataFrame) -> Imported:
    """Bring the ties of a build into the workspace, as public partnerships; the same ties change nothing.

    Parameters
    ----------
    ties : the ``ties`` table of a build.

    Raises
    ------
    Forbidden
    """
    require(db, actor, Action.PARTNERSHIP_IMPORT, WORKSPACE)
    query = select(Partnership).where(Partnership.tie_id.is_not(None)).options(selectinload(Partnership.members))
    known = {row.tie_id: row for row in db.scalars(query)}
    done = {"added": 0, "changed": 0, "unchanged": 0, "single": 0}
    gone: list[tuple[str, int]] = []
    for tie_id, rows in ties.sort_values(["tie_id", "urn"]).groupby("tie_id"):
        members = {int(row["urn"]): (_day(row["since"]), _day(row["until"])) for row in rows.to_dict("records")}
        first = rows.iloc[0]
        have = known.get(str(tie_id))
        if have is None:
            if sum(until is None for _, until in members.values()) > 1:
                _add(db, actor, str(tie_id), first, members)
                done["added"] += 1
            else:
                done["single"] += 1
            continue
        done["changed" if _update(db, actor, have, first, members) else "unchanged"] += 1
        gone += [(have.name, row.urn) for row in have.members if row.until is None and row.urn not in members]
    named = set(ties["tie_id"])
    gone += [
        (row.name, each.urn)
        for tie_id, row in known.items()
        if tie_id not in named and row.until is None
        for each in row.members
        if each.until is None
    ]
    record(db, actor, Action.PARTNERSHIP_IMPORT, WORKSPACE)
    return Imported(**done, gone=tuple(sorted(set(gone))))


def _add(
    db: Db, actor: Actor, tie_id: str, first: pd.Series, members: Mapping[int, tuple[date | None, date | None]]
) -> None:
    row = Partnership(
        kind=PARTNERSHIP_KINDS[TieKind(first["kind"])],
        name=str(first["name"])[:200],
        public=True,
        purposes=[],
        purpose_text="",
        tie_id=tie_id,
        created_by_id=actor.person_id,
        created_at=db.now(),
        changed_at=db.now(),
    )
    row.members = [PartnershipMember(urn=urn, since=since, until=until) for urn, (since, until) in members.items()]
    db.add(row)
    db.flush()
    record(db, actor, Action.PARTNERSHIP_IMPORT, subject_of(db, row))


def _update(
    db: Db,
    actor: Actor,
    row: Partnership,
    first: pd.Series,
    members: Mapping[int, tuple[date | None, date | None]],
) -> bool:
    facts: dict[str, Any] = {"kind": PARTNERSHIP_KINDS[TieKind(first["kind"])], "name": str(first["name"])[:200]}
    changed = any(getattr(row, key) != value for key, value in facts.items())
    for urn, (since, until) in members.items():
        changed |= _member(row, urn, since, until)
    if changed:
        for key, value in (facts | {"changed_at": db.now()}).items():
            setattr(row, key, value)
        db.flush()
        record(db, actor, Action.PARTNERSHIP_IMPORT, subject_of(db, row))
    return changed


def _member(row: Partnership, urn: int, since: date | None, until: date | None) -> bool:
    have: Sequence[PartnershipMember] = [each for each in row.members if each.urn == urn]
    open_ones = [each for each in have if each.until is None]
    if not open_ones:
        # One that somebody let leave stays away, until the register has a later day of joining.
        last = max((each.until for each in have if each.until is not None), default=None)
        if until is not None and have:
            return False
        if last is not None and (since is None or since <= last):
            return False
        row.members.append(PartnershipMember(urn=urn, since=since, until=until))
        return True
    member = open_ones[0]
    changed = (since is not None and member.since != since) or until is not None
    if since is not None:
        member.since = since
    member.until = until
    return changed


def _day(value: Any) -> date | None:
    return None if is_missing(value) else pd.Timestamp(value).date()

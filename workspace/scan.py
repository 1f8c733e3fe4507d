"""Compare a build with the one scanned before, and raise an item for what changed of what is watched.

The store keeps the facts of the build scanned last (:mod:`workspace.build_facts`), so a scan needs no old files; the
command takes an older folder for the first scan. Everything happens in one transaction: a scan that is cut raises
nothing, and one that runs twice raises nothing twice.
"""

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import or_, select, text

from geo.words import date as day_in_words
from workspace.actions import Action
from workspace.actor import Actor
from workspace.build_facts import Build, Facts
from workspace.engine import Db
from workspace.errors import BadInput
from workspace.findings import Finding, findings
from workspace.models import Interest, Partnership, ScanState, Watch, WatchItem
from workspace.partnership_views import subject_of
from workspace.policy import WORKSPACE, record, require
from workspace.vocab import Consent, ItemKind, WatchKind

__all__ = ["NEAR", "ROLL_SHARE", "ScanResult", "scan"]

#: A head count down by more than this share of itself raises an item, unless the watch says another.
ROLL_SHARE = 0.05

#: A review date or the end of a consent is near from so long before.
NEAR = timedelta(days=30)


@dataclass(frozen=True)
class ScanResult:
    """What a scan did.

    Attributes
    ----------
    compared_with : the build that was compared with; None where there was none, or it is the same build.
    raised : how many new items of each kind.
    """

    build_id: str
    compared_with: str | None
    raised: Mapping[ItemKind, int]


def scan(
    db: Db, actor: Actor, build: Build, *, former: Build | None = None, roll_share: float = ROLL_SHARE
) -> ScanResult:
    """Scan a build.

    Parameters
    ----------
    former : the build to compare with; otherwise the one scanned last, as the store keeps it.
    roll_share : above 0 and below 1.

    Raises
    ------
    Forbidden, BadInput
    """
    require(db, actor, Action.SCAN_RUN, WORKSPACE)
    if not 0 < roll_share < 1:
        field = "share"
        raise BadInput(field, "a share is above 0 and below 1")
    if db.get_bind().dialect.name == "postgresql":
        # Another scan waits until this one has ended; on SQLite the whole store is held already.
        db.execute(text("LOCK TABLE scan_state IN SHARE ROW EXCLUSIVE MODE"))
    last = db.scalar(select(ScanState).order_by(ScanState.at.desc(), ScanState.id.desc()).limit(1))
    raised: Counter[ItemKind] = Counter()
    facts, compared = _former(last, build, former)
    if facts is not None:
        raised += _of_watches(db, build, facts, roll_share)
    raised += _reviews(db) + _interests(db)
    _keep(db, build)
    record(db, actor, Action.SCAN_RUN, WORKSPACE)
    return ScanResult(build.build_id, compared, {kind: raised[kind] for kind in ItemKind if raised[kind]})


def _former(last: ScanState | None, build: Build, former: Build | None) -> tuple[Facts | None, str | None]:
    if former is not None:
        return former.facts, former.build_id
    if last is None or last.build_id == build.build_id or not last.facts:
        return None, None
    return last.facts, last.build_id


def _keep(db: Db, build: Build) -> None:
    """Keep the facts of this build, and those of no other."""
    for row in db.scalars(select(ScanState).where(ScanState.build_id != build.build_id)):
        row.facts = {}
    kept = db.scalar(select(ScanState).where(ScanState.build_id == build.build_id))
    if kept is None:
        db.add(ScanState(build_id=build.build_id, at=db.now(), facts=build.facts))
    else:
        kept.at, kept.facts = db.now(), build.facts
    db.flush()


def _of_watches(db: Db, build: Build, former: Facts, roll_share: float) -> Counter[ItemKind]:
    raised: Counter[ItemKind] = Counter()
    known: dict[tuple[int, float], list[Finding]] = {}
    for watch in db.scalars(select(Watch).where(Watch.ended_at.is_(None)).order_by(Watch.id)):
        share = watch.roll_share or roll_share
        for urn in sorted(_watched(db, watch, build.facts, former)):
            if (urn, share) not in known:
                known[urn, share] = findings(former, build, urn, roll_share=share)
            for found in known[urn, share]:
                name = (build.facts["schools"].get(str(urn)) or former["schools"][str(urn)])["name"]
                item = WatchItem(
                    watch_id=watch.id,
                    key=_key(watch.id, found, build.build_id),
                    kind=found.kind,
                    urn=urn,
                    said=f"{name}: {found.said}",
                    source=found.source,
                    dated_on=found.dated_on or db.today(),
                    build_id=build.build_id,
                )
                raised[found.kind] += _raise(db, item)
    return raised


def _watched(db: Db, watch: Watch, *facts: Facts) -> set[int]:
    """Schools of a watch: of an area, those that either build has there."""
    if watch.kind is WatchKind.AREA:
        return {
            int(urn) for each in facts for urn, school in each["schools"].items() if watch.area_code in school["areas"]
        }
    if watch.partnership_id is not None:
        together = db.get(Partnership, watch.partnership_id)
        return set() if together is None else set(subject_of(db, together).urns)
    return set() if watch.urn is None else {watch.urn}


def _key(watch_id: int, found: Finding, build_id: str) -> str:
    told = "\n".join([str(found.urn), found.said, "" if found.once else build_id])
    return f"watch:{watch_id}:{found.kind}:{hashlib.sha256(told.encode()).hexdigest()[:32]}"


def _raise(db: Db, item: WatchItem) -> int:
    """Raise an item unless it was raised before."""
    if db.scalar(select(WatchItem.id).where(WatchItem.key == item.key)) is not None:
        return 0
    item.raised_at = db.now()
    db.add(item)
    db.flush()
    return 1


def _reviews(db: Db) -> Counter[ItemKind]:
    raised: Counter[ItemKind] = Counter()
    near = select(Partnership).where(
        Partnership.review_on <= db.today() + NEAR,
        or_(Partnership.until.is_(None), Partnership.until >= db.today()),
    )
    for row in db.scalars(near.order_by(Partnership.id)):
        item = WatchItem(
            key=f"review:{row.id}:{row.review_on}",
            kind=ItemKind.REVIEW,
            partnership_id=row.id,
            said=f"The review of {row.name} is due on {day_in_words(row.review_on)}.",
            source="the partnership's record",
            dated_on=row.review_on,
        )
        raised[ItemKind.REVIEW] += _raise(db, item)
    return raised


def _interests(db: Db) -> Counter[ItemKind]:
    """Tell of expressions of interest that are about to expire, of those who agreed to be on the register."""
    raised: Counter[ItemKind] = Counter()
    near = select(Interest).where(
        Interest.withdrawn_at.is_(None),
        Interest.consent_until >= db.today(),
        Interest.consent_until <= db.today() + NEAR,
    )
    for row in db.scalars(near.order_by(Interest.id)):
        if Consent.REGISTER in row.consent_for:
            item = WatchItem(
                key=f"interest:{row.id}:{row.consent_until}",
                kind=ItemKind.INTEREST,
                urn=row.urn,
                interest_id=row.id,
                said=f"An expression of interest in system leadership expires on {day_in_words(row.consent_until)}.",
                source="the register of interest",
                dated_on=row.consent_until,
            )
            raised[ItemKind.INTEREST] += _raise(db, item)
    return raised

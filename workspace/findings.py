"""What changed of a school between two builds, each in a sentence with its source and date; all of it public data."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from geo.breaks import BREAKS
from geo.change import BACK, Known, beyond_chance, change
from geo.cohort import counts_of
from geo.measures import measure
from geo.timeline import LANES, Event, events
from geo.vocab import InspectionScheme
from geo.words import date as day_in_words
from geo.words import number
from workspace.build_facts import ABSENCE, ROLL, Build, Facts
from workspace.vocab import ItemKind

__all__ = ["LOOK_BACK", "Finding", "findings"]

#: Of a school without an inspection in the former build, one is news up to so long before that build's newest: an
#: older one came with a list that was not bundled then.
LOOK_BACK = timedelta(days=366)

_NONE = "none recorded"


@dataclass(frozen=True)
class Finding:
    """A change of a school.

    Attributes
    ----------
    source : publisher, name and release.
    dated_on : date that the source gives the event; None where it gives none.
    once : whether it is the same finding whichever build shows it first: an inspection. Others are of their build.
    """

    kind: ItemKind
    urn: int
    said: str
    source: str
    dated_on: date | None = None
    once: bool = False


def findings(former: Facts, build: Build, urn: int, *, roll_share: float) -> list[Finding]:
    """Compare one school in two builds.

    Parameters
    ----------
    former : facts of the build scanned before.
    build : the build now.
    roll_share : a head count down by more than this share of itself is told.
    """
    before, now = former["schools"].get(str(urn)), build.facts["schools"].get(str(urn))
    if before is None and now is None:
        return []
    if before is None or now is None:
        known = now or before
        said = "It was in the former data and is not in the new."
        if now is not None:
            said = f"It is new in the data; status: {now['status'] or _NONE}."
        source = _named(build, known["register"])
        return [Finding(ItemKind.STATUS, urn, said, source), *_numbers(before or {}, build, urn)]
    return [
        *_register(before, now, build, urn),
        *_numbers(before, build, urn),
        *_inspections(former, before, now, build, urn),
        *_latest(former, before, now, build, urn),
        *_roll(before, now, build, urn, roll_share),
        *_absence(before, now, build, urn),
    ]


def _named(build: Build, key: str) -> str:
    return build.sources.get(key, key)


def _register(before: Mapping[str, Any], now: Mapping[str, Any], build: Build, urn: int) -> Iterator[Finding]:
    source = _named(build, now["register"])
    if before["status"] != now["status"]:
        closed = None if now["closed"] is None or now["status"] != "Closed" else date.fromisoformat(now["closed"])
        said = f"Status: {before['status'] or _NONE} before, {now['status'] or _NONE} now."
        yield Finding(ItemKind.STATUS, urn, said, source, closed)
    for kind, word in ((ItemKind.TRUST, "trust"), (ItemKind.FEDERATION, "federation")):
        if _another(before[word], now[word]):
            said = f"{word.capitalize()}: {before[word][1] or _NONE} before, {now[word][1] or _NONE} now."
            yield Finding(kind, urn, said, source)


def _another(before: list[str | None], now: list[str | None]) -> bool:
    """Say whether it is another group: by group UID where both have one, or else by name."""
    if before[0] and now[0]:
        return before[0] != now[0]
    return (before[1] or "").casefold() != (now[1] or "").casefold()


def _numbers(before: Mapping[str, Any], build: Build, urn: int) -> Iterator[Finding]:
    schools = build.facts["schools"]
    # A school that has left the build may still be named as predecessor by the one that follows it.
    following = schools[str(urn)]["next"] if str(urn) in schools else build.gone.get(urn, {})
    for other, kind in sorted(following.items()):
        if other not in before.get("next", {}):
            name = schools[other]["name"] if other in schools else "not in the data"
            source = _named(build, (schools.get(other) or schools.get(str(urn)) or {}).get("register", "register"))
            said = f"URN {urn} is followed by URN {other}, {name} ({kind}). Watch that one to go on."
            yield Finding(ItemKind.URN, urn, said, source)


def _inspections(
    former: Facts, before: Mapping[str, Any], now: Mapping[str, Any], build: Build, urn: int
) -> Iterator[Finding]:
    known, found = before["inspections"], now["inspections"]
    fresh = {key for key, mark in found.items() if known.get(key) != mark}
    if not fresh:
        return
    newest = max((key.split(" ")[-1] for key in known), default=None)
    if newest is None and former["newest"] is not None:
        newest = str(date.fromisoformat(former["newest"]) - LOOK_BACK)
    for event in events(build.inspections[build.inspections["urn"] == urn]):
        day = event.inspected_on.date()
        key = f"{event.scheme} {day}"
        if key in fresh and (newest is None or str(day) >= newest):
            source = "; ".join(_named(build, each) for each in event.sources)
            published = None if event.published_on is None else event.published_on.date()
            said = _event(event, again=key in known)
            yield Finding(ItemKind.INSPECTION, urn, said, source, published or day, once=True)


def _event(event: Event, *, again: bool) -> str:
    day = day_in_words(event.inspected_on)
    opening = f"{LANES[InspectionScheme(event.scheme)]}, inspected {day}"
    if not event.exact:
        opening += " (or later: the list gives the date of the latest inspection of any kind)"
    if event.published_on is not None:
        opening += f", published {day_in_words(event.published_on)}"
    parts = "".join(f"; {area}: {grade}" for area, grade in event.parts)
    return f"{opening}{', in other words than before' if again else ''}: {event.outcome}{parts}."


def _latest(
    former: Facts, before: Mapping[str, Any], now: Mapping[str, Any], build: Build, urn: int
) -> Iterator[Finding]:
    if now["latest"] is None or not former["lists"]:
        return
    grade, as_at, source = now["latest"]
    was = None if before["latest"] is None else before["latest"][0]
    if grade != was:
        listed = "" if as_at is None else f" on the list of {day_in_words(as_at)}"
        said = f"Latest outcome{listed}, without a date of its own: {grade}. Before: {was or 'not on the list'}."
        day = None if as_at is None else date.fromisoformat(as_at)
        yield Finding(ItemKind.INSPECTION, urn, said, _named(build, source), day, once=True)


def _roll(before: Mapping[str, Any], now: Mapping[str, Any], build: Build, urn: int, share: float) -> Iterator[Finding]:
    old, new = before["figures"].get(ROLL), now["figures"].get(ROLL)
    if old is None or new is None or new[0] < old[0] or not old[1] > 0:
        return
    down = (old[1] - new[1]) / old[1]
    if down > share:
        years = f"{old[1]:,.0f} in {old[0]}, {new[1]:,.0f} in {new[0]}"
        if old[0] == new[0]:
            years = f"{old[1]:,.0f} in {old[0]} as published before, {new[1]:,.0f} as published now"
        yield Finding(ItemKind.ROLL, urn, f"Pupils: {years}, {100 * down:.1f}% fewer.", _named(build, new[4]))


def _absence(before: Mapping[str, Any], now: Mapping[str, Any], build: Build, urn: int) -> Iterator[Finding]:
    for name in ABSENCE:
        old, new = before["figures"].get(name), now["figures"].get(name)
        # A corrected figure of the same year is told where the build says what it changed.
        if old is None or new is None or new[0] <= old[0] or int(new[0][:4]) - int(old[0][:4]) > BACK:
            continue
        if any(old[0] < year <= new[0] for year, _ in BREAKS.get(name, ())):
            continue
        entry = measure(name)
        pair = [
            Known(each[0], each[1], counts_of({"numerator": each[2], "denominator": each[3]}, entry))
            for each in (old, new)
        ]
        usual = build.moved.get((name, build.families[urn]))
        if beyond_chance(pair[0], pair[1], usual) and number(pair[0].value, entry) != number(pair[1].value, entry):
            said = change(entry, pair, [old[0], new[0]], (), usual)
            yield Finding(ItemKind.ABSENCE, urn, said, _named(build, new[4]))

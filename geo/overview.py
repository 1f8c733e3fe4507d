"""What stands out of a school's figures, in a few sentences: its bands gathered, results apart and with their age."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from geo import words
from geo.applies import STAGES
from geo.context import InContext
from geo.measures import MEASURES
from geo.percentile import Band

__all__ = ["Part", "ages_of_results", "overview", "stages_left_out"]

#: The ends first: they are what a reader looks for.
_SAID = {
    Band.WELL_ABOVE: "well above most",
    Band.WELL_BELOW: "well below most",
    Band.ABOVE: "above most",
    Band.BELOW: "below most",
    Band.CLOSE: "close to the middle",
}


@dataclass(frozen=True)
class Part:
    """Sentences under a head: (beside whom, in bold; measures with their figures)."""

    head: str
    lines: tuple[tuple[str, str], ...]


def overview(contexts: Sequence[InContext]) -> tuple[Part, ...]:
    """Gather the banded measures of a school: the newest figures by band, then results by year, the newest first.

    Results are years older than the rest, and so stand apart with their age. There is no order of importance and no
    total: a place among schools is no mark, and high is not good or bad.

    Parameters
    ----------
    contexts : from :func:`geo.context.in_context`.
    """
    banded = [each for each in contexts if each.band is not None]
    now = [each for each in banded if not MEASURES[each.measure].stage]
    results = [each for each in banded if MEASURES[each.measure].stage]
    newest = max((str(each.year) for each in now), default="")
    parts = [Part(f"The newest figures, {newest}", _by_band(now, newest))] if now else []
    if results:
        parts.append(Part("Results and destinations, year by year", _by_year(results, newest)))
    return tuple(parts)


def _by_band(contexts: Sequence[InContext], newest: str) -> tuple[tuple[str, str], ...]:
    lines = []
    for band, said in _SAID.items():
        kinds: dict[str, list[str]] = {}
        for each in contexts:
            if each.band is band:
                when = "" if each.year == newest else f" in {each.year}"
                kinds.setdefault(each.compared_with, []).append(f"{_told(each)}{when}")
        of = " of" if band is Band.CLOSE else ""
        lines += [(f"{_capital(said)}{of} {kind}", f"{'; '.join(own)}.") for kind, own in kinds.items()]
    return tuple(lines)


def _by_year(results: Sequence[InContext], newest: str) -> tuple[tuple[str, str], ...]:
    groups: dict[tuple[str, str], list[InContext]] = {}
    for each in results:
        groups.setdefault((str(each.year), each.compared_with), []).append(each)
    lines = []
    for (year, kind), own in sorted(groups.items(), key=lambda group: group[0][0], reverse=True):
        older = int(newest[:4]) - int(year[:4]) if newest else 0
        age = f", {words.count(older, 'year')} older" if older > 0 else ""
        told = ((said, [_told(each) for each in own if each.band is band]) for band, said in _SAID.items())
        lines.append(
            (
                f"{year}{age}, beside {kind}",
                " ".join(f"{_capital(said)}: {'; '.join(all_)}." for said, all_ in told if all_),
            )
        )
    return tuple(lines)


def _capital(said: str) -> str:
    return said[0].upper() + said[1:]


def _told(each: InContext) -> str:
    entry = MEASURES[each.measure]
    return entry.label if each.value is None else f"{entry.label}, {words.number(each.value, entry)}"


def ages_of_results(contexts: Iterable[InContext]) -> tuple[str, ...]:
    """Say of results in view of which year they are, where newer ones are known to be published; the oldest first.

    Parameters
    ----------
    contexts : those that are shown; others are left out of account.

    Returns
    -------
    Phrases such as "2018/19: Attainment 8, Progress 8 (published elsewhere to 2024/25)".
    """
    groups: dict[tuple[str, str], list[str]] = {}
    for each in contexts:
        entry = MEASURES[each.measure]
        if entry.stage and each.year is not None and each.year < entry.published_to:
            groups.setdefault((each.year, entry.published_to), []).append(entry.short)
    return tuple(
        f"{year}: {', '.join(names)} (published elsewhere to {last})" for (year, last), names in sorted(groups.items())
    )


def stages_left_out(contexts: Iterable[InContext]) -> tuple[str, ...]:
    """Name the key stages of which nothing concerns the school, in the words of :data:`geo.applies.STAGES`."""
    shown = {MEASURES[each.measure].stage for each in contexts if each.concerns}
    return tuple(said for stage, said in STAGES.items() if stage not in shown)

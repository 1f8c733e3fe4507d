"""What changed in a figure over some years, in one sentence that calls nothing a change which chance could make.

No cause, nothing of good or bad, never across a break of the series.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from geo.interval import apart
from geo.measures import Measure
from geo.movement import TIMES
from geo.vocab import Basis
from geo.words import number

__all__ = ["BACK", "Known", "beyond_chance", "change", "years_in_words"]

#: A figure is held against the earliest one of so many years before it.
BACK = 5

_UNCOUNTED = {"decile", "rank", "band"}


@dataclass(frozen=True)
class Known:
    """Published figure of a year, with its counts where both are of pupils."""

    year: str
    value: float
    counts: tuple[float, float] | None = None


def change(
    measure: Measure,
    known: Sequence[Known],
    years: Sequence[str],
    breaks: Sequence[tuple[str, str]] = (),
    usual: float | None = None,
    london: Mapping[str, tuple[float, Basis]] | None = None,
) -> str:
    """Say how the newest figure stands to the earliest one of up to five years before.

    "Higher" and "lower" need more than chance: of two shares of pupils, Newcombe's 95% interval of their difference
    leaves out zero; elsewhere the change is more than :data:`geo.movement.TIMES` median movements. Numbers of pupils
    are counted, and simply told.

    Parameters
    ----------
    measure : its entry.
    known : published figures of the school, by year.
    years : every year of the span, to name those between without a figure.
    breaks : (first year after, what changes).
    usual : median movement of schools of the kind from one year to the next, in the unit of the measure, if known.
    london : year -> figure of London's schools of the kind, and its basis.
    """
    if not known:
        return f"{measure.label}: no figure of any year is at hand."
    new = known[-1]
    if measure.unit in _UNCOUNTED:
        return f"{measure.label}: {_listed(measure, known)}; they are not comparable from one issue to the next."
    since = max((year for year, _ in breaks if year <= new.year), default="")
    from_year = int(new.year[:4]) - BACK
    earlier = [each for each in known[:-1] if int(each.year[:4]) >= from_year and each.year >= since]
    if not earlier:
        only = f"{measure.label}: {number(new.value, measure)} in {new.year}; there is no earlier year to compare with"
        broken = next((words for year, words in reversed(breaks) if year == since), "")
        # Earlier years across a break are held, and are not compared: say which break.
        return f"{only}, because the series breaks in {since} ({broken})." if since and len(known) > 1 else f"{only}."
    old = earlier[0]
    said = f"{measure.label}: {number(new.value, measure)} in {new.year} and {number(old.value, measure)} in {old.year}"
    said += f", {_verdict(measure, old, new, usual)}"
    said += _of_london(measure, old, new, london or {})
    between = [year for year in years if old.year < year < new.year and year not in {each.year for each in known}]
    return f"{said}." + (f" There is no figure for {years_in_words(between)}." if between else "")


def years_in_words(years: Sequence[str]) -> str:
    """Name years in order, runs of them by their ends: "2019/20 to 2021/22 and 2024/25"."""
    runs: list[list[str]] = []
    for year in years:
        if runs and int(year[:4]) == int(runs[-1][-1][:4]) + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    said = [run[0] if len(run) == 1 else f"{run[0]} to {run[-1]}" for run in runs]
    return " and ".join([", ".join(said[:-1]), said[-1]] if len(said) > 1 else said)


def _listed(measure: Measure, known: Sequence[Known]) -> str:
    return ", ".join(f"{number(each.value, measure)} in {each.year}" for each in known)


def _verdict(measure: Measure, old: Known, new: Known, usual: float | None) -> str:
    moved = new.value - old.value
    word = "higher" if moved > 0 else "lower"
    if measure.unit == "pupils":
        count = round(abs(moved))
        return f"{count:,} {'more' if moved > 0 else 'fewer'}" if count else "the same number"
    more = beyond_chance(old, new, usual)
    if more is None:
        return "and nothing at hand tells whether that is more than chance"
    if old.counts is not None and new.counts is not None:
        return f"{word} by more than chance would make likely" if more else "about the same once chance is allowed for"
    if more:
        return f"{word} by more than such schools usually move from one year to the next"
    return "about the same once the usual movement from year to year is allowed for"


def beyond_chance(old: Known, new: Known, usual: float | None) -> bool | None:
    """Say whether a figure moved by more than chance; None where nothing tells.

    Of two shares of pupils, whether Newcombe's 95% interval of their difference leaves out zero; elsewhere, whether
    the movement is more than :data:`geo.movement.TIMES` usual ones.
    """
    if old.counts is not None and new.counts is not None:
        return apart(old.counts, new.counts)
    return None if usual is None else abs(new.value - old.value) > TIMES * usual


def _of_london(measure: Measure, old: Known, new: Known, london: Mapping[str, tuple[float, Basis]]) -> str:
    if measure.unit == "pupils" or old.year not in london or new.year not in london:
        return ""
    (then, basis_then), (now, basis_now) = london[old.year], london[new.year]
    if measure.stage and basis_then is basis_now is Basis.PUBLISHED:
        return f"; the published figure for London was {number(then, measure)} and then {number(now, measure)}"
    said = f"; for London's schools of its kind it was {number(then, measure)} and then {number(now, measure)}"
    if Basis.MEAN_OF_RATES not in (basis_then, basis_now):
        return said
    if basis_then == basis_now:
        return f"{said}, both averages of their own figures"
    return f"{said}, the {'earlier' if basis_then == Basis.MEAN_OF_RATES else 'later'} an average of their own figures"

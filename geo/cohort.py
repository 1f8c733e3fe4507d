"""How many pupils a figure is of, and whether they are few."""

from collections.abc import Mapping
from typing import Any

from geo.interval import wilson
from geo.measures import Measure
from geo.words import is_missing

__all__ = ["FEW", "caution", "counts_of", "interval", "published_interval", "pupils_behind"]

#: Fewer pupils than this are few: one pupil is then more than three percentage points.
FEW = 30

#: Below the line of these are sessions, of which one pupil has hundreds: neither a cohort nor independent.
_SESSIONS = "sessions"
_PER_CENT = 100

#: Measures whose denominator, or value, is about as many pupils as stand behind a figure without one, the best first.
_INSTEAD = ("persistent_absence", "pupils")


def counts_of(row: Mapping[Any, Any], measure: Measure) -> tuple[float, float] | None:
    """Numerator and denominator where both count pupils, each once; None elsewhere.

    Suspensions per 100 pupils are no share, because a pupil may be suspended twice; nor are sessions counts of pupils.
    """
    numerator, denominator = row["numerator"], row["denominator"]
    if measure.unit != "percent" or _SESSIONS in measure.denominator:
        return None
    if is_missing(numerator) or is_missing(denominator) or not 0 <= numerator <= denominator or denominator <= 0:
        return None
    return float(numerator), float(denominator)


def interval(row: Mapping[Any, Any], measure: Measure) -> tuple[float, float] | None:
    """95% interval of a published figure in its unit: the published one, or Wilson's; None where neither can be had."""
    given = published_interval(row)
    if given is not None:
        return given
    counts = counts_of(row, measure)
    return None if counts is None or is_missing(row["value"]) else wilson(*counts)


def published_interval(row: Mapping[Any, Any]) -> tuple[float, float] | None:
    """95% interval that the publisher gives, as for progress scores; None where there is none."""
    low, high = row.get("low"), row.get("high")
    return None if is_missing(low) or is_missing(high) else (float(str(low)), float(str(high)))


def pupils_behind(row: Mapping[Any, Any], measure: Measure, same_year: Mapping[str, Mapping[Any, Any]]) -> float | None:
    """How many pupils a figure is of; None where nothing tells.

    Parameters
    ----------
    row : of the figure.
    measure : its entry.
    same_year : the school's rows of the same year by measure, for figures that come without a count of pupils: the
        enrolments of persistent absence, then the headcount; of key stage 4 the pupils at its end.
    """
    if measure.unit in {"pupils", "decile", "rank", "band"}:
        return None
    if _SESSIONS not in measure.denominator and not is_missing(row["denominator"]):
        return float(row["denominator"])
    if measure.stage == "ks4":
        other = same_year.get("ks4_pupils")
        return None if other is None or is_missing(other["value"]) else float(other["value"])
    if measure.fetch not in {"absence", "exclusions"}:
        return None
    for name in _INSTEAD:
        other = same_year.get(name)
        key = "value" if name == "pupils" else "denominator"
        if other is not None and not is_missing(other[key]):
            return float(other[key])
    return None


def caution(pupils: float | None, measure: Measure) -> str:
    """Say that a figure is of few pupils; empty where it is not, or where it is not known."""
    if pupils is None or not 0 < pupils < FEW:
        return ""
    if measure.unit != "percent" or _SESSIONS in measure.denominator:
        return f"Few pupils, {pupils:.0f}: one of them moves the figure much."
    return f"Few pupils, {pupils:.0f}: one of them is {_PER_CENT / pupils:.0f} percentage points."

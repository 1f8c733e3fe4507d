"""A figure and its status, a date and its meaning, in words."""

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

from geo.measures import BY_HAND, MEASURES, NOT_COLLECTED, OF_PLACE, Measure
from geo.vocab import DateBasis, ValueStatus

__all__ = [
    "added",
    "ages",
    "count",
    "date",
    "date_basis",
    "distance",
    "figure",
    "fraction",
    "interval",
    "is_missing",
    "missing",
    "number",
    "signed",
    "text",
    "year_of",
]

#: Words for a gap that needs no year and no source.
_GAPS = {
    ValueStatus.SUPPRESSED: "suppressed: too few pupils to publish",
    ValueStatus.NOT_APPLICABLE: "does not apply to this school",
    ValueStatus.NOT_AVAILABLE: "not available from the publisher",
    ValueStatus.LOW: "low: rounds to zero",
}

_BASES = {
    DateBasis.INSPECTION: "date of this inspection",
    DateBasis.ANY_INSPECTION: "date of the latest inspection of any kind, which may be a later one",
    DateBasis.JUDGEMENT: "date of the judgement",
    DateBasis.NOT_IN_SOURCE: "date not in the bundled data",
}


def is_missing(value: object) -> bool:
    """Whether a cell is empty, of whichever kind."""
    return value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and math.isnan(value))


def text(value: object, otherwise: str = "not recorded") -> str:
    """Return a cell's words, or say that there are none."""
    return otherwise if is_missing(value) or value == "" else str(value)


def number(value: float, measure: Measure) -> str:
    """Write a published number with its unit, as in "12.3%", "4.5 per 100 pupils" or, of progress, "+0.3"."""
    digits = f"{value:,.{measure.decimals}f}"
    match measure.unit:
        case "percent":
            return f"{digits}%"
        case "per_100_pupils":
            return f"{digits} per 100 pupils"
        case "decile":
            return f"{digits} of 10"
        case "score":
            return signed(value, measure.decimals)
        case "band":
            return BANDS[int(value)]
        case "rank" | "pupils" | "points":
            return digits


#: The department's words for the bands of Progress 8.
BANDS = {1: "well above average", 2: "above average", 3: "average", 4: "below average", 5: "well below average"}


def signed(value: float, decimals: int) -> str:
    """Write a score that may be negative with its sign; what rounds to zero has none."""
    digits = f"{abs(value):.{decimals}f}"
    if float(digits) == 0:
        return digits
    return f"+{digits}" if value > 0 else f"\N{MINUS SIGN}{digits}"


def missing(status: str, measure: Measure, year: str | None) -> str:
    """Say why there is no number."""
    kind = ValueStatus(status)
    if kind in _GAPS:
        return _GAPS[kind]
    if kind is ValueStatus.NOT_COLLECTED:
        said = NOT_COLLECTED.get((measure.name, year or ""), "not collected").split(":")[0]
        return f"{said} in {year}" if year else said
    if kind is ValueStatus.MISSING_ROW:
        return f"no row for this school in the {year} table" if year else "no row for this school"
    if measure.fetch == OF_PLACE and year:
        return "not in the bundled data, which lack the boundaries that would find the small area around the building"
    return f"not in the bundled data; whoever runs this map can add it {added(measure.fetch)}"


def added(source: str) -> str:
    """Say how whoever runs this map adds a source that is not bundled: by a command, or by hand."""
    if source in BY_HAND:
        return "by hand, as `data/raw/README.md` says"
    return f"with `python -m pipelines fetch {source}`"


def figure(row: Mapping[str, Any]) -> str:
    """Words of one row of ``geo.figures.figures``: the number with its unit, or why there is none."""
    measure = MEASURES[row["measure"]]
    if row["status"] == ValueStatus.PUBLISHED:
        return number(row["value"], measure)
    return missing(row["status"], measure, year_of(row))


def interval(row: Mapping[str, Any]) -> str:
    """Write a published 95% interval, as in "95% interval +0.1 to +0.4"; empty where the table has none."""
    if is_missing(row.get("low")) or is_missing(row.get("high")):
        return ""
    decimals = MEASURES[row["measure"]].decimals
    return f"95% interval {signed(row['low'], decimals)} to {signed(row['high'], decimals)}"


def year_of(row: Mapping[str, Any]) -> str | None:
    """Year of a row, or None."""
    return None if is_missing(row["year"]) else str(row["year"])


def fraction(row: Mapping[str, Any]) -> str:
    """Write the two counts behind a rate, as in "59 of 477", or whom an average is of; empty if not published."""
    entry = MEASURES[row["measure"]]
    averaged = entry.unit in {"points", "score"} or is_missing(row["numerator"])
    if entry.stage and averaged and not is_missing(row["denominator"]):
        return f"of {row['denominator']:,.0f} {'students' if entry.stage == 'ks5' else 'pupils'}"
    if is_missing(row["numerator"]) or is_missing(row["denominator"]):
        return ""
    return f"{row['numerator']:,.0f} of {row['denominator']:,.0f}"


def date(value: object) -> str:
    """Write a date as in "4 March 2019"; "date not known" where there is none."""
    if is_missing(value):
        return "date not known"
    moment = pd.Timestamp(value)
    return f"{moment.day} {moment:%B %Y}"


def date_basis(basis: str) -> str:
    """Say what a date is the date of."""
    return _BASES[DateBasis(basis)]


def distance(metres: float) -> str:
    """Write a straight-line distance: "350 m", "1.2 km"."""
    if metres < 995:  # noqa: PLR2004 - from here the nearest ten metres would read "1000 m"
        return f"{round(metres / 10) * 10:.0f} m"
    return f"{metres / 1000:.1f} km"


def ages(low: object, high: object) -> str:
    """Write a range of ages."""
    if is_missing(low) and is_missing(high):
        return "ages not recorded"
    return f"ages {text(low, '?')} to {text(high, '?')}"


def count(number_of: int, one: str, many: str | None = None) -> str:
    """Write a count with its noun: "1 school", "56 schools"."""
    return f"{number_of:,} {one if number_of == 1 else many or one + 's'}"

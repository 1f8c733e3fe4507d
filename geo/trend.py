"""One measure of one school year by year: each year of the span, its gaps named, beside borough, London and England."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from geo.applies import compared_family
from geo.breaks import BREAKS
from geo.change import Known, change
from geo.cohort import caution, counts_of, interval, pupils_behind
from geo.comparable import not_comparable
from geo.context import ENGLAND, LONDON, Benchmark, benchmark_of
from geo.figures import Coverage, status_without_row
from geo.measures import NOT_COLLECTED, OF_PLACE, Measure, measure
from geo.movement import Movements
from geo.rolls import school_years
from geo.vocab import ValueStatus
from geo.words import is_missing, missing

__all__ = ["NO_INTERVAL", "AreaLine", "Point", "Trend", "trend"]

#: Why figures of sessions have no interval.
NO_INTERVAL = (
    "No interval is given: sessions are not independent, because one pupil away for long misses many of them together."
)
_NOT_PUBLISHED = "No interval is given where the counts behind a percentage are not published."
_PREDECESSOR = "Reported under another number of the school, {urn}."


@dataclass(frozen=True)
class Point:
    """A year of the span, with a figure or the reason why there is none.

    Attributes
    ----------
    value : in the unit of the measure; None unless ``status`` is published. reason : then "".
    low, high : 95% interval: published, or Wilson's where both counts are of pupils; None elsewhere.
    caution : what to bear in mind of this year: few pupils, another number of the school; "" if nothing.
    reported_urn : whose figure it was; None where there is no row.
    """

    year: str
    value: float | None
    status: ValueStatus
    reason: str
    numerator: float | None = None
    denominator: float | None = None
    low: float | None = None
    high: float | None = None
    caution: str = ""
    reported_urn: int | None = None


@dataclass(frozen=True)
class AreaLine:
    """Figures of an area for the schools of one family, over the same years; None where there is none."""

    area_code: str
    area_name: str
    points: tuple[tuple[str, Benchmark | None], ...]

    @property
    def values(self) -> tuple[tuple[str, float | None], ...]:
        """Year and value."""
        return tuple((year, None if each is None else each.value) for year, each in self.points)


@dataclass(frozen=True)
class Trend:
    """A measure over time.

    Attributes
    ----------
    points : every year from the first to the last that the build has of the measure.
    breaks : (first year after, what changes); never draw or compare across one unsaid.
    lines : borough, London and England, those that have a figure of the family in the span.
    not_compared : why there are no lines; "" if there are.
    interval_note : why intervals are missing; "" where every published year has one, or the measure needs none.
    sentence : what changed, or that nothing can be said.
    """

    measure: str
    points: tuple[Point, ...]
    breaks: tuple[tuple[str, str], ...]
    lines: tuple[AreaLine, ...]
    not_compared: str
    interval_note: str
    sentence: str


def trend(
    measures: pd.DataFrame,
    benchmarks: pd.DataFrame,
    school: pd.Series,
    name: str,
    coverage: Coverage,
    moved: Movements | None = None,
) -> Trend:
    """Make the years of one measure of a school.

    Parameters
    ----------
    measures : the ``measures`` table, or the part of it that has the school.
    benchmarks : the ``benchmarks`` table.
    school : its row of ``schools``.
    name : registry name.
    coverage : of ``BUILD.json``.
    moved : from :func:`geo.movement.movements`: the yardstick where counts allow no test. Without it the sentence gives
        the figures and calls no change higher or lower.
    """
    entry = measure(name)
    own = measures[measures["urn"] == int(school["urn"])]
    by_year: dict[str, dict[str, Mapping[Any, Any]]] = {}
    for row in own.to_dict("records"):
        by_year.setdefault(str(row["year"]), {})[str(row["measure"])] = row
    years = _span(coverage.get(name) or {}, {year for year, rows in by_year.items() if name in rows})
    points = tuple(_point(entry, year, by_year.get(year, {}), school, coverage) for year in years)
    why = not_comparable(school, entry)
    beside_whom = str(compared_family(entry, str(school["phase_family"])))
    lines = () if why else _lines(benchmarks, school, name, beside_whom, years)
    breaks = tuple((year, words) for year, words in BREAKS.get(name, ()) if year in years[1:])
    london = next((line for line in lines if line.area_code == LONDON), None)
    known = [
        Known(each.year, each.value, counts_of({"numerator": each.numerator, "denominator": each.denominator}, entry))
        for each in points
        if each.value is not None
    ]
    usual = (moved or {}).get((name, beside_whom))
    beside = {} if london is None else {year: (each.value, each.basis) for year, each in london.points if each}
    said = change(entry, known, years, breaks, usual, beside)
    return Trend(name, points, breaks, lines, why, _interval_note(entry, points), said)


def _span(covered: Mapping[str, object], held: set[str]) -> list[str]:
    """List every school year from first to last; of indices, their years alone."""
    found = sorted(set(covered) | held)
    if not found or not all("/" in year for year in found):
        return found
    return school_years(found[0], found[-1])


def _point(
    entry: Measure, year: str, rows: Mapping[str, Mapping[Any, Any]], school: pd.Series, coverage: Coverage
) -> Point:
    row = rows.get(entry.name)
    if row is None:
        status = status_without_row(entry.name, year, coverage)
        return Point(year, None, status, _reason(entry, year, status, school))
    status = ValueStatus(row["status"])
    numerator, denominator = (None if is_missing(row[key]) else float(row[key]) for key in ("numerator", "denominator"))
    whose = int(row["reported_urn"])
    other = "" if whose == int(school["urn"]) else _PREDECESSOR.format(urn=whose)
    if status is not ValueStatus.PUBLISHED:
        reason = _reason(entry, year, status, school)
        return Point(year, None, status, reason, numerator, denominator, caution=other, reported_urn=whose)
    ends = interval(row, entry) or (None, None)
    few = caution(pupils_behind(row, entry, rows), entry)
    return Point(
        year=year,
        value=float(row["value"]),
        status=status,
        reason="",
        numerator=numerator,
        denominator=denominator,
        low=ends[0],
        high=ends[1],
        caution=" ".join(words for words in (few, other) if words),
        reported_urn=whose,
    )


def _reason(entry: Measure, year: str, status: ValueStatus, school: pd.Series) -> str:
    """Say why a year has no figure."""
    if status is ValueStatus.NOT_COLLECTED:
        return NOT_COLLECTED[entry.name, year]
    if status is ValueStatus.NOT_BUNDLED and entry.fetch != OF_PLACE:
        return "published, but not in the data at hand"
    opened = school["open_date"]
    if status is ValueStatus.MISSING_ROW and "/" in year and not is_missing(opened) and _ends(year) < opened:
        return f"the register has {opened.day} {opened:%B %Y} as the date on which the school opened"
    return missing(status, entry, year)


def _ends(year: str) -> pd.Timestamp:
    """End of a school year."""
    return pd.Timestamp(year=int(year[:4]) + 1, month=8, day=31)


def _lines(
    benchmarks: pd.DataFrame, school: pd.Series, name: str, family: str, years: list[str]
) -> tuple[AreaLine, ...]:
    rows = benchmarks[(benchmarks["measure"] == name) & (benchmarks["phase_family"] == family)]
    made = []
    for code in (school["borough_code"], LONDON, ENGLAND):
        own = {str(row["year"]): row for row in rows[rows["area_code"] == code].to_dict("records")}
        points = tuple((year, benchmark_of(own[year]) if year in own else None) for year in years)
        if any(each is not None for _, each in points):
            made.append(AreaLine(str(code), str(next(iter(own.values()))["area_name"]), points))
    return tuple(made)


def _interval_note(entry: Measure, points: tuple[Point, ...]) -> str:
    if entry.unit != "percent" or not any(each.value is not None for each in points):
        return ""
    if "sessions" in entry.denominator:
        return NO_INTERVAL
    lacking = any(each.value is not None and each.low is None for each in points)
    return _NOT_PUBLISHED if lacking else ""

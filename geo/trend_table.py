"""The years of a trend as a table: what the chart shows and what it cannot, for a screen and for a spreadsheet."""

import pandas as pd

from geo import words
from geo.context import Benchmark
from geo.measures import MEASURES, Measure
from geo.trend import Point, Trend
from geo.vocab import Basis

__all__ = ["readable", "to_csv"]

_BASES = {
    Basis.PUBLISHED: "published",
    Basis.COUNTS: "from counts",
    Basis.MEAN_OF_RATES: "mean of schools' rates",
}


def readable(made: Trend) -> tuple[list[str], list[list[str]]]:
    """Columns and rows to read, the newest year first; a year without a figure has its reason in place of it."""
    entry = MEASURES[made.measure]
    breaks = dict(made.breaks)
    counts = any(each.numerator is not None and each.denominator is not None for each in made.points)
    ends = any(each.low is not None for each in made.points)
    columns = ["Year", "This school", *(["Counts"] if counts else []), *(["95% interval"] if ends else [])]
    columns += [line.area_name for line in made.lines]
    notes = [" ".join(part for part in (each.caution, _break(breaks.get(each.year))) if part) for each in made.points]
    noted = any(notes)
    rows = []
    for at, each in reversed(list(enumerate(made.points))):
        row = [each.year, number_or_reason(each, entry)]
        row += [_counts(each)] if counts else []
        row += [_interval(each, entry)] if ends else []
        row += [_area(line.points[at][1], entry) for line in made.lines]
        rows.append([*row, notes[at]] if noted else row)
    return [*columns, "Note"] if noted else columns, rows


def number_or_reason(each: Point, entry: Measure) -> str:
    """Figure of a year with its unit, or why there is none."""
    return each.reason if each.value is None else words.number(each.value, entry)


def _break(said: str | None) -> str:
    return f"Break: {said}." if said else ""


def _counts(each: Point) -> str:
    if each.numerator is None or each.denominator is None:
        return ""
    return f"{each.numerator:,.0f} of {each.denominator:,.0f}"


def _interval(each: Point, entry: Measure) -> str:
    if each.low is None or each.high is None:
        return ""
    return f"{words.number(each.low, entry)} to {words.number(each.high, entry)}"


def _area(each: Benchmark | None, entry: Measure) -> str:
    if each is None:
        return "no figure"
    basis = f" ({_BASES[Basis.MEAN_OF_RATES]})" if each.basis is Basis.MEAN_OF_RATES else ""
    return words.number(each.value, entry) + basis


def to_csv(made: Trend, urn: int) -> bytes:
    """Write the years as CSV for a spreadsheet, in their order: UTF-8 with a byte order mark, CRLF lines.

    A year is written in full ("2010/2011"): a spreadsheet would take "2010/11" for November 2010. No text of others is
    in it but the names of areas and of releases.
    """
    breaks = dict(made.breaks)
    rows = []
    for at, each in enumerate(made.points):
        start, slash, _ = each.year.partition("/")
        row: dict[str, object] = {
            "urn": urn,
            "reported_urn": each.reported_urn,
            "measure": made.measure,
            "year": f"{start}/{int(start) + 1}" if slash else each.year,
            "value": each.value,
            "status": str(each.status),
            "reason": each.reason,
            "numerator": each.numerator,
            "denominator": each.denominator,
            "interval_low": each.low,
            "interval_high": each.high,
            "caution": each.caution,
            "break": breaks.get(each.year, ""),
        }
        for line in made.lines:
            found = line.points[at][1]
            row[line.area_name] = None if found is None else found.value
            row[f"{line.area_name} basis"] = "" if found is None else _BASES[found.basis]
        rows.append(row)
    frame = pd.DataFrame(rows).astype({"reported_urn": "Int64"})
    return frame.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")

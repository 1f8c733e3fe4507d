"""Charts as Vega-Lite, made without Streamlit: what all have in common, and the years of a measure.

They are written in Vega-Lite's own form, which Streamlit draws: to build and check one through altair took 130 ms on
the machine on which the pages are timed, and this takes none. The tests read every chart with altair, which refuses
what is not Vega-Lite.
"""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from geo import words
from geo.measures import MEASURES, Measure
from geo.trend import Trend
from geo.trend_table import number_or_reason
from geo.vocab import ValueStatus

__all__ = ["CONFIG", "INK", "LINE", "LINES", "QUIET", "SCHOOL", "over_the_years"]

#: Text, quieter text (5.9:1 on white) and lines that only guide the eye.
INK, QUIET, LINE = "#1b2a32", "#52646d", "#e3e9e7"

#: The look of every chart; the page's own font is at hand without asking anyone. Vega would read marks out one by one,
#: some without a name: the chart's words and its table stand for them.
CONFIG: dict[str, Any] = {
    "mark": {"aria": False},
    "background": "#ffffff",
    "font": '"Source Sans", sans-serif',
    "view": {"stroke": None},
    "axis": {"labelFontSize": 12, "titleFontSize": 12, "labelColor": QUIET, "titleColor": QUIET},
}

#: The school's line, then colour and dash of borough, London and England; each has 4.5:1 on white.
SCHOOL = "#17596b"
LINES = (("#8a4b08", [7, 3]), ("#7a3e9d", [2, 2]), ("#52646d", [8, 3, 2, 3]))

#: Height of a chart with its axis, in pixels, and how far apart names beside it must be, as a share of the plot.
_HIGH, _APART = 330, 0.06

#: Years that the name of a break takes on a phone.
_NEAR = 5

#: Words in the gap of a year.
_GAPS = {
    ValueStatus.NOT_COLLECTED: "not collected",
    ValueStatus.NOT_BUNDLED: "not at hand",
    ValueStatus.SUPPRESSED: "suppressed",
    ValueStatus.NOT_APPLICABLE: "does not apply",
    ValueStatus.NOT_AVAILABLE: "not available",
    ValueStatus.LOW: "rounds to zero",
    ValueStatus.MISSING_ROW: "no row",
}

Row = dict[str, Any]


def over_the_years(made: Trend) -> dict[str, Any]:
    """Draw a measure of a school year by year, beside its borough, London and England.

    A year without a figure is a gap, shaded and named; no line crosses one, nor a break of the series, nor a change in
    how an area's figure is made. Lines differ by dash and have their names at the right end. A hollow point has a
    caution. A whisker is a 95% interval.

    Parameters
    ----------
    made : from :func:`geo.trend.trend`, with at least one figure.
    """
    entry = MEASURES[made.measure]
    own, areas = _own(made, entry), _areas(made, entry)
    low, high = _span(made)
    years = [each.year for each in made.points]
    names = [line.area_name for line in made.lines]
    x = {
        "field": "year",
        "type": "ordinal",
        "title": None,
        "scale": {"type": "band", "domain": years, "paddingInner": 0, "paddingOuter": 0.1},
        "axis": {"labelExpr": "slice(datum.value, 2)", "labelAngle": 0, "labelOverlap": True, "ticks": False},
    }
    y = {
        "field": "value",
        "type": "quantitative",
        "title": _unit(entry),
        "scale": {"domain": [low, high], "nice": False, "zero": False},
        "axis": {
            "gridColor": LINE,
            "domain": False,
            "ticks": False,
            "tickCount": 5,
            "titleAngle": 0,
            "titleAlign": "left",
        }
        | {"titleAnchor": "end", "titleY": -10, "titleX": -30},
    }
    dash = {"domain": names, "range": [pattern for _, pattern in LINES[: len(names)]]}
    colour = {"domain": names, "range": [tint for tint, _ in LINES[: len(names)]]}
    of_area = {
        "strokeDash": {"field": "who", "type": "nominal", "scale": dash, "legend": None},
        "stroke": {"field": "who", "type": "nominal", "scale": colour, "legend": None},
        "detail": {"field": "run", "type": "nominal"},
    }
    tip = [{"field": name, "type": "nominal"} for name in ("Who", "Year", "Figure", "Note")]
    layers = [
        _gaps(made, y),
        {"data": {"values": areas}, "mark": {"type": "line", "strokeWidth": 2}, "encoding": {"y": y, **of_area}},
        {
            "data": {"values": areas},
            "mark": {"type": "point", "size": 14, "strokeWidth": 2, "opacity": 1},
            "encoding": {"y": y, "stroke": of_area["stroke"], "tooltip": tip},
        },
        {
            "data": {"values": own},
            "mark": {"type": "rule", "strokeWidth": 1.5, "color": SCHOOL},
            "encoding": {"y": {**y, "field": "low"}, "y2": {"field": "high"}},
            "transform": [{"filter": "isValid(datum.low)"}],
        },
        {
            "data": {"values": own},
            "mark": {"type": "line", "strokeWidth": 3, "color": SCHOOL},
            "encoding": {"y": y, "detail": {"field": "run", "type": "nominal"}},
        },
        {
            "data": {"values": own},
            "mark": {"type": "point", "size": 60, "strokeWidth": 2, "stroke": SCHOOL, "opacity": 1},
            "encoding": {"y": y, "fill": {"field": "fill", "type": "nominal", "scale": None}, "tooltip": tip},
        },
        *_breaks(made, y),
        *_ends(own, areas, names, y),
    ]
    return {
        "height": _HIGH,
        "padding": {"left": 5, "top": 22, "bottom": 5, "right": 8},
        "encoding": {"x": x},
        "layer": layers,
        "config": CONFIG,
        "usermeta": {"embedOptions": {"actions": False}},
    }


def _unit(entry: Measure) -> str:
    return {"percent": "Percent", "per_100_pupils": "Per 100 pupils", "pupils": "Pupils"}.get(entry.unit, "")


def _runs(held: Sequence[object], breaks: Sequence[bool]) -> list[int]:
    """Give the stretch of each year that a line may cross: a new one after a gap (None) and at a break."""
    runs, run, before = [], 0, None
    for each, broken in zip(held, breaks, strict=True):
        run += int(each is None or broken or before is None or each != before)
        runs.append(run)
        before = each
    return runs


def _own(made: Trend, entry: Measure) -> list[Row]:
    """Rows of the school, those of years with a figure only."""
    broken = {year for year, _ in made.breaks}
    runs = _runs([None if each.value is None else "" for each in made.points], [p.year in broken for p in made.points])
    return [
        {
            "year": each.year,
            "value": each.value,
            "low": each.low,
            "high": each.high,
            "run": run,
            "fill": "#ffffff" if each.caution else SCHOOL,
            "Who": "This school",
            "Year": each.year,
            "Figure": number_or_reason(each, entry),
            "Note": each.caution,
        }
        for each, run in zip(made.points, runs, strict=True)
        if each.value is not None
    ]


def _areas(made: Trend, entry: Measure) -> list[Row]:
    """Rows of borough, London and England."""
    broken = {year for year, _ in made.breaks}
    rows = []
    for line in made.lines:
        held = [None if each is None else str(each.basis) for _, each in line.points]
        runs = _runs(held, [year in broken for year, _ in line.points])
        for (year, each), run in zip(line.points, runs, strict=True):
            if each is not None:
                rows.append(
                    {
                        "year": year,
                        "value": each.value,
                        "who": line.area_name,
                        "run": f"{line.area_name} {run}",
                        "Who": line.area_name,
                        "Year": year,
                        "Figure": words.number(each.value, entry),
                        "Note": {"mean_of_rates": "mean of schools' rates", "counts": "from counts"}.get(
                            each.basis, ""
                        ),
                    }
                )
    return rows


def _span(made: Trend) -> tuple[float, float]:
    """Give the ends of the axis: from 0, or below it where a figure is, so that no change looks larger than it is."""
    found = [value for each in made.points for value in (each.value, each.low, each.high) if value is not None]
    found += [value for line in made.lines for _, value in line.values if value is not None]
    low = min(0.0, *found)
    return (low * 1.1, max(*found, 0.0) * 1.1 or 1.0)


def _gaps(made: Trend, y: Row) -> Row:
    """Shade and name the years in which the school has no figure."""
    low, _ = y["scale"]["domain"]
    rows, named = [], []
    for why, run in groupby(made.points, key=lambda each: None if each.value is not None else _GAPS[each.status]):
        if why is not None:
            years = [each.year for each in run]
            rows += [{"year": year} for year in years]
            # One name for years that follow each other: on a phone a year is no wider than a letter is high.
            named.append({"year": years[len(years) // 2], "said": why, "value": low})
    return {
        "layer": [
            {"data": {"values": rows}, "mark": {"type": "rect", "color": "#eef2f0"}},
            {
                "data": {"values": named},
                "mark": {"type": "text", "angle": 270, "fontSize": 11, "color": QUIET, "align": "left", "yOffset": -6},
                "encoding": {"text": {"field": "said", "type": "nominal"}, "y": y},
            },
        ],
    }


def _breaks(made: Trend, y: Row) -> list[Row]:
    """Mark where a series begins to count something else."""
    _, high = y["scale"]["domain"]
    rows = [{"year": year} for year, _ in made.breaks]
    named = _names_of_breaks([each.year for each in made.points], [year for year, _ in made.breaks], high)
    at = {"field": "year", "type": "ordinal", "bandPosition": 0}
    if not rows:
        return []
    return [
        {
            "data": {"values": rows},
            "mark": {"type": "rule", "color": INK, "strokeDash": [1, 3], "strokeWidth": 1.5},
            "encoding": {"x": at},
        },
        {
            "data": {"values": named},
            "mark": {"type": "text", "yOffset": -4, "fontSize": 11, "color": INK, "baseline": "bottom"},
            "encoding": {"x": at, "y": y, "text": {"field": "said", "type": "nominal"}},
        },
    ]


def _names_of_breaks(years: Sequence[str], broken: Sequence[str], high: float) -> list[Row]:
    """Name breaks at the top of their line; those too near for a name each have one together, at the first."""
    rows: list[Row] = []
    last, together = -_NEAR, 1
    for at in sorted(years.index(year) for year in broken):
        if at - last < _NEAR:
            together += 1
            rows[-1]["said"] = f"{together} breaks"
        else:
            together = 1
            rows.append({"year": years[at], "said": "break", "value": high})
        last = at
    return rows


def _ends(own: Sequence[Row], areas: Sequence[Row], names: Sequence[str], y: Row) -> list[Row]:
    """Write each line's name at the right, at the height of its last figure, moved so that none covers another."""
    last: dict[str, Mapping[str, Any]] = {row["Who"]: row for row in (*areas, *own)}
    tints = {"This school": SCHOOL} | {name: LINES[at][0] for at, name in enumerate(names)}
    low, high = y["scale"]["domain"]
    apart = _APART * (high - low)
    placed: list[tuple[float, str]] = []
    for value, who in sorted((float(row["value"]), who) for who, row in last.items()):
        placed.append((max(value, placed[-1][0] + apart) if placed else value, who))
    over = max(0.0, placed[-1][0] - high) if placed else 0.0
    return [
        {
            "data": {"values": [{"said": who, "value": value - over}]},
            "mark": {
                "type": "text",
                "align": "left",
                "dx": 6,
                "fontSize": 12,
                "fontWeight": "bold" if who == "This school" else "normal",
                "color": tints[who],
            },
            "encoding": {"x": {"value": "width"}, "y": y, "text": {"field": "said", "type": "nominal"}},
        }
        for value, who in placed
    ]

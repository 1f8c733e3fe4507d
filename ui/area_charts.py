"""Charts of a set of schools: a dot a school, and lines over the years. No Streamlit calls."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from geo.breaks import BREAKS
from geo.measures import MEASURES, Measure
from geo.series import Line
from geo.vocab import Basis, PhaseFamily
from ui import shapes

__all__ = ["DOTS_ACROSS", "DOT_SHAPES", "LOOKS", "axis_title", "dots", "lines", "pile", "ringed"]

#: Dots that fit beside each other from the lowest value to the highest, on the narrowest screen.
DOTS_ACROSS = 26

#: Shapes of the map, as far as Vega has them, in its colours: so a school looks alike on both.
DOT_SHAPES: Mapping[str, str] = {
    PhaseFamily.NURSERY: "triangle-up",
    PhaseFamily.PRIMARY: "circle",
    PhaseFamily.SECONDARY: "square",
    PhaseFamily.ALL_THROUGH: "diamond",
    PhaseFamily.POST_16: "wedge",
    PhaseFamily.SPECIAL: "cross",
    PhaseFamily.ALTERNATIVE: "triangle-down",
    PhaseFamily.INDEPENDENT: "triangle-left",
    PhaseFamily.NOT_RECORDED: "triangle-right",
}

#: Colour, dash and shape of each line: none is told by its colour alone. ``OWN`` is that of the schools themselves.
LOOKS: Mapping[str, tuple[str, list[int], str]] = {
    "London": ("#b4560f", [7, 3], "square"),
    "England": ("#6d3a9c", [2, 2], "diamond"),
}
OWN: tuple[str, list[int], str] = ("#17596b", [1, 0], "circle")

_INK, _GRID = "#40525b", "#e3e9e7"
_DOT, _RING = 110, 420

#: Parameter of the chart that has the URN to ring, or this where there is none.
_RINGED, _NOBODY = "ringed", 0
_ROW_PX, _AROUND_PX = 14, 95
_UNITS = {
    "percent": "percent",
    "per_100_pupils": "per 100 pupils",
    "pupils": "pupils",
    "points": "points",
    "score": "score, 0 the average of pupils with the same start",
    "band": "band",
    "decile": "decile, 1 the most deprived tenth of England",
    "rank": "rank, 1 the most deprived",
}


def pile(values: "pd.Series[float]") -> "pd.Series[int]":
    """Row of each dot, from 0: the lowest in which it covers no other, in order of value. Same index.

    Parameters
    ----------
    values : no value missing.
    """
    gap = (values.max() - values.min()) / DOTS_ACROSS
    last: list[float] = []
    rows = {}
    for at, value in values.sort_values(kind="stable").items():
        row = next((row for row, before in enumerate(last) if value - before >= gap and value > before), len(last))
        last[row : row + 1] = [value]
        rows[at] = row
    return pd.Series(rows).reindex(values.index)


def dots(schools: pd.DataFrame, references: Mapping[str, float], title: str) -> alt.LayerChart:
    """Draw a dot a school along one axis, each to be clicked, and lines for the areas beside which they stand.

    No school is ringed: :func:`ringed` does that to the chart as it is written, which is the same for all choices.

    Parameters
    ----------
    schools : ``urn``, ``name``, ``family``, ``value`` (a number) and ``said`` (the same in words); at least one row.
    references : name of an area -> its value, at most three.
    title : of the axis, with the unit.
    """
    frame = schools.assign(row=pile(schools["value"]))
    there = [str(family) for family in DOT_SHAPES if str(family) in set(frame["family"])]
    legend = alt.Legend(title=None, orient="top", columns=2, symbolSize=_DOT) if len(there) > 1 else None
    x = alt.X("value:Q", title=title, scale=alt.Scale(zero=False, nice=True, padding=14))
    y = alt.Y("row:Q", axis=None, scale=alt.Scale(domain=[-1, max(int(frame["row"].max()) + 1, 5)], nice=False))
    pick = alt.selection_point(name="school", fields=["urn"], toggle=False)
    points = (
        alt.Chart(frame)
        .mark_point(filled=True, size=_DOT, opacity=1, stroke="#fff", strokeWidth=1)
        .encode(
            x=x,
            y=y,
            shape=alt.Shape(
                "family:N", scale=alt.Scale(domain=there, range=[DOT_SHAPES[each] for each in there]), legend=legend
            ),
            color=alt.Color(
                "family:N", scale=alt.Scale(domain=there, range=[shapes.colour(each) for each in there]), legend=legend
            ),
            tooltip=[alt.Tooltip("name:N", title="School"), alt.Tooltip("said:N", title=title)],
        )
        .add_params(pick)
    )
    ring = (
        alt.Chart(frame)
        .transform_filter(f"datum.urn === {_RINGED}")
        .mark_point(filled=False, shape="circle", size=_RING, stroke="#000", strokeWidth=3, opacity=1, aria=False)
        .encode(x=x, y=y)
        .add_params(alt.param(name=_RINGED, value=_NOBODY))
    )
    layers: list[alt.Chart] = [*_references(references, x), points, ring]
    height = _AROUND_PX + 24 * len(references) + _ROW_PX * max(int(frame["row"].max()) + 2, 6)
    return _dressed(layers, height, apart=True)


def ringed(written: str, urn: int | None) -> dict[str, Any]:
    """Ring a school on the dots.

    Parameters
    ----------
    written : JSON of a chart of :func:`dots`.
    urn : the school; one that has no dot, or None, rings nothing.

    Returns
    -------
    Vega-Lite.
    """
    chart: dict[str, Any] = json.loads(written)
    for parameter in chart["params"]:
        if parameter["name"] == _RINGED:
            parameter["value"] = _NOBODY if urn is None else urn
    return chart


def _references(values: Mapping[str, float], x: alt.X) -> list[alt.Chart]:
    if not values:
        return []
    names = list(values)
    frame = pd.DataFrame({"area": names, "value": [values[name] for name in names]})
    looks = [look_of(each) for each in names]
    rule = (
        alt.Chart(frame)
        .mark_rule(strokeWidth=2, aria=False)
        .encode(
            x=x,
            strokeDash=alt.StrokeDash(
                "area:N",
                scale=alt.Scale(domain=names, range=[look[1] for look in looks]),
                legend=alt.Legend(title=None, orient="top", symbolType="stroke", symbolSize=700, columns=1),
            ),
            color=alt.Color(
                "area:N",
                scale=alt.Scale(domain=names, range=[look[0] for look in looks]),
                legend=alt.Legend(title=None, orient="top", symbolType="stroke", symbolSize=700, columns=1),
            ),
            tooltip=[alt.Tooltip("area:N", title="Area"), alt.Tooltip("value:Q", format=",.1f", title="Figure")],
        )
    )
    return [rule]


def lines(series: Sequence[Line], name: str, *, zero: bool = False) -> alt.LayerChart:
    """Draw at most three lines over every school year of the span; a year without a figure is a gap.

    A point with a hollow middle is a mean of rates. No line crosses a gap, a change of how the figure is made, or a
    year in :data:`geo.breaks.BREAKS`.

    Parameters
    ----------
    series : lines with the same years; at least one figure among them.
    name : registry name of the measure.
    zero : whether the axis begins at nothing.
    """
    measure = MEASURES[name]
    years = [year for year, _ in series[0].points]
    frame = pd.concat([_points(line, name) for line in series], ignore_index=True)
    names = [line.name for line in series]
    looks = [look_of(each) for each in names]
    legend = alt.Legend(
        title=None, orient="top", labelLimit=330, columns=1, symbolSize=110, symbolFillColor="#fff", symbolStrokeWidth=2
    )
    x = alt.X(
        "year:O",
        title="School year",
        scale=alt.Scale(domain=years),
        axis=alt.Axis(labelAngle=-60 if len(years) > 6 else 0, labelOverlap=False),  # noqa: PLR2004 - six fit a phone
    )
    y = alt.Y("value:Q", title=axis_title(measure), scale=alt.Scale(zero=zero, nice=True))
    color = alt.Color("line:N", scale=alt.Scale(domain=names, range=[look[0] for look in looks]), legend=legend)
    base = alt.Chart(frame)
    strokes = base.mark_line(strokeWidth=2.5).encode(
        x=x,
        y=y,
        color=color,
        strokeDash=alt.StrokeDash(
            "line:N", scale=alt.Scale(domain=names, range=[look[1] for look in looks]), legend=legend
        ),
        detail="part:N",
    )
    points = base.mark_point(size=80, strokeWidth=2, opacity=1).encode(
        x=x,
        y=y,
        color=color,
        shape=alt.Shape("line:N", scale=alt.Scale(domain=names, range=[look[2] for look in looks]), legend=legend),
        fill=alt.Fill("fill:N", scale=None, legend=None),
        tooltip=[
            alt.Tooltip("line:N", title="Area"),
            alt.Tooltip("year:O", title="School year"),
            alt.Tooltip("value:Q", format=f",.{measure.decimals}f", title=measure.short),
            alt.Tooltip("how:N", title="How it is made"),
        ],
    )
    layers = [strokes, points]
    if broken := [year for year, _ in BREAKS.get(name, ()) if year in years]:
        at = pd.DataFrame({"year": broken})
        layers.insert(
            0, alt.Chart(at).mark_rule(strokeDash=[3, 3], color=_INK, aria=False).encode(x=x, tooltip=alt.value(None))
        )
    return _dressed(layers, 380)


def look_of(name: str) -> tuple[str, list[int], str]:
    """Colour, dash and shape of a line, from the name that it begins with, the same on every chart."""
    return next((look for area, look in LOOKS.items() if name.startswith(area)), OWN)


def axis_title(measure: Measure) -> str:
    """Title of an axis: short name and unit."""
    return measure.short if measure.unit == "pupils" else f"{measure.short}, {_UNITS[measure.unit]}"


_HOW = {
    Basis.PUBLISHED: "published by the department",
    Basis.COUNTS: "from counts",
    Basis.MEAN_OF_RATES: "mean of the rates of schools",
}


def _points(line: Line, name: str) -> pd.DataFrame:
    """Rows of one line; ``part`` changes at each gap, each other basis, and each break, so that nothing is joined."""
    part, before, rows = 0, None, []
    broken = {year for year, _ in BREAKS.get(name, ())}
    for year, figure in line.points:
        mean = None if figure is None or figure.value is None else figure.basis is Basis.MEAN_OF_RATES
        if mean is None or mean != before or year in broken:
            part += 1
        before = mean
        if figure is not None and figure.value is not None and figure.basis is not None:
            rows.append(
                {
                    "line": line.name,
                    "year": year,
                    "value": figure.value,
                    "part": f"{line.name} {part}",
                    "fill": "#ffffff" if mean else look_of(line.name)[0],
                    "how": _HOW[figure.basis],
                }
            )
    return pd.DataFrame(rows, columns=["line", "year", "value", "part", "fill", "how"])


def _dressed(layers: Sequence[alt.Chart], height: int, *, apart: bool = False) -> alt.LayerChart:
    """Layer the parts; ``apart``: the lines and the dots have colours and dashes of their own."""
    chart: Any = alt.layer(*layers).properties(height=height)
    if apart:
        chart = chart.resolve_scale(color="independent", strokeDash="independent", shape="independent")
    dressed: alt.LayerChart = (
        chart.configure_view(stroke=None)
        .configure_axis(
            labelColor=_INK, titleColor=_INK, gridColor=_GRID, labelFontSize=13, titleFontSize=13, titleFontWeight=400
        )
        .configure_legend(labelColor=_INK, labelFontSize=13, offset=4)
    )
    return dressed

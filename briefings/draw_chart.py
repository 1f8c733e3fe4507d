"""Lines over years: firm for schools, light for areas, each with its own mark; a year without a figure is a gap."""

import math

from matplotlib.figure import Figure

from briefings.drawing import LineChart

__all__ = ["draw", "size_in"]

#: Inches: two stand side by side on a page; the names below add a line each.
_WIDTH_IN, _LINES_IN, _NAME_IN, _TOP_IN, _YEARS_IN = 3.4, 1.35, 0.155, 0.24, 0.3

#: Each at 3:1 or more against white; line and mark differ too.
_OWN = (("#17596b", "o", "-"), ("#b4560f", "s", "--"), ("#6d3a9c", "^", "-."), ("#3a7d52", "D", ":"))
_AREA = (("#5c6670", "x", (0, (1, 1.5))), ("#5c6670", "+", (0, (4, 1.5))))
_INK = "#37424a"


def size_in(chart: LineChart) -> tuple[float, float]:
    """Width and height in inches, with room for the names of the lines."""
    return _WIDTH_IN, _TOP_IN + _LINES_IN + _YEARS_IN + _NAME_IN * len(chart.series)


def draw(figure: Figure, chart: LineChart) -> None:
    """Draw the lines, their names, and a band behind the years that no line has."""
    axes = figure.add_subplot()
    places = range(len(chart.years))
    own, area = iter(_OWN), iter(_AREA)
    for series in chart.series:
        colour, mark, dashes = next(own) if series.own else next(area)
        values = [math.nan if value is None else value for value in series.values]
        axes.plot(
            places,
            values,
            color=colour,
            marker=mark,
            linestyle=dashes,
            markersize=4 if series.own else 4.5,
            linewidth=1.8 if series.own else 1.1,
            label=series.name if len(series.name) <= 44 else f"{series.name[:42]}…",  # noqa: PLR2004  # the width
            zorder=3 if series.own else 2,
        )
    for at in places:
        if all(series.values[at] is None for series in chart.series if series.own):
            axes.axvspan(at - 0.5, at + 0.5, color="#eef1f4", linewidth=0, zorder=0)
    axes.set_title(chart.title, loc="left", fontsize=9, fontweight="bold", color=_INK)
    step = 1 if len(chart.years) <= 6 else 2  # noqa: PLR2004  # labels that fit
    axes.set_xticks(list(places)[::step], [_short(year) for year in chart.years[::step]], fontsize=7.5)
    axes.set_xlim(-0.5, len(chart.years) - 0.5)
    known = [value for series in chart.series for value in series.values if value is not None]
    axes.set_ylim(0, max(known, default=1) * 1.1 or 1)
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:,.0f}%" if chart.unit == "%" else f"{value:,.0f}")
    axes.tick_params(colors=_INK, labelsize=7.5, length=2)
    axes.grid(axis="y", color="#d9dee2", linewidth=0.6)
    axes.set_axisbelow(True)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.legend(
        loc="upper left",
        bbox_to_anchor=(-0.02, -_YEARS_IN / _LINES_IN * 0.75),
        frameon=False,
        fontsize=7.5,
        handlelength=2.6,
        borderaxespad=0,
        borderpad=0,
        labelspacing=0.3,
    )
    height = size_in(chart)[1]
    low = (_YEARS_IN + _NAME_IN * len(chart.series)) / height
    figure.subplots_adjust(left=0.1, right=0.985, top=1 - _TOP_IN / height, bottom=low)


def _short(year: str) -> str:
    """Write "2018/19" as "18/19"."""
    return year[2:]

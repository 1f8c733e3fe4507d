"""A picture of a school's inspections over time, each framework in a lane of its own, as a Vega-Lite chart."""

from collections.abc import Sequence
from typing import Any

from geo import words
from geo.timeline import LANES, Event
from geo.vocab import InspectionScheme
from ui.charts import CONFIG, INK, LINE, QUIET

__all__ = ["LEAST", "timeline"]

#: A picture of fewer inspections tells no more than their words.
LEAST = 2

#: Shape and colour of a lane: both say the framework, and neither says the grade.
MARKS = {
    InspectionScheme.REPORT_CARD: ("square", "#7a3e9d"),
    InspectionScheme.UNGRADED: ("diamond", "#8a4b08"),
    InspectionScheme.OEIF: ("circle", "#17596b"),
    InspectionScheme.LEGACY: ("triangle-up", "#52646d"),
}

_YEAR_PX, _LEAST_PX = 24, 150

#: Letters that fit a lane on a phone.
_WIDE = 13


def _wrapped(text: str) -> str:
    """Break an outcome into lines that fit a lane."""
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + len(word) < _WIDE:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return "\n".join(lines)


def timeline(found: Sequence[Event]) -> dict[str, Any]:
    """Draw inspections down the years, the newest at the top; what was said stands beside each in words.

    A filled mark is dated by its own inspection; a hollow one has a date that may be a later inspection's. Grades
    have no place, colour or shape: there is no scale to compare them on.

    Parameters
    ----------
    found : from :func:`geo.timeline.events`; at least one.
    """
    schemes = [scheme for scheme in LANES if any(each.scheme is scheme for each in found)]
    lanes = [LANES[scheme] for scheme in schemes]
    colours = {"domain": lanes, "range": [MARKS[scheme][1] for scheme in schemes]}
    rows = [
        {
            "lane": LANES[each.scheme],
            "date": f"{each.inspected_on:%Y-%m-%d}",
            "said": _wrapped(each.outcome),
            "outcome": each.outcome,
            "when": words.date(each.inspected_on),
            "fill": MARKS[each.scheme][1] if each.exact else "#ffffff",
        }
        for each in found
    ]
    first, last = found[-1].inspected_on.year, found[0].inspected_on.year + 1
    across = {
        "field": "lane",
        "type": "nominal",
        "sort": lanes,
        "title": None,
        "axis": {
            "orient": "top",
            "labelAngle": 0,
            "labelExpr": "split(datum.label, ', ')",
            "labelColor": INK,
            "labelLimit": 0,
            "labelPadding": 20,
            "domain": False,
            "ticks": False,
        },
    }
    down = {
        "field": "date",
        "type": "temporal",
        "title": None,
        "scale": {"domain": [f"{first}-01-01", f"{last}-01-01"]},
        "axis": {
            "format": "%Y",
            "values": [f"{year}-01-01" for year in range(first, last + 1)],
            "labelColor": QUIET,
            "grid": True,
            "gridColor": LINE,
            "domain": False,
            "ticks": False,
            "labelOverlap": True,
        },
    }
    tooltip = [
        {"field": "outcome", "type": "nominal", "title": "Outcome"},
        {"field": "when", "type": "nominal", "title": "Date"},
        {"field": "lane", "type": "nominal", "title": "Framework"},
    ]
    point = {
        "mark": {"type": "point", "size": 110, "strokeWidth": 2, "opacity": 1, "xOffset": -34},
        "encoding": {
            "shape": {
                "field": "lane",
                "type": "nominal",
                "scale": {"domain": lanes, "range": [MARKS[scheme][0] for scheme in schemes]},
                "legend": None,
            },
            "stroke": {"field": "lane", "type": "nominal", "scale": colours, "legend": None},
            "fill": {"field": "fill", "type": "nominal", "scale": None},
        },
    }
    said = {
        "mark": {
            "type": "text",
            "align": "left",
            "baseline": "middle",
            "xOffset": -24,
            "fontSize": 12,
            "color": INK,
            "lineHeight": 13,
            "lineBreak": "\n",
        },
        "encoding": {"text": {"field": "said", "type": "nominal"}},
    }
    return {
        "data": {"values": rows},
        "height": max(_LEAST_PX, _YEAR_PX * (last - first)),
        "encoding": {"x": across, "y": down, "tooltip": tooltip},
        "layer": [point, said],
        "config": CONFIG,
    }

"""How far apart published figures of several schools are, in words; or why that cannot be said."""

from collections.abc import Mapping, Sequence
from typing import Any

from geo.measures import Measure
from geo.vocab import ValueStatus
from geo.words import year_of

__all__ = ["difference"]

_UNITS = {
    "percent": "percentage points",
    "per_100_pupils": "per 100 pupils",
    "pupils": "pupils",
    "points": "points",
    "score": "points",
}
#: A difference below this, in the measure's own decimals, is none that the figures can tell.
_HALF = 0.5


def difference(measure: Measure, cells: Sequence[Mapping[str, Any]], names: Sequence[str]) -> str:
    """Say how far apart the published figures of one year are; or why that cannot be said.

    Parameters
    ----------
    measure : whose figures they are.
    cells : a row of :func:`geo.figures.figures` a school.
    names : what each school is called, in the order of the cells.

    Returns
    -------
    A phrase that names the lowest and the highest, and says nothing of good or bad.
    """
    known = [(float(cell["value"]), name) for cell, name in zip(cells, names, strict=True) if _published(cell)]
    if len(known) < 2:  # noqa: PLR2004  # one figure is apart from nothing
        return "not comparable: too few are published"
    if len({year_of(cell) for cell in cells if _published(cell)}) > 1:
        return "not comparable: the years differ"
    if measure.unit == "band":
        return "bands, not a distance"
    if measure.unit not in _UNITS:
        return "about the area around the building, not the pupils"
    low, high = min(known), max(known)
    apart = high[0] - low[0]
    if apart < _HALF * 10**-measure.decimals:
        return "the same"
    digits = f"{apart:,.{measure.decimals}f} {_UNITS[measure.unit]}"
    return f"{digits} apart: lowest {low[1]}, highest {high[1]}"


def _published(cell: Mapping[str, Any]) -> bool:
    return bool(cell["status"] == ValueStatus.PUBLISHED)

"""Where a value stands among the schools of its kind in London, in words, by fixed cuts."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from geo.measures import Measure
from geo.words import is_missing

__all__ = ["CUTS", "LEAST_SCHOOLS", "Band", "Cuts", "band", "cuts_of"]

#: Columns of ``benchmarks`` with the cuts: 20%, 40%, 60% and 80% of the schools' own values.
CUTS = ("q20", "q40", "q60", "q80")

#: With fewer schools that have a figure there are no bands: each would be fewer than six schools.
LEAST_SCHOOLS = 30

Cuts = tuple[float, float, float, float]


class Band(StrEnum):
    """Words for a fifth; they say where a number lies, and nothing of good or bad."""

    WELL_BELOW = "well below"
    BELOW = "below"
    CLOSE = "close to"
    ABOVE = "above"
    WELL_ABOVE = "well above"


def band(value: float, cuts: Cuts) -> Band:
    """Word for a value between four cuts.

    A value that equals a cut belongs to the band nearer the middle. So where many schools share one value (every pupil
    of a special school has a plan) that value is not called high or low, and "above" is always above most.

    Parameters
    ----------
    value : in the unit of the measure.
    cuts : at 20, 40, 60 and 80% of the schools, not descending, in the same unit.

    Raises
    ------
    ValueError
        If the cuts descend, or one is not a number.
    """
    q20, q40, q60, q80 = cuts
    if not q20 <= q40 <= q60 <= q80:
        message = f"cuts must not descend: {cuts}"
        raise ValueError(message)
    if q40 <= value <= q60:
        return Band.CLOSE
    if value < q40:
        return Band.WELL_BELOW if value < q20 else Band.BELOW
    return Band.WELL_ABOVE if value > q80 else Band.ABOVE


def cuts_of(row: Mapping[str, Any], measure: Measure) -> Cuts | None:
    """Cuts of a row of ``benchmarks``, rounded as the measure is shown; None with too few schools or no quantiles.

    Round the value likewise: then the numbers on the page decide, and two schools that show the same figure are in the
    same band.
    """
    if is_missing(row["schools"]) or row["schools"] < LEAST_SCHOOLS or any(is_missing(row[name]) for name in CUTS):
        return None
    q20, q40, q60, q80 = (round(float(row[name]), measure.decimals) for name in CUTS)
    return q20, q40, q60, q80

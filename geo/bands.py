"""Fifths of a measure among the schools of one phase: fixed cut points, and the band of each school."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from geo.measures import measure

__all__ = ["BANDS", "Band", "Scale", "band_of", "cut_points", "scale", "word"]

#: How many bands there are, where a phase has as many different values.
BANDS = 5


@dataclass(frozen=True)
class Band:
    """One band of one phase.

    Attributes
    ----------
    low, high : smallest and largest value in it, in the unit of the measure, rounded as it is shown.
    schools : how many schools of the reference are in it.
    """

    low: float
    high: float
    schools: int


@dataclass(frozen=True)
class Scale:
    """Cut points of one measure, phase by phase.

    Attributes
    ----------
    measure : its name in the registry.
    year : school year of the values, or None where the build has none.
    cuts : phase family -> the largest value of each band but the last, ascending.
    bands : phase family -> its bands, the lowest first.
    """

    measure: str
    year: str | None
    cuts: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    bands: Mapping[str, tuple[Band, ...]] = field(default_factory=dict)


def cut_points(values: "pd.Series[float]") -> tuple[float, ...]:
    """Cut a population into up to five bands of like size; equal values are never parted.

    Each cut is a value of the population, and belongs to the band below it. Fewer than five different values make
    a band each. Where many share one value there are fewer bands, but never one alone for two different values.

    Parameters
    ----------
    values : published numbers; missing ones are left out.
    """
    known = np.sort(values.dropna().to_numpy(float))
    distinct = np.unique(known)
    if len(distinct) <= 1:
        return ()
    if len(distinct) <= BANDS:
        return tuple(float(value) for value in distinct[:-1])
    places = -(-len(known) * np.arange(1, BANDS) // BANDS) - 1
    return tuple(float(value) for value in np.unique(np.minimum(known[places], distinct[-2])))


def scale(reference: pd.DataFrame, name: str) -> Scale:
    """Fix the cut points of a measure from every school given.

    Values are rounded first as they are shown, so that two schools with the same figure on the screen are in the
    same band.

    Parameters
    ----------
    reference : ``phase_family``, ``value_<name>`` and ``year_<name>``, as ``geo.explore.explorer_frame`` has them;
        the schools that set the cut points, whatever is in view.
    name : of the measure.

    Raises
    ------
    KeyError
        If the registry has no such measure, or the reference no such column.
    """
    shown = _shown(reference, name)
    years = reference[f"year_{name}"].dropna()
    cuts: dict[str, tuple[float, ...]] = {}
    bands: dict[str, tuple[Band, ...]] = {}
    for family, values in shown.groupby(reference["phase_family"]):
        known = values.dropna()
        if known.empty:
            continue
        cuts[str(family)] = cut_points(known)
        places = np.searchsorted(cuts[str(family)], known.to_numpy(), side="left")
        bands[str(family)] = tuple(
            Band(float(part.min()), float(part.max()), len(part)) for _, part in known.groupby(places)
        )
    return Scale(name, str(years.iloc[0]) if len(years) else None, cuts, bands)


def band_of(schools: pd.DataFrame, fixed: Scale) -> "pd.Series[int]":
    """Band of each school, 0 for the lowest; missing where no number is published. Same index.

    A value beyond the reference's is in the band at that end. A phase that the reference has no value of has one band.

    Parameters
    ----------
    schools : ``phase_family`` and the value column of the measure.
    fixed : from :func:`scale`.
    """
    shown = _shown(schools, fixed.measure)
    band = pd.Series(pd.NA, index=schools.index, dtype="Int64")
    for family, values in shown.dropna().groupby(schools["phase_family"]):
        cuts = fixed.cuts.get(str(family), ())
        band[values.index] = np.searchsorted(cuts, values.to_numpy(), side="left")
    return band


def word(place: int, of: int) -> str:
    """Words for a band that judge nothing: "lowest fifth", or "2 of 3, from the lowest"."""
    if of == 1:
        return "one value for all"
    if of == BANDS:
        return ("lowest fifth", "second lowest fifth", "middle fifth", "second highest fifth", "highest fifth")[place]
    if place in {0, of - 1}:
        return "lowest" if place == 0 else "highest"
    return f"{place + 1} of {of}, from the lowest"


def _shown(schools: pd.DataFrame, name: str) -> "pd.Series[float]":
    """Round values as a screen shows them."""
    return schools[f"value_{name}"].astype(float).round(measure(name).decimals)

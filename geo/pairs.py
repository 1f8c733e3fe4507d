"""Two schools: how far apart they are, and how alike beside all pairs of their phase."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from geo.basis import Basis
from geo.partners import is_scored
from geo.reasons import distance_words
from geo.vocab import PhaseFamily

__all__ = ["Alike", "alike", "alike_words", "apart_m", "apart_words"]


@dataclass(frozen=True)
class Alike:
    """Share of the London pairs of a family that are less alike (0 to 1); or why there is none."""

    share: float | None
    family: PhaseFamily | None = None
    why: str = ""


def apart_m(basis: Basis, one: int, other: int) -> float:
    """Straight-line distance of two schools in metres; NaN where a point is not known.

    Raises
    ------
    UnknownSchool
        If the build has no such school.
    """
    return float(basis.roster.distance_m(basis.roster.position(one))[basis.roster.position(other)])


def apart_words(basis: Basis, one: int, other: int) -> str:
    """Straight-line distance of two schools in words; or that no point is known."""
    metres = apart_m(basis, one, other)
    return "no point is known" if np.isnan(metres) else distance_words(metres)


def alike(basis: Basis, one: int, other: int) -> Alike:
    """How alike two schools are in size and intake beside all London pairs of their phase.

    Raises
    ------
    UnknownSchool
        If the build has no such school.
    """
    at, to = basis.roster.position(one), basis.roster.position(other)
    if not (is_scored(basis, one) and is_scored(basis, other)):
        return Alike(None, why="one of them gets no score")
    own = {PhaseFamily(basis.roster.family[row]) for row in (at, to)} - {PhaseFamily.ALL_THROUGH}
    family = next(iter(own), PhaseFamily.SECONDARY)
    if len(own) > 1:
        return Alike(None, why="their phases differ")
    scale = basis.scales.get(family)
    share = np.nan if scale is None else scale.likeness(at, np.array([to])).value[0]
    if pd.isna(share):
        return Alike(None, why="too little is published")
    return Alike(float(share), family)


def alike_words(basis: Basis, one: int, other: int) -> str:
    """Say how alike two schools are, or why that is not said."""
    found = alike(basis, one, other)
    if found.share is None or found.family is None:
        return f"not compared: {found.why}"
    return f"more alike than {min(int(found.share * 100), 99)}% of London {found.family.lower()} pairs"

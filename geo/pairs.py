"""Two schools: how far apart they are, and how alike beside all pairs of their phase, in words."""

import numpy as np
import pandas as pd

from geo.basis import Basis
from geo.partners import is_scored
from geo.reasons import distance_words
from geo.vocab import PhaseFamily

__all__ = ["alike_words", "apart_words"]


def apart_words(basis: Basis, one: int, other: int) -> str:
    """Straight-line distance of two schools in words; or that no point is known.

    Raises
    ------
    UnknownSchool
        If the build has no such school.
    """
    metres = float(basis.roster.distance_m(basis.roster.position(one))[basis.roster.position(other)])
    return "no point is known" if np.isnan(metres) else distance_words(metres)


def alike_words(basis: Basis, one: int, other: int) -> str:
    """How alike two schools are in size and intake beside all London pairs of their phase; or why that is not said.

    Raises
    ------
    UnknownSchool
        If the build has no such school.
    """
    at, to = basis.roster.position(one), basis.roster.position(other)
    if not (is_scored(basis, one) and is_scored(basis, other)):
        return "not compared: one of them gets no score"
    own = {PhaseFamily(basis.roster.family[row]) for row in (at, to)} - {PhaseFamily.ALL_THROUGH}
    family = next(iter(own), PhaseFamily.SECONDARY)
    if len(own) > 1:
        return "not compared: their phases differ"
    scale = basis.scales.get(family)
    share = np.nan if scale is None else scale.likeness(at, np.array([to])).value[0]
    if pd.isna(share):
        return "not compared: too little is published"
    return f"more alike than {min(int(share * 100), 99)}% of London {family.lower()} pairs"

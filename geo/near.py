"""How near two schools are, measured by how far apart schools of their phase and boroughs usually are."""

from collections.abc import Iterable

import numpy as np

from geo.roster import Roster
from geo.vocab import PhaseFamily

__all__ = ["NTH", "near", "nth_nearest_m", "reach_m"]

#: The distance with which Near halves is that to the fifth nearest school.
NTH = 5


def nth_nearest_m(x: np.ndarray, y: np.ndarray, nth: int = NTH) -> np.ndarray:
    """Metres from each point to the ``nth`` nearest other; to the farthest where there are fewer, NaN for a lone one.

    Parameters
    ----------
    x, y : coordinates in metres, EPSG:27700.
    nth : 1 is the nearest.
    """
    if len(x) < 2:  # noqa: PLR2004  # one point has no neighbour
        return np.full(len(x), np.nan)
    nth = min(nth, len(x) - 1)
    found = np.empty(len(x))
    for at in range(len(x)):
        distance = np.hypot(x - x[at], y - y[at])
        found[at] = np.partition(distance, nth)[nth]  # the nearest of all is the point itself
    return found


def reach_m(roster: Roster, family: PhaseFamily) -> np.ndarray:
    """For every school, the metres with which Near halves in its borough, for one phase family.

    The median, over the open state-funded schools of the family in the borough, of the distance to the fifth nearest
    school of the family, whatever its borough. A borough with none has the median of all.
    """
    members = roster.in_families([family]) & roster.open_state() & np.isfinite(roster.x)
    fifth = nth_nearest_m(roster.x[members], roster.y[members])
    everywhere = float(np.nanmedian(fifth)) if np.isfinite(fifth).any() else np.nan
    medians = np.full(len(roster.urn), everywhere)
    for borough in _different(roster.borough[members]):
        there = fifth[roster.borough[members] == borough]
        if np.isfinite(there).any():
            medians[roster.borough == borough] = np.nanmedian(there)
    return medians


def near(distance_m: np.ndarray, own_reach_m: float, reach_m: np.ndarray) -> np.ndarray:
    """2 to the power of -d/h, with h the root of the product of the two schools' reaches, so that it is symmetric.

    Parameters
    ----------
    distance_m : metres in a straight line.
    own_reach_m, reach_m : metres with which Near halves, of the asking school and of the others.
    """
    return np.exp2(-distance_m / np.sqrt(own_reach_m * reach_m))


def _different(words: Iterable[str]) -> list[str]:
    return sorted(set(words))

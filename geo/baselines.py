"""The yardstick: two published ways to find similar schools, beside which ours is measured; no page uses them."""

from types import MappingProxyType

import numpy as np

__all__ = ["FBIT_NEAREST", "FBIT_SET", "FBIT_WEIGHTS", "fbit_distance", "fbit_set", "filled_with_medians", "gower"]

#: Weights of DfE's Financial Benchmarking and Insights Tool for mainstream schools: pupils, the share eligible for free
#: school meals, and the share with SEN support or an EHC plan, in this order.
#: Source: github.com/DFE-Digital/education-benchmarking-and-insights, as read at commit 04d63cb,
#: ``data-pipeline/src/pipeline/comparator_sets/calculations.py`` (``pupils_calc`` and ``select_top_set_urns``).
FBIT_WEIGHTS = MappingProxyType({"pupils": 0.5, "fsm": 0.4, "sen": 0.1})

#: FBIT takes so many of the nearest schools, and keeps a set of so many, in which the school that asks is the first.
FBIT_NEAREST, FBIT_SET = 60, 30


def filled_with_medians(values: np.ndarray) -> np.ndarray:
    """Fill every gap with the median of its column, as FBIT does before it compares; we do not.

    Parameters
    ----------
    values : a row a school (FBIT: of all phases), a column a figure; NaN where unknown. A column without any figure
        stays unknown.
    """
    filled = values.copy()
    for column in filled.T:
        known = column[~np.isnan(column)]
        if len(known):
            column[np.isnan(column)] = np.median(known)
    return filled


def fbit_distance(values: np.ndarray, at: int) -> np.ndarray:
    """FBIT's distance of every school from one: 0 is alike in all three figures, 1 is most unlike.

    The root of the weighted sum of squared differences, each as a share of the figure's range. A figure that is the
    same everywhere makes no difference (FBIT would divide by zero).

    Parameters
    ----------
    values : schools of one phase, a row each; columns as in :data:`FBIT_WEIGHTS`, without gaps.
    at : row of the school that asks.

    Raises
    ------
    ValueError
        If there are other columns, or gaps: fill them first, with :func:`filled_with_medians`, as FBIT does.
    """
    if values.shape[1] != len(FBIT_WEIGHTS) or np.isnan(values).any():
        message = f"FBIT compares {', '.join(FBIT_WEIGHTS)}, without gaps: fill them first"
        raise ValueError(message)
    weights = np.array(list(FBIT_WEIGHTS.values()))
    return np.asarray(np.sqrt((_shares_of_range(values, at) ** 2) @ weights))


def fbit_set(distance: np.ndarray, region: np.ndarray, at: int) -> np.ndarray:
    """Rows of FBIT's comparator set, in its order: of the 60 nearest those of the same region, then the others, to 30.

    The school that asks is the first of FBIT's 30 and is left out here, so that 29 remain. Equal distances keep the
    order of the rows. FBIT first takes schools of the same private finance or boarding status where the school that
    asks has one; neither is in our sources, so that part is not here.

    Parameters
    ----------
    distance : from :func:`fbit_distance`.
    region : of every school. With schools of one region only, "same region first" changes nothing.
    at : row of the school that asks.
    """
    others = np.flatnonzero(np.arange(len(distance)) != at)
    nearest = others[np.argsort(distance[others], kind="stable")[:FBIT_NEAREST]]
    same = region[nearest] == region[at]
    return np.concatenate([nearest[same], nearest[~same]])[: FBIT_SET - 1]


def gower(values: np.ndarray, at: int) -> np.ndarray:
    """Gower's similarity of every school to one: 1 is alike in every known figure; NaN where none is known of both.

    The mean, over the figures that both schools have, of 1 - difference / range: J. C. Gower, "A general coefficient
    of similarity and some of its properties", Biometrics 27 (1971), for quantities, with equal weights.

    Parameters
    ----------
    values : a row a school, a column a figure; NaN where unknown. The ranges are those of the known figures.
    at : row of the school that asks.
    """
    shares = _shares_of_range(values, at)
    known = ~np.isnan(shares)
    total = np.where(known, 1 - shares, 0).sum(axis=1)
    return np.where(known.any(axis=1), total / np.maximum(known.sum(axis=1), 1), np.nan)


def _shares_of_range(values: np.ndarray, at: int) -> np.ndarray:
    lowest = np.fmin.reduce(values, axis=0)  # leaves gaps out
    widest = np.fmax.reduce(values, axis=0) - lowest
    return np.asarray(np.abs(values - values[at]) / np.where(widest > 0, widest, 1))

"""How often a school stays in the first five when the settings and the figures are moved a little."""

import numpy as np
import pandas as pd

from geo.basis import Basis
from geo.fit import Asking, gaps
from geo.focus import FOCI, gap_share
from geo.partners import BORDER, OWN, Suggestions
from geo.purposes import Criterion
from geo.ranking import DECIMALS
from geo.similarity import GROUPS

__all__ = ["CONCENTRATION", "DRAWS", "FEW", "MANY", "MOST", "REACH", "SEED", "steadiness", "words_of"]

#: Weights are drawn around the chosen ones from a Dirichlet distribution of this concentration.
CONCENTRATION = 20.0

#: The distance with which Near halves is multiplied by a number between these, evenly on a logarithmic scale.
REACH = (0.7, 1.4)

DRAWS, SEED = 200, 20_260_101

_FIRST = 5

MOST, MANY, FEW = "most", "many", "few"
_MOST_FROM, _MANY_FROM = 0.8, 0.4

#: Standard deviation of a normal variable whose absolute value has the median 1.
_PER_MEDIAN = 1 / 0.674489750196


def words_of(share: float) -> str:
    """Word for "stays in your first five under ... settings"."""
    if share >= _MOST_FROM:
        return MOST
    return MANY if share >= _MANY_FROM else FEW


def steadiness(basis: Basis, suggestions: Suggestions, draws: int = DRAWS) -> pd.DataFrame:
    """Draw weights, reach and a year's movement of the ranks, and count.

    Parameters
    ----------
    basis, suggestions : what the list was made from, and the list.
    draws : how many. The seed is fixed, and the school's URN is part of it: the same list gives the same answer.

    Returns
    -------
    ``urn``, ``list``, ``share`` (of the draws in which it is in the first five of its list) and ``word``, for every
    ranked candidate, in the order of the suggestions.
    """
    tables = []
    for number, which in enumerate((OWN, BORDER)):
        table = suggestions.table[suggestions.table["list"] == which]
        if len(table) and suggestions.weights:
            rng = np.random.default_rng([SEED, suggestions.urn, number])
            ordered = table.sort_values("urn")
            share = pd.Series(_shares(basis, suggestions, ordered, draws, rng), index=ordered.index)[table.index]
            tables.append(
                pd.DataFrame({"urn": table["urn"], "list": which, "share": share, "word": share.map(words_of)})
            )
    columns = ["urn", "list", "share", "word"]
    return pd.concat(tables, ignore_index=True) if tables else pd.DataFrame([], columns=columns)


def _shares(
    basis: Basis, suggestions: Suggestions, table: pd.DataFrame, draws: int, rng: np.random.Generator
) -> np.ndarray:
    asking = Asking(basis.roster.position(suggestions.urn), suggestions.family)
    rows = np.searchsorted(basis.roster.urn, table["urn"].to_numpy("int64"))
    weights = np.array(list(suggestions.weights.values()))
    drawn = rng.dirichlet(CONCENTRATION * weights / weights.sum(), draws)
    low, high = (float(np.log(end)) for end in REACH)
    reach = np.exp(rng.uniform(low, high, draws))[:, None]
    noise = FOCI[suggestions.preset.focus].noise * _PER_MEDIAN
    moved = rng.normal(0, noise, (draws, len(rows))) - rng.normal(0, noise, (draws, 1))
    gap = gaps(basis, asking, suggestions.preset, rows) + moved
    score = np.zeros((draws, len(rows)))
    for column, criterion in enumerate(suggestions.weights):
        fit = np.broadcast_to(table[f"fit_{criterion}"].to_numpy("float64"), score.shape)
        known = table[f"known_{criterion}"].to_numpy(bool)
        if criterion == Criterion.NEAR:
            varied = fit ** (1 / reach)
        elif criterion == Criterion.ALIKE:
            varied = _alike(basis, asking, rows, draws, rng)
        elif criterion in (Criterion.THEY_SHARE, Criterion.YOU_SHARE):
            varied = gap_share(gap if criterion == Criterion.THEY_SHARE else -gap)
        else:
            varied = fit
        # What is unknown stays where it was put: its range is shown beside it.
        score += drawn[:, [column]] * np.where(known & ~np.isnan(varied), varied, fit)
    order = np.argsort(-np.round(score, DECIMALS), axis=1, kind="stable")[:, :_FIRST]
    return np.bincount(order.ravel(), minlength=len(rows)) / draws


def _alike(basis: Basis, asking: Asking, rows: np.ndarray, draws: int, rng: np.random.Generator) -> np.ndarray:
    scale = basis.scales[asking.family]
    columns = scale.groups_of(asking.at)
    most = 2 * int(scale.reference.sum())
    total = np.zeros((draws, len(rows)))
    for column in columns:
        noise = list(GROUPS.values())[column].noise * _PER_MEDIAN * most
        theirs = scale.places[rows, column] + rng.normal(0, noise, (draws, len(rows)))
        own = scale.places[asking.at, column] + rng.normal(0, noise, (draws, 1))
        total += np.abs(np.clip(theirs, 0, most) - np.clip(own, 0, most))
    return scale.less_alike(total, columns)

"""Suggestions of schools to work with: candidates, criteria and weights in, ranked rows with contributions out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

import numpy as np
import pandas as pd

from geo.basis import Basis
from geo.candidates import compared_family, families_of, rules, why_not
from geo.fit import Asking, Fitting, fitting, gaps
from geo.purposes import CRITERIA, Criterion, PhaseRule, Preset
from geo.ranking import in_order
from geo.roster import MAINSTREAM
from geo.similarity import LEAST_GROUPS
from geo.vocab import PhaseFamily

__all__ = [
    "APART",
    "BORDER",
    "LEAST_WEIGHT",
    "OWN",
    "Suggestions",
    "contributions",
    "is_scored",
    "not_listed_because",
    "points",
    "position_of",
    "suggest",
]

#: The two lists, and the schools too little is published of to compare.
OWN, BORDER, APART = "own", "border", "apart"

#: A candidate of which less than this share of the weight is known is listed apart.
LEAST_WEIGHT = 0.7

_LISTS = pd.CategoricalDtype([OWN, BORDER, APART])


@dataclass(frozen=True)
class Suggestions:
    """The answer to one school.

    Attributes
    ----------
    urn, family : who asks, and the family in which it is compared.
    preset : the settings.
    table : a row a candidate, the list of the own borough first, each list in order. ``urn``; ``list`` (own, border
        or apart); ``position`` in its list, from 1, missing where apart; ``score``, ``low``, ``high`` (0 to 1);
        ``distance_m`` (metres, straight line); ``gap`` in the focus (-1 to 1); ``groups`` of context known;
        ``known`` share of the weight; ``connected``; for each criterion that counts ``fit_``, ``known_`` and
        ``part_``. The parts, added in the order of :attr:`weights`, are the score exactly.
    weights : the criteria that count and their weights.
    dropped : criterion -> why it counts for nobody.
    influence : criterion -> standard deviation of its part among the ranked candidates, as a share of all: how much
        it decides here, beside its weight.
    rule : for every row of the roster, the number in :data:`geo.candidates.RULES` of the rule that leaves it out; 0 for
        a candidate.
    """

    urn: int
    family: PhaseFamily
    preset: Preset
    table: pd.DataFrame
    weights: Mapping[Criterion, float]
    dropped: Mapping[Criterion, str]
    influence: Mapping[Criterion, float]
    rule: np.ndarray

    def first(self, most: int, which: str = OWN) -> pd.DataFrame:
        """First rows of one list."""
        return self.table[self.table["list"] == which].head(most)


def is_scored(basis: Basis, urn: int) -> bool:
    """Whether a school gets suggestions with a score; the others have :func:`geo.candidates.directory`.

    Raises
    ------
    UnknownSchool
        If the build has no such school.
    """
    schools = basis.roster
    at = schools.position(urn)
    return bool(schools.family[at] in [str(family) for family in MAINSTREAM] and schools.open[at])


def position_of(suggestions: Suggestions, urn: int) -> tuple[str, int | None] | None:
    """List that a school is in and its position there; None if it is no candidate."""
    found = suggestions.table[suggestions.table["urn"] == urn]
    if found.empty:
        return None
    row = found.iloc[0]
    return str(row["list"]), None if pd.isna(row["position"]) else int(row["position"])


def suggest(basis: Basis, urn: int, preset: Preset, family: PhaseFamily | None = None) -> Suggestions:
    """Rank the candidates of one school.

    Parameters
    ----------
    basis : from :func:`geo.basis.prepare`.
    urn : the school that asks.
    preset : purpose, weights and rules.
    family : for an all-through school, the family in which it asks.

    Returns
    -------
    Suggestions
        The score is the sum over the criteria of weight x fit, over the sum of weights. Equal scores are ordered by
        URN. Every number depends on the two schools and the fixed reference population only.

    Raises
    ------
    UnknownSchool
        If the build has no such school.
    ValueError
        If the school is not scored: see :func:`is_scored`.
    """
    if not is_scored(basis, urn):
        message = f"URN {urn} is not an open mainstream school: it has a directory, and no score"
        raise ValueError(message)
    schools = basis.roster
    asking = Asking(schools.position(urn), compared_family(schools, urn, family))
    rule = rules(schools, urn, preset, asking.family)
    rows = np.flatnonzero(rule == 0)
    fits, dropped = _fits(basis, asking, preset, rows)
    weights = {criterion: preset.weights[criterion] for criterion in fits}
    parts, score, low, high = _parts(fits, weights, len(rows))
    known = _added([fits[key].known * weight for key, weight in weights.items()], len(rows))
    known = known / sum(weights.values()) if weights else known
    groups = fits[Criterion.ALIKE].groups if Criterion.ALIKE in fits else None
    apart = (known < LEAST_WEIGHT) | ((groups < LEAST_GROUPS) if groups is not None else False)
    own = (schools.borough_number[rows] == schools.borough_number[asking.at]) | preset.merge_border
    lists = np.where(apart, 2, np.where(own, 0, 1)).astype("int8")
    order = in_order(score, lists)
    lists = lists[order]
    columns: dict[str, np.ndarray] = {
        "score": score,
        "low": low,
        "high": high,
        "distance_m": schools.distance_m(asking.at)[rows],
        "gap": gaps(basis, asking, preset, rows),
        "groups": groups if groups is not None else np.full(len(rows), -1),
        "known": known,
        "connected": schools.tied_to(asking.at)[rows],
    }
    for key, fit in fits.items():
        columns |= {f"fit_{key}": fit.value, f"known_{key}": fit.known, f"part_{key}": parts[key]}
    table = pd.DataFrame(
        {
            "urn": schools.urn[rows[order]],
            "list": pd.Categorical.from_codes(lists, dtype=_LISTS),
            "position": _positions(lists),
            **{name: column[order] for name, column in columns.items()},
        },
        copy=False,
    )
    influence = _influence({key: part[~apart] for key, part in parts.items()})
    return Suggestions(urn, asking.family, preset, table, weights, dropped, influence, rule)


def _fits(
    basis: Basis, asking: Asking, preset: Preset, rows: np.ndarray
) -> tuple[dict[Criterion, Fitting], dict[Criterion, str]]:
    schools = basis.roster
    wanted = schools.in_families(families_of(asking.family, preset.phases)) & basis.population
    wanted = basis.reference.get(asking.family, wanted) if preset.phases == PhaseRule.SAME else wanted
    reference = np.flatnonzero(wanted & (schools.urn != schools.urn[asking.at]))
    fits, dropped = {}, {}
    for criterion in preset.weights:
        if CRITERIA[criterion].same_family and preset.phases != PhaseRule.SAME:
            dropped[criterion] = "ranks of two phases are not on one scale"
            continue
        fit = fitting(basis, asking, preset, criterion, rows, reference)
        # What the asking school lacks is unknown with every candidate, whoever they are.
        if fit is None or (len(rows) and not fit.known.any()):
            dropped[criterion] = "too little is published of the school that asks, or of any candidate"
        else:
            fits[criterion] = fit
    return fits, dropped


def _parts(
    fits: Mapping[Criterion, Fitting], weights: Mapping[Criterion, float], rows: int
) -> tuple[dict[Criterion, np.ndarray], np.ndarray, np.ndarray, np.ndarray]:
    total = sum(weights.values())
    parts = {key: fits[key].value * weight / total for key, weight in weights.items()}
    score = _added(list(parts.values()), rows)
    if all(fit.low is fit.value and fit.high is fit.value for fit in fits.values()):
        return parts, score, score, score
    low = _added([fits[key].low * weight / total for key, weight in weights.items()], rows)
    high = _added([fits[key].high * weight / total for key, weight in weights.items()], rows)
    return parts, score, low, high


def _added(parts: list[np.ndarray], rows: int) -> np.ndarray:
    added = np.zeros(rows)
    for part in parts:
        added = added + part
    return added


def _positions(lists: np.ndarray) -> pd.arrays.IntegerArray:
    own, border = (int(np.count_nonzero(lists == which)) for which in (0, 1))
    place = np.arange(1, len(lists) + 1)
    place[own:] -= own
    return pd.arrays.IntegerArray(place, np.arange(len(lists)) >= own + border)


def _influence(parts: Mapping[Criterion, np.ndarray]) -> dict[Criterion, float]:
    spreads = {key: float(np.std(part)) if len(part) else 0.0 for key, part in parts.items()}
    total = sum(spreads.values())
    return {key: spread / total if total else 0.0 for key, spread in spreads.items()}


def contributions(suggestions: Suggestions, urn: int) -> dict[Criterion, float]:
    """Give what each criterion adds to one candidate's score; added in this order they are the score exactly.

    Raises
    ------
    LookupError
        If the school is no candidate.
    """
    found = suggestions.table[suggestions.table["urn"] == urn]
    if found.empty:
        message = f"URN {urn} is no candidate of URN {suggestions.urn}"
        raise LookupError(message)
    row = cast("pd.Series", found.iloc[0])
    return {key: float(row[f"part_{key}"]) for key in suggestions.weights}


def points(suggestions: Suggestions, urn: int) -> dict[Criterion, int]:
    """Give the contributions in whole hundredths that add up to the score in whole hundredths, for a screen.

    The largest remainders are rounded up; equal ones in the order of the criteria.

    Raises
    ------
    LookupError
        If the school is no candidate.
    """
    parts = {key: 100 * part for key, part in contributions(suggestions, urn).items()}
    whole = {key: int(part) for key, part in parts.items()}
    left = round(sum(parts.values())) - sum(whole.values())
    for key in sorted(parts, key=lambda key: whole[key] - parts[key])[:left]:
        whole[key] += 1
    return whole


def not_listed_because(basis: Basis, suggestions: Suggestions, urn: int) -> str | None:
    """Clause to follow "not in this list because"; None if the school is ranked in one of the two lists.

    Raises
    ------
    UnknownSchool
        If the build has no such school.
    """
    reason = why_not(basis.roster, suggestions.urn, urn, suggestions.preset, suggestions.family)
    if reason is not None:
        return reason[1]
    found = position_of(suggestions, urn)
    return "too little is published of it to compare" if found is not None and found[0] == APART else None

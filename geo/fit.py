"""How every candidate fits by every criterion: 0 to 1, or unknown with a range."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from geo.basis import Basis
from geo.focus import gap_share
from geo.near import near
from geo.purposes import Criterion, PhaseRule, Preset
from geo.vocab import PhaseFamily

__all__ = ["Asking", "Fitting", "fitting", "gaps"]

#: With an unknown criterion: ranked at this percentile of the reference population, and shown between the others.
_RANKED_AT, _LOW, _HIGH = 50, 5, 95


@dataclass(frozen=True)
class Asking:
    """The school that asks: its row, and the family in which it is compared."""

    at: int
    family: PhaseFamily


@dataclass(frozen=True)
class Fitting:
    """One criterion for a list of candidates.

    Attributes
    ----------
    value : what they are ranked at, 0 to 1; an unknown one at the reference population's median.
    low, high : the range; equal to the value where it is known, and the value itself where all are.
    known : whether it is.
    groups : how many groups of context are known; None but for Alike.
    """

    value: np.ndarray
    low: np.ndarray
    high: np.ndarray
    known: np.ndarray
    groups: np.ndarray | None = None


def _near(basis: Basis, asking: Asking, preset: Preset, rows: np.ndarray) -> np.ndarray:
    schools = basis.roster
    distance = schools.distance_m(asking.at)[rows]
    own = basis.reach[asking.family][asking.at]
    theirs = basis.reach[asking.family][rows]
    if preset.phases != PhaseRule.SAME:
        for family, reach in basis.reach.items():
            # A school of another phase is as far as schools of its own phase are apart.
            theirs = np.where(schools.family[rows] == str(family), reach[rows], theirs)
    return near(distance, own * preset.reach, theirs * preset.reach)


def gaps(basis: Basis, asking: Asking, preset: Preset, rows: np.ndarray) -> np.ndarray:
    """How far each candidate stands above the asking school in the focus, -1 to 1; NaN where unknown."""
    found = basis.standings.get((preset.focus, asking.family))
    if found is None:
        return np.full(len(rows), np.nan)
    return found.value[rows] - found.value[asking.at]


def _they_share(basis: Basis, asking: Asking, preset: Preset, rows: np.ndarray) -> np.ndarray:
    return gap_share(gaps(basis, asking, preset, rows))


def _you_share(basis: Basis, asking: Asking, preset: Preset, rows: np.ndarray) -> np.ndarray:
    return gap_share(-gaps(basis, asking, preset, rows))


def _same_ages(basis: Basis, asking: Asking, _: Preset, rows: np.ndarray) -> np.ndarray:
    low, high = basis.roster.age_low, basis.roster.age_high
    both = np.minimum(high[rows], high[asking.at]) - np.maximum(low[rows], low[asking.at])
    either = (high[rows] - low[rows]) + (high[asking.at] - low[asking.at]) - np.maximum(both, 0)
    return np.maximum(both, 0) / np.where(either > 0, either, np.nan)


def _other_ages(basis: Basis, asking: Asking, preset: Preset, rows: np.ndarray) -> np.ndarray:
    return 1 - _same_ages(basis, asking, preset, rows)


def _same(words: np.ndarray, at: int, rows: np.ndarray) -> np.ndarray:
    known = (words[rows] != "") & (words[at] != "")
    return np.where(known, (words[rows] == words[at]).astype(float), np.nan)


def _governance(basis: Basis, asking: Asking, _: Preset, rows: np.ndarray) -> np.ndarray:
    return _same(basis.roster.governance, asking.at, rows)


def _faith(basis: Basis, asking: Asking, _: Preset, rows: np.ndarray) -> np.ndarray:
    same = _same(basis.roster.faith, asking.at, rows)
    other_diocese = _same(basis.roster.diocese, asking.at, rows) == 0
    return np.where(other_diocese, same / 2, same)


def _ward(basis: Basis, asking: Asking, _: Preset, rows: np.ndarray) -> np.ndarray:
    return _same(basis.roster.ward, asking.at, rows)


def _connected(basis: Basis, asking: Asking, _: Preset, rows: np.ndarray) -> np.ndarray:
    return basis.roster.tied_to(asking.at)[rows].astype(float)


_VALUES: Mapping[Criterion, Callable[[Basis, Asking, Preset, np.ndarray], np.ndarray]] = MappingProxyType(
    {
        Criterion.NEAR: _near,
        Criterion.THEY_SHARE: _they_share,
        Criterion.YOU_SHARE: _you_share,
        Criterion.SAME_AGES: _same_ages,
        Criterion.OTHER_AGES: _other_ages,
        Criterion.SAME_GOVERNANCE: _governance,
        Criterion.SAME_FAITH: _faith,
        Criterion.SAME_WARD: _ward,
        Criterion.CONNECTED: _connected,
    }
)


def fitting(
    basis: Basis, asking: Asking, preset: Preset, criterion: Criterion, rows: np.ndarray, reference: np.ndarray
) -> Fitting | None:
    """Fit of candidates by one criterion; None if it is unknown for the asking school, and so for all.

    Parameters
    ----------
    basis, asking, preset : what suggestions are made from, who asks, and for what.
    criterion : which one.
    rows : the candidates.
    reference : rows of the fixed reference population, without the asking school.
    """
    groups = None
    if criterion == Criterion.ALIKE:
        scale = basis.scales.get(asking.family)
        if scale is None or not (likeness := scale.likeness(asking.at, rows)).groups:
            return None
        value, low, high, groups = likeness.value, likeness.low, likeness.high, likeness.known
    else:
        value = _VALUES[criterion](basis, asking, preset, rows)
        low = high = value
    known = ~np.isnan(value)
    if not known.all():
        if criterion == Criterion.ALIKE:
            usual = basis.scales[asking.family].likeness(asking.at, reference).value
        else:
            usual = _VALUES[criterion](basis, asking, preset, reference)
        usual = usual[~np.isnan(usual)]
        if not len(usual):
            return None
        levels = np.percentile(usual, (_RANKED_AT, _LOW, _HIGH))
        value, low, high = (
            np.where(known, part, level) for part, level in zip((value, low, high), levels, strict=True)
        )
    return Fitting(value, low, high, known, groups)

"""Outcomes to learn about: where a school stands beside schools of similar intake."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import pandas as pd

from geo.similarity import GROUPS, rank_in

__all__ = ["FOCI", "NO_GAP", "Fit", "Focus", "Standing", "gap_share", "standing", "years_of"]

#: A gap of fewer percentile points than this counts as none.
NO_GAP = 0.20


@dataclass(frozen=True)
class Focus:
    """One domain of outcomes. A new one joins by one entry in :data:`FOCI`.

    Attributes
    ----------
    key, label : in an address, and on a screen.
    measures : keys in :mod:`geo.measures`, whose ranks are averaged: one domain, one vote.
    lower_is_better : whether a lower rate is the outcome that a school might share.
    covariates : groups of context that the regression holds equal.
    unlike_years : school years that no pooling crosses or uses.
    least_pupils : smaller cohorts (Reception to Year 11) count as unknown.
    most_years : years pooled.
    noise : median movement of the rank from one year to the next, measured on London (docs/method.md).
    better : the outcome that a school might share, as a sentence begins with it.
    figure : what the figure of the first measure is called in a sentence.
    publisher : short source for a sentence.
    """

    key: str
    label: str
    measures: tuple[str, ...]
    lower_is_better: bool
    covariates: tuple[str, ...]
    unlike_years: frozenset[str]
    least_pupils: int
    most_years: int
    noise: float
    better: str
    figure: str
    publisher: str


FOCI: Mapping[str, Focus] = MappingProxyType(
    {
        "attendance": Focus(
            key="attendance",
            label="Attendance",
            measures=("absence", "persistent_absence"),
            lower_is_better=True,
            covariates=("fsm_ever6", "eal", "sen"),
            unlike_years=frozenset({"2019/20", "2020/21", "2021/22"}),
            least_pupils=50,
            most_years=2,
            noise=0.09,
            better="Lower absence",
            figure="overall absence",
            publisher="DfE, pupil absence",
        )
    }
)


@dataclass(frozen=True)
class Fit:
    """A fixed regression of one measure: coefficients (constant first), share explained, schools in it."""

    measure: str
    coefficients: tuple[float, ...]
    explained: float
    schools: int


@dataclass(frozen=True)
class Standing:
    """Where every school stands in a focus, beside the reference population of one phase family.

    Attributes
    ----------
    value : 0 to 1, higher is the outcome to share; NaN where unknown.
    pooled : means of the years' rates, a column a measure.
    years : the years pooled.
    fits : the regressions.
    """

    value: np.ndarray
    pooled: np.ndarray
    years: tuple[str, ...]
    fits: tuple[Fit, ...]


def years_of(measures: pd.DataFrame, focus: Focus) -> tuple[str, ...]:
    """Latest published years that may be pooled: on one side of the unlike years, none of them, at most so many."""
    rows = measures[measures["value"].notna()]
    each = [set(rows.loc[rows["measure"] == name, "year"]) for name in focus.measures]
    years = sorted(set.intersection(*each) - focus.unlike_years, reverse=True)
    last_break = max(focus.unlike_years, default="")
    one_side = [year for year in years if (year > last_break) == (years[0] > last_break)]
    return tuple(reversed(one_side[: focus.most_years]))


def standing(
    focus: Focus,
    measures: pd.DataFrame,
    urns: np.ndarray,
    values: np.ndarray,
    cohort: np.ndarray,
    reference: np.ndarray,
) -> Standing:
    """Rank the residuals of a regression on intake, within a reference population.

    Parameters
    ----------
    focus : the domain.
    measures : the ``measures`` table.
    urns, values : the schools, and their context from :func:`geo.similarity.context`.
    cohort : pupils of Reception to Year 11.
    reference : truth, a row a school: whose residuals are the ruler, and who the regression is fitted on.

    Returns
    -------
    Unknown for a school without all pooled years of each measure, without its intake, or with a cohort under the
    minimum. A mean of rates, since one of the years publishes no counts.
    """
    years = years_of(measures, focus)
    columns = [list(GROUPS).index(name) for name in focus.covariates]
    design = np.column_stack([np.ones(len(urns)), values[:, columns]])
    enough = (cohort >= focus.least_pupils) & ~np.isnan(design).any(axis=1)
    pooled, ranks, fits = [], [], []
    for name in focus.measures:
        rate = _mean_rate(measures[measures["measure"] == name], urns, years)
        usable = enough & ~np.isnan(rate)
        residual, fit = _residuals(name, design, rate, usable, usable & reference)
        pooled.append(rate)
        fits.append(fit)
        ranks.append(rank_in(np.sort(residual[usable & reference]), residual))
    mean = np.column_stack(ranks).mean(axis=1)
    value = 1 - mean if focus.lower_is_better else mean
    return Standing(value, np.column_stack(pooled), years, tuple(fits))


def _mean_rate(rows: pd.DataFrame, urns: np.ndarray, years: tuple[str, ...]) -> np.ndarray:
    if not years:
        return np.full(len(urns), np.nan)
    each = [rows[rows["year"] == year].set_index("urn")["value"].reindex(urns).to_numpy("float64") for year in years]
    return np.column_stack(each).mean(axis=1)


def _residuals(
    name: str, design: np.ndarray, rate: np.ndarray, usable: np.ndarray, fitted: np.ndarray
) -> tuple[np.ndarray, Fit]:
    residual = np.full(len(rate), np.nan)
    schools = int(fitted.sum())
    if schools <= design.shape[1]:  # as many unknowns as schools: every residual would be nothing
        return residual, Fit(name, (), float("nan"), schools)
    coefficients = np.linalg.lstsq(design[fitted], rate[fitted], rcond=None)[0]
    # Rounded: so that equal schools have equal residuals, to the last bit, on every machine.
    residual[usable] = np.round(rate[usable] - design[usable] @ coefficients, 9)
    spread = float(np.var(rate[fitted]))
    explained = 1 - float(np.var(residual[fitted])) / spread if spread else 0.0
    return residual, Fit(name, tuple(float(part) for part in coefficients), explained, schools)


def gap_share(gap: np.ndarray) -> np.ndarray:
    """Turn a gap in standing (-1 to 1) into a criterion: 0 up to :data:`NO_GAP`, then evenly to 1; NaN stays."""
    return np.where(np.isnan(gap), np.nan, np.maximum(gap - NO_GAP, 0) / (1 - NO_GAP))

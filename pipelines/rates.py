"""Make one measure of decoded columns: its value, its status, and the counts behind it."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from geo.vocab import ValueStatus
from pipelines.symbols import Decoded

__all__ = ["Figure", "average", "from_counts", "plain", "published", "withhold"]

_PUBLISHED = str(ValueStatus.PUBLISHED)

#: Share of the published rates that a pair of columns must reproduce to be taken as their counts.
_REPRODUCED_SHARE = 0.99

#: Fewer rows than this say nothing of the whole column, and are judged one by one (three national rows).
_ENOUGH_ROWS = 100

#: Decimals that are looked for in published rates.
_MOST_DECIMALS = 6


@dataclass(frozen=True)
class Figure:
    """One measure of many rows, in four series of the same index.

    ``value`` is missing unless ``status`` is published; ``numerator`` and ``denominator`` are missing where
    they are not published or do not reproduce the published value. ``low`` and ``high`` are the ends of a published
    95% interval; None where the table has none.
    """

    value: pd.Series
    status: pd.Series
    numerator: pd.Series
    denominator: pd.Series
    low: pd.Series | None = None
    high: pd.Series | None = None


def plain(count: Decoded) -> Figure:
    """Take a count as the measure itself."""
    none = pd.Series(np.nan, index=count.numbers.index)
    return Figure(count.numbers, count.statuses, none, none)


def from_counts(numerator: Decoded, denominator: Decoded) -> Figure:
    """Divide two published counts: 100 * numerator / denominator, in percent.

    A denominator of zero makes the measure not applicable; a count that is not published gives its
    own status to the measure, the numerator's first.
    """
    status = numerator.statuses.where(numerator.statuses != _PUBLISHED, denominator.statuses)
    empty = (status == _PUBLISHED) & (denominator.numbers == 0)
    status = status.mask(empty, str(ValueStatus.NOT_APPLICABLE))
    shown = status == _PUBLISHED
    above, below = numerator.numbers.where(shown), denominator.numbers.where(shown)
    return Figure(100 * above / below, status, above, below)


def published(
    rate: Decoded,
    numerator: pd.Series | None = None,
    denominator: pd.Series | None = None,
    *,
    rounded_by: pd.Series | None = None,
) -> Figure:
    """Take a rate per hundred as published, with the counts behind it where they reproduce it.

    Parameters
    ----------
    rate : the published column.
    numerator, denominator : counts, missing where not published; None where the table has none.
    rounded_by : kind of row, where some kinds are rounded to fewer decimals than others; None: all alike.

    Returns
    -------
    Figure
        Where the denominator is zero the measure is not applicable, whatever was written for 0 of 0.
        A denominator stays only where 100 * numerator / denominator is the published rate to half a unit of
        the last decimal that the column uses; if more than one row in a hundred fails, the column is
        the denominator of something else and none stays (in tables of 100 rows and more).
    """
    none = pd.Series(np.nan, index=rate.numbers.index)
    above = none if numerator is None else numerator
    below = none if denominator is None else denominator
    status = rate.statuses.mask(below == 0, str(ValueStatus.NOT_APPLICABLE))
    shown = status == _PUBLISHED
    value, above, below = rate.numbers.where(shown), above.where(shown), below.where(shown)
    error = (100 * above / below - value).abs()
    kinds = pd.Series(0, index=value.index) if rounded_by is None else rounded_by
    unit = 10.0 ** -value.groupby(kinds).transform(_decimals)
    good = error <= unit / 2 + 1e-9
    # A rate of zero is reproduced by any denominator, so it says nothing of this one.
    telling = error.notna() & (above > 0)
    if telling.sum() >= _ENOUGH_ROWS and good[telling].mean() < _REPRODUCED_SHARE:
        good = good & False
    return Figure(value, status, above, below.where(good))


def average(
    value: Decoded,
    total: pd.Series | None = None,
    count: pd.Series | None = None,
    *,
    low: pd.Series | None = None,
    high: pd.Series | None = None,
) -> Figure:
    """Take an average of points, or a score, as published, with whom it is of and its interval.

    Parameters
    ----------
    value : the published column.
    total : sum of the points; kept only where total / count is the published value to half a unit of its last decimal.
    count : pupils that the average is of; kept wherever a value is published.
    low, high : ends of the published 95% interval; kept only as a pair around the value.

    Returns
    -------
    Figure
        Where nobody is counted the measure is not applicable.
    """
    none = pd.Series(np.nan, index=value.numbers.index)
    below = none if count is None else count
    status = value.statuses.mask(below == 0, str(ValueStatus.NOT_APPLICABLE))
    shown = status == _PUBLISHED
    numbers, below = value.numbers.where(shown), below.where(shown)
    above = none if total is None else total.where(shown)
    unit = 10.0 ** -_decimals(numbers)
    above = above.where((above / below - numbers).abs() <= unit / 2 + 1e-9)
    if low is None or high is None:
        return Figure(numbers, status, above, below)
    around = (low <= numbers) & (numbers <= high)
    return Figure(numbers, status, above, below, low.where(around), high.where(around))


def withhold(figure: Figure, where: pd.Series, status: ValueStatus) -> Figure:
    """Replace what was written by a status, value and counts missing, in the rows where ``where``."""
    return Figure(
        figure.value.mask(where),
        figure.status.mask(where, str(status)),
        figure.numerator.mask(where),
        figure.denominator.mask(where),
        None if figure.low is None else figure.low.mask(where),
        None if figure.high is None else figure.high.mask(where),
    )


def _decimals(values: pd.Series) -> int:
    """Count the decimals that a column really uses: a final zero, as in 59.60, is not one."""
    numbers = values.dropna().to_numpy(dtype=float)
    for decimals in range(_MOST_DECIMALS):
        scaled = numbers * 10.0**decimals
        if bool((np.abs(scaled - np.round(scaled)) < 1e-6).all()):  # noqa: PLR2004
            return decimals
    return _MOST_DECIMALS

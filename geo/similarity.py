"""How alike the context of two schools is: four groups, ranked within the phase family, set beside all pairs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, reduce
from types import MappingProxyType

import numpy as np
import pandas as pd

__all__ = [
    "GROUPS",
    "LEAST_GROUPS",
    "Group",
    "Likeness",
    "Scale",
    "common_year",
    "compulsory_years",
    "context",
    "rank_in",
    "scale",
]


@dataclass(frozen=True)
class Group:
    """One group of context.

    Attributes
    ----------
    label, meaning, unit : its name, what it is of, and the unit of its figure.
    noise : median movement of its rank from one year to the next, measured on London (docs/method.md).
    """

    label: str
    meaning: str
    unit: str
    noise: float


#: The groups, of equal weight, in the order in which differences are added.
GROUPS: Mapping[str, Group] = MappingProxyType(
    {
        "size": Group(
            "Size",
            "Pupils of Reception to Year 11 a year group: the census's base of the six-year measure of free meals, "
            "which leaves out nursery classes and sixth forms, over the compulsory year groups that the ages cover.",
            "pupils a year group",
            0.02,
        ),
        "fsm_ever6": Group(
            "FSM (6 years)", "Eligible for free school meals at any time in the last six years.", "%", 0.02
        ),
        "eal": Group("EAL", "First language known or believed to be other than English.", "%", 0.02),
        "sen": Group("SEN", "SEN support and education, health and care plans together.", "%", 0.06),
    }
)

#: With fewer groups known the two schools are not compared.
LEAST_GROUPS = 3

_CENSUS = ("pupils", "fsm_ever6", "eal", "sen_support", "ehcp")
#: A statutory lowest age of 5 is a Reception class too: those schools' rolls are those of whole year groups so.
_RECEPTION, _RISING_FIVE, _END_OF_YEAR_11 = 4, 5, 16


def common_year(measures: pd.DataFrame) -> str | None:
    """Latest year for which the build has figures of all the context groups; None if there is none."""
    rows = measures[measures["value"].notna()]
    years = [set(rows.loc[rows["measure"] == name, "year"]) for name in _CENSUS]
    return max(set.intersection(*years), default=None)


def compulsory_years(age_low: np.ndarray, age_high: np.ndarray) -> np.ndarray:
    """Year groups from Reception to Year 11 that a span of ages covers; NaN where it covers none or is unknown."""
    low = np.where(age_low <= _RISING_FIVE, _RECEPTION, age_low)
    years = np.minimum(age_high, _END_OF_YEAR_11) - np.maximum(low, _RECEPTION)
    return np.where(years > 0, years, np.nan)


def context(urns: np.ndarray, age_low: np.ndarray, age_high: np.ndarray, census: pd.DataFrame) -> np.ndarray:
    """Figures of the context groups, a row a URN and a column a group; NaN where one is not published.

    Parameters
    ----------
    urns, age_low, age_high : the schools, and their ages in years.
    census : rows of the ``measures`` table of one year.
    """
    rows = {name: census[census["measure"] == name].set_index("urn") for name in _CENSUS}
    figures = {name: part["value"].reindex(urns).to_numpy("float64") for name, part in rows.items()}
    base = rows["fsm_ever6"]["denominator"].reindex(urns).to_numpy("float64")
    size = np.where(base > 0, base, np.nan) / compulsory_years(age_low, age_high)
    return np.column_stack([size, figures["fsm_ever6"], figures["eal"], figures["sen_support"] + figures["ehcp"]])


def rank_in(reference: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Share of a reference that lies below each value, with half of those equal to it; NaN where it is unknown.

    Parameters
    ----------
    reference : known values, sorted.
    values : any values.
    """
    return _places(reference, values) / (2 * max(len(reference), 1))


@dataclass(frozen=True)
class Likeness:
    """How alike every school is to one: the share of reference pairs that are less alike.

    Attributes
    ----------
    value, low, high : 0 to 1; equal where all groups are known, a range where some are not, NaN below
        :data:`LEAST_GROUPS`.
    known : how many groups both schools have.
    groups : the groups of the school that asks.
    """

    value: np.ndarray
    low: np.ndarray
    high: np.ndarray
    known: np.ndarray
    groups: tuple[str, ...]


@dataclass(frozen=True)
class Scale:
    """Context of all schools on the scale of one phase family's reference population.

    Attributes
    ----------
    values : figures of the groups, a row a school.
    reference : rows of the reference population, all of them with every group known.
    places : for each figure, twice the schools of the reference below it, and once those equal to it: whole numbers,
        so that differences and their sums are exact; NaN where unknown.
    """

    values: np.ndarray
    reference: np.ndarray
    places: np.ndarray
    _greater: dict[tuple[int, ...], np.ndarray] = field(default_factory=dict, compare=False, repr=False)

    @property
    def ranks(self) -> np.ndarray:
        """Percentile ranks within the reference population, 0 to 1."""
        return self.places / (2 * max(int(self.reference.sum()), 1))

    @cached_property
    def _columns(self) -> tuple[np.ndarray, ...]:
        """Places of one group after another, each together in memory."""
        return tuple(np.ascontiguousarray(column) for column in self.places.T)

    def groups_of(self, at: int) -> tuple[int, ...]:
        """Columns of the groups that a school has."""
        return tuple(int(column) for column in np.flatnonzero(~np.isnan(self.places[at])))

    def pair_sums(self, columns: tuple[int, ...]) -> np.ndarray:
        """For each pair of the reference population, the sum of the differences in place over these groups."""
        places = self.places[self.reference][:, list(columns)]
        parts = [_sum(np.abs(places[at + 1 :] - places[at])) for at in range(len(places) - 1)]
        return np.concatenate(parts) if parts else np.array([])

    def less_alike(self, sums: np.ndarray, columns: tuple[int, ...]) -> np.ndarray:
        """Share of reference pairs that differ by more than each of these sums; NaN stays."""
        if columns not in self._greater:
            counts = np.bincount(self.pair_sums(columns).astype("int64"), minlength=1)
            self._greater[columns] = 1 - np.cumsum(counts) / max(counts.sum(), 1)
        greater = self._greater[columns]
        unknown = np.isnan(sums)
        # Sums are never below 0, so that whole numbers are those below.
        whole = np.minimum(np.where(unknown, 0, sums), len(greater) - 1).astype("int64")
        shares = greater[whole]
        shares[unknown] = np.nan
        return shares

    def likeness(self, at: int, rows: np.ndarray) -> Likeness:
        """Compare one school with others.

        A group that the asking school lacks is left out for all. One that only the other lacks counts as the median
        difference of the reference population from the asking school, and the range is from its 5th to its 95th
        percentile.

        Parameters
        ----------
        at : row of the school that asks.
        rows : rows of the others.
        """
        columns = self.groups_of(at)
        if len(columns) < LEAST_GROUPS:
            unknown = np.full(len(rows), np.nan)
            return Likeness(unknown, unknown, unknown, np.zeros(len(rows), int), ())
        differences = [np.abs(self._columns[column][rows] - self.places[at, column]) for column in columns]
        total = reduce(np.add, differences)
        value = self.less_alike(total, columns)  # unknown where a group is
        low = high = value
        known = np.full(len(rows), len(columns))
        unsure = np.flatnonzero(np.isnan(total))
        if len(unsure):
            low, high = value.copy(), value.copy()
            absent = np.column_stack([np.isnan(part[unsure]) for part in differences])
            known[unsure] -= absent.sum(axis=1)
            enough = known[unsure] >= LEAST_GROUPS
            partly, absent = unsure[enough], absent[enough]
            there = np.column_stack([part[partly] for part in differences])
            chosen = list(columns)
            usual = np.abs(self.places[self.reference][:, chosen] - self.places[at, chosen])
            for percentile, share in ((50, value), (95, low), (5, high)):
                assumed = np.nanpercentile(usual, percentile, axis=0)
                share[partly] = self.less_alike(_sum(np.where(absent, assumed, there)), columns)
        return Likeness(value, low, high, known, tuple(list(GROUPS)[column] for column in columns))


def scale(values: np.ndarray, reference: np.ndarray) -> Scale:
    """Place all schools within a reference population; those of it that lack a group are no part of the ruler.

    Parameters
    ----------
    values : from :func:`context`.
    reference : truth, a row a school.
    """
    complete = reference & ~np.isnan(values).any(axis=1)
    places = [_places(np.sort(column[complete]), column) for column in values.T]
    return Scale(values, complete, np.column_stack(places))


def _places(reference: np.ndarray, values: np.ndarray) -> np.ndarray:
    below = np.searchsorted(reference, values, side="left")
    upto = np.searchsorted(reference, values, side="right")
    return np.where(np.isnan(values), np.nan, below + upto)


def _sum(differences: np.ndarray) -> np.ndarray:
    return np.asarray(reduce(np.add, differences.T))

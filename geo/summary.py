"""Figures of a set of schools: the sum of numerators over the sum of denominators, never a mean of rates unsaid."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from math import fsum

import pandas as pd

from geo.figures import Coverage, newest_year, status_without_row
from geo.measures import MEASURES, Measure, measure
from geo.vocab import Basis, PhaseFamily, ValueStatus

__all__ = ["ADDED_UP", "Beside", "Figure", "benchmark", "beside", "by_family", "summarise"]

#: Measures of which an area has a figure; a decile or a rank of the area around a building has none.
ADDED_UP = tuple(name for name, entry in MEASURES.items() if entry.unit not in {"band", "decile", "rank"})

_KEYS = ("area_code", "phase_family", "measure", "year")


@dataclass(frozen=True)
class Figure:
    """One measure of a set of schools in one year.

    Attributes
    ----------
    measure : registry name.
    year : school year; None where the build has no year of the measure.
    value : in the unit of the measure (for pupils: their number); None where no school has a figure.
    basis : how the value was made; None with no value. ``COUNTS``: from the sums below. ``MEAN_OF_RATES``: each
        school's rate alike, because the counts are not published.
    numerator, denominator : sums over the schools with a figure; None where not published. Pupils have no denominator.
    schools : schools with a figure.
    without : URN and status of each school without one, by URN.
    """

    measure: str
    year: str | None
    value: float | None
    basis: Basis | None
    numerator: float | None
    denominator: float | None
    schools: int
    without: tuple[tuple[int, ValueStatus], ...]


#: Figures of areas by area code, phase family, measure and year.
Beside = Mapping[tuple[str, str, str, str], Figure]


def summarise(
    measures: pd.DataFrame, urns: Collection[int], name: str, coverage: Coverage, year: str | None = None
) -> Figure:
    """Make one figure of a set of schools; their order never matters.

    If every published value has both counts: sum of numerators / sum of denominators, as a percentage or an average. If
    one lacks them: the mean of the published values. Sums of a part of the schools are never mixed with values of the
    others.

    Parameters
    ----------
    measures : the ``measures`` table, or a part that has all rows of the schools.
    urns : the schools; one that is named twice counts once.
    name : registry name, one of :data:`ADDED_UP`.
    coverage : of ``BUILD.json``.
    year : school year; None: the newest of the build.

    Raises
    ------
    ValueError
        If the measure is none of them: a decile or a rank cannot be added up.
    """
    entry = measure(name)
    if name not in ADDED_UP:
        message = f"{entry.label} ({entry.unit}): schools have no sum and no mean of it"
        raise ValueError(message)
    wanted = sorted({int(urn) for urn in urns})
    year = year or newest_year(name, coverage)
    rows = measures[(measures["measure"] == name) & (measures["year"] == year) & measures["urn"].isin(wanted)]
    shown = rows[rows["status"] == ValueStatus.PUBLISHED]
    value, basis, numerator, denominator = _made(shown, entry)
    statuses = dict(zip(rows["urn"].astype(int), rows["status"], strict=True))
    published = set(shown["urn"].astype(int))
    absent = status_without_row(name, year, coverage)
    without = tuple((urn, ValueStatus(statuses.get(urn, absent))) for urn in wanted if urn not in published)
    return Figure(name, year, value, basis, numerator, denominator, len(published), without)


def _made(shown: pd.DataFrame, entry: Measure) -> tuple[float | None, Basis | None, float | None, float | None]:
    """Value, basis and sums of published rows; ``fsum`` rounds once, so that order never tells."""
    if shown.empty:
        return None, None, None, None
    if entry.unit == "pupils":
        total = fsum(shown["value"])
        return total, Basis.COUNTS, total, None
    if shown[["numerator", "denominator"]].notna().all(axis=None):
        numerator, denominator = fsum(shown["numerator"]), fsum(shown["denominator"])
        if denominator > 0:
            return entry.factor * numerator / denominator, Basis.COUNTS, numerator, denominator
    return fsum(shown["value"]) / len(shown), Basis.MEAN_OF_RATES, None, None


def by_family(
    schools: pd.DataFrame, measures: pd.DataFrame, coverage: Coverage, names: Iterable[str] = ADDED_UP
) -> Mapping[PhaseFamily, tuple[Figure, ...]]:
    """Make the newest figures of a set of schools for each phase family apart, in the order of the vocabulary.

    Special schools and alternative provision are families of their own, so that no figure mixes them with others.

    Parameters
    ----------
    schools : ``urn`` and ``phase_family``.
    measures, coverage : as in :func:`summarise`.
    names : measures, one figure each.
    """
    own = measures[measures["urn"].isin(schools["urn"])]
    names = tuple(names)
    return {
        family: tuple(summarise(own, part["urn"], name, coverage) for name in names)
        for family in PhaseFamily
        if len(part := schools[schools["phase_family"] == family])
    }


def beside(benchmarks: pd.DataFrame) -> Beside:
    """Read the figures of areas from the ``benchmarks`` table, by area code, family, measure and year.

    The publisher's groups count: state-funded schools of that year, closed ones included, and all-through and 16 to 19
    schools among the secondary schools. For pupils the table has a mean roll, which is no sum: it is left out.
    ``without`` is empty, because the table counts those schools and does not name them.
    """
    made = {}
    columns = [*_KEYS, "value", "basis", "numerator", "denominator", "schools"]
    for *keys, value, basis, numerator, denominator, schools in benchmarks[columns].itertuples(index=False):
        code, family, name, year = map(str, keys)
        if measure(name).unit == "pupils":
            continue
        top, bottom = (None if pd.isna(each) else float(each) for each in (numerator, denominator))
        number = 0 if pd.isna(schools) else int(schools)
        made[code, family, name, year] = Figure(name, year, float(value), Basis(basis), top, bottom, number, ())
    return made


def benchmark(table: Beside, area_code: str, family: str, name: str, year: str | None) -> Figure | None:
    """Figure of an area from :func:`beside`; None where there is none."""
    return table.get((area_code, family, name, year or ""))

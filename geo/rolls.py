"""Pupils by year: of a school and of an area, the change with its dates, and values that are worth checking."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from geo.figures import Coverage, status_without_row
from geo.vocab import ValueStatus

__all__ = [
    "FIRST_YEAR",
    "JUMP_PUPILS",
    "JUMP_SHARE",
    "AreaRoll",
    "Change",
    "Count",
    "Roll",
    "area_rolls",
    "authority_rolls",
    "census_month",
    "change_of_all",
    "rolls",
    "school_years",
    "worth_checking",
]

#: First school year of the rolls: its census is of January 2019.
FIRST_YEAR = "2018/19"

#: A count is worth checking if it differs by this share, and by this many pupils, from the count before it and from the
#: one after it, and lies on the same side of both.
JUMP_SHARE, JUMP_PUPILS = 0.15, 15

_PUPILS = "pupils"


@dataclass(frozen=True)
class Count:
    """Pupils on roll in one January; ``status`` says why there is no number."""

    year: str
    value: int | None
    status: ValueStatus


@dataclass(frozen=True)
class Change:
    """From the first published count to the last: years, pupils, and over how many schools."""

    since: str
    until: str
    before: int
    after: int
    schools: int = 1

    @property
    def pupils(self) -> int:
        """Pupils more, or fewer (negative)."""
        return self.after - self.before

    @property
    def percent(self) -> float | None:
        """Percent more, or less (negative), of the first count; None where that was 0."""
        return 100 * self.pupils / self.before if self.before else None


@dataclass(frozen=True)
class Roll:
    """Pupils of one school.

    Attributes
    ----------
    counts : every school year of the span, gaps included.
    change : from the first published count to the last; None with fewer than two.
    check : years whose count is worth checking.
    capacity : places in the register; None where it gives none.
    """

    urn: int
    counts: tuple[Count, ...]
    change: Change | None
    check: tuple[str, ...]
    capacity: int | None


@dataclass(frozen=True)
class AreaRoll:
    """Pupils of several schools in one January: the sum over ``schools``; ``without`` have no count."""

    year: str
    pupils: int | None
    schools: int
    without: int


def school_years(first: str, last: str) -> list[str]:
    """List the school years from one to another, both included: "2018/19", "2019/20"..."""
    return [f"{year}/{(year + 1) % 100:02}" for year in range(int(first[:4]), int(last[:4]) + 1)]


def census_month(year: str) -> str:
    """Month of the school census of a school year: "2022/23" -> "January 2023"."""
    return f"January {int(year[:4]) + 1}"


def worth_checking(counts: Sequence[Count]) -> tuple[str, ...]:
    """Years in which a count jumps and returns, by :data:`JUMP_SHARE` and :data:`JUMP_PUPILS`.

    Each count is held against the nearest published one before and after it; the share is of the neighbour. The first
    and the last count have only one neighbour, and so cannot return. Nothing is changed or smoothed.
    """
    known = [(each.year, each.value) for each in counts if each.value is not None]
    marked = []
    for (_, before), (year, here), (_, after) in zip(known, known[1:], known[2:], strict=False):
        same_side = (here - before) * (here - after) > 0
        far = all(abs(here - near) >= max(JUMP_PUPILS, JUMP_SHARE * near) for near in (before, after))
        if same_side and far:
            marked.append(year)
    return tuple(marked)


def rolls(schools: pd.DataFrame, measures: pd.DataFrame, coverage: Coverage) -> tuple[Roll, ...]:
    """Pupils of each school in every school year since :data:`FIRST_YEAR`, in the order of the schools.

    Parameters
    ----------
    schools : ``urn`` and ``capacity`` (places).
    measures, coverage : the table, and the coverage of ``BUILD.json``.
    """
    years = [year for year in coverage.get(_PUPILS) or {} if year >= FIRST_YEAR]
    span = school_years(FIRST_YEAR, max(years)) if years else []
    rows = measures[(measures["measure"] == _PUPILS) & measures["urn"].isin(schools["urn"])]
    found = {
        (int(urn), year): (value, status)
        for urn, year, value, status in rows[["urn", "year", "value", "status"]].itertuples(index=False)
    }
    absent = {year: status_without_row(_PUPILS, year, coverage) for year in span}
    made = []
    for urn, capacity in zip(schools["urn"], schools["capacity"], strict=True):
        counts = tuple(_count(year, *found.get((int(urn), year), (None, absent[year]))) for year in span)
        known = [each for each in counts if each.value is not None]
        places = None if pd.isna(capacity) else int(capacity)
        made.append(Roll(int(urn), counts, _change(known), worth_checking(counts), places))
    return tuple(made)


def _count(year: str, value: float | None, status: str) -> Count:
    kind = ValueStatus(status)
    return Count(year, round(value) if kind is ValueStatus.PUBLISHED and value is not None else None, kind)


def _change(known: Sequence[Count]) -> Change | None:
    if len(known) < 2:  # noqa: PLR2004 - a change has two ends
        return None
    first, last = known[0], known[-1]
    return Change(first.year, last.year, first.value or 0, last.value or 0)


def area_rolls(made: Sequence[Roll]) -> tuple[AreaRoll, ...]:
    """Sum the pupils of the schools that have a count, year by year; a year that nobody has stays a gap."""
    years = [each.year for each in made[0].counts] if made else []
    table = []
    for place, year in enumerate(years):
        values = [value for roll in made if (value := roll.counts[place].value) is not None]
        table.append(AreaRoll(year, sum(values) if values else None, len(values), len(made) - len(values)))
    return tuple(table)


def change_of_all(made: Sequence[Roll]) -> Change | None:
    """Change of the schools that have a count in both the first and the last published year: like with like.

    None where there is no such pair of years, or no such school.
    """
    years = [each.year for each in area_rolls(made) if each.pupils is not None]
    if len(years) < 2:  # noqa: PLR2004 - a change has two ends
        return None
    since, until = years[0], years[-1]
    ends = [{each.year: each.value for each in roll.counts} for roll in made]
    both = [(a, b) for counts in ends if (a := counts[since]) is not None and (b := counts[until]) is not None]
    if not both:
        return None
    return Change(since, until, sum(a for a, _ in both), sum(b for _, b in both), len(both))


def authority_rolls(benchmarks: pd.DataFrame, code: str) -> tuple[AreaRoll, ...]:
    """Sum the pupils of every state-funded school of an authority in each year's table, those closed since included.

    The ``benchmarks`` table has the mean roll of each family and the number of schools: their product is the sum. It
    counts schools that the register at hand no longer has, and so more than the rows of ``measures`` add up to.

    Parameters
    ----------
    benchmarks : the table.
    code : GSS code of the authority.
    """
    rows = benchmarks[
        (benchmarks["measure"] == _PUPILS) & (benchmarks["area_code"] == code) & (benchmarks["year"] >= FIRST_YEAR)
    ]
    table = []
    for year, part in rows.groupby("year"):
        schools = part["schools"].fillna(0).astype(int)
        pupils = sum(round(mean * number) for mean, number in zip(part["value"], schools, strict=True))
        table.append(AreaRoll(str(year), pupils, int(schools.sum()), int(part["schools_without"].fillna(0).sum())))
    return tuple(table)

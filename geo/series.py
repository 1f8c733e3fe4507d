"""One measure of an area or a group, year by year, with its gaps."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import pandas as pd

from geo.figures import Coverage, status_without_row
from geo.rolls import school_years
from geo.summary import Beside, Figure, benchmark, summarise
from geo.vocab import ValueStatus

__all__ = ["Line", "gaps", "line_of_area", "line_of_group", "span"]


@dataclass(frozen=True)
class Line:
    """A line of a chart: its name, and a figure a year; None where there is none, which is drawn as a gap."""

    name: str
    points: tuple[tuple[str, Figure | None], ...]

    @property
    def held(self) -> int:
        """How many years have a figure."""
        return sum(each is not None and each.value is not None for _, each in self.points)


def span(name: str, table: Beside, coverage: Coverage) -> list[str]:
    """Every school year from the first to the last that the build has of a measure, years without a figure included."""
    held = {year for year in coverage.get(name) or {} if "/" in year}
    held |= {year for _, _, measure, year in table if measure == name}
    return school_years(min(held), max(held)) if held else []


def line_of_area(table: Beside, code: str, area: str, family: str, name: str, years: Sequence[str]) -> Line:
    """Figures of an area from :func:`geo.summary.beside`: the schools of each year, as they were then."""
    return Line(area, tuple((year, benchmark(table, code, family, name, year)) for year in years))


def line_of_group(
    measures: pd.DataFrame, urns: Collection[int], group: str, name: str, years: Sequence[str], coverage: Coverage
) -> Line:
    """Figures of these schools in each year, of those among them that have one."""
    own = measures[measures["urn"].isin(list(urns)) & (measures["measure"] == name)]
    held = set(own["year"])
    return Line(
        group, tuple((year, summarise(own, urns, name, coverage, year) if year in held else None) for year in years)
    )


def gaps(name: str, years: Sequence[str], lines: Sequence[Line], coverage: Coverage) -> dict[str, ValueStatus]:
    """Name the years without a figure on any line: year -> why."""
    held = {year for line in lines for year, each in line.points if each is not None and each.value is not None}
    return {year: status_without_row(name, year, coverage) for year in years if year not in held}

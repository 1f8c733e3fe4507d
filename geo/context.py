"""The newest figure of each measure of a school, beside its borough, London and England."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from geo.applies import compared_family, concerns
from geo.cohort import caution, counts_of, interval, published_interval, pupils_behind
from geo.comparable import kind_words, not_comparable
from geo.figures import Coverage, figures
from geo.meaning import Told, absent, note, place, sentence
from geo.measures import MEASURES, Measure
from geo.percentile import LEAST_SCHOOLS, Band, band, cuts_of
from geo.vocab import Basis, ValueStatus
from geo.words import is_missing

__all__ = ["ENGLAND", "LONDON", "Benchmark", "InContext", "area_rows", "benchmark_of", "in_context"]

LONDON, ENGLAND = "E12000007", "E92000001"


@dataclass(frozen=True)
class Benchmark:
    """Figure of an area for the schools of one phase family in one year, as the ``benchmarks`` table has it.

    Attributes
    ----------
    value : in the unit of the measure; for pupils, the mean roll.
    basis : published by the department, made from counts, or a mean of the schools' rates; never worked out anew.
    numerator, denominator : sums, where the basis is counts; else None.
    schools, schools_without : schools with and without a figure; None where the publisher does not say.
    source : release.
    """

    area_code: str
    area_name: str
    value: float
    basis: Basis
    numerator: float | None
    denominator: float | None
    schools: int | None
    schools_without: int | None
    source: str


@dataclass(frozen=True)
class InContext:
    """One measure of a school, in context.

    Attributes
    ----------
    measure : registry name.
    year, value, status, numerator, denominator, source, reported_urn, newest_year : as in
        :func:`geo.figures.figures`; None where there is none.
    low, high : 95% interval: published, or Wilson's where both counts are of pupils; None elsewhere.
    benchmarks : borough, London, England in this order, those that exist: same phase family, same year.
    band : where the value stands among London's schools of the family; None if it is not compared.
    compared_with : "London primary schools"; "" if not compared. not_compared : then why.
    sentence : what it means. note : what must stand beside it, or "". caution : of few pupils, or "".
    concerns : False for the results of a key stage that the school does not teach: say nothing of them being missing.
    """

    measure: str
    year: str | None
    value: float | None
    status: ValueStatus
    numerator: float | None
    denominator: float | None
    source: str
    reported_urn: int | None
    newest_year: str | None
    low: float | None
    high: float | None
    benchmarks: tuple[Benchmark, ...]
    band: Band | None
    compared_with: str
    not_compared: str
    sentence: str
    note: str
    caution: str
    concerns: bool

    @property
    def place(self) -> str:
        """Where the value stands, "well above most London primary schools"; "" if it is not compared."""
        return "" if self.band is None else place(self.band, self.compared_with)

    def area(self, code: str) -> Benchmark | None:
        """Benchmark of an area by its GSS code; None if there is none."""
        return next((each for each in self.benchmarks if each.area_code == code), None)


def in_context(
    measures: pd.DataFrame, benchmarks: pd.DataFrame, school: pd.Series, coverage: Coverage
) -> tuple[InContext, ...]:
    """Newest figure of each registry measure of a school, in the registry's order.

    Parameters
    ----------
    measures : the ``measures`` table, or the part of it that has the school.
    benchmarks : the ``benchmarks`` table.
    school : its row of ``schools``.
    coverage : of ``BUILD.json``.
    """
    urn = int(school["urn"])
    own = measures[measures["urn"] == urn]
    # Plain rows by measure and year: cutting the frame for each measure takes four times as long.
    areas: dict[tuple[str, str], list[dict[Any, Any]]] = {}
    for row in area_rows(benchmarks, school).to_dict("records"):
        areas.setdefault((str(row["measure"]), str(row["year"])), []).append(row)
    by_year: dict[str, dict[str, dict[Any, Any]]] = {}
    for row in own.to_dict("records"):
        by_year.setdefault(str(row["year"]), {})[str(row["measure"])] = row
    latest = max((year for years in coverage.values() for year in years if "/" in year), default="")
    made = []
    for row in figures(own, urn, coverage).to_dict("records"):
        same_year = by_year.get(str(row["year"]), {})
        made.append(_one(row, areas, school, same_year, latest))
    return tuple(made)


def area_rows(benchmarks: pd.DataFrame, school: Mapping[str, Any] | pd.Series) -> pd.DataFrame:
    """Rows of ``benchmarks`` for the borough of a school, London and England, in that order.

    Of its phase family, and of results that of :func:`geo.applies.compared_family`.
    """
    order = {
        code: place for place, code in enumerate((school["borough_code"], LONDON, ENGLAND)) if isinstance(code, str)
    }
    families = {name: compared_family(entry, str(school["phase_family"])) for name, entry in MEASURES.items()}
    near = benchmarks["area_code"].isin(list(order)) & benchmarks["phase_family"].isin(sorted(set(families.values())))
    rows = benchmarks[near]
    rows = rows[rows["phase_family"] == rows["measure"].map(families)]
    return rows.assign(place=rows["area_code"].map(order)).sort_values("place", kind="stable")


def _one(
    row: Mapping[Any, Any],
    areas: Mapping[tuple[str, str], list[dict[Any, Any]]],
    school: pd.Series,
    same_year: Mapping[str, Mapping[Any, Any]],
    latest: str,
) -> InContext:
    measure = MEASURES[row["measure"]]
    year = None if is_missing(row["year"]) else str(row["year"])
    published = row["status"] == ValueStatus.PUBLISHED
    why = not_comparable(school, measure)
    found = [] if why else areas.get((measure.name, str(year)), [])
    rows = {str(each["area_code"]): each for each in found}
    beside = tuple(benchmark_of(each) for each in rows.values())
    stands, with_whom, why = _standing(row, measure, rows.get(LONDON), school, why)
    ends = interval(row, measure) if published else None
    few = caution(pupils_behind(row, measure, same_year), measure) if published else ""
    whose = _whole(row["reported_urn"])
    newest = None if is_missing(row["newest_year"]) else str(row["newest_year"])
    if published:
        counts = counts_of(row, measure) or (None, None)
        london = next((each for each in beside if each.area_code == LONDON), None)
        given = published_interval(row)
        said = sentence(
            Told(
                measure=measure,
                year=str(year),
                value=float(row["value"]),
                numerator=counts[0],
                denominator=counts[1],
                interval=given,
                newest=year == newest and str(year)[:4] < latest[:4],
                later=str(newest) if newest is not None and str(newest) > str(year) else "",
                band=stands,
                kind=with_whom,
                london=None if london is None or stands is None else (london.value, london.basis),
                owner="" if whose in (None, int(school["urn"])) else f"its earlier number, {whose}",
            )
        )
    else:
        said = absent(measure, row["status"], year)
    return InContext(
        measure=measure.name,
        year=year,
        value=float(row["value"]) if published else None,
        status=ValueStatus(row["status"]),
        numerator=_number(row["numerator"]),
        denominator=_number(row["denominator"]),
        source="" if is_missing(row["source"]) else str(row["source"]),
        reported_urn=whose,
        newest_year=newest,
        low=None if ends is None else ends[0],
        high=None if ends is None else ends[1],
        benchmarks=beside,
        band=stands,
        compared_with=with_whom,
        not_compared=why,
        sentence=said,
        note=note(measure.name),
        caution=few,
        concerns=concerns(measure, row["status"], str(school["phase_family"]), school["age_low"], school["age_high"]),
    )


def _standing(
    row: Mapping[Any, Any], measure: Measure, london: Mapping[Any, Any] | None, school: pd.Series, why: str
) -> tuple[Band | None, str, str]:
    """Band, whom it is compared with, and why not."""
    kind = kind_words(str(school["phase_family"]), measure)
    if row["status"] != ValueStatus.PUBLISHED:
        return None, "", why or "there is no figure to compare"
    if why:
        return None, "", why
    if london is None:
        return None, "", f"no figures of London {kind} are at hand for {row['year']}"
    cuts = cuts_of(london, measure)
    if cuts is None:
        schools = 0 if is_missing(london["schools"]) else int(london["schools"])
        few = f"only {schools} London {kind} have a figure; a band needs {LEAST_SCHOOLS}"
        return None, "", few if schools else f"the figures of single London {kind} are not at hand for {row['year']}"
    return band(round(float(row["value"]), measure.decimals), cuts), f"London {kind}", ""


def benchmark_of(row: Mapping[Any, Any]) -> Benchmark:
    """Read a row of the ``benchmarks`` table."""
    return Benchmark(
        area_code=str(row["area_code"]),
        area_name=str(row["area_name"]),
        value=float(row["value"]),
        basis=Basis(row["basis"]),
        numerator=_number(row["numerator"]),
        denominator=_number(row["denominator"]),
        schools=_whole(row["schools"]),
        schools_without=_whole(row["schools_without"]),
        source=str(row["source"]),
    )


def _number(value: Any) -> float | None:
    return None if is_missing(value) else float(value)


def _whole(value: Any) -> int | None:
    return None if is_missing(value) else int(value)

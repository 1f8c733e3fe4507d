"""Where pupils were in the two terms after year 11, performance tables.

RECTYPE: 1 mainstream and 2 special schools, LA authorities, NAT England's state-funded schools. A table is named by the
year of its publication: its pupils finished year 11 two years before (2021/22 in the table of 2023-24, by the
department's own description of the columns; the national cohorts of both tables at hand equal those of the examination
tables of that year). It repeats two earlier years, whose columns end in a year of its own (_22, _21), without counts.
"""

import pandas as pd

from geo.vocab import PhaseFamily
from pipelines import long_tables, performance, rates
from pipelines.errors import BadInput, Rejects
from pipelines.long_tables import Column
from pipelines.rates import Figure
from pipelines.reading import Cleaned, Layout, RawTable, school_year
from pipelines.symbols import PERFORMANCE_TABLES, Decoded
from pipelines.values import urns

__all__ = ["LAYOUTS", "clean"]

#: Measure -> its columns of percentages and of pupils; below the line is COHORT.
_MEASURES = {
    "ks4_sustained": ("OVERALL_DESTPER", "OVERALL_DEST"),
    "ks4_education": ("EDUCATIONPER", "EDUCATION"),
    "ks4_apprenticeship": ("APPRENPER", "APPREN"),
}
_PERCENTS = tuple(percent for percent, _ in _MEASURES.values())
_COUNTS = ("COHORT", *(count for _, count in _MEASURES.values()))
_SUFFIXES = tuple(f"{year:02d}" for year in range(15, 40))
_REQUIRED = ("RECTYPE", "LEA", "ESTAB", "URN", "NFTYPE", *_PERCENTS, *_COUNTS)

LAYOUTS = (
    Layout(
        "ks4_destinations",
        "82 columns",
        ("RECTYPE", "URN", "COHORT", "OVERALL_DEST", "OVERALL_DESTPER"),
        _REQUIRED,
        tuple(f"{name}_{suffix}" for name in ("COHORT", "OVERALL_DESTPER") for suffix in _SUFFIXES),
        encoding="cp1252",
    ),
)

#: From the first year of a table's name back to the year in which its pupils finished year 11.
_YEARS_BACK = 2


def clean(raw: RawTable) -> Cleaned:
    """Make ``measures`` of the schools and ``benchmarks`` of authorities and England.

    The earlier years are taken for the share in any destination: the only one that the table repeats.

    Raises
    ------
    BadInput
        If the file name has no school year, or the table repeats other years than the two before its own.
    """
    table = school_year(raw.file)
    years = [_earlier(table, _YEARS_BACK + back) for back in range(3)]
    suffixes = sorted((s for s in _SUFFIXES if f"OVERALL_DESTPER_{s}" in raw.frame), reverse=True)
    if len(suffixes) > len(years) - 1:
        message = f"{raw.file.label}: it repeats {len(suffixes)} earlier years, not two: its layout has changed"
        raise BadInput(message)
    rejects = Rejects(raw.file.label)
    frame = performance.kinds_of_record(raw.frame, rejects, ("1", "2", "LA", "NAT"))
    columns = {name: Column(percent=True, maximum=100) for name in _PERCENTS}
    columns |= {name: Column(whole=True) for name in _COUNTS}
    for suffix in suffixes:
        columns[f"OVERALL_DESTPER_{suffix}"] = Column(percent=True, maximum=100)
        columns[f"COHORT_{suffix}"] = Column(whole=True)
    frame, cells = long_tables.decode_columns(frame, columns, PERFORMANCE_TABLES, rejects, "URN")
    school = frame["RECTYPE"].str.strip().isin(["1", "2"])
    schools = long_tables.single(urns(frame[school], rejects), ["urn"], rejects)
    source = f"ks4_destinations:{years[0]}"
    keys = performance.school_keys(schools, years[0], PhaseFamily.SECONDARY)
    made = _figures(performance.chosen(cells, schools.index), years, suffixes)
    areas = performance.area_keys(frame[~school], years[0], PhaseFamily.SECONDARY, "LA", "NAT")
    of_areas = _figures(performance.chosen(cells, areas.index), years, suffixes)
    parts = [
        long_tables.areas_long(areas.assign(year=year).astype({"year": "str"}), figures, source)
        for year, figures in of_areas.items()
    ]
    tables = {
        "measures": performance.stack(keys, made, source),
        "benchmarks": pd.concat([part for part in parts if len(part)], ignore_index=True),
    }
    note = f"its pupils finished year 11 in {years[0]}; earlier years that it repeats: {', '.join(years[1:])}"
    return Cleaned(years[0], tables, rejects.frame(), [note])


def _earlier(year: str, by: int) -> str:
    first = int(year[:4]) - by
    return f"{first}/{(first + 1) % 100:02d}"


def _figures(cells: dict[str, Decoded], years: list[str], suffixes: list[str]) -> dict[str, dict[str, Figure]]:
    cohort = cells["COHORT"].numbers
    figures = {
        years[0]: {
            name: rates.published(cells[percent], cells[count].numbers, cohort)
            for name, (percent, count) in _MEASURES.items()
        }
    }
    for year, suffix in zip(years[1:], suffixes, strict=False):
        before = rates.average(cells[f"OVERALL_DESTPER_{suffix}"], count=cells[f"COHORT_{suffix}"].numbers)
        figures[year] = {"ks4_sustained": before}
    return figures

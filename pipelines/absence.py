"""Absence by school with its counts: Pupil absence in schools in England, school level.

Percentages are 0 to 100 and taken as published; sessions are half days. Persistent absence is missing 10% or
more of one's own possible sessions in every year, severe absence 50% or more.
"""

import pandas as pd

from geo.vocab import ValueStatus
from pipelines import long_tables
from pipelines.absence_benchmarks import COUNTS, PERCENTS, area_table, figures
from pipelines.errors import Rejects
from pipelines.long_tables import Column
from pipelines.rates import Figure
from pipelines.reading import Cleaned, Layout, RawTable
from pipelines.symbols import EES, UNDERLYING_2019
from pipelines.values import urns

__all__ = ["LAYOUTS", "clean"]

_WHERE = ("time_period", "time_identifier", "geographic_level", "old_la_code")

LAYOUTS = (
    Layout(
        "absence",
        "74 columns (Explore Education Statistics)",
        ("school_urn", "geographic_level", "education_phase", *PERCENTS),
        (*_WHERE, "education_phase", "school_urn", *COUNTS, *PERCENTS),
        ("region_code", "num_schools", "estab"),
    ),
    Layout(
        "absence",
        "52 columns (2018/19, underlying data)",
        ("urn", "geographic_level", "year_breakdown", "school_type", *PERCENTS[:2]),
        (*_WHERE, "region_code", "school_type", "urn", "num_schools", *COUNTS[:4], *PERCENTS[:2]),
        ("estab",),
    ),
)


def clean(raw: RawTable) -> Cleaned:
    """Make ``measures`` of the rows of schools and ``benchmarks`` of the rows of areas."""
    rejects = Rejects(raw.file.label)
    urn, group, meaning = "school_urn", "education_phase", EES
    if "school_type" in raw.frame:
        urn, group, meaning = "urn", "school_type", UNDERLYING_2019
    frame = long_tables.academic_years(raw.frame, rejects, urn)
    release = long_tables.release_of(frame["year"])
    source = f"absence:{release}"
    school = frame["geographic_level"].str.strip().str.casefold() == "school"
    benchmarks, notes = area_table(frame[~school], source, rejects)

    schools = urns(frame[school].rename(columns={urn: "URN"}), rejects)
    schools = long_tables.single(schools, ["urn", "year"], rejects)
    schools = long_tables.groups(schools, group, rejects, "URN")
    columns = {name: Column(whole=True) for name in COUNTS if name in schools}
    columns |= {name: Column(maximum=100) for name in PERCENTS if name in schools}
    schools, cells = long_tables.decode_columns(schools, columns, meaning, rejects, "URN")
    made = figures(cells)
    keys = long_tables.codes(schools, "old_la_code", "estab")[["urn", "year", *long_tables.HELPERS]]
    measures = long_tables.schools_long(keys, made, source)
    return Cleaned(
        release,
        {"measures": measures, "benchmarks": benchmarks},
        rejects.frame(),
        notes + _all_zero(keys, made["absence"]),
    )


def _all_zero(keys: pd.DataFrame, absence: Figure) -> list[str]:
    """Count schools published with not one session missed: kept, and not likely."""
    zero = (absence.status == ValueStatus.PUBLISHED) & (absence.numerator == 0)
    if not zero.any():
        return []
    where = ", ".join(f"{urn} in {year}" for urn, year in zip(keys["urn"][zero], keys["year"][zero], strict=True))
    return [f"{zero.sum()} rows are published with no session missed in the whole year, kept as published: {where}"]

"""Absence by school as the performance tables publish it: two percentages (0 to 100), no counts."""

import pandas as pd

from pipelines import long_tables, rates
from pipelines.errors import BadInput, Rejects
from pipelines.long_tables import Column
from pipelines.rates import Figure
from pipelines.reading import Cleaned, Layout, RawTable, school_year
from pipelines.symbols import PERFORMANCE_TABLES, Decoded
from pipelines.values import urns

__all__ = ["LAYOUTS", "clean"]

_KEYS = ("LA", "ESTAB", "URN")
_COMPARABLE = Layout(
    "absence_tables", "5 columns", (*_KEYS, "PERCTOT", "PPERSABS10"), (*_KEYS, "PERCTOT", "PPERSABS10")
)
_OLD_THRESHOLD = Layout(
    "absence_tables",
    "persistent absence at 15% (to 2012/13)",
    (*_KEYS, "PERCTOT", "PPERSABS15"),
    (*_KEYS, "PERCTOT", "PPERSABS15"),
)

LAYOUTS = (_COMPARABLE, _OLD_THRESHOLD)


def clean(raw: RawTable) -> Cleaned:
    """Make ``measures`` of the schools of England and ``benchmarks`` of the national rows.

    The table has no group of schools, so ``phase_family`` and ``state_funded`` are missing.

    Raises
    ------
    BadInput
        If persistent absence is that of the 15% threshold, or the file name has no school year.
    """
    if "PPERSABS15" in raw.frame:
        message = (
            f"{raw.file.label}: its persistent absence (PPERSABS15) counts pupils who missed 15% of sessions, and is "
            "not comparable with the 10% of every other table: take the file away, the long absence series has "
            "these years at 10%"
        )
        raise BadInput(message)
    year = school_year(raw.file)
    source = f"absence_tables:{year}"
    rejects = Rejects(raw.file.label)
    columns = {name: Column(maximum=100) for name in ("PERCTOT", "PPERSABS10")}
    frame, cells = long_tables.decode_columns(
        long_tables.single(raw.frame, ["URN", "ESTAB"], rejects), columns, PERFORMANCE_TABLES, rejects, "URN"
    )
    national = frame["LA"].str.strip() == "NAT"
    schools = long_tables.single(urns(frame[~national], rejects), ["urn"], rejects)
    schools = long_tables.codes(schools, "LA", "ESTAB").assign(
        year=pd.Series(year, index=schools.index, dtype="str"),
        phase_family=pd.Series(None, index=schools.index, dtype="str"),
        state_funded=pd.Series(pd.NA, index=schools.index, dtype="boolean"),
    )
    keys = schools[["urn", "year", *long_tables.HELPERS]]
    areas = long_tables.national_rows(frame[national], "ESTAB", year, rejects)
    tables = {
        "measures": long_tables.schools_long(keys, _figures(cells, schools.index), source),
        "benchmarks": long_tables.areas_long(areas, _figures(cells, areas.index), source),
    }
    return Cleaned(year, tables, rejects.frame())


def _figures(cells: dict[str, Decoded], index: pd.Index) -> dict[str, Figure]:
    chosen = {name: Decoded(each.numbers.loc[index], each.statuses.loc[index]) for name, each in cells.items()}
    return {
        "absence": rates.published(chosen["PERCTOT"]),
        "persistent_absence": rates.published(chosen["PPERSABS10"]),
    }

"""Absence of England, London and its boroughs, as the department publishes it.

Three layouts: the present one (66 columns, or a cut of it), and the underlying data of 2018/19 (52 columns),
whose area rows stand in files of their own or among the schools.
"""

import pandas as pd

from pipelines import long_tables, rates
from pipelines.errors import Rejects
from pipelines.long_tables import Column
from pipelines.rates import Figure
from pipelines.reading import Cleaned, Layout, RawTable
from pipelines.symbols import EES, UNDERLYING_2019, Decoded

__all__ = ["COUNTS", "LAYOUTS", "PERCENTS", "area_table", "clean", "figures"]

#: Columns of counts (half-day sessions and pupil enrolments) and of percentages, 0 to 100.
COUNTS = ("enrolments", "sess_possible", "sess_overall", "enrolments_pa_10_exact", "enrolments_pa_50_exact")
PERCENTS = ("sess_overall_percent", "enrolments_pa_10_exact_percent", "enrolments_pa_50_exact_percent")

_WHERE = ("time_period", "time_identifier", "geographic_level", "old_la_code")
_MAYBE = ("region_code", "num_schools", *COUNTS, PERCENTS[2])

LAYOUTS = (
    Layout(
        "absence_benchmarks",
        "66 columns, or a cut of them",
        ("geographic_level", "education_phase", *PERCENTS[:2]),
        (*_WHERE, "education_phase", *PERCENTS[:2]),
        _MAYBE,
    ),
    Layout(
        "absence_benchmarks",
        "52 columns (2018/19, underlying data)",
        ("geographic_level", "year_breakdown", "school_type", *PERCENTS[:2]),
        (*_WHERE, "region_code", "school_type", "num_schools", *COUNTS[:4], *PERCENTS[:2]),
    ),
)


def clean(raw: RawTable) -> Cleaned:
    """Make ``benchmarks``; rows of schools, if the file has any, are left to the source "absence"."""
    rejects = Rejects(raw.file.label)
    frame = long_tables.academic_years(raw.frame, rejects, "old_la_code")
    schools = frame["geographic_level"].str.strip().str.casefold() == "school"
    notes = []
    if schools.any():
        notes.append(f"{schools.sum()} rows of schools were not read: name the file absence_school_... to have them")
    release = long_tables.release_of(frame["year"])
    benchmarks, more = area_table(frame[~schools], f"absence_benchmarks:{release}", rejects)
    return Cleaned(release, {"benchmarks": benchmarks}, rejects.frame(), notes + more)


def area_table(frame: pd.DataFrame, source: str, rejects: Rejects) -> tuple[pd.DataFrame, list[str]]:
    """Make ``benchmarks`` of the rows of areas.

    Parameters
    ----------
    frame : rows as read, with ``year``, none of them a school.

    Returns
    -------
    The table, and notes on what was left out: other areas, and totals over unlike schools.
    """
    group = "school_type" if "school_type" in frame else "education_phase"
    meaning = UNDERLYING_2019 if group == "school_type" else EES
    region = "region_code" if "region_code" in frame else None
    frame = long_tables.area_keys(frame, "geographic_level", "old_la_code", region)
    frame = frame[frame["area_code"].notna()]
    totals = frame[group].str.strip().str.casefold().isin(["total", "all schools"])
    frame = long_tables.groups(frame[~totals], group, rejects, "area_name")
    frame = long_tables.single(frame, ["area_name", "phase_family", "year"], rejects)
    columns = {name: Column(whole=True) for name in ("num_schools", *COUNTS) if name in frame}
    columns |= {name: Column(maximum=100) for name in PERCENTS if name in frame}
    frame, cells = long_tables.decode_columns(frame, columns, meaning, rejects, "area_name")
    # In the underlying data of 2018/19 some kinds of row have one decimal and others five.
    made = figures(cells, rounded_by=frame["year"] + frame["geographic_level"])
    blank, zero = made["absence"].value.isna(), made["absence"].value == 0
    notes = [f"{blank.sum()} rows of areas have no figure for absence"] if blank.any() else []
    if zero.any():
        named = ", ".join(sorted(frame["area_name"][zero] + " " + frame["year"][zero]))
        notes.append(f"{zero.sum()} rows of areas are published with no session missed, kept as published: {named}")
    schools = cells["num_schools"].numbers if "num_schools" in cells else None
    return long_tables.areas_long(frame, made, source, schools), notes


def figures(cells: dict[str, Decoded], rounded_by: pd.Series | None = None) -> dict[str, Figure]:
    """Make the absence measures that the decoded columns allow; ``rounded_by`` as in :func:`rates.published`."""
    counts = {name: each.numbers for name, each in cells.items()}
    pairs = {
        "absence": (PERCENTS[0], "sess_overall", "sess_possible"),
        "persistent_absence": (PERCENTS[1], "enrolments_pa_10_exact", "enrolments"),
        "severe_absence": (PERCENTS[2], "enrolments_pa_50_exact", "enrolments"),
    }
    return {
        name: rates.published(cells[percent], counts.get(above), counts.get(below), rounded_by=rounded_by)
        for name, (percent, above, below) in pairs.items()
        if percent in cells
    }

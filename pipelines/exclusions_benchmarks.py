"""Suspensions and permanent exclusions of England, London and its boroughs, as the department publishes them."""

from pipelines import long_tables, rates
from pipelines.errors import Rejects
from pipelines.long_tables import Column
from pipelines.rates import Figure
from pipelines.reading import Cleaned, Layout, RawTable
from pipelines.symbols import EES, Decoded

__all__ = ["COLUMNS", "LAYOUTS", "clean", "figures"]

#: Measure -> its column of rates (per 100 pupils, which may pass 100) and its count; headcount is below the line.
_MEASURES = {
    "suspension_rate": ("susp_rate", "suspension"),
    "suspended_once_rate": ("one_plus_susp_rate", "one_plus_susp"),
    "permanent_exclusion_rate": ("perm_excl_rate", "perm_excl"),
}

#: The columns of figures, and how each is decoded.
COLUMNS: dict[str, Column] = {
    "headcount": Column(whole=True),
    **{count: Column(whole=True) for _, count in _MEASURES.values()},
    **{rate: Column() for rate, _ in _MEASURES.values()},
}

_REQUIRED = (
    "time_period",
    "time_identifier",
    "geographic_level",
    "region_code",
    "old_la_code",
    "education_phase",
    "num_schools",
    *COLUMNS,
)

LAYOUTS = (
    Layout(
        "exclusions_benchmarks",
        "19 columns",
        ("geographic_level", "education_phase", "num_schools", "headcount", "susp_rate"),
        _REQUIRED,
    ),
)


def clean(raw: RawTable) -> Cleaned:
    """Make ``benchmarks``. Totals over unlike schools, and other areas, are left out."""
    rejects = Rejects(raw.file.label)
    frame = long_tables.academic_years(raw.frame, rejects, "old_la_code")
    release = long_tables.release_of(frame["year"])
    frame = long_tables.area_keys(frame, "geographic_level", "old_la_code", "region_code")
    totals = frame["education_phase"].str.strip().str.casefold() == "total"
    frame = frame[frame["area_code"].notna() & ~totals]
    frame = long_tables.groups(frame, "education_phase", rejects, "area_name")
    frame = long_tables.single(frame, ["area_name", "phase_family", "year"], rejects)
    columns = {**COLUMNS, "num_schools": Column(whole=True)}
    frame, cells = long_tables.decode_columns(frame, columns, EES, rejects, "area_name")
    table = long_tables.areas_long(
        frame, figures(cells), f"exclusions_benchmarks:{release}", cells["num_schools"].numbers
    )
    return Cleaned(release, {"benchmarks": table}, rejects.frame())


def figures(cells: dict[str, Decoded]) -> dict[str, Figure]:
    """Make the measures of exclusions from the decoded :data:`COLUMNS`."""
    headcount = cells["headcount"].numbers
    return {
        name: rates.published(cells[rate], cells[count].numbers, headcount) for name, (rate, count) in _MEASURES.items()
    }

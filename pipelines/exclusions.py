"""Suspensions and permanent exclusions by school: rates per 100 pupils, with the counts behind them."""

from pipelines import long_tables
from pipelines.errors import Rejects
from pipelines.exclusions_benchmarks import COLUMNS, figures
from pipelines.reading import Cleaned, Layout, RawTable
from pipelines.symbols import EES

__all__ = ["LAYOUTS", "clean"]

LAYOUTS = (
    Layout(
        "exclusions",
        "25 columns",
        ("school_urn", "education_phase", "headcount", "susp_rate", "perm_excl_rate"),
        (
            "time_period",
            "time_identifier",
            "geographic_level",
            "old_la_code",
            "school_urn",
            "education_phase",
            *COLUMNS,
        ),
        ("estab",),
    ),
)


def clean(raw: RawTable) -> Cleaned:
    """Make ``measures``. A suspension is an episode, so a rate may pass 100 and is kept when it does."""
    rejects = Rejects(raw.file.label)
    frame, release = long_tables.school_years(raw.frame, rejects, "school_urn")
    frame = long_tables.groups(frame, "education_phase", rejects, "school_urn")
    frame, cells = long_tables.decode_columns(frame, COLUMNS, EES, rejects, "school_urn")
    keys = long_tables.codes(frame, "old_la_code", "estab")[["urn", "year", *long_tables.HELPERS]]
    measures = long_tables.schools_long(keys, figures(cells), f"exclusions:{release}")
    return Cleaned(release, {"measures": measures}, rejects.frame())

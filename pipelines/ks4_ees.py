"""Results at the end of key stage 4 by school, Explore Education Statistics: two forms, no column alike.

A school has one row for all its pupils and one for each breakdown of them; only the row of all pupils is read. The
forms are 2023/24 (157 columns) and 2024/25 (156 columns). Progress 8 is not there for 2024/25 ("z" or blank).
"""

from typing import NamedTuple

import pandas as pd

from pipelines import ks4_context, long_tables, rates
from pipelines.errors import Rejects
from pipelines.long_tables import Column
from pipelines.performance import column_of
from pipelines.rates import Figure
from pipelines.reading import Cleaned, Layout, RawTable
from pipelines.symbols import EES, Decoded
from pipelines.values import urns

__all__ = ["LAYOUTS", "clean"]


class _Names(NamedTuple):
    """How a form calls what we read."""

    pupils: str
    attainment8: tuple[str, str]
    basics: tuple[str, str]
    ebacc_entry: tuple[str, str]
    ebacc_points: tuple[str, str]
    progress8: tuple[str, str, str, str]
    disadvantage: str

    def columns(self) -> tuple[str, ...]:
        """Every column of figures."""
        pairs = (*self.attainment8, *self.basics, *self.ebacc_entry, *self.ebacc_points, *self.progress8)
        return (self.pupils, *pairs)


_OF_2024 = _Names(
    "t_pupils",
    ("avg_att8", "t_att8"),
    ("pt_l2basics_95", "t_l2basics_95"),
    ("pt_ebacc_e_ptq_ee", "t_ebacc_e_ptq_ee"),
    ("avg_ebaccaps", "t_ebaccaps"),
    ("avg_p8score", "t_inp8calc", "p8score_ci_low", "p8score_ci_upp"),
    "disadvantage",
)
_OF_2025 = _Names(
    "pupil_count",
    ("attainment8_average", "attainment8_sum"),
    ("engmath_95_percent", "engmath_95_total"),
    ("ebacc_entering_percent", "ebacc_entering_total"),
    ("ebacc_aps_average", "ebacc_aps_sum"),
    ("progress8_average", "progress8_pupil_count", "progress8_lower_95_ci", "progress8_upper_95_ci"),
    "disadvantage_status",
)

_WHERE = ("time_period", "time_identifier", "geographic_level", "school_urn", "school_laestab", "old_la_code")
_KIND = "establishment_type_group"
_BREAKDOWNS = ("breakdown", "sex", "first_language", "prior_attainment", "mobility")

LAYOUTS = tuple(
    Layout("ks4_ees", name, ("breakdown", *names.columns()), (*_WHERE, _KIND, *_BREAKDOWNS, *chosen))
    for name, names in (("157 columns (2023/24)", _OF_2024), ("156 columns (from 2024/25)", _OF_2025))
    for chosen in [(names.disadvantage, *names.columns())]
)


def clean(raw: RawTable) -> Cleaned:
    """Make ``measures`` of the rows of all pupils of each school."""
    names = _OF_2024 if _OF_2024.pupils in raw.frame else _OF_2025
    rejects = Rejects(raw.file.label)
    frame = long_tables.academic_years(raw.frame, rejects, "school_urn")
    release = long_tables.release_of(frame["year"])
    school = frame["geographic_level"].str.strip().str.casefold() == "school"
    breakdowns = frame[[*_BREAKDOWNS, names.disadvantage]]
    everyone = breakdowns.apply(lambda cells: cells.str.strip().str.casefold() == "total").all(axis=1)
    frame = frame[school & everyone]
    frame = long_tables.single(urns(frame, rejects, "school_urn"), ["urn", "year"], rejects)
    frame = ks4_context.kinds(frame, rejects)
    frame, cells = long_tables.decode_columns(frame, _columns(names), EES, rejects, "school_urn")
    keys = frame[["urn", "year", *long_tables.HELPERS]]
    measures = long_tables.schools_long(keys, _figures(cells, names), f"ks4_ees:{release}")
    parts = int((school & ~everyone).sum())
    return Cleaned(release, {"measures": measures}, rejects.frame(), [f"{parts} rows of parts of a school's pupils"])


def _columns(names: _Names) -> dict[str, Column]:
    columns = {name: Column() for name in names.columns()}
    columns |= {name: Column(whole=True) for name in (names.pupils, names.basics[1], names.ebacc_entry[1])}
    columns |= {name: Column(maximum=100) for name in (names.basics[0], names.ebacc_entry[0])}
    columns |= {name: column_of("progress8") for name in names.progress8 if name != names.progress8[1]}
    columns[names.progress8[1]] = Column(whole=True)
    columns[names.attainment8[0]] = column_of("attainment8")
    columns[names.ebacc_points[0]] = column_of("ks4_ebacc_points")
    return columns


def _figures(cells: dict[str, Decoded], names: _Names) -> dict[str, Figure]:
    counts: dict[str, pd.Series] = {name: each.numbers for name, each in cells.items()}
    pupils = counts[names.pupils]
    score, included, low, high = names.progress8
    return {
        "ks4_pupils": rates.plain(cells[names.pupils]),
        "attainment8": rates.average(cells[names.attainment8[0]], counts[names.attainment8[1]], pupils),
        "progress8": rates.average(cells[score], count=counts[included], low=counts[low], high=counts[high]),
        "ks4_basics_95": rates.published(cells[names.basics[0]], counts[names.basics[1]], pupils),
        "ks4_ebacc_entry": rates.published(cells[names.ebacc_entry[0]], counts[names.ebacc_entry[1]], pupils),
        "ks4_ebacc_points": rates.average(cells[names.ebacc_points[0]], counts[names.ebacc_points[1]], pupils),
    }

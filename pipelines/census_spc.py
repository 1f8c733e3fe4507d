"""The fuller school census table: Schools, pupils and their characteristics, school level.

It has pupils, free school meals and first language; special needs are in another release. "z" is not
applicable (independent schools), "c" confidential, "x" not available.
"""

from typing import NamedTuple

import pandas as pd

from geo.vocab import ValueStatus
from pipelines import long_tables, rates
from pipelines.errors import Rejects
from pipelines.long_tables import Column
from pipelines.rates import Figure
from pipelines.reading import Cleaned, Layout, RawTable
from pipelines.symbols import EES, Decoded
from pipelines.values import urns

__all__ = ["LAYOUTS", "clean"]

_TIME = ("time_period", "time_identifier", "old_la_code")
_PUPILS = "headcount of pupils"
_ENGLISH = "number of pupils whose first language is known or believed to be English"
_OTHER = "number of pupils whose first language is known or believed to be other than English"
_UNCLASSIFIED = "number of pupils whose first language is unclassified"
_LANGUAGES = (_OTHER, _ENGLISH, _UNCLASSIFIED)


class _Names(NamedTuple):
    """Names that differ between the layouts; ``eal_rate`` is None where only counts are published."""

    group: str
    fsm: str
    fsm_rate: str
    eal_rate: str | None


_WIDE = _Names(
    group="phase_type_grouping",
    fsm="number of pupils known to be eligible for free school meals",
    fsm_rate="% of pupils known to be eligible for free school meals",
    eal_rate="% of pupils whose first language is known or believed to be other than English",
)
#: Its long names are cut at 64 characters by the publisher.
_CUT = _Names(
    group="phase-type_grouping",
    fsm="number of pupils known to be eligible for and claiming free scho",
    fsm_rate="% of pupils known to be eligible for and claiming free school me",
    eal_rate=None,
)


def _layout(name: str, names: _Names) -> Layout:
    rates_of = tuple(column for column in (names.fsm_rate, names.eal_rate) if column is not None)
    required = (*_TIME, "urn", names.group, _PUPILS, names.fsm, *rates_of, *_LANGUAGES)
    signature = ("urn", names.group, _PUPILS, names.fsm_rate)
    return Layout("census_spc", name, signature, required, ("estab",), encoding="cp1252")


LAYOUTS = (_layout("268 columns", _WIDE), _layout("256 columns (cut names)", _CUT))

_NAMES = dict(zip(LAYOUTS, (_WIDE, _CUT), strict=True))


def clean(raw: RawTable) -> Cleaned:
    """Make ``measures``: pupils, free school meals, English as an additional language."""
    names = _NAMES[raw.layout]
    rejects = Rejects(raw.file.label)
    frame = long_tables.academic_years(urns(raw.frame, rejects, "urn"), rejects, "urn")
    frame = long_tables.groups(long_tables.single(frame, ["urn", "year"], rejects), names.group, rejects, "urn")
    columns = {column: Column(whole=True) for column in (_PUPILS, names.fsm, *_LANGUAGES)}
    columns |= {column: Column(maximum=100) for column in (names.fsm_rate, names.eal_rate) if column is not None}
    frame, cells = long_tables.decode_columns(frame, columns, EES, rejects, "urn")
    release = long_tables.release_of(frame["year"])
    keys = long_tables.codes(frame, "old_la_code", "estab")[["urn", "year", *long_tables.HELPERS]]
    measures = long_tables.schools_long(keys, _figures(cells, names), f"census_spc:{release}")
    return Cleaned(release=release, tables={"measures": measures}, rejects=rejects.frame())


def _figures(cells: dict[str, Decoded], names: _Names) -> dict[str, Figure]:
    spoken = _total([cells[column] for column in _LANGUAGES])
    if names.eal_rate is None:
        eal = rates.from_counts(cells[_OTHER], spoken)
    else:
        eal = rates.published(cells[names.eal_rate], cells[_OTHER].numbers, spoken.numbers)
    return {
        "pupils": rates.plain(cells[_PUPILS]),
        "fsm": rates.published(cells[names.fsm_rate], cells[names.fsm].numbers, cells[_PUPILS].numbers),
        "eal": eal,
    }


def _total(parts: list[Decoded]) -> Decoded:
    """Add counts; a part that is not published gives its status to the sum."""
    values, statuses = parts[0]
    for part in parts[1:]:
        values = values + part.numbers
        statuses = statuses.where(statuses != ValueStatus.PUBLISHED, part.statuses)
    return Decoded(pd.Series(values), pd.Series(statuses))

"""Results at the end of key stage 2 (year 6), performance tables.

RECTYPE: 1 mainstream and 2 special schools, 3 authorities, 4 England's schools all, 5 England's state-funded schools.
Percentages are 0 to 100, without decimals; progress scores have 0 for the average of pupils with the same start.
"""

import pandas as pd

from geo.vocab import PhaseFamily
from pipelines import long_tables, performance, rates
from pipelines.errors import BadInput, Rejects
from pipelines.long_tables import Column
from pipelines.performance import column_of
from pipelines.rates import Figure
from pipelines.reading import Cleaned, Layout, RawTable, school_year
from pipelines.symbols import PERFORMANCE_TABLES, Decoded
from pipelines.values import urns

__all__ = ["LAYOUTS", "clean"]

_PROGRESS = {"reading": "READPROG", "writing": "WRITPROG", "maths": "MATPROG"}
_ENDS = tuple(f"{column}_{end}" for column in _PROGRESS.values() for end in ("LOWER", "UPPER"))
_RESULTS = {"ks2_expected": "PTRWM_EXP", "ks2_higher": "PTRWM_HIGH"}

_OFFICIAL = Layout(
    "ks2",
    "performance tables, or a cut of them",
    ("RECTYPE", "URN", *_PROGRESS.values()),
    ("RECTYPE", "URN", *_PROGRESS.values()),
    ("LEA", "ESTAB", "NFTYPE", "TELIG", *_RESULTS.values(), *_ENDS),
    encoding="cp1252",
)

#: Names that the author of a public copy of 2017/18 gave to the same columns.
_RENAMED = {
    "KS2 Pupils": "TELIG",
    "Reading Progress": "READPROG",
    "Writing Progress": "WRITPROG",
    "Maths Progress": "MATPROG",
    "Overall Meet Std": "PTRWM_EXP",
    "Overall Exceed Std": "PTRWM_HIGH",
}
_COPY = Layout(
    "ks2",
    "2017/18, columns renamed by the author of the copy",
    ("URN", "Academic Year", *_RENAMED),
    ("URN", "Academic Year", *_RENAMED),
    encoding="cp1252",
)

LAYOUTS = (_OFFICIAL, _COPY)


def clean(raw: RawTable) -> Cleaned:
    """Make ``measures`` of the schools and ``benchmarks`` of authorities and England, where the table has their rows.

    Raises
    ------
    BadInput
        If the file name has no school year, or another one than the table.
    """
    year = school_year(raw.file)
    rejects = Rejects(raw.file.label)
    frame, notes = raw.frame, []
    if raw.layout is _COPY:
        frame = _official_names(raw, year)
        notes.append("this copy writes a blank where the tables say why there is no figure, so the reason is not known")
    frame = performance.kinds_of_record(frame, rejects, ("1", "2", "3", "4", "5"))
    columns = {name: column_of(f"ks2_{word}_progress") for word, name in _PROGRESS.items()}
    columns |= {end: column_of("ks2_reading_progress") for end in _ENDS if end in frame}
    columns |= {column: Column(percent=True, maximum=100) for column in _RESULTS.values() if column in frame}
    if "TELIG" in frame:
        columns["TELIG"] = Column(whole=True)
    frame, cells = long_tables.decode_columns(frame, columns, PERFORMANCE_TABLES, rejects, "URN")
    school = frame["RECTYPE"].str.strip().isin(["1", "2"])
    schools = long_tables.single(urns(frame[school], rejects), ["urn"], rejects)
    source = f"ks2:{year}"
    keys = performance.school_keys(schools, year, PhaseFamily.PRIMARY)
    if raw.layout is _COPY:  # it does not tell special schools apart: the register does
        keys["phase_family"] = pd.Series(None, index=keys.index, dtype="str")
    tables = {"measures": long_tables.schools_long(keys, _figures(performance.chosen(cells, schools.index)), source)}
    if "LEA" in frame and not school.all():
        areas = performance.area_keys(frame[~school], year, PhaseFamily.PRIMARY, "3", "5")
        figures = _figures(performance.chosen(cells, areas.index))
        tables["benchmarks"] = long_tables.areas_long(areas, figures, source)
    return Cleaned(year, tables, rejects.frame(), notes)


def _official_names(raw: RawTable, year: str) -> pd.DataFrame:
    years = set(raw.frame["Academic Year"].str.strip())
    if years != {f"20{year[-2:]}"}:
        message = f"{raw.file.label}: its name says {year}, its rows say {', '.join(sorted(years))}: name it rightly"
        raise BadInput(message)
    # The copy has rows of schools only.
    return raw.frame.rename(columns=_RENAMED).assign(RECTYPE="1")


def _figures(cells: dict[str, Decoded]) -> dict[str, Figure]:
    pupils = cells["TELIG"].numbers if "TELIG" in cells else None
    figures = {name: _share(cells[column], pupils) for name, column in _RESULTS.items() if column in cells}
    for word, column in _PROGRESS.items():
        ends = [cells[f"{column}_{end}"].numbers if f"{column}_{end}" in cells else None for end in ("LOWER", "UPPER")]
        figures[f"ks2_{word}_progress"] = rates.average(cells[column], low=ends[0], high=ends[1])
    return figures


def _share(percent: Decoded, pupils: pd.Series | None) -> Figure:
    """Take a percentage of eligible pupils, whose number is published and the number above the line is not."""
    return rates.average(percent, count=pupils)

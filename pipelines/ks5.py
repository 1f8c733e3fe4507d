"""Results at the end of 16 to 18 study, performance tables.

RECTYPE: 1 schools and colleges, special ones too, 3 joint sixth forms, 4 authorities, 5 England all, 7 England's
state-funded schools and colleges. Points are averages of an entry; value added may be negative. A table repeats earlier
years, whose columns end in the year (_23, _22, _21).
"""

import pandas as pd

from geo.vocab import PhaseFamily
from pipelines import long_tables, performance, rates
from pipelines.errors import Rejects
from pipelines.long_tables import Column
from pipelines.performance import column_of
from pipelines.rates import Figure
from pipelines.reading import Cleaned, Layout, RawTable, school_year
from pipelines.symbols import PERFORMANCE_TABLES, Decoded
from pipelines.values import urns

__all__ = ["LAYOUTS", "clean"]

#: Measure -> its columns: the figure, and the students that it is of.
_POINTS = {
    "alevel_points": ("TALLPPE_ALEV_1618", "TALLPUP_ALEV_1618"),
    "applied_general_points": ("TALLPPE_AGEN", "TALLPUP_AGEN"),
}
_VALUE_ADDED = ("VA_INS_ALEV", "LCI_INS_ALEV", "UCI_INS_ALEV")
_KIND = "NFTYPE/FESITYPE"
_SUFFIXES = tuple(f"{year:02d}" for year in range(15, 40))
_REPEATED = tuple(f"{name}_{suffix}" for pair in _POINTS.values() for name in pair for suffix in _SUFFIXES)
_REQUIRED = ("RECTYPE", "URN", "TALLPPE_ALEV_1618", "VA_INS_ALEV")

LAYOUTS = (
    Layout(
        "ks5",
        "final or revised, or a cut of it",
        _REQUIRED,
        _REQUIRED,
        ("LEA", "ESTAB", _KIND, "TALLPUP_ALEV_1618", *_POINTS["applied_general_points"], *_VALUE_ADDED[1:], *_REPEATED),
        encoding="cp1252",
    ),
)


def clean(raw: RawTable) -> Cleaned:
    """Make ``measures`` of schools and joint sixth forms, and ``benchmarks`` of authorities and England.

    Raises
    ------
    BadInput
        If the file name has no school year.
    """
    year = school_year(raw.file)
    rejects = Rejects(raw.file.label)
    frame = performance.kinds_of_record(raw.frame, rejects, ("1", "3", "4", "5", "7"))
    columns = {name: column_of("alevel_value_added") for name in _VALUE_ADDED}
    for measure, (points, students) in _POINTS.items():
        for suffix in ("", *(f"_{each}" for each in _SUFFIXES)):
            columns[f"{points}{suffix}"] = column_of(measure)
            columns[f"{students}{suffix}"] = Column(whole=True)
    columns = {name: how for name, how in columns.items() if name in frame}
    frame, cells = long_tables.decode_columns(frame, columns, PERFORMANCE_TABLES, rejects, "URN")
    school = frame["RECTYPE"].str.strip().isin(["1", "3"])
    schools = long_tables.single(urns(frame[school], rejects), ["urn"], rejects)
    source = f"ks5:{year}"
    keys = _keys(schools, year)
    made = _figures(performance.chosen(cells, schools.index), year)
    tables = {"measures": performance.stack(keys, made, source)}
    if "LEA" in frame and not school.all():
        areas = performance.area_keys(frame[~school], year, PhaseFamily.SECONDARY, "4", "7")
        parts = [
            long_tables.areas_long(areas.assign(year=each).astype({"year": "str"}), figures, source)
            for each, figures in _figures(performance.chosen(cells, areas.index), year).items()
        ]
        table = pd.concat([part for part in parts if len(part)], ignore_index=True)
        tables["benchmarks"] = table[table["measure"] != "alevel_students"].reset_index(drop=True)
    joint = int((schools["RECTYPE"].str.strip() == "3").sum())
    notes = [f"{joint} joint sixth forms are published as one centre each, under a URN of their own"] if joint else []
    return Cleaned(year, tables, rejects.frame(), notes)


def _keys(schools: pd.DataFrame, year: str) -> pd.DataFrame:
    keys = performance.school_keys(schools, year, PhaseFamily.SECONDARY, _KIND)
    if _KIND not in schools:
        return keys
    joint = schools["RECTYPE"].str.strip() == "3"
    # What is neither a type of school nor a joint sixth form is a college: not in the register's state-funded schools.
    state = keys["state_funded"].mask(joint, other=True)
    return keys.assign(state_funded=state.fillna(value=False).astype("boolean"))


def _figures(cells: dict[str, Decoded], year: str) -> dict[str, dict[str, Figure]]:
    """Make the figures of the table's own year, and of the earlier years that it repeats and has numbers for."""
    figures: dict[str, dict[str, Figure]] = {}
    for suffix in _SUFFIXES[::-1]:
        earlier = _points(cells, f"_{suffix}")
        if earlier:
            figures[f"20{int(suffix) - 1:02d}/{suffix}"] = earlier
    figures[year] = _points(cells, "")
    low, high = (cells[name].numbers if name in cells else None for name in _VALUE_ADDED[1:])
    figures[year]["alevel_value_added"] = rates.average(cells["VA_INS_ALEV"], low=low, high=high)
    return figures


def _points(cells: dict[str, Decoded], suffix: str) -> dict[str, Figure]:
    figures = {}
    for measure, (points, students) in _POINTS.items():
        values, count = cells.get(f"{points}{suffix}"), cells.get(f"{students}{suffix}")
        if values is None or values.numbers.isna().all():
            continue
        figures[measure] = rates.average(values, count=None if count is None else count.numbers)
        if measure == "alevel_points" and count is not None:
            figures["alevel_students"] = rates.plain(count)
    return figures

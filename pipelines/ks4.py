"""Results at the end of key stage 4 (year 11), performance tables, final and provisional.

RECTYPE: 1 mainstream and 2 special schools, 4 authorities, 5 England's schools all, 7 England's state-funded schools.
Percentages are 0 to 100; Progress 8 may be negative.
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

_RESULTS = ("ATT8SCR", "P8MEA", "PTL2BASICS_95", "PTEBACC_E_PTQ_EE", "EBACCAPS")
_REQUIRED = ("RECTYPE", "URN", *_RESULTS)
_MAYBE = (
    *("LEA", "ESTAB", "NFTYPE", "TPUP", "TOTATT8", "TOTEBACCAPS", "TEBACC_E_PTQ_EE", "P8PUP"),
    *("P8CILOW", "P8CIUPP", "P8_BANDING"),
)

LAYOUTS = (
    Layout("ks4", "final, or a cut of it", _REQUIRED, _REQUIRED, _MAYBE, encoding="cp1252"),
    Layout("ks4_provisional", "provisional, or a cut of it", _REQUIRED, _REQUIRED, _MAYBE, encoding="cp1252"),
)


def clean(raw: RawTable) -> Cleaned:
    """Make ``measures`` of the schools and ``benchmarks`` of authorities and England, where the table has their rows.

    Raises
    ------
    BadInput
        If the file name has no school year.
    """
    year = school_year(raw.file)
    rejects = Rejects(raw.file.label)
    frame = performance.kinds_of_record(raw.frame, rejects, ("1", "2", "4", "5", "7"))
    frame, cells = long_tables.decode_columns(frame, _columns(frame), PERFORMANCE_TABLES, rejects, "URN")
    school = frame["RECTYPE"].str.strip().isin(["1", "2"])
    schools = long_tables.single(urns(frame[school], rejects), ["urn"], rejects)
    source = f"{raw.layout.source}:{year}"
    keys = performance.school_keys(schools, year, PhaseFamily.SECONDARY)
    made = _figures(performance.chosen(cells, schools.index))
    tables = {"measures": long_tables.schools_long(keys, made, source)}
    if "LEA" in frame and not school.all():
        areas = performance.area_keys(frame[~school], year, PhaseFamily.SECONDARY, "4", "7")
        made = _figures(performance.chosen(cells, areas.index))
        of_areas = {name: figure for name, figure in made.items() if name not in {"ks4_pupils", "progress8_band"}}
        tables["benchmarks"] = long_tables.areas_long(areas, of_areas, source)
    notes = ["a provisional table: where the final one has the school, the final one speaks"]
    return Cleaned(year, tables, rejects.frame(), notes if raw.layout.source == "ks4_provisional" else [])


def _columns(frame: pd.DataFrame) -> dict[str, Column]:
    columns = {
        "ATT8SCR": column_of("attainment8"),
        "P8MEA": column_of("progress8"),
        "P8CILOW": column_of("progress8"),
        "P8CIUPP": column_of("progress8"),
        "P8_BANDING": column_of("progress8_band", whole=True),
        "PTL2BASICS_95": column_of("ks4_basics_95", percent=True),
        "PTEBACC_E_PTQ_EE": column_of("ks4_ebacc_entry", percent=True),
        "EBACCAPS": column_of("ks4_ebacc_points"),
        "TEBACC_E_PTQ_EE": Column(whole=True),
        "TPUP": Column(whole=True),
        "P8PUP": Column(whole=True),
        "TOTATT8": Column(),
        "TOTEBACCAPS": Column(),
    }
    return {name: how for name, how in columns.items() if name in frame}


def _figures(cells: dict[str, Decoded]) -> dict[str, Figure]:
    counts = {name: each.numbers for name, each in cells.items()}
    pupils = counts.get("TPUP")
    figures = {
        "attainment8": rates.average(cells["ATT8SCR"], counts.get("TOTATT8"), pupils),
        "progress8": rates.average(
            cells["P8MEA"], count=counts.get("P8PUP"), low=counts.get("P8CILOW"), high=counts.get("P8CIUPP")
        ),
        "ks4_basics_95": rates.average(cells["PTL2BASICS_95"], count=pupils),
        "ks4_ebacc_entry": _entered(cells, pupils),
        "ks4_ebacc_points": rates.average(cells["EBACCAPS"], counts.get("TOTEBACCAPS"), pupils),
    }
    if "P8_BANDING" in cells:
        figures["progress8_band"] = rates.plain(cells["P8_BANDING"])
    if "TPUP" in cells:
        figures["ks4_pupils"] = rates.plain(cells["TPUP"])
    return figures


def _entered(cells: dict[str, Decoded], pupils: pd.Series | None) -> Figure:
    if "TEBACC_E_PTQ_EE" in cells:
        return rates.published(cells["PTEBACC_E_PTQ_EE"], cells["TEBACC_E_PTQ_EE"].numbers, pupils)
    return rates.average(cells["PTEBACC_E_PTQ_EE"], count=pupils)

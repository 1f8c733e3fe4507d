"""Deprivation of small areas: English Indices of Deprivation 2015, 2019 and 2025."""

import pandas as pd

from geo.measures import MEASURES
from pipelines.errors import Rejects
from pipelines.reading import Cleaned, Layout, RawTable
from pipelines.values import once

__all__ = ["LAYOUTS", "clean"]

_2015_CODE = "LSOA code (2011)"
_2015_DECILE = "Income Deprivation Affecting Children Index (IDACI) Decile (where 1 is most deprived 10% of LSOAs)"

#: Layout -> (year, census of the small areas, code column, measure -> column).
_INDEX: dict[str, tuple[str, str, str, dict[str, str]]] = {
    "2015, file 3": ("2015", "11", _2015_CODE, {"area_idaci_decile": _2015_DECILE}),
    "2019": ("2019", "11", "lsoa11_code", {"area_imd_decile": "IMD_decile", "area_imd_rank": "IMD_rank"}),
    "2025": ("2025", "21", "lsoa21_code", {"area_imd_decile": "IMD_decile", "area_imd_rank": "IMD_rank"}),
}

LAYOUTS = tuple(
    Layout("deprivation", name, (code, *columns.values()), (code, *columns.values()))
    for name, (_, _, code, columns) in _INDEX.items()
)


def clean(raw: RawTable) -> Cleaned:
    """Make a long table by small area: ``lsoa``, ``census`` ("11" or "21"), year, measure, value.

    The join gives each school the figures of the small area in which its building stands.
    """
    year, census, code, columns = _INDEX[raw.layout.name]
    rejects = Rejects(raw.file.label)
    frame = raw.frame.apply(lambda cells: cells.str.strip())
    frame = rejects.take(frame, ~frame[code].str.fullmatch(r"[EW]01[0-9]{6}"), code, f"'{{{code}}}' is no LSOA")
    frame = once(frame, code, rejects)
    parts = []
    for measure, column in columns.items():
        fits = frame[column].str.fullmatch(r"[1-9][0-9]{0,5}")
        top = MEASURES[measure].maximum
        bad = ~fits if top is None else ~fits | (frame[column].where(fits).astype(float) > top)
        kept = rejects.take(frame, bad, code, f"'{{{column}}}' in {column} is no rank or decile")
        parts.append(
            pd.DataFrame(
                {
                    "lsoa": kept[code],
                    "census": census,
                    "year": year,
                    "measure": measure,
                    "value": kept[column].astype(float),
                    "source": f"deprivation:{year}",
                }
            )
        )
    return Cleaned(year, {"deprivation": pd.concat(parts, ignore_index=True)}, rejects.frame())

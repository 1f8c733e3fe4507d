"""Points of postcodes: OS Code-Point Open, or the ONS Postcode Directory."""

import io
import re

import pandas as pd
import pyarrow as pa
import pyarrow.csv as pacsv

from geo.crs import GB_BOUNDS_M
from pipelines.errors import BadInput, Rejects
from pipelines.rawfile import RawFile
from pipelines.reading import Cleaned, Layout, RawTable
from pipelines.values import normalise_postcode

__all__ = ["CODE_POINT_COLUMNS", "LAYOUTS", "clean", "read_code_point"]

#: Code-Point Open has no header row; these are the names of its own document.
CODE_POINT_COLUMNS = ("PC", "PQ", "EA", "NO", "CY", "RH", "LH", "CC", "DC", "WC")

#: Positional quality from 10 (best) to 60; 90 says that there is no point, and then it is 0, 0.
_NO_POINT = "90"

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_ONSPD = {
    # up to 2024 and from 2025, when the directory's column names changed
    "oseast1m": ("pcds", "doterm", "oseast1m", "osnrth1m", "oslaua", "osward", "lsoa21"),
    "east1m": ("pcds", "doterm", "east1m", "north1m", "lad25cd", "wd25cd", "lsoa21cd"),
}

LAYOUTS = tuple(Layout("onspd", f"directory with {mark}", ("pcds", mark), columns) for mark, columns in _ONSPD.items())


def read_code_point(file: RawFile) -> pd.DataFrame:
    """Read one postcode area of Code-Point Open as text, indexed by line.

    Raises
    ------
    BadInput
        If a line has not ten cells, or the first cell of the first line is no postcode.
    """
    data = file.read()
    if not data.strip():
        message = f"{file.label}: is empty: fetch it again"
        raise BadInput(message)
    try:
        table = pacsv.read_csv(
            io.BytesIO(data.removeprefix(b"\xef\xbb\xbf")),
            read_options=pacsv.ReadOptions(column_names=list(CODE_POINT_COLUMNS)),
            convert_options=pacsv.ConvertOptions(
                column_types=dict.fromkeys(CODE_POINT_COLUMNS, pa.string()), strings_can_be_null=False
            ),
        )
    except pa.ArrowInvalid as problem:
        message = f"{file.label}: is not Code-Point Open ({' '.join(str(problem).split())[:160]}): fetch it again"
        raise BadInput(message) from problem
    frame = table.to_pandas()
    if normalise_postcode(frame["PC"].head(1)).isna().all():
        message = f"{file.label}: its first cell '{frame['PC'].iloc[0]}' is no postcode: it is not Code-Point Open"
        raise BadInput(message)
    frame.index = pd.RangeIndex(1, len(frame) + 1, name="line")
    return frame


def clean_code_point(file: RawFile) -> Cleaned:
    """Make ``postcodes`` rows (EPSG:27700 metres) of one area; postcodes without a point are left out and counted."""
    rejects = Rejects(file.label)
    frame = read_code_point(file)
    nowhere = frame["PQ"] == _NO_POINT
    notes = [f"{nowhere.sum()} postcode(s) without a point (quality 90)"] if nowhere.any() else []
    renamed = frame[~nowhere].rename(columns={"EA": "easting", "NO": "northing", "DC": "borough", "WC": "ward"})
    table = _table(renamed, "PC", rejects)
    return Cleaned(_edition(file), {"postcodes": table}, rejects.frame(), notes)


def _edition(file: RawFile) -> str:
    """Month of the edition, from the ``COPYRIGHT DATE`` of the product's own metadata two folders up."""
    text = (file.beside("../../Doc/metadata.txt") or b"").decode("ascii", errors="replace")
    found = re.search(r"COPYRIGHT DATE:\s*(20\d{2})(\d{2})", text)
    return "-".join(found.groups()) if found else "undated"


def _directory(file: RawFile) -> str:
    """Month of the directory, from its name: ``ONSPD_AUG_2026.csv`` -> ``2026-08``."""
    found = re.search(r"_([a-z]{3})_(20\d{2})", file.name.casefold())
    return f"{found[2]}-{_MONTHS.index(found[1]) + 1:02}" if found and found[1] in _MONTHS else "undated"


def clean(raw: RawTable) -> Cleaned:
    """Make ``postcodes`` rows of the ONS directory, with ``lsoa`` and ``terminated`` besides."""
    rejects = Rejects(raw.file.label)
    _, _, east, north, district, ward, lsoa = raw.layout.required
    frame = raw.frame.rename(columns={east: "easting", north: "northing", district: "borough", ward: "ward"})
    # The directory keeps terminated postcodes, and small users without a grid reference.
    nowhere = (frame["easting"].str.strip() == "") | (frame["northing"].str.strip() == "")
    notes = [f"{nowhere.sum()} postcode(s) without a point"] if nowhere.any() else []
    frame = frame[~nowhere]
    table = _table(frame, "pcds", rejects)
    table = table.assign(
        lsoa=frame[lsoa].reindex(table.index), terminated=(frame["doterm"].str.strip() != "").reindex(table.index)
    )
    return Cleaned(_directory(raw.file), {"postcodes": table}, rejects.frame(), notes)


def _table(frame: pd.DataFrame, key: str, rejects: Rejects) -> pd.DataFrame:
    postcode = normalise_postcode(frame[key])
    frame = rejects.take(frame, postcode.isna(), key, f"'{{{key}}}' is no postcode")
    west, south, east, north = GB_BOUNDS_M
    x, y = (pd.to_numeric(frame[column], errors="coerce") for column in ("easting", "northing"))
    outside = ~(x.between(west, east, inclusive="neither") & y.between(south, north, inclusive="neither"))
    frame = rejects.take(frame, outside, key, "point ({easting}, {northing}) is outside Great Britain")
    return pd.DataFrame(
        {
            "postcode": postcode[frame.index],
            "easting": x[frame.index].astype("int32"),
            "northing": y[frame.index].astype("int32"),
            "borough_code": frame["borough"],
            "ward_code": frame["ward"].where(frame["ward"] != ""),
        }
    )

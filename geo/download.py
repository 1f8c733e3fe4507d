"""Files to take away: CSV, GeoJSON and GeoParquet of the flat table, each saying where it comes from."""

import io
import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import geopandas as gpd
import pandas as pd
import pyarrow.parquet as pq

from geo.crs import BNG, require_crs, to_wgs84
from geo.flat import guide, year_columns

__all__ = [
    "GUARDED",
    "METADATA_KEY",
    "Provenance",
    "guarded_csv",
    "guide_csv",
    "read_csv",
    "rows_csv",
    "to_csv",
    "to_geojson",
    "to_geoparquet",
]

#: First characters by which a spreadsheet takes a cell for a formula (OWASP's list, full-width forms included), and the
#: apostrophe itself, so that a first apostrophe in a file is always ours.
GUARDED = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "'")  # noqa: RUF001 - these forms are meant

#: Key of :class:`Provenance`, as JSON, in the schema metadata of a GeoParquet file.
METADATA_KEY = b"school_partnership_map"

_DECIMALS = 6


@dataclass(frozen=True)
class Provenance:
    """Which build a file comes from, and whom it owes thanks.

    Attributes
    ----------
    data_build : build id.
    data_as_at : the dates of the data in words.
    licence : licences of the sources, joined.
    attribution : the lines that the licences ask for.
    """

    data_build: str
    data_as_at: str
    licence: str
    attribution: tuple[str, ...]

    @classmethod
    def of(cls, build: Mapping[str, Any]) -> "Provenance":
        """Read it from ``BUILD.json``: each licence and line once, in the order of the sources."""
        sources = build["sources"]
        return cls(
            data_build=build["build_id"],
            data_as_at=build["data_as_at"],
            licence="; ".join(dict.fromkeys(source["licence"] for source in sources)),
            attribution=tuple(dict.fromkeys(source["attribution"] for source in sources)),
        )


def _guard(cell: str) -> str:
    """Put an apostrophe before what a spreadsheet might run."""
    return f"'{cell}" if cell.startswith(GUARDED) else cell


def _excel_year(year: str) -> str:
    """Write "2010/11" as "2010/2011": a spreadsheet would take the former for November 2010."""
    start, slash, _ = year.partition("/")
    return f"{start}/{int(start) + 1}" if slash else year


def _is_text(column: pd.Series) -> bool:
    return pd.api.types.is_string_dtype(column) or column.dtype == object


def guarded_csv(frame: pd.DataFrame) -> bytes:
    """Write a table as CSV for a spreadsheet: UTF-8 with a byte order mark, CRLF lines, no cell that would be run.

    For tables that are not the build's alone; :func:`rows_csv` also names the build and its licence.
    """
    texts = [name for name in frame.columns if _is_text(frame[name])]
    safe = frame.assign(**{name: frame[name].map(_guard, na_action="ignore") for name in texts})
    return safe.to_csv(index=False, lineterminator="\r\n", date_format="%Y-%m-%d").encode("utf-8-sig")


def to_csv(frame: gpd.GeoDataFrame, provenance: Provenance) -> bytes:
    """Write the flat table as CSV for a spreadsheet: UTF-8 with a byte order mark, CRLF lines.

    Easting and northing (metres, EPSG:27700), longitude and latitude (degrees, WGS84, 6 decimals) stand for the
    geometry; they are blank for a school without a point. The last columns name the build, its dates and the licence;
    :func:`guide_csv` has the meanings and the attribution. A text cell that begins with one of :data:`GUARDED` gets an
    apostrophe in front, and a school year is written in full ("2010/2011"); :func:`read_csv` undoes both.

    Raises
    ------
    CrsError
        If ``frame`` is not in EPSG:27700.
    """
    metres = require_crs(frame, BNG).geometry
    degrees = to_wgs84(frame).geometry
    years = {name: frame[name].map(_excel_year, na_action="ignore") for name in year_columns()}
    return guarded_csv(
        pd.DataFrame(frame.drop(columns="geometry")).assign(
            **years,
            easting=metres.x.round(2),
            northing=metres.y.round(2),
            longitude=degrees.x.round(_DECIMALS),
            latitude=degrees.y.round(_DECIMALS),
            data_build=provenance.data_build,
            data_as_at=provenance.data_as_at,
            data_licence=provenance.licence,
        )
    )


def rows_csv(frame: pd.DataFrame, provenance: Provenance) -> bytes:
    """Write any table of words and numbers as CSV for a spreadsheet, guarded as :func:`to_csv` does.

    A column ``year`` is written in full ("2010/2011"); the last columns name the build, its dates and the licence.
    """
    years = {"year": frame["year"].map(_excel_year)} if "year" in frame else {}
    told = {"data_build": provenance.data_build, "data_as_at": provenance.data_as_at}
    return guarded_csv(frame.assign(**years, **told, data_licence=provenance.licence))


def read_csv(content: bytes) -> pd.DataFrame:
    """Read what :func:`to_csv` wrote, all as text: guards taken off, school years short again, blanks missing."""
    frame = pd.read_csv(io.BytesIO(content), dtype=str, keep_default_na=False, na_values=[""], encoding="utf-8-sig")
    frame = frame.apply(lambda column: column.str.removeprefix("'"))
    return frame.assign(
        **{name: frame[name].str.replace(r"^(\d{4})/\d\d(\d\d)$", r"\1/\2", regex=True) for name in year_columns()}
    )


def guide_csv(provenance: Provenance) -> bytes:
    """Write what each column of the CSV means, then the build, the licence and each line of attribution."""
    added = [
        ("easting", "Grid reference of the school's point, EPSG:27700; blank: no point", "metres"),
        ("northing", "Grid reference of the school's point, EPSG:27700; blank: no point", "metres"),
        ("longitude", "WGS84; blank: no point", "degrees"),
        ("latitude", "WGS84; blank: no point", "degrees"),
        ("data_build", f"Build of the data that the file comes from: {provenance.data_build}", ""),
        ("data_as_at", f"Dates of the data: {provenance.data_as_at}", ""),
        ("data_licence", f"Licence: {provenance.licence}", ""),
    ]
    notes = [
        "Text that begins with = + - @, a control character or an apostrophe has an apostrophe put in front.",
        "So no spreadsheet runs it; take one apostrophe away to have the text as published.",
        "School years are written in full in this file (2010/2011), because a spreadsheet takes 2010/11 for a month.",
        *provenance.attribution,
    ]
    rows = [(*row, "") for row in added] + [("", note, "", "") for note in notes]
    more = pd.DataFrame(rows, columns=["column", "meaning", "unit", "publisher"])
    return guarded_csv(pd.concat([guide(), more], ignore_index=True))


def _plain(value: object) -> object:
    """Turn a cell into what JSON knows: None for a gap, ISO for a date."""
    if value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and math.isnan(value)):
        return None
    return value.date().isoformat() if isinstance(value, pd.Timestamp) else value


def to_geojson(frame: gpd.GeoDataFrame, provenance: Provenance) -> bytes:
    """Write the flat table as GeoJSON (RFC 7946): WGS84, longitude first, 6 decimals.

    A school without a point is a feature with a null geometry. Build and attribution are members of the collection.

    Raises
    ------
    CrsError
        If ``frame`` is not in EPSG:27700.
    """
    points = to_wgs84(frame).geometry
    columns = [name for name in frame.columns if name != "geometry"]
    # By column: row by row, pandas would turn the whole numbers of a row into floats.
    cells = zip(*([_plain(cell) for cell in frame[name].astype(object)] for name in columns), strict=True)
    features = [
        {
            "type": "Feature",
            "id": row[columns.index("urn")],
            "geometry": None
            if point is None
            else {"type": "Point", "coordinates": [round(point.x, _DECIMALS), round(point.y, _DECIMALS)]},
            "properties": dict(zip(columns, row, strict=True)),
        }
        for row, point in zip(cells, points, strict=True)
    ]
    collection = {"type": "FeatureCollection", **asdict(provenance), "features": features}
    return json.dumps(collection, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def to_geoparquet(frame: gpd.GeoDataFrame, provenance: Provenance) -> bytes:
    """Write the flat table as GeoParquet 1.1 in EPSG:27700, with :class:`Provenance` under :data:`METADATA_KEY`.

    Raises
    ------
    CrsError
        If ``frame`` is not in EPSG:27700.
    """
    buffer = io.BytesIO()
    require_crs(frame, BNG).to_parquet(buffer, index=False, schema_version="1.1.0")
    buffer.seek(0)
    table = pq.read_table(buffer)
    told = json.dumps(asdict(provenance), ensure_ascii=False).encode()
    out = io.BytesIO()
    pq.write_table(
        table.replace_schema_metadata({**(table.schema.metadata or {}), METADATA_KEY: told}), out, compression="zstd"
    )
    return out.getvalue()

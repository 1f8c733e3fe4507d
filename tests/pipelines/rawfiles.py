"""Write small raw files as a publisher, or an accident, would leave them, and read them as the build does."""

import csv
import gzip
import io
import json
import zipfile
from pathlib import Path
from types import ModuleType
from typing import Any

from pipelines.rawfile import RawFile
from pipelines.reading import Cleaned, header_of, match, read_table

HEADERS = Path(__file__).parent / "headers"

#: A synthetic school in the register's words; columns that a vintage lacks are left out.
SYNTHETIC_SCHOOL = {
    "URN": "100001",
    "LA (code)": "202",
    "LA (name)": "Camden",
    "EstablishmentNumber": "2001",
    "EstablishmentName": "SYNTHETIC Primary School",
    "TypeOfEstablishment (code)": "01",
    "TypeOfEstablishment (name)": "Community school",
    "EstablishmentTypeGroup (name)": "Local authority maintained schools",
    "EstablishmentStatus (name)": "Open",
    "OpenDate": "01-09-1950",
    "PhaseOfEducation (name)": "Primary",
    "StatutoryLowAge": "3",
    "StatutoryHighAge": "11",
    "NurseryProvision (name)": "Has Nursery Classes",
    "OfficialSixthForm (name)": "Does not have a sixth form",
    "Gender (name)": "Mixed",
    "ReligiousCharacter (name)": "None",
    "AdmissionsPolicy (name)": "Not applicable",
    "SchoolCapacity": "210",
    "NumberOfPupils": "200",
    "Postcode": "NW1 1AA",
    "AdministrativeWard (name)": "SYNTHETIC Ward",
    "GSSLACode (name)": "E09000007",
    "Easting": "529000",
    "Northing": "184000",
}


def put(folder: Path, name: str, data: bytes | str, *, encoding: str = "utf-8") -> RawFile:
    """Write one file as it is given."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode(encoding) if isinstance(data, str) else data)
    return RawFile(folder, path)


def put_gzip(folder: Path, name: str, data: bytes) -> RawFile:
    """Write one gzipped file, without a clock in it."""
    return put(folder, name, gzip.compress(data, mtime=0))


def put_zip(folder: Path, name: str, members: dict[str, bytes]) -> Path:
    """Write a zip."""
    path = folder / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, data in members.items():
            archive.writestr(member, data)
    return path


def text_of(columns: list[str], rows: list[dict[str, str]]) -> str:
    """Spell a table as CSV; a row's unknown column is a mistake of the test."""
    unknown = {cell for row in rows for cell in row} - set(columns)
    if unknown:
        message = f"no such column: {sorted(unknown)}"
        raise KeyError(message)
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([row.get(column, "") for column in columns] for row in rows)
    return stream.getvalue()


def published(name: str) -> list[str]:
    """A published header from the folder of headers."""
    with (HEADERS / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return next(csv.reader(stream))


def school(urn: str = "100001", **changes: str) -> dict[str, str]:
    """Make a synthetic register row; ``changes`` are by column, with ``**{"LA (code)": ...}``."""
    return {**SYNTHETIC_SCHOOL, "URN": urn, "EstablishmentNumber": urn[-4:], **changes}


def put_register(
    folder: Path,
    rows: list[dict[str, str]],
    *,
    header: str = "gias_135_columns_2026",
    name: str = "edubasealldata20261120.csv",
    encoding: str = "cp1252",
) -> RawFile:
    """Write a register in one of its published headers."""
    return put(folder, name, text_of(published(header), rows), encoding=encoding)


def clean(reader: ModuleType, file: RawFile) -> Cleaned:
    """Read a file as the build does: find the layout, read its columns, clean."""
    layout = match(header_of(file, reader.LAYOUTS), reader.LAYOUTS)
    if layout is None:
        message = f"no layout fits {file.label}"
        raise LookupError(message)
    return reader.clean(read_table(file, layout))


def reasons(cleaned: Cleaned) -> list[tuple[Any, ...]]:
    """Rejects as (line, key, reason)."""
    return list(cleaned.rejects[["row", "key", "reason"]].itertuples(index=False, name=None))


def square(west: float, south: float, side: float) -> list[list[float]]:
    """Make the ring of a square."""
    east, north = west + side, south + side
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def put_boundaries(
    folder: Path, rings: dict[str, list[list[float]]] | list[tuple[Any, Any]], **members: Any
) -> RawFile:
    """Write a layer of synthetic boroughs, code -> ring; ``members`` go beside the features."""
    pairs = list(rings.items()) if isinstance(rings, dict) else rings
    features = [
        {
            "type": "Feature",
            "properties": {"LAD20CD": code, "LAD20NM": f"SYNTHETIC {code}"},
            "geometry": {"type": "Polygon", "coordinates": [ring]} if isinstance(ring, list) else ring,
        }
        for code, ring in pairs
    ]
    content = {"type": "FeatureCollection", "features": features, **members}
    return put(folder, "synthetic_local_authority_districts.geojson", json.dumps(content))

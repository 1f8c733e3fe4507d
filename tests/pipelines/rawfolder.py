"""A small raw folder in the official forms. Every school, figure and boundary in it is synthetic."""

import csv
import json
from pathlib import Path
from typing import Any

from pipelines.register import LAYOUTS

#: The layout compiled from public facts is the shortest that the register's reader knows.
REGISTER_COLUMNS = ["TypeOfEstablishment (code)", *LAYOUTS[-1].required]

HERE, THERE = "E09000007", "E09000019"

_SCHOOL = {
    "LA (code)": "202",
    "LA (name)": "Camden",
    "TypeOfEstablishment (code)": "01",
    "TypeOfEstablishment (name)": "Community school",
    "EstablishmentTypeGroup (name)": "Local authority maintained schools",
    "EstablishmentStatus (name)": "Open",
    "PhaseOfEducation (name)": "Primary",
    "StatutoryLowAge": "3",
    "StatutoryHighAge": "11",
    "Gender (name)": "Mixed",
    "ReligiousCharacter (name)": "None",
    "AdmissionsPolicy (name)": "Not applicable",
    "Postcode": "NW1 1AA",
    "AdministrativeWard (code)": "E05000001",
    "AdministrativeWard (name)": "Synthetic Ward",
    "GSSLACode (name)": HERE,
}


def school(urn: int, **changes: str) -> dict[str, str]:
    """One synthetic row of the register."""
    row = dict.fromkeys(REGISTER_COLUMNS, "") | _SCHOOL
    row |= {"URN": str(urn), "EstablishmentNumber": str(urn)[-4:], "EstablishmentName": f"SYNTHETIC School {urn}"}
    row |= {"Easting": str(529_000 + urn % 10 * 100), "Northing": "183500"}
    unknown = changes.keys() - row.keys()
    if unknown:
        message = f"the register has no column {unknown}"
        raise KeyError(message)
    return row | changes


def write_csv(path: Path, columns: list[str], rows: list[dict[str, str]] | list[list[str]]) -> Path:
    """Write one file, cells as given."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="cp1252", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(columns)
        for row in rows:
            writer.writerow([row[column] for column in columns] if isinstance(row, dict) else row)
    return path


def write_register(raw: Path, rows: list[dict[str, str]], name: str = "edubasealldata20260101.csv") -> Path:
    """Write a register of the given rows."""
    return write_csv(raw / "gias" / name, REGISTER_COLUMNS, rows)


def write_absence(raw: Path, year: str, rows: list[list[str]]) -> Path:
    """Write ``england_abs`` of a year: rows of LA, ESTAB, URN, PERCTOT, PPERSABS10."""
    columns = ["LA", "ESTAB", "URN", "PERCTOT", "PPERSABS10"]
    return write_csv(raw / "absence" / f"england_abs_{year}.csv", columns, rows)


def write_links(raw: Path, rows: list[list[str]]) -> Path:
    """Write the links of the register."""
    columns = ["URN", "LinkURN", "LinkName", "LinkType", "LinkEstablishedDate"]
    return write_csv(raw / "gias" / "links_edubasealldata20260101.csv", columns, rows)


def square(code: str, name: str, west: float) -> dict[str, Any]:
    """A feature of 0.1 degree, from ``west`` eastwards, about the latitude of Camden."""
    east, south, north = west + 0.1, 51.5, 51.6
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {
        "type": "Feature",
        "properties": {"LAD25CD": code, "LAD25NM": name},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


def write_geography(raw: Path) -> None:
    """Write two synthetic square boroughs that bear real codes, a ward, and three postcodes."""
    boroughs = [square(HERE, "Camden", -0.2), square(THERE, "Islington", -0.1)]
    layer = {"type": "FeatureCollection", "features": boroughs}
    folder = raw / "boundaries"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "local_authority_districts_2025.geojson").write_text(json.dumps(layer))
    ward = square("E05000001", "Synthetic Ward", -0.2)
    ward["properties"] = {"WD25CD": "E05000001", "WD25NM": "Synthetic Ward"}
    (folder / "wards_2025.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": [ward]}))
    lines = [
        f'"NW1 1AA",10,529000,183500,"E92000001","","","","{HERE}","E05000001"',
        f'"NW1 1AB",10,529400,183500,"E92000001","","","","{HERE}","E05000001"',
        f'"N1  1AA",10,532000,183500,"E92000001","","","","{THERE}","E05000002"',
    ]
    (raw / "postcodes").mkdir(exist_ok=True)
    (raw / "postcodes" / "nw.csv").write_text("\n".join(lines) + "\n")


def raw_folder(raw: Path) -> Path:
    """Write a whole small raw folder: three schools here, one over the border, absence of one year."""
    write_register(
        raw,
        [
            school(900_001),
            school(900_002),
            school(900_003, Easting="", Northing="", Postcode="NW1 1AB"),
            school(900_004, **{"GSSLACode (name)": THERE, "LA (code)": "206", "LA (name)": "Islington"}),
        ],
    )
    write_geography(raw)
    write_absence(raw, "2022-23", [["202", "0001", "900001", "5.1", "12.3"], ["202", "0002", "900002", "6", "SUPP"]])
    return raw

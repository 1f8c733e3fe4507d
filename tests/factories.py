"""Small synthetic tables that keep the contract. Nothing here is a fact about any school."""

import json
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
from shapely.geometry import Point, box

from geo import schema, store
from geo.crs import BNG

#: Synthetic squares that bear the codes of real boroughs, for the defaults to find.
HOME, NEXT = "E09000007", "E09000019"
BUILD_ID = "synthetic0000001"

_TYPES = {
    "Primary": ("Community school", "Primary"),
    "Secondary": ("Academy converter", "Secondary"),
    "Special": ("Community special school", "Not applicable"),
    "Independent": ("Other independent school", "Not applicable"),
    "Nursery": ("Local authority nursery school", "Nursery"),
}


def school(urn: int, **changes: Any) -> dict[str, Any]:
    """One synthetic school: an open primary in the synthetic home borough."""
    family = changes.get("phase_family", "Primary")
    school_type, phase = _TYPES[family]
    row: dict[str, Any] = dict.fromkeys(schema.TABLES["schools"].columns)
    row.update(
        urn=urn,
        laestab=f"202{urn % 10_000:04d}",
        name=f"Synthetic {family} {urn}",
        la_code="202",
        la_name="Camden",
        borough_code=HOME,
        phase=phase,
        phase_family=family,
        school_type=school_type,
        sector="independent" if family == "Independent" else "state",
        status="Open",
        age_low=3,
        age_high=11,
        gender="Mixed",
        faith="None",
        pupils=200,
        postcode="NW1 1AA",
        ward_code="E05000001",
        ward_name="Synthetic Ward",
        site_borough=HOME,
        location_source="register",
        geometry=Point(528_000 + (urn % 7) * 260, 184_000 + (urn % 5) * 310),
        source="synthetic register",
    )
    row.update(changes)
    if row["geometry"] is None:
        row.update(location_source="none", site_borough=None)
    return row


def _typed(name: str, rows: list[dict[str, Any]]) -> pd.DataFrame:
    columns = list(schema.TABLES[name].columns)
    kinds = {column: str(spec.dtype) for column, spec in schema.TABLES[name].columns.items()}
    return pd.DataFrame([{column: row.get(column) for column in columns} for row in rows], columns=columns).astype(
        kinds
    )


def schools(*rows: dict[str, Any]) -> gpd.GeoDataFrame:
    """Make a ``schools`` table."""
    frame = _typed("schools", list(rows))
    return gpd.GeoDataFrame(frame, geometry=gpd.GeoSeries([row["geometry"] for row in rows], crs=BNG), crs=BNG)


def measures(*rows: dict[str, Any]) -> pd.DataFrame:
    """Make a ``measures`` table; each row needs urn, year, measure, and value or status."""
    full = [
        {
            "reported_urn": row["urn"],
            "status": "published" if row.get("value") is not None else "suppressed",
            "source": "synthetic table",
            **row,
        }
        for row in rows
    ]
    return _typed("measures", full)


def benchmarks(*rows: dict[str, Any]) -> pd.DataFrame:
    """Make a ``benchmarks`` table; each row needs area, phase_family, year, measure, value and basis."""
    return _typed("benchmarks", [{"source": "synthetic table", **row} for row in rows])


def inspections(*rows: dict[str, Any]) -> pd.DataFrame:
    """Make an ``inspections`` table; each row needs urn, scheme, area and grade."""
    full = [
        {
            "reported_urn": row["urn"],
            "date_basis": "this inspection" if row.get("inspected_on") else "not in the source",
            "grade_raw": row["grade"],
            "source": "synthetic list",
            **row,
        }
        for row in rows
    ]
    return _typed("inspections", full)


def links(*rows: tuple[int, int, str | None], kind: str = "Predecessor") -> pd.DataFrame:
    """Make a ``links`` table of one kind from rows of urn, link_urn and link_name."""
    columns = ("urn", "link_urn", "link_name")
    return _typed("links", [dict(zip(columns, row, strict=True), kind=kind, source="synthetic links") for row in rows])


def areas() -> gpd.GeoDataFrame:
    """Two synthetic square boroughs and a ward in each."""
    squares = {
        (HOME, "Camden", "borough"): box(526_000, 182_000, 531_000, 188_000),
        (NEXT, "Islington", "borough"): box(531_000, 182_000, 536_000, 188_000),
        ("E05000001", "Synthetic Ward", "ward"): box(526_000, 182_000, 531_000, 185_000),
        ("E05000002", "Synthetic Other Ward", "ward"): box(531_000, 182_000, 536_000, 188_000),
    }
    frame = _typed(
        "areas", [{"code": code, "name": name, "kind": kind, "source": "synthetic"} for code, name, kind in squares]
    )
    return gpd.GeoDataFrame(frame, geometry=gpd.GeoSeries(list(squares.values()), crs=BNG), crs=BNG)


def some_schools() -> gpd.GeoDataFrame:
    """Twelve synthetic schools: ten in view by default, one that stands next door, one without a point."""
    kinds = ["Primary"] * 5 + ["Secondary"] * 2 + ["Special", "Nursery"]
    rows = [school(100_001 + i, phase_family=kind) for i, kind in enumerate(kinds)]
    rows.append(school(100_010, geometry=None, name="Synthetic Primary without a point"))
    rows.append(school(100_011, site_borough=NEXT, geometry=Point(532_000, 183_000), name="Synthetic School next door"))
    rows.append(school(100_012, phase_family="Independent"))
    return schools(*rows)


def some_measures() -> pd.DataFrame:
    """Figures of the first synthetic school and its neighbour, with a suppressed one and a predecessor's."""
    return measures(
        {"urn": 100_001, "year": "2022/23", "measure": "pupils", "value": 190.0},
        {"urn": 100_001, "year": "2023/24", "measure": "pupils", "value": 1234.0},
        {
            "urn": 100_001,
            "year": "2023/24",
            "measure": "fsm",
            "value": 12.34,
            "numerator": 25.0,
            "denominator": 203.0,
            "reported_urn": 100_099,
        },
        {"urn": 100_001, "year": "2023/24", "measure": "absence", "value": None},
        {"urn": 100_002, "year": "2023/24", "measure": "persistent_absence", "value": 20.0},
    )


def some_postcodes() -> pd.DataFrame:
    """Two synthetic postcodes, in the synthetic home borough and next door."""
    places = {"NW1 1AA": (528_500, 184_500, HOME, "E05000001"), "N1 1AA": (532_000, 183_000, NEXT, "E05000002")}
    columns = ("easting", "northing", "borough_code", "ward_code")
    rows = [{"postcode": code, **dict(zip(columns, place, strict=True))} for code, place in places.items()]
    return _typed("postcodes", rows)


def some_inspections() -> pd.DataFrame:
    """Inspections of two synthetic schools: an overall grade, and an outcome from a list without dates."""
    return inspections(
        {
            "urn": 100_001,
            "scheme": "oeif",
            "area": "Overall effectiveness",
            "grade": "Good",
            "inspected_on": "2022-03-15",
            "as_at": "2024-12-31",
        },
        {"urn": 100_001, "scheme": "latest_outcome", "area": "Outcome", "grade": "Outstanding", "as_at": "2026-02-28"},
        {"urn": 100_002, "scheme": "latest_outcome", "area": "Outcome", "grade": "Good", "as_at": "2026-02-28"},
    )


def build_info(measures_table: pd.DataFrame, counts: dict[str, int]) -> dict[str, Any]:
    """What the pipeline writes beside the tables, for a synthetic build."""
    coverage: dict[str, dict[str, dict[str, int]]] = {}
    for (name, year, status), rows in measures_table.groupby(["measure", "year", "status"]):
        coverage.setdefault(name, {}).setdefault(year, {})[status] = len(rows)
    source = {
        "key": "synthetic",
        "source": "synthetic",
        "release": "synthetic release",
        "publisher": "Nobody",
        "licence": "none: synthetic",
        "attribution": "Synthetic data for tests.",
        "page": "https://example.org/",
        "gives": "synthetic rows",
        "files": [{"file": "synthetic.csv", "sha256": "0" * 64, "rows": 12}],
        "rows_in": 12,
        "rows_out": 12,
        "rejected": 0,
        "carried_over": False,
    }
    return {
        "build_id": BUILD_ID,
        "schema_version": store.SCHEMA_VERSION,
        "area": [HOME, NEXT],
        "data_as_at": "synthetic data",
        "sources": [source],
        "counts": counts,
        "coverage": coverage,
        "missing": [{"measure": "suspension_rate", "label": "Suspension rate", "fetch": "exclusions"}],
        "unmatched": {"synthetic": [100_098, 100_099]},
        "warnings": ["This build is synthetic."],
        "notes": ["A synthetic note."],
        "not_read": [],
        "default_area": HOME,
    }


def write_build(folder: Path, **tables: pd.DataFrame) -> Path:
    """Write a complete synthetic build; tables given by name take the place of the usual ones."""
    folder.mkdir(parents=True, exist_ok=True)
    everything: dict[str, pd.DataFrame] = {name: schema.empty(name) for name in schema.TABLES}
    everything |= {
        "schools": some_schools(),
        "measures": some_measures(),
        "inspections": some_inspections(),
        "areas": areas(),
        "postcodes": some_postcodes(),
        "links": _typed(
            "links",
            [
                {
                    "urn": 100_001,
                    "link_urn": 100_099,
                    "link_name": "Synthetic Old School",
                    "kind": "Predecessor",
                    "linked_on": "2015-09-01",
                    "source": "synthetic links",
                }
            ],
        ),
        "ties": _typed(
            "ties",
            [
                {
                    "tie_id": "federation:1",
                    "kind": "federation",
                    "name": "Synthetic Federation",
                    "urn": urn,
                    "certainty": "synthetic",
                    "source": "synthetic ties",
                }
                for urn in (100_001, 100_002)
            ],
        ),
        **tables,
    }
    for name, frame in everything.items():
        store.write(folder, name, frame)
    info = build_info(everything["measures"], {name: len(frame) for name, frame in everything.items()})
    (folder / store.BUILD_FILE).write_text(json.dumps(info, indent=1), encoding="utf-8")
    return folder

"""Read and write the processed tables; the only module that knows how they lie on disk."""

import json
from pathlib import Path
from typing import Any, cast

import geopandas as gpd
import pandas as pd

from geo.errors import StaleData
from geo.schema import GEO_TABLES, TABLES, validate

__all__ = [
    "BUILD_FILE",
    "CHANGES_FILE",
    "SCHEMA_VERSION",
    "build_info",
    "current",
    "former",
    "path_of",
    "read",
    "write",
]

#: Changes when a table's columns change; a build of another version is refused.
SCHEMA_VERSION = 2

BUILD_FILE = "BUILD.json"

#: What the build changed against the one before it; there is none beside a first build.
CHANGES_FILE = "CHANGES.json"


def former(folder: Path) -> Path:
    """Path of the folder to which a publication moves the former build for a moment."""
    return folder.with_name(f"{folder.name}.former")


def current(folder: Path) -> Path:
    """Path of the build to read: ``folder``, or the former one if a publication was cut between its two renames."""
    return former(folder) if not folder.exists() and former(folder).exists() else folder


def path_of(folder: Path, name: str) -> Path:
    """Path of one table: Parquet, but for the rejects, which a person reads."""
    return folder / ("rejects.csv" if name == "rejects" else f"{name}.parquet")


def write(folder: Path, name: str, frame: pd.DataFrame) -> Path:
    """Check ``frame`` against its contract and write it. The same rows give the same bytes.

    Raises
    ------
    SchemaMismatch
        If the contract is broken; nothing is written then.
    """
    table = validate(name, frame).reset_index(drop=True)
    # Text may come as objects or as strings, which Parquet would tell apart: the same rows, other bytes.
    table = table.astype({column: "str" for column in table.columns if table[column].dtype == object})
    path = path_of(folder, name)
    if name == "rejects":
        table.to_csv(path, index=False, lineterminator="\n")
    elif name in GEO_TABLES:
        cast("gpd.GeoDataFrame", table).to_parquet(path, index=False, compression="zstd", schema_version="1.1.0")
    else:
        table.to_parquet(path, index=False, compression="zstd")
    return path


def read(folder: Path, name: str) -> pd.DataFrame:
    """Read one table and check it: a GeoDataFrame in EPSG:27700 for ``schools`` and ``areas``.

    Raises
    ------
    StaleData
        If the file is not there, or is cut short.
    SchemaMismatch
        If what is there breaks the contract.
    """
    path = path_of(current(folder), name)
    if not path.is_file():
        message = f"{path} is not there: make the tables with `python -m pipelines build`"
        raise StaleData(message)
    if name == "rejects":
        kinds = {column: spec.dtype.type for column, spec in TABLES[name].columns.items()}
        return validate(
            name, pd.read_csv(path, dtype=kinds, keep_default_na=False, na_values={"row": [""], "key": [""]})
        )
    try:
        frame = gpd.read_parquet(path) if name in GEO_TABLES else pd.read_parquet(path)
    except (OSError, ValueError) as problem:
        message = f"{path} cannot be read ({problem}): make the tables with `python -m pipelines build --fresh`"
        raise StaleData(message) from problem
    return validate(name, frame)


def build_info(folder: Path) -> dict[str, Any]:
    """Read ``BUILD.json``: build id, sources with releases and licences, counts, warnings.

    Raises
    ------
    StaleData
        If it is absent, unreadable, or of another version of the tables.
    """
    path = current(folder) / BUILD_FILE
    try:
        info = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as problem:
        message = f"{path} cannot be read ({problem}): make the tables with `python -m pipelines build`"
        raise StaleData(message) from problem
    version = info.get("schema_version") if isinstance(info, dict) else None
    if version != SCHEMA_VERSION:
        message = (
            f"{path} is of table version {version}, this program needs {SCHEMA_VERSION}: "
            "run `python -m pipelines build --fresh`"
        )
        raise StaleData(message)
    return cast("dict[str, Any]", info)

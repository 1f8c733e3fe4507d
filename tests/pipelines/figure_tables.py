"""Write small tables of figures in published headers, and read them through the real readers."""

import csv
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pandas as pd

from geo.schema import validate
from pipelines.rawfile import RawFile
from pipelines.reading import Cleaned, header_of, match, read_table

_HEADERS = Path(__file__).parent / "headers"


def header(name: str) -> list[str]:
    """A published header, such as ``absence_74_columns``."""
    with (_HEADERS / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return next(csv.reader(stream))


def write(path: Path, columns: list[str], rows: list[dict[str, str]]) -> Path:
    """Write a table by column name; what a row doesn't give is blank."""
    unknown = {cell for row in rows for cell in row} - set(columns)
    if unknown:
        message = f"no such column: {sorted(unknown)}"
        raise KeyError(message)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(columns)
        writer.writerows([row.get(column, "") for column in columns] for row in rows)
    return path


def write_text(path: Path, text: str) -> Path:
    """Write lines as they were published; indentation and outer blank lines are dropped."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(line.strip() for line in text.strip().splitlines()) + "\n", encoding="utf-8")
    return path


def clean(reader: ModuleType | SimpleNamespace, path: Path, root: Path | None = None) -> Cleaned:
    """Read a file as the build does, and check what comes out against the contracts."""
    file = RawFile(root or path.parent, path)
    layout = match(header_of(file, reader.LAYOUTS), reader.LAYOUTS)
    if layout is None:
        message = f"no layout fits {path.name}"
        raise LookupError(message)
    cleaned = reader.clean(read_table(file, layout))
    for name, frame in {**cleaned.tables, "rejects": cleaned.rejects}.items():
        validate(name, frame)
    return cleaned


def figure(frame: pd.DataFrame, urn: int, measure: str, year: str | None = None) -> dict[str, object]:
    """One figure as plain values, missing as None."""
    rows = frame[(frame["urn"] == urn) & (frame["measure"] == measure)]
    if year is not None:
        rows = rows[rows["year"] == year]
    (row,) = rows.to_dict("records")
    return {name: None if pd.isna(value) else value for name, value in row.items()}


def told(frame: pd.DataFrame, urn: int, measure: str) -> tuple[object, ...]:
    """Value (two decimals), status, numerator and denominator of one figure."""
    row = figure(frame, urn, measure)
    value = row["value"]
    return (
        round(value, 2) if isinstance(value, float) else value,
        row["status"],
        row["numerator"],
        row["denominator"],
    )

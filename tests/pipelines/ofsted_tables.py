"""Write small lists in Ofsted's published headers, and read them through the real reader."""

import csv
from pathlib import Path
from types import ModuleType

import pandas as pd

from pipelines.rawfile import RawFile
from pipelines.reading import Cleaned, header_of, match, read_table

HEADERS = Path(__file__).parent / "headers"


def header(columns: int) -> list[str]:
    """The published header of 70 or of 85 columns."""
    with (HEADERS / f"ofsted_{columns}_columns.csv").open(encoding="cp1252", newline="") as stream:
        return next(csv.reader(stream))


def write(folder: Path, name: str, columns: list[str], rows: list[dict[str, str]], *, title: str = "") -> Path:
    """Write a list; what a row doesn't give is Ofsted's word for missing, NULL."""
    unknown = {cell for row in rows for cell in row} - set(columns)
    if unknown:
        message = f"no such column: {sorted(unknown)}"
        raise KeyError(message)
    path = folder / name
    with path.open("w", encoding="cp1252", newline="") as stream:
        stream.write(title)
        writer = csv.writer(stream)
        writer.writerow(columns)
        writer.writerows([row.get(column, "NULL") for column in columns] for row in rows)
    return path


def clean(reader: ModuleType, path: Path) -> Cleaned:
    """Read a file as the build does: find the layout, read its columns, clean."""
    file = RawFile(path.parent, path)
    layout = match(header_of(file, reader.LAYOUTS), reader.LAYOUTS)
    if layout is None:
        message = f"no layout fits {path.name}"
        raise LookupError(message)
    return reader.clean(read_table(file, layout))


def told(cleaned: Cleaned, *columns: str) -> list[tuple[object, ...]]:
    """Rows of the inspections table as plain tuples, dates as ISO text, missing as None."""
    frame = cleaned.tables["inspections"][list(columns)].copy()
    for column in frame.columns:
        if pd.api.types.is_datetime64_any_dtype(frame[column]):
            frame[column] = frame[column].dt.strftime("%Y-%m-%d")
    frame = frame.astype(object).where(frame.notna(), None)
    return list(frame.itertuples(index=False, name=None))


def reasons(cleaned: Cleaned) -> list[tuple[object, ...]]:
    """Rejects as (line, URN, reason)."""
    return list(cleaned.rejects[["row", "key", "reason"]].itertuples(index=False, name=None))

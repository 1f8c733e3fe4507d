"""On which line of a file a row stands, and whether the file ends where a row does."""

import csv
import io

import pandas as pd
import pyarrow.csv as pacsv

from pipelines.errors import BadInput
from pipelines.rawfile import RawFile

__all__ = ["line_numbers", "odd_row"]


def odd_row(data: bytes, row: pacsv.InvalidRow, encoding: str) -> str:
    """Say where a row with too few or too many cells stands, and how it begins."""
    place = data.find(b"\n" + row.text.encode(encoding))
    where = f"line {data.count(10, 0, place) + 2}" if place >= 0 else "a line"
    return f"{where} has {row.actual_columns} cells where the header has {row.expected_columns}: {row.text[:60]!r}"


def line_numbers(file: RawFile, data: bytes, above: int, rows: int, encoding: str) -> pd.Index:
    """Line of the file on which each row begins; breaks within cells and blank lines make it more than a count.

    Raises
    ------
    BadInput
        If the file ends within quotation marks, which the fast reader lets pass.
    """
    ends = data.count(b"\n") + (not data.endswith(b"\n"))
    cut = data.count(b'"') % 2 == 1
    if ends == above + rows and not cut:
        return pd.RangeIndex(above + 1, above + 1 + rows, name="line")
    # strict=True is what makes the end within quotation marks an error.
    reader = csv.reader(io.StringIO(data.decode(encoding), newline=""), strict=cut)
    begins: list[int] = []
    line = 0
    try:
        for cells in reader:
            if line >= above and cells:
                begins.append(line + 1)
            line = reader.line_num
    except csv.Error as problem:
        if "unexpected end" in str(problem):
            message = f"{file.label}: ends within quotation marks, opened on line {line + 1}: fetch it again"
            raise BadInput(message) from problem
    if len(begins) != rows:
        return pd.RangeIndex(above + 1, above + 1 + rows, name="line")
    return pd.Index(begins, name="line")

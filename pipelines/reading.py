"""Read a published table as text, by column name, or say in one sentence why not."""

import codecs
import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import pandas as pd
import pyarrow as pa
import pyarrow.csv as pacsv

from pipelines.errors import BadInput
from pipelines.lines import line_numbers, odd_row
from pipelines.rawfile import RawFile

__all__ = ["Cleaned", "Header", "Layout", "RawTable", "header_of", "match", "read_table", "school_year"]

_TITLE_LINES = 4


@dataclass(frozen=True)
class Layout:
    """One published header that we can read.

    Attributes
    ----------
    source : key in :data:`pipelines.sources.SOURCES`.
    name : how the build report calls it, such as "74 columns (EES)".
    signature : columns that tell this layout from every other; all must be in the header.
    required : columns that are read; a missing one stops the build.
    optional : columns that are read where the file has them.
    encoding : of the publisher; a file that is valid UTF-8 is read as that all the same.

    Names are compared without regard to case and with runs of white space made single; the frame
    has them as spelt here.
    """

    source: str
    name: str
    signature: tuple[str, ...]
    required: tuple[str, ...]
    optional: tuple[str, ...] = ()
    encoding: str = "utf-8"


@dataclass(frozen=True)
class Header:
    """Where the header is, on how many lines (a quoted cell may hold a break), and its cells, single-spaced."""

    skip: int
    columns: tuple[str, ...]
    lines: int = 1


@dataclass(frozen=True)
class RawTable:
    """A table as published: every cell text, blank as ``""``, indexed by line of the file."""

    file: RawFile
    layout: Layout
    encoding: str
    frame: pd.DataFrame
    columns: tuple[str, ...]


@dataclass
class Cleaned:
    """What a reader makes of one file.

    Attributes
    ----------
    release : which release it is, such as "2022/23" or "2024-12-31".
    tables : canonical frames by table name, with ``source`` set to ``"<source>:<release>"``.
    rejects : rows left out, with reasons (the ``rejects`` table).
    notes : sentences for the build report.
    """

    release: str
    tables: dict[str, pd.DataFrame]
    rejects: pd.DataFrame
    notes: list[str] = field(default_factory=list)


def fold(name: str) -> str:
    """Spell a column name for comparison: white space single, case folded, byte order mark gone."""
    return " ".join(name.replace("\ufeff", "").split()).casefold()


def _decode_head(data: bytes) -> str:
    # cp1252 has five undefined bytes; for a look at the header "replace" is enough.
    # The end of the look may fall within a character of several bytes, hence the incremental decoder.
    try:
        return codecs.getincrementaldecoder("utf-8-sig")().decode(data)
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def header_of(file: RawFile, wanted: Iterable[Layout] = ()) -> Header:
    """Find the header: the first of the top lines with a layout's signature, else the first line.

    Raises
    ------
    BadInput
        If the file is empty, or is a web page, a packed file or UTF-16.
    """
    data = file.head()
    _refuse_binary(file, data)
    text = _decode_head(data)
    if not text.strip():
        message = f"{file.label}: is empty: fetch it again"
        raise BadInput(message)
    if re.match(r"\s*<(!doctype|html|\?xml|head|body)", text, re.IGNORECASE):
        message = f"{file.label}: is a web page, not a table: the download was refused or moved, fetch it again"
        raise BadInput(message)
    rows = list(_first_rows(text))
    if not rows:
        message = f"{file.label}: its first line is no line of a table: fetch it again"
        raise BadInput(message)
    signatures = [frozenset(map(fold, layout.signature)) for layout in wanted]
    for header in rows:
        folded = {fold(cell) for cell in header.columns}
        if any(signature <= folded for signature in signatures):
            return header
    return rows[0]


def _refuse_binary(file: RawFile, data: bytes) -> None:
    if data.startswith((b"PK\x03\x04", b"\x1f\x8b")):
        message = f"{file.label}: is a zip, gzip or Excel file by its content: give it that ending, or save it as CSV"
        raise BadInput(message)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\x00" in data:
        message = f"{file.label}: is UTF-16 or no text: it was saved again by another program, fetch it again"
        raise BadInput(message)


def _first_rows(text: str) -> Iterable[Header]:
    reader = csv.reader(io.StringIO(text, newline=""))
    line = 0
    for _ in range(_TITLE_LINES):
        try:
            cells = next(reader)
        except (StopIteration, csv.Error):
            return
        columns = tuple(" ".join(cell.replace("\ufeff", "").split()) for cell in cells)
        yield Header(line, columns, reader.line_num - line)
        line = reader.line_num


def match(header: Header, layouts: Sequence[Layout]) -> Layout | None:
    """Choose the layout whose signature is in the header; the longest signature wins."""
    folded = {fold(column) for column in header.columns}
    fitting = [layout for layout in layouts if {fold(name) for name in layout.signature} <= folded]
    return max(fitting, key=lambda layout: len(layout.signature), default=None)


def read_table(file: RawFile, layout: Layout) -> RawTable:
    """Read the columns of ``layout`` as text.

    Returns
    -------
    RawTable
        Its frame has one row a line, the layout's columns (those optional ones that exist) and the
        line number as index.

    Raises
    ------
    BadInput
        If a required column is absent, one occurs twice, a line is cut short, or the bytes are in
        another encoding.
    """
    header = header_of(file, [layout])
    names = _names(file, header, layout)
    data = file.read()
    encoding = _encoding(file, data, layout)
    # Names of our own for the reader, because a published header may repeat one that we don't read.
    above = header.skip + header.lines
    odd: list[pacsv.InvalidRow] = []

    def keep(row: pacsv.InvalidRow) -> str:
        odd.append(row)
        return "error"

    positions = [f"c{number}" for number in range(len(header.columns))]
    chosen = {positions[index]: name for index, name in names.items()}
    try:
        table = pacsv.read_csv(
            io.BytesIO(data.removeprefix(b"\xef\xbb\xbf")),
            read_options=pacsv.ReadOptions(column_names=positions, skip_rows=above, encoding=encoding),
            parse_options=pacsv.ParseOptions(newlines_in_values=True, invalid_row_handler=keep),
            convert_options=pacsv.ConvertOptions(
                include_columns=list(chosen),
                column_types=dict.fromkeys(chosen, pa.string()),
                strings_can_be_null=False,
            ),
        )
    except (pa.ArrowInvalid, UnicodeDecodeError) as problem:
        reason = odd_row(data, odd[0], encoding) if odd else _short(problem)
        message = f"{file.label}: cannot be read to its end ({reason}): it is cut short or damaged, fetch it again"
        raise BadInput(message) from problem
    frame = table.to_pandas().rename(columns=chosen)
    frame.index = line_numbers(file, data, above, len(frame), encoding)
    if frame.empty:
        message = f"{file.label}: has a header and no rows: it is cut short, fetch it again"
        raise BadInput(message)
    return RawTable(file, layout, encoding, frame, header.columns)


def _names(file: RawFile, header: Header, layout: Layout) -> dict[int, str]:
    """Position in the header -> the layout's own spelling."""
    places: dict[str, list[int]] = {}
    for position, column in enumerate(header.columns):
        places.setdefault(fold(column), []).append(position)
    absent = [name for name in layout.required if fold(name) not in places]
    if absent:
        message = (
            f"{file.label}: the {layout.source} table ({layout.name}) needs the column(s) {', '.join(absent)}, "
            f"and the file has {_list(header.columns)}: fetch it again, or tell us of the new layout"
        )
        raise BadInput(message)
    names: dict[int, str] = {}
    for name in (*layout.required, *layout.optional):
        found = places.get(fold(name), [])
        if len(found) > 1:
            message = (
                f"{file.label}: the column {name} occurs {len(found)} times: keep the one that the publisher meant"
            )
            raise BadInput(message)
        if found:
            names[found[0]] = name
    return names


def _encoding(file: RawFile, data: bytes, layout: Layout) -> str:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        if layout.encoding != "cp1252":
            message = (
                f"{file.label}: line {line} is not {layout.encoding}, as its publisher writes it: "
                "it was saved again by another program, fetch it again"
            )
            raise BadInput(message) from problem
    else:
        return "utf-8"
    try:
        data.decode("cp1252")
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        message = f"{file.label}: line {line} is neither UTF-8 nor cp1252: it is damaged, fetch it again"
        raise BadInput(message) from problem
    return "cp1252"


def _short(problem: Exception) -> str:
    return " ".join(str(problem).split())[:200]


def _list(columns: Sequence[str]) -> str:
    shown = ", ".join(columns[:40])
    return shown if len(columns) <= 40 else f"{shown} and {len(columns) - 40} more"  # noqa: PLR2004


def school_year(file: RawFile) -> str:
    """Read the school year from a file name: ``england_abs_2023-24.csv`` -> ``2023/24``.

    The folders and the zip around the file count where the name itself has no year
    (``spc/2023-2024/202_census.csv``).

    Raises
    ------
    BadInput
        If neither has two consecutive years.
    """
    for text in (file.name, file.label):
        for first, second in re.findall(r"(?<!\d)(20\d{2})[-_]?(\d{4}|\d{2})(?!\d)", text):
            if int(second[-2:]) == (int(first) + 1) % 100:
                return f"{first}/{second[-2:]}"
    message = f"{file.label}: its name has no school year: name it like england_census_2023-24.csv"
    raise BadInput(message)

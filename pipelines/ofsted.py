"""Ofsted's lists of state-funded schools (management information): one row for each judged area.

Overall effectiveness is taken where a list publishes it, and is **never** derived: not from
sub-judgements, not from the sentence of an ungraded inspection, not from a report card.

The compiled list of 28 February 2026 gives ``latest_outcome`` only. It was assembled from public copies:
its code is the latest outcome, graded or ungraded, and for most schools nobody can say which. Its
columns of graded and ungraded inspections are filled for a few schools, partly by inference (the same
grade in an older list, or no ungraded sentence that could yield the code), so they are not read.
"""

import re
from datetime import date

import pandas as pd

from geo.vocab import OVERALL_GRADES, DateBasis, InspectionScheme
from pipelines.errors import BadInput, Rejects
from pipelines.inspection_rows import blank, dates, finish, reject_dates, rows, schools, text
from pipelines.ofsted_grades import decode
from pipelines.ofsted_layouts import BLOCKS, COMPILED_CODE, LAYOUTS, Block, Judged
from pipelines.rawfile import RawFile
from pipelines.reading import Cleaned, RawTable

__all__ = ["LAYOUTS", "clean", "list_date"]

_FORM = "%d/%m/%Y"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ISO = re.compile(r"(?<!\d)(20\d{2})-(\d{2})-(\d{2})(?!\d)")
_WORDS = re.compile(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?[\s_-]+([a-z]{3,9})[\s_-]+(20\d{2})(?!\d)", re.IGNORECASE)


def list_date(file: RawFile) -> date:
    """Read the date of a list from its name: ``..._as_at_31_Jan_2026.csv``, ``mi_2018-07-31_england.csv``.

    Raises
    ------
    BadInput
        If the name has no date, or has two.
    """
    name = file.name.replace("%20", " ")
    found = [(int(year), int(month), int(day)) for year, month, day in _ISO.findall(name)]
    for day, word, year in _WORDS.findall(name):
        month = word[:3].lower()
        if month in _MONTHS:
            found.append((int(year), _MONTHS.index(month) + 1, int(day)))
    try:
        chosen = {date(*parts) for parts in found}
    except ValueError:
        chosen = set()
    if len(chosen) != 1:
        message = (
            f"{file.label}: its name does not say, once, the date of the list: keep the name of the download, which "
            "ends 'as_at_31_January_2026.csv' or the like, or put the date in it as 2026-01-31"
        )
        raise BadInput(message)
    return chosen.pop()


def clean(raw: RawTable) -> Cleaned:
    """Make rows of the ``inspections`` table from one of Ofsted's lists.

    Rejected, with a reason: a line whose URN is impossible or repeated, an inspection whose date
    cannot be read or lies after the list, a judgement whose symbol is not known. The file's columns of
    links, which hold spreadsheet formulas in some lists, are not read.

    Raises
    ------
    BadInput
        If the name of the file does not give the date of the list.
    """
    as_at = pd.Timestamp(list_date(raw.file))
    release = as_at.date().isoformat()
    rejects = Rejects(raw.file.label)
    frame = schools(raw.frame, rejects, once=True)
    notes: list[str] = []
    if COMPILED_CODE in raw.layout.signature:
        parts = [_outcomes(frame, as_at, rejects, notes)]
    else:
        parts = [part for block in BLOCKS[raw.layout.name] for part in _block(frame, block, as_at, rejects, notes)]
    table = finish(parts)
    notes.append(f"{table['urn'].nunique()} of {len(frame)} schools have an outcome in the list")
    return Cleaned(release, {"inspections": table}, rejects.frame(), notes)


def _outcomes(frame: pd.DataFrame, as_at: pd.Timestamp, rejects: Rejects, notes: list[str]) -> pd.DataFrame:
    """Rows of the compiled list."""
    code = text(frame[COMPILED_CODE])
    known = code.isin([*OVERALL_GRADES, "0"]) | blank(code)
    frame = rejects.take(
        frame.assign(cell=code), ~known, "URN", "'{cell}' is no code of the compiled list: it has 0 to 4"
    )
    none = int((frame["cell"] == "0").sum())
    notes.append(
        f"{none} schools have code 0 in the compiled list: not inspected, not judged, a report card only, or an "
        "outcome without a grade. No row is made of it."
    )
    frame = frame[frame["cell"].isin(OVERALL_GRADES)]
    return rows(
        frame,
        scheme=InspectionScheme.LATEST_OUTCOME,
        area="Latest outcome",
        grade=frame["cell"].map(OVERALL_GRADES),
        grade_raw=frame["cell"],
        date_basis=DateBasis.NOT_IN_SOURCE,
        source=_source(as_at),
        as_at=as_at,
    )


def _source(as_at: pd.Timestamp) -> str:
    return f"ofsted:{as_at.date().isoformat()}"


def _block(
    frame: pd.DataFrame, block: Block, as_at: pd.Timestamp, rejects: Rejects, notes: list[str]
) -> list[pd.DataFrame]:
    """Rows of one inspection of each school."""
    judged = [one for one in block.judged if one.column in frame.columns]
    told = [~blank(frame[one.column]) for one in judged]
    if not told:
        return []
    frame = frame[pd.concat(told, axis=1).any(axis=1)]
    if block.date in frame.columns:
        frame = reject_dates(frame, block.date, _FORM, rejects, latest=as_at)
    frame = _reported(frame, block, rejects)
    return [_area(frame, block, one, as_at, rejects, notes) for one in judged]


def _reported(frame: pd.DataFrame, block: Block, rejects: Rejects) -> pd.DataFrame:
    """Add ``reported_urn``: the school's URN at the time, which may be its predecessor's."""
    urn = text(frame["URN"])
    then = _cell(frame, block.urn_then)
    other = _cell(frame, block.same_school).str.casefold() == "no"
    frame = frame.assign(cell=then, reported_urn=then.where(~blank(then), urn))
    frame = rejects.take(
        frame,
        other & blank(then),
        "URN",
        f"The {block.scheme} inspection was of another URN, and the list does not say which",
    )
    impossible = ~frame["reported_urn"].str.fullmatch("[1-9][0-9]{5}")
    reason = f"'{{cell}}' in the column {block.urn_then} is no URN"
    return rejects.take(frame, impossible, "URN", reason).drop(columns="cell")


def _cell(frame: pd.DataFrame, column: str) -> pd.Series:
    """Cells of a column, blank where the list has no such column."""
    if column in frame.columns:
        return text(frame[column])
    return pd.Series("", index=frame.index, dtype=str)


def _area(
    frame: pd.DataFrame, block: Block, judged: Judged, as_at: pd.Timestamp, rejects: Rejects, notes: list[str]
) -> pd.DataFrame:
    """Rows of one judged area."""
    frame = frame[~blank(frame[judged.column])]
    if judged.date in frame.columns:
        frame = reject_dates(frame, judged.date, _FORM, rejects, latest=as_at)
    start = dates(_cell(frame, block.date), _FORM)
    own = dates(_cell(frame, judged.date), _FORM)
    inspected_on = own.fillna(start)
    decoded = decode(frame[judged.column], judged.kind, inspected_on)
    frame = rejects.take(
        frame.assign(cell=frame[judged.column]),
        decoded.unknown,
        "URN",
        f"'{{cell}}' in the column {judged.column} is no symbol that we know: tell us of it",
    )
    inspected_on, own = inspected_on[frame.index], own[frame.index]
    basis = pd.Series(str(DateBasis.INSPECTION), index=frame.index, dtype=str)
    basis = basis.mask(own.notna(), str(DateBasis.JUDGEMENT)).mask(inspected_on.isna(), str(DateBasis.NOT_IN_SOURCE))
    published = _cell(frame, block.published)
    published_on = dates(published, _FORM)
    lost = int((published_on.isna() & ~blank(published)).sum())
    if lost:
        notes.append(f"{lost} dates of publication cannot be read ({judged.column}): left out, the outcome is kept")
    number = _cell(frame, block.number)
    return rows(
        frame,
        scheme=block.scheme,
        area=judged.area,
        grade=decoded.grade[frame.index],
        grade_raw=frame["cell"],
        date_basis=basis,
        source=_source(as_at),
        reported_urn=frame["reported_urn"].astype("Int64"),
        inspection_id=number.mask(blank(number)),
        inspected_on=inspected_on,
        published_on=published_on,
        as_at=as_at,
    )

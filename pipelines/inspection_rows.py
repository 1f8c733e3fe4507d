"""What the readers of inspection outcomes share: the URN, dates, and rows of the long table."""

import pandas as pd

from geo.schema import TABLES, empty, validate
from geo.vocab import DateBasis, InspectionScheme
from pipelines.errors import Rejects

__all__ = ["blank", "dates", "finish", "reject_dates", "rows", "schools", "text"]

_FORMATS = {"%d/%m/%Y": "DD/MM/YYYY", "%d-%m-%Y": "DD-MM-YYYY", "%Y%m%d": "YYYYMMDD"}

#: Order of the rows that a reader, and the merged table, give.
ORDER = ["urn", "scheme", "inspected_on", "area", "source"]


def text(cells: pd.Series) -> pd.Series:
    """Make white space single, and take it off both ends."""
    # By distinct value: a list of 22,000 schools has 60 columns of few words each.
    singled = {value: " ".join(value.split()) for value in cells.unique()}
    return cells.map(singled).astype("str")


def blank(cells: pd.Series) -> pd.Series:
    """Say which cells hold nothing: empty, or the word NULL that Ofsted writes for it."""
    return text(cells).str.upper().isin(["", "NULL"])


def schools(frame: pd.DataFrame, rejects: Rejects, *, once: bool) -> pd.DataFrame:
    """Keep the rows with a usable URN; wholly empty lines are no rows.

    Parameters
    ----------
    frame : a published table with a column ``URN``.
    once : whether the publisher gives each school one row, so that a second one is rejected.
    """
    urn = text(frame["URN"])
    unnamed = frame[urn == ""]
    empty_lines = unnamed.index[(unnamed.apply(text) == "").all(axis=1)]
    frame = frame.drop(index=empty_lines)
    urn = text(frame["URN"])
    reason = "'{URN}' is no URN: it has six digits and does not begin with 0"
    frame = rejects.take(frame, ~urn.str.fullmatch("[1-9][0-9]{5}"), "URN", reason)
    if once:
        again = text(frame["URN"]).duplicated()
        frame = rejects.take(frame, again, "URN", "The list has URN {URN} on an earlier line, and gives a school once")
    return frame


def dates(cells: pd.Series, form: str) -> pd.Series:
    """Read dates; what is blank or unreadable is missing."""
    return pd.to_datetime(text(cells), format=form, errors="coerce").astype("datetime64[ms]")


def reject_dates(
    frame: pd.DataFrame, column: str, form: str, rejects: Rejects, *, latest: pd.Timestamp | None
) -> pd.DataFrame:
    """Reject the rows whose date in ``column`` cannot be read, or lies after the list's own date."""
    frame = frame.assign(cell=frame[column])
    read = dates(frame["cell"], form)
    unreadable = read.isna() & ~blank(frame["cell"])
    frame = rejects.take(
        frame, unreadable, "URN", f"'{{cell}}' in the column {column} is no date of the form {_FORMATS[form]}"
    )
    if latest is not None:
        late = read[frame.index] > latest
        reason = f"{{cell}} in the column {column} is later than the list, which is as at {latest.date():%d/%m/%Y}"
        frame = rejects.take(frame, late, "URN", reason)
    return frame.drop(columns="cell")


def rows(
    frame: pd.DataFrame,
    *,
    scheme: InspectionScheme,
    area: str,
    grade: pd.Series,
    grade_raw: pd.Series,
    date_basis: DateBasis | pd.Series,
    source: str,
    **known: pd.Series | pd.Timestamp,
) -> pd.DataFrame:
    """Lay out one judged area of each school of ``frame`` as rows of the ``inspections`` table.

    Parameters
    ----------
    frame : schools, with the column ``URN``.
    known : ``reported_urn``, ``inspection_id``, ``inspected_on``, ``published_on``, ``as_at``, where the list has them.
    """
    urn = text(frame["URN"]).astype("Int64")
    values = {
        "urn": urn,
        "reported_urn": known.get("reported_urn", urn),
        "scheme": str(scheme),
        "inspection_id": known.get("inspection_id"),
        "inspected_on": known.get("inspected_on"),
        "date_basis": str(date_basis) if isinstance(date_basis, DateBasis) else date_basis,
        "published_on": known.get("published_on"),
        "area": area,
        "grade": grade,
        "grade_raw": grade_raw,
        "as_at": known.get("as_at"),
        "source": source,
    }
    made = pd.DataFrame(values, index=frame.index)
    return made.astype({name: spec.dtype.type for name, spec in TABLES["inspections"].columns.items()})


def finish(parts: list[pd.DataFrame]) -> pd.DataFrame:
    """Join the parts, in the table's order, and check the contract."""
    filled = [part for part in parts if len(part)]
    if not filled:
        return empty("inspections")
    frame = pd.concat(filled).sort_values([*ORDER, "grade"], kind="stable", ignore_index=True)
    return validate("inspections", frame)

"""Parse the cells that every table has: URNs, dates, whole numbers, postcodes."""

import re

import pandas as pd

from pipelines.errors import BadInput, Rejects
from pipelines.reading import RawTable

__all__ = ["blank_to_missing", "dates", "normalise_postcode", "once", "single_spaces", "urns", "whole_numbers"]

#: With more unreadable dates than this share, the column is in another format and no row can be trusted.
_FORMAT_SHARE = 0.5

_POSTCODE = re.compile(r"^(GIR0AA|[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2})$")


def single_spaces(cells: pd.Series) -> pd.Series:
    """Make every run of white space, non-breaking space included, one space."""
    return cells.str.split().str.join(" ")


def blank_to_missing(cells: pd.Series) -> pd.Series:
    """Single-space the cells and make empty ones missing. Words such as ``None`` stay words."""
    tidy = single_spaces(cells)
    return tidy.where(tidy != "")


def urns(frame: pd.DataFrame, rejects: Rejects, column: str = "URN") -> pd.DataFrame:
    """Keep the rows with a possible URN (six digits, from 100000), as ``Int64`` in ``urn``."""
    frame = rejects.take(
        frame,
        ~frame[column].str.strip().str.fullmatch(r"[1-9][0-9]{5}"),
        column,
        f"impossible URN '{{{column}}}': six digits are expected",
    )
    return frame.assign(urn=frame[column].str.strip().astype("Int64"))


def once(frame: pd.DataFrame, key: str, rejects: Rejects) -> pd.DataFrame:
    """Keep one row a ``key``; rows that contradict each other are all rejected, so that no order decides.

    A row that repeats another to the letter is rejected too, as counted already: every row is accounted for.
    """
    again = frame.duplicated()
    frame = rejects.take(frame, again, key, f"{key} {{{key}}} stands twice, the same to the letter: it counts once")
    both = frame[key].str.strip().duplicated(keep=False)
    return rejects.take(
        frame, both, key, f"{key} {{{key}}} stands on several lines that differ: none can be trusted, ask the publisher"
    )


def dates(raw: RawTable, frame: pd.DataFrame, column: str, pattern: str, rejects: Rejects, key: str) -> pd.DataFrame:
    """Parse one column of dates in place; blank stays missing.

    Parameters
    ----------
    pattern : of :meth:`datetime.datetime.strptime`, such as ``%d-%m-%Y``.

    Returns
    -------
    DataFrame
        Without the rows whose date cannot be read, which are rejected.

    Raises
    ------
    BadInput
        If most dates cannot be read: the column is in another format.
    """
    cells = frame[column].str.strip()
    given = cells != ""
    parsed = pd.to_datetime(cells.where(given), format=pattern, errors="coerce").astype("datetime64[ms]")
    bad = given & parsed.isna()
    if given.any() and bad.sum() / given.sum() > _FORMAT_SHARE:
        example = cells[bad].iloc[0]
        message = (
            f"{raw.file.label}: {bad.sum()} of {given.sum()} dates in {column} are not {_spoken(pattern)}, such as "
            f"'{example}': it was saved again by another program, fetch it again"
        )
        raise BadInput(message)
    kept = rejects.take(frame, bad, key, f"date '{{{column}}}' in {column} is not {_spoken(pattern)}")
    return kept.assign(**{column: parsed[~bad]})


def whole_numbers(frame: pd.DataFrame, column: str, rejects: Rejects, key: str, high: int) -> pd.DataFrame:
    """Parse one column of whole numbers from 0 to ``high`` in place; blank stays missing, others are rejected."""
    cells = frame[column].str.strip()
    fits = cells.str.fullmatch(r"[0-9]{1,9}")
    numbers = cells.where(fits).astype("Int64")
    bad = ((cells != "") & ~fits) | (numbers > high).fillna(value=False)
    kept = rejects.take(frame, bad, key, f"'{{{column}}}' in {column} is no whole number from 0 to {high}")
    return kept.assign(**{column: numbers[~bad]})


def normalise_postcode(cells: pd.Series) -> pd.Series:
    """Spell postcodes in the usual way, ``nw1 1dn`` -> ``NW1 1DN``; what is none becomes missing.

    The form is that of the Royal Mail's Programmers' Guide; spacing differs between editions of the
    published files, so it is made anew.
    """
    packed = cells.str.upper().str.replace(r"\s+", "", regex=True)
    good = packed.str.match(_POSTCODE).fillna(value=False).astype(bool)
    return (packed.str[:-3] + " " + packed.str[-3:]).where(good)


def _spoken(pattern: str) -> str:
    return pattern.replace("%d", "DD").replace("%m", "MM").replace("%Y", "YYYY")

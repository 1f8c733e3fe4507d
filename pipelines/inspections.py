"""Merge the inspection outcomes of several lists: the same inspection told twice becomes one row.

Lists differ by a day or two over the date of one inspection (its start, its end, or the day it was
entered), so dates within :data:`NEAR_DAYS` days are the same inspection when school, area and grade
are the same too. Grades that differ never merge: both stay to be seen.
"""

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from geo.schema import empty, validate
from geo.vocab import DateBasis, InspectionScheme
from pipelines.inspection_rows import ORDER

__all__ = ["NEAR_DAYS", "merge"]

#: Largest difference in days between two lists' dates of one inspection.
NEAR_DAYS = 4

_TRUST = {"ofsted": 0, "school_information": 1, "ofsted_history": 2}
_FIRM = (str(DateBasis.INSPECTION), str(DateBasis.JUDGEMENT))
_ANY = str(DateBasis.ANY_INSPECTION)
_DAY = np.timedelta64(1, "D")


def merge(frames: Sequence[pd.DataFrame]) -> tuple[pd.DataFrame, list[str]]:
    """Join frames of the ``inspections`` table and drop what another list tells better.

    Two rows are one inspection if they come from different lists, have the same school, area and grade,
    and dates within four days. Kept is, in this order: the dated framework row (``oeif`` before
    ``legacy``), the row dated by the inspection, Ofsted's own list before the school information before
    the history, the newest list. Rows of other schemes merge only within their own. A row dated by
    "latest inspection of any kind" goes only into a dated one of its own scheme, or into the same word
    with the same date in a newer table; beside a rating of the history it stays, because neither
    source says all that the other does.

    Returns
    -------
    tuple of DataFrame and list of str
        The table, ordered by urn, scheme, inspected_on, area and source; and sentences for the
        build report: how many rows merged, and how many of those differ by one to four days.
    """
    filled = [frame for frame in frames if len(frame)]
    if not filled:
        return empty("inspections"), []
    # A list is one frame: two files of the same release are two lists too, and rows of one list stay apart.
    numbered = [frame.assign(list=number) for number, frame in enumerate(filled)]
    ranked = _rank(pd.concat(numbered, ignore_index=True))
    apart = _days_apart(ranked)
    merged = apart >= 0
    kept = ranked.loc[~merged, list(filled[0].columns)]
    frame = kept.sort_values([*ORDER, "grade", "grade_raw", "reported_urn"], kind="stable", ignore_index=True)
    return validate("inspections", frame), _notes(ranked, apart)


def _rank(frame: pd.DataFrame) -> pd.DataFrame:
    """Order the rows so that, within a group of the same judgement, the one to keep comes first."""
    family = frame["scheme"].replace(str(InspectionScheme.LEGACY), str(InspectionScheme.OEIF))
    ranked = frame.assign(
        family=family,
        word=frame["grade"].str.casefold(),
        second=(frame["scheme"] == str(InspectionScheme.LEGACY)).astype(int),
        loose=(~frame["date_basis"].isin(_FIRM)).astype(int),
        trust=frame["source"].str.split(":").str[0].map(_TRUST).fillna(len(_TRUST)).astype(int),
        age=pd.Timestamp.max - frame["as_at"].fillna(pd.Timestamp(0)),
    )
    # Firm dates first, so that every row that may absorb a loose one is met before it.
    keys = ["urn", "family", "area", "word", "loose", "second", "trust", "age", "inspected_on", "source"]
    rest = ["grade", "grade_raw", "reported_urn", "inspection_id", "published_on"]
    return ranked.sort_values([*keys, *rest], kind="stable", ignore_index=True)


def _days_apart(ranked: pd.DataFrame) -> np.ndarray:
    """Days between each row and the kept row that tells it; -1 for a row that is kept."""
    group = ranked.groupby(["urn", "family", "area", "word"], sort=False).ngroup().to_numpy()
    days = (ranked["inspected_on"].to_numpy().astype("datetime64[D]") - np.datetime64("1970-01-01")) / _DAY
    lists = ranked["list"].to_numpy()
    schemes = ranked["scheme"].to_numpy()
    loose = (ranked["date_basis"] == _ANY).to_numpy()
    apart = np.full(len(ranked), -1)
    kept: list[int] = []
    for row in range(len(ranked)):
        if row == 0 or group[row] != group[row - 1]:
            kept = []
        near = [
            int(abs(days[row] - days[other]))
            for other in kept
            if lists[row] != lists[other]
            and abs(days[row] - days[other]) <= _reach(loose[row], loose[other], schemes[row] == schemes[other])
        ]
        if near:
            apart[row] = min(near)
        else:
            kept.append(row)
    return apart


def _reach(row_loose: bool, kept_loose: bool, same_scheme: bool) -> int:  # noqa: FBT001 - three facts of a pair
    """Days within which a pair is one inspection; -1: never."""
    if not (row_loose or kept_loose):
        return NEAR_DAYS
    if not same_scheme:
        return -1
    return 0 if row_loose and kept_loose else NEAR_DAYS


def _notes(ranked: pd.DataFrame, apart: np.ndarray) -> list[str]:
    merged = ranked[apart >= 0]
    names = merged["source"].value_counts().sort_index()
    notes = [
        f"inspections: {len(merged)} rows told by two lists became one, of which {int((apart > 0).sum())} differ by "
        f"1 to {NEAR_DAYS} days" + _listed(f"{count} from {name}" for name, count in names.items())
    ]
    undated = int(ranked["inspected_on"].isna().sum())
    if undated:
        notes.append(f"inspections: {undated} rows have no date and merge with none")
    return notes


def _listed(parts: Iterable[str]) -> str:
    words = ", ".join(parts)
    return f" ({words})" if words else ""

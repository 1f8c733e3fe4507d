"""Decode published cells: a number, or a symbol that says why there is none.

Every table of symbols here says where their meaning is documented. A symbol that is in no table is
never guessed at: its cell stays undecoded and the reader rejects the row.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

import pandas as pd

from geo.vocab import ValueStatus

__all__ = ["EES", "PERFORMANCE_TABLES", "UNDERLYING_2019", "Decoded", "decode"]

_SUPPRESSED = ValueStatus.SUPPRESSED
_NOT_APPLICABLE = ValueStatus.NOT_APPLICABLE
_NOT_AVAILABLE = ValueStatus.NOT_AVAILABLE

#: Compare school and college performance in England (census and absence tables).
#: Documented in that service's list of abbreviations and, for NA, in the "Values" column of its census metadata.
#: NA is defined there as either not available for the year or not applicable to the school, so the cautious
#: status is "not available"; a reader that knows better (free meals of an independent school) says so itself.
#: Blank is written in the census of 2020/21 and 2021/22 where other years write NA.
PERFORMANCE_TABLES: Mapping[str, ValueStatus] = {
    "NA": _NOT_AVAILABLE,
    "NP": _NOT_AVAILABLE,  # not published for this kind of school
    "SUPP": _SUPPRESSED,  # usually five or fewer pupils
    "NE": _NOT_APPLICABLE,  # no entries: nobody to measure
    "LOWCOV": _NOT_AVAILABLE,  # under half of the pupils could be included
    "NEW": _NOT_AVAILABLE,  # a new school without results yet
    "DNS": _NOT_AVAILABLE,  # the school did not submit
    "LOW": _NOT_AVAILABLE,  # listed among the abbreviations without more, so the cautious word
    "SP": ValueStatus.LOW,  # small percentage, above 0 and under 0.5
    "": _NOT_AVAILABLE,
}

#: Explore Education Statistics (absence, exclusions, school census).
#: Documented in the Government Statistical Service's guidance on symbols and shorthand, which the department follows.
#: SUPP and NE are the older words for the same in the files of exclusions.
EES: Mapping[str, ValueStatus] = {
    "c": _SUPPRESSED,  # confidential
    "z": _NOT_APPLICABLE,
    "x": _NOT_AVAILABLE,
    "u": _NOT_AVAILABLE,  # of low reliability, so not shown
    "low": ValueStatus.LOW,  # above zero, rounds to zero
    ":": _NOT_APPLICABLE,  # the department's older sign for z
    "SUPP": _SUPPRESSED,
    "NE": _NOT_APPLICABLE,
    "": _NOT_AVAILABLE,
}

#: Pupil absence in schools in England 2018/19, underlying data (52 columns): ":" is its sign for not applicable.
#: No letter is known here: in the department's tables of that time "x" could mean suppressed.
UNDERLYING_2019: Mapping[str, ValueStatus] = {":": _NOT_APPLICABLE, "": _NOT_AVAILABLE}

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)


class Decoded(NamedTuple):
    """Cells of one column.

    ``numbers`` is float, missing unless published; ``statuses`` holds :class:`ValueStatus` words and
    is missing where the cell is neither a possible number nor a known symbol.
    """

    numbers: pd.Series
    statuses: pd.Series


def decode(
    cells: pd.Series,
    meaning: Mapping[str, ValueStatus],
    *,
    percent: bool = False,
    whole: bool = False,
    maximum: float | None = None,
    minimum: float = 0,
) -> Decoded:
    """Decode one column of text.

    Parameters
    ----------
    cells : text as published; surrounding white space is ignored.
    meaning : symbol -> status, one of the tables of this module.
    percent : whether the column may carry a percent sign, which is then dropped ("46.9%").
    whole : whether only whole numbers are possible ("271" and "271.0" are).
    maximum : largest possible number; None for no limit.
    minimum : smallest possible number; below zero for scores of progress only.

    Returns
    -------
    Decoded
        Two series with the index of ``cells``. Plus signs, exponents, thousands separators, infinities
        and numbers past ``minimum`` or ``maximum`` are not decoded.
    """
    codes, uniques = pd.factorize(cells)
    decoded = [
        _one(str(cell).strip(), meaning, percent=percent, whole=whole, limits=(minimum, maximum)) for cell in uniques
    ]
    values = pd.Series([value for value, _ in decoded], dtype=float)
    statuses = pd.Series([status for _, status in decoded], dtype="str")
    return Decoded(
        values.take(codes).set_axis(cells.index).rename(cells.name),
        statuses.take(codes).set_axis(cells.index).rename(cells.name),
    )


def _one(
    cell: str, meaning: Mapping[str, ValueStatus], *, percent: bool, whole: bool, limits: tuple[float, float | None]
) -> tuple[float | None, str | None]:
    if cell in meaning:
        return None, str(meaning[cell])
    digits = cell.removesuffix("%") if percent else cell
    if not _NUMBER.fullmatch(digits):
        return None, None
    number = float(digits)
    low, high = limits
    if abs(number) == float("inf") or (whole and not number.is_integer()):
        return None, None
    if (low >= 0 and digits.startswith("-")) or number < low or (high is not None and number > high):
        return None, None
    return number + 0.0, str(ValueStatus.PUBLISHED)  # "-0.0" is zero

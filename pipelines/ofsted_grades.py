"""Symbols in Ofsted's lists, and the words that they stand for. An unknown symbol never becomes a grade.

The codes 1 to 4, 9 (not applicable) and the word "Not judged" are those of Ofsted's published lists;
0 occurs in the two provisions that not every school has, and 8 in the list of 2014. For 0 and 8 we
know no published key: like 9 they are no grade, and ``grade_raw`` keeps the cell. The department's own
service "Find information about academies and trusts" reads 0 as "Insufficient evidence", 8 as "Does
not apply" and a 9 under safeguarding as "Not recorded".
"""

from enum import Enum
from typing import NamedTuple

import pandas as pd

from geo.vocab import OVERALL_GRADES, REPORT_CARD_GRADES
from pipelines.inspection_rows import blank, text

__all__ = ["NOT_APPLICABLE", "SATISFACTORY_UNTIL", "Decoded", "Kind", "decode"]

NOT_APPLICABLE = "Not applicable"

#: Code 3 was called "Satisfactory" in inspections before this day, and "Requires improvement" since.
SATISFACTORY_UNTIL = pd.Timestamp("2012-09-01")

_CODES = {**OVERALL_GRADES, "9": NOT_APPLICABLE, "not judged": "Not judged"}
_CONCERNS = {
    "SM": "Special Measures",
    "SWK": "Serious Weaknesses",
    "RSI": "Requires Significant Improvement",
    "NTI": "Notice to Improve",
}


class Kind(Enum):
    """What may stand in a column."""

    CODE = "code"
    WHERE_APPLICABLE = "code, 0 for a provision that the school does not have"
    CODE_2014 = "code of the list of 2014"
    CARD = "report card grade"
    MET = "met or not"
    EFFECTIVE = "yes or no"
    CONCERN = "category of concern"
    SENTENCE = "sentence"


#: Cell, case folded -> word. A sentence is its own word.
_WORDS: dict[Kind, dict[str, str]] = {
    Kind.CODE: _CODES,
    Kind.WHERE_APPLICABLE: {**_CODES, "0": NOT_APPLICABLE},
    Kind.CODE_2014: {**OVERALL_GRADES, "8": NOT_APPLICABLE, "9": NOT_APPLICABLE},
    Kind.CARD: {word.casefold(): word for word in (*REPORT_CARD_GRADES, NOT_APPLICABLE)},
    Kind.MET: {"met": "Met", "not met": "Not met"},
    Kind.EFFECTIVE: {"yes": "Yes", "no": "No", "9": "Not recorded"},
    Kind.CONCERN: {code.casefold(): word for code, word in _CONCERNS.items()},
}


class Decoded(NamedTuple):
    """The word of each cell (missing where there is none), and which cells are unknown symbols."""

    grade: pd.Series
    unknown: pd.Series


#: Sentences of ungraded inspections: words, with the punctuation seen so far.
_SENTENCE = r"[A-Z][a-z]+( [(]?[A-Za-z][A-Za-z0-9'/-]*[),.]?| -)+"


def decode(cells: pd.Series, kind: Kind, inspected_on: pd.Series) -> Decoded:
    """Read the outcomes of one column.

    Parameters
    ----------
    cells : as published.
    kind : what may stand there.
    inspected_on : date of the inspection, which decides the word for code 3.
    """
    found = text(cells)
    nothing = blank(cells)
    if kind is Kind.SENTENCE:
        grade = found.where(found.str.fullmatch(_SENTENCE))
    else:
        grade = found.str.casefold().map(_WORDS[kind]).astype("str")
        if kind in {Kind.CODE, Kind.WHERE_APPLICABLE, Kind.CODE_2014}:
            grade = grade.mask((found == "3") & (inspected_on < SATISFACTORY_UNTIL), "Satisfactory")
    grade = grade.mask(nothing)
    return Decoded(grade, grade.isna() & ~nothing)

"""Ofsted's rating word in the department's performance tables (school information).

The date beside it is that of the school's latest inspection **of any kind**, which need not be the one
that gave the rating; hence the date basis. The table has no date of its own: ``as_at`` is the latest
inspection date in the file, the day up to which it certainly knows.
"""

import pandas as pd

from geo.vocab import DateBasis, InspectionScheme
from pipelines.errors import Rejects
from pipelines.inspection_rows import blank, dates, finish, reject_dates, rows, schools, text
from pipelines.reading import Cleaned, Layout, RawTable, school_year

__all__ = ["LAYOUTS", "RATINGS", "clean"]

_COLUMNS = ("URN", "OFSTEDRATING", "OFSTEDLASTINSP")
_FORM = "%d-%m-%Y"

#: The layout of the performance tables; 23 of the 26 columns are not read.
LAYOUTS: tuple[Layout, ...] = (Layout("school_information", "26 columns", _COLUMNS, _COLUMNS),)

#: Words that the table publishes, spelt as there. "Satisfactory" and "Not judged" are Ofsted's, of other years.
RATINGS = (
    "Outstanding",
    "Good",
    "Requires improvement",
    "Satisfactory",
    "Inadequate",
    "Special Measures",
    "Serious Weaknesses",
    "Insufficient evidence",
    "Not judged",
)


def clean(raw: RawTable) -> Cleaned:
    """Make rows of the ``inspections`` table: the rating as published, white space made single.

    Rejected, with a reason: an impossible or repeated URN, an unreadable date, a word that is no rating. A
    school without a rating has no row.

    Raises
    ------
    BadInput
        If the name of the file has no school year.
    """
    year = school_year(raw.file)
    rejects = Rejects(raw.file.label)
    frame = schools(raw.frame, rejects, once=True)
    frame = reject_dates(frame, "OFSTEDLASTINSP", _FORM, rejects, latest=None)
    when = dates(frame["OFSTEDLASTINSP"], _FORM)
    as_at = when.max()
    unrated = blank(frame["OFSTEDRATING"])
    dated = int((unrated & when.notna()).sum())
    frame = frame[~unrated]
    unknown = ~text(frame["OFSTEDRATING"]).str.casefold().isin([word.casefold() for word in RATINGS])
    frame = rejects.take(frame, unknown, "URN", "'{OFSTEDRATING}' is no rating that we know: tell us of it")
    when = when[frame.index]
    basis = pd.Series(str(DateBasis.ANY_INSPECTION), index=frame.index, dtype=str)
    table = rows(
        frame,
        scheme=InspectionScheme.OEIF,
        area="Overall effectiveness",
        grade=text(frame["OFSTEDRATING"]),
        grade_raw=frame["OFSTEDRATING"],
        date_basis=basis.mask(when.isna(), str(DateBasis.NOT_IN_SOURCE)),
        source=f"school_information:{year}",
        inspected_on=when,
        as_at=as_at,
    )
    notes = [f"{len(table)} schools with a rating; {dated} with a date of inspection and no rating"]
    if not pd.isna(as_at):
        notes.append(f"the latest inspection in it is of {as_at:%d/%m/%Y}, taken as its date")
    return Cleaned(year, {"inspections": finish([table])}, rejects.frame(), notes)

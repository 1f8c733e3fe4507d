"""Dated ratings since 2005, as Ofsted's reports site listed them: each one judgement of an old framework."""

import pandas as pd

from geo.vocab import OVERALL_GRADES, DateBasis, InspectionScheme
from pipelines.errors import Rejects
from pipelines.inspection_rows import blank, dates, finish, reject_dates, rows, schools, text
from pipelines.reading import Cleaned, Layout, RawTable

__all__ = ["LAYOUTS", "clean"]

_COLUMNS = ("URN", "Rating", "Inspection Date")
_FORM = "%Y%m%d"

#: The only layout; its column names are those of the person who collected the list.
LAYOUTS: tuple[Layout, ...] = (Layout("ofsted_history", "3 columns", _COLUMNS, _COLUMNS),)

_GRADES = {word.casefold(): word for word in (*OVERALL_GRADES.values(), "Satisfactory")}


def clean(raw: RawTable) -> Cleaned:
    """Make rows of the ``inspections`` table.

    A word is kept though the calendar says otherwise: some inspections since September 2012 are
    published as "Satisfactory". Rejected, with a reason: an impossible URN, a missing or unreadable
    date, a word that is no rating, an exact repeat.
    """
    rejects = Rejects(raw.file.label)
    frame = schools(raw.frame, rejects, once=False)
    frame = rejects.take(
        frame, blank(frame["Inspection Date"]), "URN", "The rating has no date of inspection, which a history needs"
    )
    frame = reject_dates(frame, "Inspection Date", _FORM, rejects, latest=None)
    word = text(frame["Rating"]).str.casefold()
    frame = rejects.take(frame, ~word.isin(list(_GRADES)), "URN", "'{Rating}' is no rating that we know: tell us of it")
    again = frame.apply(text).duplicated()
    frame = rejects.take(frame, again, "URN", "The same rating and date stand on an earlier line")
    when = dates(frame["Inspection Date"], _FORM)
    last = when.max()
    release = "undated" if pd.isna(last) else last.date().isoformat()
    table = rows(
        frame,
        scheme=InspectionScheme.LEGACY,
        area="Overall effectiveness",
        grade=text(frame["Rating"]).str.casefold().map(_GRADES),
        grade_raw=frame["Rating"],
        date_basis=DateBasis.INSPECTION,
        source=f"ofsted_history:{release}",
        inspected_on=when,
    )
    notes = [f"{len(table)} dated ratings of {table['urn'].nunique()} schools"]
    return Cleaned(release, {"inspections": finish([table])}, rejects.frame(), notes)

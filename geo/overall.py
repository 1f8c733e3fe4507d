"""How many schools have a published overall grade of Good or Outstanding, and how many have none."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from geo.vocab import OVERALL_GRADES

__all__ = ["GRADED", "NOBODY", "Overall", "overall_by_family", "overall_grades"]

_OUTSTANDING, _GOOD = OVERALL_GRADES["1"], OVERALL_GRADES["2"]

#: Grades of overall effectiveness as lists publish them; the list of July 2018 names the two kinds of Inadequate.
GRADED = frozenset({*OVERALL_GRADES.values(), "Serious Weaknesses", "Special Measures"})


@dataclass(frozen=True)
class Overall:
    """Published overall grades of a set of schools, under the graded framework alone.

    Attributes
    ----------
    schools : all schools of the set.
    graded : schools with a published overall grade; the whole of every share.
    good_or_outstanding, outstanding : of those.
    not_judged : schools of which the list says that no overall was judged.
    none : schools that are on no list with an overall.
    lists : date of the list and how many graded schools it gives, the oldest first; None: a list without a date.
    """

    schools: int
    graded: int
    good_or_outstanding: int
    outstanding: int
    not_judged: int
    none: int
    lists: tuple[tuple[pd.Timestamp | None, int], ...]


#: Grades of no school.
NOBODY = Overall(0, 0, 0, 0, 0, 0, ())


def overall_grades(schools: pd.DataFrame) -> Overall:
    """Count published overall grades: never derived, and never from the codes of the latest outcome.

    Parameters
    ----------
    schools : ``overall_grade`` and ``overall_as_at`` of ``geo.explore.explorer_frame``, which take from the most recent
        list with an overall effectiveness.
    """
    grade = schools["overall_grade"]
    graded = grade.isin(GRADED)
    dates = schools.loc[graded, "overall_as_at"].value_counts(dropna=False).sort_index()
    lists = tuple((None if pd.isna(at) else pd.Timestamp(at), int(number)) for at, number in dates.items())
    return Overall(
        schools=len(schools),
        graded=int(graded.sum()),
        good_or_outstanding=int(grade.isin({_GOOD, _OUTSTANDING}).sum()),
        outstanding=int((grade == _OUTSTANDING).sum()),
        not_judged=int((grade.notna() & ~graded).sum()),
        none=int(grade.isna().sum()),
        lists=lists,
    )


def overall_by_family(schools: pd.DataFrame) -> Mapping[str, Overall]:
    """Count published overall grades by phase family, of those that there are; "" is all schools together.

    Parameters
    ----------
    schools : as for :func:`overall_grades`, with ``phase_family``.
    """
    few = schools[["phase_family", "overall_grade", "overall_as_at"]]
    made = {str(family): overall_grades(rows) for family, rows in few.groupby("phase_family", sort=True)}
    return made | {"": overall_grades(few)}

"""The share of Good or Outstanding: only schools with a published overall grade are the whole of it."""

import pandas as pd

from geo.explore import explorer_frame
from geo.overall import overall_grades
from geo.schema import empty
from tests import factories


def given(urn, grade, as_at="2024-12-31", scheme="oeif"):
    return {
        "urn": urn,
        "scheme": scheme,
        "area": "Overall effectiveness" if scheme == "oeif" else "Latest outcome",
        "grade": grade,
        "as_at": as_at,
    }


def made(*rows, schools=7):
    inspections = factories.inspections(*rows)
    table = factories.schools(*(factories.school(100_001 + at) for at in range(schools)))
    return overall_grades(explorer_frame(table, empty("measures"), inspections, empty("ties"), {}))


def test_counted_by_hand():
    found = made(
        given(100_001, "Good"),
        given(100_002, "Outstanding", "2018-07-31"),
        given(100_003, "Requires improvement"),
        given(100_004, "Special Measures", "2018-07-31"),
        given(100_005, "Not judged"),
        given(100_006, "Outstanding", scheme="latest_outcome"),
        given(100_006, "Good", scheme="legacy"),
    )
    assert (found.schools, found.graded, found.good_or_outstanding, found.outstanding) == (7, 4, 2, 1)
    assert (found.not_judged, found.none) == (1, 2)
    assert found.lists == ((pd.Timestamp("2018-07-31"), 2), (pd.Timestamp("2024-12-31"), 2))


def test_the_newest_list_counts():
    found = made(given(100_001, "Outstanding", "2018-07-31"), given(100_001, "Good"), schools=1)
    assert (found.graded, found.good_or_outstanding, found.outstanding) == (1, 1, 0)


def test_outcomes_of_another_list_are_never_a_grade():
    found = made(given(100_001, "Good", scheme="latest_outcome"), schools=1)
    assert (found.graded, found.none, found.lists) == (0, 1, ())


def test_no_school():
    found = overall_grades(
        pd.DataFrame(
            {"overall_grade": pd.Series([], dtype=str), "overall_as_at": pd.Series([], dtype="datetime64[ms]")}
        )
    )
    assert (found.schools, found.graded, found.none) == (0, 0, 0)

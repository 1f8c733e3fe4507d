"""Inspections by framework and date. Every row here is synthetic."""

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.timeline import CARD, LANES, events, sentence
from geo.vocab import OVERALL_GRADES, REPORT_CARD_AREAS, InspectionScheme
from tests import factories

URN = 100_001


def rows(*each: tuple[str, str | None, str, str], **more: object) -> pd.DataFrame:
    """Rows of scheme, date, area and grade."""
    columns = ("scheme", "inspected_on", "area", "grade")
    return factories.inspections(*[{"urn": URN, **dict(zip(columns, row, strict=True)), **more} for row in each])


def test_one_event_a_framework_and_date_the_newest_first() -> None:
    found = events(
        rows(
            ("legacy", "2014-01-10", "Overall effectiveness", "Outstanding"),
            ("legacy", "2014-01-10", "The quality of teaching", "Good"),
            ("legacy", "2014-01-10", "Overall effectiveness of the sixth form", "Not applicable"),
            ("oeif", "2019-04-03", "Overall effectiveness", "Good"),
            ("oeif", "2014-01-10", "Overall effectiveness", "Outstanding"),
            ("ungraded", "2024-10-08", "Outcome", "School remains Good"),
            ("latest_outcome", None, "Latest outcome", "Good"),
        )
    )
    assert [(LANES[each.scheme], str(each.inspected_on.date()), each.outcome) for each in found] == [
        ("Ungraded", "2024-10-08", "School remains Good"),
        ("Graded, lists from 2018", "2019-04-03", "Good"),
        ("Graded, lists from 2018", "2014-01-10", "Outstanding"),
        ("Graded, earlier lists", "2014-01-10", "Outstanding"),
    ]
    assert found[3].parts == (("The quality of teaching", "Good"),)
    assert found[3].not_applicable == 1
    assert found[0].parts == ()


def test_two_lists_that_agree_are_one_and_two_that_differ_are_both_said() -> None:
    agree = ("oeif", "2018-03-01", "Overall effectiveness", "Good")
    (found,) = events(rows(agree, agree))
    assert found.outcome == "Good"
    (found,) = events(rows(agree, (*agree[:3], "Outstanding")))
    assert found.outcome == "Good / Outstanding"


def test_a_report_card_has_its_areas_in_ofsteds_order_and_no_overall() -> None:
    told = ["Safeguarding", *reversed(REPORT_CARD_AREAS)]
    (found,) = events(rows(*[("report_card", "2026-01-14", area, "Strong standard") for area in told]))
    assert found.outcome == CARD
    assert [area for area, _ in found.parts] == [*REPORT_CARD_AREAS, "Safeguarding"]


def test_parts_without_an_overall_do_not_make_one() -> None:
    (found,) = events(rows(("legacy", "2014-06-06", "Achievement of pupils", "Outstanding")))
    assert found.outcome == "Judgements by area"


def test_a_date_that_may_be_of_a_later_inspection_is_marked() -> None:
    row = ("oeif", "2022-03-30", "Overall effectiveness", "Requires improvement")
    (found,) = events(rows(row, date_basis="latest inspection of any kind"))
    assert not found.exact
    (found,) = events(rows(row))
    assert found.exact


def test_the_sentence_says_every_event_in_its_lane() -> None:
    said = sentence(
        events(
            rows(
                ("oeif", "2019-04-03", "Overall effectiveness", "Good"),
                ("legacy", "2009-01-15", "Overall effectiveness", "Satisfactory"),
            )
        )
    )
    assert said == "Graded, lists from 2018: Good, 3 April 2019. Graded, earlier lists: Satisfactory, 15 January 2009."


_AREAS = ("Overall effectiveness", "Outcome", *REPORT_CARD_AREAS)
_row = st.tuples(
    st.sampled_from([str(scheme) for scheme in InspectionScheme]),
    st.sampled_from([None, "2010-05-04", "2019-04-03", "2026-01-14"]),
    st.sampled_from(_AREAS),
    st.sampled_from(["Good", "Met", "Exceptional", "Not applicable"]),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(_row, min_size=1, max_size=12))
def test_no_report_card_and_no_ungraded_inspection_ever_gets_an_overall_grade(drawn: list) -> None:
    found = events(rows(*drawn))
    dated = {(scheme, day) for scheme, day, *_ in drawn if day and scheme in {str(lane) for lane in LANES}}
    assert {(str(each.scheme), str(each.inspected_on.date())) for each in found} == dated
    for each in found:
        published = {grade for scheme, day, _, grade in drawn if scheme == each.scheme and day}
        if each.scheme is InspectionScheme.REPORT_CARD:
            assert each.outcome not in OVERALL_GRADES.values()
        else:
            assert set(each.outcome.split(" / ")) <= {*published, "Judgements by area"}

"""Inspections on the school page: frameworks apart, report cards as a grid, a timeline. Every row is synthetic."""

import json

import altair as alt
import pytest

from geo.timeline import LANES, events
from geo.vocab import REPORT_CARD_AREAS, REPORT_CARD_GRADES
from tests import factories
from ui import inspection_chart

PAGE = "pages/school.py"
URN = 100_001


def row(scheme, day, area, grade, **more):
    return {"urn": URN, "scheme": scheme, "inspected_on": day, "area": area, "grade": grade, **more}


def card(**more):
    grades = [*REPORT_CARD_GRADES, *REPORT_CARD_GRADES[1:3], "Not applicable"]
    parts = [*zip(REPORT_CARD_AREAS, grades, strict=True), ("Safeguarding", "Met")]
    return [row("report_card", "2026-01-14", area, grade, as_at="2026-06-30", **more) for area, grade in parts]


def overall(day, grade, scheme="oeif", **more):
    return row(scheme, day, "Overall effectiveness", grade, **more)


@pytest.fixture
def inspected(tmp_path, open_app, words_of, monkeypatch):
    """Open the page of a school with these inspections."""

    def open_with(*rows):
        monkeypatch.setenv(
            "SPM_DATA", str(factories.write_build(tmp_path / "build", inspections=factories.inspections(*rows)))
        )
        at = open_app(PAGE, urn=str(URN))
        assert not at.exception
        return at, words_of(at)

    return open_with


def test_a_report_card_is_a_grid_in_ofsteds_order(inspected):
    _, said = inspected(*reversed(card()))
    heads = ["Area", *REPORT_CARD_GRADES]
    assert "".join(f'<th scope="col">{grade}</th>' for grade in heads) in said
    at = [said.index(f'<th scope="row">{area}</th>') for area in REPORT_CARD_AREAS]
    assert at == sorted(at)


def test_the_grade_stands_in_words_in_the_column_of_its_name(inspected):
    _, said = inspected(*card())
    line = said.split('<th scope="row">Curriculum and teaching</th>')[1].split("</tr>")[0]
    assert [cell.removesuffix("</td>") for cell in line.split("<td")[1:]] == [
        ">",
        ' class="given"><strong>Strong standard</strong>',
        ">",
        ">",
        ">",
    ]
    assert '<th scope="row">Post-16 provision</th><td colspan="5">Not applicable</td>' in said


def test_beside_a_report_card_stand_safeguarding_concern_and_dates_and_no_overall(inspected):
    _, said = inspected(*card(published_on="2026-02-20"))
    assert "<dt>Safeguarding</dt><dd>Met</dd>" in said
    assert "<dt>Category of concern</dt><dd>None named on the list</dd>" in said
    assert "<dt>Date</dt><dd>14 January 2026</dd>" in said
    assert "<dt>Report published</dt><dd>20 February 2026</dd>" in said
    assert "Overall effectiveness" not in said
    assert "A report card has no overall grade." in said


def test_a_category_of_concern_is_said_first(inspected):
    at, said = inspected(
        *card(), row("report_card", "2026-01-14", "Category of concern", "Special Measures", as_at="2026-06-30")
    )
    assert at.warning[0].value == "Category of concern: Special Measures"
    assert "<dd>Special Measures</dd>" in said


def test_an_ungraded_outcome_is_in_its_own_words_and_changes_no_grade(inspected):
    _, said = inspected(
        overall("2018-06-05", "Good", as_at="2024-12-31"),
        row("ungraded", "2024-10-08", "Outcome", "School remains Good (Improving) - S5 Next"),
    )
    assert "**Good** on the list of 31 December 2024" in said
    assert "<td>School remains Good (Improving) - S5 Next</td>" in said


def test_sub_judgements_stand_under_their_own_overall_grade_only(inspected):
    _, said = inspected(
        overall("2024-10-08", "Not judged", as_at="2025-06-30"),
        row("oeif", "2024-10-08", "Quality of education", "Good", as_at="2025-06-30"),
        overall("2014-05-01", "Outstanding", scheme="legacy"),
        row("legacy", "2014-05-01", "The quality of teaching", "Outstanding"),
    )
    assert "**Not judged** on the list of 30 June 2025" in said
    assert "<dt>Quality of education</dt><dd>Good</dd>" in said
    assert "<dt>The quality of teaching</dt>" not in said
    assert "<td>The quality of teaching: Outstanding</td>" in said


def test_older_inspections_are_apart_and_folded(inspected):
    at, _ = inspected(
        overall("2009-01-15", "Satisfactory", scheme="legacy"), overall("2019-04-03", "Good", reported_urn=100_099)
    )
    (older,) = [each for each in at.expander if each.label.startswith("Older inspections")]
    assert older.label == "Older inspections, and all of them by date: 2 inspections"
    (table,) = [each.proto.body for each in older.get("html")]
    assert "<td>15 January 2009</td><td>Graded, earlier lists</td><td>Satisfactory</td>" in table
    assert "<td>Good (then URN 100099)</td>" in table


def chart_of(*rows):
    return inspection_chart.timeline(events(factories.inspections(*rows)))


def test_the_timeline_is_vega_lite_with_a_lane_and_a_shape_for_each_framework():
    chart = chart_of(
        *card(),
        overall("2019-04-03", "Good"),
        overall("2009-01-15", "Satisfactory", scheme="legacy"),
        row("ungraded", "2024-10-08", "Outcome", "School remains Good"),
    )
    alt.Chart.from_dict(chart)
    assert chart["encoding"]["x"]["sort"] == list(LANES.values())
    scale = chart["layer"][0]["encoding"]["shape"]["scale"]
    assert scale["domain"] == list(LANES.values())
    assert len(set(scale["range"])) == len(LANES)


def test_the_timeline_shows_no_grade_by_place_colour_or_shape():
    chart = chart_of(overall("2009-01-15", "Inadequate"), overall("2019-04-03", "Outstanding"))
    first, second = chart["data"]["values"]
    assert (first["lane"], first["fill"]) == (second["lane"], second["fill"])
    shown_by = json.dumps(chart["encoding"] | chart["layer"][0]["encoding"])
    assert '"said"' not in shown_by
    assert '"outcome"' in json.dumps(chart["encoding"]["tooltip"])


def test_a_timeline_has_its_words_for_those_who_do_not_see_it(inspected):
    at, _ = inspected(overall("2009-01-15", "Good", scheme="legacy"), overall("2019-04-03", "Good"))
    (chart,) = at.get("vega_lite_chart")
    assert chart.proto.alt == (
        "Graded, lists from 2018: Good, 3 April 2019. Graded, earlier lists: Good, 15 January 2009."
    )


def test_one_inspection_alone_needs_no_picture(inspected):
    at, _ = inspected(overall("2019-04-03", "Good"))
    assert not at.get("vega_lite_chart")


@pytest.mark.parametrize("colour", [colour for _, colour in inspection_chart.MARKS.values()])
def test_a_mark_stands_out_from_white(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    luminance = sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
    assert 1.05 / (luminance + 0.05) > 4.5

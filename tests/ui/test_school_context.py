"""Figures in context on the school page: what stands out, cards, one measure opened. Every number is synthetic."""

import io
import json
from itertools import pairwise

import altair as alt
import pandas as pd
import pytest

from geo.context import benchmark_of
from geo.trend import AreaLine, Point, Trend
from geo.trend_table import readable, to_csv
from geo.vocab import ValueStatus
from tests import factories
from ui import charts, trend_parts

PAGE = "pages/school.py"
URN = 100_001
LONDON = ("E12000007", "London")
CUTS = {"q05": 2.0, "q20": 10.0, "q40": 20.0, "q50": 25.0, "q60": 30.0, "q80": 40.0, "q95": 60.0}


def benchmark(year, value, area=LONDON, *, measure="eal", basis="counts", **more):
    code, name = area
    return {
        "area_code": code,
        "area_name": name,
        "phase_family": "Primary",
        "year": year,
        "measure": measure,
        "value": value,
        "basis": basis,
        "schools": 90,
        "schools_without": 2,
        "source": "synthetic table",
        **CUTS,
        **more,
    }


def figure(year, value, measure="eal", **more):
    return {"urn": URN, "year": year, "measure": measure, "value": value, **more}


@pytest.fixture
def page(tmp_path, open_app, monkeypatch):
    """Open the page of a school with these figures and benchmarks."""

    def open_with(figures, benchmarks=()):
        folder = factories.write_build(
            tmp_path / "build",
            measures=factories.measures(*figures),
            benchmarks=factories.benchmarks(*benchmarks),
        )
        monkeypatch.setenv("SPM_DATA", str(folder))
        at = open_app(PAGE, urn=str(URN))
        assert not at.exception
        return at

    return open_with


FIGURES = [
    figure("2022/23", 35.0, numerator=70.0, denominator=200.0),
    figure("2023/24", 45.0, numerator=90.0, denominator=200.0),
    figure("2023/24", 25.0, "fsm", numerator=5.0, denominator=20.0),
    figure("2023/24", None, "ehcp"),
]
AREAS = [
    benchmark("2022/23", 24.0),
    benchmark("2023/24", 25.0),
    benchmark("2023/24", 22.0, ("E09000007", "Camden"), basis="mean_of_rates"),
    benchmark("2023/24", 25.0, measure="fsm"),
]


def opened(at, measure):
    at.get("button_group")[0].set_value(measure).run()
    assert not at.exception
    return at


def test_what_stands_out_is_said_first_in_words(page, words_of):
    said = words_of(page(FIGURES, AREAS))
    assert (
        "<li><strong>Well above most London primary schools:</strong> English as an additional language, 45.0%.</li>"
        in said
    )
    assert "<strong>Close to the middle of London primary schools:</strong>" in said
    assert "no mark" in said


def test_a_card_has_its_place_in_words_beside_the_boxes(page, words_of):
    said = words_of(page(FIGURES, AREAS))
    card = said.split("<dt>English as an additional language</dt>")[1].split("</div>")[0]
    assert '<dd class="value">45.0%</dd><dd class="note">2023/24 · 90 of 200</dd>' in card
    assert card.count("<i></i>") == 4
    assert card.endswith('<i class="here"></i></span>well above most London primary schools</dd>')


def test_few_pupils_bring_a_caution_on_the_card(page, words_of):
    said = words_of(page(FIGURES, AREAS))
    card = said.split("<dt>Eligible for free school meals (this January)</dt>")[1].split("</div>")[0]
    assert "Few pupils, 20: one of them is 5 percentage points." in card


def test_a_suppressed_figure_has_no_number_and_no_place(page, words_of):
    said = words_of(page(FIGURES, AREAS))
    card = said.split("<dt>Education, health and care plan</dt>")[1].split("</div>")[0]
    assert '<dd class="gap">suppressed: too few pupils to publish</dd>' in card
    assert "spm-fifths" not in card


def test_no_chart_is_made_before_a_measure_is_opened(page):
    at = page(FIGURES, AREAS)
    assert not [chart for chart in at.get("vega_lite_chart") if "Line chart" in chart.proto.alt]


def test_an_opened_measure_has_sentence_comparison_chart_table_and_download(page, words_of):
    at = opened(page(FIGURES, AREAS), "eal")
    said = words_of(at)
    assert "<caption>English as an additional language, 2023/24</caption>" in said
    assert '<th scope="row">Camden, primary schools</th><td>22.0%</td>' in said
    assert "Mean of the schools&#x27; own rates: the counts are not published" in said
    assert "All pupils together, from counts; 90 schools with a figure, 2 without" in said
    (chart,) = [chart for chart in at.get("vega_lite_chart") if "Line chart" in chart.proto.alt]
    assert chart.proto.alt.startswith(
        "Line chart of English as an additional language of this school from 2022/23 to 2023/24, beside "
    )
    assert "<td>2022/23</td><td>35.0%</td><td>70 of 200</td>" in said
    assert at.get("download_button")


def test_a_school_of_no_family_stands_without_comparison(page, words_of, open_app):
    page(FIGURES, AREAS)
    said = words_of(open_app(PAGE, urn="100012"))
    assert "The figures stand here without a comparison: the figures of areas are of state\\-funded schools." in said


def made(*values, breaks=(), lines=()):
    points = tuple(
        Point(f"20{10 + at}/{11 + at}", value, ValueStatus.PUBLISHED, "")
        if value is not None
        else Point(f"20{10 + at}/{11 + at}", None, ValueStatus.NOT_COLLECTED, "not collected: synthetic")
        for at, value in enumerate(values)
    )
    return Trend("absence", points, tuple(breaks), tuple(lines), "", "", "Synthetic.")


def runs(chart):
    """Values of the school's line by stretch."""
    rows = next(layer for layer in chart["layer"] if layer.get("mark", {}).get("strokeWidth") == 3)["data"]["values"]
    found = {}
    for row in rows:
        found.setdefault(row["run"], []).append(row["value"])
    return list(found.values())


def test_no_line_crosses_a_gap_or_a_break():
    assert runs(charts.over_the_years(made(1.0, 2.0, None, 4.0, 5.0))) == [[1.0, 2.0], [4.0, 5.0]]
    broken = charts.over_the_years(made(1.0, 2.0, 3.0, breaks=[("2012/13", "six half terms")]))
    assert runs(broken) == [[1.0, 2.0], [3.0]]


def test_every_year_has_its_place_and_a_gap_its_name():
    chart = charts.over_the_years(made(1.0, None, 3.0))
    alt.Chart.from_dict(chart)
    assert chart["encoding"]["x"]["scale"]["domain"] == ["2010/11", "2011/12", "2012/13"]
    shaded, named = (layer["data"]["values"] for layer in chart["layer"][0]["layer"])
    assert shaded == [{"year": "2011/12"}]
    assert named == [{"year": "2011/12", "said": "not collected", "value": 0.0}]


def test_neighbouring_gaps_have_one_name_and_neighbouring_breaks_too():
    broken = [("2010/11", "one"), ("2011/12", "two"), ("2018/19", "three")]
    chart = charts.over_the_years(made(1.0, None, None, None, *([2.0] * 5), breaks=broken))
    shaded, named = (layer["data"]["values"] for layer in chart["layer"][0]["layer"])
    assert [row["year"] for row in shaded] == ["2011/12", "2012/13", "2013/14"]
    assert [(row["year"], row["said"]) for row in named] == [("2012/13", "not collected")]
    rules, said = (layer["data"]["values"] for layer in chart["layer"][6:8])
    assert [row["year"] for row in rules] == ["2010/11", "2011/12", "2018/19"]
    assert [(row["year"], row["said"]) for row in said] == [("2010/11", "2 breaks"), ("2018/19", "break")]


def test_the_axis_begins_at_zero():
    chart = charts.over_the_years(made(90.0, 91.0))
    assert chart["layer"][1]["encoding"]["y"]["scale"]["domain"][0] == 0


def test_lines_of_areas_differ_by_dash_and_are_named_and_names_do_not_cover_each_other():
    years = ["2010/11", "2011/12"]
    lines = [
        AreaLine(code, name, tuple((year, area_figure(name, 2.0)) for year in years))
        for code, name in (("E09000007", "Camden"), LONDON, ("E92000001", "England"))
    ]
    chart = charts.over_the_years(made(2.0, 2.0, lines=lines))
    alt.Chart.from_dict(chart)
    dashes = chart["layer"][1]["encoding"]["strokeDash"]["scale"]["range"]
    assert len({json.dumps(dash) for dash in dashes}) == 3
    named = [
        (layer["data"]["values"][0]["value"], layer["data"]["values"][0]["said"])
        for layer in chart["layer"]
        if layer.get("mark", {}).get("dx") == 6
    ]
    assert {name for _, name in named} == {"This school", "Camden", "London", "England"}
    heights = sorted(height for height, _ in named)
    low, high = chart["layer"][1]["encoding"]["y"]["scale"]["domain"]
    assert all(after - before > 0.059 * (high - low) for before, after in pairwise(heights))


def area_figure(name, value):
    return benchmark_of(benchmark("2010/11", value, ("E12000007", name), numerator=None, denominator=None))


def test_the_table_has_every_year_with_its_reason_and_the_csv_the_same():
    trend = made(1.0, None, 3.0, breaks=[("2012/13", "six half terms")])
    columns, rows = readable(trend)
    assert columns == ["Year", "This school", "Note"]
    assert rows[0] == ["2012/13", "3.0%", "Break: six half terms."]
    assert rows[1][:2] == ["2011/12", "not collected: synthetic"]
    read = pd.read_csv(io.BytesIO(to_csv(trend, URN)), dtype=str, keep_default_na=False)
    assert read["year"].tolist() == ["2010/2011", "2011/2012", "2012/2013"]
    assert read["value"].tolist() == ["1.0", "", "3.0"]
    assert read["status"].tolist() == ["published", "not_collected", "published"]


def test_the_text_alternative_names_the_span_and_the_areas():
    assert trend_parts.alternative(made(1.0, 2.0)) == (
        "Line chart of Overall absence of this school from 2010/11 to 2011/12. Synthetic. "
        "Every figure is in the table below."
    )

"""The area page: on the synthetic build, and golden words on the bundled data."""

import re
from pathlib import Path

import pytest

from geo.group import MOST_PICKED
from tests import factories

AREA = "pages/area.py"
BUNDLED = Path(__file__).resolve().parents[2] / "data" / "processed"
NEVER = re.compile(r"\b(best|worst|weak|weaker|failing|improved|outperform\w*)\b", re.IGNORECASE)


@pytest.fixture
def open_bundled(open_app, monkeypatch):
    def open_at(**query):
        monkeypatch.setenv("SPM_DATA", str(BUNDLED))
        at = open_app(AREA, **query)
        assert not at.exception
        return at

    return open_at


def address(at):
    return {key: value if isinstance(value, str) else value[0] for key, value in dict(at.query_params).items()}


@pytest.fixture
def words_of(words_of):
    """The words as a person reads them, without what keeps Markdown from being read into them."""
    return lambda at: words_of(at).replace("\\", "")


@pytest.fixture
def synthetic(open_app):
    at = open_app(AREA)
    assert not at.exception
    return at


def test_it_opens_on_the_borough_of_the_build_and_says_who_counts(synthetic, words_of):
    assert synthetic.title[0].value == "Camden in figures"
    said = words_of(synthetic)
    # Twelve synthetic schools: one stands next door, one is paid for by fees.
    assert "10 schools count: open, state-funded, under the authority of Camden" in said
    assert "Not counted, 1 school: stands in another borough." in said
    assert "Not counted, 1 school: paid for by fees." in said
    assert address(synthetic) == {}


def test_a_figure_says_how_it_is_made_and_what_is_missing(synthetic, words_of):
    said = words_of(synthetic)
    assert "<td>12.3%</td><td>not compared</td><td>not compared</td><td>25 of 203, 1 school. 5 schools without" in said
    assert "python -m pipelines fetch exclusions" in said


def test_overall_grades_leave_the_outcomes_of_another_list_out(synthetic, words_of):
    said = words_of(synthetic)
    # One Good of a list with an overall; two schools have an outcome of a list that is none.
    assert "1 of 1 (100%)" in said
    assert "9 schools have none and are not in it" in said
    assert "Ofsted&#x27;s list of 31 December 2024" in said
    assert "No overall is ever worked out" in said


def test_only_camden_has_the_announcement_of_2019(open_app, synthetic, words_of):
    assert "25 January 2019" in words_of(synthetic)
    assert "Ninety-six per cent" in words_of(synthetic)
    for query in ({"urns": "100001,100002"}, {"area": "Islington"}):
        assert "Ninety-six" not in words_of(open_app(AREA, **query))


def test_a_borough_without_a_school_says_so(open_app, words_of):
    at = open_app(AREA, area="Islington")
    assert not at.exception
    assert at.title[0].value == "Islington in figures"
    assert "No open, state-funded school of Islington" in words_of(at)
    assert not at.get("vega_lite_chart")


def test_a_group_of_one_is_a_group(open_app, words_of):
    at = open_app(AREA, urns="100001")
    assert not at.exception
    said = words_of(at)
    assert at.title[0].value == "A group of schools in figures"
    assert "1 school, picked one by one: 1 primary school" in said
    assert "1 primary school, 12.3%" in words_of(open_app(AREA, urns="100001", measure="fsm"))


def test_no_school_picked_says_what_to_do(synthetic, words_of):
    synthetic.radio(key="area_kind").set_value("Schools I pick").run()
    assert not synthetic.exception
    assert "No school is picked yet" in words_of(synthetic)
    synthetic.multiselect(key="area_urns").select(100_002).run()
    assert not synthetic.exception
    assert address(synthetic) == {"urns": "100002"}
    assert "1 school, picked one by one" in words_of(synthetic)


def test_junk_in_the_address_is_named_and_has_no_effect(open_app, words_of):
    at = open_app(AREA, urns="100001,<b>x</b>,999999", phase="nonsense", measure="../etc")
    assert not at.exception
    said = words_of(at)
    assert "The address had values that nothing here has" in said
    assert "urns=<b>x</b>" in said
    assert "1 school, picked one by one" in said


def test_phase_and_measure_stand_in_the_address_unless_usual(synthetic):
    synthetic.selectbox(key="area_measure").select("pupils").run()
    assert not synthetic.exception
    assert address(synthetic) == {"area": "Camden", "measure": "pupils"}
    synthetic.selectbox(key="area_phase").select("Secondary").run()
    assert not synthetic.exception
    assert address(synthetic)["phase"] == "Secondary"


def test_a_figure_that_a_phase_lacks_gives_way(open_app):
    at = open_app(AREA, phase="Special", measure="fsm")
    assert not at.exception
    assert at.selectbox(key="area_phase").value == "Special"


def test_a_chosen_school_is_named_with_its_rolls(open_bundled, words_of):
    said = words_of(open_bundled(school="100059", phase="Secondary"))
    assert (
        "La Sainte Union Catholic Secondary School: 1,073 in January 2019, 991 in January 2021, 909 in January 2022, "
        "817 in January 2023, 689 in January 2024. 384 fewer (\N{MINUS SIGN}35.8%), January 2019 to January 2024."
    ) in said


@pytest.fixture
def camden(open_bundled):
    return open_bundled()


def test_golden_words_of_camden(camden, words_of):
    said = words_of(camden)
    assert "56 schools count" in said
    assert "The ArtsXchange" in said
    assert "53 of 54 (98%)" in said
    assert "London: 2,227 of 2,315 (96%)" in said
    assert "12 of 38 (32%)" in said
    assert "<td>44.1%</td><td>27.2%</td><td>25.9%</td><td>4,122 of 9,356, 38 schools</td>" in said
    assert "mean of the rates of 38 schools, each alike: the counts are not published" in said
    assert "Camden, published by the department: 5.8%" in said
    assert "The 54 schools with a count in both Januaries: 21,548 and 20,999 pupils" in said
    assert "<td>January 2023</td><td>21,774 (56 schools)</td><td>21,775 (57 schools)</td>" in said
    assert "198 in January 2019, 167 in January 2021, 213 in January 2022, 158 in January 2023, 109" in said
    assert "Worth checking: January 2021 and January 2022" in said
    assert not NEVER.search(re.sub(r"<[^>]+>", " ", said))


def test_every_chart_has_its_words_and_each_school_a_dot(camden):
    found = camden.get("vega_lite_chart")
    assert len(found) == 3
    assert all(each.proto.alt for each in found)
    assert found[0].proto.alt.startswith("Overall absence, 2023/24: 38 primary schools, from 3.7% to 7.9%")


def test_the_largest_group_and_every_borough_of_another_kind_open(open_bundled, words_of):
    for name in ("City of London", "Westminster", "Richmond upon Thames"):
        assert open_bundled(area=name).title[0].value == f"{name} in figures"
    many = ",".join(map(str, range(100_008, 100_060)))
    assert "picked one by one" in words_of(open_bundled(urns=many))


def test_hostile_names_are_not_markup(open_app, words_of, monkeypatch, tmp_path):
    evil = factories.schools(factories.school(100_001, name="Synthetic <b>*bold*</b> $x$"))
    monkeypatch.setenv("SPM_DATA", str(factories.write_build(tmp_path / "processed", schools=evil)))
    at = open_app(AREA, school="100001")
    assert not at.exception
    unescaped = re.compile(r"(?<!\\)<b(?<!\\)>(?<!\\)\*bold")
    shown = [each.value for kind in ("markdown", "caption") for each in at.get(kind)]
    assert any("Synthetic" in each for each in shown)
    assert not any(unescaped.search(each) for each in shown)
    assert not any("<b>*bold" in each.proto.body for each in at.get("html"))


def test_the_bound_of_a_group_is_that_of_the_box(open_app):
    at = open_app(AREA, urns="100001")
    assert at.multiselect(key="area_urns").proto.max_selections == MOST_PICKED


def test_a_few_picked_schools_lead_to_their_briefing_and_comparison(open_app):
    def ways(*urns):
        at = open_app(AREA, urns=",".join(map(str, urns)))
        return {link.proto.label for link in at.get("page_link")} & {"A briefing to print", "Set them side by side"}

    assert ways(100_001) == {"A briefing to print"}
    assert ways(100_001, 100_002) == {"A briefing to print", "Set them side by side"}
    assert not ways(*range(100_001, 100_010))

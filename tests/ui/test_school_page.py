"""The school page: who, figures with their year and status, inspections by framework, ties, neighbours."""

import pytest

PAGE = "pages/school.py"


@pytest.fixture
def page(open_app, words_of):
    at = open_app(PAGE, urn="100001")
    assert not at.exception
    return words_of(at)


def test_it_names_the_school(open_app):
    assert open_app(PAGE, urn="100001").title[0].value == "Synthetic Primary 100001"


def test_a_figure_has_its_unit_year_counts_and_whose_it_was(page):
    assert '<dd class="value">1,234</dd><dd class="note">2023/24</dd>' in page
    assert '<dd class="value">12.3%</dd><dd class="note">2023/24 · 25 of 203</dd>' in page
    assert "reported by its predecessor, URN 100099" in page


def test_every_gap_has_its_reason(page):
    assert "suppressed: too few pupils to publish" in page
    assert "no row for this school in the 2023/24 table" in page
    assert "Suspension rate; Pupils suspended at least once; Permanent exclusion rate: not in the bundled data" in page
    assert "can add it with `python -m pipelines fetch exclusions`" in page


def test_the_federation_is_not_denied_without_the_members_file(page):
    assert "Not recorded: the register&#x27;s list of members is not in the bundled data" in page
    assert "Not in a federation" not in page


def test_inspections_are_by_framework_with_what_the_date_is(page):
    assert "Graded inspection with an overall grade" in page
    assert "**Good** on the list of 31 December 2024" in page
    assert "15 March 2022 \\(date of this inspection\\)" in page
    assert "Latest outcome of any inspection" in page
    assert "Outcome: Outstanding" in page
    assert "date not in the bundled data" in page


def test_ties_and_links(page):
    assert "Federation\\: Synthetic Federation" in page
    assert "Synthetic Primary 100002" in page
    assert "Synthetic Old School \\(100099\\) · Predecessor, 1 September 2015 · not in the bundled data" in page


def test_neighbours_come_with_a_distance_the_nearest_first(page):
    near = [line for line in page.splitlines() if " m · " in line or " km · " in line]
    assert near[0] == "Synthetic Secondary 100007 · 400 m · Secondary"
    assert len(near) == 6


def test_neighbours_of_one_phase(open_app, words_of):
    at = open_app(PAGE, urn="100001")
    said = words_of(at.selectbox(key="near").select("Special").run())
    near = [line for line in said.splitlines() if " m · " in line or " km · " in line]
    assert near == ["Synthetic Special 100008 · 620 m · Special"]


def test_a_school_without_a_point_has_no_distances(open_app, words_of):
    at = open_app(PAGE, urn="100010")
    assert not at.exception
    assert "No point is known for this school" in words_of(at)


@pytest.mark.parametrize(
    ("urn", "said"),
    [
        ("999999", "No school with URN 999999 is in the bundled data"),
        ("1", "not a URN"),
        ("<b>x</b>", "not a URN"),
        ("\N{FULLWIDTH DIGIT ONE}00001", "not a URN"),
    ],
)
def test_an_unknown_school_has_a_way_back(open_app, words_of, urn, said):
    at = open_app(PAGE, urn=urn)
    assert not at.exception
    assert at.title[0].value == "No such school here"
    assert said in words_of(at)
    assert "Or choose it on the map" in words_of(at)
    assert at.selectbox(key="picked").options


def test_without_a_urn_it_offers_every_school(open_app):
    at = open_app(PAGE)
    assert at.title[0].value == "Find a school"
    assert len(at.selectbox(key="picked").options) == 12
    at.selectbox(key="picked").select(100_003).run()
    assert not at.exception
    assert at.title[0].value == "Synthetic Primary 100003"


def test_facts_that_the_register_lacks_are_named_in_one_line(page):
    assert "<dt>Not in the register at hand</dt><dd>admissions, nursery, sixth form, places</dd>" in page
    assert ">not recorded<" not in page


def test_the_neighbours_are_a_table_too(page):
    assert "<td>Synthetic Secondary 100007</td><td>Secondary</td><td>Academy converter</td><td>400 m</td>" in page


def test_figures_of_a_younger_record_point_to_the_one_before(page):
    assert "The records before it, with figures of their own" in page


def test_the_school_can_be_kept_for_a_comparison(open_app, words_of):
    at = open_app(PAGE, urn="100001")
    at.button(key="keep-100001").click().run()
    assert not at.exception
    assert at.button(key="keep-100001").label == "Take off the shortlist"
    assert "Set the shortlist side by side" not in words_of(at)


def test_a_school_leads_to_the_figures_of_its_borough(open_app):
    at = open_app("pages/school.py", urn="100001")
    (link,) = [each.proto for each in at.get("page_link") if each.proto.label == "Camden in figures"]
    assert "area=Camden" in link.query_string
    assert "school=100001" in link.query_string

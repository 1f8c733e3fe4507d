"""The page of suggestions and the comparison: on the synthetic build, and on the bundled data."""

import re
from pathlib import Path

import pytest

PARTNERS, COMPARE = "pages/partners.py", "pages/compare.py"
BUNDLED = Path(__file__).resolve().parents[2] / "data" / "processed"

NEVER = re.compile(r"\b(best|worst|weak|weaker|failing|outperform\w*|31st)\b", re.IGNORECASE)


@pytest.fixture
def open_bundled(open_app, monkeypatch):
    def open_at(page, **query):
        monkeypatch.setenv("SPM_DATA", str(BUNDLED))
        at = open_app(page, **query)
        assert not at.exception
        return at

    return open_at


def address(at):
    """Query parameters, a value each."""
    return {key: value if isinstance(value, str) else value[0] for key, value in dict(at.query_params).items()}


def cards(said):
    return re.findall(r'<h3><span class="spm-number">(\d+)</span> ([^<]+)</h3>', said)


@pytest.fixture
def synthetic(open_app):
    at = open_app(PARTNERS, urn="100001")
    assert not at.exception
    return at


def test_it_names_who_asks_and_what_a_suggestion_is(synthetic, words_of):
    assert synthetic.title[0].value == "Who could work with Synthetic Primary 100001?"
    assert "A suggestion is the start of a conversation" in words_of(synthetic)


def test_what_is_not_published_counts_for_nobody_and_is_said(synthetic, words_of):
    assert "“Alike” counts for nobody here" in words_of(synthetic)


def test_suggestions_come_with_reasons_distance_and_an_order_that_is_no_mark(synthetic, words_of):
    said = words_of(synthetic)
    assert cards(said)[0] == ("1", "Synthetic Primary 100005")
    assert "m away in a straight line" in said
    assert "not of quality" in said
    assert "Check before you call" in said
    assert "Fit 0." in said


def test_a_tie_is_told_left_out_or_required(synthetic, words_of):
    assert "Connected already: Synthetic Federation." in words_of(synthetic)
    synthetic.selectbox(key="partner_ties").select("exclude").run()
    assert "Synthetic Primary 100002" not in [name for _, name in cards(words_of(synthetic))]
    assert address(synthetic)["ties"] == "exclude"
    synthetic.selectbox(key="partner_ties").select("require").run()
    assert [name for _, name in cards(words_of(synthetic))] == ["Synthetic Primary 100002"]
    assert not synthetic.exception


def test_everything_chosen_stands_in_the_address_and_reset_takes_it_out(synthetic):
    synthetic.radio(key="partner_purpose").set_value("leadership").run()
    synthetic.slider(key="partner_weight_same_ward").set_value(2.5).run()
    synthetic.selectbox(key="partner_radius").select(2_000).run()
    assert not synthetic.exception
    assert address(synthetic) == {"urn": "100001", "for": "leadership", "same_ward": "2.5", "radius": "2000"}
    synthetic.button(key="reset").click().run()
    assert address(synthetic) == {"urn": "100001", "for": "leadership"}


def test_an_address_sets_the_widgets(open_app):
    at = open_app(PARTNERS, urn="100001", **{"for": "provision", "near": "1.5", "radius": "700", "border": "merged"})
    assert not at.exception
    assert at.radio(key="partner_purpose").value == "provision"
    assert at.slider(key="partner_weight_near").value == 1.5
    assert at.selectbox(key="partner_radius").value == 700
    assert at.toggle(key="partner_border").value is True


def test_weights_that_are_all_nothing_are_said_and_not_used(synthetic, words_of):
    for key in ("near", "alike", "they_might_share"):
        synthetic.slider(key=f"partner_weight_{key}").set_value(0)
    synthetic.run()
    assert not synthetic.exception
    assert "All stand at 0" in words_of(synthetic)
    assert cards(words_of(synthetic))


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"urn": "999999"}, "urn=999999"),
        ({"urn": "<b>"}, "urn=\\<b\\>"),
        ({"urn": "100001", "for": "x"}, "for=x"),
        ({"urn": "100001", "as": "primary"}, "as=primary"),
    ],
)
def test_what_cannot_be_read_of_an_address_is_said(open_app, words_of, query, said):
    at = open_app(PARTNERS, **query)
    assert not at.exception
    assert said in words_of(at)


def test_without_a_school_it_offers_every_one(open_app, words_of):
    at = open_app(PARTNERS)
    at.selectbox(key="partner_picked").select(100_003).run()
    assert not at.exception
    assert at.title[0].value == "Who could work with Synthetic Primary 100003?"
    assert address(at)["urn"] == "100003"
    at.button(key="partner_other").click().run()
    assert at.title[0].value == "Who could work with your school?"


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("100001", "because it is the school that asks"),
        ("100006", "because it is of another phase than this purpose looks for"),
        ("100008", "they have a directory, and no score"),
        ("100010", "because the place of one of the two is not known"),
        ("100012", "it is paid for by fees"),
        ("100005", "is in the list\\: number 1 in the first list"),
        ("zzzzqq", "No school of the bundled data has that name or number"),
    ],
)
def test_why_a_school_is_not_in_the_list(synthetic, words_of, asked, answer):
    synthetic.text_input(key="partner_why").set_value(asked).run()
    assert not synthetic.exception
    assert answer in words_of(synthetic)


def test_the_shortlist_goes_along_to_the_comparison(synthetic, words_of):
    synthetic.button(key="keep-100005").click().run()
    synthetic.button(key="keep-100002").click().run()
    assert "3 schools of at most 6" in words_of(synthetic)
    at = synthetic.switch_page(COMPARE).run()
    assert not at.exception
    assert address(at)["urns"] == "100001,100005,100002"
    at.button(key="drop-100005").click().run()
    assert address(at)["urns"] == "100001,100002"


def test_the_comparison_of_a_shared_address(open_app, words_of):
    at = open_app(COMPARE, urns="100001,100002,junk")
    assert not at.exception
    said = words_of(at)
    assert "urns=junk" in said
    assert "1,234 (2023/24)" in said
    assert "suppressed: too few pupils to publish" in said
    assert "not compared: too little is published" in said
    assert "Synthetic Federation" in said


def test_the_comparison_of_no_school_says_where_to_find_some(open_app, words_of):
    at = open_app(COMPARE)
    assert not at.exception
    assert "Find schools to work with" in words_of(at)


def test_edith_neville_gets_its_neighbours(open_bundled, words_of):
    at = open_bundled(PARTNERS, urn="100013")
    said = words_of(at)
    first = {name for _, name in cards(said)[:5]}
    assert {"Argyle Primary School", "Richard Cobden Primary School"} <= first
    assert any(name.startswith("St Mary and St Pancras") for name in first)
    assert "more so than" in said or "More alike" in said
    assert not NEVER.search(said)


def test_haverstock_gets_near_secondaries_first(open_bundled, words_of):
    said = words_of(open_bundled(PARTNERS, urn="100049"))
    first = " ".join(name for _, name in cards(said)[:5])
    assert "Regent High School" in first
    assert "William Ellis School" in first


FOLDED = ("partner_more_own", "partner_more_border", "partner_table", "partner_spread", "partner_method")


def open_all(at):
    """Open the parts that are drawn only when they are open."""
    for key in FOLDED:
        at.session_state[key] = True
    at.run()
    assert not at.exception


def test_every_purpose_has_suggestions_on_the_bundled_data(open_bundled, words_of):
    at = open_bundled(PARTNERS, urn="100013")
    assert len(cards(words_of(at))) == 8
    open_all(at)
    for purpose in ("leadership", "provision", "learn", "transition", "explore"):
        at.radio(key="partner_purpose").set_value(purpose).run()
        assert not at.exception
        said = words_of(at)
        assert len(cards(said)) > 10
        assert "Risks, limits and what is done about them" in said
        assert not NEVER.search(said)


def test_what_is_closed_is_not_drawn(open_bundled, words_of):
    at = open_bundled(PARTNERS, urn="100013")
    assert "Owner and responsibility" not in words_of(at)
    assert len(at.dataframe) == 0
    open_all(at)
    said = words_of(at)
    for title in ("Owner and responsibility", "Where it is used", "Tool specification", "Data"):
        assert title in said
    assert "in nobody&#x27;s: none." in said  # spread of Camden, as docs/method.md says
    table, spread = (frame.value for frame in at.dataframe)
    assert {"School", "Near", "Alike", "They might share", "Fit", "URN"} <= set(table.columns)
    assert len(spread) == 48
    assert spread["In so many first fives"].sum() == 5 * 48


def test_swiss_cottage_gets_a_directory_and_no_score(open_bundled, words_of):
    said = words_of(open_bundled(PARTNERS, urn="100096"))
    assert "get no score" in said
    assert "The nearest of its own kind" in said
    assert "UCL Academy" in said.partition("On your site or next door")[2]
    assert cards(said) == []
    assert "Fit 0." not in said


def test_the_comparison_on_the_bundled_data(open_bundled, words_of):
    said = words_of(open_bundled(COMPARE, urns="100013,100010,100049"))
    assert re.search(r"more alike than \d+% of London primary pairs", said)
    assert "not compared: their phases differ" in said
    assert "apart: lowest" in said
    assert not NEVER.search(said)

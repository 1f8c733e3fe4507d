"""The map page: what is in view, what the filters do, what is said of the rest."""

import json

import pytest


def deck(at):
    """Read the map's own description."""
    return json.loads(at.get("deck_gl_json_chart")[0].proto.json)


def points(at):
    (layer,) = [layer for layer in deck(at)["layers"] if layer["id"] == "schools"]
    return layer["data"]


def table(at):
    return at.dataframe[0].value


def test_it_opens_on_the_home_borough(open_app, words_of):
    at = open_app()
    said = words_of(at)
    assert not at.exception
    assert at.title[0].value == "Schools in Camden"
    assert "**9 schools on the map**; 1 more without a known point, in the table only" in said
    assert "Synthetic School next door" in said
    assert "authority is Camden, stands in Islington" in said


def test_the_map_and_the_table_have_the_same_schools(open_app):
    at = open_app()
    on_map = {str(point["urn"]) for point in points(at)}
    rows = table(at)
    assert set(rows["URN"]) == on_map | {"100010"}
    assert rows.set_index("URN").loc["100010", "On the map"] == "no point"


def test_points_are_degrees_in_london(open_app):
    for point in points(open_app()):
        assert -0.25 < point["lon"] < 0
        assert 51.4 < point["lat"] < 51.7


def test_every_layer_has_an_id_and_nothing_is_from_outside(open_app):
    shown = deck(open_app(school="100001"))
    names = [layer["id"] for layer in shown["layers"]]
    assert len(set(names)) == len(names)
    assert {"boroughs", "wards", "schools-100001", "chosen"} <= set(names)
    assert shown["mapStyle"] == "/app/static/style.json"
    assert "http" not in json.dumps([layer["data"] for layer in shown["layers"] if isinstance(layer["data"], str)])


@pytest.mark.parametrize(
    ("query", "urns"),
    [
        ({"phase": "Secondary"}, {"100006", "100007"}),
        ({"phase": ["Special", "Nursery"]}, {"100008", "100009"}),
        ({"sector": "Independent"}, {"100012"}),
        ({"overall": "Good"}, {"100001"}),
        ({"outcome": "Good"}, {"100002"}),
        ({"outcome": "Outstanding", "overall": "Good"}, {"100001"}),
    ],
)
def test_a_link_sets_the_filters(open_app, query, urns):
    at = open_app(**query)
    assert not at.exception
    assert set(table(at)["URN"]) == urns


def test_junk_in_a_link_is_left_out_and_named(open_app, words_of):
    at = open_app(phase=["Primary", "Nonsense"], borough="Atlantis", school="x;drop")
    assert not at.exception
    assert "phase=Nonsense" in words_of(at)
    assert "borough=Atlantis" in words_of(at)


def test_an_empty_view_says_what_emptied_it(open_app, words_of):
    at = open_app(phase="Secondary", sector="Independent")
    said = words_of(at)
    assert "Phase\\: Secondary" in said
    assert "Sector\\: Independent" in said
    at.button(key="clear_empty").click().run()
    assert not at.exception
    assert "**9 schools on the map**" in words_of(at)


def test_clearing_brings_the_first_view_back(open_app, words_of):
    at = open_app(phase="Secondary")
    at.button(key="clear").click().run()
    assert "**9 schools on the map**" in words_of(at)


def test_a_chosen_school_is_ringed_and_offers_its_page(open_app):
    at = open_app(school="100006")
    assert at.main.subheader[0].value == "Synthetic Secondary 100006"
    (ring,) = [layer for layer in deck(at)["layers"] if layer["id"] == "chosen"]
    assert [point["urn"] for point in ring["data"]] == [100_006]
    links = [link.proto for link in at.get("page_link")]
    assert any(link.label == "Open school page" and "urn=100006" in link.query_string for link in links)


def test_a_chosen_school_that_is_filtered_out_says_why(open_app, words_of):
    at = open_app(school="100006", phase="Primary")
    assert at.main.subheader[0].value == "Synthetic Secondary 100006"
    assert "Not among the schools shown, because of: Phase\\: Primary." in words_of(at)


def test_the_two_ofsted_lists_are_told_apart(open_app, words_of):
    at = open_app()
    at.session_state["group-ofsted"] = True
    said = words_of(at.run())
    assert "Latest outcome on Ofsted's list of 28 February 2026; graded or ungraded inspection; date not in" in said
    assert "The newest list here is of 31 December 2024." in said

"""The filters: what the widgets make of an address, what they say of counts and gaps, and how they are lifted."""

import pytest


def address(at):
    return {key: [value] if isinstance(value, str) else list(value) for key, value in at.query_params.items()}


def opened(at, *groups):
    """Open expanders of the side bar; their filters are drawn then."""
    for group in groups:
        at.session_state[f"group-{group}"] = True
    return at.run()


EVERY = ("area", "kind", "ofsted", "pupils", "attendance")


def table(at):
    return set(at.dataframe[0].value["URN"])


def captions(at):
    return "\n".join(each.value for each in at.sidebar.caption)


@pytest.mark.parametrize(
    ("query", "urns"),
    [
        ({"pupils": "1000.."}, {"100001"}),
        ({"pupils": "..1000"}, set()),
        ({"persistent_absence": "10..30"}, {"100002"}),
        ({"tie": "Synthetic Federation"}, {"100001", "100002"}),
        ({"type": "Community special school"}, {"100008"}),
        ({"place": "NW1 1AA", "radius": "500"}, {"100003"}),
        ({"borough": "Islington", "status": "Open"}, set()),
        ({"borough": "Islington", "border": "1500"}, None),
    ],
)
def test_an_address_sets_every_kind_of_filter(open_app, query, urns):
    at = open_app(**query)
    assert not at.exception
    if urns is None:
        assert at.title[0].value == "Schools in Islington"
    elif urns:
        assert table(at) == urns
    else:
        assert not at.dataframe


def test_the_widgets_show_what_the_address_says(open_app):
    at = open_app(phase=["Special", "Primary"], pupils="10..2000", unknown="pupils", ages="4..11", border="700")
    opened(at, "area", "kind", "pupils")
    assert at.session_state["phase"] == ["Primary", "Special"]
    assert (at.number_input(key="pupils_low").value, at.number_input(key="pupils_high").value) == (10, 2000)
    assert at.checkbox(key="pupils_unknown").value is True
    assert (at.number_input(key="ages_low").value, at.number_input(key="ages_high").value) == (4, 11)
    assert at.selectbox(key="border").value == 700


def test_schools_without_a_figure_are_kept_only_when_asked_for(open_app):
    at = open_app(pupils="1000..")
    assert table(at) == {"100001"}
    opened(at, "pupils")
    at.checkbox(key="pupils_unknown").check().run()
    assert len(table(at)) == 10
    assert address(at)["unknown"] == ["pupils"]


def test_the_address_is_written_from_the_widgets_and_stays_short(open_app):
    at = open_app()
    assert address(at) == {}
    opened(at, "attendance")
    at.number_input(key="persistent_absence_high").set_value(25.0).run()
    assert address(at) == {"persistent_absence": ["..25"]}
    assert table(at) == {"100002"}
    at.selectbox(key="sort").select("pupils-low").run()
    assert address(at)["sort"] == ["pupils-low"]
    at.number_input(key="persistent_absence_high").set_value(None).run()
    assert address(at) == {"sort": ["pupils-low"]}


def test_a_range_that_holds_nothing_is_told_and_not_used(open_app):
    at = opened(open_app(), "pupils")
    at.number_input(key="pupils_low").set_value(500.0)
    at.number_input(key="pupils_high").set_value(100.0).run()
    assert "The first number is above the second" in captions(at)
    assert len(table(at)) == 10


def test_counts_stand_beside_constant_labels(open_app):
    at = open_app()
    said = captions(at)
    assert "Primary 6 · Secondary 2 · Nursery 1 · Special 1" in said
    assert "State\\-funded 10 · Independent 1" in said
    at = open_app(phase="Secondary")
    assert "State\\-funded 2" in captions(at)


def test_the_chosen_schools_own_values_stand_beside_the_filters(open_app):
    said = captions(opened(open_app(school="100001"), *EVERY))
    assert "Your school: Community school" in said
    assert "Your school: 1,234" in said
    assert "Your school: suppressed\\: too few pupils to publish" in said
    assert "Your school: Good" in said


def test_what_is_not_in_the_build_says_so(open_app):
    said = captions(opened(open_app(), *EVERY))
    assert "can add it with `python -m pipelines fetch exclusions`" in said
    assert "can add it with `python -m pipelines fetch ofsted`" in said


def test_an_expander_says_how_many_are_set(open_app):
    at = open_app(pupils="10..", type="Community school", ages="4..11")
    said = captions(at).splitlines()
    assert "Kind of school · 2 set" in said
    assert "Pupils and free school meals · 1 set" in said
    assert not any(line.startswith("Ofsted ·") for line in said)


def test_a_group_is_drawn_when_it_is_open_and_keeps_what_is_set_when_it_is_closed(open_app):
    at = open_app(pupils="1000..", unknown="pupils", type="Community school", border="700")
    assert not at.number_input
    at = opened(at, "pupils", "kind")
    at.number_input(key="pupils_high").set_value(2000.0).run()
    at.multiselect(key="type").set_value([]).run()
    for group in ("pupils", "kind"):
        at.session_state[f"group-{group}"] = False
    at.run()
    assert not at.number_input
    at.pills(key="phase").set_value(["Primary"]).run()
    at.run()
    assert address(at) == {"phase": ["Primary"], "pupils": ["1000..2000"], "unknown": ["pupils"], "border": ["700"]}
    at = opened(at, "pupils")
    assert (at.number_input(key="pupils_low").value, at.number_input(key="pupils_high").value) == (1000, 2000)
    assert at.checkbox(key="pupils_unknown").value is True
    assert not at.exception


def test_a_filter_of_a_closed_group_can_be_cleared(open_app):
    at = open_app(pupils="1000..", type="Community school")
    at.button(key="clear").click().run()
    assert address(at) == {}
    assert len(table(at)) == 10


def test_each_filter_that_emptied_the_view_can_be_lifted_alone(open_app):
    at = open_app(phase="Secondary", pupils="1000..")
    buttons = {each.key: each.label for each in at.button if each.key and each.key.startswith("lift-")}
    assert buttons == {
        "lift-pupils": "Without “Pupils\\: at least 1000”: 2 schools",
        "lift-phase": "Without “Phase\\: Secondary”: 1 school",
    }
    at.button(key="lift-phase").click().run()
    assert table(at) == {"100001"}
    assert address(at) == {"pupils": ["1000.."]}


def test_clearing_keeps_the_school_and_the_order(open_app):
    at = open_app(phase="Secondary", school="100001", sort="pupils-high")
    at.button(key="clear").click().run()
    assert address(at) == {"school": ["100001"], "sort": ["pupils-high"]}


def test_junk_is_told_and_the_address_left_alone_until_something_is_chosen(open_app, words_of):
    at = open_app(pupils="9..1", school="999999", place="ZZ99 9ZZ")
    said = words_of(at)
    assert "pupils=9..1" in said
    assert "school=999999" in said
    assert "ZZ99 9ZZ is outside London" in said
    assert address(at)["pupils"] == ["9..1"]
    at.run()
    assert "school=999999" in words_of(at)


def test_wards_follow_the_boroughs(open_app):
    at = opened(open_app(ward="Synthetic Ward"), "area")
    assert at.multiselect(key="ward").options == ["Synthetic Ward"]
    at.multiselect(key="borough").set_value(["Islington"]).run()
    assert at.session_state["ward"] == []
    assert not at.exception


def test_a_back_link_without_parameters_finds_the_view_as_it_was(open_app):
    at = open_app(phase="Secondary", school="100006")
    at.switch_page("pages/about.py").run()
    at.query_params.clear()
    at.switch_page("pages/map.py").run()
    assert not at.exception
    assert table(at) == {"100006", "100007"}
    assert address(at)["school"] == ["100006"]

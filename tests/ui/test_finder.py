"""The search box: schools by name or number, places by postcode, and kind words where there is none."""


def address(at):
    return {key: [value] if isinstance(value, str) else list(value) for key, value in at.query_params.items()}


def found(at):
    return [each.label for each in at.button if each.key and each.key.startswith("found-")]


def test_part_of_a_name_finds_schools_and_choosing_one_is_remembered(open_app):
    at = open_app()
    at.text_input(key="find").set_value("synth spec").run()
    assert found(at) == ["Synthetic Special 100008 · Special, Camden"]
    at.button(key="found-100008").click().run()
    assert not at.exception
    assert address(at)["school"] == ["100008"]
    assert at.main.subheader[0].value == "Synthetic Special 100008"
    assert at.text_input(key="find").value == ""


def test_a_urn_finds_its_school(open_app):
    at = open_app()
    at.text_input(key="find").set_value("100006").run()
    assert found(at)[0].startswith("Synthetic Secondary 100006")


def test_more_than_fit_are_told(open_app, words_of):
    at = open_app()
    at.text_input(key="find").set_value("synthetic").run()
    assert len(found(at)) == 6
    assert "The first 6 of more" in words_of(at)


def test_a_postcode_sorts_by_distance_and_is_in_the_address(open_app, words_of):
    at = open_app()
    at.text_input(key="find").set_value("nw11aa").run()
    assert found(at)[0] == "Schools by distance from NW1 1AA"
    at.button(key="found-place").click().run()
    assert not at.exception
    assert address(at)["place"] == ["NW1 1AA"]
    assert "Distances from **NW1 1AA**" in words_of(at)
    distances = at.dataframe[0].value["Distance"].tolist()
    assert distances[:-1] == sorted(distances[:-1])
    assert distances[-1] == "no point"
    (forget,) = [each for each in at.button if each.label == "Forget the postcode"]
    forget.click().run()
    assert "place" not in address(at)


def test_nothing_found_says_what_to_try(open_app, words_of):
    at = open_app()
    at.text_input(key="find").set_value("qqqqqq").run()
    assert found(at) == []
    said = words_of(at)
    assert "No school here is called “qqqqqq”" in said
    assert "Try fewer letters" in said


def test_a_postcode_outside_says_so(open_app, words_of):
    at = open_app()
    at.text_input(key="find").set_value("M1 1AA").run()
    assert "M1 1AA is outside London" in words_of(at)


def test_a_school_of_another_borough_takes_the_map_there(open_app):
    at = open_app(borough="Islington", border="1500")
    at.text_input(key="find").set_value("100006").run()
    at.button(key="found-100006").click().run()
    assert at.title[0].value == "Schools in Camden"
    assert "100006" in set(at.dataframe[0].value["URN"])


def test_the_first_visit_has_one_next_step(open_app, words_of):
    at = open_app()
    assert "First, choose your school." in words_of(at)
    assert "**Choose your school**" in words_of(at)
    assert "First, choose your school." not in words_of(open_app(school="100001"))


def test_a_postcode_says_that_schools_over_the_border_are_left_out(open_app, words_of):
    said = "Schools of the chosen borough only"
    assert said in words_of(open_app(place="NW1 1AA"))
    assert said not in words_of(open_app(place="NW1 1AA", border="700"))
    assert said not in words_of(open_app())

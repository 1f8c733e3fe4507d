"""The coherence view on its page: for leads alone."""

import pytest

from geo import store as tables
from ui import workspace_frame

PAGE = workspace_frame.COHERENCE


def test_a_lead_chooses_boroughs_and_reads_who_has_no_avenue(play, words_of, synthetic_build, urns):
    schools = tables.read(synthetic_build, "schools").set_index("urn")
    at = play("lead", PAGE)
    assert "Choose the boroughs" in words_of(at)
    at.multiselect(key="coherence-boroughs").set_value([schools.loc[urns[0], "borough_code"]]).run()
    assert not at.exception
    said = words_of(at)
    assert str(schools.loc[urns[0], "name"]) in said
    assert "No avenue yet" in said
    assert "Asked by 3 or more at once" in said


def test_a_lead_reads_exact_places(play, words_of, urns):
    at = play("lead", PAGE)
    at.selectbox(key="mutual-school").set_value(urns[0]).run()
    assert not at.exception
    assert "Its place in theirs" in words_of(at)


@pytest.mark.parametrize("part", [None, "newcomer", "head", "governor", "teacher", "cpp", "admin"])
def test_nobody_else_reads_it(play, part, words_of):
    at = play(part, PAGE)
    assert not at.exception
    assert not [box for box in at.multiselect if box.key == "coherence-boroughs"]
    assert "Its place in theirs" not in words_of(at)

"""Interest in system leadership on its page: a lead filters the register and reminds those whose consent ends soon."""

from datetime import timedelta

import pytest

from tests.ui.workspace_play import person_of
from tests.workspace.offers import express
from ui import workspace_frame
from workspace import privacy
from workspace.actor import actor_of
from workspace.engine import utc_now
from workspace.vocab import Consent

PAGE = workspace_frame.INTEREST


@pytest.fixture
def soon(store, urns):
    """The number of an expression of interest whose consent ends in a week, without one to be contacted."""
    with store.reading() as db:
        head = actor_of(db, person_of(db, "head"))
    until = utc_now().date() + timedelta(days=7)
    return express(store, head, urns[0], consent_until=until, consent_for=[Consent.REGISTER]).number


@pytest.mark.parametrize("part", ["lead", "cpp"])
def test_whoever_reminded_says_so_and_it_leaves_the_list(play, words_of, soon, part):
    at = play(part, PAGE)
    assert "Consent that ends soon" in words_of(at)
    at.button(key=f"reminded-{soon}").click().run()
    assert not at.exception
    said = words_of(at)
    assert "Consent that ends soon" not in said
    assert "1 on the register." in said


def test_a_lead_filters_by_what_was_agreed(play, words_of, soon):
    at = play("lead", PAGE)
    at.selectbox(key="register-consent").set_value(Consent.CONTACT).run()
    assert not at.exception
    assert "Nobody on the register answers to this." in words_of(at)


def test_the_whole_is_read_one_by_one_and_its_author_is_told(play, store, words_of, soon):
    at = play("cpp", PAGE)
    assert "eight years as a head" not in words_of(at)
    at.session_state[f"register-open-{soon}"] = True
    at.run()
    assert "eight years as a head" in words_of(at)
    with store.transaction() as db:
        told = privacy.export_own(db, actor_of(db, person_of(db, "head")))["read_by_others"]
    assert [(line["record"], line["number"], line["roles"]) for line in told] == [("interest", soon, "cpp")]


def test_a_head_sees_their_own_alone(play, words_of, soon):
    assert "synthetic: eight years as a head" in words_of(play("head", PAGE)).lower()
    other = words_of(play("other-head", PAGE)).lower()
    assert "synthetic: eight years as a head" not in other
    assert "the register" not in other

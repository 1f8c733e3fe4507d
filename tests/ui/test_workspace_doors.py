"""The doors to a case on their pages: a suggestion, a shortlist, a school's request; and whose doors they are."""

import pytest
from sqlalchemy import select

from geo import store as tables
from geo.purposes import METHOD_VERSION
from ui import workspace_frame
from workspace.models import Case, Introduction
from workspace.suggested import thaw
from workspace.vocab import Door

PARTNERS, ASK = "pages/partners.py", workspace_frame.INTRODUCTION


def only(store, model):
    with store.reading() as db:
        [row] = db.scalars(select(model)).all()
        return row


def keys(at):
    return {button.key for button in at.button}


def press(at, key):
    at.button(key=key).click().run()
    assert not at.exception


@pytest.fixture
def build_id(synthetic_build):
    """Identity of the synthetic build."""
    return tables.build_info(synthetic_build)["build_id"]


def suggested(at):
    """URN of the first suggestion that has a button."""
    return min(int(key.rsplit("-", 1)[1]) for key in keys(at) if key and key.startswith("keep-"))


def test_a_suggestion_and_a_shortlist_become_cases_with_what_was_said(play, store, urns, build_id, words_of):
    at = play("cpp", PARTNERS, urn=str(urns[0]))
    other = suggested(at)
    press(at, f"keep-{other}")
    press(at, "case-shortlist")
    case = only(store, Case)
    frozen = thaw(case.frozen)
    assert (case.door, frozen.others) == (Door.SHORTLIST, (other,))
    assert (frozen.data_build, frozen.method_version) == (build_id, METHOD_VERSION)
    assert frozen.weights
    assert frozen.schools[0].reasons
    at = play("cpp", PARTNERS, urn=str(urns[0]))
    press(at, f"case-{other}")
    with store.reading() as db:
        assert db.scalars(select(Case.door).order_by(Case.id)).all() == [Door.SHORTLIST, Door.SUGGESTION]


def test_a_request_names_who_answers_and_keeps_its_suggestion_into_the_case(
    play, store, urns, build_id, words_of, monkeypatch
):
    monkeypatch.setenv("SPM_WORKSPACE_CEO", "Synthetic chief executive")
    at = play("head", PARTNERS, urn=str(urns[0]))
    other = suggested(at)
    assert not {f"case-{other}", "case-shortlist"} & keys(at)
    press(at, f"introduce-{other}")
    at.switch_page(ASK).run()
    said = words_of(at)
    assert "Synthetic CPP" in said
    assert "Synthetic chief executive" in said
    at.text_area(key="introduction-message").input("Synthetic: may we meet?")
    next(button for button in at.button if button.label == "Ask").click().run()
    assert not at.exception
    asked = only(store, Introduction)
    assert (asked.urn, asked.other_urn, asked.frozen["build_id"]) == (urns[0], other, build_id)
    at = play("cpp", ASK)
    press(at, f"request-case-{asked.id}")
    case = only(store, Case)
    frozen = thaw(case.frozen)
    assert (case.door, case.introduction_id, frozen.data_build) == (Door.INTRODUCTION, asked.id, build_id)
    assert (frozen.method_version, bool(frozen.weights)) == (METHOD_VERSION, True)
    at = play("cpp", ASK)
    assert f"request-case-{asked.id}" not in keys(at)
    assert "Its case" in words_of(at)


def test_a_direct_approach_is_the_leads_and_its_own_cpps_alone(play, store, urns, words_of):
    at = play("lead", workspace_frame.CASES)
    at.multiselect(key="direct-schools").set_value([urns[0]])
    at.text_input(key="direct-title").input("Synthetic direct approach")
    next(button for button in at.button if button.label == "Open the case").click().run()
    assert not at.exception
    case = only(store, Case)
    assert case.door is Door.DIRECT
    for part, sees in (("lead", True), ("cpp", False), ("head", False), ("governor", False)):
        said = words_of(play(part, workspace_frame.CASE, case=str(case.id)))
        assert ("Synthetic direct approach" in said) is sees, part
    assert "Synthetic direct approach" not in words_of(play("cpp", workspace_frame.CASES))

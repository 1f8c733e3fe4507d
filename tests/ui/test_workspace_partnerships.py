"""Partnerships on their page: added, changed, joined and left, shared by a head, and what others read of them."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.ui.workspace_play import person_of
from ui import workspace_frame
from workspace import partnership_views, partnerships
from workspace.actor import actor_of
from workspace.models import Evidence, Partnership, Share
from workspace.partnerships import Details
from workspace.vocab import Role

PAGE = workspace_frame.PARTNERSHIPS
NAME = "Synthetic circle"


def press(at, label):
    next(button for button in at.button if button.label == label).click().run()
    assert not at.exception


@pytest.fixture
def made(store, urns):
    """A partnership of the head's school and the CPP's other one, not public."""
    with store.transaction() as db:
        lead = actor_of(db, person_of(db, "lead"))
        details = Details("peer review", NAME, review_on=date(2027, 1, 4))
        return partnerships.add(db, lead, details, urns[:2]).id


def row_of(store, number):
    with store.reading() as db:
        found = db.get_one(Partnership, number)
        return found, {member.urn: member.until for member in found.members}


def labels(at):
    return [block.label.replace("\\", "") for block in at.expander]


def test_a_cpp_adds_one_of_their_schools(play, store, urns):
    at = play("cpp", PAGE)
    at.multiselect(key="partnership-members").set_value(urns[:2])
    at.text_input(key="partnership-new-name").input("Synthetic <b>hub</b> مدرسة")
    press(at, "Add it")
    with store.reading() as db:
        [row] = db.scalars(select(Partnership))
        assert (row.name, row.public) == ("Synthetic <b>hub</b> مدرسة", False)
        assert sorted(member.urn for member in row.members) == urns[:2]


def test_one_school_alone_is_refused_in_words(play, store, urns):
    at = play("cpp", PAGE)
    at.multiselect(key="partnership-members").set_value(urns[:1])
    at.text_input(key="partnership-new-name").input(NAME)
    press(at, "Add it")
    assert "at least two schools" in "".join(said.value for said in at.error)


def test_who_looks_after_it_and_leads_it_is_chosen(play, store, made, urns, words_of):
    at = play("lead", PAGE)
    with store.reading() as db:
        cpp = person_of(db, "cpp").id
    key = f"partnership-{made}-change"
    at.selectbox(key=f"{key}-lead-urn").set_value(urns[1])
    at.selectbox(key=f"{key}-lead-id").set_value(cpp)
    press(at, "Save")
    row, _ = row_of(store, made)
    assert (row.lead_urn, row.lead_id, row.review_on) == (urns[1], cpp, date(2027, 1, 4))
    assert "Synthetic CPP" in words_of(at)


def test_a_school_joins_and_another_leaves(play, store, made, urns):
    at = play("lead", PAGE)
    at.selectbox(key=f"join-{made}-school").set_value(urns[3])
    press(at, "Let it join")
    at.selectbox(key=f"leave-{made}-school").set_value(urns[0])
    at.date_input(key=f"leave-{made}-until").set_value(date(2026, 7, 31))
    press(at, "Let it leave")
    assert row_of(store, made)[1] == {urns[0]: date(2026, 7, 31), urns[1]: None, urns[3]: None}


def test_no_school_chosen_is_said(play, made):
    at = play("lead", PAGE)
    press(at, "Let it leave")
    assert "choose one" in "".join(said.value for said in at.error)


def test_evidence_is_kept_for_those_who_look_after_it(play, store, made):
    at = play("cpp", PAGE)
    at.text_area(key=f"evidence-{made}-text").input("Synthetic: staff say so")
    press(at, "Add the evidence")
    with store.reading() as db:
        assert [row.text for row in db.scalars(select(Evidence))] == ["Synthetic: staff say so"]
    assert "Synthetic: staff say so" not in [text.value for text in play("governor", PAGE).text]


def test_a_head_shares_it_with_governors_and_takes_it_back(play, store, made, urns):
    assert not [label for label in labels(play("governor", PAGE)) if NAME in label]
    at = play("head", PAGE)
    press(at, "Share with its governors")
    assert [label for label in labels(play("governor", PAGE)) if NAME in label]
    assert not [label for label in labels(play("teacher", PAGE)) if NAME in label]
    at = play("head", PAGE)
    press(at, "Stop sharing with its governors")
    assert not [label for label in labels(play("governor", PAGE)) if NAME in label]
    with store.reading() as db:
        [row] = db.scalars(select(Share))
        assert (row.urn, row.role, row.revoked_at is None) == (urns[0], Role.GOVERNOR, False)


@pytest.mark.parametrize("part", [None, "newcomer", "other-head", "governor", "teacher", "admin"])
def test_nobody_else_reads_of_it(play, store, made, part, words_of):
    at = play(part, PAGE)
    assert not at.exception
    assert NAME not in words_of(at) + "".join(labels(at))


def test_two_who_change_at_once_choose(play, store, made):
    at = play("lead", PAGE)
    with store.transaction() as db:
        cpp = actor_of(db, person_of(db, "cpp"))
        seen = partnership_views.read(db, cpp, made)
        partnerships.change(db, cpp, made, Details("peer review", "Synthetic: theirs"), version=seen.version)
    at.text_input(key=f"partnership-{made}-change-name").input("Synthetic: mine")
    press(at, "Save")
    assert "Somebody else changed this" in "".join(said.value for said in at.warning)
    assert row_of(store, made)[0].name == "Synthetic: theirs"
    press(at, "Save as chosen")
    assert row_of(store, made)[0].name == "Synthetic: mine"


def test_one_who_saves_twice_is_not_two(play, store, made, urns):
    at = play("lead", PAGE)
    at.selectbox(key=f"join-{made}-school").set_value(urns[3])
    press(at, "Let it join")
    for name in ("Synthetic: first", "Synthetic: second"):
        at.text_input(key=f"partnership-{made}-change-name").input(name)
        press(at, "Save")
        assert not at.warning
        assert row_of(store, made)[0].name == name

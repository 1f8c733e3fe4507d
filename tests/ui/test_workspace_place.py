"""Who finds what: the menu, the door of each private page, roles that come and go."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from tests.ui.workspace_play import become, person_of
from ui import workspace_frame
from workspace import people, sessions
from workspace.actor import OPERATOR
from workspace.models import Membership, Person, PersonSession
from workspace.vocab import Role

PLACE = workspace_frame.PLACE


def test_without_a_store_no_private_page_is_there(open_app, monkeypatch, words_of):
    monkeypatch.delenv("SPM_WORKSPACE_URL", raising=False)
    at = open_app()
    assert not at.exception
    assert "It keeps about people" not in words_of(at)
    assert not any("workspace" in link.proto.page for link in at.get("page_link"))


@pytest.mark.parametrize("part", [None, "newcomer", "head", "governor", "teacher", "cpp", "lead", "admin"])
def test_every_door_opens_for_its_roles_alone(play, words_of, part):
    at = play(part)
    held = {None: set(), "newcomer": set(), "teacher": {"staff"}}.get(part, {part})
    for page in workspace_frame.PAGES:
        at.switch_page(page.path).run()
        assert not at.exception, page.path
        assert at.title[0].value == page.title
        said = words_of(at)
        may = not page.roles or Role.VISITOR in page.roles or bool(held & page.roles)
        assert ("Choose a part to play" in said) == (part is None), page.path
        assert ("not for the roles that you hold" in said) == (part is not None and not may), page.path


def test_my_place_says_who_i_am_and_what_i_can_do(play, words_of):
    said = words_of(play("head", PLACE))
    assert "Signed in as Synthetic head." in said
    assert "Headteacher" in said
    assert "What we share and look for" in said
    assert "People and roles" not in said


def test_a_session_that_is_over_opens_nothing(play, store, words_of):
    at = play("admin", workspace_frame.PEOPLE)
    assert "Synthetic head" in words_of(at) or at.get("html")
    with store.transaction() as db:
        person = person_of(db, "admin")
        sessions.sign_out_everywhere(db, OPERATOR, person.id)
    at.run()
    said = words_of(at)
    assert "This session is over." in said
    assert "Invite somebody" not in said


def test_sign_out_ends_the_session_in_the_store(play, store, words_of):
    at = play("head", PLACE)
    next(button for button in at.button if button.label == "Sign out").click().run()
    assert "This session is over." in words_of(at)
    assert "Signed in as" not in words_of(at)


def test_a_role_that_is_taken_away_is_gone_at_the_next_click(play, store, words_of):
    at = play("head", workspace_frame.STATEMENT)
    assert "Say something new" in words_of(at)
    with store.transaction() as db:
        held = db.scalars(select(Membership).where(Membership.person_id == person_of(db, "head").id)).one()
        people.take_role(db, OPERATOR, held.id)
    at.run()
    assert "not for the roles that you hold" in words_of(at)


@pytest.mark.parametrize(
    "ended", [{"seen_at": timedelta(hours=-3)}, {"expires_at": timedelta(minutes=-1)}], ids=["unused", "too long ago"]
)
def test_a_session_ends_by_itself(play, store, words_of, ended):
    at = play("head", PLACE)
    with store.transaction() as db:
        db.execute(update(PersonSession).values({field: db.now() + by for field, by in ended.items()}))
    at.run()
    assert "This session is over." in words_of(at)
    assert "Signed in as" not in words_of(at)


def test_an_admin_invites_gives_and_takes(play, store, words_of, urns):
    at = play("admin", workspace_frame.PEOPLE)
    at.text_input(key="invite-name").input("Synthetic <b>Ünïcode</b> \u202eperson 🎓")
    at.text_input(key="invite-email").input("new@example.org")
    next(button for button in at.button if button.label == "Invite").click().run()
    assert not at.exception
    assert "Entered." in "".join(said.value for said in at.success)
    with store.reading() as db:
        person = db.scalars(select(Person).where(Person.email == "new@example.org")).one()
    assert person.name == "Synthetic <b>Ünïcode</b> person 🎓"
    assert "<b>Ünïcode" not in str([block.proto.body for block in at.get("html")])
    at.selectbox(key="people-person").set_value(person.id).run()
    at.selectbox(key="people-role").set_value(Role.HEAD).run()
    at.selectbox(key="people-school").set_value(urns[1]).run()
    at.button(key="people-give").click().run()
    assert not at.exception
    with store.reading() as db:
        held = db.scalars(select(Membership).where(Membership.person_id == person.id)).one()
    assert (held.role, held.urn) == (Role.HEAD, urns[1])


def test_a_newcomer_asks_and_is_answered(play, store, words_of, urns, monkeypatch):
    at = play("newcomer", workspace_frame.ACCESS)
    at.selectbox(key="access-role").set_value(Role.GOVERNOR).run()
    at.selectbox(key="access-school").set_value(urns[0]).run()
    at.text_area(key="access-message").input("Synthetic: I chair the board.")
    next(button for button in at.button if button.label == "Ask for access").click().run()
    assert not at.exception
    assert "It waits for an answer." in words_of(at)
    admin = play("admin", workspace_frame.PEOPLE)
    assert "Synthetic newcomer" in words_of(admin)
    next(button for button in admin.button if button.label == "Give this role").click().run()
    assert not admin.exception
    become(monkeypatch, store, "newcomer")
    at.run()
    assert "It was granted." in words_of(at)


def test_forms_are_counted(play, store, words_of, monkeypatch):
    monkeypatch.setattr("ui.workspace_state.MOST_FORMS", 2)
    at = play("admin", workspace_frame.PEOPLE)
    for address in ("a@example.org", "b@example.org", "c@example.org"):
        at.text_input(key="invite-name").input("Synthetic")
        at.text_input(key="invite-email").input(address)
        next(button for button in at.button if button.label == "Invite").click().run()
    assert "too often" in "".join(said.value for said in at.warning)
    with store.reading() as db:
        assert db.scalar(select(Person.id).where(Person.email == "c@example.org")) is None

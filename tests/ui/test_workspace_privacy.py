"""One's own data on its page: the file, what is not in it, and erasure after a confirmation."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.ui.workspace_play import become, person_of
from tests.workspace.offers import express
from ui import workspace_frame
from workspace import demo, interests, people, privacy, statements
from workspace.actor import actor_of
from workspace.engine import utc_now
from workspace.models import Audit, Membership, Person, PersonSession

PAGE = workspace_frame.PRIVACY


def press(at, label):
    next(button for button in at.button if button.label == label).click().run()
    assert not at.exception


def there(store, part):
    with store.reading() as db:
        return db.scalar(select(Person.id).where(Person.issuer == demo.ISSUER, Person.subject == part))


@pytest.mark.parametrize("part", ["head", "governor", "teacher", "cpp", "lead", "admin", "newcomer"])
def test_everybody_makes_a_file_of_their_own(play, store, words_of, part, monkeypatch):
    made = []
    whole = privacy.export_own
    monkeypatch.setattr(privacy, "export_own", lambda db, actor: made.append(whole(db, actor)) or made[-1])
    at = play(part, PAGE)
    press(at, "Make the file")
    [button] = at.get("download_button")
    assert (button.proto.label, made[0]["person"]["email"]) == ("Download my data", f"{part}@demonstration.invalid")
    assert bool(json.loads(json.dumps(made[0]))["records"]["membership"]) == (part != "newcomer")
    said = words_of(at).replace("\\", "")
    for left_out in privacy.NOT_IN_THE_FILE:
        assert left_out in said


def test_no_file_is_made_before_it_is_asked_for(play):
    at = play("head", PAGE)
    assert not at.get("download_button")


def test_without_the_word_nobody_is_erased(play, store):
    at = play("head", PAGE)
    at.text_input(key="erase-word").input("erase it")
    press(at, "Erase all that is mine")
    assert "Nothing was erased" in "".join(said.value for said in at.error)
    assert there(store, "head") is not None


def test_erased_is_gone_and_signed_out(play, store, words_of):
    person_id = there(store, "head")
    at = play("head", PAGE)
    at.text_input(key="erase-word").input("ERASE")
    press(at, "Erase all that is mine")
    assert "You are erased" in "".join(said.value for said in at.success)
    assert there(store, "head") is None
    with store.reading() as db:
        assert db.scalars(select(PersonSession).where(PersonSession.person_id == person_id)).all() == []
        assert db.scalars(select(Membership).where(Membership.person_id == person_id)).all() == []
        assert db.scalars(select(Audit).where(Audit.person_id == person_id)).all()
    assert "Take it away" not in words_of(at)


def test_the_last_admin_is_not_erased_and_reads_why(play, store):
    at = play("admin", PAGE)
    at.text_input(key="erase-word").input("ERASE")
    press(at, "Erase all that is mine")
    assert [said.value for said in at.error if "admin" in said.value]
    assert there(store, "admin") is not None


def test_a_form_drawn_for_one_erases_nobody_else(play, store, monkeypatch):
    """Who acts is asked for when the form is sent: another session in the same browser erases its own person."""
    at = play("head", PAGE)
    at.text_input(key="erase-word").input("ERASE")
    become(monkeypatch, store, None)
    next(button for button in at.button if button.label == "Erase all that is mine").click().run()
    assert not at.exception
    assert there(store, "head") is not None


def test_who_is_head_no_longer_withdraws_what_they_wrote(play, store, words_of, urns):
    with store.transaction() as db:
        head = actor_of(db, person_of(db, "head"))
    express(store, head, urns[0], consent_until=utc_now().date() + timedelta(days=30))
    with store.transaction() as db:
        admin = actor_of(db, person_of(db, "admin"))
        for held in db.scalars(select(Membership).where(Membership.person_id == head.person_id)):
            people.take_role(db, admin, held.id)
        said = statements.mine(db, head)
        lead = actor_of(db, person_of(db, "lead"))
        statements.take_down(db, lead, said[1].id, version=said[1].version, reason="Synthetic: it names a child.")
    at = play("head", PAGE)
    assert "Synthetic: it names a child." in [text.value for text in at.text]
    for key in (f"own-statement-gone-{said[0].id}", "own-interest-gone-1"):
        at.button(key=key).click().run()
        assert not at.exception
        assert "Withdrawn" in "".join(done.value for done in at.success)
    with store.reading() as db:
        assert not statements.published(db, urns[0])
        assert interests.mine(db, head)[0].state is interests.State.WITHDRAWN


def test_a_stranger_finds_nothing_to_take_or_erase(play, words_of):
    said = words_of(play(None, PAGE))
    assert "Take it away" not in said
    assert "Be erased" not in said

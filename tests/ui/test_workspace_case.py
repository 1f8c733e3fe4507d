"""A case on its page: forms that share one version, what two people change at once, and its parts."""

import pytest
from sqlalchemy import select

from tests.ui.workspace_play import person_of
from ui import workspace_frame, workspace_schools
from workspace import case_doors, cases, notes
from workspace.actor import actor_of
from workspace.models import Case, Contact, Task
from workspace.suggested import Frozen, FrozenSchool

PAGE = workspace_frame.CASE


def press(at, label):
    next(button for button in at.button if button.label == label).click().run()
    assert not at.exception


def acting(store, part, do):
    with store.transaction() as db:
        return do(db, actor_of(db, person_of(db, part)))


def kept(store, case):
    with store.reading() as db:
        row = db.get(Case, case)
        return {"title": row.title, "step": row.next_step, "stage": str(row.stage), "owner": row.owner_id}


def theirs(store, case, **fields):
    """Let the lead change the case meanwhile."""
    with store.transaction() as db:
        lead = actor_of(db, person_of(db, "lead"))
        now = cases.read(db, lead, case)
        values = {"title": now.title, "next_step": now.next_step or "", "next_step_on": now.next_step_on} | fields
        cases.edit(db, lead, case, version=now.version, **values)


@pytest.fixture
def case(store, urns):
    """A case of the CPP, opened from a synthetic suggestion."""
    school = FrozenSchool(
        urns[1], position=1, points={"near": 50.0}, reasons=("Synthetic <b>reason</b>",), check="Synthetic check"
    )
    frozen = Frozen(urns[0], (school,), "synthetic-build", "7", "explore", weights={"near": 4.0})
    return acting(store, "cpp", lambda db, me: case_doors.open_from_suggestion(db, me, frozen, title="Synthetic title"))


def test_what_i_send_one_after_the_other_is_no_conflict_with_myself(play, store, case):
    at = play("cpp", PAGE, case=str(case))
    at.text_input(key=f"case-{case}-about-step").input("Synthetic step")
    press(at, "Save")
    at.selectbox(key=f"case-{case}-move-to").set_value("resting").run()
    press(at, "Move it")
    at.text_input(key=f"case-{case}-about-title").input("Synthetic other title")
    press(at, "Save")
    assert not at.warning
    found = kept(store, case)
    assert (found["title"], found["step"], found["stage"]) == ("Synthetic other title", "Synthetic step", "resting")


def test_what_only_one_of_two_changed_needs_no_choice(play, store, case, words_of):
    at = play("cpp", PAGE, case=str(case))
    theirs(store, case, title="Synthetic: their title")
    at.text_input(key=f"case-{case}-about-step").input("Synthetic: my step")
    press(at, "Save")
    assert "both changes are kept" in "".join(said.value for said in at.success)
    found = kept(store, case)
    assert (found["title"], found["step"]) == ("Synthetic: their title", "Synthetic: my step")
    # The form is drawn anew: it shows their title, and my next change is no conflict.
    assert at.text_input(key=f"case-{case}-about-1-title").value == "Synthetic: their title"
    theirs(store, case, title="Synthetic: again")
    at.selectbox(key=f"case-{case}-move-to").set_value("resting").run()
    press(at, "Move it")
    assert not at.warning
    assert (kept(store, case)["title"], kept(store, case)["stage"]) == ("Synthetic: again", "resting")


def test_what_both_changed_is_chosen_and_what_is_refused_stays_to_choose(play, store, case, words_of):
    at = play("cpp", PAGE, case=str(case))
    theirs(store, case, title="Synthetic: their title", next_step="Synthetic: their step")
    at.text_input(key=f"case-{case}-about-title").input("Synthetic: my title")
    at.text_input(key=f"case-{case}-about-step").input("Synthetic: my step")
    press(at, "Save")
    assert "Somebody else changed this" in "".join(said.value for said in at.warning)
    assert [radio.label for radio in at.radio if radio.key.startswith("merge-")] == ["Title", "Next step"]
    assert kept(store, case)["title"] == "Synthetic: their title"
    theirs(store, case, title="Synthetic: a third title")
    at.radio(key=f"merge-case-{case}-about-Next step").set_value("Theirs")
    press(at, "Save as chosen")
    assert [radio.label for radio in at.radio if radio.key.startswith("merge-")] == ["Title"]
    press(at, "Save as chosen")
    found = kept(store, case)
    assert (found["title"], found["step"]) == ("Synthetic: my title", "Synthetic: their step")


def test_only_what_both_changed_is_asked(play, store, case):
    at = play("cpp", PAGE, case=str(case))
    theirs(store, case, title="Synthetic: their title", next_step="Synthetic: their step")
    at.text_input(key=f"case-{case}-about-title").input("Synthetic: my title")
    press(at, "Save")
    assert [radio.label for radio in at.radio if radio.key.startswith("merge-")] == ["Title"]
    press(at, "Save as chosen")
    found = kept(store, case)
    assert (found["title"], found["step"]) == ("Synthetic: my title", "Synthetic: their step")


def test_a_choice_between_people_has_their_names(play, store, case):
    at = play("lead", PAGE, case=str(case))
    with store.transaction() as db:
        lead = actor_of(db, person_of(db, "lead"))
        cpp = person_of(db, "cpp").id
        cases.assign(db, lead, case, version=cases.read(db, lead, case).version, cpp_id=cpp, owner_id=None)
    at.selectbox(key=f"case-{case}-people-owner").set_value(lead.person_id)
    next(button for button in at.button if button.key and f"case-{case}-people" in button.key).click().run()
    assert not at.exception
    [choice] = [radio for radio in at.radio if radio.key.startswith("merge-")]
    assert choice.label == "Owner"
    assert list(choice.proto.captions) == ["Synthetic lead", "Nobody"]
    choice.set_value("Theirs")
    press(at, "Save as chosen")
    assert kept(store, case)["owner"] is None


def test_the_frozen_suggestion_is_shown_in_words(play, case, words_of):
    said = words_of(play("cpp", PAGE, case=str(case))).replace("\\", "")
    for words in ("synthetic-build", "Version 7", "Near", "Synthetic <b>reason</b>", "Synthetic check"):
        assert words in said


def test_tasks_contacts_and_schools_are_changed_and_removed(play, store, case, urns, words_of):
    at = play("cpp", PAGE, case=str(case))
    at.text_input(key=f"task-new-{case}-title").input("Synthetic task")
    press(at, "Add the task")
    [task] = _rows(store, Task)
    at.text_input(key=f"task-{task.id}-title").input("Synthetic task, put otherwise")
    at.button(key=f"FormSubmitter:task-{task.id}-form-Save").click().run()
    at.button(key=f"done-{task.id}").click().run()
    at.button(key=f"undone-{task.id}").click().run()
    at.text_input(key=f"contact-new-{case}-name").input("Synthetic <b>name</b>")
    press(at, "Add the contact")
    [contact] = _rows(store, Contact)
    at.text_input(key=f"contact-{contact.id}-telephone").input("020 7946 0000")
    at.button(key=f"FormSubmitter:contact-{contact.id}-form-Save").click().run()
    assert not at.exception
    assert _rows(store, Contact)[0].telephone == "020 7946 0000"
    at.button(key=f"contact-{contact.id}-remove").click().run()
    assert not at.exception
    assert _rows(store, Contact) == []
    [task] = _rows(store, Task)
    assert (task.title, task.done_at) == ("Synthetic task, put otherwise", None)
    at.selectbox(key=f"case-{case}-schools-more").set_value(urns[2])
    press(at, "Add the school")
    at.button(key=f"case-{case}-schools-{urns[1]}-out").click().run()
    press(at, "Show it to the heads")
    said = words_of(at).replace("\\", "")
    assert f"It is shown to the head of: {workspace_schools.name(urns[0])}." in said
    # The schools of a case are part of it: the other forms go on from there.
    at.text_input(key=f"case-{case}-about-title").input("Synthetic other title")
    press(at, "Save")
    assert not at.warning


def _rows(store, model):
    with store.reading() as db:
        return db.scalars(select(model).order_by(model.id)).all()


def test_a_note_is_changed_by_its_author_alone_and_keeps_what_it_said(play, store, case, words_of):
    note = acting(
        store, "cpp", lambda db, me: notes.write(db, me, case, dated_on="2026-03-02", text="Synthetic: first")
    )
    at = play("cpp", PAGE, case=str(case))
    at.text_area(key=f"note-{note.note_id}-edit-text").input("Synthetic: second")
    at.button(key=f"FormSubmitter:note-{note.note_id}-edit-form-Save").click().run()
    assert not at.exception
    other = play("lead", PAGE, case=str(case))
    assert {"Synthetic: first", "Synthetic: second"} <= {text.value for text in other.text}
    assert not [area for area in other.text_area if area.key == f"note-{note.note_id}-edit-text"]


@pytest.mark.parametrize("part", ["other-head", "governor", "teacher", "head", "admin", "newcomer", None])
def test_nobody_else_reads_a_case(play, store, case, part, words_of):
    assert "Synthetic title" not in words_of(play(part, PAGE, case=str(case)))


def test_a_direct_approach_is_its_cpps_and_the_leads(play, store, urns, words_of):
    with store.transaction() as db:
        lead = actor_of(db, person_of(db, "lead"))
        one = case_doors.open_direct(db, lead, urns[:1], title="Synthetic approach")
    assert "Synthetic approach" not in words_of(play("cpp", PAGE, case=str(one)))
    at = play("lead", PAGE, case=str(one))
    assert "visible to leads and to this case's CPP alone" in words_of(at)
    with store.reading() as db:
        cpp = person_of(db, "cpp").id
    at.selectbox(key=f"case-{one}-people-cpp").set_value(cpp)
    next(button for button in at.button if button.key and f"case-{one}-people" in button.key).click().run()
    assert not at.exception
    assert "Synthetic approach" in words_of(play("cpp", PAGE, case=str(one)))

"""Notes, tasks, contacts and checks of a case, by hand; and what hostile people type into them."""

from datetime import date

import pytest
from sqlalchemy import func, select, text

from tests.workspace.casework import FROZEN, INNER, ask, open_case, open_direct
from tests.workspace.people import A, B, C, cast
from workspace import case_doors, cases, checks, contacts, notes, tasks
from workspace.contacts import ContactEntry
from workspace.errors import BadInput
from workspace.models import Case, CaseSchool, Contact, Note
from workspace.suggested import freeze_directory
from workspace.vocab import CaseRole, DiligenceAnswer, DiligenceItem, Stage

HOSTILE = "<script>alert(1)</script> '; DROP TABLE note; -- {{7*7}} 🏫 مدرسة"


@pytest.fixture
def people(db):
    return cast(db)


@pytest.fixture
def cpp(people):
    return people["cpp"]


@pytest.fixture
def case(db, cpp):
    return open_case(db, cpp)


def test_a_note_keeps_what_it_said(db, cpp, case, clock):
    note = notes.write(db, cpp, case, dated_on="2026-03-02", text="first")
    assert (note.author.name, note.version, note.mine, note.earlier) == ("CPP of A", 1, True, ())
    notes.edit(db, cpp, note.note_id, version=1, dated_on="2026-03-02", text="first")  # saved without a change
    clock.forward(hours=1)
    notes.edit(db, cpp, note.note_id, version=1, dated_on="2026-03-01", text="second")
    clock.forward(hours=1)
    after = notes.edit(db, cpp, note.note_id, version=2, dated_on="2026-03-01", text="third")
    assert (after.version, after.text, after.dated_on, after.changed_at) == (3, "third", date(2026, 3, 1), clock())
    assert [(one.text, one.dated_on.day, one.replaced_at.hour) for one in after.earlier] == [
        ("second", 1, 11),
        ("first", 2, 10),
    ]
    assert notes.of_case(db, cpp, case) == (after,)


def test_somebody_elses_note_is_read_and_not_changed(db, people, case):
    notes.write(db, people["cpp"], case, dated_on="2026-03-02", text="mine")
    (seen,) = notes.of_case(db, people["lead"], case)
    assert (seen.text, seen.mine) == ("mine", False)


def test_tasks_by_day_and_who_may_have_them(db, people, cpp, case, clock):
    late = tasks.add(db, cpp, case, title="late", owner_id=people["other cpp"].person_id, due_on="2026-03-04")
    tasks.add(db, cpp, case, title="no day")
    soon = tasks.add(db, cpp, case, title="soon", owner_id=cpp.person_id, due_on=date(2026, 3, 3))
    assert [one.title for one in tasks.of_case(db, cpp, case)] == ["soon", "late", "no day"]
    assert [one.title for one in tasks.mine(db, people["other cpp"])] == ["late"]
    clock.forward(days=2)  # the 4th: a task is late from the day after
    assert [one.overdue for one in tasks.of_case(db, cpp, case)] == [True, False, False]
    marked = tasks.done(db, people["lead"], soon.task_id, version=1)
    assert (marked.done_by.name, marked.done_at, marked.overdue, marked.version) == ("Lead", clock(), False, 2)
    assert tasks.done(db, cpp, soon.task_id, version=2) == marked  # twice is once
    assert [one.title for one in tasks.of_case(db, cpp, case)] == ["late", "no day", "soon"]
    again = tasks.not_done(db, cpp, soon.task_id, version=2)
    assert (again.done_at, again.done_by) == (None, None)
    for name in "head", "governor", "admin":
        with pytest.raises(BadInput, match="may not read the case"):
            tasks.edit(db, cpp, late.task_id, version=1, title="late", owner_id=people[name].person_id)
    with pytest.raises(BadInput):
        tasks.add(db, cpp, case, title="x", owner_id=10**30)
    assert [one.name for one in cases.people_for(db, cpp, case)] == ["CPP of A", "CPP of B", "Lead"]


def test_only_who_sees_a_direct_approach_gets_its_tasks(db, people, cpp):
    direct = open_direct(db, cpp, (A, B))
    assert [one.name for one in cases.people_for(db, cpp, direct)] == ["CPP of A", "Lead"]
    with pytest.raises(BadInput, match="may not read the case"):
        tasks.add(db, cpp, direct, title="x", owner_id=people["other cpp"].person_id)


def test_a_contact_is_removed_for_good(db, cpp, case):
    entry = ContactEntry("Ms Synthetic", urn=str(B), post="Head's office", email="Office@B.Example", telephone="020")
    kept = contacts.add(db, cpp, case, entry)
    assert (kept.urn, kept.post, kept.email, kept.telephone) == (B, "Head's office", "office@b.example", "020")
    assert contacts.of_case(db, cpp, case) == (kept,)
    changed = contacts.edit(db, cpp, kept.contact_id, ContactEntry("Ms Synthetic"), version=1)
    assert (changed.version, changed.urn, changed.email) == (2, None, None)
    contacts.remove(db, cpp, kept.contact_id, version=2)
    assert db.scalar(select(func.count()).select_from(Contact)) == 0


def test_a_declaration_stands_beside_the_one_before(db, people, cpp, case):
    checks.declare(db, cpp, case, has_interest=False)
    checks.declare(db, cpp, case, has_interest=True, text="My sister teaches at B.", handled="The lead sits in.")
    checks.declare(db, people["lead"], case, has_interest=False)
    found = checks.declarations(db, cpp, case)
    assert [(one.by.name, one.has_interest) for one in found] == [
        ("Lead", False),
        ("CPP of A", True),
        ("CPP of A", False),
    ]
    for lacking in {"text": "x"}, {"handled": "x"}:
        with pytest.raises(BadInput):
            checks.declare(db, cpp, case, has_interest=True, **lacking)


def test_somebody_elses_declaration_does_not_do(db, people, cpp, case):
    checks.declare(db, people["lead"], case, has_interest=False)
    with pytest.raises(BadInput, match="The CPP of the case must declare"):
        cases.move(db, people["lead"], case, version=1, to="introduced")
    other = people["other cpp"].person_id
    checks.declare(db, cpp, case, has_interest=False)
    cases.move(db, cpp, case, version=1, to="introduced")
    cases.assign(db, people["lead"], case, version=2, cpp_id=other, owner_id=None)
    with pytest.raises(BadInput, match="must declare"):
        cases.move(db, people["lead"], case, version=3, to="scoping a shared vision")
    nobody = cases.assign(db, people["lead"], case, version=3, cpp_id=None, owner_id=None)
    assert nobody.moves[0].lacking == ("Name the CPP of the case.",)


def test_an_introduction_needs_two_schools(db, people, cpp):
    case = case_doors.open_from_introduction(db, cpp, ask(db, people, other=None), title="Somebody for A")
    checks.declare(db, cpp, case, has_interest=False)
    cases.move(db, cpp, case, version=1, to="exploring")
    with pytest.raises(BadInput, match="at least two schools"):
        cases.move(db, cpp, case, version=2, to="introduced")
    seen = cases.add_school(db, cpp, case, C, version=2)
    assert [(one.urn, one.part) for one in seen.schools] == [(A, CaseRole.ASKING), (C, CaseRole.SUGGESTED)]
    assert cases.move(db, cpp, case, version=3, to="introduced").stage is Stage.INTRODUCED
    with pytest.raises(BadInput, match="cannot be taken out"):
        cases.remove_school(db, cpp, case, A, version=4)
    cases.remove_school(db, cpp, case, C, version=4)
    assert [note.text for note in notes.of_case(db, cpp, case)] == [
        f"School {C} was taken out of the case.",
        f"School {C} was added to the case.",
    ]


def test_a_request_that_was_withdrawn_or_has_a_case_opens_none(db, people, cpp, clock):
    with pytest.raises(BadInput, match="withdrawn"):
        case_doors.open_from_introduction(db, cpp, ask(db, people, withdrawn_at=clock()), title="x")
    asked = ask(db, people)
    case_doors.open_from_introduction(db, cpp, asked, title="x")
    with pytest.raises(BadInput, match="already"):
        case_doors.open_from_introduction(db, cpp, asked, title="x")


def test_a_checklist_has_every_item_and_a_concern_says_what(db, cpp, case):
    assert [(one.item, one.answer, one.version) for one in checks.diligence(db, cpp, case)] == [
        (item, DiligenceAnswer.NOT_YET, 0) for item in DiligenceItem
    ]
    for answer in "a concern", "not applicable":
        with pytest.raises(BadInput) as caught:
            checks.answer(db, cpp, case, "finance", version=0, answer=answer)
        assert caught.value.field == "text"
    given = checks.answer(db, cpp, case, "finance", version=0, answer="a concern", text="Synthetic deficit")
    assert (given.by.name, given.text, given.version) == ("CPP of A", "Synthetic deficit", 1)
    assert checks.diligence(db, cpp, case)[2] == given


def test_what_was_closed_and_is_taken_up_again_keeps_why(db, cpp, case):
    cases.move(db, cpp, case, version=1, to="closed", reason="a school declined", text="B has a new head.")
    seen = cases.move(db, cpp, case, version=2, to="exploring")
    assert (seen.closed_reason, seen.closed_text) == (None, None)
    (note,) = notes.of_case(db, cpp, case)
    assert note.text == "Taken up again. It was closed: a school declined\nB has a new head."
    for reason, said in (None, "x"), ("", "x"), ("other", ""), ("bored", "x"), ("partnership formed", ""):
        with pytest.raises(BadInput):
            cases.move(db, cpp, case, version=3, to="closed", reason=reason, text=said)


def test_a_shortlist_without_scores(db, cpp):
    case = case_doors.open_from_shortlist(db, cpp, freeze_directory(A, [C, B], build_id="b1"), title="x")
    seen = cases.read(db, cpp, case)
    assert [one.urn for one in seen.schools] == [A, B, C]
    assert (seen.frozen.others, seen.frozen.method_version) == ((C, B), None)
    for others in [], [A], range(900_100, 900_120):
        with pytest.raises(BadInput):
            case_doors.open_from_shortlist(db, cpp, freeze_directory(A, others, build_id="b1"), title="x")


@pytest.mark.parametrize("entered", ["", " \n", "x" * 201, "\u202e"])
def test_a_title_that_cannot_be_taken(db, cpp, entered):
    with pytest.raises(BadInput) as caught:
        case_doors.open_from_suggestion(db, cpp, FROZEN, title=entered)
    assert caught.value.field == "title"


@pytest.mark.parametrize("day", ["2026-02-30", "soon", "0001-01-01", "9999-12-31", date(1900, 1, 1), "2026-03-02' --"])
def test_a_day_that_cannot_be_taken(db, cpp, case, day):
    with pytest.raises(BadInput):
        notes.write(db, cpp, case, dated_on=day, text="x")
    with pytest.raises(BadInput):
        tasks.add(db, cpp, case, title="x", due_on=day)
    with pytest.raises(BadInput):
        cases.edit(db, cpp, case, version=1, title="x", next_step_on=day)


def test_hostile_text_is_kept_as_text(db, cpp, case):
    cases.edit(db, cpp, case, version=1, title=HOSTILE, next_step=HOSTILE)
    notes.write(db, cpp, case, dated_on="2026-03-02", text=HOSTILE)
    tasks.add(db, cpp, case, title=HOSTILE)
    contacts.add(db, cpp, case, ContactEntry(HOSTILE, post=HOSTILE))
    checks.declare(db, cpp, case, has_interest=True, text=HOSTILE, handled=HOSTILE)
    db.expire_all()
    seen = cases.read(db, cpp, case)
    assert (seen.title, seen.next_step) == (HOSTILE, HOSTILE)
    assert notes.of_case(db, cpp, case)[0].text == HOSTILE
    assert tasks.of_case(db, cpp, case)[0].title == HOSTILE
    assert contacts.of_case(db, cpp, case)[0].post == HOSTILE
    assert checks.declarations(db, cpp, case)[0].handled == HOSTILE
    for bad in HOSTILE, "1 OR 1=1", "900001; --":
        with pytest.raises(BadInput):
            cases.add_school(db, cpp, case, bad, version=2)
        with pytest.raises(BadInput):
            cases.move(db, cpp, case, version=2, to=bad)
    assert db.scalar(select(func.count()).select_from(Note)) == 1


def test_confidential_words_are_not_plain_in_the_store(db, cpp, case):
    notes.write(db, cpp, case, dated_on="2026-03-02", text=INNER)
    cases.edit(db, cpp, case, version=1, title=INNER, next_step=INNER)
    tasks.add(db, cpp, case, title=INNER)
    contacts.add(db, cpp, case, ContactEntry(INNER))
    for table in "brokering_case", "note", "task", "contact", "case_event", "audit":
        assert INNER not in repr(db.execute(text(f"SELECT * FROM {table}")).all())  # noqa: S608


def test_an_erased_person_leaves_their_case(db, people, cpp, case):
    notes.write(db, cpp, case, dated_on="2026-03-02", text="kept")
    db.execute(text("DELETE FROM person WHERE id = :id"), {"id": cpp.person_id})
    db.expire_all()
    seen = cases.read(db, people["lead"], case)
    assert (seen.cpp, seen.owner, seen.events[0].by) == (None, None, None)
    assert [(note.text, note.author, note.mine) for note in notes.of_case(db, people["lead"], case)] == [
        ("kept", None, False)
    ]
    assert db.scalar(select(func.count()).select_from(CaseSchool)) == 2
    assert db.scalar(select(func.count()).select_from(Case)) == 1

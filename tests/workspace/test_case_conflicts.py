"""Two people at once, on both databases: nothing is overwritten unseen, and the second gets both versions to choose."""

from threading import Barrier, Thread

import pytest

from tests.workspace.casework import ask, open_case
from tests.workspace.people import A, B, cast
from workspace import case_doors, case_sharing, cases, checks, contacts, notes, tasks
from workspace.contacts import ContactEntry
from workspace.errors import BadInput, Conflict
from workspace.opening import open_store
from workspace.vocab import DiligenceAnswer, Stage


@pytest.fixture
def people(store):
    with store.transaction() as db:
        return cast(db)


@pytest.fixture
def case(store, people):
    with store.transaction() as db:
        return open_case(db, people["cpp"])


def at_once(ready_url, keys, clock, *deeds):
    """Do deeds at the same moment, each with a store of its own; gives what each returned or raised."""
    stores = [open_store(ready_url, keys=keys, clock=clock) for _ in deeds]
    gate, results = Barrier(len(deeds)), [None] * len(deeds)

    def run(at):
        gate.wait(30)
        try:
            with stores[at].transaction() as db:
                results[at] = deeds[at](db)
        except (Conflict, BadInput) as told:
            results[at] = told

    threads = [Thread(target=run, args=(at,)) for at in range(len(deeds))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    for opened in stores:
        opened.close()
    return results


def split(results, error):
    """The one that won, and the one that was told."""
    told = [result for result in results if isinstance(result, error)]
    won = [result for result in results if not isinstance(result, error)]
    assert (len(won), len(told)) == (1, 1), results
    return won[0], told[0]


def test_two_edit_a_case_and_the_second_chooses(store, people, case, ready_url, keys, clock):
    def edit(who, title, step):
        return lambda db: cases.edit(db, people[who], case, version=1, title=title, next_step=step)

    won, told = split(
        at_once(ready_url, keys, clock, edit("cpp", "ours", "Ring A"), edit("lead", "theirs", "Ring A")), Conflict
    )
    assert (told.kind, told.record_id, told.version) == ("brokering_case", case, won.version)
    assert {told.mine["title"], told.theirs["title"]} == {"ours", "theirs"}
    assert told.theirs["title"] == won.title
    assert told.differing == ["title"]  # not the time of the change: there is nothing to choose in it
    assert "ours" not in str(told)
    with store.transaction() as db:
        after = cases.edit(db, people["cpp"], case, version=told.version, title=told.mine["title"], next_step="Both")
        assert (after.title, after.next_step, after.version) == (told.mine["title"], "Both", 3)


def test_two_move_a_case_and_it_moves_once(store, people, case, ready_url, keys, clock):
    won, told = split(
        at_once(
            ready_url,
            keys,
            clock,
            lambda db: cases.move(db, people["cpp"], case, version=1, to="resting"),
            lambda db: cases.move(db, people["lead"], case, version=1, to="closed", reason="not the right time"),
        ),
        Conflict,
    )
    assert told.theirs["stage"] is won.stage
    assert "stage" in told.differing
    with store.transaction() as db:
        events = cases.read(db, people["lead"], case).events
    assert [event.stage_to for event in events] == [Stage.EXPLORING, won.stage]


def test_a_stage_that_somebody_else_has_left_is_a_conflict_and_no_riddle(store, people, case):
    """Resting may be reached from exploring only: who has the older page is told that it was changed."""
    with store.transaction() as db:
        cases.move(db, people["cpp"], case, version=1, to="closed", reason="other", text="Synthetic")
    with pytest.raises(Conflict) as caught, store.transaction() as db:
        cases.move(db, people["lead"], case, version=1, to="resting")
    assert caught.value.theirs == {"stage": Stage.CLOSED, "closed_reason": "other", "closed_text": "Synthetic"}


def test_an_item_that_nobody_had_answered_is_answered_once(store, people, case, ready_url, keys, clock):
    def answer(who, said):
        return lambda db: checks.answer(db, people[who], case, "finance", version=0, answer=said, text="Synthetic")

    won, told = split(at_once(ready_url, keys, clock, answer("cpp", "met"), answer("lead", "a concern")), Conflict)
    assert told.theirs == {"answer": won.answer, "text": "Synthetic"}
    assert told.differing == ["answer"]
    with store.transaction() as db:
        both = checks.answer(db, people["cpp"], case, "finance", version=told.version, answer="a concern", text="Both")
        assert (both.answer, both.text) == (DiligenceAnswer.CONCERN, "Both")


def test_one_request_gets_one_case(store, people, ready_url, keys, clock):
    with store.transaction() as db:
        asked = ask(db, people)

    def take_up(who):
        return lambda db: case_doors.open_from_introduction(db, people[who], asked, title="Synthetic")

    _, told = split(at_once(ready_url, keys, clock, take_up("cpp"), take_up("lead")), BadInput)
    assert told.field == "introduction"


def test_two_add_a_school_at_once(store, people, case, ready_url, keys, clock):
    def add(urn):
        return lambda db: cases.add_school(db, people["cpp"], case, urn, version=1)

    won, told = split(at_once(ready_url, keys, clock, add(900_777), add(900_888)), Conflict)
    assert len(won.schools) == 3
    assert told.version == won.version


def test_notes_written_at_once_are_both_kept(store, people, case, ready_url, keys, clock):
    def write(who):
        return lambda db: notes.write(db, people[who], case, dated_on="2026-03-02", text=f"of {who}")

    at_once(ready_url, keys, clock, write("cpp"), write("other cpp"))
    with store.transaction() as db:
        assert {note.text for note in notes.of_case(db, people["lead"], case)} == {"of cpp", "of other cpp"}
        assert cases.read(db, people["lead"], case).version == 1  # a note is nobody's conflict


def test_the_same_note_in_two_windows(store, people, case, ready_url, keys, clock):
    with store.transaction() as db:
        note = notes.write(db, people["cpp"], case, dated_on="2026-03-02", text="first").note_id

    def edit(text):
        return lambda db: notes.edit(db, people["cpp"], note, version=1, dated_on="2026-03-02", text=text)

    won, told = split(at_once(ready_url, keys, clock, edit("left"), edit("right")), Conflict)
    assert {told.mine["text"], told.theirs["text"]} == {"left", "right"}
    with store.transaction() as db:
        notes.edit(db, people["cpp"], note, version=told.version, dated_on="2026-03-02", text="left and right")
        (kept,) = notes.of_case(db, people["cpp"], case)
    assert [kept.text, *(before.text for before in kept.earlier)] == ["left and right", won.text, "first"]


def test_tasks_contacts_and_what_is_shown_have_versions_too(store, people, case):
    with store.transaction() as db:
        cpp = people["cpp"]
        task = tasks.add(db, cpp, case, title="Ring A")
        contact = contacts.add(db, cpp, case, ContactEntry("Office", urn=B))
        tasks.edit(db, cpp, task.task_id, version=1, title="Ring A on Monday")
        contacts.edit(db, cpp, contact.contact_id, ContactEntry("Front office", urn=A), version=1)
        case_sharing.show_to_schools(db, cpp, case, version=1, shown=True)
    stale = {
        "task": lambda db: tasks.edit(db, people["lead"], task.task_id, version=1, title="Ring B"),
        "done": lambda db: tasks.done(db, people["lead"], task.task_id, version=1),
        "contact": lambda db: contacts.edit(db, people["lead"], contact.contact_id, ContactEntry("x"), version=1),
        "gone": lambda db: contacts.remove(db, people["lead"], contact.contact_id, version=1),
        "shown": lambda db: case_sharing.show_to_schools(db, people["lead"], case, version=1, shown=False),
        "people": lambda db: cases.assign(db, people["lead"], case, version=1, cpp_id=None, owner_id=None),
        "school": lambda db: cases.remove_school(db, people["lead"], case, B, version=1),
    }
    found = {}
    for name, deed in stale.items():
        with pytest.raises(Conflict) as caught, store.transaction() as db:
            deed(db)
        found[name] = caught.value.version
    assert found == dict.fromkeys(stale, 2)

"""One way through, checked by hand: a head asks, the CPP explores, introduces, and a partnership is formed."""

from datetime import date

import pytest

from tests.workspace.casework import ask
from tests.workspace.people import A, B, cast
from workspace import board, case_doors, case_sharing, cases, checks, contacts, notes, tasks
from workspace.case_views import Move
from workspace.contacts import ContactEntry
from workspace.errors import BadInput
from workspace.vocab import CaseRole, DiligenceAnswer, DiligenceItem, Door, Stage

ASKED = {
    "build_id": "b1",
    "method_version": "1",
    "reasons": ["Near."],
    "weights": {"near": 4.0},
    "points": {"near": 60.0},
    "position": 2,
}


def test_a_head_asks_and_in_the_end_a_partnership_is_formed(store, clock):
    with store.transaction() as db:
        people = cast(db)
        asked = ask(db, people, frozen=ASKED)
        cpp, lead, head = (people[name] for name in ("cpp", "lead", "head"))

    clock.forward(days=1)
    with store.transaction() as db:
        number = case_doors.open_from_introduction(db, cpp, asked, title="A asks for B")
        case = cases.read(db, cpp, number)
    assert (case.door, case.stage, case.version) == (Door.INTRODUCTION, Stage.REQUESTED, 1)
    assert [(school.urn, school.part) for school in case.schools] == [(A, CaseRole.ASKING), (B, CaseRole.SUGGESTED)]
    assert (case.cpp.name, case.owner.name, case.introduction_id) == ("CPP of A", "CPP of A", asked)
    assert (case.frozen.data_build, case.frozen.schools[0].reasons) == ("b1", ("Near.",))
    assert (case.frozen.schools[0].position, dict(case.frozen.schools[0].points)) == (2, {"near": 60.0})
    assert [one.stage for one in case.moves] == [Stage.EXPLORING, Stage.RESTING, Stage.CLOSED]

    with store.transaction() as db:
        case = cases.move(db, cpp, number, version=case.version, to="exploring")
        case = cases.edit(
            db, cpp, number, version=case.version, title="A and B", next_step="Ring B", next_step_on="2026-03-05"
        )
        notes.write(db, cpp, number, dated_on="2026-03-03", text="Rang the head of A.")
        contacts.add(db, cpp, number, ContactEntry("Office of B", urn=B, email="Office@B.example"))
        task = tasks.add(db, cpp, number, title="Ring B", owner_id=cpp.person_id, due_on="2026-03-05")
        case = cases.read(db, cpp, number)
        assert case.moves[0] == Move(
            Stage.INTRODUCED, ("The CPP of the case must declare whether they have an interest in it.",)
        )

    with pytest.raises(BadInput, match="must declare"), store.transaction() as db:
        cases.move(db, cpp, number, version=case.version, to="introduced")

    clock.forward(days=3)  # it is the 6th
    with store.transaction() as db:
        (card,) = board.listing(db, lead)
        assert (card.title, card.next_step_on, card.tasks_open, card.tasks_overdue, card.late) == (
            "A and B", date(2026, 3, 5), 1, 1, True,
        )  # fmt: skip
        tasks.done(db, cpp, task.task_id, version=task.version)
        checks.declare(db, cpp, number, has_interest=True, text="My sister teaches at B.", handled="The lead sits in.")
        case = cases.move(db, cpp, number, version=case.version, to="introduced")
        assert case.stage is Stage.INTRODUCED
        case_sharing.show_to_schools(db, cpp, number, version=case.version, shown=True)
        assert case_sharing.summary(db, head, number).cpp.name == "CPP of A"
        version = cases.read(db, cpp, number).version
        for stage in "scoping a shared vision", "agreement drafted":
            version = cases.move(db, cpp, number, version=version, to=stage).version

    waiting = "Due diligence not yet looked at: capacity and willingness, governors"
    with pytest.raises(BadInput, match=waiting), store.transaction() as db:
        cases.move(db, lead, number, version=version, to="partnership formed")
    with store.transaction() as db:
        for item in DiligenceItem:
            checks.answer(db, cpp, number, item, version=0, answer=DiligenceAnswer.MET)
        case = cases.move(db, lead, number, version=version, to="partnership formed")
    assert [(event.stage_from, event.stage_to, event.by.name) for event in case.events] == [
        (None, Stage.REQUESTED, "CPP of A"),
        (Stage.REQUESTED, Stage.EXPLORING, "CPP of A"),
        (Stage.EXPLORING, Stage.INTRODUCED, "CPP of A"),
        (Stage.INTRODUCED, Stage.SCOPING, "CPP of A"),
        (Stage.SCOPING, Stage.AGREEMENT, "CPP of A"),
        (Stage.AGREEMENT, Stage.FORMED, "Lead"),
    ]
    assert [event.at.day for event in case.events] == [3, 3, 6, 6, 6, 6]
    with store.transaction() as db:
        assert [(stage, len(cards)) for stage, cards in board.board(db, lead).columns if cards] == [(Stage.FORMED, 1)]
        closed = cases.move(db, lead, number, version=case.version, to="closed", reason="partnership formed")
    assert (closed.stage, closed.closed_reason) == (Stage.CLOSED, "partnership formed")

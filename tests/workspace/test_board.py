"""The board and its filters, on five cases to check by hand."""

from datetime import date

import pytest

from tests.workspace.casework import ask, open_case, open_direct
from tests.workspace.people import A, B, C, cast
from workspace import board, case_doors, cases, tasks
from workspace.case_doors import Naming
from workspace.errors import BadInput
from workspace.suggested import freeze_directory
from workspace.vocab import Stage


@pytest.fixture
def people(db):
    return cast(db)


@pytest.fixture
def five(db, people, clock):
    """Opened on 2, 3, 4, 5 and 6 March: a suggestion, a request, a shortlist, a direct approach, one that is closed."""
    cpp, lead = people["cpp"], people["lead"]
    found = {"suggestion": open_case(db, cpp)}
    clock.forward(days=1)
    found["request"] = case_doors.open_from_introduction(db, lead, ask(db, people), title="request")
    clock.forward(days=1)
    shortlist = freeze_directory(B, [C], build_id="b1")
    found["shortlist"] = case_doors.open_from_shortlist(db, people["other cpp"], shortlist, title="shortlist")
    clock.forward(days=1)
    found["direct"] = open_direct(db, lead, (A, C), named=Naming(cpp_id=cpp.person_id))
    clock.forward(days=1)
    found["closed"] = open_case(db, cpp)
    cases.move(db, cpp, found["closed"], version=1, to="closed", reason="not the right time")
    cases.edit(db, cpp, found["suggestion"], version=1, title="s", next_step="Ring", next_step_on="2026-03-09")
    cases.edit(db, cpp, found["direct"], version=1, title="d", next_step="Visit", next_step_on="2026-03-05")
    cases.edit(db, cpp, found["closed"], version=2, title="c", next_step="None", next_step_on="2026-03-05")
    return found


def ask_for(db, actor, five, **chosen):
    by_number = {number: name for name, number in five.items()}
    return [by_number[card.case_id] for card in board.listing(db, actor, board.filters(**chosen))]


def test_every_stage_has_its_column_in_order(db, people, five):
    seen = board.board(db, people["lead"])
    assert [stage for stage, _ in seen.columns] == list(board.COLUMNS)
    by_stage = {stage: {card.case_id for card in cards} for stage, cards in seen.columns if cards}
    assert by_stage == {
        Stage.REQUESTED: {five["request"]},
        Stage.EXPLORING: {five["suggestion"], five["shortlist"], five["direct"]},
        Stage.CLOSED: {five["closed"]},
    }
    assert seen.count == 5
    only = board.board(db, people["lead"], board.filters(stages=["resting", "exploring"]))
    assert [(stage, len(cards)) for stage, cards in only.columns] == [(Stage.EXPLORING, 3), (Stage.RESTING, 0)]


def test_the_next_step_comes_first_then_the_latest_change_and_closed_cases_last(db, people, five):
    assert ask_for(db, people["lead"], five) == ["direct", "suggestion", "shortlist", "request", "closed"]


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({"urn": C}, {"shortlist", "direct"}),
        ({"urn": "900003"}, {"shortlist", "direct"}),
        ({"stages": ["closed"]}, {"closed"}),
        ({"opened_from": "2026-03-03", "opened_to": "2026-03-05"}, {"request", "shortlist", "direct"}),
        ({"opened_from": date(2026, 3, 6)}, {"closed"}),
        ({"opened_to": date(2026, 3, 2)}, {"suggestion"}),
        ({"step_by": "2026-03-05"}, {"direct", "closed"}),
        ({"step_by": "2026-03-09", "urn": B}, {"suggestion", "closed"}),
        ({"urn": 900_999}, set()),
    ],
)
def test_filters(db, people, five, chosen, expected):
    assert set(ask_for(db, people["lead"], five, **chosen)) == expected


def test_by_cpp(db, people, five):
    lead, cpp, other = (people[name] for name in ("lead", "cpp", "other cpp"))
    assert set(ask_for(db, lead, five, cpp_id=cpp.person_id)) == {"suggestion", "request", "direct", "closed"}
    assert ask_for(db, lead, five, cpp_id=other.person_id) == ["shortlist"]
    assert [one.name for one in board.choices(db, lead).cpps] == ["CPP of A", "CPP of B"]
    # B's CPP reads what has B in it; a filter adds nothing to that.
    assert set(ask_for(db, other, five, cpp_id=cpp.person_id)) == {"suggestion", "request", "closed"}


def test_what_is_late(db, people, five):
    """It is the 6th: the step of the direct approach was due on the 5th; a closed case is never late."""
    lead = people["lead"]
    tasks.add(db, lead, five["request"], title="x", due_on="2026-03-05")
    tasks.add(db, lead, five["request"], title="y", due_on="2026-03-06")
    done = tasks.add(db, lead, five["shortlist"], title="z", due_on="2026-03-05")
    tasks.done(db, lead, done.task_id, version=1)
    cards = {card.case_id: card for card in board.listing(db, lead)}
    assert {name for name, number in five.items() if cards[number].late} == {"direct", "request"}
    assert (cards[five["request"]].tasks_open, cards[five["request"]].tasks_overdue) == (2, 1)
    assert (cards[five["shortlist"]].tasks_open, cards[five["shortlist"]].tasks_overdue) == (0, 0)
    assert cards[five["closed"]].since.day == 6


@pytest.mark.parametrize(
    "chosen",
    [
        {"cpp_id": 0},
        {"cpp_id": 10**30},
        {"urn": "1 OR 1=1"},
        {"stages": ["best"]},
        {"opened_from": "yesterday"},
        {"opened_from": "2026-03-05", "opened_to": "2026-03-04"},
        {"step_by": "9999-12-31"},
    ],
)
def test_what_a_filter_cannot_be(chosen):
    with pytest.raises(BadInput):
        board.filters(**chosen)

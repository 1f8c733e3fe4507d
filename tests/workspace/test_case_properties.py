"""Whatever is done to a case in whatever order, its history is one unbroken way and it skips no check."""

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from tests.workspace.casework import open_case, open_direct
from tests.workspace.people import A, B, cast
from workspace import cases, checks
from workspace.errors import BadInput, Conflict
from workspace.models import CaseEvent, ConflictCheck
from workspace.stages import ORDER, TOGETHER
from workspace.vocab import CloseReason, DiligenceAnswer, DiligenceItem, Stage

ANSWERS = (DiligenceAnswer.MET, DiligenceAnswer.NOT_YET)

STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("move"), st.sampled_from(list(Stage)), st.sampled_from(list(CloseReason))),
        # So that long ways are found too: on to whatever the case offers first, or last.
        st.tuples(st.just("on"), st.sampled_from([0, 0, 0, -1]), st.sampled_from(list(CloseReason))),
        st.tuples(st.just("stale"), st.sampled_from(list(Stage)), st.just(CloseReason.NOT_NOW)),
        st.tuples(st.just("declare"), st.booleans(), st.none()),
        st.tuples(
            st.just("answer"), st.sampled_from(list(DiligenceItem)), st.sampled_from(["met", "not yet looked at"])
        ),
    ),
    max_size=25,
)


@pytest.fixture
def people(store):
    with store.transaction() as db:
        return cast(db)


def step(db, cpp, number, deed):
    """Do one step; gives the stage after it, or None where it was refused."""
    what, first, second = deed
    case = cases.read(db, cpp, number)
    if what == "declare":
        checks.declare(db, cpp, number, has_interest=first, text="Synthetic", handled="Synthetic")
    elif what == "answer":
        (item,) = (one for one in checks.diligence(db, cpp, number) if one.item is first)
        checks.answer(db, cpp, number, first, version=item.version, answer=second)
    else:
        to = case.moves[first].stage if what == "on" else first
        version = case.version - (what == "stale")
        return cases.move(db, cpp, number, version=version, to=to, reason=second, text="Synthetic").stage
    return case.stage


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS, direct=st.booleans())
def test_the_history_is_one_way_and_no_check_is_skipped(store, people, clock, steps, direct):
    cpp = people["cpp"]
    with store.transaction() as db:
        number = open_direct(db, cpp, (A, B)) if direct else open_case(db, cpp)
        stage, moved = Stage.EXPLORING, 1
        declared, met = False, set()
        for deed in steps:
            clock.forward(minutes=1)
            before = cases.read(db, cpp, number)
            try:
                after = step(db, cpp, number, deed)
            except (BadInput, Conflict) as told:
                refused = type(told)
                assert (refused is Conflict) is (deed[0] == "stale")
                assert cases.read(db, cpp, number) == before  # nothing was written
                continue
            if deed[0] == "declare":
                declared = True
            elif deed[0] == "answer":
                (met.add if deed[2] is DiligenceAnswer.MET else met.discard)(deed[1])
            else:
                assert deed[0] != "stale"
                assert declared or after not in TOGETHER
                assert met == set(DiligenceItem) or after is not Stage.FORMED
                stage, moved = after, moved + 1
        case = cases.read(db, cpp, number)
        assert case.stage is stage
        assert (case.closed_reason is None) is (stage is not Stage.CLOSED)
        events = case.events
        assert len(events) == moved == db.scalar(select(func.count()).where(CaseEvent.case_id == number))
        assert events[0].stage_from is None
        assert events[-1].stage_to is stage
        for one, other in pairwise(events):
            assert one.stage_to is other.stage_from
            assert one.stage_to is not other.stage_to
            assert one.at < other.at
            if {other.stage_from, other.stage_to} <= set(ORDER):
                assert abs(ORDER.index(other.stage_to) - ORDER.index(other.stage_from)) == 1
        assert case.since == events[-1].at
        assert declared is (db.scalar(select(func.count()).where(ConflictCheck.case_id == number)) > 0)
        for offered in case.moves:  # what a page offers as ready can be done
            if not offered.lacking:
                with db.begin_nested() as undo:
                    cases.move(db, cpp, number, version=case.version, to=offered.stage, reason=CloseReason.NOT_NOW)
                    undo.rollback()
                db.expire_all()

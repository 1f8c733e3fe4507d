"""Where a case may go from where it stands: the whole table, written out."""

import pytest

from workspace.stages import ORDER, TOGETHER, close_reasons, first_stage, moves
from workspace.vocab import CloseReason, Door, Stage

S = Stage
TABLE = [
    (S.REQUESTED, None, {S.EXPLORING, S.RESTING, S.CLOSED}),
    (S.EXPLORING, None, {S.INTRODUCED, S.RESTING, S.CLOSED}),
    (S.INTRODUCED, None, {S.SCOPING, S.EXPLORING, S.RESTING, S.CLOSED}),
    (S.SCOPING, None, {S.AGREEMENT, S.INTRODUCED, S.RESTING, S.CLOSED}),
    (S.AGREEMENT, None, {S.FORMED, S.SCOPING, S.RESTING, S.CLOSED}),
    (S.FORMED, None, {S.AGREEMENT, S.CLOSED}),
    (S.RESTING, S.REQUESTED, {S.REQUESTED, S.EXPLORING, S.CLOSED}),
    (S.RESTING, S.EXPLORING, {S.EXPLORING, S.CLOSED}),
    (S.RESTING, S.AGREEMENT, {S.AGREEMENT, S.EXPLORING, S.CLOSED}),
    (S.CLOSED, None, {S.EXPLORING}),
]


@pytest.mark.parametrize(("stage", "rested_from", "to"), TABLE)
def test_moves(stage, rested_from, to):
    found = moves(stage, rested_from)
    assert set(found) == to
    assert len(found) == len(to)


def test_every_stage_is_in_the_table_and_leads_to_an_end():
    assert {row[0] for row in TABLE} == set(Stage)
    assert all(S.CLOSED in to for stage, _, to in TABLE if stage is not S.CLOSED)
    assert {*ORDER, S.RESTING, S.CLOSED} == set(Stage)
    assert {S.INTRODUCED, S.SCOPING, S.AGREEMENT, S.FORMED} == TOGETHER


def test_what_a_school_has_asked_for_is_requested():
    assert {door: first_stage(door) for door in Door} == {
        Door.SUGGESTION: S.EXPLORING,
        Door.SHORTLIST: S.EXPLORING,
        Door.INTRODUCTION: S.REQUESTED,
        Door.DIRECT: S.EXPLORING,
    }


def test_a_case_is_closed_as_formed_only_once_it_is():
    for stage in Stage:
        assert (CloseReason.FORMED in close_reasons(stage)) is (stage is S.FORMED)
        assert set(CloseReason) - {CloseReason.FORMED} <= set(close_reasons(stage))

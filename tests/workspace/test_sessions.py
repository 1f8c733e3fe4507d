"""A sign-in counts only while the store says so: expiry, idleness, sign-out, a cookie shown again, a lost role."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.workspace.people import A, add_actor, cast
from workspace import people, sessions
from workspace.actor import OPERATOR, Holding
from workspace.errors import Forbidden, SessionEnded
from workspace.models import Membership, Person, PersonSession
from workspace.vocab import Role

IDLE, LONGEST = timedelta(hours=2), timedelta(hours=12)


@pytest.fixture
def head(store):
    """A head of A who has just signed in: their number and their token."""
    token = sessions.new_token()
    with store.transaction() as db:
        actor = add_actor(db, (Role.HEAD, A))
        begin(db, actor.person_id, token)
    return actor.person_id, token


def begin(db, person_id, token, *, signed_in_at=None):
    return sessions.start(
        db, db.get_one(Person, person_id), token, signed_in_at=signed_in_at or db.now(), longest=LONGEST
    )


def resolve(store, token):
    with store.transaction() as db:
        return sessions.resolve(db, token, idle=IDLE)


def is_over(store, token):
    try:
        return resolve(store, token) is None
    except SessionEnded:
        return True


def test_a_session_gives_the_person_with_their_roles(store, head):
    person_id, token = head
    actor = resolve(store, token)
    assert (actor.person_id, actor.holdings) == (person_id, {Holding(Role.HEAD, A)})


def test_a_token_that_nobody_has_started_is_nobody(store, head):
    assert resolve(store, sessions.new_token()) is None


def test_the_store_cannot_give_a_token_away(store, head):
    _, token = head
    with store.reading() as db:
        (row,) = db.scalars(select(PersonSession))
    assert token not in (row.token_hash, str(vars(row)))


def test_a_session_in_use_ends_at_its_longest(store, head, clock):
    _, token = head
    for _ in range(11):
        clock.forward(hours=1)
        assert not is_over(store, token)
    clock.forward(hours=1)
    assert is_over(store, token)


@pytest.mark.parametrize(("minutes", "over"), [(119, False), (120, True)])
def test_a_session_out_of_use_ends_sooner(store, head, clock, minutes, over):
    clock.forward(minutes=minutes)
    assert is_over(store, head[1]) is over


def test_a_cookie_shown_again_after_sign_out_is_refused(store, head):
    person_id, token = head
    with store.transaction() as db:
        sessions.sign_out(db, token)
    with pytest.raises(SessionEnded):
        resolve(store, token)
    with pytest.raises(SessionEnded), store.transaction() as db:
        begin(db, person_id, token)


def test_sign_out_ends_one_session_and_everywhere_ends_all(store, head, clock):
    person_id, first = head
    second, third = sessions.new_token(), sessions.new_token()
    with store.transaction() as db:
        begin(db, person_id, second)
        begin(db, person_id, third)
        sessions.sign_out(db, first)
    assert [is_over(store, token) for token in (first, second, third)] == [True, False, False]
    actor = resolve(store, second)
    with store.transaction() as db:
        sessions.sign_out_everywhere(db, actor, person_id)
    assert [is_over(store, token) for token in (first, second, third)] == [True, True, True]


def test_a_stolen_cookie_that_was_never_used_here_ends_with_sign_out_everywhere(store, head, clock):
    person_id, token = head
    stolen_at = clock()
    clock.forward(minutes=5)
    actor = resolve(store, token)
    with store.transaction() as db:
        sessions.sign_out_everywhere(db, actor, person_id)
    with pytest.raises(SessionEnded), store.transaction() as db:
        begin(db, person_id, sessions.new_token(), signed_in_at=stolen_at)
    clock.forward(seconds=1)
    with store.transaction() as db:  # a new sign-in counts
        assert begin(db, person_id, sessions.new_token()).holds(Role.HEAD)


def test_an_old_sign_in_begins_no_session(store, head, clock):
    with pytest.raises(SessionEnded), store.transaction() as db:
        begin(db, head[0], sessions.new_token(), signed_in_at=clock() - LONGEST)


@pytest.mark.parametrize("name", ["other head", "governor", "cpp", "lead", "no role", "stranger"])
def test_nobody_but_an_admin_signs_others_out(store, head, name):
    with store.transaction() as db:
        actor = cast(db)[name]
    with pytest.raises(Forbidden), store.transaction() as db:
        sessions.sign_out_everywhere(db, actor, head[0])
    assert not is_over(store, head[1])


def test_a_role_taken_away_is_gone_with_the_next_click(store, head):
    person_id, token = head
    with store.transaction() as db:
        held = db.scalars(select(Membership.id).where(Membership.person_id == person_id)).one()
        people.take_role(db, OPERATOR, held)
    assert resolve(store, token).roles == {Role.VISITOR}


def test_a_role_counts_from_its_first_day_to_the_day_before_its_last(store, head, clock):
    person_id, _ = head
    with store.transaction() as db:
        db.add(
            Membership(
                person_id=person_id,
                role=Role.LEAD,
                since=db.today() + timedelta(days=1),
                until=db.today() + timedelta(days=2),
            )
        )
    holds = []
    for _ in range(3):
        with store.transaction() as db:
            holds.append(begin(db, person_id, sessions.new_token()).holds(Role.LEAD))
        clock.forward(days=1)
    assert holds == [False, True, False]


def test_a_closed_account_is_nobody(store, head):
    person_id, token = head
    with store.transaction() as db:
        people.close(db, OPERATOR, person_id, version=1)
    assert is_over(store, token)
    with pytest.raises(SessionEnded), store.transaction() as db:
        begin(db, person_id, sessions.new_token())

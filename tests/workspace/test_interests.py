"""An expression of interest, from its author's side: written, changed, withdrawn, expired; and what is refused."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select, update

from tests.workspace.attempts import may
from tests.workspace.offers import DRAFT, UNTIL, draft, express
from tests.workspace.people import A, B, add_actor, cast
from workspace import interests, people
from workspace.actor import VISITOR, actor_of
from workspace.errors import BadInput, Conflict, Forbidden, NotFound, TooMany
from workspace.interests import State
from workspace.models import Audit, Interest, Membership, Person
from workspace.vocab import Consent, InterestRole, Kind, Offer, Outcome, Role


@pytest.fixture
def everyone(store):
    with store.transaction() as db:
        return cast(db)


@pytest.fixture
def head(everyone):
    return everyone["head"]


@pytest.fixture
def written(store, head):
    return express(store, head)


def mine(store, actor):
    with store.transaction() as db:
        return interests.mine(db, actor)


def test_what_was_written_is_what_the_author_reads(store, head, written, clock):
    assert mine(store, head) == [written]
    assert (written.name, written.email, written.urn) == ("Head of A", "p@example.org", A)
    assert written.offers == (Offer.READING, Offer.ATTENDANCE)  # in the order of the list
    assert written.roles == (InterestRole.PEER_REVIEWER,)
    assert (written.experience, written.availability) == (DRAFT.experience, DRAFT.availability)
    assert written.consent_for == set(Consent)
    assert written.consent_given_at == written.written_at == clock.at
    assert (written.state, written.days_left) == (State.LIVE, (UNTIL - date(2026, 3, 2)).days + 1)


def test_who_may_write_change_and_withdraw(store, everyone, written):
    with store.transaction() as db:
        everyone["second head of A"] = add_actor(db, (Role.HEAD, A), name="Second head of A")
        interests.withdraw(db, everyone["head"], written.number)
    again = express(store, everyone["head"]).number
    tries = {
        "write": lambda db, actor: interests.write(db, actor, B, DRAFT),
        "edit": lambda db, actor: interests.edit(db, actor, again, DRAFT, version=1),
        "withdraw": lambda db, actor: interests.withdraw(db, actor, again),
        "mine": interests.mine,
    }
    assert {name: may(store, everyone, act) for name, act in tries.items()} == {
        "write": {"other head"},
        "edit": {"head"},
        "withdraw": {"head"},
        "mine": set(everyone) - {"stranger"},
    }


def test_a_second_for_the_same_school_is_refused_and_one_for_another_school_is_not(store, written):
    with store.transaction() as db:
        person = db.get_one(Person, db.get_one(Interest, written.number).person_id)
        db.add(Membership(person_id=person.id, role=Role.HEAD, urn=B, since=db.today()))
        db.flush()
        actor = actor_of(db, person)
    with pytest.raises(BadInput, match="change that one"):
        express(store, actor)
    assert express(store, actor, B).urn == B


def test_changing_keeps_the_day_of_a_consent_that_stays_and_dates_one_that_is_given_anew(store, head, written, clock):
    clock.forward(days=10)
    with store.transaction() as db:
        changed = interests.edit(db, head, written.number, draft(availability="Synthetic: Fridays"), version=1)
    assert (changed.availability, changed.consent_given_at) == ("Synthetic: Fridays", written.consent_given_at)
    assert (changed.changed_at, changed.written_at) == (clock.at, written.written_at)
    narrower = draft(consent_for=[Consent.REGISTER])
    with store.transaction() as db:
        changed = interests.edit(db, head, written.number, narrower, version=changed.version)
    assert (changed.consent_for, changed.consent_given_at) == ({Consent.REGISTER}, clock.at)


def test_two_windows_of_one_head_do_not_overwrite_each_other(store, head, written):
    with store.transaction() as db:
        interests.edit(db, head, written.number, draft(experience="Synthetic: first"), version=1)
    with pytest.raises(Conflict) as conflict, store.transaction() as db:
        interests.edit(db, head, written.number, draft(experience="Synthetic: second"), version=1)
    assert conflict.value.differing == ["experience"]
    assert conflict.value.theirs["experience"] == "Synthetic: first"
    with store.transaction() as db:
        interests.edit(db, head, written.number, draft(experience="Synthetic: second"), version=conflict.value.version)
    assert mine(store, head)[0].experience == "Synthetic: second"


def test_withdrawing_works_without_any_role_and_twice_and_ends_it(store, head, written, clock):
    with store.transaction() as db:
        db.execute(update(Membership).where(Membership.person_id == head.person_id).values(revoked_at=db.now()))
        former = actor_of(db, db.get_one(Person, head.person_id))
    assert mine(store, former)[0].state is State.ROLE_ENDED
    with pytest.raises(Forbidden), store.transaction() as db:
        interests.edit(db, former, written.number, DRAFT, version=1)
    for _ in range(2):
        with store.transaction() as db:
            interests.withdraw(db, former, written.number)
        clock.forward(days=1)
    (own,) = mine(store, former)
    assert (own.state, own.withdrawn_at) == (State.WITHDRAWN, clock.at - timedelta(days=2))
    with pytest.raises(BadInput, match="withdrawn"), store.transaction() as db:
        interests.edit(db, head, written.number, DRAFT, version=own.version)


def test_it_expires_the_day_after_and_may_be_renewed(store, head, clock):
    number = express(store, head, consent_until=date(2026, 3, 3)).number
    seen = []
    for _ in range(3):
        seen += [(item.state, item.days_left) for item in mine(store, head)]
        clock.forward(days=1)
    assert seen == [(State.LIVE, 2), (State.LIVE, 1), (State.EXPIRED, 0)]
    with pytest.raises(BadInput, match="choose a day"), store.transaction() as db:
        interests.edit(db, head, number, draft(consent_until=date(2026, 3, 3)), version=1)
    with store.transaction() as db:
        renewed = interests.edit(db, head, number, DRAFT, version=1)
    assert (renewed.state, renewed.consent_given_at) == (State.LIVE, clock.at)


def test_an_account_that_is_closed_is_head_no_more(store, everyone, head, written):
    with store.transaction() as db:
        people.close(db, everyone["admin"], head.person_id, version=1)
    assert mine(store, head)[0].state is State.ROLE_ENDED


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("roles", []),
        ("roles", ["king"]),
        ("offers", []),
        ("offers", ["<b>"]),
        ("experience", " "),
        ("experience", "x" * 5001),
        ("offers_text", "x" * 2001),
        ("availability", ""),
        ("availability", "x" * 501),
        ("consent_for", []),
        ("consent_for", [Consent.NAMED, Consent.CONTACT]),
        ("consent_for", ["everything"]),
        ("consent_until", date(2026, 3, 1)),
        ("consent_until", date(2028, 3, 2)),
        ("consent_until", datetime(2026, 9, 1)),  # noqa: DTZ001
    ],
)
def test_what_is_refused_names_its_field_and_keeps_nothing(store, head, field, value):
    with pytest.raises(BadInput) as refused:
        express(store, head, **{field: value})
    assert refused.value.field == field
    assert mine(store, head) == []


def test_the_first_and_the_last_day_of_the_longest_consent_are_taken(store, head):
    number = express(store, head, consent_until=date(2026, 3, 2)).number
    with store.transaction() as db:
        assert interests.edit(db, head, number, draft(consent_until=date(2028, 3, 1)), version=1).days_left == 731


def test_a_form_sent_too_often_is_refused(store, head, written, clock):
    def edit():
        with store.transaction() as db:
            version = db.scalar(select(Interest.version))
            interests.edit(db, head, written.number, DRAFT, version=version)

    for _ in range(19):
        edit()
    with pytest.raises(TooMany, match="too often"):
        edit()
    clock.forward(hours=1)
    edit()


def test_nobody_and_nothing(store, head):
    with pytest.raises(Forbidden), store.transaction() as db:
        interests.mine(db, VISITOR)
    for act in interests.withdraw, lambda db, actor, n: interests.edit(db, actor, n, DRAFT, version=1):
        with pytest.raises(NotFound), store.transaction() as db:
            act(db, head, 999)


def test_the_audit_log_says_what_was_done(store, head, written):
    with store.transaction() as db:
        interests.withdraw(db, head, written.number)
    with store.reading() as db:
        rows = [
            (row.person_id, str(row.action), row.outcome)
            for row in db.scalars(select(Audit))
            if row.kind is Kind.INTEREST
        ]
    assert rows == [
        (head.person_id, "write an expression of interest", Outcome.DONE),
        (head.person_id, "withdraw an expression of interest", Outcome.DONE),
    ]

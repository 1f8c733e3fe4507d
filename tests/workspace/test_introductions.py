"""Asking for an introduction: who is named, who answers, who reads it, and what the school asked about never learns."""

import pytest
from sqlalchemy import select

from tests.workspace.attempts import may
from tests.workspace.offers import SUGGESTION
from tests.workspace.people import A, B, C, add_actor, cast
from workspace import introduction_lists as lists
from workspace import introductions, people
from workspace.actor import actor_of
from workspace.errors import BadInput, Conflict, NotFound, TooMany
from workspace.introduction_lists import State
from workspace.models import Audit, Introduction
from workspace.settings import Settings, store_url
from workspace.vocab import Outcome, Role

CEO = "Synthetic CEO"
TEXT = "Synthetic: we would like to talk about reading"


@pytest.fixture
def everyone(store):
    with store.transaction() as db:
        return cast(db) | {"cpp of c": add_actor(db, (Role.CPP, C), name="CPP of C")}


def ask(store, actor, urn=A, **more):
    with store.transaction() as db:
        return introductions.ask(db, actor, urn, **{"message": TEXT, "ceo": CEO, "other_urn": B} | more)


@pytest.fixture
def asked(store, everyone):
    """The governor of A asks about B, with what was suggested."""
    return ask(store, everyone["governor"], suggestion=SUGGESTION)


def call(store, function, *arguments, **more):
    with store.transaction() as db:
        return function(db, *arguments, **more)


def test_who_answers_is_named_before_and_in_the_request(store, everyone, asked, clock):
    before = call(store, introductions.who_answers, everyone["governor"], A, ceo=CEO)
    assert before == introductions.Answerers(((everyone["cpp"].person_id, "CPP of A"),), CEO)
    assert (asked.cpp, asked.ceo, asked.cpp_id) == ("CPP of A", CEO, everyone["cpp"].person_id)
    assert (asked.asked_by, asked.asked_as, asked.asked_at) == ("Governor of A", Role.GOVERNOR, clock.at)
    assert (asked.urn, asked.other_urn, asked.message, asked.state) == (A, B, TEXT, State.WAITING)
    assert asked.frozen == SUGGESTION
    assert call(store, lists.mine, everyone["governor"]) == [asked]


def test_the_ceo_is_named_by_the_settings_or_by_the_office():
    url = store_url("sqlite:////srv/synthetic.db")
    assert introductions.ceo_of(Settings(url, ceo=CEO)) == CEO
    assert introductions.ceo_of(Settings(url, partnership="Camden Learning")) == "the CEO of Camden Learning"


def test_a_school_without_an_adviser_is_answered_by_the_ceo(store):
    with store.transaction() as db:
        head = add_actor(db, (Role.HEAD, C))
    assert call(store, introductions.who_answers, head, C, ceo=CEO).cpps == ()
    asked = ask(store, head, C)
    assert (asked.cpp_id, asked.cpp, asked.ceo, asked.asked_as) == (None, "", CEO, Role.HEAD)


def test_of_two_advisers_one_is_chosen_and_nobody_else(store, everyone):
    with store.transaction() as db:
        second = add_actor(db, (Role.CPP, A), name="Another CPP of A")
    assert ask(store, everyone["head"]).cpp == "Another CPP of A"  # the first by name
    assert ask(store, everyone["head"], other_urn=C, cpp_id=everyone["cpp"].person_id).cpp == "CPP of A"
    assert second.person_id in [
        number for number, _ in call(store, introductions.who_answers, everyone["head"], A, ceo=CEO).cpps
    ]
    with pytest.raises(BadInput) as refused:
        ask(store, everyone["governor"], cpp_id=everyone["other cpp"].person_id)
    assert refused.value.field == "cpp_id"


def test_who_may_do_what(store, everyone, asked):
    number = asked.number
    tries = {
        "ask": lambda db, actor: introductions.ask(db, actor, A, message=TEXT, ceo=CEO),
        "who answers": lambda db, actor: introductions.who_answers(db, actor, A, ceo=CEO),
        "read": lambda db, actor: lists.read(db, actor, number),
        "of school": lambda db, actor: lists.of_school(db, actor, A),
        "of the other school": lambda db, actor: lists.of_school(db, actor, B),
        "list": lists.listed,
        "withdraw": lambda db, actor: introductions.withdraw(db, actor, number),
        "answer": lambda db, actor: introductions.answer(db, actor, number, version=1, text="x"),
    }
    assert {name: may(store, everyone, act) for name, act in tries.items()} == {
        "ask": {"head", "governor"},
        "who answers": {"head", "governor"},
        "read": {"governor", "head", "cpp", "lead"},
        "of school": {"head", "cpp", "lead"},
        "of the other school": {"other head", "other cpp", "lead"},
        "list": {"cpp", "other cpp", "cpp of c", "lead"},
        "withdraw": {"governor"},
        "answer": {"cpp", "lead"},
    }


def test_the_school_asked_about_and_its_adviser_learn_nothing(store, everyone, asked):
    assert call(store, lists.listed, everyone["other cpp"]) == []
    assert call(store, lists.of_school, everyone["other head"], B) == []
    assert call(store, lists.mine, everyone["other head"]) == []
    assert [item.number for item in call(store, lists.listed, everyone["cpp"])] == [asked.number]


def test_an_adviser_who_was_named_still_answers_when_the_school_is_no_longer_theirs(store, everyone, asked):
    with store.transaction() as db:
        person = next(p for p, _ in people.everyone(db, everyone["admin"]) if p.name == "CPP of A")
        people.give_role(db, everyone["admin"], person.id, Role.CPP, B)
        held = next(m for p, ms in people.everyone(db, everyone["admin"]) if p is person for m in ms if m.urn == A)
        people.take_role(db, everyone["admin"], held.id)
        moved = actor_of(db, person)
    assert [item.number for item in call(store, lists.listed, moved)] == [asked.number]


def test_answering_and_answering_anew(store, everyone, asked, clock):
    clock.forward(days=1)
    answered = call(
        store, introductions.answer, everyone["cpp"], asked.number, version=1, text="Synthetic: a call on Monday"
    )
    assert (answered.state, answered.answered_by, answered.answered_at) == (State.ANSWERED, "CPP of A", clock.at)
    assert call(store, lists.mine, everyone["governor"])[0].answer == "Synthetic: a call on Monday"
    with pytest.raises(Conflict):
        call(store, introductions.answer, everyone["lead"], asked.number, version=1, text="x")
    call(
        store, introductions.answer, everyone["lead"], asked.number, version=answered.version, text="Synthetic: Tuesday"
    )
    (seen,) = call(store, lists.listed, everyone["lead"], state=State.ANSWERED)
    assert (seen.answer, seen.answered_by) == ("Synthetic: Tuesday", "Lead")
    assert call(store, lists.listed, everyone["lead"], state=State.WAITING) == []


def test_what_is_withdrawn_is_read_by_its_author_alone(store, everyone, asked, clock):
    for _ in range(2):
        call(store, introductions.withdraw, everyone["governor"], asked.number)
        clock.forward(days=1)
    (own,) = call(store, lists.mine, everyone["governor"])
    assert (own.state, own.message) == (State.WITHDRAWN, TEXT)
    assert own.withdrawn_at == asked.asked_at
    for name in "cpp", "lead", "head":
        assert call(store, lists.of_school, everyone[name], A) == []
        with pytest.raises(NotFound):
            call(store, lists.read, everyone[name], asked.number)
    assert call(store, lists.listed, everyone["lead"]) == []
    with pytest.raises(BadInput, match="withdrawn"):
        call(store, introductions.answer, everyone["cpp"], asked.number, version=own.version, text="x")


@pytest.mark.parametrize(
    ("field", "more"),
    [
        ("other_urn", {"other_urn": A}),
        ("other_urn", {"other_urn": "900002; DROP TABLE introduction"}),
        ("message", {"message": "\n"}),
        ("message", {"message": "x" * 2001}),
        ("ceo", {"ceo": ""}),
        ("suggestion", {"suggestion": {"note": "hidden"}}),
    ],
)
def test_what_is_refused_names_its_field_and_keeps_nothing(store, everyone, field, more):
    with pytest.raises(BadInput) as refused:
        ask(store, everyone["head"], **more)
    assert refused.value.field == field
    assert call(store, lists.mine, everyone["head"]) == []


def test_the_same_is_asked_once_at_a_time(store, everyone, asked):
    with pytest.raises(BadInput, match="already"):
        ask(store, everyone["governor"])
    assert ask(store, everyone["head"]).number != asked.number
    assert ask(store, everyone["governor"], other_urn=None).other_urn is None
    call(store, introductions.withdraw, everyone["governor"], asked.number)
    assert ask(store, everyone["governor"]).state is State.WAITING


def test_ten_in_a_day_are_enough(store, everyone, clock):
    for other in range(10):
        ask(store, everyone["head"], other_urn=910000 + other)
    with pytest.raises(TooMany):
        ask(store, everyone["head"], other_urn=920000)
    clock.forward(days=1)
    assert ask(store, everyone["head"], other_urn=920000).other_urn == 920000


def test_reading_by_others_is_in_the_audit_log_and_ones_own_is_not(store, everyone, asked):
    for name in "governor", "cpp":
        call(store, lists.read, everyone[name], asked.number)
    with store.reading() as db:
        rows = db.scalars(select(Audit.person_id).where(Audit.record_id == asked.number, Audit.outcome == Outcome.READ))
        assert rows.all() == [everyone["cpp"].person_id]
        assert db.get_one(Introduction, asked.number).version == 1

"""Who sees and does what in a case, from each person's side, also by its number."""

import pytest
from sqlalchemy import select

from tests.workspace.casework import FROZEN, INNER, ask, open_case, open_direct
from tests.workspace.people import A, B, add_actor, cast
from tests.workspace.test_statements import may
from workspace import board, case_doors, case_sharing, cases, checks, contacts, notes, people, tasks
from workspace.actor import OPERATOR, actor_of
from workspace.case_doors import Naming
from workspace.contacts import ContactEntry
from workspace.errors import BadInput, Forbidden, NotFound
from workspace.models import Audit, Membership, Person
from workspace.vocab import Outcome, Role

#: Everything that is done to a case by its number.
DEEDS = {
    "read": cases.read,
    "edit": lambda db, actor, n: cases.edit(db, actor, n, version=1, title="x"),
    "move": lambda db, actor, n: cases.move(db, actor, n, version=1, to="resting"),
    "add school": lambda db, actor, n: cases.add_school(db, actor, n, 900_777, version=1),
    "remove school": lambda db, actor, n: cases.remove_school(db, actor, n, B, version=1),
    "people": cases.people_for,
    "show": lambda db, actor, n: case_sharing.show_to_schools(db, actor, n, version=1, shown=False),
    "tasks": tasks.of_case,
    "task": lambda db, actor, n: tasks.add(db, actor, n, title="x"),
    "notes": notes.of_case,
    "note": lambda db, actor, n: notes.write(db, actor, n, dated_on="2026-03-02", text="x"),
    "contacts": contacts.of_case,
    "contact": lambda db, actor, n: contacts.add(db, actor, n, ContactEntry("x")),
    "declarations": checks.declarations,
    "declare": lambda db, actor, n: checks.declare(db, actor, n, has_interest=False),
    "diligence": checks.diligence,
    "answer": lambda db, actor, n: checks.answer(db, actor, n, "finance", version=0, answer="met"),
    "summary": case_sharing.summary,
}


@pytest.fixture
def everyone(store):
    """The cast, and a CPP who looks after neither school."""
    with store.transaction() as db:
        return cast(db) | {"far cpp": add_actor(db, (Role.CPP, 900_555), name="CPP elsewhere")}


@pytest.fixture
def case(store, everyone):
    """A asks, B is suggested; opened by the CPP of A."""
    with store.transaction() as db:
        return open_case(db, everyone["cpp"])


@pytest.fixture
def direct(store, everyone):
    """A direct approach to A and B that a lead gave to the CPP of A."""
    with store.transaction() as db:
        return open_direct(db, everyone["lead"], (A, B), named=Naming(cpp_id=everyone["cpp"].person_id))


def by_deed(store, everyone, number):
    def attempt(deed):
        return may(lambda db, actor: deed(db, actor, number), everyone, store)

    return {name: attempt(deed) for name, deed in DEEDS.items()}


def test_a_case_is_for_the_cpps_of_its_schools_and_the_leads(store, everyone, case):
    assert by_deed(store, everyone, case) == {deed: {"cpp", "other cpp", "lead"} for deed in DEEDS}


def test_a_direct_approach_is_for_its_cpp_and_the_leads(store, everyone, direct):
    assert by_deed(store, everyone, direct) == {deed: {"cpp", "lead"} for deed in DEEDS}


def test_nobody_learns_whether_a_number_is_a_case(store, everyone, case, direct):
    for name in "head", "governor", "far cpp", "stranger":
        for deed in DEEDS.values():
            told = set()
            for number in case, direct, 404, 10**30:
                with pytest.raises((Forbidden, NotFound)) as caught, store.transaction() as db:
                    deed(db, everyone[name], number)
                told.add((type(caught.value), str(caught.value)))
            assert len(told) == 1, name
    with pytest.raises(NotFound), store.transaction() as db:
        cases.read(db, everyone["lead"], 10**30)


def test_parts_of_a_case_are_as_private_as_the_case(store, everyone, direct):
    with store.transaction() as db:
        cpp = everyone["cpp"]
        note = notes.write(db, cpp, direct, dated_on="2026-03-02", text=INNER).note_id
        task = tasks.add(db, cpp, direct, title=INNER).task_id
        contact = contacts.add(db, cpp, direct, ContactEntry(INNER)).contact_id
    by_number = {
        "note": (lambda db, who, n: notes.edit(db, who, n, version=1, dated_on="2026-03-02", text="x"), note, {"cpp"}),
        "task": (lambda db, who, n: tasks.edit(db, who, n, version=1, title="x"), task, {"cpp", "lead"}),
        "done": (lambda db, who, n: tasks.done(db, who, n, version=1), task, {"cpp", "lead"}),
        "not done": (lambda db, who, n: tasks.not_done(db, who, n, version=1), task, {"cpp", "lead"}),
        "contact": (
            lambda db, who, n: contacts.edit(db, who, n, ContactEntry("x"), version=1),
            contact,
            {"cpp", "lead"},
        ),
        "gone": (lambda db, who, n: contacts.remove(db, who, n, version=1), contact, {"cpp", "lead"}),
    }
    for name, (deed, number, who_may) in by_number.items():
        assert may(lambda db, who: deed(db, who, number), everyone, store) == who_may, name  # noqa: B023
        for missing in 404, 10**30:
            with pytest.raises(Forbidden), store.transaction() as db:
                deed(db, everyone["head"], missing)
            with pytest.raises(NotFound), store.transaction() as db:
                deed(db, everyone["lead"], missing)


def test_the_board_shows_each_person_their_own(store, everyone, case, direct):
    assert may(board.board, everyone, store) == {"cpp", "other cpp", "lead", "far cpp"}
    assert may(tasks.mine, everyone, store) == {"cpp", "other cpp", "lead", "far cpp"}
    seen = {}
    for name in "cpp", "other cpp", "lead", "far cpp":
        with store.transaction() as db:
            cards = board.listing(db, everyone[name])
            seen[name] = {card.case_id for card in cards}
            assert {card.case_id for card in cards if card.direct} <= {direct}
            assert board.board(db, everyone[name]).count == len(cards)
            assert set(cases.open_between(db, everyone[name], A, B)) == seen[name]
            assert set(board.choices(db, everyone[name]).urns) == ({A, B} if cards else set())
    assert seen == {"cpp": {case, direct}, "other cpp": {case}, "lead": {case, direct}, "far cpp": set()}
    with store.transaction() as db:
        assert cases.open_between(db, everyone["head"], A, B) == ()


def test_who_opens_and_who_names_others(store, everyone):
    assert may(open_case, everyone, store) == {"cpp", "other cpp", "lead"}
    assert may(open_direct, everyone, store) == {"cpp", "lead"}
    naming = Naming(cpp_id=everyone["other cpp"].person_id)
    assert may(lambda db, actor: open_case(db, actor, named=naming), everyone, store) == {"other cpp", "lead"}
    with store.transaction() as db:
        asked = ask(db, everyone)
    assert may(lambda db, actor: case_doors.open_from_introduction(db, actor, asked, title="x"), everyone, store) == {
        "cpp",
        "lead",
    }
    with pytest.raises(BadInput, match="no cpp"), store.transaction() as db:
        open_case(db, everyone["lead"], named=Naming(cpp_id=everyone["head"].person_id))


def test_only_a_lead_assigns_and_who_is_named_sees_the_case(store, everyone, case, direct):
    far = everyone["far cpp"].person_id
    assert may(case_doors.nameable, everyone, store) == {"lead"}
    with store.reading() as db:
        found = case_doors.nameable(db, everyone["lead"])
    assert [one.name for one in found.cpps] == ["CPP elsewhere", "CPP of A", "CPP of B"]
    assert [one.name for one in found.leads] == ["Lead"]
    for number in case, direct:
        assert may(
            lambda db, actor: cases.assign(db, actor, number, version=1, cpp_id=far, owner_id=None),  # noqa: B023
            everyone,
            store,
        ) == {"lead"}
        with store.transaction() as db:
            cases.assign(db, everyone["lead"], number, version=1, cpp_id=far, owner_id=None)
            assert cases.read(db, everyone["far cpp"], number).cpp.name == "CPP elsewhere"
    with pytest.raises(Forbidden), store.transaction() as db:
        cases.read(db, everyone["cpp"], direct)
    with pytest.raises(BadInput, match="no lead"), store.transaction() as db:
        cases.assign(db, everyone["lead"], direct, version=2, cpp_id=far, owner_id=everyone["other cpp"].person_id)


def test_a_cpp_who_is_no_longer_one_sees_nothing(store, everyone, case):
    with store.transaction() as db:
        note = notes.write(db, everyone["cpp"], case, dated_on="2026-03-02", text=INNER)
        person = everyone["cpp"].person_id
        people.take_role(db, OPERATOR, db.scalars(select(Membership.id).where(Membership.person_id == person)).one())
        former = actor_of(db, db.get_one(Person, person))
    for deed in (
        *DEEDS.values(),
        lambda db, who, _: notes.edit(db, who, note.note_id, version=1, dated_on="2026-03-02", text="x"),
    ):
        with pytest.raises(Forbidden), store.transaction() as db:
            deed(db, former, case)


def test_the_summary_is_for_heads_from_when_it_is_shown_and_shared(store, everyone, case):
    def seeing():
        found = may(lambda db, actor: case_sharing.summary(db, actor, case), everyone, store)
        for name in found - {"cpp", "other cpp", "lead"}:
            with store.transaction() as db:
                assert [one.case_id for one in case_sharing.summaries(db, everyone[name])] == [case]
        return found - {"cpp", "other cpp", "lead"}

    cpp, head = everyone["cpp"], everyone["head"]

    def share(db, who, role="governor"):
        case_sharing.share(db, who, case, urn=A, role=role)

    assert seeing() == set()
    assert may(share, everyone, store) == set()
    with store.transaction() as db:
        assert case_sharing.show_to_schools(db, cpp, case, version=1, shown=True) == 2
    assert seeing() == {"head"}  # who asks; B's head does not yet know
    assert may(share, everyone, store) == {"head"}
    with store.transaction() as db:
        for _ in range(2):
            share(db, head)
    assert seeing() == {"head", "governor"}
    with store.transaction() as db:
        seen = case_sharing.summary(db, everyone["governor"], case)
        assert (seen.own, seen.shares_for, seen.frozen) == ({A}, set(), FROZEN)
        assert INNER not in repr(seen)
        assert case_sharing.summary(db, head, case).shared == {(A, Role.GOVERNOR)}
        checks.declare(db, cpp, case, has_interest=False)
        cases.move(db, cpp, case, version=2, to="introduced")
    assert seeing() == {"head", "other head", "governor"}
    with store.transaction() as db:
        case_sharing.stop_sharing(db, head, case, urn=A, role="governor")
        share(db, head, "staff")
        cases.remove_school(db, cpp, case, B, version=3)
    assert seeing() == {"head", "staff"}
    with store.transaction() as db:
        case_sharing.show_to_schools(db, cpp, case, version=4, shown=False)
    assert seeing() == set()


def test_a_direct_approach_is_never_shown_to_schools(store, everyone, direct):
    with pytest.raises(BadInput, match="not shown"), store.transaction() as db:
        case_sharing.show_to_schools(db, everyone["cpp"], direct, version=1, shown=True)


def test_the_audit_log_has_the_reading_and_the_refusal_and_no_text(store, everyone, case):
    with store.transaction() as db:
        cases.read(db, everyone["lead"], case)
    with pytest.raises(Forbidden), store.transaction() as db:
        cases.read(db, everyone["governor"], case)
    with store.reading() as db:
        rows = db.scalars(select(Audit).order_by(Audit.id)).all()
    assert [(row.person_id, row.action, row.record_id, row.outcome) for row in rows] == [
        (everyone["cpp"].person_id, "open a case", case, Outcome.DONE),
        (everyone["lead"].person_id, "read a case", case, Outcome.READ),
        (everyone["governor"].person_id, "read a case", case, Outcome.REFUSED),
    ]
    assert all(INNER not in str(vars(row)) for row in rows)

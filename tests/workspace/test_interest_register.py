"""The register from the side of leads, advisers and everybody else; what is named in public; reminders."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select, update

from tests.workspace.attempts import may
from tests.workspace.offers import draft, express
from tests.workspace.people import A, B, C, add_actor, cast
from workspace import interests, register
from workspace.errors import BadInput, Forbidden, NotFound
from workspace.models import Audit, Interest, Membership, Person
from workspace.register import Filters, Place
from workspace.vocab import Consent, InterestRole, Offer, Outcome, Role

ON_IT = [Consent.REGISTER]


@pytest.fixture
def everyone(store):
    with store.transaction() as db:
        return cast(db)


@pytest.fixture
def of_a(store, everyone):
    """Expression of interest of the head of A, who agrees to everything."""
    return express(store, everyone["head"]).number


@pytest.fixture
def of_b(store, everyone):
    """Expression of interest of the head of B, who agrees to be on the register alone."""
    return express(
        store,
        everyone["other head"],
        B,
        roles=[InterestRole.EXECUTIVE, InterestRole.MENTOR],
        offers=[Offer.FINANCE],
        offers_text="Synthetic: budgets",
        consent_for=ON_IT,
    ).number


def listed(store, actor, filters=None):
    with store.transaction() as db:
        return [item.number for item in register.listed(db, actor, filters)]


def test_who_may_do_what(store, everyone, of_a):
    of_the_team = {"cpp", "other cpp", "lead"}
    assert may(store, everyone, register.listed) == of_the_team
    assert may(store, everyone, register.reminders) == of_the_team
    assert may(store, everyone, lambda db, actor: register.read(db, actor, of_a)) == {"head", "cpp", "lead"}
    assert may(store, everyone, lambda db, actor: register.reminded(db, actor, of_a)) == {"cpp", "lead"}
    assert may(store, everyone, lambda db, _actor: register.named(db)) == set(everyone)


def test_a_lead_sees_all_and_an_adviser_their_own_schools(store, everyone, of_a, of_b):
    assert listed(store, everyone["lead"]) == [of_a, of_b]
    assert listed(store, everyone["cpp"]) == [of_a]
    assert listed(store, everyone["other cpp"]) == [of_b]


def test_an_adviser_who_is_a_head_too_finds_their_own_only_where_they_are_adviser(store):
    with store.transaction() as db:
        both = add_actor(db, (Role.HEAD, A), (Role.CPP, B))
    number = express(store, both).number
    assert listed(store, both) == []
    with store.transaction() as db:
        assert register.read(db, both, number).number == number


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (Filters(), "ab"),
        (Filters(offers=frozenset({Offer.READING})), "a"),
        (Filters(offers=frozenset({Offer.READING, Offer.FINANCE})), "ab"),
        (Filters(offers=frozenset({Offer.SEND})), ""),
        (Filters(roles=frozenset({InterestRole.MENTOR})), "b"),
        (Filters(consent=Consent.CONTACT), "a"),
        (Filters(urns=frozenset({B, C})), "b"),
        (Filters(words="PHONICS  in"), "a"),
        (Filters(words="head of b"), "b"),
        (Filters(words="%"), ""),
        (Filters(words="' OR 1=1 --"), ""),
        (Filters(words="tuesdays", offers=frozenset({Offer.FINANCE})), "b"),
    ],
)
def test_filters(store, everyone, of_a, of_b, filters, found):
    numbers = {"a": of_a, "b": of_b}
    assert listed(store, everyone["lead"], filters) == [numbers[letter] for letter in found]


def test_words_that_are_too_long_are_refused(store, everyone):
    with pytest.raises(BadInput, match="too long"):
        listed(store, everyone["lead"], Filters(words="x" * 201))


def test_the_address_is_shown_only_with_consent_to_be_contacted(store, everyone, of_a, of_b):
    with store.transaction() as db:
        shown = {item.number: item.email for item in register.listed(db, everyone["lead"])}
        assert shown == {of_a: "p@example.org", of_b: ""}
        assert register.read(db, everyone["lead"], of_b).email == ""


def test_only_what_was_agreed_to_is_named_in_public(store, everyone, of_a, of_b, clock):
    def named(*urns):
        with store.reading() as db:
            return list(register.named(db, *urns))

    at_a = Place(A, (Offer.READING, Offer.ATTENDANCE))
    assert named() == named(A) == named(A, B) == [at_a]
    assert named(B) == named(C) == []
    with store.transaction() as db:
        row = db.get_one(Interest, of_b)
        interests.edit(
            db, everyone["other head"], of_b, draft(offers=[Offer.FINANCE], consent_for=[*ON_IT, Consent.NAMED]),
            version=row.version,
        )  # fmt: skip
        interests.withdraw(db, everyone["head"], of_a)
    assert named() == [Place(B, (Offer.FINANCE,))]
    clock.at = clock.at.replace(month=9, day=1)
    assert named() == [Place(B, (Offer.FINANCE,))]
    clock.forward(days=1)
    assert named() == []


@pytest.mark.parametrize(
    "end",
    [
        update(Membership).values(revoked_at=datetime(2026, 3, 2, 8, tzinfo=UTC)),
        update(Membership).values(until=date(2026, 3, 2)),
        update(Membership).values(urn=C),
        update(Membership).values(role=Role.GOVERNOR),
        update(Person).values(active=False),
        update(Interest).values(consent_until=date(2026, 3, 1)),
        update(Interest).values(consent_for=[str(Consent.NAMED)]),
        update(Interest).values(withdrawn_at=Interest.written_at),
    ],
    ids=["revoked", "until", "other school", "other role", "closed", "expired", "not on the register", "withdrawn"],
)
def test_what_no_longer_counts_is_seen_by_nobody(store, everyone, of_a, end):
    lead = everyone["lead"]
    assert listed(store, lead) == [of_a]
    table = end.table.c
    head = everyone["head"].person_id
    with store.transaction() as db:
        db.execute(end.where((table.id if end.table.name == "person" else table.person_id) == head))
    assert listed(store, lead) == []
    with store.transaction() as db:
        assert register.named(db) == register.expiring(db, within=timedelta(days=999)) == []
    with pytest.raises(NotFound), store.transaction() as db:
        register.read(db, lead, of_a)


def test_reminders_name_the_soonest_first_until_they_are_noted(store, everyone, clock):
    lead = everyone["lead"]
    late = express(store, everyone["head"], consent_until=date(2026, 4, 1)).number  # 30 days from 2 March
    soon = express(store, everyone["other head"], B, consent_until=date(2026, 3, 9)).number

    def reminders(**how):
        with store.transaction() as db:
            return [item.number for item in register.reminders(db, lead, **how)]

    assert reminders() == [soon, late]
    assert reminders(within=timedelta(days=29)) == [soon]
    with store.reading() as db:
        found = register.expiring(db)
    assert [(item.number, item.urn, item.consent_until) for item in found] == [
        (soon, B, date(2026, 3, 9)),
        (late, A, date(2026, 4, 1)),
    ]
    with store.transaction() as db:
        register.reminded(db, lead, soon)
    assert (reminders(), reminders(again=True)) == ([late], [soon, late])
    with store.transaction() as db:  # the author's form, opened before, is no conflict; renewing ends the reminder
        renewed = interests.edit(db, everyone["other head"], soon, draft(consent_until=date(2026, 3, 20)), version=1)
    assert renewed.reminded_at is None
    assert reminders() == [soon, late]
    clock.at = clock.at.replace(day=21)
    assert reminders() == [late]


def test_reading_leaves_a_trace_and_a_refusal_too(store, everyone, of_a):
    with store.transaction() as db:
        register.read(db, everyone["cpp"], of_a)
    with pytest.raises(Forbidden), store.transaction() as db:
        register.read(db, everyone["other head"], of_a)
    with store.reading() as db:
        rows = db.execute(
            select(Audit.person_id, Audit.outcome).where(Audit.record_id == of_a, Audit.outcome != Outcome.DONE)
        ).all()
    assert rows == [
        (everyone["cpp"].person_id, Outcome.READ),
        (everyone["other head"].person_id, Outcome.REFUSED),
    ]

"""A consent counts to its last day and no longer, whatever the dates; and hostile words stay words."""

from datetime import UTC, date, datetime, time, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.workspace.attempts import Undone
from tests.workspace.offers import draft, express
from tests.workspace.people import A, add_actor, cast
from workspace import interests, introduction_lists, introductions, register
from workspace.errors import BadInput
from workspace.interests import LONGEST_CONSENT, State, state_of
from workspace.models import Interest, Introduction
from workspace.vocab import Consent, Role

DAYS = st.dates(date(2020, 1, 1), date(2040, 1, 1))


@given(today=DAYS, until=DAYS, withdrawn=st.booleans(), heads_it=st.booleans())
def test_it_counts_on_exactly_the_days_up_to_its_last(today, until, withdrawn, heads_it):
    row = SimpleNamespace(consent_until=until, withdrawn_at=datetime(2020, 1, 1, tzinfo=UTC) if withdrawn else None)
    counts = today.toordinal() < until.toordinal() + 1 and not withdrawn and heads_it
    assert (state_of(row, today=today, heads_it=heads_it) is State.LIVE) == counts


@pytest.fixture
def people(store):
    with store.transaction() as db:
        return cast(db)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    given_for=st.integers(-3, 735),
    later=st.integers(0, 740),
    at=st.times(),
    agreed=st.sets(st.sampled_from(Consent)),
)
def test_the_register_and_the_public_have_it_to_the_last_day_in_utc(store, people, clock, given_for, later, at, agreed):
    """Written on one day, looked at on another, at any time of day; every list agrees."""
    written_on = date(2026, 3, 2)
    clock.at = datetime.combine(written_on, time(9), UTC)
    until = written_on + timedelta(days=given_for)

    def example():
        with store.transaction() as db:
            interests.write(db, people["head"], A, draft(consent_until=until, consent_for=agreed))
            clock.at = datetime.combine(written_on + timedelta(days=later), at, UTC)
            counts = later <= given_for
            assert bool(register.listed(db, people["lead"])) == counts
            assert bool(register.listed(db, people["cpp"])) == counts
            assert bool(register.named(db, A)) == (counts and Consent.NAMED in agreed)
            (own,) = interests.mine(db, people["head"])
            assert (own.state is State.LIVE) == counts == (own.days_left > 0)
            assert own.days_left == max(0, given_for - later + 1)
            soon = counts and given_for - later <= register.REMIND_WITHIN.days
            assert bool(register.reminders(db, people["lead"])) == bool(register.expiring(db)) == soon
            raise Undone

    taken = Consent.REGISTER in agreed and 0 <= given_for <= LONGEST_CONSENT.days
    with pytest.raises(Undone if taken else BadInput):
        example()


HOSTILE = [
    "Robert'); DROP TABLE interest; --",
    "<script>alert('x')</script><img src=x onerror=alert(1)>",
    "[a link](javascript:alert(1)) $x^2$ :material/lock: **bold**",
    "עדה לאבלייס and زينب قاسم",
    "👩🏽‍🏫 with a joiner, and a flag 🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "{{ 7 * 7 }} ${7*7} %s %(name)s {0}",
    "f1:not a token",
    "p1:nor a mark",
    '=HYPERLINK("http://example.org")',
]


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_come_back_as_they_were_sent(store, people, words):
    written = express(store, people["head"], experience=words, offers_text=words, availability=words)
    assert (written.experience, written.offers_text, written.availability) == (words, words, words)
    with store.transaction() as db:
        asked = introductions.ask(db, people["governor"], A, message=words, ceo=words)
        introductions.answer(db, people["lead"], asked.number, version=1, text=words)
        (read,) = register.listed(db, people["lead"], register.Filters(words=words))
        (own,) = introduction_lists.mine(db, people["governor"])
    assert read.experience == words
    assert (own.message, own.answer, own.ceo) == (words, words, words)
    with store.reading() as db:
        assert len(db.scalars(select(Interest)).all()) == len(db.scalars(select(Introduction)).all()) == 1


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("a\x00b\x07c", "abc"),
        ("half a pair \ud83d", "half a pair"),
        ("turned \u202etxet\u202c", "turned txet"),
        ("two\r\nlines", "two\nlines"),
    ],
)
def test_what_no_database_can_keep_and_what_turns_a_text_round_is_taken_out(store, people, sent, kept):
    assert express(store, people["head"], experience=sent).experience == kept


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(max_size=6000))
def test_any_text_at_all_is_kept_or_refused(store, people, words):
    def example():
        with store.transaction() as db:
            written = interests.write(db, people["head"], A, draft(experience=words))
            db.expire_all()
            (own,) = interests.mine(db, people["head"])
            assert own.experience == written.experience
            assert len(own.experience) <= 5000
            raise Undone

    with pytest.raises((Undone, BadInput)):
        example()


def test_a_name_from_right_to_left_is_on_the_register_as_it_is(store, people):
    with store.transaction() as db:
        head = add_actor(db, (Role.HEAD, A), name="زينب قاسم")
    express(store, head)
    with store.transaction() as db:
        assert [item.name for item in register.listed(db, people["lead"])] == ["زينب قاسم"]

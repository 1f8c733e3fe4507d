"""A form may be sent so often in a stretch of time, by each for themselves."""

from concurrent.futures import ThreadPoolExecutor, wait
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from workspace.errors import TooMany
from workspace.models import FormCount
from workspace.rates import count

HOUR = timedelta(hours=1)


def send(store, form="ask", who="7", most=2):
    with store.transaction() as db:
        count(db, form, who, most=most, per=HOUR)


def test_the_third_of_two_is_refused_until_the_next_stretch(store, clock):
    clock.forward(minutes=20)
    send(store)
    send(store)
    with pytest.raises(TooMany, match="again in 40 min"):
        send(store)
    send(store, who="8")
    send(store, form="write")
    clock.forward(minutes=40)
    send(store)


def test_two_windows_at_the_same_moment_are_both_counted(store):
    with ThreadPoolExecutor(1) as other:
        with store.transaction() as db:
            count(db, "ask", "7", most=2, per=HOUR)
            sent = other.submit(send, store)
            wait([sent], timeout=0.3)  # it stands before the row that is not yet kept
        sent.result(20)
    with store.reading() as db:
        assert db.scalars(select(FormCount.sent)).all() == [2]


def test_what_was_undone_is_not_counted(store):
    def fail():
        with store.transaction() as db:
            count(db, "ask", "7", most=1, per=HOUR)
            raise TimeoutError

    with pytest.raises(TimeoutError):
        fail()
    send(store, most=1)


def test_who_sent_is_kept_as_a_hash_for_a_day(store, clock):
    send(store, who="token-of-a-session")
    with store.reading() as db:
        assert "token" not in db.scalars(select(FormCount.key)).one()
    clock.forward(days=1, hours=1)
    send(store, who="another")
    with store.reading() as db:
        assert db.scalar(select(func.count()).select_from(FormCount)) == 1

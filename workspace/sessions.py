"""Server-side sessions: a sign-in counts only while the store says so.

The identity provider's cookie says who a person is; this table says whether that sign-in still counts. A session is
known by the hash of its token (the cookie's value, or one made here), is never reopened once it is over, and stays in
the table, so that a cookie shown again after sign-out is recognised and refused.
"""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import select, update

from workspace.actions import Action
from workspace.actor import Actor, actor_of
from workspace.engine import Db
from workspace.errors import SessionEnded
from workspace.models import Person, PersonSession
from workspace.policy import Subject, record, require
from workspace.vocab import Kind

__all__ = ["SEEN_EVERY", "end_all", "new_token", "resolve", "sign_out", "sign_out_everywhere", "start"]

#: How often "last seen" is written: not with every click.
SEEN_EVERY = timedelta(minutes=1)


def new_token() -> str:
    """Make a token that nobody can guess."""
    return secrets.token_urlsafe(32)


def _hash(token: str) -> str:
    # The token has 256 bits of chance in it, or a signature: no salt is needed, and the store cannot give it away.
    return hashlib.sha256(token.encode()).hexdigest()


def start(db: Db, person: Person, token: str, *, signed_in_at: datetime, longest: timedelta) -> Actor:
    """Begin the session of a token that was not seen before.

    Parameters
    ----------
    person : Person
        As :func:`workspace.people.arrive` found them.
    token : str
        Known to the browser alone; kept as a hash.
    signed_in_at : datetime
        When the identity provider let the person in (the claim ``iat``).
    longest : timedelta
        The session ends so long after the sign-in, however much it is used.

    Raises
    ------
    SessionEnded
        The token was used before; the sign-in is too old, or older than the person's "sign out everywhere".
    """
    known = db.scalar(select(PersonSession.id).where(PersonSession.token_hash == _hash(token)))
    expires = signed_in_at + longest
    signed_out = person.signed_out_at is not None and signed_in_at <= person.signed_out_at
    if known is not None or signed_out or expires <= db.now() or not person.active:
        message = "this sign-in is over: sign in again"
        raise SessionEnded(message)
    opened = PersonSession(
        token_hash=_hash(token), person_id=person.id, created_at=db.now(), seen_at=db.now(), expires_at=expires
    )
    db.add(opened)
    db.flush()
    return actor_of(db, person)


def resolve(db: Db, token: str, *, idle: timedelta) -> Actor | None:
    """Find who acts, with the roles that they hold now.

    Returns
    -------
    Actor or None
        None for a token that the store does not know: :func:`start` may begin its session.

    Raises
    ------
    SessionEnded
        The session was ended, has expired, was unused for too long, or the account is closed.
    """
    session = db.scalar(select(PersonSession).where(PersonSession.token_hash == _hash(token)))
    if session is None:
        return None
    now = db.now()
    over = session.revoked_at is not None or session.expires_at <= now or session.seen_at + idle <= now
    person = db.get_one(Person, session.person_id)
    if over or not person.active:
        message = "this session is over: sign in again"
        raise SessionEnded(message)
    if session.seen_at + SEEN_EVERY <= now:
        session.seen_at = now
    return actor_of(db, person)


def sign_out(db: Db, token: str) -> None:
    """End one session; one that is unknown or over stays as it is."""
    db.execute(
        update(PersonSession)
        .where(PersonSession.token_hash == _hash(token), PersonSession.revoked_at.is_(None))
        .values(revoked_at=db.now())
    )


def sign_out_everywhere(db: Db, actor: Actor, person_id: int) -> None:
    """End every session of a person, and refuse every sign-in up to now: their own, or by an admin.

    Raises
    ------
    Forbidden
        Not the actor's own, and the actor is no admin.
    """
    subject = Subject(Kind.PERSON, person_id, author=person_id)
    require(db, actor, Action.PEOPLE_SIGN_OUT, subject)
    db.execute(
        update(PersonSession)
        .where(PersonSession.person_id == person_id, PersonSession.revoked_at.is_(None))
        .values(revoked_at=db.now())
    )
    person = db.get_one(Person, person_id)
    person.signed_out_at = db.now()
    record(db, actor, Action.PEOPLE_SIGN_OUT, subject)


def end_all(db: Db) -> None:
    """End every session of everybody; for a store that comes back from a file.

    Such a store does not know who signed out since the file was made: their cookies must not count again. The policy
    was checked by whoever brings the store back.
    """
    db.execute(update(PersonSession).where(PersonSession.revoked_at.is_(None)).values(revoked_at=db.now()))
    db.execute(update(Person).values(signed_out_at=db.now()))

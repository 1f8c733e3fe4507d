"""The demonstration: a throw-away store with made-up people, who say so, and a choice of role. On loopback alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography.fernet import Fernet
from sqlalchemy import select

from workspace import sessions, statements
from workspace.actor import Actor, actor_of
from workspace.engine import Db, Store
from workspace.errors import BadSetting, NotFound
from workspace.models import Membership, Person
from workspace.opening import open_store
from workspace.vocab import Role, StatementKind, StatementTopic

__all__ = [
    "CAST",
    "ISSUER",
    "LABEL",
    "LOOPBACK",
    "SCHOOLS",
    "Part",
    "actor",
    "enter",
    "fill",
    "is_loopback",
    "make",
    "require_loopback",
]

#: The issuer of the made-up people; no identity provider has this name (RFC 2606).
ISSUER = "https://demonstration.invalid"

#: What everything made up begins with.
LABEL = "Synthetic"

#: Addresses to which the demonstration may be bound.
LOOPBACK = ("127.0.0.1", "::1", "localhost")

#: How many schools the demonstration needs.
SCHOOLS = 4

_LONGEST = timedelta(hours=12)


@dataclass(frozen=True)
class Part:
    """A part that somebody can play: key in addresses, name, and the roles with the place of the school in the list."""

    key: str
    name: str
    holdings: tuple[tuple[Role, int | None], ...]


CAST = (
    Part("head", "Synthetic head", ((Role.HEAD, 0),)),
    Part("other-head", "Synthetic head of another school", ((Role.HEAD, 2),)),
    Part("governor", "Synthetic governor", ((Role.GOVERNOR, 0),)),
    Part("teacher", "Synthetic teacher", ((Role.STAFF, 0),)),
    Part("cpp", "Synthetic CPP", ((Role.CPP, 0), (Role.CPP, 1))),
    Part("lead", "Synthetic lead", ((Role.LEAD, None),)),
    Part("admin", "Synthetic admin", ((Role.ADMIN, None),)),
    Part("newcomer", "Synthetic newcomer without a role", ()),
)


def require_loopback(address: str | None) -> None:
    """Refuse to start on an address that others can reach.

    Raises
    ------
    BadSetting
        The address is none of :data:`LOOPBACK`, or is not given, which means every address of the machine.
    """
    if address not in LOOPBACK:
        message = (
            "the demonstration lets anybody in who reaches it, so it starts on 127.0.0.1 alone: "
            f"use make demo, or --server.address 127.0.0.1 (now: {address or 'every address'})"
        )
        raise BadSetting(message)


def is_loopback(host: str | None) -> bool:
    """Say whether a request came from this machine."""
    try:
        return host is not None and ip_address(host).is_loopback
    except ValueError:
        return False


def make(folder: Path, urns: Sequence[int]) -> tuple[str, str]:
    """Make a store of the demonstration in an empty folder.

    Parameters
    ----------
    folder : Path
        Empty; the caller throws it away at the end.
    urns : sequence of int
        At least :data:`SCHOOLS` schools of the build.

    Returns
    -------
    (str, str)
        Its address, and its key, for SPM_WORKSPACE_URL and SPM_WORKSPACE_KEYS.
    """
    url, key = f"sqlite:///{folder / 'demonstration.db'}", Fernet.generate_key().decode()
    store = open_store(url, keys=[key])
    try:
        fill(store, urns)
    finally:
        store.close()
    return url, key


def fill(store: Store, urns: Sequence[int]) -> None:
    """Put the cast and their made-up words into an empty store.

    Raises
    ------
    BadSetting
        There are too few schools, or the store has people in it: it is not the demonstration's.
    """
    if len(urns) < SCHOOLS:
        message = f"the demonstration needs {SCHOOLS} schools, and the build has {len(urns)}"
        raise BadSetting(message)
    with store.transaction() as db:
        if db.scalar(select(Person.id).limit(1)) is not None:
            message = "this store has people in it: the demonstration takes an empty one"
            raise BadSetting(message)
        for part in CAST:
            person = Person(
                issuer=ISSUER,
                subject=part.key,
                name=part.name,
                email=f"{part.key}@demonstration.invalid",
                created_at=db.now(),
            )
            db.add(person)
            db.flush()
            for role, place in part.holdings:
                urn = None if place is None else urns[place]
                db.add(Membership(person_id=person.id, role=role, urn=urn, since=db.today()))
        db.flush()
        _say(db, urns)


def _person(db: Db, key: str) -> Person:
    found = db.scalar(select(Person).where(Person.issuer == ISSUER, Person.subject == key))
    if found is None:
        message = "no such part in the demonstration"
        raise NotFound(message)
    return found


def actor(db: Db, key: str) -> Actor:
    """Give one of the cast as who acts.

    Raises
    ------
    NotFound
        There is no such part.
    """
    return actor_of(db, _person(db, key))


def _say(db: Db, urns: Sequence[int]) -> None:
    head, other = (actor(db, key) for key in ("head", "other-head"))
    for author, urn, kind, topic, text in (
        (head, urns[0], StatementKind.SHARE, StatementTopic.SPACES, "a hall and a music room, free on two evenings."),
        (head, urns[0], StatementKind.LOOK_FOR, StatementTopic.POSTS, "a shared post in modern languages."),
        (other, urns[2], StatementKind.SHARE, StatementTopic.PROVISION, "training in early reading, open to others."),
    ):
        statements.write(db, author, urn=urn, kind=kind, topic=topic, text=f"{LABEL}, for the demonstration: {text}")


def enter(db: Db, key: str) -> str:
    """Begin a session as one of the cast.

    Returns
    -------
    str
        The token for the browser's cookie.

    Raises
    ------
    NotFound
        There is no such part.
    """
    person = _person(db, key)
    token = sessions.new_token()
    sessions.start(db, person, token, signed_in_at=db.now(), longest=_LONGEST)
    return token

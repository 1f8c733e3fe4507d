"""Who acts on this page: the one place that makes an actor of what a browser shows and what the store says."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any, TypeVar

import streamlit as st
from sqlalchemy.exc import IntegrityError, OperationalError
from streamlit.runtime.scriptrunner import get_script_run_ctx

from ui import workspace_door, workspace_identity, workspace_media, workspace_outage
from ui.workspace_identity import Presented
from workspace import access, people, rates, sessions
from workspace.actor import VISITOR, Actor
from workspace.engine import Db
from workspace.errors import SessionEnded
from workspace.settings import Settings

__all__ = [
    "Request",
    "Standing",
    "Visit",
    "acting",
    "actor_of_run",
    "ask_for_access",
    "drop_request",
    "flash",
    "flashed",
    "keep_request",
    "kept_request",
    "menu_visit",
    "record_asked",
    "sign_in",
    "sign_out",
    "sign_out_everywhere",
    "visit",
    "who",
]

Result = TypeVar("Result")

#: How often a person may send forms.
MOST_FORMS, PER = 30, timedelta(minutes=5)

_FLASH, _ACTOR, _REQUEST = "_workspace_flash", "_workspace_actor", "_workspace_request"


class Standing(StrEnum):
    """What a browser is to the workspace."""

    OUT = "not signed in"
    OVER = "the session is over"
    UNKNOWN = "signed in, and unknown here"
    IN = "signed in"


@dataclass(frozen=True)
class Visit:
    """Who is on this page now."""

    standing: Standing
    actor: Actor = VISITOR


def who(db: Db, shown: Presented | None, settings: Settings) -> Visit:
    """Find out who acts, and begin the session of a sign-in that the store has not seen.

    Parameters
    ----------
    db : Db
        A transaction that may write.
    shown : Presented, optional
        What the browser shows.
    settings : Settings
        How long sessions last.
    """
    if shown is None:
        return Visit(Standing.OUT)
    try:
        actor = sessions.resolve(db, shown.token, idle=settings.session_idle)
        if actor is not None:
            return Visit(Standing.IN, actor)
        since = shown.signed_in_at
        if since is None:  # the demonstration's sessions are begun by the server, so this one is not known
            return Visit(Standing.OUT)
        person = people.arrive(db, people.identity_of(shown.claims))
        if person is None:
            old = since + settings.session_longest <= db.now()
            return Visit(Standing.OVER if old else Standing.UNKNOWN)
        actor = sessions.start(db, person, shown.token, signed_in_at=since, longest=settings.session_longest)
    except SessionEnded:
        return Visit(Standing.OVER)
    return Visit(Standing.IN, actor)


def _twice(run: Callable[[], Result]) -> Result:
    """Run again if two tabs began the same session at the same moment: now it is there."""
    try:
        return run()
    except IntegrityError:
        return run()


def visit() -> Visit:
    """Find out who is on this page now; asked anew each time, for a role may be gone since the last click."""
    shown = workspace_identity.of_page()
    if shown is None:
        return Visit(Standing.OUT)
    # Before anything is drawn: what this session offers for download is from now on for this sign-in alone.
    context = get_script_run_ctx()
    if context is not None:
        workspace_media.claim(context.session_id, shown.token)
    settings = workspace_door.settings()

    def run() -> Visit:
        with workspace_door.store().transaction() as db:
            return who(db, shown, settings)

    return _twice(run)


def actor_of_run() -> Actor:
    """Give the actor that the menu of this run was made for: for what a page offers, never for what it does."""
    found: Actor = st.session_state.get(_ACTOR, VISITOR)
    return found


def menu_visit() -> Visit:
    """Find out who is on this page, and remember it for :func:`actor_of_run`; a stranger while the store is silent."""
    try:
        found = visit()
    except OperationalError as problem:  # the public pages go on
        workspace_outage.tell(problem)
        found = Visit(Standing.OUT)
    st.session_state[_ACTOR] = found.actor
    return found


def acting(do: Callable[[Db, Actor], Result], *, form: str = "") -> Result:
    """Do something in the workspace as whoever is on this page now, in one transaction.

    Parameters
    ----------
    do : callable
        Takes the transaction and the actor; a visitor's is refused by the policy, not here.
    form : str
        Name of the form that is sent, which is counted; empty: nothing is sent.

    Raises
    ------
    TooMany
        Forms were sent too often.
    """
    shown = workspace_identity.of_page()
    settings = workspace_door.settings()
    if form and shown is not None:
        # By itself, so that an attempt which fails is counted as well.
        with workspace_door.store().transaction() as db:
            found = who(db, shown, settings).actor.person_id
            rates.count(db, form, str(found or shown.token), most=MOST_FORMS, per=PER)
    with workspace_door.store().transaction() as db:
        return do(db, who(db, shown, settings).actor)


def ask_for_access(*, role: str, urn: int | None, message: str) -> None:
    """Ask for a role as whoever signed in here; somebody unknown is entered, without a role, to be answered.

    Raises
    ------
    BadInput, Forbidden, TooMany
    """
    shown = workspace_identity.of_page()
    settings = workspace_door.settings()
    if shown is not None:
        with workspace_door.store().transaction() as db:
            rates.count(db, "access", shown.token, most=MOST_FORMS, per=PER)
    with workspace_door.store().transaction() as db:
        found = who(db, shown, settings)
        if found.standing is Standing.UNKNOWN and shown is not None:
            access.newcomer(db, people.identity_of(shown.claims))
            found = who(db, shown, settings)
        access.ask(db, found.actor, role=role, urn=urn, message=message)


def record_asked(name: str) -> int | None:
    """Read the number of a record from the address, as ``?case=12``; None if there is none or it is no number."""
    asked = st.query_params.get(name, "").strip()
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else None  # noqa: PLR2004


@dataclass(frozen=True)
class Request:
    """Whom somebody wants to be introduced to, and what was suggested: on its way to the form, never in an address."""

    urn: int
    other: int
    suggestion: Mapping[str, Any]


def keep_request(request: Request) -> None:
    """Keep a request for the form."""
    st.session_state[_REQUEST] = request


def kept_request() -> Request | None:
    """Give the request that was kept for the form; None if there is none."""
    kept: Request | None = st.session_state.get(_REQUEST)
    return kept


def drop_request() -> None:
    """Forget it: also a callback."""
    st.session_state.pop(_REQUEST, None)


def flash(message: str) -> None:
    """Say something at the top of the next run of the page."""
    st.session_state[_FLASH] = message


def flashed() -> str:
    """Take what was to be said, once."""
    return str(st.session_state.pop(_FLASH, ""))


def sign_in() -> None:
    """Send the browser to the identity provider: a callback."""
    st.login()


def sign_out() -> None:
    """End this session in the store, and let the browser forget its cookie: a callback."""
    shown = workspace_identity.of_page()
    if shown is not None:
        with workspace_door.store().transaction() as db:
            sessions.sign_out(db, shown.token)
    if not workspace_door.demo():
        st.logout()


def sign_out_everywhere() -> None:
    """End every session of this person, on whatever machine: a callback."""

    def do(db: Db, actor: Actor) -> None:
        if actor.person_id is not None:
            sessions.sign_out_everywhere(db, actor, actor.person_id)

    acting(do)
    sign_out()

"""Downloads under ``/media/``: what a signed-in person's pages offer goes to that sign-in alone.

Streamlit serves a file to whoever has its address. Here the server remembers which of its sessions belong to a sign-in;
a file that such a session offers is given only to a browser that shows the same sign-in, while the store says that it
still counts. A file that a visitor's page offers too is public. One that no session offers is not there.
"""

import asyncio
import os
from collections.abc import Mapping
from threading import Lock

from sqlalchemy.exc import IntegrityError
from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config
from streamlit.runtime import Runtime

from ui import workspace_door, workspace_identity
from workspace import sessions
from workspace.errors import SessionEnded

__all__ = ["MediaGate", "claim", "may_have"]


def _prefix() -> str:
    """Where Streamlit serves them, below the path of the app if it has one."""
    base = str(config.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{base}/media/" if base else "/media/"


#: A run of a page first lets go of its files and then offers them anew: wait so long for it, in such steps.
_STEPS, _STEP_SECONDS = 20, 0.1

#: From so many on, sessions that are gone are forgotten.
_MANY = 2000

_claimed: dict[str, str] = {}

#: File -> the sessions for which it was made at a click, by a button that had not made it before.
_made: dict[str, set[str]] = {}
_lock = Lock()


def claim(session_id: str, token: str) -> None:
    """Remember that a session of Streamlit belongs to a sign-in: for as long as it lasts, signed out or not."""
    with _lock:
        _claimed[session_id] = token
        if len(_claimed) > _MANY and Runtime.exists():
            runtime, offered = Runtime.instance(), set(_offers()).union(*_made.values())
            gone = [one for one in _claimed if not runtime.is_active_session(one) and one not in offered]
            for one in gone:
                del _claimed[one]


def _offers() -> Mapping[str, Mapping[str, str]]:
    """Session -> place on its page -> file; Streamlit keeps it for its own purposes."""
    manager = Runtime.instance().media_file_mgr
    with manager._lock:  # noqa: SLF001  # there is no public way to ask
        return {session: dict(files) for session, files in manager._files_by_session_and_coord.items()}  # noqa: SLF001


def watch() -> None:
    """Learn for whom a file is made at a click: of these Streamlit does not keep whose they are."""
    manager = Runtime.instance().media_file_mgr
    with _lock:
        if getattr(manager.execute_deferred, "watched", False):
            return
        execute = manager.execute_deferred

        def execute_for(file_id: str) -> str:
            entry = manager._deferred_callables.get(file_id)  # noqa: SLF001  # it says whose button it is
            address = execute(file_id)
            if entry is not None:
                with _lock:
                    _made.setdefault(_id_of(address.rsplit("/", maxsplit=1)[1]), set()).add(entry["session_id"])
                    for gone in [one for one in _made if one not in manager._file_metadata]:  # noqa: SLF001
                        del _made[gone]
            return address

        execute_for.watched = True  # type: ignore[attr-defined]
        manager.execute_deferred = execute_for  # type: ignore[method-assign]


def _id_of(name: str) -> str:
    return os.path.splitext(name)[0]  # noqa: PTH122  # as Streamlit does


def owners(file_id: str) -> frozenset[str | None]:
    """Tokens of the sign-ins whose pages offer a file; None among them for a visitor's; empty if no page does."""
    holding = {session for session, files in _offers().items() if file_id in files.values()}
    with _lock:
        return frozenset(_claimed.get(session) for session in holding | _made.get(file_id, set()))


def may_have(found: frozenset[str | None], cookies: Mapping[str, str]) -> bool:
    """Say whether a browser with these cookies may have a file of these owners."""
    if None in found:
        return True
    shown = workspace_identity.of_request(cookies)
    if shown is None or shown.token not in found:
        return False
    try:
        with workspace_door.store().transaction() as db:
            return sessions.resolve(db, shown.token, idle=workspace_door.settings().session_idle) is not None
    except (SessionEnded, IntegrityError):
        return False


class MediaGate:
    """Middleware: asks before a file under ``/media/`` is given."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.prefix = _prefix()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, unless it asks for somebody else's file."""
        if scope["type"] in {"http", "websocket"} and Runtime.exists():
            watch()
        if scope["type"] != "http" or not scope["path"].startswith(self.prefix):
            await self.app(scope, receive, send)
            return
        file_id = _id_of(scope["path"].removeprefix(self.prefix))
        found = owners(file_id)
        for _ in range(_STEPS):
            if found:
                break
            await asyncio.sleep(_STEP_SECONDS)
            found = owners(file_id)
        if not await run_in_threadpool(may_have, found, HTTPConnection(scope).cookies):
            # The same answer whether there is such a file or not.
            answer = PlainTextResponse("File not found", status_code=404, headers={"Cache-Control": "no-store"})
            await answer(scope, receive, send)
            return

        async def unkept(message: Message) -> None:
            if message["type"] == "http.response.start" and None not in found:
                message["headers"] = [*message.get("headers", []), (b"cache-control", b"no-store, private")]
            await send(message)

        await self.app(scope, receive, unkept)

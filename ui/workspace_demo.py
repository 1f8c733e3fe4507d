"""The demonstration's server: a store that is thrown away, a route for each part, and nobody from outside."""

import atexit
import os
import tempfile
from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import config

from geo.criteria import StatusGroup
from ui import data, workspace_door
from ui.workspace_identity import DEMO_COOKIE
from workspace import demo, demo_work
from workspace.errors import NotFound

__all__ = ["LoopbackOnly", "prepare", "routes"]


#: The borough that the map opens with.
_FIRST_SEEN = "Camden"


def prepare() -> None:
    """Make the throw-away store and name it in the environment of this process; or fill an empty one that is named.

    Raises
    ------
    BadSetting
        The server is bound to an address that others can reach, or the store that is named has people in it.
    """
    demo.require_loopback(config.get_option("server.address"))
    os.environ.setdefault("SPM_WORKSPACE_CEO", "Synthetic chief executive")
    os.environ.setdefault("SPM_WORKSPACE_PARTNERSHIP", "the synthetic partnership")
    if workspace_door.configured():
        demo.fill(workspace_door.store(), _schools())
    else:
        folder = tempfile.TemporaryDirectory(prefix="spm-demo-")
        atexit.register(folder.cleanup)
        schools = _schools()
        url, key = demo.make(Path(folder.name), schools)
        os.environ.update({"SPM_WORKSPACE_URL": url, "SPM_WORKSPACE_KEYS": key})
        demo_work.add(workspace_door.store(), schools, data.build()["build_id"])


def _schools() -> list[int]:
    """Choose the schools of the made-up people: open primary schools that the map shows at first, as far as they go."""
    schools = data.schools()
    state = schools[(schools["status_group"] == StatusGroup.OPEN) & (schools["sector"] == "state")]
    at_first = (state["la_name"] == _FIRST_SEEN) & (state["phase_family"] == "Primary")
    ordered = state.assign(at_first=at_first).sort_values(["at_first", "urn"], ascending=[False, True])
    return [int(urn) for urn in ordered["urn"].head(demo.SCHOOLS)]


def enter(request: Request) -> Response:
    """Let somebody play a part, and go to its place."""
    try:
        with workspace_door.store().transaction() as db:
            token = demo.enter(db, request.path_params["part"])
    except NotFound:
        return PlainTextResponse("There is no such part.", status_code=404)
    answer = RedirectResponse("/place", status_code=303)
    answer.set_cookie(DEMO_COOKIE, token, httponly=True, samesite="lax")
    return answer


def routes() -> list[BaseRoute]:
    """List the routes of the demonstration."""
    return [Route("/demo/enter/{part}", enter, methods=["GET"])]


class LoopbackOnly:
    """Middleware: answers nobody but this machine, whatever the server is bound to."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what comes from this machine."""
        if scope["type"] in {"http", "websocket"}:
            client = scope.get("client")
            if client is None or not demo.is_loopback(client[0]):
                if scope["type"] == "websocket":
                    await send({"type": "websocket.close", "code": 1008})
                    return
                await PlainTextResponse("The demonstration is for its own machine.", status_code=403)(
                    scope, receive, send
                )
                return
        await self.app(scope, receive, send)

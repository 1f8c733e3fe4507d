"""The server: the app with its health check, its boundaries and its security headers.

Start it with ``streamlit run server.py``.
"""

import base64
import hashlib
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import geopandas as gpd
import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from geo import store
from geo.crs import to_wgs84
from geo.errors import SchemaMismatch, StaleData
from geo.vocab import AreaKind
from ui import base_map, data, workspace_door

#: Five decimals of a degree are about a metre: more digits are only bytes.
DECIMALS = 5


@lru_cache(maxsize=64)
def geometry(folder: str, build_id: str, kind: AreaKind, boroughs: frozenset[str]) -> tuple[bytes, str]:  # noqa: ARG001
    """Write the boundaries of one kind as GeoJSON in WGS84, with the ETag of the bytes.

    Parameters
    ----------
    folder, build_id : which build; the id is there for the cache.
    kind : boroughs, or wards.
    boroughs : GSS codes; wards that lie in them, or these boroughs. None: all.
    """
    areas = store.read(Path(folder), "areas")
    chosen = areas[areas["kind"] == kind]
    if boroughs:
        of = areas[(areas["kind"] == AreaKind.BOROUGH) & areas["code"].isin(boroughs)]
        chosen = chosen[chosen.geometry.representative_point().within(of.union_all())]
    degrees = to_wgs84(gpd.GeoDataFrame(chosen[["code", "name", "geometry"]]))
    degrees["geometry"] = degrees.geometry.set_precision(10**-DECIMALS)
    body = degrees.to_json(drop_id=True, separators=(",", ":")).encode()
    return body, f'"{hashlib.sha256(body).hexdigest()[:32]}"'


def _boundaries(request: Request, kind: AreaKind) -> Response:
    try:
        build_id = data.build()["build_id"]
        body, tag = geometry(str(data.folder()), build_id, kind, frozenset(request.query_params.getlist("borough")))
    except (StaleData, SchemaMismatch) as problem:
        return PlainTextResponse(str(problem), status_code=503)
    headers = {"ETag": tag, "Cache-Control": "public, max-age=300"}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return Response(body, media_type="application/geo+json", headers=headers)


def boroughs(request: Request) -> Response:
    """Boundaries of the boroughs."""
    return _boundaries(request, AreaKind.BOROUGH)


def wards(request: Request) -> Response:
    """Boundaries of the wards."""
    return _boundaries(request, AreaKind.WARD)


def healthz(_: Request) -> Response:
    """Say whether the server has tables that it can show, and which."""
    try:
        build = data.build()
    except StaleData as problem:
        return JSONResponse({"status": "no data", "problem": str(problem)}, status_code=503)
    return JSONResponse({"status": "ok", "build_id": build["build_id"], "data_as_at": build["data_as_at"]})


def inline_scripts() -> list[str]:
    """Hash the inline scripts of Streamlit's own page, which a strict policy has to name."""
    page = (Path(st.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    scripts = re.findall(r"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", page, re.DOTALL)
    return [f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in scripts]


def policy() -> str:
    """Content security policy: everything from this server, no script evaluated from text, no framing.

    The map's library compiles WebAssembly, which ``wasm-unsafe-eval`` allows without allowing ``eval``. An online base
    map, if one is set, may be read from its own origin and no other.
    """
    online = base_map.origin()
    base = f" {online}" if online else ""
    rules = {
        "default-src": "'self'",
        "script-src": " ".join(["'self'", "'wasm-unsafe-eval'", *inline_scripts()]),
        "style-src": "'self' 'unsafe-inline'",
        "img-src": f"'self' data: blob:{base}",
        "font-src": "'self' data:",
        "connect-src": f"'self' data: blob:{base}",
        "worker-src": "'self' blob:",
        "object-src": "'none'",
        "base-uri": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


class SecurityHeaders:
    """Middleware: the same protective headers on every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.headers = {
            "Content-Security-Policy": policy(),
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY",
            "Referrer-Policy": "strict-origin-when-cross-origin",
            "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
            "Cross-Origin-Opener-Policy": "same-origin",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and put the headers on what comes back."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(self.headers)
            await send(message)

        await self.app(scope, receive, with_headers)


def private() -> tuple[list[BaseRoute], list[Middleware], dict[str, Any]]:
    """Give what the workspace adds: routes, gates and how to sign in; nothing where there is none.

    Raises
    ------
    BadSetting
        A setting of the workspace cannot be used, or the demonstration would be open to others.
    """
    if not (workspace_door.configured() or workspace_door.demo()):
        return [], [], {}
    from ui import workspace_server  # noqa: PLC0415  # the public map alone loads no database library

    return workspace_server.parts()


_routes, _gates, _secrets = private()

app = st.App(
    Path(__file__).parent / "app.py",
    routes=[
        Route("/healthz", healthz),
        Route("/geometry/boroughs.geojson", boroughs),
        Route("/geometry/wards.geojson", wards),
        *_routes,
    ],
    middleware=[Middleware(SecurityHeaders), *_gates],
    secrets=_secrets or None,
)

"""A file server on 127.0.0.1 that plays the official sites, good days and bad."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self
from urllib.parse import parse_qsl, urlsplit


@dataclass(frozen=True)
class Seen:
    """A request that the server had."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    form: dict[str, str]


@dataclass(frozen=True)
class Reply:
    """What to answer.

    ``cut`` closes the connection after so many bytes of the body; ``hangs`` never answers;
    ``ranges`` says whether a Range is understood; ``sized`` whether Content-Length is sent.
    """

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    cut: int | None = None
    hangs: bool = False
    ranges: bool = True
    sized: bool = True


Route = Callable[[Seen], Reply]


class FileServer:
    """Routes by path; a path with several replies gives them one after another and keeps to the last."""

    def __init__(self) -> None:
        self.seen: list[Seen] = []
        self._routes: dict[str, Route] = {}
        self._over = threading.Event()
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._http.daemon_threads = False
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.01})

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._http.server_address[1]}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, tb: TracebackType | None) -> None:
        self._over.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    def serve(self, path: str, *replies: Reply | bytes) -> None:
        queue = [reply if isinstance(reply, Reply) else Reply(reply) for reply in replies]
        self.route(path, lambda _: queue.pop(0) if len(queue) > 1 else queue[0])

    def route(self, path: str, route: Route) -> None:
        self._routes[path] = route

    def of(self, path: str) -> list[Seen]:
        return [seen for seen in self.seen if seen.path == path]

    def _handler(server) -> type[BaseHTTPRequestHandler]:  # noqa: N805  -- `self` is the handler below
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self._answer("GET", "")

            def do_POST(self) -> None:
                self._answer("POST", self.rfile.read(int(self.headers["Content-Length"])).decode())

            def log_message(self, *_: object) -> None:
                """Keep quiet."""

            def _answer(self, method: str, body: str) -> None:
                parts = urlsplit(self.path)
                query = dict(parse_qsl(parts.query, keep_blank_values=True))
                form = dict(parse_qsl(body, keep_blank_values=True))
                seen = Seen(method, parts.path, query, dict(self.headers), form)
                server.seen.append(seen)
                route = server._routes.get(parts.path)
                reply = route(seen) if route else Reply(b"not here", 404)
                if reply.hangs:
                    server._over.wait(10)
                    return
                self._send(reply, seen)

            def _send(self, reply: Reply, seen: Seen) -> None:
                body, status, headers = reply.body, reply.status, dict(reply.headers)
                start = seen.headers.get("Range", "").removeprefix("bytes=").removesuffix("-")
                version = headers.get("ETag", headers.get("Last-Modified"))
                if status == 200 and reply.ranges and start and seen.headers.get("If-Range") == version:
                    headers["Content-Range"] = f"bytes {start}-{len(body) - 1}/{len(body)}"
                    body, status = body[int(start) :], 206
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                if reply.sized:
                    self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body[: reply.cut])

        return Handler

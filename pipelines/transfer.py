"""Bring one file or page over HTTP: whole or not at all, resumed after a cut, bounded in size, time and redirects."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self, TypeVar

import requests
from tqdm import tqdm

from pipelines.answers import Page, Passing, TransferFailed, WrongKind, host_of, refuse_downgrade, refuse_status
from pipelines.partial import PARTIAL, Kind, forget, goes_on, remember, resumable, unlike, validator
from pipelines.rawfile import MAX_BYTES

__all__ = ["Client", "Form"]

Form = list[tuple[str, str]]
_T = TypeVar("_T")

#: A browser's name before ours: two of the official sites answer 403 to programs that do not call themselves one.
USER_AGENT = (
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 "
    "school-partnership-map/0.1"
)
MAX_REDIRECTS = 5
BACKOFF_S = 2.0
PAGE_BYTES = 64 << 20
#: What is lost of a transfer that is cut is at most one chunk.
_CHUNK = 1 << 16


def _session() -> requests.Session:
    session = requests.Session()
    session.headers["User-Agent"] = USER_AGENT
    session.max_redirects = MAX_REDIRECTS
    return session


@dataclass
class Client:
    """An HTTP client with bounded patience; as a context, it closes its connections.

    Attributes
    ----------
    session : of requests; its adapters speak http and https and nothing else.
    sleep : waits so many seconds; tests give their own.
    timeout_s : to connect, and between two parts of an answer, in seconds.
    attempts : how often a passing failure (no answer, cut, 429, 5xx) is tried.
    max_bytes : largest file.
    progress : whether a bar is drawn on stderr.
    """

    session: requests.Session = field(default_factory=_session)
    sleep: Callable[[float], None] = time.sleep
    timeout_s: tuple[float, float] = (10.0, 60.0)
    attempts: int = 4
    max_bytes: int = 4 * MAX_BYTES
    progress: bool = True

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.session.close()

    def page(self, url: str, form: Form | None = None) -> Page:
        """Read a page or a JSON answer; with ``form``, by POST.

        Raises
        ------
        TransferFailed
            If it does not arrive.
        """
        return self._patiently(lambda: self._page(url, form))

    def download(self, url: str, target: Path, kind: Kind, form: Form | None = None) -> str:
        """Bring a file to ``target``, which appears there whole or not at all; return its ETag, or "".

        What has arrived is kept in ``<target>.part``, which no reader takes for data, and the next
        attempt, or the next run, goes on from there if the server still has the same version.

        Raises
        ------
        TransferFailed
            If it does not arrive, or is not of the kind expected.
        """
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(target.name + ".part")
        etag = self._patiently(lambda: self._file(url, part, kind, form))
        wrong = unlike(part, kind)
        if wrong:
            forget(part)
            message = f"{host_of(url)} sent {wrong} where a {kind} file was expected"
            raise WrongKind(message)
        part.replace(target)
        forget(part)
        return etag

    def _patiently(self, once: Callable[[], _T]) -> _T:
        for attempt in range(self.attempts - 1):
            try:
                return once()
            except Passing as problem:
                self.sleep(BACKOFF_S * 2**attempt if problem.wait_s is None else problem.wait_s)
        return once()

    @contextmanager
    def _answer(self, url: str, form: Form | None, headers: dict[str, str]) -> Iterator[requests.Response]:
        """Ask, and name whatever goes wrong until the answer has been read."""
        host = host_of(url)
        try:
            with self.session.request(
                "GET" if form is None else "POST",
                url,
                data=form,
                headers=headers,
                stream=True,
                timeout=self.timeout_s,
            ) as response:
                refuse_status(response)
                refuse_downgrade(response)
                yield response
        except requests.Timeout as problem:
            message = f"{host} did not answer within {self.timeout_s[1]:g} seconds"
            raise Passing(message) from problem
        except requests.TooManyRedirects as problem:
            message = f"{host} redirects more than {self.session.max_redirects} times"
            raise TransferFailed(message) from problem
        except requests.exceptions.ChunkedEncodingError as problem:
            message = f"{host} cut the transfer short"
            raise Passing(message) from problem
        except requests.ConnectionError as problem:
            message = f"{host} cannot be reached, or stopped answering"
            raise Passing(message) from problem
        except requests.RequestException as problem:
            message = f"{host} leads to an address that is not http or https, or answers out of form ({problem})"
            raise TransferFailed(message) from problem

    def _page(self, url: str, form: Form | None) -> Page:
        with self._answer(url, form, {}) as response:
            content = bytearray()
            for chunk in response.iter_content(_CHUNK):
                content += chunk
                if len(content) > PAGE_BYTES:
                    message = f"{host_of(url)} sent a page of more than {PAGE_BYTES >> 20} MiB"
                    raise TransferFailed(message)
            return Page(response.url, bytes(content))

    def _file(self, url: str, part: Path, kind: Kind, form: Form | None) -> str:
        offset, validator = resumable(part, url) if form is None else (0, "")
        # A range counts bytes as they are stored, so the answer must not be compressed on the way.
        headers = {"Accept-Encoding": "identity"}
        if offset:
            headers |= {"Range": f"bytes={offset}-", "If-Range": validator}
        try:
            with self._answer(url, form, headers) as response:
                return self._save(response, url, part, kind, offset if goes_on(response, offset, validator) else 0)
        except TransferFailed as problem:
            if offset and problem.status == requests.codes.requested_range_not_satisfiable:
                forget(part)
                raise Passing(str(problem), problem.status, 0.0) from problem
            raise

    def _save(self, response: requests.Response, url: str, part: Path, kind: Kind, offset: int) -> str:
        host = host_of(url)
        if response.status_code == PARTIAL and not offset:
            forget(part)
            message = f"{host} answered with another part of the file than was asked for"
            raise Passing(message, wait_s=0.0)
        if "html" in response.headers.get("Content-Type", "").lower():
            message = f"{host} sent a web page where a {kind} file was expected"
            raise WrongKind(message)
        plain = response.headers.get("Content-Encoding", "identity") == "identity"
        length = response.headers.get("Content-Length", "")
        total = offset + int(length) if plain and length.isdecimal() else None
        if total is not None and total > self.max_bytes:
            forget(part)
            message = f"{host} offers {total >> 20} MiB, more than any official file has"
            raise TransferFailed(message)
        if not offset:
            remember(part, url, validator(response) if plain else "")
        size = offset
        with part.open("ab" if offset else "wb") as out, self._bar(part, offset, total) as bar:
            for chunk in response.iter_content(_CHUNK):
                size += len(chunk)
                if size > self.max_bytes:
                    break
                out.write(chunk)
                bar.update(len(chunk))
            out.flush()
            os.fsync(out.fileno())
        if size > self.max_bytes:
            forget(part)
            message = f"{host} sent more than {self.max_bytes >> 20} MiB, more than any official file has"
            raise TransferFailed(message)
        if total is not None and size != total:
            message = f"{host} cut the transfer short after {size:,} of {total:,} bytes"
            raise Passing(message)
        return response.headers.get("ETag", "")

    def _bar(self, part: Path, offset: int, total: int | None) -> "tqdm[Any]":
        name = part.name.removesuffix(".part").lstrip(".")
        return tqdm(
            total=total,
            initial=offset,
            desc=name,
            unit="B",
            unit_scale=True,
            unit_divisor=1024,
            file=sys.stderr,
            disable=not self.progress,
        )

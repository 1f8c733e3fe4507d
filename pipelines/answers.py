"""What a server answered: a page, or a failure in words, passing or final."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

import requests

__all__ = ["Page", "Passing", "TransferFailed", "WrongKind", "host_of", "refuse_downgrade", "refuse_status"]

#: Longest wait that a server may ask for; beyond it a person had better come back later.
MAX_WAIT_S = 300.0
_TOO_MANY = 429
_TROUBLE = 500


class TransferFailed(RuntimeError):
    """What happened to one request, in words that follow the name of the host. ``status`` is HTTP's, if it answered."""

    def __init__(self, reason: str, status: int | None = None) -> None:
        super().__init__(reason)
        self.status = status


class WrongKind(TransferFailed):
    """Something arrived, and it is not of the kind expected: a web page, mostly."""


class Passing(TransferFailed):
    """A failure worth another try; ``wait_s`` is how long the server asked us to wait."""

    def __init__(self, reason: str, status: int | None = None, wait_s: float | None = None) -> None:
        super().__init__(reason, status)
        self.wait_s = wait_s


@dataclass(frozen=True)
class Page:
    """A small answer read into memory, and the address at which it was found after redirects."""

    url: str
    content: bytes

    @property
    def text(self) -> str:
        """Content as UTF-8."""
        return self.content.decode("utf-8", errors="replace")

    def json(self) -> Any:
        """Content as JSON.

        Raises
        ------
        TransferFailed
            If it is something else.
        """
        try:
            return json.loads(self.content)
        except ValueError as problem:
            message = f"{host_of(self.url)} answered with something other than JSON"
            raise TransferFailed(message) from problem


def refuse_status(response: requests.Response) -> None:
    """Let a good answer pass; 429 and 5xx are passing failures, every other status is final."""
    status, host = response.status_code, host_of(response.url)
    if response.ok:
        return
    if status == _TOO_MANY or status >= _TROUBLE:
        wait_s = _asked_wait(response)
        if wait_s is not None and wait_s > MAX_WAIT_S:
            message = f"{host} asks to wait {wait_s:.0f} seconds ({status}): try again later"
            raise TransferFailed(message, status)
        trouble = "has had too many requests" if status == _TOO_MANY else "is in trouble"
        message = f"{host} {trouble} ({status})"
        raise Passing(message, status, wait_s)
    known = {403: "refuses to give the file to a program", 404: "does not have the file", 410: "no longer has the file"}
    message = f"{host} {known.get(status, 'refuses the request')} ({status})"
    raise TransferFailed(message, status)


def _asked_wait(response: requests.Response) -> float | None:
    """Seconds of Retry-After, given as a number or as a date; None if absent or unreadable."""
    asked = response.headers.get("Retry-After", "").strip()
    if asked.isdecimal():
        return float(asked)
    try:
        until = parsedate_to_datetime(asked)
    except ValueError:
        return None
    return max(0.0, (until.astimezone(UTC) - datetime.now(UTC)).total_seconds())


def refuse_downgrade(response: requests.Response) -> None:
    """Let an answer pass unless a redirect led from https to plain http, where anyone may change it."""
    schemes = [urlsplit(step.url).scheme for step in (*response.history, response)]
    if "https" in schemes and "http" in schemes[schemes.index("https") :]:
        message = f"{host_of(response.url)} was reached by a redirect from https to plain http"
        raise TransferFailed(message)


def host_of(url: str) -> str:
    """Give the host of an address, as messages name it."""
    return urlsplit(url).netloc or url

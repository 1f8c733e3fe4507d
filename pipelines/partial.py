"""An unfinished download: its bytes in ``NAME.part``, and in ``NAME.part.version`` of what they are the beginning.

Neither name is one that :func:`pipelines.rawfile.find` takes for data.
"""

import json
import zipfile
from pathlib import Path
from typing import Literal

import requests

__all__ = ["PARTIAL", "Kind", "forget", "goes_on", "remember", "resumable", "unlike", "validator"]

Kind = Literal["csv", "zip"]

#: HTTP status of an answer that carries the part asked for.
PARTIAL = 206
_HEAD = 1 << 13


def forget(part: Path) -> None:
    """Remove an unfinished download and what was noted about it."""
    part.unlink(missing_ok=True)
    _note(part).unlink(missing_ok=True)


def _note(part: Path) -> Path:
    return part.with_name(part.name + ".version")


def remember(part: Path, url: str, version: str) -> None:
    """Note of which version at ``url`` a new download is, so that it can go on after a cut; "" if it can't."""
    forget(part)
    _note(part).write_text(json.dumps({"url": url, "validator": version}), encoding="utf-8")


def resumable(part: Path, url: str) -> tuple[int, str]:
    """How many bytes of which version are here already; (0, "") if that cannot be known."""
    try:
        noted = json.loads(_note(part).read_text(encoding="utf-8"))
        size = part.stat().st_size
    except (FileNotFoundError, ValueError):
        return 0, ""
    known = isinstance(noted, dict) and noted.get("url") == url and noted.get("validator")
    return (size, str(noted["validator"])) if known else (0, "")


def validator(response: requests.Response) -> str:
    """Strong ETag, else the date of change; If-Range must not carry a weak one."""
    etag = response.headers.get("ETag", "")
    return etag if etag.startswith('"') else response.headers.get("Last-Modified", "")


def goes_on(response: requests.Response, offset: int, version: str) -> bool:
    """Whether the answer is the rest of the version of which we have the beginning."""
    if response.status_code != PARTIAL:
        return False
    same = validator(response) in ("", version)
    return same and response.headers.get("Content-Range", "").startswith(f"bytes {offset}-")


def unlike(path: Path, kind: Kind) -> str:
    """Say what a file looks like if it is not of the kind expected; "" if it may be."""
    with path.open("rb") as stream:
        head = stream.read(_HEAD).removeprefix(b"\xef\xbb\xbf").lstrip()
    if not head:
        return "nothing"
    if head[:1] == b"<":
        return "a web page"
    if kind == "zip":
        return "" if zipfile.is_zipfile(path) else "something that is no zip"
    if head[:4] == b"PK\x03\x04":
        return "a zip"
    return "" if b"," in head and head[:1] not in b"{[" and b"\0" not in head else "something that is no table"

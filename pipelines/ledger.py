"""What was fetched, from where and when: ``fetched.json`` in the raw folder."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pipelines.errors import FetchError
from pipelines.rawfile import LEDGER

__all__ = ["Fetched", "describe", "read", "write"]

_CHUNK = 1 << 20


@dataclass(frozen=True)
class Fetched:
    """One file that arrived whole.

    Attributes
    ----------
    source : key in :data:`pipelines.sources.SOURCES`.
    path : where it is now.
    url : where it came from, ``!member`` after the address of a zip.
    bytes, sha256 : size in bytes and SHA-256 of the file as it is on disk.
    etag : the server's name for this version, or "".
    """

    source: str
    path: Path
    bytes: int
    sha256: str
    url: str
    etag: str = ""


def describe(source: str, path: Path, url: str, etag: str = "") -> Fetched:
    """Measure a file that has arrived."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    return Fetched(source, path, path.stat().st_size, digest.hexdigest(), url, etag)


def read(raw: Path) -> dict[str, dict[str, Any]]:
    """Entries by file (path relative to ``raw``); none if nothing was ever fetched.

    Raises
    ------
    FetchError
        If the ledger is there and cannot be read.
    """
    try:
        entries = json.loads((raw / LEDGER).read_text(encoding="utf-8"))
        return {entry["file"]: entry for entry in entries}
    except FileNotFoundError:
        return {}
    except (ValueError, KeyError, TypeError) as problem:
        message = f"{raw / LEDGER}: is not the list that fetch writes: move it away, and fetch will begin a new one"
        raise FetchError(message) from problem


def write(raw: Path, fetched: list[Fetched], today: date) -> None:
    """Enter files into the ledger; an entry for the same file is replaced.

    Raises
    ------
    FetchError
        If the ledger is there and cannot be read.
    """
    entries = read(raw)
    for one in fetched:
        name = one.path.relative_to(raw).as_posix()
        entries[name] = {
            "source": one.source,
            "url": one.url,
            "file": name,
            "bytes": one.bytes,
            "sha256": one.sha256,
            "etag": one.etag,
            "fetched_on": today.isoformat(),
        }
    part = raw / (LEDGER + ".part")
    part.write_text(json.dumps([entries[name] for name in sorted(entries)], indent=1) + "\n", encoding="utf-8")
    part.replace(raw / LEDGER)

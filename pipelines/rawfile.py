"""One file as it was published: plain, gzipped, or a member of a zip. Read-only, bounded."""

import gzip
import hashlib
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from pipelines.errors import BadInput

__all__ = ["HEAD_BYTES", "LEDGER", "MAX_BYTES", "RawFile", "find"]

#: Largest size after decompression; the largest official file is about 120 MB.
MAX_BYTES = 1 << 30

#: Enough of a file to tell what it is.
HEAD_BYTES = 1 << 17

#: What ``fetch`` keeps in the raw folder about its downloads; it is no source.
LEDGER = "fetched.json"

_CHUNK = 1 << 20
_SUFFIXES = (".csv", ".csv.gz", ".geojson", ".geojson.gz", ".json", ".json.gz")


@dataclass(frozen=True)
class RawFile:
    """A file in the raw folder, or a member of a zip there.

    ``label`` is its name for people and for the build record: the path relative to the raw
    folder, with ``!member`` after a zip.
    """

    root: Path
    path: Path
    member: str | None = None

    @property
    def label(self) -> str:
        """Path relative to the raw folder, ``!member`` after a zip."""
        label = self.path.relative_to(self.root).as_posix()
        return label if self.member is None else f"{label}!{self.member}"

    @property
    def name(self) -> str:
        """Last part of the name, without folders."""
        return Path(self.member or self.path.name).name

    def head(self) -> bytes:
        """First :data:`HEAD_BYTES` of the content, decompressed."""
        return self._bytes(HEAD_BYTES, whole=False)

    def read(self) -> bytes:
        """Whole content, decompressed.

        Raises
        ------
        BadInput
            If the file is absent, is cut short, or grows past :data:`MAX_BYTES`.
        """
        return self._bytes(MAX_BYTES, whole=True)

    def beside(self, relative: str) -> bytes | None:
        """Read another file of the same folder tree or zip, named relative to this one's folder; None if absent."""
        if self.member is not None:
            name = posixpath.normpath(posixpath.join(posixpath.dirname(self.member), relative))
            with zipfile.ZipFile(self.path) as archive:
                there = name in archive.namelist()
            return RawFile(self.root, self.path, name).head() if there else None
        path = (self.path.parent / relative).resolve()
        inside = path.is_relative_to(self.root.resolve())
        return RawFile(self.root.resolve(), path).head() if inside and path.is_file() else None

    def sha256(self) -> str:
        """SHA-256 of the content, decompressed, so that a re-packed copy counts as the same."""
        return hashlib.sha256(self.read()).hexdigest()

    def _bytes(self, limit: int, *, whole: bool) -> bytes:
        parts: list[bytes] = []
        size = 0
        try:
            with self._open() as stream:
                while size < limit and (part := stream.read(min(_CHUNK, limit - size))):
                    parts.append(part)
                    size += len(part)
                if whole and size >= limit and stream.read(1):
                    message = (
                        f"{self.label}: grows past {limit >> 20} MiB when unpacked, which no official file does: "
                        "remove it, or fetch it again from its page"
                    )
                    raise BadInput(message)
        except FileNotFoundError as problem:
            message = f"{self.label}: there is no such file in {self.root}: fetch it, or put it there by hand"
            raise BadInput(message) from problem
        except (
            EOFError,
            zlib.error,
            gzip.BadGzipFile,
            zipfile.BadZipFile,
            NotImplementedError,
        ) as problem:
            message = f"{self.label}: cannot be unpacked ({problem}): it is cut short or damaged, fetch it again"
            raise BadInput(message) from problem
        except RuntimeError as problem:  # zipfile's word for a member with a password
            message = f"{self.label}: cannot be unpacked ({problem}): it is locked, fetch it again without a password"
            raise BadInput(message) from problem
        except KeyError as problem:
            message = f"{self.label}: the zip has no such member: fetch it again"
            raise BadInput(message) from problem
        except OSError as problem:
            message = f"{self.label}: cannot be read ({problem.strerror}): mend that, or fetch it again"
            raise BadInput(message) from problem
        return b"".join(parts)

    def _open(self) -> IO[bytes]:
        if self.member is not None:
            with zipfile.ZipFile(self.path) as archive:
                member = archive.open(self.member)  # it keeps the file open until it is closed itself
            packed = self.member.casefold().endswith(".gz")
            return cast("IO[bytes]", gzip.GzipFile(fileobj=member)) if packed else member
        if self.path.suffix.casefold() == ".gz":
            return cast("IO[bytes]", gzip.open(self.path))
        return self.path.open("rb")


def find(root: Path) -> Iterator[RawFile]:
    """List the data files under ``root`` in the order of their labels, zip members included.

    Hidden files, unfinished downloads (``.part``), the ledger of ``fetch`` and documents are passed over.

    Raises
    ------
    BadInput
        If ``root`` is no folder, or a zip there cannot be opened.
    """
    if not root.is_dir():
        message = f"{root}: there is no such folder: make it, or name another with --raw"
        raise BadInput(message)
    for path in sorted(root.rglob("*")):
        if path == root / LEDGER:
            continue
        if not path.is_file() or any(part.startswith(".") for part in path.relative_to(root).parts):
            continue
        if path.suffix.casefold() == ".zip":
            yield from _members(root, path)
        elif path.name.casefold().endswith(_SUFFIXES):
            yield RawFile(root, path)


def _members(root: Path, path: Path) -> Iterator[RawFile]:
    try:
        with zipfile.ZipFile(path) as archive:
            names = sorted(entry.filename for entry in archive.infolist() if not entry.is_dir())
    except zipfile.BadZipFile as problem:
        message = f"{path.relative_to(root).as_posix()}: is no zip ({problem}): it is cut short, fetch it again"
        raise BadInput(message) from problem
    for name in names:
        # A zip made on a Mac holds a hidden twin of each file, which is no table.
        hidden = any(part.startswith(".") and part.strip(".") for part in name.split("/"))
        if name.casefold().endswith(_SUFFIXES) and not hidden:
            yield RawFile(root, path, name)

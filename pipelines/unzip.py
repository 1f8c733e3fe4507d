"""Take named tables out of a downloaded zip: into files of our own naming, bounded in size, whole or not at all."""

import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path, PurePosixPath

from pipelines.answers import TransferFailed, WrongKind
from pipelines.partial import unlike
from pipelines.rawfile import MAX_BYTES

__all__ = ["base_name", "extract", "members"]

MAX_MEMBERS = 20_000
_CHUNK = 1 << 20
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)


def base_name(member: str) -> str:
    """Last part of a member's name, whichever way its slashes lean; it names no other folder."""
    return PurePosixPath(member.replace("\\", "/")).name


def members(archive: Path, wanted: Callable[[str], bool]) -> list[str]:
    """List the members whose last part of the name is wanted, in order.

    Raises
    ------
    TransferFailed
        If the zip cannot be opened or lists more members than any official one.
    """
    try:
        with zipfile.ZipFile(archive) as opened:
            listed = [entry.filename for entry in opened.infolist() if not entry.is_dir()]
    except _DAMAGE as problem:
        message = f"the zip cannot be opened ({problem})"
        raise TransferFailed(message) from problem
    if len(listed) > MAX_MEMBERS:
        message = f"the zip lists {len(listed):,} members, more than any official one"
        raise TransferFailed(message)
    return sorted(name for name in listed if wanted(base_name(name)))


def extract(archive: Path, member: str, target: Path, *, max_bytes: int = MAX_BYTES) -> None:
    """Unpack one table to ``target``, which appears whole or not at all.

    The member's own path is never used, so it cannot lead out of the folder.

    Raises
    ------
    TransferFailed
        If it is damaged, locked or no table, or grows past ``max_bytes``.
    """
    part = target.with_name(target.name + ".part")
    name = base_name(member)
    try:
        try:
            size = _unpack(archive, member, part, max_bytes)
        except _DAMAGE as problem:
            message = f"the zip's {name} cannot be unpacked ({problem})"
            raise TransferFailed(message) from problem
        if size > max_bytes:
            message = f"the zip's {name} grows past {max_bytes >> 20} MiB when unpacked"
            raise TransferFailed(message)
        wrong = unlike(part, "csv")
        if wrong:
            message = f"the zip's {name} is {wrong}"
            raise WrongKind(message)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _unpack(archive: Path, member: str, part: Path, max_bytes: int) -> int:
    """Write a member out and return its size, or stop at the first chunk past the limit."""
    size = 0
    with zipfile.ZipFile(archive) as opened, opened.open(member) as packed, part.open("wb") as out:
        while chunk := packed.read(_CHUNK):
            size += len(chunk)
            if size > max_bytes:
                break
            out.write(chunk)
    return size

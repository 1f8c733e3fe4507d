"""Files that hold a store: private from the first byte, whole or not there, never over another."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["new_private_file"]


@contextmanager
def new_private_file(path: Path) -> Iterator[Path]:
    """Give a file to fill that takes its name once the block has ended well; with mode 0600 throughout.

    Raises
    ------
    FileExistsError
        There is something of that name; it stays as it is.
    """
    _must_be_free(path)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    os.close(handle)
    part = Path(name)
    try:
        yield part
        with part.open("rb") as written:
            os.fsync(written.fileno())
        _must_be_free(path)
        # A link, where there are links, refuses a name that was taken meanwhile; renaming would replace it.
        path.hardlink_to(part)
        _sync_folder(path.parent)
    finally:
        for beside in part.parent.glob(f"{part.name}*"):  # with what a database leaves beside its file
            beside.unlink()


def _must_be_free(path: Path) -> None:
    if path.exists() or path.is_symlink():
        message = f"{path} is there already; it is not overwritten"
        raise FileExistsError(message)


def _sync_folder(folder: Path) -> None:
    """Make the name as durable as the content, where a folder can be opened."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

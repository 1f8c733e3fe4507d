"""Put a finished build in the place of the former one: all of it, or nothing."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from geo.store import former

__all__ = ["publishing"]


@contextmanager
def publishing(out: Path) -> Iterator[Path]:
    """Give a new folder beside ``out`` to write in, and swap the two when the block ends well.

    If the block fails or the process dies, ``out`` stays as it was: the swap is two renames, and
    :func:`geo.store.current` reads the former folder should the machine stop between them.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    old = former(out)
    if old.exists() and not out.exists():
        old.rename(out)
    new = Path(tempfile.mkdtemp(prefix=f"{out.name}.new-", dir=out.parent))
    try:
        new.chmod(0o755)
        yield new
        shutil.rmtree(old, ignore_errors=True)
        if out.exists():
            out.rename(old)
        new.rename(out)
        shutil.rmtree(old, ignore_errors=True)
    finally:
        shutil.rmtree(new, ignore_errors=True)

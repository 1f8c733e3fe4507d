"""Which build the pages show, and which public partnerships beside it: looked up once for a run of a page."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any, TypeVar

import streamlit as st

from geo import store
from ui import workspace_door

__all__ = ["AND", "build", "edition", "folder", "one_edition"]

T = TypeVar("T")

#: Between the two halves of an edition; a build's id is hexadecimal.
AND = "+"

#: Resolved once: the pages ask some thirty times in each run.
_BUNDLED = Path(__file__).resolve().parent.parent / "data" / "processed"


def folder() -> Path:
    """Folder of the processed tables: ``SPM_DATA``, or ``data/processed`` beside the app."""
    return Path(os.environ.get("SPM_DATA") or _BUNDLED)


@st.cache_resource(max_entries=8, show_spinner=False)
def _build(place: str, stamp: tuple[int, int]) -> dict[str, Any]:  # noqa: ARG001 - the stamp is part of the key
    return store.build_info(Path(place))


#: What :func:`one_edition` has seen, in this run alone; None outside of it.
_SEEN: ContextVar[dict[str, Any] | None] = ContextVar("seen", default=None)


@contextmanager
def one_edition() -> Iterator[None]:
    """Look once which build and edition there are, and go on with those for as long as this lasts.

    A run of a page asks some twenty times, and each look reads the folder, and the store where there is a workspace.
    """
    token = _SEEN.set({})
    try:
        yield
    finally:
        _SEEN.reset(token)


def _once(name: str, look: Callable[[], T]) -> T:
    seen = _SEEN.get()
    if seen is None:
        return look()
    if name not in seen:
        seen[name] = look()
    found: T = seen[name]
    return found


def build() -> dict[str, Any]:
    """Read ``BUILD.json``, which names the build that the caches are keyed on; afresh when the file is another."""
    return _once("build", _look_for_build)


def _look_for_build() -> dict[str, Any]:
    path = store.current(folder()) / store.BUILD_FILE
    if not path.exists():
        return store.build_info(folder())
    status = path.stat()
    return _build(str(folder()), (status.st_mtime_ns, status.st_ino))


def edition() -> str:
    """Name the build, and the public partnerships beside it where there are any: the key of what depends on ties."""
    return _once("edition", _look_for_edition)


def _look_for_edition() -> str:
    build_id = str(build()["build_id"])
    if not workspace_door.configured():
        return build_id
    from ui import workspace_ties  # noqa: PLC0415  # the public map alone loads no database library

    version = workspace_ties.version()
    return f"{build_id}{AND}{version}" if version else build_id

"""Whether there is a workspace beside the public map, and its store; nothing of it is loaded where there is none."""

import os
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workspace.engine import Store
    from workspace.settings import Settings

__all__ = ["DEMO", "configured", "demo", "settings", "store"]

#: Set for ``make demo`` alone.
DEMO = "SPM_WORKSPACE_DEMO"

_opening = Lock()


def configured() -> bool:
    """Say whether the environment names a store: without one, the app is the public map alone."""
    return bool(os.environ.get("SPM_WORKSPACE_URL", "").strip())


def demo() -> bool:
    """Say whether this is the demonstration: a choice of role in the place of a sign-in."""
    return os.environ.get(DEMO) == "1"


def settings() -> "Settings":
    """Read the settings of the workspace.

    Raises
    ------
    BadSetting
        There is no workspace, or a setting cannot be used.
    """
    from workspace.errors import BadSetting  # noqa: PLC0415  # the public map alone loads no database library
    from workspace.settings import read_settings  # noqa: PLC0415

    found = read_settings()
    if found is None:
        message = "SPM_WORKSPACE_URL is not set: there is no workspace"
        raise BadSetting(message)
    return found


def store() -> "Store":
    """Give the store, opened once for the whole process."""
    with _opening:
        return _opened(settings())


@lru_cache(maxsize=2)
def _opened(chosen: "Settings") -> "Store":
    from workspace.opening import open_from  # noqa: PLC0415

    return open_from(chosen)

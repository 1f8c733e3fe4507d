"""Public partnerships among the ties of the build: read again when the store says that one of them changed.

What is kept here is public and shared by every visitor; what is not public is never read.
"""

import os
from collections import OrderedDict
from datetime import date
from threading import Lock, local

import pandas as pd
from sqlalchemy.exc import OperationalError

from ui import workspace_door, workspace_outage
from workspace import partnership_views, public_ties
from workspace.partnership_views import PublicPartnership

__all__ = ["added", "begin", "version"]

#: So many versions stay at hand, for runs that began before the last change.
_KEPT = 8

#: Address of the store -> what it said of its public partnerships, and their version.
_last: dict[str, tuple[object, str]] = {}

#: Version -> the partnerships, and the day on which they were read.
_versions: OrderedDict[str, tuple[list[PublicPartnership], date]] = OrderedDict()
_lock = Lock()

#: The version of the run that a thread is at.
_run = local()


def begin() -> None:
    """Let a run of a page have one version from its first line to its last, whatever changes meanwhile.

    What it makes of tables that it read early is kept for others under the version that it asks for late.
    """
    _run.version = _now()


def version() -> str:
    """Name the public partnerships of this run, or else as they are now; empty where there is none."""
    begun: str | None = getattr(_run, "version", None)
    return _now() if begun is None else begun


def _now() -> str:
    place = os.environ["SPM_WORKSPACE_URL"]
    _, known = last = _last.get(place, (None, ""))
    try:
        with workspace_door.store().reading() as db:
            said = (partnership_views.published_stamp(db), db.today())
            if said == last[0]:
                return known
            found, today = partnership_views.published(db), db.today()
    except OperationalError as problem:
        # The public map goes on without the store, with what it knew.
        workspace_outage.tell(problem)
        return known
    name = public_ties.fingerprint(found, today) if found else ""
    with _lock:
        _versions[name] = (found, today)
        _versions.move_to_end(name)
        while len(_versions) > _KEPT:
            _versions.popitem(last=False)
    _last[place] = (said, name)
    return name


def added(ties: pd.DataFrame, name: str) -> pd.DataFrame:
    """Put the public partnerships of a version beside the ties of a build.

    Parameters
    ----------
    ties : the ``ties`` table.
    name : from :func:`version`, just before.
    """
    found, today = _versions[name]
    return public_ties.with_partnerships(ties, found, today)

"""What the app does while the store of the workspace does not answer: the public pages go on without it, and say so."""

import logging
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy.exc import OperationalError

from ui import workspace_door
from workspace.engine import Db

__all__ = ["read", "tell"]

Result = TypeVar("Result")


def read(of: Callable[[Db], Result]) -> Result | None:
    """Read what a public page shows of the workspace; None while the store does not answer."""
    try:
        with workspace_door.store().reading() as db:
            return of(db)
    except OperationalError as problem:
        tell(problem)
        return None


def tell(problem: OperationalError) -> None:
    """Put into the log that the store does not answer, and why."""
    logging.getLogger(__name__).warning("The store of the workspace does not answer: %s", problem.orig)

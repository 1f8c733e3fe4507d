"""Who may do something: everybody tries."""

import pytest

from workspace.errors import Forbidden


class Undone(Exception):
    """Ends a transaction so that nothing of it is kept."""


def may(store, everyone, act):
    """Names of those for whom an action is not refused; each tries in a transaction that is then undone."""
    found = set()

    def attempt(name, actor):
        with store.transaction() as db:
            act(db, actor)
            found.add(name)
            raise Undone

    for name, actor in everyone.items():
        with pytest.raises((Forbidden, Undone)):
            attempt(name, actor)
    return found

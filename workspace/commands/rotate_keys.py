"""``rotate-keys``: bring all confidential text under the newest key."""

import argparse
from collections.abc import Sequence
from contextlib import closing

from workspace.actions import Action
from workspace.actor import OPERATOR
from workspace.commands.base import Command
from workspace.opening import open_from
from workspace.policy import WORKSPACE, record, require
from workspace.rotation import rotate
from workspace.settings import Settings

__all__ = ["COMMAND"]


def _run(settings: Settings, _options: argparse.Namespace) -> Sequence[str]:
    with closing(open_from(settings)) as store:
        with store.transaction() as db:
            require(db, OPERATOR, Action.STORE_ROTATE, WORKSPACE)
        sealed = rotate(store)
        with store.transaction() as db:
            record(db, OPERATOR, Action.STORE_ROTATE, WORKSPACE)
    return [f"{sealed} texts are under the newest key; older keys can be taken out of SPM_WORKSPACE_KEYS"]


COMMAND = Command("rotate-keys", "encrypt confidential text again, with the newest key", _run)

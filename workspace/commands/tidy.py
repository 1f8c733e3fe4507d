"""``tidy``: delete what is past its time, and have the database overwrite what was freed. For cron, once a day."""

import argparse
from collections.abc import Sequence
from contextlib import closing

from workspace.actor import OPERATOR
from workspace.commands.base import Command
from workspace.commands.erase import NOT_OVERWRITTEN
from workspace.opening import open_from
from workspace.overwriting import overwrite
from workspace.retention import tidy
from workspace.settings import Settings

__all__ = ["COMMAND"]


def _run(settings: Settings, _options: argparse.Namespace) -> Sequence[str]:
    with closing(open_from(settings)) as store:
        with store.transaction() as db:
            deleted = tidy(db, OPERATOR)
        done = overwrite(store)
    said = ", ".join(f"{kind} {count}" for kind, count in deleted.items()) or "nothing"
    return [f"past its time and deleted: {said}", *([] if done else [NOT_OVERWRITTEN])]


COMMAND = Command("tidy", "delete what is past its time, and overwrite what was freed", _run)

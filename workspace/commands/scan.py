"""``scan``: compare the build at hand with the one scanned last, and raise items; for cron, after each build."""

import argparse
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from workspace.actor import OPERATOR
from workspace.commands.base import Command
from workspace.commands.build_folder import build_at, folder_of
from workspace.opening import open_from
from workspace.scan import ROLL_SHARE, scan
from workspace.settings import Settings

__all__ = ["COMMAND"]


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, metavar="FOLDER", help="the build; by default the app's")
    parser.add_argument("--former", type=Path, metavar="FOLDER", help="an older build, for a first scan")
    parser.add_argument("--share", type=float, default=ROLL_SHARE, help="tell of head counts down by more than this")


def _run(settings: Settings, options: argparse.Namespace) -> Sequence[str]:
    # Read before the store is opened: a transaction is short.
    build = build_at(folder_of(options.data))
    former = None if options.former is None else build_at(options.former)
    with closing(open_from(settings)) as store, store.transaction() as db:
        done = scan(db, OPERATOR, build, former=former, roll_share=options.share)
    against = "no former build to compare with" if done.compared_with is None else f"against {done.compared_with}"
    lines = [f"scanned build {done.build_id}, {against}"]
    return lines + ([f"{kind}: {count}" for kind, count in done.raised.items()] or ["nothing new"])


COMMAND = Command("scan", "raise what a new build changed of what is watched", _run, _arguments)

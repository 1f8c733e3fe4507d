"""``import-ties``: bring the ties of a build in as public partnerships; for cron, after each build."""

import argparse
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from geo.errors import SchemaMismatch, StaleData
from geo.store import read
from workspace.actor import OPERATOR
from workspace.commands.base import Command
from workspace.commands.build_folder import folder_of
from workspace.errors import BadInput
from workspace.opening import open_from
from workspace.settings import Settings
from workspace.tie_import import import_ties

__all__ = ["COMMAND"]


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, metavar="FOLDER", help="the build; by default the app's")


def _run(settings: Settings, options: argparse.Namespace) -> Sequence[str]:
    try:
        ties = read(folder_of(options.data), "ties")
    except (StaleData, SchemaMismatch) as problem:
        field = "data"
        raise BadInput(field, str(problem)) from problem
    with closing(open_from(settings)) as store, store.transaction() as db:
        done = import_ties(db, OPERATOR, ties)
    return [
        f"partnerships: {done.added} added, {done.changed} changed, {done.unchanged} as they were",
        f"ties with one school in the build, left out: {done.single}",
        *(f"no longer in the build: {name}, URN {urn}; give its last day by hand" for name, urn in done.gone),
    ]


COMMAND = Command("import-ties", "bring the ties of a build in as public partnerships", _run, _arguments)

"""``migrate``: bring the store's tables to this version of the program, or back before a downgrade."""

import argparse
from collections.abc import Sequence

from workspace.commands.base import Command
from workspace.crypt import KeyRing
from workspace.engine import make_engine
from workspace.errors import BadInput
from workspace.opening import head, migrate, revision, revisions
from workspace.settings import Settings

__all__ = ["COMMAND"]


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--to", default="head", metavar="REVISION", help="another revision than this program's newest")


def _run(settings: Settings, options: argparse.Namespace) -> Sequence[str]:
    # Not "base": a revision without tables is a store without its content.
    if options.to != "head" and options.to not in revisions():
        field = "revision"
        raise BadInput(field, f"there is no revision {options.to!r}: this program knows {', '.join(revisions())}")
    before = _revision(settings)
    migrate(settings.url, options.to)
    after = _revision(settings)
    return [f"revision {before or 'none'} -> {after or 'none'} (this program's newest is {head()})"]


def _revision(settings: Settings) -> str | None:
    engine = make_engine(settings.url, KeyRing())
    try:
        with engine.connect() as connection:
            return revision(connection)
    finally:
        engine.dispose()


COMMAND = Command("migrate", "bring the tables to this version of the program", _run, _arguments)

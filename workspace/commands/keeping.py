"""``export``, ``import``, ``backup``, ``check-backup`` and ``restore``: the store as a file, and back."""

import argparse
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path

from workspace.actor import OPERATOR
from workspace.backup import back_up, check, restore
from workspace.commands.base import Command
from workspace.exchange import export, import_file
from workspace.opening import open_from
from workspace.settings import Settings

__all__ = ["COMMANDS"]

_AGAIN = "everybody signs in again; erasures since the file was made must be done again (docs/operations.md)"


def _new_file(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="a new file; it is made with mode 0600")


def _old_file(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path)


def _export_arguments(parser: argparse.ArgumentParser) -> None:
    _new_file(parser)
    parser.add_argument(
        "--confidential-in-the-clear", action="store_true", help="decrypt confidential text in the file; guard the file"
    )


def _export(settings: Settings, options: argparse.Namespace) -> Sequence[str]:
    clear = options.confidential_in_the_clear
    with closing(open_from(settings)) as store:
        rows = export(store, OPERATOR, options.file, clear=clear)
    how = "CONFIDENTIAL TEXT IS IN THE CLEAR: " if clear else ""
    return [f"{how}{options.file} holds {_counted(rows)}"]


def _import(settings: Settings, options: argparse.Namespace) -> Sequence[str]:
    with closing(open_from(settings)) as store:
        rows = import_file(store, OPERATOR, options.file, sign_out=True)
    return [f"imported {_counted(rows)}; {_AGAIN}"]


def _backup(settings: Settings, options: argparse.Namespace) -> Sequence[str]:
    with closing(open_from(settings)) as store:
        rows = back_up(store, OPERATOR, options.file)
        bare = "" if store.keys.encrypts else "; no key is set: what is written now is not encrypted in it"
    return [f"{options.file} holds {_counted(rows)}{bare}"]


def _check(settings: Settings, options: argparse.Namespace) -> Sequence[str]:
    rows = check(settings, OPERATOR, options.file)
    return [f"{options.file} can be restored with the keys that are set: {_counted(rows)}"]


def _restore(settings: Settings, options: argparse.Namespace) -> Sequence[str]:
    return [f"restored {_counted(restore(settings, OPERATOR, options.file))}; {_AGAIN}"]


def _counted(rows: Mapping[str, int]) -> str:
    return f"{sum(rows.values())} rows in {sum(1 for count in rows.values() if count)} tables"


COMMANDS = (
    Command("export", "write the whole workspace as JSON lines", _export, _export_arguments),
    Command("import", "fill an empty store from JSON lines", _import, _old_file),
    Command("backup", "write the store to one file", _backup, _new_file),
    Command("check-backup", "try a backup in a throw-away store, with the keys that are set", _check, _old_file),
    Command("restore", "make the store from a backup, where there is none yet", _restore, _old_file),
)

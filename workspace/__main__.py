"""The command line beside the store: ``python -m workspace COMMAND``. The store is the one of SPM_WORKSPACE_URL."""

import argparse
import os
import sys
from collections.abc import Mapping, Sequence

from sqlalchemy.exc import OperationalError

from workspace.commands import digest, erase, import_ties, keeping, migrate, people, rotate_keys, scan, tidy
from workspace.commands.base import Command
from workspace.errors import WorkspaceError
from workspace.settings import read_settings

__all__ = ["COMMANDS", "main"]

#: Every command, as ``--help`` lists them. A new one is a module of workspace.commands and a word here.
COMMANDS: tuple[Command, ...] = (
    migrate.COMMAND,
    people.COMMAND,
    rotate_keys.COMMAND,
    *keeping.COMMANDS,
    tidy.COMMAND,
    erase.COMMAND,
    import_ties.COMMAND,
    scan.COMMAND,
    digest.COMMAND,
)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m workspace", description=__doc__)
    parsers = parser.add_subparsers(dest="command", required=True)
    for command in COMMANDS:
        own = parsers.add_parser(command.name, help=command.summary, description=command.summary)
        command.arguments(own)
        own.set_defaults(run=command.run)
    return parser


def main(arguments: Sequence[str] | None = None, environ: Mapping[str, str] = os.environ) -> int:
    """Run one command; the exit status is 1 when something could not be done, which standard error tells."""
    options = _parser().parse_args(arguments)
    try:
        settings = read_settings(environ)
        if settings is None:
            return _failed("there is no workspace: set SPM_WORKSPACE_URL to the address of its store")
        lines = options.run(settings, options)
    except OperationalError as problem:
        return _failed(f"the store cannot be used: {problem.orig}")
    except (WorkspaceError, OSError) as problem:
        return _failed(str(problem))
    try:
        sys.stdout.writelines(f"{line}\n" for line in lines)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read the lines has seen enough (`... | head`); what was to be done is done.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _failed(message: str) -> int:
    sys.stderr.write(f"{message}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())

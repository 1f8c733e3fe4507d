"""What a command of the command line is."""

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from workspace.settings import Settings

__all__ = ["Command"]


def _none(_parser: argparse.ArgumentParser) -> None:
    """Take no arguments."""


@dataclass(frozen=True)
class Command:
    """One command.

    Attributes
    ----------
    name, summary : str
        As ``--help`` lists it.
    run : callable
        Does it and gives the lines to print once it is done, so that a closed pipe cannot undo it. What cannot be
        done is raised, as one of the errors of :mod:`workspace.errors`.
    arguments : callable
        Adds its arguments to its parser.
    """

    name: str
    summary: str
    run: Callable[[Settings, argparse.Namespace], Sequence[str]]
    arguments: Callable[[argparse.ArgumentParser], None] = _none

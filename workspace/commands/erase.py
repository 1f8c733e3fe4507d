"""``erase``: erase a person, and have the database overwrite what it freed."""

import argparse
from collections.abc import Mapping, Sequence
from contextlib import closing

from workspace.actor import OPERATOR
from workspace.commands.base import Command
from workspace.erasure import Erased, erase_for_good
from workspace.opening import open_from
from workspace.settings import Settings

__all__ = ["COMMAND", "NOT_OVERWRITTEN"]

NOT_OVERWRITTEN = "the store was busy: what was deleted may still stand in its files; run `python -m workspace tidy`"


def _arguments(parser: argparse.ArgumentParser) -> None:
    # By number alone: an address that was mistyped must not be somebody else's.
    parser.add_argument("person", type=int, help="number, as `people list` shows")


def _run(settings: Settings, options: argparse.Namespace) -> Sequence[str]:
    with closing(open_from(settings)) as store:
        return _lines(erase_for_good(store, OPERATOR, options.person))


def _lines(done: Erased) -> list[str]:
    said = [f"person {done.person_id} is erased; deleted: {_counts(done.deleted)}"]
    if done.unnamed:
        said.append(f"records that stay without them: {_counts(done.unnamed)}")
    said.append(f"texts in which their name or address was replaced: {done.scrubbed}")
    if done.namesake:
        said.append("somebody else has the same name: it stays in texts, and a lead has to read them")
    if not done.overwritten:
        said.append(NOT_OVERWRITTEN)
    return [*said, "backups keep them until they are deleted; see docs/privacy.md"]


def _counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{kind} {count}" for kind, count in counts.items())


COMMAND = Command("erase", "erase a person for good", _run, _arguments)

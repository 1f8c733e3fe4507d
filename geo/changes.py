"""What a build changed against the one before it, as the file beside the tables keeps it for the screen."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from geo.errors import StaleData
from geo.store import CHANGES_FILE, current

__all__ = ["KINDS", "Change", "Changes", "FigureChange", "Kind", "read_changes", "write_changes"]

Kind = Literal[
    "school new",
    "school gone",
    "school closed",
    "school renumbered",
    "school changed",
    "inspection",
    "head count",
    "tie new",
    "tie ended",
]

KINDS: tuple[str, ...] = get_args(Kind)


@dataclass(frozen=True, order=True)
class Change:
    """One change, about one school, in a sentence with the figures of both builds."""

    kind: Kind
    urn: int
    name: str
    text: str


@dataclass(frozen=True, order=True)
class FigureChange:
    """How the published figures of one measure and year differ, for the schools that both builds have.

    Attributes
    ----------
    before, after : schools with a published figure in each build.
    revised : schools with a published figure in both, and another value.
    """

    measure: str
    year: str
    before: int
    after: int
    revised: int


@dataclass(frozen=True)
class Changes:
    """All that a build changed.

    Attributes
    ----------
    old_build, new_build : their ids. old_as_at, new_as_at : of when their data are, in words.
    new_releases, gone_releases : keys of releases (``source:release``) that only one of the two uses a row of.
    """

    old_build: str
    new_build: str
    old_as_at: str
    new_as_at: str
    new_releases: tuple[str, ...]
    gone_releases: tuple[str, ...]
    figures: tuple[FigureChange, ...]
    changes: tuple[Change, ...]


def write_changes(folder: Path, changes: Changes) -> Path:
    """Write the file into the folder of the newer build. The same two builds give the same bytes."""
    path = folder / CHANGES_FILE
    path.write_text(json.dumps(asdict(changes), indent=1, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")
    return path


def read_changes(folder: Path, build_id: str) -> Changes | None:
    """Read what the build ``build_id`` changed.

    Returns
    -------
    None where no former build is known: there is no file, or it tells of another build than the one in place.

    Raises
    ------
    StaleData
        If the file cannot be understood.
    """
    path = current(folder) / CHANGES_FILE
    if not path.is_file():
        return None
    try:
        found = _parse(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError, KeyError) as problem:
        message = f"{path} cannot be read ({problem}): write it again with `python -m pipelines diff OLD NEW --save`"
        raise StaleData(message) from problem
    return found if found.new_build == build_id else None


def _parse(content: Mapping[str, Any]) -> Changes:
    return Changes(
        old_build=content["old_build"],
        new_build=content["new_build"],
        old_as_at=content["old_as_at"],
        new_as_at=content["new_as_at"],
        new_releases=tuple(content["new_releases"]),
        gone_releases=tuple(content["gone_releases"]),
        figures=tuple(FigureChange(**each) for each in content["figures"]),
        changes=tuple(Change(**each) for each in content["changes"]),
    )

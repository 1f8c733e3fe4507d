"""Which build a command reads."""

import os
from pathlib import Path

from geo.errors import SchemaMismatch, StaleData
from workspace.build_facts import Build, read_build
from workspace.errors import BadInput

__all__ = ["build_at", "folder_of"]

_BUNDLED = Path(__file__).resolve().parents[2] / "data" / "processed"


def folder_of(given: Path | None) -> Path:
    """Folder of the build: the one given, or as the app has it: ``SPM_DATA``, or ``data/processed`` beside the app."""
    return given or Path(os.environ.get("SPM_DATA") or _BUNDLED)


def build_at(folder: Path) -> Build:
    """Read a build for a scan.

    Raises
    ------
    BadInput
        There is none, or it is broken; the message tells what to do.
    """
    try:
        return read_build(folder)
    except (StaleData, SchemaMismatch) as problem:
        field = "data"
        raise BadInput(field, str(problem)) from problem

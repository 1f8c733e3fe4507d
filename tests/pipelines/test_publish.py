"""A build is in its place whole, or the former one is."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from geo.store import current, former
from pipelines.publish import publishing


def build(out: Path, text: str) -> None:
    with publishing(out) as folder:
        (folder / "BUILD.json").write_text(text)


def fail_in_the_middle(out: Path) -> None:
    with publishing(out) as folder:
        (folder / "schools.parquet").write_text("half")
        message = "in the middle"
        raise RuntimeError(message)


def leftovers(out: Path) -> list[str]:
    return sorted(path.name for path in out.parent.iterdir() if path != out)


def test_a_build_replaces_the_former_one(tmp_path: Path) -> None:
    out = tmp_path / "processed"
    build(out, "one")
    build(out, "two")
    assert (out / "BUILD.json").read_text() == "two"
    assert leftovers(out) == []


def test_a_failed_build_leaves_the_former_one(tmp_path: Path) -> None:
    out = tmp_path / "processed"
    build(out, "one")
    with pytest.raises(RuntimeError, match="in the middle"):
        fail_in_the_middle(out)
    assert (out / "BUILD.json").read_text() == "one"
    assert leftovers(out) == []


def test_a_killed_build_leaves_the_former_one(tmp_path: Path) -> None:
    out = tmp_path / "processed"
    build(out, "one")
    script = (
        "import os, signal, sys; from pathlib import Path; from pipelines.publish import publishing\n"
        "with publishing(Path(sys.argv[1])) as folder:\n"
        "    (folder / 'BUILD.json').write_text('half'); os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    done = subprocess.run([sys.executable, "-c", script, str(out)], check=False, env=os.environ, cwd=Path.cwd())
    assert done.returncode == -signal.SIGKILL
    assert (out / "BUILD.json").read_text() == "one"
    build(out, "two")
    assert (out / "BUILD.json").read_text() == "two"


def test_between_the_two_renames_the_former_build_is_read_and_restored(tmp_path: Path) -> None:
    out = tmp_path / "processed"
    build(out, "one")
    out.rename(former(out))
    assert (current(out) / "BUILD.json").read_text() == "one"
    with pytest.raises(RuntimeError, match="in the middle"):
        fail_in_the_middle(out)
    assert (out / "BUILD.json").read_text() == "one"
    assert leftovers(out) == []

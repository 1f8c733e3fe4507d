"""Several processes on one store: nothing acknowledged is lost, by killing or by writing at once."""

import os
import subprocess
import sys
from pathlib import Path

from sqlalchemy import select, text

from workspace.models import FormCount
from workspace.opening import open_store

ROOT = Path(__file__).parents[2]


def writer(url, name, count):
    return subprocess.Popen(
        [sys.executable, "-m", "tests.workspace.writer", url, name, str(count)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        text=True,
    )


def kept(url):
    store = open_store(url)
    with store.reading() as db:
        keys = set(db.scalars(select(FormCount.key)))
        if store.engine.dialect.name == "sqlite":
            assert db.scalar(text("PRAGMA integrity_check")) == "ok"
    store.close()
    return keys


def test_a_killed_process_loses_no_acknowledged_write(ready_url):
    """Three times a writer is killed in the middle; what it had said was written is there."""
    acknowledged = set()
    for life in range(3):
        process = writer(ready_url, f"life {life}", 0)
        with process.stdout:
            heard = [process.stdout.readline() for _ in range(5 + 7 * life)]
            process.kill()  # it is writing at this moment
            heard += process.stdout.readlines()
        assert process.wait(30) != 0
        acknowledged |= {f"life {life}:{int(line)}" for line in heard if line.endswith("\n")}
        assert acknowledged <= kept(ready_url)
    assert len(acknowledged) >= 5 + 12 + 19


def test_two_processes_write_side_by_side(ready_url):
    pair = [writer(ready_url, name, 25) for name in ("one", "two")]
    for process in pair:
        said, _ = process.communicate(timeout=120)
        assert process.returncode == 0
        assert said.split() == [str(number) for number in range(25)]
    assert kept(ready_url) == {f"{name}:{number}" for name in ("one", "two") for number in range(25)}

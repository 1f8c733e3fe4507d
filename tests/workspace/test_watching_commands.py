"""The commands for cron, from the command line to the store and back."""

import pytest

from tests.workspace import builds
from tests.workspace.people import add_actor
from workspace import watches
from workspace.__main__ import main
from workspace.opening import open_store
from workspace.vocab import Role


@pytest.fixture
def environ(ready_url):
    return {"SPM_WORKSPACE_URL": ready_url, "SPM_WORKSPACE_ADDRESS": "https://map.example.org/"}


def lines(capsys, environ, *arguments):
    assert main([str(each) for each in arguments], environ) == 0
    return capsys.readouterr().out.splitlines()


def test_from_a_build_to_a_digest(capsys, environ, ready_url, tmp_path):
    store = open_store(ready_url)
    with store.transaction() as db:
        lead = add_actor(db, (Role.LEAD, None))
        watches.watch(db, lead, kind="school", of=builds.WATCHED, why="synthetic")
    store.close()
    old, new = builds.first(tmp_path / "old"), builds.second(tmp_path / "new")
    assert lines(capsys, environ, "import-ties", "--data", old)[0] == "partnerships: 1 added, 0 changed, 0 as they were"
    assert lines(capsys, environ, "import-ties", "--data", old)[0] == "partnerships: 0 added, 0 changed, 1 as they were"
    assert lines(capsys, environ, "scan", "--data", old) == [
        f"scanned build {builds.FIRST}, no former build to compare with",
        "nothing new",
    ]
    told = lines(capsys, environ, "scan", "--data", new)
    assert told[0] == f"scanned build {builds.SECOND}, against {builds.FIRST}"
    assert "head count down: 1" in told
    assert lines(capsys, environ, "scan", "--data", new)[1:] == ["nothing new"]
    assert lines(capsys, environ, "digest", "--to", tmp_path / "out") == ["digests written: 1"]
    (text,) = (tmp_path / "out").glob("*.txt")
    assert "10.0% fewer" in text.read_text(encoding="utf-8")
    assert "https://map.example.org/watching" in text.read_text(encoding="utf-8")


def test_what_cannot_be_done_is_said(capsys, environ, tmp_path):
    assert main(["scan", "--data", str(tmp_path)], environ) == 1
    assert "cannot be read" in capsys.readouterr().err
    assert main(["import-ties", "--data", str(tmp_path)], environ) == 1
    assert "is not there" in capsys.readouterr().err
    assert main(["digest", "--send"], environ) == 1
    assert "SPM_SMTP_URL" in capsys.readouterr().err
    assert main(["scan"], environ | {"SPM_WORKSPACE_ADDRESS": "javascript:alert(1)"}) == 1
    assert "SPM_WORKSPACE_ADDRESS" in capsys.readouterr().err

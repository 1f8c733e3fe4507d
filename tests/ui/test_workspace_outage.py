"""The store of the workspace does not answer: the public pages go on, the private ones say so."""

import pytest
from sqlalchemy.exc import OperationalError

from ui import workspace_door, workspace_identity, workspace_state
from ui.workspace_identity import Presented


@pytest.fixture
def silent(monkeypatch, open_app):
    """Open the app as somebody who is signed in, with a store to which nothing connects."""
    monkeypatch.setenv("SPM_WORKSPACE_URL", "postgresql://spm:hush@127.0.0.1:1/none")
    monkeypatch.setattr(workspace_identity, "of_page", lambda: Presented("synthetic token"))
    with pytest.raises(OperationalError):
        workspace_door.store()
    return open_app


@pytest.mark.parametrize(
    ("page", "said"),
    [
        (None, "schools on the map"),
        ("pages/school.py", "What the school says of itself, and its partnerships, cannot be read at the moment."),
        ("pages/partners.py", "What these schools say of themselves cannot be read at the moment."),
        ("pages/workspace/place.py", "The workspace does not answer at the moment."),
        ("pages/workspace/cases.py", "The workspace does not answer at the moment."),
    ],
)
def test_every_page_says_what_it_can(silent, words_of, caplog, page, said):
    at = silent(page, urn="100001")
    assert not at.exception
    assert said in words_of(at)
    assert "The store of the workspace does not answer" in caplog.text
    assert "hush" not in caplog.text


def test_who_is_signed_in_is_a_stranger_until_it_answers(silent, monkeypatch):
    monkeypatch.setattr(workspace_state.st, "session_state", {})
    assert workspace_state.menu_visit().standing is workspace_state.Standing.OUT

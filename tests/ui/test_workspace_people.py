"""People and roles: an admin reads who did what in the audit log; nobody else is offered it."""

import pytest

from ui import workspace_frame
from workspace import audit

PAGE = workspace_frame.PEOPLE


@pytest.fixture
def reads(monkeypatch):
    """How often the log was read: a closed part of the page reads nothing."""
    made = []
    entries = audit.entries
    monkeypatch.setattr(audit, "entries", lambda *words, **more: made.append(more) or entries(*words, **more))
    return made


def test_an_admin_opens_the_log_and_reads_the_newest_first(play, words_of, reads):
    at = play("admin", PAGE)
    assert not at.exception
    assert reads == []
    at.session_state["audit"] = True  # open
    at.run()
    assert not at.exception
    assert len(reads) == 1
    assert "read requests for access" in words_of(at)
    at.toggle(key="audit-refused").set_value(True).run()
    assert "Nothing since then." in words_of(at)


@pytest.mark.parametrize("part", ["lead", "head"])
def test_nobody_else_is_offered_the_log(play, part, words_of, reads):
    at = play(part, PAGE)
    assert not at.exception
    assert "Audit log" not in words_of(at)
    assert reads == []

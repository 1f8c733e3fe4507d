"""A file under ``/media/`` goes to the sign-in that it was made for, while the store says that it still counts."""

import pytest

from tests.ui.workspace_play import person_of
from ui import workspace_media
from ui.workspace_identity import DEMO_COOKIE
from workspace import demo, sessions
from workspace.actor import OPERATOR


@pytest.fixture
def tokens(store):
    """Sessions of a head and of a lead."""
    with store.transaction() as db:
        return demo.enter(db, "head"), demo.enter(db, "lead")


def may(owner, shown):
    return workspace_media.may_have(frozenset({owner}), {} if shown is None else {DEMO_COOKIE: shown})


def test_nobody_else_has_a_file_of_a_sign_in(tokens):
    head, lead = tokens
    assert may(head, head)
    assert not may(head, lead)
    assert not may(lead, head)
    assert not may(head, None)
    assert not may(head, head + "x")
    assert may(None, None)  # a visitor's


def test_a_file_that_no_page_offers_is_nobodys(tokens):
    head, _ = tokens
    assert not workspace_media.may_have(frozenset(), {DEMO_COOKIE: head})


def test_its_own_sign_in_loses_it_when_the_session_ends(store, tokens):
    head, _ = tokens
    with store.transaction() as db:
        sessions.sign_out_everywhere(db, OPERATOR, person_of(db, "head").id)
    assert not may(head, head)

"""The app with a workspace under AppTest, as one of the demonstration's parts."""

import pytest
from sqlalchemy import select

from geo import store as tables
from ui import workspace_door, workspace_identity
from ui.workspace_identity import Presented
from workspace import demo
from workspace.models import Person


@pytest.fixture
def urns(synthetic_build):
    """Schools of the synthetic build that the demonstration's people belong to."""
    schools = tables.read(synthetic_build, "schools")
    return sorted(int(urn) for urn in schools.loc[schools["sector"] == "state", "urn"])[: demo.SCHOOLS]


@pytest.fixture
def store(monkeypatch, tmp_path, urns):
    """The demonstration's store, named in the environment."""
    url, key = demo.make(tmp_path, urns)
    monkeypatch.setenv("SPM_WORKSPACE_URL", url)
    monkeypatch.setenv("SPM_WORKSPACE_KEYS", key)
    monkeypatch.setenv("SPM_WORKSPACE_DEMO", "1")
    yield workspace_door.store()
    workspace_door.store().close()


@pytest.fixture
def play(monkeypatch, store, open_app):
    """Open the app as one of the parts: ``play("head", "pages/workspace/place.py")``; no part: a stranger."""

    def open_as(part, page=None, **query):
        become(monkeypatch, store, part)
        return open_app(page, **query)

    return open_as


def become(monkeypatch, store, part):
    """Let the pages that run from now on be asked for by one of the parts; gives the token of the session."""
    token = ""
    if part:
        with store.transaction() as db:
            token = demo.enter(db, part)
    monkeypatch.setattr(workspace_identity, "of_page", lambda: Presented(token) if token else None)
    return token


def person_of(db, part):
    """Give the person who is one of the parts."""
    return db.scalars(select(Person).where(Person.issuer == demo.ISSUER, Person.subject == part)).one()

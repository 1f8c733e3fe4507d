"""Stores for the tests: SQLite always, PostgreSQL where there is one."""

import shutil
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.fernet import Fernet

from workspace.opening import open_store


class FixedClock:
    """A clock that stands until it is moved."""

    def __init__(self):
        self.at = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

    def __call__(self):
        return self.at

    def forward(self, **amount):
        self.at += timedelta(**amount)


@pytest.fixture
def clock():
    """Monday 2 March 2026, 9:00 UTC, until it is moved."""
    return FixedClock()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path):
    """Address of an empty database: every test that asks for one runs on both."""
    if request.param == "postgresql":
        return request.getfixturevalue("postgres_url")
    return f"sqlite:///{tmp_path / 'workspace.db'}"


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory):
    """Make a file with all tables, to copy."""
    path = tmp_path_factory.mktemp("template") / "workspace.db"
    open_store(f"sqlite:///{path}").close()
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def ready_url(request, tmp_path):
    """Address of a database that has all tables; on both."""
    if request.param == "postgresql":
        return request.getfixturevalue("postgres_ready_url")
    path = tmp_path / "workspace.db"
    shutil.copyfile(request.getfixturevalue("sqlite_template"), path)
    return f"sqlite:///{path}"


@pytest.fixture
def keys():
    """Keys of the store: one, new for each test."""
    return [Fernet.generate_key().decode()]


@pytest.fixture
def store(ready_url, keys, clock):
    """A store with all its tables, encrypting, on the clock that the test moves."""
    opened = open_store(ready_url, keys=keys, clock=clock)
    yield opened
    opened.close()


@pytest.fixture
def db(store):
    """One transaction that lasts as long as the test, for tests that need no second."""
    with store.transaction() as opened:
        yield opened

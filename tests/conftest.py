"""Fixtures for every test: a complete synthetic build in a folder of its own."""

import pytest
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling

from tests import factories
from tests.postgres import postgres_migrated, postgres_ready_url, postgres_server, postgres_url

#: Fixtures that every folder of tests may ask for.
__all__ = ["postgres_ready_url", "postgres_server", "postgres_migrated", "postgres_url", "synthetic_build"]

# The machine that runs the tests may be busy: how long one example takes says nothing.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


class ByModule(LoadScopeScheduling):
    """Gives each module to one process, which makes its fixtures once, and all that need a browser to a single one.

    A scheduler and no ``xdist_group``: pytest 9.2 does not tell the marks to pytest-xdist 3.8 (its issue 1386).
    """

    def _split_scope(self, nodeid):
        return "browser" if nodeid.startswith("tests/browser/") else nodeid.partition("::")[0]


def pytest_xdist_make_scheduler(config, log):
    return ByModule(config, log)


@pytest.fixture(scope="session")
def synthetic_build(tmp_path_factory):
    """Folder of a synthetic build, the same for the whole run: tests only read it."""
    return factories.write_build(tmp_path_factory.mktemp("synthetic") / "processed")

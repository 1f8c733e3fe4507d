"""Fixtures for every test: a complete synthetic build in a folder of its own."""

import pytest
from hypothesis import settings

from tests import factories
from tests.postgres import postgres_migrated, postgres_ready_url, postgres_server, postgres_url

#: Fixtures that every folder of tests may ask for.
__all__ = ["postgres_ready_url", "postgres_server", "postgres_migrated", "postgres_url", "synthetic_build"]

# The machine that runs the tests may be busy: how long one example takes says nothing.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


def pytest_collection_modifyitems(items):
    """Give each module to one process, which makes its fixtures once, and all that need a browser to a single one."""
    for item in items:
        group = "browser" if item.get_closest_marker("browser") else item.nodeid.partition("::")[0]
        item.add_marker(pytest.mark.xdist_group(group))


@pytest.fixture(scope="session")
def synthetic_build(tmp_path_factory):
    """Folder of a synthetic build, the same for the whole run: tests only read it."""
    return factories.write_build(tmp_path_factory.mktemp("synthetic") / "processed")

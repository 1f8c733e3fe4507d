"""A local server that plays the official places, and the waits that a client would have made."""

from collections.abc import Iterator
from datetime import date

import pytest

from pipelines.fetch import Fetched, fetch
from pipelines.transfer import Client
from tests.pipelines import official_sites as sites
from tests.pipelines.fileserver import FileServer

#: The day on which the tests fetch.
TODAY = date(2026, 11, 24)


@pytest.fixture
def server() -> Iterator[FileServer]:
    with FileServer() as running:
        yield running


@pytest.fixture
def slept() -> list[float]:
    return []


@pytest.fixture
def get(server, slept, tmp_path):
    def run(*names: str, boroughs=tuple(sites.BOROUGHS), today: date = TODAY) -> list[Fetched]:
        with Client(sleep=slept.append, timeout_s=(0.5, 0.5), progress=False) as client:
            client.session.trust_env = False
            places = sites.places_on(server)
            return fetch(names, tmp_path, today=today, boroughs=boroughs, places=places, client=client)

    return run

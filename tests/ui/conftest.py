"""The app under Streamlit's AppTest, on the synthetic build."""

from pathlib import Path

import pytest
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest, app_test

from tests.ui.workspace_play import play, store, urns

#: Fixtures of the workspace's pages.
__all__ = ["play", "store", "urns"]

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def open_app(monkeypatch, synthetic_build):
    """Open the app at a page and query, as a server does on which the frame has run before.

    AppTest starts every run as a fresh server, on which Streamlit would run a file of ``pages/`` without
    ``app.py``; the browser tests cover that.
    """
    monkeypatch.setenv("SPM_DATA", str(synthetic_build))
    monkeypatch.setattr(PagesManager, "uses_pages_directory", False)
    monkeypatch.setattr(app_test, "PagesManager", type("WarmPagesManager", (PagesManager,), {}))

    def open_at(page=None, **query):
        at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        for key, value in query.items():
            at.query_params[key] = value
        if page:
            at.switch_page(page)
        return at.run()

    return open_at


@pytest.fixture
def words_of():
    """Read every word on a page, as one text."""

    def read(at):
        kinds = ("title", "header", "subheader", "markdown", "caption", "info", "warning", "error", "html")
        elements = [element for kind in kinds for element in at.get(kind)]
        found = [str(getattr(element, "value", None) or getattr(element.proto, "body", "")) for element in elements]
        found += [link.proto.label for link in at.get("page_link")]
        return "\n".join(found)

    return read

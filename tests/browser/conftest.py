"""A server of our own and a Chromium, for what only a browser shows."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[2]

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--enable-unsafe-swiftshader",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

#: Two files that Streamlit asks for beside a page other than the first, and does not find: it is no fault of ours.
EXPECTED_404 = ("/_stcore/health", "/_stcore/host-config")


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@contextmanager
def serving(folder, *, port=None, **more):
    """Run ``streamlit run server.py`` on a folder of tables, with more settings; gives its address."""
    port = port or free_port()
    command = [sys.executable, "-m", "streamlit", "run", "server.py", "--server.port", str(port)]
    server = subprocess.Popen(
        [*command, "--server.address", "127.0.0.1"],
        cwd=ROOT,
        env={**os.environ, "SPM_DATA": str(folder), **more},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    lines = []
    started = threading.Event()

    def read():
        for line in server.stdout:
            lines.append(line)
            if "URL:" in line:
                started.set()
        started.set()

    reader = threading.Thread(target=read)
    reader.start()
    try:
        assert started.wait(60), "the server did not start in a minute:\n" + "".join(lines)
        assert server.poll() is None, "the server ended:\n" + "".join(lines)
        yield f"http://127.0.0.1:{port}"
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(20)
        reader.join(20)
        server.stdout.close()


@pytest.fixture(scope="session")
def chromium():
    """Path of a Chromium; without one the browser tests are skipped, or fail where they are required."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = os.environ.get("SPM_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if found is None:
        reason = (
            "no Chromium found: install it, or name it in SPM_CHROMIUM (SPM_REQUIRE_BROWSER=1 makes this a failure)"
        )
        (pytest.fail if os.environ.get("SPM_REQUIRE_BROWSER") == "1" else pytest.skip)(reason)
    return found


@pytest.fixture(scope="module")
def browser(chromium):
    """A browser for one module: while it runs, Playwright keeps an event loop that no other test may meet."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield running
        running.close()


@pytest.fixture(scope="session")
def warm_server(synthetic_build):
    """A server for the whole run."""
    with serving(synthetic_build) as address:
        yield address


@pytest.fixture
def cold_server(synthetic_build):
    """A server that nobody has visited."""
    with serving(synthetic_build) as address:
        yield address


class Watch:
    """What a page asked of the outside, and what its console complained of."""

    def __init__(self):
        self.outside = []
        self.complaints = []

    def follow(self, page):
        """Watch a page: nothing outside this machine is answered."""

        def answer(route):
            if route.request.url.startswith("http://127.0.0.1:"):
                route.continue_()
            else:
                self.outside.append(route.request.url)
                route.abort()

        def listen(message):
            url = message.location.get("url", "")
            if message.type == "error" and not ("404" in message.text and url.endswith(EXPECTED_404)):
                self.complaints.append(f"{message.text} ({url})")

        page.route("**/*", answer)
        page.on("console", listen)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))


@pytest.fixture
def watch():
    """Fail the test at its end if a page asked for anything outside or complained."""
    watching = Watch()
    yield watching
    assert watching.outside == []
    assert watching.complaints == []


@pytest.fixture
def servers_first(request):
    """Start a test's cold server before its page, so that the page is closed while the server still answers."""
    if "cold_server" in request.fixturenames:
        request.getfixturevalue("cold_server")


@pytest.fixture
def page(servers_first, browser, watch):
    """A page of a wide screen."""
    context = browser.new_context(viewport={"width": 1440, "height": 1000})
    context.set_default_timeout(30_000)
    opened = context.new_page()
    watch.follow(opened)
    yield opened
    context.close()


@pytest.fixture
def phone(servers_first, browser, watch):
    """A page of a phone, 390 pixels wide."""
    agent = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36"
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, user_agent=agent
    )
    context.set_default_timeout(30_000)
    opened = context.new_page()
    watch.follow(opened)
    yield opened
    context.close()

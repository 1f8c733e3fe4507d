"""axe-core finds no serious or critical fault of ours on the private pages, and no word that was entered is run.

One server, and one sign-in and load for most pages.
"""

import re
import urllib.request
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from cryptography.fernet import Fernet
from playwright.sync_api import expect

from geo import store as tables
from tests.browser.conftest import serving
from tests.browser.test_axe import WAIT, ours
from tests.ui.workspace_play import person_of
from tests.workspace.offers import express
from ui import workspace_frame
from workspace import case_doors, demo, introductions, partnerships, watches
from workspace.actor import actor_of
from workspace.engine import utc_now
from workspace.models import WatchItem
from workspace.opening import open_store
from workspace.partnerships import Details
from workspace.vocab import ItemKind

pytestmark = pytest.mark.browser

#: Synthetic, and hostile: shown as it stands, wherever it is shown.
HOSTILE = "Synthetic <img src=x onerror=\"document.title='run'\"> **x** '; DROP TABLE interest; -- مدرسة 👩🏽‍🏫"

#: In the menu of a phone Streamlit puts the heading of a section among the items of its list; the menu's own items are
#: looked at on the public pages.
STREAMLITS_MENU = {"exclude": [["[data-testid=stSidebarNavItems]"]]}

TITLES = {page.url_path: page.title for page in workspace_frame.PAGES}

#: Who looks at which pages; a page is looked at by somebody for whom the most of it is drawn.
VISITS = {
    "lead": (
        "place", "statement", "interest", "introduction", "partnerships", "watching", "coherence", "cases", "case",
        "people", "privacy", "access",
    ),
    "head": ("interest", "statement", "introduction"),
    "admin": ("people",),
    None: ("people",),
}  # fmt: skip


#: One page of each make is made narrow: forms, cards, a table, a board.
NARROW = {("lead", "interest"), ("lead", "watching"), ("lead", "cases"), ("admin", "people")}


@pytest.fixture(scope="module")
def place(synthetic_build, tmp_path_factory):
    """The demonstration with something on every page: its address, and the number of its case."""
    url = f"sqlite:///{tmp_path_factory.mktemp('private') / 'workspace.db'}"
    key = Fernet.generate_key().decode()
    settings = {"SPM_WORKSPACE_DEMO": "1", "SPM_WORKSPACE_URL": url, "SPM_WORKSPACE_KEYS": key}
    schools = tables.read(synthetic_build, "schools")
    urns = sorted(int(urn) for urn in schools.loc[schools["sector"] == "state", "urn"])[: demo.SCHOOLS]
    with serving(synthetic_build, **settings) as address:
        with urllib.request.urlopen(f"{address}/healthz", timeout=60):  # noqa: S310  # now the cast is in the store
            store = open_store(url, keys=[key])
        yield address, fill(store, urns)
    store.close()


def fill(store, urns):
    """Put something on every page; gives the number of the case."""
    with store.transaction() as db:
        head, lead = (actor_of(db, person_of(db, part)) for part in ("head", "lead"))
        introductions.ask(db, head, urns[0], message=HOSTILE, ceo="Synthetic CEO", other_urn=urns[2])
        partnerships.add(db, lead, Details("hub", HOSTILE), urns[:2])
        watch = watches.watch(db, lead, kind="school", of=urns[0], why=HOSTILE)
        db.add(
            WatchItem(
                key="synthetic", kind=ItemKind.STATUS, said=HOSTILE, source="synthetic", dated_on=db.today(),
                raised_at=db.now(), watch_id=watch.id, urn=urns[0],
            )
        )  # fmt: skip
        number = case_doors.open_direct(db, lead, urns[:2], title=HOSTILE)
    soon = utc_now().date() + timedelta(days=7)
    express(store, head, urns[0], experience=HOSTILE, consent_until=soon)
    return number


def faults(page):
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    return ours(
        Axe().run(page, STREAMLITS_MENU, {"runOnly": tags, "resultTypes": ["violations"]}).response["violations"]
    )


def go(page, path):
    """Open another page as the browser's own buttons do, without loading everything anew."""
    page.evaluate("where => { history.pushState({}, '', where); dispatchEvent(new PopStateEvent('popstate')) }", path)
    title = TITLES[path.strip("/").split("?")[0]]
    expect(page.get_by_role("heading", level=1)).to_have_text(title, timeout=WAIT)
    expect(page.locator("[data-testid=stApp][data-test-script-state=notRunning]")).to_be_visible(timeout=WAIT)


@pytest.mark.parametrize("part", VISITS)
def test_the_private_pages(place, page, part):
    address, number = place
    page.goto(f"{address}/demo/enter/{part}" if part else f"{address}/place")
    expect(page.get_by_text("Data as at synthetic data")).to_be_visible(timeout=WAIT)
    found = {}
    for path in VISITS[part]:
        page.set_viewport_size({"width": 1440, "height": 1000})
        go(page, f"/{path}" + (f"?case={number}" if path == "case" else ""))
        found[path] = faults(page)
        if (part, path) in NARROW:
            page.set_viewport_size({"width": 390, "height": 844})
            found[f"{path}, narrow"] = faults(page)
        assert page.title() != "run"
        assert not re.search("Traceback|Oh no", page.content())
    assert {path: left for path, left in found.items() if left} == {}

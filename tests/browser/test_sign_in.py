"""Sign-in against a real OpenID Connect provider on this machine: what a cookie opens, and what it opens no longer."""

import json
import os
import re
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect
from sqlalchemy import select, update

from tests.browser.conftest import free_port, serving
from ui import workspace_frame
from workspace import case_doors, people
from workspace.actor import OPERATOR, actor_of
from workspace.models import Membership, PersonSession
from workspace.opening import open_store
from workspace.vocab import Role

pytestmark = pytest.mark.browser

WAIT = 30_000

PEOPLE = {
    "alice": {"name": "Synthetic Alice", "email": "alice@example.org", "email_verified": True},
    "mallory": {"name": "Synthetic Mallory", "email": "admin@example.org", "email_verified": False},
} | {
    sub: {"name": f"Synthetic {sub.capitalize()}", "email": f"{sub}@example.org", "email_verified": True}
    for sub in ("hana", "gita", "stan", "cora", "adam")
}

#: A lead's case, which nobody else here has a part in.
APPROACH = "Synthetic: an approach that nobody else may read of"

#: Who signs in with which role; what typing the address of the lead's case tells them.
ROLES = (
    ("hana", Role.HEAD, 100_001, "This page is not for the roles that you hold."),
    ("gita", Role.GOVERNOR, 100_001, "This page is not for the roles that you hold."),
    ("stan", Role.STAFF, 100_001, "This page is not for the roles that you hold."),
    ("adam", Role.ADMIN, None, "This page is not for the roles that you hold."),
    ("cora", Role.CPP, 100_003, "This is not there, or it is not for you."),
)


@contextmanager
def provider():
    """Run the identity provider; gives its address."""
    port = free_port()
    users = [f"--user-claims={json.dumps({'sub': sub} | claims)}" for sub, claims in PEOPLE.items()]
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port), *users]
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    metadata = f"http://127.0.0.1:{port}/.well-known/openid-configuration"
    try:
        wait_for(metadata, running)
        yield metadata
    finally:
        os.killpg(running.pid, signal.SIGTERM)
        running.wait(20)


def wait_for(address, running):
    """Ask until somebody answers, or the process is gone."""
    while running.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310  # our own, on loopback
                return
        except urllib.error.URLError:
            pass
    pytest.fail("the identity provider did not start")


@pytest.fixture(scope="module")
def place(synthetic_build, tmp_path_factory):
    """The app with an empty store and the provider: its address and its store."""
    url = f"sqlite:///{tmp_path_factory.mktemp('store') / 'workspace.db'}"
    store = open_store(url)
    with store.transaction() as db:
        for name, email, role in (
            ("Synthetic Alice", "alice@example.org", Role.LEAD),
            ("Synthetic Admin", "admin@example.org", Role.ADMIN),
        ):
            people.give_role(db, OPERATOR, people.invite(db, OPERATOR, name=name, email=email).id, role)
        for sub, role, urn, _ in ROLES:
            invited = people.invite(db, OPERATOR, name=PEOPLE[sub]["name"], email=PEOPLE[sub]["email"])
            people.give_role(db, OPERATOR, invited.id, role, urn=urn)
        [alice] = people.holders(db, Role.LEAD)
        case_doors.open_direct(db, actor_of(db, alice), [100_001, 100_003], title=APPROACH)
    port = free_port()
    with provider() as metadata:
        settings = {
            "SPM_WORKSPACE_URL": url,
            "SPM_OIDC_METADATA_URL": metadata,
            "SPM_OIDC_CLIENT_ID": "map",
            "SPM_OIDC_CLIENT_SECRET": "synthetic-secret",
            "SPM_OIDC_REDIRECT_URI": f"http://127.0.0.1:{port}/oauth2callback",
            "SPM_OIDC_COOKIE_SECRET": "synthetic-cookie-secret-of-the-tests",
        }
        with serving(synthetic_build, port=port, **settings) as address:
            yield address, store
    store.close()


@pytest.fixture
def new_page(browser):
    """Open pages, each in a browser of its own."""
    contexts = []

    def make(cookies=()):
        context = browser.new_context(viewport={"width": 1440, "height": 1000})
        context.set_default_timeout(30_000)
        context.add_cookies(list(cookies))
        contexts.append(context)
        return context.new_page()

    yield make
    for context in contexts:
        context.close()


def sign_in(page, address, who):
    page.goto(f"{address}/place")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name=who, exact=True).click()
    page.wait_for_url(f"{address}/**")  # Streamlit's way back leads to the first page
    page.goto(f"{address}/place")


def status(address, path, cookies=()):
    """Ask as a program would; gives the answer's status."""
    said = "; ".join(f"{cookie['name']}={cookie['value']}" for cookie in cookies)
    request = urllib.request.Request(address + path, headers={"Cookie": said})  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310
            return answer.status
    except urllib.error.HTTPError as refusal:
        return refusal.code


def download(page, address, urn):
    """Take a school's list of suggestions away; gives the link under /media/, which is the same for the same list."""
    page.goto(f"{address}/partners?urn={urn}")
    page.locator(".st-key-partner-takeaway").get_by_role("button").first.click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name=re.compile("CSV")).first.click()
    return re.search(r"/media/.+", waiting.value.url).group()


def respelt(cookie):
    """Write a signed cookie in another way that holds as well: the last letter of a signature has spare bits."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    value = cookie["value"]
    last = letters.index(value[-1])
    return cookie | {"value": value[:-1] + letters[last ^ 1]}


def forged(cookie):
    """Change what a signed cookie says, and keep its signature."""
    value = cookie["value"]
    return cookie | {"value": value[:20] + ("A" if value[20] != "A" else "B") + value[21:]}


def test_a_sign_in_and_all_that_ends_it(place, new_page):
    address, _ = place
    page = new_page()
    page.goto(f"{address}/people")
    expect(page.get_by_role("button", name="Sign in")).to_be_visible(timeout=WAIT)
    expect(page.get_by_text("Synthetic Alice")).to_have_count(0)

    sign_in(page, address, "alice")
    expect(page.get_by_text("Signed in as Synthetic Alice.")).to_be_visible(timeout=WAIT)
    expect(page.get_by_text("Lead: the partnership's central team")).to_be_visible(timeout=WAIT)
    page.goto(f"{address}/people")
    expect(page.get_by_text("admin@example.org").first).to_be_visible(timeout=WAIT)
    assert "alice" not in page.url

    # A download that a signed-in person's page offers is for that sign-in alone.
    link = download(page, address, 100_001)
    cookies = page.context.cookies()
    assert status(address, link, cookies) == 200
    assert status(address, link) == 404
    assert status(address, link.replace(".csv", ".txt")) == 404
    assert status(address, "/media/" + "0" * 56 + ".csv", cookies) == 404
    assert status(address, link, [forged(one) for one in cookies]) == 404

    # Signed out: the cookie that somebody kept opens nothing, in whatever spelling, nor does the link.
    page.goto(f"{address}/place")
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.wait_for_url(re.compile("end_session|place|/$"))
    for kept in (cookies, [respelt(one) if one["name"] == "_streamlit_user" else one for one in cookies]):
        thief = new_page(kept)
        thief.goto(f"{address}/place")
        expect(thief.get_by_text("This session is over")).to_be_visible(timeout=WAIT)
        expect(thief.get_by_text("Signed in as")).to_have_count(0)
        thief.goto(f"{address}/people")
        expect(thief.get_by_text("This session is over")).to_be_visible(timeout=WAIT)
        expect(thief.get_by_text("admin@example.org")).to_have_count(0)
        assert status(address, link, kept) == 404


def test_somebody_unknown_asks_and_an_unverified_address_opens_no_invitation(place, new_page):
    address, store = place
    page = new_page()
    sign_in(page, address, "mallory")
    expect(page.get_by_text("the workspace does not know you yet")).to_be_visible(timeout=WAIT)
    page.goto(f"{address}/people")
    expect(page.get_by_role("button", name="Ask for access")).to_be_visible(timeout=WAIT)
    expect(page.get_by_text("alice@example.org")).to_have_count(0)
    with store.reading() as db:
        assert "Synthetic Mallory" not in [person.name for person in people.holders(db, Role.ADMIN)]


def test_a_visitors_downloads_stay_public(place, new_page):
    address, _ = place
    page = new_page()
    assert status(address, download(page, address, 100_002)) == 200


@pytest.mark.parametrize(("who", "role", "urn", "told"), ROLES, ids=[str(role) for _, role, *_ in ROLES])
def test_each_role_finds_its_pages_and_no_case_of_others(place, new_page, who, role, urn, told):
    address, _ = place
    page = new_page()
    sign_in(page, address, who)
    expect(page.get_by_text(f"Signed in as Synthetic {who.capitalize()}.")).to_be_visible(timeout=WAIT)
    mine = {one.title for one in workspace_frame.PAGES if role in one.roles} - {"My place", "A case"}
    ways = page.locator(".st-key-links-ways").get_by_role("link")
    expect(ways).to_have_count(len(mine), timeout=WAIT)
    assert {link.inner_text().splitlines()[-1] for link in ways.all()} == mine
    page.goto(f"{address}/case?case=1")
    expect(page.get_by_text(told)).to_be_visible(timeout=WAIT)
    expect(page.get_by_text(APPROACH)).to_have_count(0)


def test_a_role_and_a_session_end_while_the_browser_keeps_its_cookie(place, new_page):
    address, store = place
    page = new_page()
    sign_in(page, address, "alice")
    page.goto(f"{address}/case?case=1")
    expect(page.get_by_role("heading", name=APPROACH)).to_be_visible(timeout=WAIT)
    with store.transaction() as db:
        [alice] = people.holders(db, Role.LEAD)
        [held] = db.scalars(select(Membership).where(Membership.person_id == alice.id, Membership.revoked_at.is_(None)))
        people.take_role(db, OPERATOR, held.id)
    page.reload()
    expect(page.get_by_text("This page is not for the roles that you hold.")).to_be_visible(timeout=WAIT)
    expect(page.get_by_text(APPROACH)).to_have_count(0)
    with store.transaction() as db:
        people.give_role(db, OPERATOR, alice.id, Role.LEAD)
        db.execute(update(PersonSession).where(PersonSession.person_id == alice.id).values(expires_at=db.now()))
    page.reload()
    expect(page.get_by_text("This session is over")).to_be_visible(timeout=WAIT)
    expect(page.get_by_text(APPROACH)).to_have_count(0)

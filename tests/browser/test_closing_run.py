"""The workspace from one end to the other in a browser, on SQLite and on PostgreSQL, with made-up people and schools.

A head expresses interest; a CPP finds it on the map, opens a case from a suggestion and brings it to "introduced"; the
lead forms the partnership, which is on the public map at once; a new build arrives, and the watching brief tells what
it changed. A governor and a stranger see none of it.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from urllib.parse import quote

import pandas as pd
import pytest
from cryptography.fernet import Fernet
from playwright.sync_api import expect

from pipelines.publish import publishing
from tests import factories
from tests.browser.conftest import ROOT, serving

pytestmark = pytest.mark.browser

WAIT = 30_000

OWN = 100_001
EXPERIENCE = "Synthetic: ten years a head"
OFFER = "Synthetic: phonics for <b>every</b> class 🌱 مدرسة"
CALL = "Synthetic: a call with the chair, who would like to meet"
WHY = "Synthetic: the roll was near the limit"
CIRCLE = "Synthetic reading circle"


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path):
    """Address of an empty store."""
    if request.param == "postgresql":
        return request.getfixturevalue("postgres_url")
    return f"sqlite:///{tmp_path / 'workspace.db'}"


@pytest.fixture
def build(synthetic_build, tmp_path):
    """Folder of a synthetic build that another may take the place of."""
    return shutil.copytree(synthetic_build, tmp_path / "processed")


@pytest.fixture
def settings(url):
    """The store as the app and the commands are told of it."""
    return {"SPM_WORKSPACE_URL": url, "SPM_WORKSPACE_KEYS": Fernet.generate_key().decode()}


@pytest.fixture
def place(settings, build):
    """Address of the demonstration on this store."""
    with serving(build, SPM_WORKSPACE_DEMO="1", **settings) as address:
        yield address


@pytest.fixture
def page(place, page):
    """A page of a tall screen: a list of choices closes when the page scrolls under it."""
    page.set_viewport_size({"width": 1440, "height": 2400})
    return page


@pytest.fixture
def stranger(place, browser, watch):
    """A page of a browser that never signed in."""
    context = browser.new_context(viewport={"width": 1440, "height": 1000})
    opened = context.new_page()
    watch.follow(opened)
    yield opened
    context.close()


def publish_another(build):
    """Publish a build in which one school has fewer pupils and a new report card."""
    measures, inspections = factories.some_measures(), factories.some_inspections()
    roll = (measures["urn"] == OWN) & (measures["measure"] == "pupils") & (measures["year"] == "2023/24")
    measures.loc[roll, "value"] = 1000.0
    card = factories.inspections(
        {
            "urn": OWN,
            "scheme": "report_card",
            "area": "Inclusion",
            "grade": "Strong standard",
            "inspected_on": "2026-01-20",
            "published_on": "2026-02-20",
        }
    )
    inspections = pd.concat([inspections, card], ignore_index=True)
    with publishing(build) as folder:
        factories.write_build(folder, measures=measures, inspections=inspections)
        path = folder / "BUILD.json"
        path.write_text(json.dumps(json.loads(path.read_text()) | {"build_id": "synthetic000000b"}))


def command(settings, *words):
    """Run a command of the workspace, as cron does; gives what it prints."""
    run = subprocess.run(
        [sys.executable, "-m", "workspace", *words],
        cwd=ROOT,
        env=os.environ | settings,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return run.stdout


def play(page, place, part, path):
    """Begin a session as one of the parts, and open a page."""
    page.goto(f"{place}/demo/enter/{part}", wait_until="commit")
    page.goto(f"{place}/{path}")


def choose(page, label, word):
    """Choose by name from a list."""
    page.get_by_role("combobox", name=label).fill(word)
    page.get_by_role("option", name=word).first.click()


def tick(page, label, word):
    """Choose by name from a list that takes several, and close it."""
    choose(page, label, word)
    page.keyboard.press("Escape")


def press(page, button, said):
    """Press a button, and wait for what the page says of what was done."""
    # By the keyboard: on a busy machine a part that is just opening moves away under a click.
    page.get_by_role("button", name=button, exact=True).press("Enter")
    expect(page.get_by_test_id("stAlertContentSuccess").filter(has_text=said)).to_be_visible(timeout=WAIT)


def reads(page, address, said):
    """Open a page and wait for what it says, and for its end; gives all that it says."""
    page.goto(address)
    expect(page.get_by_text(said).first).to_be_visible(timeout=WAIT)
    expect(page.get_by_text("A figure looks wrong?")).to_be_visible(timeout=WAIT)
    return page.locator("body").inner_text()


def test_from_an_interest_to_a_partnership_and_what_a_build_changed(
    place, settings, build, synthetic_build, page, stranger
):
    # A head expresses interest.
    play(page, place, "head", "interest")
    tick(page, "What I would take on", "executive head")
    page.get_by_label("My experience").fill(EXPERIENCE)
    tick(page, "What I offer", "reading and phonics")
    page.get_by_label("More about it").fill(OFFER)
    page.get_by_label("When I am available").fill("Synthetic: two days a month")
    tick(page, "I agree to", "be on the register")
    press(page, "Send", "your interest is on the register")

    # A CPP finds it on the map, and opens it in the list below.
    play(page, place, "cpp", "interest")
    expect(page.get_by_role("figure", name=re.compile("Small map of the schools"))).to_be_visible(timeout=WAIT)
    page.get_by_text("What they wrote", exact=True).click()
    expect(page.get_by_text(OFFER)).to_be_visible(timeout=WAIT)

    # The CPP opens a case from a suggestion, notes a call, declares no interest in it, and introduces the schools.
    page.goto(f"{place}/partners?urn={OWN}")
    page.get_by_role("button", name="Open a case", exact=True).first.click()
    expect(page.get_by_text("The case is open")).to_be_visible(timeout=WAIT)
    case = re.search(r"case=(\d+)", page.url).group(1)
    expect(page.get_by_text("Before “introduced”")).to_be_visible(timeout=WAIT)
    page.get_by_label("New note").fill(CALL)
    press(page, "Add the note", "Noted.")
    page.get_by_role("tab", name="Checks").click()
    press(page, "Declare", "Declared.")
    choose(page, "Stage", "Introduced")
    press(page, "Move it", "Moved to: introduced.")

    # The lead sees the board, and forms the partnership.
    play(page, place, "lead", "cases")
    expect(page.get_by_role("heading", name="Introduced (1)")).to_be_visible(timeout=WAIT)
    page.locator(f".st-key-card-{case}").get_by_role("link").click()
    page.get_by_text("Record the partnership that was formed").click()
    form = page.get_by_test_id("stForm").filter(has_text="Show it on public pages").last
    form.get_by_label("Name").fill(CIRCLE)
    form.get_by_role("checkbox", name="Show it on public pages").press("Space")
    press(page, "Record it", "It is on the public pages of its schools.")

    # A stranger finds it on the map, on the school's page and beside the suggestion, without a restart.
    reads(stranger, f"{place}/?tie={quote(CIRCLE)}", "2 schools on the map")
    reads(stranger, f"{place}/school?urn={OWN}", f"Soft collaboration: {CIRCLE}")
    reads(stranger, f"{place}/partners?urn={OWN}", f"Connected already: {CIRCLE}")

    # The lead watches a school; a new build arrives, and the command for cron raises what changed.
    page.goto(f"{place}/watching")
    choose(page, "School", str(OWN))
    page.get_by_label("Why", exact=True).fill(WHY)
    press(page, "Watch", "Watched from the next build on.")
    publish_another(build)
    said = command(settings | {"SPM_DATA": str(build)}, "scan", "--former", str(synthetic_build))
    assert "scanned build synthetic000000b" in said
    raised = reads(page, f"{place}/watching", "Inclusion: Strong standard")
    assert "1,234 in 2023/24 as published before, 1,000 as published now" in raised
    assert "synthetic000000b" in raised  # the app has read the new build

    # A governor of the school and a stranger type the address of everything: nothing of it is there.
    play(page, place, "governor", "place")
    for reader, refused in ((page, "not for the roles that you hold"), (stranger, "Choose a part to play")):
        for path in ("interest", "cases", f"case?case={case}", "watching"):
            found = reads(reader, f"{place}/{path}", refused)
            assert not [secret for secret in (EXPERIENCE, OFFER, CALL, WHY, CIRCLE) if secret in found]

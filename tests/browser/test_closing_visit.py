"""The visit that the explorer is for: three schools near NW5 with high FSM and low absence, passed on and taken away.

On the bundled build, which has figures; what is expected is worked out from its tables.
"""

import re

import geopandas as gpd
import pytest
from playwright.sync_api import expect

from geo import store
from tests.browser.conftest import ROOT, serving

pytestmark = pytest.mark.browser

WAIT = 60_000
BUNDLED = ROOT / "data" / "processed"
FSM, ABSENCE = 40.0, 6.0


@pytest.fixture(scope="module")
def bundled_server():
    with serving(BUNDLED) as address:
        yield address


@pytest.fixture
def fresh_server():
    with serving(BUNDLED) as address:
        yield address


@pytest.fixture(scope="module")
def expected():
    """Camden's open state-funded schools that meet both conditions, the nearest to the middle of NW5 first."""
    schools, measures, postcodes = (store.read(BUNDLED, name) for name in ("schools", "measures", "postcodes"))
    published = measures[measures["status"] == "published"]
    newest = {name: rows["year"].max() for name, rows in measures.groupby("measure")}

    def figure(name):
        rows = published[(published["measure"] == name) & (published["year"] == newest[name])]
        return schools["urn"].map(rows.set_index("urn")["value"])

    near = postcodes[postcodes["postcode"].str.startswith("NW5 ")]
    middle = gpd.points_from_xy([near["easting"].mean()], [near["northing"].mean()])[0]
    meet = schools[
        (schools["la_name"] == "Camden")
        & (schools["site_borough"].fillna("E09000007") == "E09000007")
        & (schools["sector"] == "state")
        & schools["status"].str.startswith("Open")
        & (figure("fsm_ever6") >= FSM)
        & (figure("absence") <= ABSENCE)
    ]
    return meet.assign(away=meet.distance(middle)).sort_values("away")["name"].tolist()


def rows(page):
    return page.locator("[data-testid=data-grid-canvas] tbody tr")


def set_end(page, group, label, value):
    page.locator(f".st-key-group-{group} summary").click()
    end = page.get_by_label(label)
    end.fill(value)
    end.press("Enter")


def test_found_sent_and_taken_on_a_train(bundled_server, fresh_server, page, browser, watch, expected, tmp_path):
    page.goto(bundled_server)
    box = page.get_by_role("searchbox", name="Find a school or a postcode")
    expect(box).to_be_visible(timeout=WAIT)
    box.fill("NW5")
    page.get_by_role("button", name="Schools by distance from NW5").click(timeout=WAIT)
    expect(page.get_by_text("Distances from NW5.")).to_be_visible(timeout=WAIT)
    set_end(page, "pupils", "FSM (6 years), at least", "40")
    expect(page).to_have_url(re.compile(r"fsm_ever6=40\.\."), timeout=WAIT)
    set_end(page, "attendance", "Absence, at most", "6")
    told = page.get_by_text(f"{len(expected)} schools on the map")
    expect(told).to_be_visible(timeout=WAIT)
    for place, name in enumerate(expected[:3]):
        expect(rows(page).nth(place)).to_contain_text(name, timeout=WAIT)

    page.get_by_role("button", name="Share").click()
    link = page.get_by_test_id("stPopoverBody").get_by_test_id("stCode").inner_text().strip()
    assert link == page.url
    page.keyboard.press("Escape")
    other = browser.new_context(viewport={"width": 1440, "height": 1000}).new_page()
    watch.follow(other)
    other.goto(link.replace(bundled_server, fresh_server))
    expect(other.get_by_text(f"{len(expected)} schools on the map")).to_be_visible(timeout=WAIT)
    for place, name in enumerate(expected[:3]):
        expect(rows(other).nth(place)).to_contain_text(name, timeout=WAIT)
    other.context.close()

    page.get_by_role("button", name="Download", exact=True).click()
    with page.expect_download(timeout=WAIT) as waiting:
        page.locator(".st-key-take-html button").click()
    file = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(file)
    train = browser.new_context(offline=True).new_page()
    train.goto(file.as_uri())
    for place, name in enumerate(expected[:3]):
        expect(train.locator("tbody tr").nth(place)).to_contain_text(name)
    train.context.close()

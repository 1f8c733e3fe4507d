"""Choosing on the map: by a finger, beside a shape, and the same shape again; and a base map that does not answer."""

import re
from contextlib import suppress

import pytest
from playwright.sync_api import TimeoutError as PlaywrightTimeout
from playwright.sync_api import expect

from tests.browser.conftest import serving
from tests.browser.test_visits import click_marker, count, marker
from ui import base_map

pytestmark = pytest.mark.browser

WAIT = 60_000


@pytest.fixture
def tablet(browser, watch):
    """A page of a tablet with a touch screen, and no mouse."""
    context = browser.new_context(viewport={"width": 1180, "height": 1100}, has_touch=True, is_mobile=True)
    context.set_default_timeout(30_000)
    opened = context.new_page()
    watch.follow(opened)
    yield opened
    context.close()


def test_a_tap_on_a_shape_chooses_the_school(warm_server, tablet):
    tablet.goto(warm_server)
    expect(tablet.locator(".st-key-map canvas").last).to_be_visible(timeout=WAIT)
    right, down = marker(100_006)
    chosen = tablet.get_by_role("heading", name="Synthetic Secondary 100006")
    for _ in range(30):  # the first taps may come before the shapes are drawn
        box = tablet.locator(".st-key-map").bounding_box()
        if box:  # none while the page is drawn anew after a tap
            tablet.touchscreen.tap(box["x"] + box["width"] / 2 + right, box["y"] + box["height"] / 2 + down)
        with suppress(PlaywrightTimeout):
            chosen.wait_for(timeout=2_000)
            break
    expect(chosen).to_be_visible()
    expect(tablet).to_have_url(re.compile("school=100006"))


def test_beside_a_shape_nothing_changes_and_the_same_shape_is_chosen_again(warm_server, page):
    page.goto(warm_server)
    expect(count(page, 9)).to_be_visible(timeout=WAIT)
    click_marker(page, 100_006, "Synthetic Secondary 100006")
    first = page.get_by_role("heading", name="Synthetic Secondary 100006")
    expect(first).to_be_visible(timeout=WAIT)
    box = page.locator(".st-key-map").bounding_box()
    page.mouse.click(box["x"] + 8, box["y"] + box["height"] - 60)
    page.get_by_role("searchbox", name="Find a school or a postcode").fill("100002")
    answer = page.get_by_role("button", name=re.compile("Synthetic Primary 100002"))
    expect(answer).to_be_visible(timeout=WAIT)
    expect(first).to_be_visible()
    answer.click()
    expect(page.get_by_role("heading", name="Synthetic Primary 100002")).to_be_visible(timeout=WAIT)
    # The map is centred on the school that was chosen by name now.
    here = marker(100_002)
    right, down = (at - middle for at, middle in zip(marker(100_006), here, strict=True))
    tip = page.locator(".deck-tooltip", has_text="Synthetic Secondary 100006")
    for step in range(60):
        box = page.locator(".st-key-map").bounding_box()
        across, along = box["x"] + box["width"] / 2 + right, box["y"] + box["height"] / 2 + down
        page.mouse.move(across + step % 2, along)
        with suppress(PlaywrightTimeout):
            tip.wait_for(timeout=500)
            break
    page.mouse.click(across, along)
    expect(first).to_be_visible(timeout=WAIT)


def test_a_base_map_that_does_not_answer_leaves_schools_to_choose(monkeypatch, synthetic_build, browser):
    monkeypatch.setenv(base_map.SETTING, "http://127.0.0.1:9/style.json")
    with serving(synthetic_build) as address:
        page = browser.new_context(viewport={"width": 1440, "height": 1000}).new_page()
        page.goto(address)
        expect(count(page, 9)).to_be_visible(timeout=WAIT)
        click_marker(page, 100_006, "Synthetic Secondary 100006")
        expect(page.get_by_role("heading", name="Synthetic Secondary 100006")).to_be_visible(timeout=WAIT)
        page.context.close()

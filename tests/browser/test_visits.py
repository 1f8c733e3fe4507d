"""Visits by a browser: links, clicks, a phone, and no outside world."""

import math
import re
from contextlib import suppress
from itertools import pairwise

import pytest
from playwright.sync_api import TimeoutError as PlaywrightTimeout
from playwright.sync_api import expect

from tests import factories
from ui import map_view

pytestmark = pytest.mark.browser

WAIT = 30_000


def heading(page, name):
    return page.get_by_role("heading", level=1, name=name, exact=True)


def count(page, number):
    noun = "school" if number == 1 else "schools"
    return page.get_by_text(f"{number} {noun} on the map")


def marker(urn):
    """Where a school's shape is from the middle of the map, in pixels to the right and down."""
    schools = factories.some_schools()
    deck = map_view.area_deck(schools, factories.areas(), {factories.HOME}, None)
    (layer,) = [layer for layer in deck.layers if layer.id == map_view.SCHOOLS]
    point = next(row for row in layer.data if row["urn"] == urn)
    view = deck.initial_view_state
    world = 512 * 2**view.zoom

    def mercator(latitude):
        return math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2))

    right = (point["lon"] - view.longitude) / 360 * world
    down = (mercator(view.latitude) - mercator(point["lat"])) / (2 * math.pi) * world
    return right, down


def click_marker(page, urn, name):
    """Click a school's shape, once the map is drawn: hovering then brings its name."""
    expect(page.locator(".st-key-map canvas").last).to_be_visible(timeout=WAIT)
    box = page.locator(".st-key-map").bounding_box()
    right, down = marker(urn)
    across, along = box["x"] + box["width"] / 2 + right, box["y"] + box["height"] / 2 + down
    tip = page.locator(".deck-tooltip", has_text=name)
    for step in range(60):
        page.mouse.move(across + step % 2, along)
        with suppress(PlaywrightTimeout):
            tip.wait_for(timeout=500)
            break
    expect(tip).to_be_visible()
    page.mouse.click(across, along)


def test_a_deep_link_is_the_first_visit_of_a_cold_server(cold_server, page):
    page.goto(f"{cold_server}/school?urn=100001")
    expect(heading(page, "Synthetic Primary 100001")).to_be_visible(timeout=WAIT)
    expect(page.get_by_text("Data as at synthetic data")).to_be_visible()
    assert page.url.endswith("/school?urn=100001")


def test_a_cold_server_and_the_about_page(cold_server, page):
    page.goto(f"{cold_server}/about")
    expect(heading(page, "About the data")).to_be_visible(timeout=WAIT)


def test_a_shared_link_brings_the_filters(warm_server, page):
    page.goto(f"{warm_server}/?phase=Secondary&phase=Special")
    expect(count(page, 3)).to_be_visible(timeout=WAIT)
    page.get_by_role("button", name="Nursery", exact=True).click()
    expect(count(page, 4)).to_be_visible(timeout=WAIT)
    expect(page).to_have_url(re.compile(r"phase=Nursery"))
    shared = page.url
    page.goto("about:blank")
    page.goto(shared)
    expect(count(page, 4)).to_be_visible(timeout=WAIT)


def test_junk_in_a_link_is_named(warm_server, page):
    page.goto(f"{warm_server}/?phase=Nonsense&school=abc")
    expect(page.get_by_text("phase=Nonsense")).to_be_visible(timeout=WAIT)
    expect(count(page, 9)).to_be_visible()


def test_a_click_on_a_shape_chooses_the_school_and_leads_to_its_page(warm_server, page):
    page.goto(warm_server)
    expect(count(page, 9)).to_be_visible(timeout=WAIT)
    click_marker(page, 100_006, "Synthetic Secondary 100006")
    expect(page.get_by_role("heading", name="Synthetic Secondary 100006")).to_be_visible(timeout=WAIT)
    expect(page).to_have_url(re.compile("school=100006"))
    page.get_by_role("link", name="Open school page").click()
    expect(heading(page, "Synthetic Secondary 100006")).to_be_visible(timeout=WAIT)
    expect(page).to_have_url(re.compile(r"/school\?urn=100006"))


def test_a_row_of_the_table_chooses_the_school(warm_server, page):
    page.goto(f"{warm_server}/?phase=Special")
    expect(count(page, 1)).to_be_visible(timeout=WAIT)
    expect(page.get_by_test_id("data-grid-canvas").first).to_be_visible()
    chosen = page.get_by_role("heading", name="Synthetic Special 100008")
    for _ in range(6):  # the first click may come before the table has found its place
        box = page.get_by_test_id("stDataFrame").bounding_box()
        page.mouse.click(box["x"] + 20, box["y"] + 54)
        with suppress(PlaywrightTimeout):
            chosen.wait_for(timeout=5_000)
            break
    expect(chosen).to_be_visible()
    expect(page).to_have_url(re.compile("school=100008"))


def test_the_filters_are_kept_while_a_school_is_read(warm_server, page):
    page.goto(f"{warm_server}/?phase=Secondary&school=100006")
    page.get_by_role("link", name="Open school page").click()
    expect(heading(page, "Synthetic Secondary 100006")).to_be_visible(timeout=WAIT)
    page.get_by_role("link", name="Back to the map").click()
    expect(count(page, 2)).to_be_visible(timeout=WAIT)
    expect(page).to_have_url(re.compile("phase=Secondary"))


def test_a_neighbour_leads_to_its_own_page(warm_server, page):
    page.goto(f"{warm_server}/school?urn=100001")
    page.get_by_role("link", name=re.compile("Synthetic Special 100008")).click()
    expect(heading(page, "Synthetic Special 100008")).to_be_visible(timeout=WAIT)
    expect(page).to_have_url(re.compile(r"urn=100008"))
    page.go_back()
    expect(heading(page, "Synthetic Primary 100001")).to_be_visible(timeout=WAIT)
    expect(page).to_have_url(re.compile(r"urn=100001"))


def test_an_unknown_school_has_a_way_back(warm_server, page):
    page.goto(f"{warm_server}/school?urn=junk")
    expect(heading(page, "No such school here")).to_be_visible(timeout=WAIT)
    page.get_by_role("link", name="Or choose it on the map").click()
    expect(count(page, 9)).to_be_visible(timeout=WAIT)


@pytest.mark.parametrize("path", ["/", "/?school=100001", "/school?urn=100001", "/about", "/?phase=Secondary&sector="])
def test_a_phone_has_no_sideways_scroll(warm_server, phone, path):
    phone.goto(warm_server + path)
    expect(phone.get_by_text("Data as at synthetic data")).to_be_visible(timeout=WAIT)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    wide = "[...document.querySelectorAll('[data-testid=stMain], [data-testid=stMain] > *')]"
    assert phone.evaluate(f"Math.max(...{wide}.map(part => part.scrollWidth))") <= 390


@pytest.mark.parametrize("path", ["/", "/school?urn=100001", "/about"])
def test_headings_go_down_one_level_at_a_time(warm_server, page, path):
    page.goto(warm_server + path)
    expect(page.get_by_text("Data as at synthetic data")).to_be_visible(timeout=WAIT)
    main = "[...document.querySelectorAll('[data-testid=stMain] :is(h1,h2,h3,h4)')]"
    levels = page.evaluate(f"{main}.map(part => Number(part.tagName[1]))")
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))

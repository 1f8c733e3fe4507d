"""The area page in a browser: a dot and a row choose a school, the address brings it back, a phone shows it."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

WAIT = 60_000


def test_a_dot_and_a_row_choose_a_school_and_the_address_has_the_group(warm_server, page):
    page.goto(f"{warm_server}/area?urns=100001,100002&measure=persistent_absence")
    dots = page.locator("[data-testid=stVegaLiteChart]").first.locator("g.mark-symbol.role-mark path")
    expect(dots.first).to_be_visible(timeout=WAIT)
    dots.first.click(force=True)
    chosen = page.locator(".st-key-area-chosen")
    expect(chosen).to_contain_text("Synthetic Primary 100002", timeout=WAIT)
    chosen.get_by_role("link", name="Its page").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Synthetic Primary 100002", timeout=WAIT)
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("A group of schools in figures", timeout=WAIT)
    expect(page).to_have_url(re.compile("urns=100001"))


def test_a_phone_scrolls_one_way(warm_server, phone):
    phone.goto(f"{warm_server}/area?measure=pupils")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Camden in figures", timeout=WAIT)
    expect(phone.locator("[data-testid=stVegaLiteChart]").first).to_be_visible(timeout=WAIT)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_map_leads_to_the_figures_of_what_is_shown(warm_server, page):
    page.goto(warm_server)
    page.get_by_role("link", name="Camden in figures").click(timeout=WAIT)
    expect(page.get_by_role("heading", level=1)).to_have_text("Camden in figures", timeout=WAIT)

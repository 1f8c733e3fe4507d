"""Map, school, suggestions, comparison: the way of a headteacher, and a link that another server understands."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

WAIT = 60_000


@pytest.fixture(autouse=True)
def unhurried(request):
    """A map drawn without a graphics card may hold a page for seconds on a busy machine."""
    for name in {"page", "phone"} & set(request.fixturenames):
        request.getfixturevalue(name).set_default_timeout(120_000)


def heading(page, name):
    return page.get_by_role("heading", level=1, name=name, exact=True)


def order_of(page):
    """Names on the cards, in their order, once the page is whole."""
    expect(page.get_by_text("Data as at synthetic data")).to_be_visible(timeout=WAIT)
    return page.locator(".spm-card h3").all_inner_texts()


def test_from_the_map_to_the_comparison(warm_server, page):
    page.goto(f"{warm_server}/?school=100001")
    page.get_by_role("link", name="Open school page").click()
    expect(heading(page, "Synthetic Primary 100001")).to_be_visible(timeout=WAIT)
    page.get_by_role("link", name="Who could work with this school?").click()
    expect(heading(page, "Who could work with Synthetic Primary 100001?")).to_be_visible(timeout=WAIT)
    expect(page).to_have_url(re.compile(r"/partners\?urn=100001"))
    expect(page.locator("[data-testid=stDeckGlJsonChart] canvas").last).to_be_visible(timeout=WAIT)
    page.locator(".st-key-card-100005").get_by_role("button", name="Add to the shortlist").click()
    expect(page.get_by_text("2 schools of at most 6")).to_be_visible(timeout=WAIT)
    page.locator(".st-key-partner-takeaway").get_by_role("button").first.click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Every candidate (CSV)").click()
    assert waiting.value.suggested_filename == "suggestions-100001-syntheti.csv"
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Set side by side").click()
    expect(heading(page, "Schools side by side")).to_be_visible(timeout=WAIT)
    expect(page).to_have_url(re.compile(r"/compare\?urns=100001%2C100005|/compare\?urns=100001,100005"))
    expect(page.get_by_role("cell", name="Synthetic Primary 100005").first).to_be_visible()


def test_the_chosen_panel_leads_to_suggestions(warm_server, page):
    page.goto(f"{warm_server}/?school=100002")
    page.get_by_role("link", name="Who could work with it?").click()
    expect(heading(page, "Who could work with Synthetic Primary 100002?")).to_be_visible(timeout=WAIT)


def test_a_shared_link_gives_the_same_list_on_a_fresh_server(warm_server, cold_server, page):
    page.goto(f"{warm_server}/partners?urn=100001")
    expect(heading(page, "Who could work with Synthetic Primary 100001?")).to_be_visible(timeout=WAIT)
    page.locator(".st-key-partner_purpose label", has_text="Share leadership or federate").click()
    expect(page).to_have_url(re.compile(r"for=leadership"), timeout=WAIT)
    page.get_by_text("Weights and rules", exact=False).click()
    ward = page.get_by_role("slider", name="Same ward")
    ward.press("End")
    expect(page).to_have_url(re.compile(r"same_ward=10"), timeout=WAIT)
    first = order_of(page)
    shared = page.url.removeprefix(warm_server)
    page.goto(cold_server + shared)
    expect(heading(page, "Who could work with Synthetic Primary 100001?")).to_be_visible(timeout=WAIT)
    assert order_of(page) == first
    assert page.url == cold_server + shared


def test_a_comparison_is_the_first_visit_of_a_cold_server_on_a_phone(cold_server, phone):
    phone.goto(f"{cold_server}/compare?urns=100001,100002")
    expect(heading(phone, "Schools side by side")).to_be_visible(timeout=WAIT)
    expect(phone.get_by_text("Data as at synthetic data")).to_be_visible(timeout=WAIT)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_whole_way_on_a_phone(warm_server, phone):
    """Map, school, suggestions, a closed part, comparison, and back to what is taken away."""
    phone.goto(f"{warm_server}/?school=100001")
    phone.get_by_role("link", name="Open school page").click()
    expect(heading(phone, "Synthetic Primary 100001")).to_be_visible(timeout=WAIT)
    phone.get_by_role("link", name="Who could work with this school?").click()
    expect(heading(phone, "Who could work with Synthetic Primary 100001?")).to_be_visible(timeout=WAIT)
    phone.get_by_text("Every candidate, with every criterion").click()
    expect(phone.get_by_text("Each criterion is from 0 to 1")).to_be_visible(timeout=WAIT)
    phone.locator(".st-key-card-100005").get_by_role("button", name="Add to the shortlist").click()
    expect(phone.get_by_text("2 schools of at most 6")).to_be_visible(timeout=WAIT)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    phone.locator(".st-key-partner-takeaway").get_by_role("button").first.click()
    with phone.expect_download() as waiting:
        phone.get_by_role("button", name="Map of the first ten").click()
    assert waiting.value.suggested_filename == "suggestions-100001-syntheti.html"
    phone.keyboard.press("Escape")
    phone.get_by_role("link", name="Set side by side").click()
    expect(heading(phone, "Schools side by side")).to_be_visible(timeout=WAIT)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390


def tab_to(page, target):
    """Press Tab until something has the focus, as a person without a mouse does."""
    target.wait_for()
    reached = False
    for _ in range(80):
        page.keyboard.press("Tab")
        reached = target.evaluate("one => one.contains(document.activeElement)")
        if reached:
            break
    assert reached, "80 times Tab do not get there"


def test_with_the_keyboard_alone(warm_server, page):
    """Purpose, shortlist, a closed part and comparison, without a mouse."""
    page.goto(f"{warm_server}/partners?urn=100001")
    expect(heading(page, "Who could work with Synthetic Primary 100001?")).to_be_visible(timeout=WAIT)
    tab_to(page, page.locator(".st-key-partner_purpose"))
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile(r"for=leadership"), timeout=WAIT)
    tab_to(page, page.locator(".st-key-card-100005").get_by_role("button", name="Add to the shortlist"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("2 schools of at most 6")).to_be_visible(timeout=WAIT)
    tab_to(page, page.locator(".st-key-partner_method summary"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("Owner and responsibility")).to_be_visible(timeout=WAIT)
    page.locator("body").evaluate("() => document.activeElement.blur()")
    tab_to(page, page.get_by_role("link", name="Set side by side"))
    page.keyboard.press("Enter")
    expect(heading(page, "Schools side by side")).to_be_visible(timeout=WAIT)

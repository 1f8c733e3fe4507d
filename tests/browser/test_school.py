"""A measure opened on the school page, under the server's policy: chart, table, and no fault that axe-core finds."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.test_axe import ours

pytestmark = pytest.mark.browser

WAIT = 60_000


def open_pupils(page, address):
    page.goto(f"{address}/school?urn=100001")
    page.get_by_role("radio", name="Pupils", exact=True).click(timeout=WAIT)
    detail = page.locator(".st-key-detail-pupils")
    chart = detail.locator("[data-testid=stVegaLiteChart] :is(canvas, svg)").first
    expect(chart).to_be_visible(timeout=WAIT)
    expect(detail.get_by_text("Download these years (CSV)")).to_have_count(1, timeout=WAIT)
    return detail, chart


def test_a_measure_opens_to_a_chart_with_words_and_a_table_and_closes(warm_server, page):
    detail, _ = open_pupils(page, warm_server)
    expect(detail.get_by_label("Line chart of Pupils on roll", exact=False).first).to_be_attached(timeout=WAIT)
    detail.get_by_text("The years as a table: Pupils on roll").click()
    expect(detail.get_by_role("cell", name="1,234")).to_be_visible(timeout=WAIT)
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
    assert ours(found.response["violations"]) == []
    page.get_by_role("radio", name="Pupils", exact=True).click()
    expect(detail).to_have_count(0, timeout=WAIT)


def test_a_chart_fits_a_phone(warm_server, phone):
    _, chart = open_pupils(phone, warm_server)
    box = chart.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390

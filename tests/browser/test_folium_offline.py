"""The map that leaves the page, opened from the disk with everything else refused."""

import pytest
from playwright.sync_api import expect
from shapely.geometry import Point

from geo.download import Provenance
from geo.flat import flat_table
from tests import factories
from ui import folium_map
from ui.folium_map import folium_html

pytestmark = pytest.mark.browser

NAME = "Synthetic <img src=x onerror=alert(1)> \"School\" & 'Sons' </script>"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
WIDE = {"viewport": {"width": 1440, "height": 1000}}


def write(folder):
    """A file of 31 synthetic schools, one without a point, two at the same point."""
    rows = [factories.school(100_001 + i) for i in range(28)]
    rows.append(factories.school(100_040, name=NAME, phase_family="Secondary", geometry=Point(527_000, 186_500)))
    rows.append(factories.school(100_041, name="A twin", geometry=rows[0]["geometry"]))
    rows.append(factories.school(100_042, name="Without a point", geometry=None))
    coverage = factories.build_info(factories.some_measures(), {})["coverage"]
    frame = flat_table(factories.schools(*rows), factories.some_measures(), factories.some_inspections(), coverage)
    provenance = Provenance("synthetic-build", "synthetic date", "no licence: synthetic", ("Synthetic line.",))
    content = folium_html(
        frame, factories.areas(), title="Synthetic map", provenance=provenance, boroughs=[factories.HOME]
    )
    file = folder / "map.html"
    file.write_bytes(content)
    return file


@pytest.fixture
def open_file(browser, tmp_path):
    """Open the file offline; at the end, it has asked for nothing and its console is silent."""
    contexts, asked, said = [], [], []

    def answer(route):
        if route.request.url == (tmp_path / "map.html").as_uri():
            route.continue_()
        else:
            asked.append(route.request.url)
            route.abort()

    def open_with(**screen):
        context = browser.new_context(offline=True, **screen)
        context.set_default_timeout(30_000)
        contexts.append(context)
        page = context.new_page()
        page.route("**/*", answer)
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("dialog", lambda dialog: said.append(dialog.message) or dialog.dismiss())
        page.goto(write(tmp_path).as_uri())
        page.locator("[data-drawn]").wait_for()
        return page

    yield open_with
    for context in contexts:
        context.close()
    assert asked == []
    assert said == []


def test_every_school_with_a_point_is_drawn(open_file):
    page = open_file(**WIDE)
    expect(page.locator(".school")).to_have_count(30)
    expect(page.locator("tbody tr")).to_have_count(31)
    # Each with its shape, of one size, and with its number in the list.
    boxes = page.locator(".school img").evaluate_all("all => all.map(one => [one.naturalWidth, one.width, one.height])")
    assert {tuple(box) for box in boxes} == {(64, 24, 24)}
    numbers = page.locator(".school .number").all_inner_texts()
    listed = page.locator("tr[data-lat] .no").all_inner_texts()
    assert sorted(numbers) == sorted(listed)
    expect(page.locator(".leaflet-overlay-pane path")).to_have_count(3)


def test_a_click_opens_what_the_list_says(open_file):
    page = open_file(**WIDE)
    page.get_by_role("button", name=NAME).click()
    popup = page.locator(".leaflet-popup")
    expect(popup.locator("h3")).to_have_text(NAME)
    row = page.locator("tbody tr").filter(has=page.get_by_role("rowheader", name=NAME))
    assert popup.locator("dd").all_inner_texts() == row.locator("td").all_inner_texts()[1:]
    assert popup.locator("dt").all_inner_texts() == page.locator("thead th").all_inner_texts()[2:]
    expect(page.locator("img[src=x]")).to_have_count(0)


def test_the_keyboard_opens_and_closes(open_file):
    page = open_file(**WIDE)
    shape = page.get_by_role("button", name="A twin")
    shape.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".leaflet-popup h3")).to_have_text("A twin")
    expect(page.locator(".leaflet-popup")).to_contain_text("At the same point:")
    page.keyboard.press("Escape")
    expect(page.locator(".leaflet-popup")).to_have_count(0)
    expect(shape).to_be_focused()


def test_tab_reaches_the_skip_link_then_the_map(open_file):
    page = open_file(**WIDE)
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#school_map")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(".school").first).to_be_focused()


def test_a_number_in_the_list_shows_the_school(open_file):
    page = open_file(**WIDE)
    page.locator("tr", has_text="A twin").locator(".no a").press("Enter")
    expect(page.locator(".leaflet-popup h3")).to_have_text("A twin")
    expect(page.locator("#school_map")).to_be_in_viewport()


def test_a_phone_needs_no_sideways_scroll(open_file):
    page = open_file(**PHONE)
    expect(page.locator(".school")).to_have_count(30)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.get_by_role("button", name="A twin").tap(force=True)
    # The map glides until the popup is inside: waits for that, and fails if it never is.
    page.wait_for_function(
        "() => { const box = document.querySelector('.leaflet-popup-content-wrapper').getBoundingClientRect();"
        " return box.left >= 0 && box.right <= 390 }"
    )


def test_many_schools_are_painted_and_answer(open_file, monkeypatch):
    monkeypatch.setattr(folium_map, "MOST_NUMBERED", 5)
    page = open_file(**WIDE)
    expect(page.locator("[data-drawn]")).to_have_attribute("data-drawn", "30")
    expect(page.locator(".school")).to_have_count(0)
    painted = """() => {
        const sheet = document.querySelector(".leaflet-schools-pane canvas");
        const dots = sheet.getContext("2d").getImageData(0, 0, sheet.width, sheet.height).data;
        return dots.some(one => one > 0);
    }"""
    assert page.evaluate(painted)
    page.locator("tr", has_text="A twin").locator(".no a").click()
    expect(page.locator(".leaflet-popup h3")).to_have_text("A twin")
    page.keyboard.press("Escape")
    expect(page.locator(".leaflet-popup")).to_have_count(0)
    where = """() => {
        const row = [...document.querySelectorAll("tbody tr")].find(one => one.textContent.includes("A twin"));
        return school_map.latLngToContainerPoint([+row.dataset.lat, +row.dataset.lon]);
    }"""
    page.locator("#school_map").click(position=page.evaluate(where))
    expect(page.locator(".leaflet-popup")).to_contain_text("At the same point:")


def test_print_hides_the_controls(open_file):
    page = open_file(**WIDE)
    page.emulate_media(media="print")
    expect(page.locator(".leaflet-control-zoom")).to_be_hidden()
    expect(page.locator(".skip")).to_be_hidden()
    expect(page.locator(".legend")).to_be_visible()
    assert page.pdf().startswith(b"%PDF")

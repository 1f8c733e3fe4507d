"""The explorer in a browser: links that bring the same view, back and forward, keys alone, files taken away."""

import io
import json
import re

import geopandas as gpd
import pytest
from playwright.sync_api import expect

from geo import store
from geo.download import read_csv
from geo.explore import explorer_frame
from geo.flat import flat_table

pytestmark = pytest.mark.browser

WAIT = 30_000


def count(page, number):
    noun = "school" if number == 1 else "schools"
    return page.get_by_text(f"{number} {noun} on the map")


def search(page, text):
    box = page.get_by_role("searchbox", name="Find a school or a postcode")
    expect(box).to_be_visible(timeout=WAIT)
    box.fill(text)


def pill(page, name):
    return page.get_by_test_id("stSidebar").get_by_role("button", name=name, exact=True)


def open_group(page, title):
    page.get_by_test_id("stSidebar").get_by_text(title, exact=True).first.click()


def test_a_link_brings_the_same_view_to_a_server_that_never_saw_it(warm_server, cold_server, page, browser, watch):
    page.goto(warm_server)
    expect(count(page, 9)).to_be_visible(timeout=WAIT)
    pill(page, "Primary").click()
    expect(count(page, 5)).to_be_visible(timeout=WAIT)
    open_group(page, "Pupils and free school meals")
    page.get_by_label("Pupils, at most").fill("2000")
    page.get_by_label("Pupils, at most").press("Enter")
    expect(count(page, 1)).to_be_visible(timeout=WAIT)
    page.get_by_text("Include schools with no published figure").first.click()
    expect(count(page, 5)).to_be_visible(timeout=WAIT)
    search(page, "N1 1AA")
    page.get_by_role("button", name="Schools by distance from N1 1AA").click()
    expect(page.get_by_text("Distances from N1 1AA.")).to_be_visible(timeout=WAIT)
    search(page, "100002")
    page.get_by_role("button", name=re.compile("Synthetic Primary 100002")).click()
    expect(page.get_by_role("heading", name="Synthetic Primary 100002")).to_be_visible(timeout=WAIT)
    page.get_by_label("Sort by").click()
    page.get_by_role("option", name="Pupils, highest first").click()
    expect(page).to_have_url(re.compile("sort=pupils-high"), timeout=WAIT)
    query = page.url.split("?")[1]
    assert sorted(query.split("&")) == sorted(
        ["phase=Primary", "pupils=..2000", "unknown=pupils", "school=100002", "place=N1+1AA", "sort=pupils-high"]
    )
    other = browser.new_context(viewport={"width": 1440, "height": 1000}).new_page()
    watch.follow(other)
    other.goto(f"{cold_server}/?{query}")
    expect(count(other, 5)).to_be_visible(timeout=WAIT)
    expect(other.get_by_text("Distances from N1 1AA.")).to_be_visible()
    expect(other.get_by_role("heading", name="Synthetic Primary 100002")).to_be_visible()
    expect(other.get_by_label("Sort by")).to_have_value("Pupils, highest first")
    expect(other.get_by_test_id("stSidebar").get_by_text("Pupils and free school meals · 1 set")).to_be_visible()
    assert other.url == f"{cold_server}/?{query}"
    other.context.close()


def test_a_group_opens_and_closes_by_keys_and_keeps_what_is_typed_and_the_focus(warm_server, page):
    page.goto(warm_server)
    expect(count(page, 9)).to_be_visible(timeout=WAIT)
    head = page.locator(".st-key-group-pupils summary")
    head.focus()
    page.keyboard.press("Enter")
    most = page.get_by_label("Pupils, at most")
    expect(most).to_be_visible(timeout=WAIT)
    expect(head).to_be_focused()
    most.fill("2000")
    most.press("Enter")
    expect(count(page, 1)).to_be_visible(timeout=WAIT)
    expect(page.get_by_test_id("stSidebar").get_by_text("Pupils and free school meals · 1 set")).to_be_visible()
    expect(most).to_be_focused()
    head.focus()
    page.keyboard.press("Enter")
    expect(most).to_be_hidden(timeout=WAIT)
    expect(head).to_be_focused()
    pill(page, "Primary").click()
    # Borough, sector and status are as they were at first, so the address has no word of them.
    expect(page).to_have_url(re.compile(r"/\?phase=Primary&pupils=\.\.2000$"), timeout=WAIT)


def test_back_and_forward_go_through_the_views(warm_server, page):
    page.goto(warm_server)
    expect(count(page, 9)).to_be_visible(timeout=WAIT)
    pill(page, "Secondary").click()
    expect(count(page, 2)).to_be_visible(timeout=WAIT)
    expect(page).to_have_url(re.compile("phase=Secondary"))
    pill(page, "Special").click()
    expect(count(page, 3)).to_be_visible(timeout=WAIT)
    expect(page).to_have_url(re.compile("phase=Special"))
    page.go_back()
    expect(count(page, 2)).to_be_visible(timeout=WAIT)
    expect(page).not_to_have_url(re.compile("Special"))
    page.go_back()
    expect(count(page, 9)).to_be_visible(timeout=WAIT)
    assert "?" not in page.url
    page.go_forward()
    expect(count(page, 2)).to_be_visible(timeout=WAIT)
    page.go_forward()
    expect(count(page, 3)).to_be_visible(timeout=WAIT)
    pill(page, "Nursery").click()
    expect(count(page, 4)).to_be_visible(timeout=WAIT)


def test_back_from_a_school_page_is_the_map_as_it_was(warm_server, page):
    page.goto(f"{warm_server}/?phase=Secondary&school=100006")
    page.get_by_role("link", name="Open school page").click()
    expect(page.get_by_role("heading", level=1, name="Synthetic Secondary 100006")).to_be_visible(timeout=WAIT)
    page.go_back()
    expect(count(page, 2)).to_be_visible(timeout=WAIT)
    expect(page).to_have_url(re.compile("phase=Secondary"))


def test_two_quick_choices_are_both_kept(warm_server, page):
    page.goto(warm_server)
    expect(count(page, 9)).to_be_visible(timeout=WAIT)
    for name in ("Secondary", "Special", "Nursery"):
        pill(page, name).click()
    expect(count(page, 4)).to_be_visible(timeout=WAIT)
    expect(page).to_have_url(re.compile("phase=Nursery&phase=Secondary&phase=Special"))


def test_the_chosen_school_goes_along_to_other_pages_and_back(warm_server, page):
    page.goto(f"{warm_server}/?school=100001")
    page.get_by_role("link", name="Open school page").click()
    page.get_by_role("link", name=re.compile("Synthetic Special 100008")).click()
    expect(page.get_by_role("heading", level=1, name="Synthetic Special 100008")).to_be_visible(timeout=WAIT)
    expect(page).to_have_url(re.compile("school=100001"))
    page.reload()
    page.get_by_role("link", name="Back to the map").click()
    expect(page.get_by_role("heading", name="Synthetic Primary 100001")).to_be_visible(timeout=WAIT)
    expect(page).to_have_url(re.compile("school=100001"))


def test_keys_alone_find_and_open_a_school(warm_server, page):
    page.goto(warm_server)
    expect(count(page, 9)).to_be_visible(timeout=WAIT)
    box = page.get_by_role("searchbox", name="Find a school or a postcode")
    box.focus()
    page.keyboard.type("spec 100008")
    answer = page.get_by_role("button", name=re.compile("Synthetic Special 100008"))
    expect(answer).to_be_visible(timeout=WAIT)
    for _ in range(5):
        page.keyboard.press("Tab")
        if answer.evaluate("part => part === document.activeElement"):
            break
    page.keyboard.press("Enter")
    link = page.get_by_role("link", name="Open school page")
    expect(link).to_be_visible(timeout=WAIT)
    link.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Synthetic Special 100008")).to_be_visible(timeout=WAIT)


def test_a_chosen_school_is_marked_in_the_list_and_on_the_map(warm_server, page):
    page.goto(f"{warm_server}/?phase=Primary")
    expect(count(page, 5)).to_be_visible(timeout=WAIT)
    expect(page.get_by_test_id("data-grid-canvas").first).to_be_visible(timeout=WAIT)
    box = page.get_by_test_id("stDataFrame").bounding_box()
    page.mouse.click(box["x"] + 20, box["y"] + 54 + 35)
    expect(page).to_have_url(re.compile("school=100002"), timeout=WAIT)
    expect(page.get_by_role("heading", name="Synthetic Primary 100002")).to_be_visible()
    ticked = page.locator("[data-testid=data-grid-canvas] tr[aria-selected=true]")
    expect(ticked).to_contain_text("Synthetic Primary 100002", timeout=WAIT)
    search(page, "100003")
    page.get_by_role("button", name=re.compile("Synthetic Primary 100003")).click()
    expect(ticked).to_contain_text("Synthetic Primary 100003", timeout=WAIT)


def taken(page, key):
    page.get_by_role("button", name="Download").click()
    button = page.locator(f".st-key-{key} button")
    expect(button).to_be_visible(timeout=WAIT)
    with page.expect_download(timeout=WAIT) as waiting:
        button.click()
    return waiting.value.path().read_bytes()


@pytest.fixture(scope="module")
def expected(synthetic_build):
    tables = {name: store.read(synthetic_build, name) for name in ("schools", "measures", "inspections", "ties")}
    coverage = store.build_info(synthetic_build)["coverage"]
    schools = explorer_frame(*tables.values(), coverage)
    chosen = schools[
        (schools["phase_family"] == "Primary") & (schools["site_borough"].fillna("E09000007") == "E09000007")
    ]
    return flat_table(chosen, tables["measures"], tables["inspections"], coverage)


STATUSES = ["absence_status", "pupils_status", "suspension_rate_status"]


def test_the_spreadsheet_is_the_list_shown(warm_server, page, expected):
    page.goto(f"{warm_server}/?phase=Primary&sort=pupils-low")
    expect(count(page, 5)).to_be_visible(timeout=WAIT)
    got = read_csv(taken(page, "take-csv"))
    assert got["urn"].astype(int).tolist()[0] == 100_001
    got = got.assign(urn=got["urn"].astype(int)).set_index("urn").sort_index()
    want = expected.set_index("urn").sort_index()
    assert got.index.tolist() == want.index.tolist()
    assert got[STATUSES].to_dict() == want[STATUSES].to_dict()


def test_the_geojson_and_the_geoparquet_are_the_list_shown(warm_server, page, expected):
    page.goto(f"{warm_server}/?phase=Primary")
    expect(count(page, 5)).to_be_visible(timeout=WAIT)
    want = expected.set_index("urn").sort_index()
    features = json.loads(taken(page, "take-geojson"))["features"]
    assert sorted(each["id"] for each in features) == want.index.tolist()
    assert {each["id"]: each["properties"]["absence_status"] for each in features} == want["absence_status"].to_dict()
    page.reload()
    expect(count(page, 5)).to_be_visible(timeout=WAIT)
    got = gpd.read_parquet(io.BytesIO(taken(page, "take-parquet"))).set_index("urn").sort_index()
    assert got[STATUSES].to_dict() == want[STATUSES].to_dict()
    assert got.crs == want.crs


def test_the_map_file_opens_without_a_network(warm_server, page, browser, tmp_path, expected):
    page.goto(f"{warm_server}/?phase=Primary")
    expect(count(page, 5)).to_be_visible(timeout=WAIT)
    file = tmp_path / "map.html"
    file.write_bytes(taken(page, "take-html"))
    context = browser.new_context(offline=True)
    alone = context.new_page()
    alone.goto(file.as_uri())
    expect(alone.get_by_role("heading", level=1)).to_contain_text("Schools in Camden")
    for name in expected["name"]:
        expect(alone.get_by_text(name).first).to_be_attached()
    context.close()

"""The map that leaves the page, read as text; ``tests/browser`` opens it."""

import json
import re
from html.parser import HTMLParser

import pytest
from shapely.geometry import Point

from geo.download import Provenance
from geo.errors import CrsError
from geo.flat import flat_table
from geo.places import Place, PlaceKind
from tests import factories
from ui import folium_map, folium_rows
from ui.folium_map import folium_html

#: Synthetic names that break out of HTML, of a script or of a template, where they are not escaped.
HOSTILE = [
    "<script>alert(1)</script>",
    "</script><b>",
    "\"' onclick='x",
    "]]>-->",
    "${x} `y`",
    "{{ 7 * 7 }}",
    "\\u003c",
]

PROVENANCE = Provenance("synthetic-build", "synthetic date", "no licence: synthetic", ("Synthetic <line> & more.",))


def flat(*rows, inspections=None):
    schools = factories.schools(*rows) if rows else factories.some_schools()
    coverage = factories.build_info(factories.some_measures(), {})["coverage"]
    told = factories.some_inspections() if inspections is None else inspections
    return flat_table(schools, factories.some_measures(), told, coverage)


def made(frame=None, **options):
    options = {"title": "Synthetic map", "provenance": PROVENANCE, "boroughs": [factories.HOME], **options}
    return folium_html(flat() if frame is None else frame, factories.areas(), **options).decode()


class Reader(HTMLParser):
    """What a browser would make of a page: elements with their attributes, and the text of cells."""

    def __init__(self, page):
        super().__init__()
        self.elements, self.cells, self.inside = [], [], False
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        self.inside = tag in ("td", "th")
        if self.inside:
            self.cells.append("")

    def handle_endtag(self, tag):
        self.inside = self.inside and tag not in ("td", "th")

    def handle_data(self, data):
        if self.inside or (self.elements and self.elements[-1][0] == "a" and self.cells):
            self.cells[-1] += data

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))


def test_a_list_of_its_own_order_keeps_it_on_map_and_list():
    frame = flat()
    urns = [int(urn) for urn in frame["urn"].iloc[[2, 0, 1]]]
    entries = [folium_rows.Entry(number, f"Why <{number}>") for number in ("asks", "1", "2")]
    order = dict(zip(urns, entries, strict=True))
    page = made(frame, order=order)
    cells = Reader(page).cells
    heads = cells[: cells.index("URN") + 1]
    assert heads[:3] == ["No.", "School", "Why"]
    rows = [cells[at : at + len(heads)] for at in range(len(heads), len(cells), len(heads))]
    assert [(row[0], row[2], int(row[-1])) for row in rows] == [
        (entry.number, entry.why, urn) for urn, entry in order.items()
    ]


def test_the_schools_are_numbered_as_they_come():
    frame = flat()
    for given in (frame, frame.iloc[::-1]):
        cells = Reader(made(given)).cells
        names = [name for name in cells if name in set(frame["name"])]
        assert list(dict.fromkeys(names)) == given["name"].tolist()


def test_nothing_is_asked_of_the_outside():
    page = made()
    for tag, attributes in Reader(page).elements:
        for name in ("src", "href", "data", "srcset", "action", "poster"):
            value = attributes.get(name) or ""
            assert not re.match(r"(https?:)?//", value) or tag == "a", (tag, name, value)
        assert tag not in {"link", "iframe", "object", "embed", "base", "form"}
    for styles in re.findall(r"<style>(.*?)</style>", page, re.DOTALL):
        assert "@import" not in styles
        assert set(re.findall(r"url\((?!data:|#)([^)]*)\)", styles)) == set()
    assert "sourceMappingURL" not in page
    assert "default-src 'none'" in page


def test_no_other_library_comes_along():
    page = made().lower()
    for name in ("jquery", "bootstrap", "awesome", "glyphicon", "cdn.", "openstreetmap"):
        assert name not in page


def test_leaflet_keeps_its_notice():
    page = made()
    assert "Leaflet 1.9.3, a JS library for interactive maps" in page
    assert "Redistributions in binary form must reproduce" in page


def test_a_page_has_language_title_and_zoom():
    page = made(title="A & B <map>", subtitle="x < y")
    assert '<html lang="en">' in page
    assert "<title>A &amp; B &lt;map&gt;</title>" in page
    assert "x &lt; y" in page
    assert "user-scalable" not in page
    assert page.count("viewport") == 1
    assert "Synthetic &lt;line&gt; &amp; more." in page


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_only_text(name):
    plain, hostile = made(flat(factories.school(100_001, name="x"))), made(flat(factories.school(100_001, name=name)))
    assert [tag for tag, _ in Reader(hostile).elements] == [tag for tag, _ in Reader(plain).elements]
    assert name in Reader(hostile).cells
    assert hostile.count("</script>") == plain.count("</script>")


def test_a_hostile_area_is_only_text():
    areas = factories.areas()
    areas["name"] = HOSTILE[: len(areas)]
    page = folium_html(flat(), areas, title="x", provenance=PROVENANCE, boroughs=[factories.HOME]).decode()
    assert page.count("</script>") == made().count("</script>")
    assert "<script>alert" not in page


def test_list_and_map_are_the_same_schools():
    reader = Reader(made())
    rows = [attributes for tag, attributes in reader.elements if tag == "tr"][1:]
    placed = [row for row in rows if "data-lat" in row]
    assert (len(rows), len(placed)) == (12, 11)
    assert all(51 < float(row["data-lat"]) < 52 and -1 < float(row["data-lon"]) < 1 for row in placed)
    assert "<strong>1 school without a known point</strong>" in made()


def test_figures_keep_year_and_reason():
    cells = Reader(made(measures=("pupils", "fsm", "absence", "suspension_rate"))).cells
    assert "1,234 (2023/24)" in cells
    assert "12.3% (2023/24)" in cells
    assert "suppressed: too few pupils to publish" in cells
    assert "no row for this school in the 2023/24 table" in cells
    assert "not in the data of this map" in cells
    assert "Good, 15 March 2022; list of 31 December 2024" in cells
    assert "No grade on the lists at hand" in cells


def test_a_date_of_another_inspection_says_so():
    row = {"urn": 100_001, "scheme": "oeif", "area": "Overall effectiveness", "grade": "Good"}
    told = factories.inspections(
        {**row, "inspected_on": "2019-03-04", "date_basis": "latest inspection of any kind", "as_at": "2022-12-08"}
    )
    cells = Reader(made(flat(inspections=told))).cells
    assert "Good, 4 March 2019 (latest inspection of any kind, perhaps a later one); list of 8 December 2022" in cells


def test_a_report_card_has_a_column_where_there_is_one():
    card = {"urn": 100_001, "scheme": "report_card", "area": "Inclusion", "grade": "Needs attention"}
    page = made(flat(inspections=factories.inspections({**card, "as_at": "2026-06-30"})))
    assert "Report card" in Reader(page).cells
    assert "Inclusion: Needs attention" in Reader(page).cells
    assert "Report card" not in Reader(made()).cells


def test_a_school_that_is_not_open_says_so():
    assert "Community school (closed)" in Reader(made(flat(factories.school(100_001, status="Closed")))).cells


def test_a_school_far_away_does_not_shrink_the_view():
    page = made(flat(factories.school(100_001), factories.school(100_002, geometry=Point(600_000, 160_000))))
    assert "<strong>1 school farther out</strong>" in page


def test_many_schools_are_painted_without_numbers(monkeypatch):
    assert '"numbered": true' in made()
    monkeypatch.setattr(folium_map, "MOST_NUMBERED", 5)
    assert '"numbered": false' in made()


def test_a_map_of_no_school_is_a_page_too():
    page = made(flat().iloc[:0], boroughs=[])
    assert "0 schools" in page


def test_the_same_schools_make_the_same_file():
    assert made() == made()


def test_each_heading_has_its_cell():
    frame = flat()
    headings = folium_rows.headings(frame, folium_map.SHOWN)
    assert {len(row["cells"]) for row in folium_rows.rows(frame, folium_map.SHOWN)} == {len(headings)}


def test_degrees_are_refused():
    with pytest.raises(CrsError, match="EPSG:27700"):
        made(flat().to_crs("EPSG:4326"))


def test_a_searched_postcode_is_marked_with_words():
    place = Place("NW5", PlaceKind.DISTRICT, 528_900, 185_500, 12)
    page = made(place=place)
    (settings,) = re.findall(r'<script type="application/json" id="settings">(.*?)</script>', page, re.DOTALL)
    told = json.loads(settings)["place"]
    assert told["about"] == f"The postcode district that was searched for. {place.note}"
    assert (told["lat"], told["lon"]) == pytest.approx((51.554, -0.142), abs=0.01)
    assert "NW5, postcode district</li>" in page
    assert "searched for" not in made()

"""Maps and charts: the scale, the marks, gaps, and names that are no formula."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from shapely.geometry import box

from briefings.draw import png, svg
from briefings.draw_map import scale_bar_m
from briefings.drawing import LineChart, Place, PlaceMap, Series

YEARS = ("2018/19", "2019/20", "2020/21")


@pytest.mark.parametrize(
    ("width", "bar"), [(1_800, 200), (2_500, 500), (5_000, 1_000), (9_999, 1_000), (10_000, 2_000), (60_000, 10_000)]
)
def test_the_scale_bar_is_round(width, bar):
    assert scale_bar_m(width) == bar


@given(st.floats(50, 1e6))
def test_the_scale_bar_is_between_a_twelfth_and_a_fifth_of_the_map(width):
    assert width / 12.6 <= scale_bar_m(width) <= width / 5


def place_map(*places):
    area = box(520_000, 180_000, 530_000, 190_000)
    return PlaceMap(places, (("Synthetic ward $x$", area),), (("Synthetic borough", area),))


@pytest.mark.parametrize(
    "places",
    [
        (Place("A", 525_000, 185_000, subject=True),),
        (Place("A", 525_000, 185_000, subject=True), Place("1", 525_000, 185_000, subject=False)),
        (Place("A", 500_000, 150_000, subject=True), Place("B", 560_000, 200_000, subject=True)),
    ],
    ids=["one", "two at one place", "far apart"],
)
def test_a_map_of_any_places_is_drawn_in_one_size(places):
    drawing = place_map(*places)
    assert Image.open(io.BytesIO(png(drawing))).size == (1_400, 620)
    assert svg(drawing).startswith(b"<?xml")


@pytest.mark.parametrize(
    "values", [(1.0, None, 3.0), (None, None, None), (0.0, 0.0, 0.0)], ids=["a gap", "nothing", "noughts"]
)
def test_a_chart_is_drawn_with_its_gaps_and_the_same_each_time(values):
    chart = LineChart("Cost $x^2$", "%", YEARS, (Series("A $y_1$ & <b>", values), Series("London", values, own=False)))
    assert svg(chart) == svg(chart)
    assert Image.open(io.BytesIO(png(chart))).width == 680

"""Tables meet by URN: nothing vanishes, predecessors are joined only where they may be."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import Point, box

from geo.crs import BNG, WGS84
from geo.errors import CrsError
from pipelines.join import area_figures, containing, resolve, small_areas_of, splice, successors

SQUARES = gpd.GeoDataFrame({"code": ["A", "B"]}, geometry=[box(0, 0, 10, 10), box(10, 0, 20, 10)], crs=BNG)


def points(*places: Point | None) -> gpd.GeoDataFrame:
    urns = range(100_001, 100_001 + len(places))
    return gpd.GeoDataFrame({"urn": pd.array(urns, dtype="Int64")}, geometry=list(places), crs=BNG)


def figures(*rows: tuple[int, str, float | None, str, str], counts: bool = False) -> pd.DataFrame:
    """Synthetic measures: (urn, year, value, status, source)."""
    frame = pd.DataFrame(rows, columns=["urn", "year", "value", "status", "source"])
    return frame.assign(
        urn=frame["urn"].astype("Int64"),
        reported_urn=frame["urn"].astype("Int64"),
        measure="absence",
        value=frame["value"].astype(float),
        numerator=1.0 if counts else np.nan,
        denominator=2.0 if counts else np.nan,
        low=np.nan,
        high=np.nan,
    )


def links(*rows: tuple[int, int, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["urn", "link_urn", "kind"])


def test_a_point_lies_in_its_polygon_in_none_or_on_the_border() -> None:
    found = containing(points(Point(5, 5), Point(15, 5), Point(25, 5), Point(10, 5), None), SQUARES)
    assert found.iloc[:2].tolist() == ["A", "B"]
    assert found.iloc[[2, 4]].isna().all()
    assert found.iloc[3] == "A"


def test_the_order_of_polygons_does_not_matter_on_a_border() -> None:
    assert containing(points(Point(10, 5)), SQUARES.iloc[::-1]).tolist() == ["A"]


def test_degrees_are_refused() -> None:
    with pytest.raises(CrsError, match="EPSG:27700"):
        containing(points(Point(5, 5)).to_crs(WGS84), SQUARES)


def test_each_school_has_the_figures_of_the_small_area_of_the_same_census() -> None:
    areas = gpd.GeoDataFrame(
        {"code": ["L1", "L2"], "census": ["11", "21"]}, geometry=[box(0, 0, 10, 10), box(0, 0, 10, 10)], crs=BNG
    )
    deprivation = pd.DataFrame(
        {
            "lsoa": ["L1", "L2"],
            "census": ["11", "21"],
            "year": ["2019", "2025"],
            "measure": ["area_imd_decile"] * 2,
            "value": [3.0, 4.0],
            "source": ["deprivation:2019", "deprivation:2025"],
        }
    )
    schools = points(Point(5, 5), Point(50, 50)).assign(postcode=["NW1 1AA", "NW1 1AB"])
    rows = area_figures(small_areas_of(schools, areas, pd.DataFrame({"postcode": []})), deprivation)
    assert rows[["urn", "year", "value"]].to_numpy().tolist() == [[100_001, "2019", 3.0], [100_001, "2025", 4.0]]


def test_a_small_area_comes_from_the_point_and_else_from_the_postcode() -> None:
    areas = gpd.GeoDataFrame({"code": ["L1"], "census": ["21"]}, geometry=[box(0, 0, 10, 10)], crs=BNG)
    schools = points(Point(5, 5), Point(50, 50), None).assign(postcode=["NW1 1AA", "NW1 1AB", None])
    directory = pd.DataFrame({"postcode": ["NW1 1AA", "NW1 1AB"], "lsoa": ["L8", "L9"]})
    told = small_areas_of(schools, areas, directory).sort_values("urn")
    assert told[["urn", "lsoa"]].to_numpy().tolist() == [[100_001, "L1"], [100_002, "L9"]]
    assert small_areas_of(schools, None, pd.DataFrame({"postcode": []})).empty


@pytest.mark.parametrize(
    ("kind", "laestabs", "joined"),
    [
        ("Successor", {1: "2023614", 2: "2023614"}, {1: 2}),
        ("Successor", {1: "2023614", 2: "2024000"}, {}),
        ("Successor", {1: "2023614"}, {}),
        ("Successor - merged", {1: "2023614", 2: "2023614"}, {}),
        ("Sixth Form Centre Link", {1: "2023614", 2: "2023614"}, {}),
    ],
)
def test_only_a_plain_successor_with_the_same_laestab_takes_over(
    kind: str, laestabs: dict[int, str], joined: dict[int, int]
) -> None:
    assert successors(links((1, 2, kind)), laestabs) == joined


def test_a_predecessor_link_says_the_same_from_the_other_side() -> None:
    assert successors(links((2, 1, "Predecessor")), {1: "x", 2: "x"}) == {1: 2}


def test_history_is_joined_and_says_whose_it_was() -> None:
    old = figures((100_001, "2017/18", 4.0, "published", "absence:a"))
    new = figures((100_002, "2018/19", 5.0, "published", "absence:a"))
    rows, notes = splice(pd.concat([old, new]), {100_001: 100_002})
    told = rows[rows["urn"] == 100_002].sort_values("year")
    assert told["reported_urn"].tolist() == [100_001, 100_002]
    assert rows[rows["urn"] == 100_001]["reported_urn"].tolist() == [100_001]
    assert notes == []


def test_history_is_not_joined_where_the_years_overlap() -> None:
    both = figures(
        (100_001, "2017/18", 4.0, "published", "absence:a"), (100_002, "2017/18", 5.0, "published", "absence:a")
    )
    rows, notes = splice(both, {100_001: 100_002})
    assert len(rows) == 2
    assert notes == ["URN 100001 and its successor 100002 both have figures for 2017/18: not joined"]


def test_of_two_sources_the_one_with_counts_is_kept_and_the_other_compared() -> None:
    counted = figures((100_001, "2018/19", 4.04, "published", "absence:2006/07-2018/19"), counts=True)
    bare = figures((100_001, "2018/19", 4.0, "published", "absence_tables:2018/19"))
    rows, notes = resolve([bare, counted])
    assert rows[["value", "source"]].to_numpy().tolist() == [[4.04, "absence:2006/07-2018/19"]]
    assert notes == [
        "absence_tables:2018/19 repeats 1 figure(s) of absence:2006/07-2018/19; 0 differ by more than rounding"
    ]


def test_a_difference_beyond_rounding_is_told_with_both_figures() -> None:
    counted = figures((100_001, "2018/19", 4.0, "published", "absence:x"), counts=True)
    bare = figures((100_001, "2018/19", 9.0, "published", "absence_tables:2018/19"))
    _, notes = resolve([counted, bare])
    assert notes[0].endswith("1 differ by more than rounding")
    assert notes[1] == "  URN 100001, absence, 2018/19: 4 kept, 9 in the other"


def test_a_published_figure_comes_before_a_gap() -> None:
    gap = figures((100_001, "2018/19", None, "suppressed", "absence:x"), counts=True)
    bare = figures((100_001, "2018/19", 9.0, "published", "absence_tables:2018/19"))
    rows, _ = resolve([gap, bare])
    assert rows["value"].tolist() == [9.0]


def test_what_is_read_now_comes_before_what_a_former_build_had() -> None:
    old = figures((100_001, "2018/19", 9.0, "published", "absence:x"))
    now = figures((100_001, "2018/19", 8.0, "published", "absence:x"))
    rows, notes = resolve([now], old)
    assert rows["value"].tolist() == [8.0]
    assert notes == []


def test_a_former_build_keeps_the_years_that_nothing_new_brings() -> None:
    old = figures((100_001, "2017/18", 9.0, "published", "absence:x"))
    now = figures((100_001, "2018/19", 8.0, "published", "absence:y"))
    rows, _ = resolve([now], old)
    assert rows["year"].tolist() == ["2017/18", "2018/19"]


@given(st.permutations(range(6)))
def test_the_order_of_rows_never_matters(order: list[int]) -> None:
    rows = figures(
        (100_001, "2017/18", 1.0, "published", "absence:x"),
        (100_001, "2017/18", 1.2, "published", "absence_tables:x"),
        (100_001, "2018/19", None, "suppressed", "absence:x"),
        (100_002, "2018/19", 3.0, "published", "absence_tables:x"),
        (100_002, "2018/19", 3.0, "published", "absence:x"),
        (100_002, "2017/18", None, "not_available", "absence:x"),
    )
    expected, notes = resolve([rows])
    got, told = resolve([rows.iloc[order]])
    pd.testing.assert_frame_equal(got, expected)
    assert told == notes


def test_a_table_of_results_that_repeats_earlier_years_does_not_part_a_school_from_its_past() -> None:
    """Overlap is judged on measures of context alone; of a result that both have, the successor's own stays."""
    context = figures((1, "2021/22", 5.0, "published", "t"), (2, "2022/23", 6.0, "published", "t"))
    results = figures(
        (1, "2020/21", 90.0, "published", "t"),
        (1, "2021/22", 91.0, "published", "t"),
        (2, "2021/22", 95.0, "published", "t"),
    ).assign(measure="ks4_sustained")
    spliced, notes = splice(pd.concat([context, results], ignore_index=True), {1: 2})
    assert notes == []
    told = spliced[spliced["urn"] == 2].set_index(["measure", "year"])
    assert told["value"].to_dict() == {
        ("absence", "2021/22"): 5.0,
        ("absence", "2022/23"): 6.0,
        ("ks4_sustained", "2020/21"): 90.0,
        ("ks4_sustained", "2021/22"): 95.0,
    }
    assert told["reported_urn"].to_dict()["ks4_sustained", "2021/22"] == 2
    assert told["reported_urn"].to_dict()["ks4_sustained", "2020/21"] == 1
    assert not spliced.duplicated(["urn", "measure", "year"]).any()


def test_two_schools_at_a_time_are_not_joined_by_their_results_either() -> None:
    context = figures((1, "2021/22", 5.0, "published", "t"), (2, "2021/22", 6.0, "published", "t"))
    results = figures((1, "2020/21", 90.0, "published", "t")).assign(measure="ks4_sustained")
    spliced, notes = splice(pd.concat([context, results], ignore_index=True), {1: 2})
    assert len(spliced) == 3
    assert len(notes) == 1


@pytest.mark.parametrize("final", [(None, "suppressed"), (50.3, "published")])
def test_a_provisional_figure_never_speaks_for_a_school_that_the_final_table_has(
    final: tuple[float | None, str],
) -> None:
    early = figures((1, "2018/19", 50.0, "published", "ks4_provisional:2018/19"), counts=True)
    late = figures((1, "2018/19", *final, "ks4:2018/19"))
    kept, _ = resolve([each.assign(measure="attainment8") for each in (early, late)])
    assert kept[["status", "source"]].to_numpy().tolist() == [[final[1], "ks4:2018/19"]]
    alone, _ = resolve([early.assign(measure="attainment8")])
    assert alone["value"].tolist() == [50.0]

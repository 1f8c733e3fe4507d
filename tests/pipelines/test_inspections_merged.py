"""The same inspection told by two lists becomes one row; nothing else does."""

import random
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.inspections import latest_overall
from geo.schema import TABLES, validate
from pipelines.inspections import merge

_COLUMNS = TABLES["inspections"].columns

#: How each list tells an inspection (all values of this module are synthetic).
LISTS: dict[str, dict[str, Any]] = {
    "ofsted:2018-07-31": {"scheme": "oeif", "date_basis": "this inspection", "as_at": "2018-07-31"},
    "ofsted:2024-12-31": {"scheme": "oeif", "date_basis": "this inspection", "as_at": "2024-12-31"},
    "ofsted:2014-12-31": {"scheme": "legacy", "date_basis": "this inspection", "as_at": "2014-12-31"},
    "school_information:2021/22": {
        "scheme": "oeif",
        "date_basis": "latest inspection of any kind",
        "as_at": "2022-12-08",
    },
    "school_information:2022/23": {
        "scheme": "oeif",
        "date_basis": "latest inspection of any kind",
        "as_at": "2023-12-08",
    },
    "ofsted_history:2020-02-26": {"scheme": "legacy", "date_basis": "this inspection", "as_at": None},
}


def told(source: str, day: str | None, grade: str = "Good", **changes: Any) -> dict[str, Any]:
    row: dict[str, Any] = dict.fromkeys(_COLUMNS)
    row.update(urn=999001, reported_urn=999001, area="Overall effectiveness", grade=grade, grade_raw=grade)
    row.update(inspected_on=day, source=source, **LISTS[source])
    return {**row, **changes}


def table(*rows: dict[str, Any]) -> pd.DataFrame:
    frame = pd.DataFrame(list(rows), columns=list(_COLUMNS))
    for name in ("inspected_on", "published_on", "as_at"):
        frame[name] = pd.to_datetime(frame[name], format="%Y-%m-%d")
    return validate("inspections", frame.astype({name: spec.dtype.type for name, spec in _COLUMNS.items()}))


def sources(*rows: dict[str, Any]) -> list[str]:
    """Sources that are left when each row comes from a list of its own."""
    frame, _ = merge([table(row) for row in rows])
    return frame["source"].tolist()


@pytest.mark.parametrize(("day", "merges"), [("02", True), ("03", True), ("06", True), ("07", False)])
def test_dates_within_four_days_are_one_inspection(day: str, merges: bool) -> None:
    kept = sources(told("ofsted:2018-07-31", "2017-03-02"), told("ofsted_history:2020-02-26", f"2017-03-{day}"))
    assert kept == (["ofsted:2018-07-31"] if merges else ["ofsted_history:2020-02-26", "ofsted:2018-07-31"])


@pytest.mark.parametrize(
    "changes", [{"urn": 999002}, {"area": "Quality of education"}, {"grade": "Outstanding"}, {"scheme": "ungraded"}]
)
def test_another_school_area_grade_or_scheme_is_another_row(changes: dict[str, Any]) -> None:
    rows = told("ofsted:2018-07-31", "2017-03-02"), told("ofsted:2024-12-31", "2017-03-02", **changes)
    assert len(sources(*rows)) == 2


def test_ofsteds_own_dated_row_is_kept() -> None:
    assert sources(
        told("ofsted_history:2020-02-26", "2017-03-01", "GOOD"),
        told("school_information:2021/22", "2017-03-03"),
        told("ofsted:2018-07-31", "2017-03-02"),
        told("ofsted:2024-12-31", "2017-03-02"),
    ) == ["ofsted:2024-12-31"]


def test_ofsteds_old_list_is_kept_before_the_history() -> None:
    assert sources(told("ofsted_history:2020-02-26", "2011-12-01"), told("ofsted:2014-12-31", "2011-12-02")) == [
        "ofsted:2014-12-31"
    ]


def test_a_later_visit_of_any_kind_stays() -> None:
    # An ungraded visit in 2021 moves the date of the school information, not the grade.
    rows = told("ofsted:2018-07-31", "2017-03-02"), told("school_information:2021/22", "2021-11-04")
    assert sources(*rows) == ["ofsted:2018-07-31", "school_information:2021/22"]


def test_the_history_does_not_swallow_a_rating_that_only_the_school_information_publishes() -> None:
    rows = told("ofsted_history:2020-02-26", "2019-07-02"), told("school_information:2021/22", "2019-07-03")
    assert sources(*rows) == ["ofsted_history:2020-02-26", "school_information:2021/22"]
    frame, _ = merge([table(row) for row in rows])
    assert latest_overall(frame)["source"].tolist() == ["school_information:2021/22"]


def test_two_years_of_school_information_merge_on_the_same_day_only() -> None:
    old, new = "school_information:2021/22", "school_information:2022/23"
    assert sources(told(old, "2019-07-03"), told(new, "2019-07-03")) == [new]
    assert sources(told(old, "2019-07-03"), told(new, "2019-07-04")) == [old, new]


def test_rows_of_one_list_and_rows_without_a_date_stay_apart() -> None:
    frame, _ = merge(
        [table(told("ofsted_history:2020-02-26", "2013-12-04"), told("ofsted_history:2020-02-26", "2013-12-05"))]
    )
    assert len(frame) == 2
    undated = told("ofsted:2018-07-31", None), told("ofsted:2024-12-31", None)
    assert len(sources(*undated)) == 2


def test_two_files_of_one_release_are_two_lists() -> None:
    full = told("ofsted:2024-12-31", "2024-05-22", inspection_id="10300001")
    frame, _ = merge([table(told("ofsted:2024-12-31", "2024-05-22")), table(full)])
    assert frame["inspection_id"].tolist() == ["10300001"]


def test_the_notes_count_what_merged_and_what_differs() -> None:
    _, notes = merge(
        [
            table(told("ofsted:2018-07-31", "2017-03-02"), told("ofsted:2018-07-31", "2016-03-02", urn=999002)),
            table(
                told("ofsted_history:2020-02-26", "2017-03-03"),
                told("ofsted_history:2020-02-26", "2016-03-02", urn=999002),
            ),
        ]
    )
    (note,) = notes
    assert note.startswith("inspections: 2 rows told by two lists became one, of which 1 differ by 1 to 4 days ")
    assert note.endswith("(2 from ofsted_history:2020-02-26)")


def test_nothing_merges_into_nothing() -> None:
    frame, notes = merge([])
    assert frame.empty
    assert list(frame.columns) == list(_COLUMNS)
    assert notes == []


_DAYS = st.integers(0, 12).map(lambda days: f"2017-03-{1 + days:02d}") | st.none()
_ROWS = st.lists(
    st.builds(
        told,
        st.sampled_from(sorted(LISTS)),
        _DAYS,
        st.sampled_from(["Good", "Outstanding"]),
        urn=st.sampled_from([999001, 999002]),
    ),
    max_size=12,
)


@settings(max_examples=30, deadline=None)  # other work may slow the machine down
@given(rows=_ROWS, seed=st.integers(0, 2**16))
def test_the_order_of_rows_and_of_lists_never_matters(rows: list[dict[str, Any]], seed: int) -> None:
    by_list = {name: [row for row in rows if row["source"] == name] for name in LISTS}
    frames = [table(*mine) for mine in by_list.values() if mine]
    expected, notes = merge(frames)
    shuffle = random.Random(seed)  # noqa: S311 - not for secrets
    mixed = [frame.sample(frac=1, random_state=seed) for frame in frames]
    shuffle.shuffle(mixed)
    again, notes_again = merge(mixed)
    pd.testing.assert_frame_equal(expected, again)
    assert notes == notes_again
    # Nothing is invented, and every told inspection is still told by a row with its word within four days.
    keys = ["urn", "grade", "source"]
    assert set(again[keys].itertuples(index=False)) <= {tuple(row[key] for key in keys) for row in rows}
    for row in rows:
        twins = again[(again["urn"] == row["urn"]) & (again["grade"] == row["grade"])]["inspected_on"]
        if row["inspected_on"] is None:
            assert twins.isna().any()
        else:
            assert ((twins - pd.Timestamp(row["inspected_on"])).abs() <= pd.Timedelta(days=4)).any()

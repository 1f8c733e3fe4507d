"""What Ofsted last published about a school. Every row here is synthetic."""

from typing import Any

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.inspections import REPORT_CARD_ORDER, latest_outcome, latest_overall, report_card
from geo.schema import TABLES, validate

_COLUMNS = TABLES["inspections"].columns
_BASE = {
    "urn": 999001,
    "reported_urn": 999001,
    "scheme": "oeif",
    "inspected_on": "2017-03-02",
    "date_basis": "this inspection",
    "area": "Overall effectiveness",
    "grade": "Good",
    "grade_raw": "2",
    "as_at": "2018-07-31",
    "source": "ofsted:2018-07-31",
}


def table(*rows: dict[str, Any]) -> pd.DataFrame:
    frame = pd.DataFrame([{**_BASE, **row} for row in rows], columns=list(_COLUMNS))
    for name in ("inspected_on", "published_on", "as_at"):
        frame[name] = pd.to_datetime(frame[name], format="%Y-%m-%d")
    return validate("inspections", frame.astype({name: spec.dtype.type for name, spec in _COLUMNS.items()}))


def test_the_newest_list_has_the_last_word_and_not_judged_is_a_word() -> None:
    frame = table(
        {},
        {"as_at": "2024-12-31", "source": "ofsted:2024-12-31", "inspected_on": "2024-10-08", "grade": "Not judged"},
        {"as_at": "2024-12-31", "source": "ofsted:2024-12-31", "inspected_on": "2014-05-06"},
        {"as_at": None, "source": "ofsted_history:2020-02-26", "scheme": "legacy", "inspected_on": "2025-01-01"},
        {"scheme": "ungraded", "area": "Outcome", "as_at": "2026-02-28", "grade": "School remains Good"},
        {"urn": 999002, "area": "Quality of education"},
    )
    last = latest_overall(frame)
    assert last.columns.tolist() == ["urn", "grade", "inspected_on", "date_basis", "as_at", "source"]
    assert last[["urn", "grade", "source"]].to_numpy().tolist() == [[999001, "Not judged", "ofsted:2024-12-31"]]
    assert last["inspected_on"].tolist() == [pd.Timestamp("2024-10-08")]


def test_a_newer_list_may_tell_of_an_older_inspection() -> None:
    frame = table({}, {"as_at": "2026-02-28", "inspected_on": "2016-01-01", "grade": "Outstanding"})
    assert latest_overall(frame)["grade"].tolist() == ["Outstanding"]


def test_on_one_day_the_inspections_own_date_is_preferred() -> None:
    loose = {"date_basis": "latest inspection of any kind", "source": "school_information:2021/22"}
    assert latest_overall(table(loose, {}))["source"].tolist() == ["ofsted:2018-07-31"]


def test_an_outcome_of_unknown_kind_is_no_overall_effectiveness() -> None:
    outcome = {
        "scheme": "latest_outcome",
        "area": "Latest outcome",
        "inspected_on": None,
        "date_basis": "not in the source",
    }
    frame = table({**outcome, "grade": "Outstanding"}, {**outcome, "as_at": "2026-02-28", "grade": "Good"})
    assert latest_overall(frame).empty
    assert latest_outcome(frame)[["urn", "grade"]].to_numpy().tolist() == [[999001, "Good"]]


def test_a_report_card_is_in_ofsteds_order_and_forgets_what_the_newest_list_leaves_out() -> None:
    card = {"scheme": "report_card", "date_basis": "judgement", "as_at": "2026-02-28", "inspected_on": "2026-01-14"}
    frame = table(
        {**card, "area": "Safeguarding", "grade": "Met"},
        {**card, "area": "Early years", "grade": "Expected standard"},
        {**card, "area": "Inclusion", "grade": "Needs attention", "inspected_on": "2025-12-01"},
        {**card, "area": "Inclusion", "grade": "Strong standard"},
        {**card, "area": "Achievement", "grade": "Exceptional"},
        {**card, "area": "Category of concern", "grade": "Special Measures", "as_at": "2025-12-31"},
        {**card, "area": "Inclusion", "grade": "Urgent improvement", "urn": 999002},
        {"grade": "Good"},
    )
    assert report_card(frame, 999001)[["area", "grade"]].to_numpy().tolist() == [
        ["Inclusion", "Strong standard"],
        ["Achievement", "Exceptional"],
        ["Early years", "Expected standard"],
        ["Safeguarding", "Met"],
    ]
    assert report_card(frame, 999003).empty


_DAYS = st.dates(pd.Timestamp("2015-01-01").date(), pd.Timestamp("2015-01-04").date()).map(str)
_ROW = st.fixed_dictionaries(
    {
        "urn": st.sampled_from([999001, 999002]),
        "scheme": st.sampled_from(["oeif", "legacy", "report_card", "latest_outcome"]),
        "area": st.sampled_from(["Overall effectiveness", *REPORT_CARD_ORDER]),
        "grade": st.sampled_from(["Good", "Outstanding", "Not judged"]),
        "inspected_on": _DAYS | st.none(),
        "as_at": _DAYS | st.none(),
        "date_basis": st.sampled_from(["this inspection", "latest inspection of any kind"]),
        "source": st.sampled_from(["ofsted:a", "school_information:b"]),
    }
)


@settings(max_examples=30, deadline=None)  # other work may slow the machine down
@given(rows=st.lists(_ROW, max_size=10), seed=st.integers(0, 2**16))
def test_the_order_of_rows_never_matters(rows: list[dict[str, Any]], seed: int) -> None:
    frame = table(*rows)
    mixed = frame.sample(frac=1, random_state=seed)
    for last in (latest_overall, latest_outcome):
        pd.testing.assert_frame_equal(last(frame), last(mixed))
        assert last(frame)["urn"].is_unique
    pd.testing.assert_frame_equal(report_card(frame, 999001), report_card(mixed, 999001))
    # A second way, in plain Python: of the published overall grades, none is from a newer list than the one chosen.
    for urn, as_at in latest_overall(frame)[["urn", "as_at"]].itertuples(index=False):
        told = [
            r["as_at"] for r in rows if (r["urn"], r["scheme"], r["area"]) == (urn, "oeif", "Overall effectiveness")
        ]
        assert (None if pd.isna(as_at) else str(as_at.date())) == max(told, key=lambda day: day or "")

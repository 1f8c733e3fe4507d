"""What two synthetic builds tell of a school, against what was put into them by hand."""

from datetime import date

import pytest

from tests.workspace import builds
from tests.workspace.builds import FOLLOWED, NEW, STILL, WATCHED
from workspace.build_facts import read_build
from workspace.findings import findings
from workspace.vocab import ItemKind


@pytest.fixture(scope="module")
def pair(tmp_path_factory):
    folder = tmp_path_factory.mktemp("builds")
    return read_build(builds.first(folder / "a")), read_build(builds.second(folder / "b"))


def told(pair, urn, share=0.05):
    return {(found.kind, found.said) for found in findings(pair[0].facts, pair[1], urn, roll_share=share)}


def test_everything_that_changed_is_told_with_both_figures(pair):
    assert told(pair, WATCHED) == {
        (ItemKind.STATUS, "Status: Open before, Closed now."),
        (ItemKind.TRUST, "Trust: Trust One before, Trust Two now."),
        (ItemKind.FEDERATION, "Federation: none recorded before, Synthetic Federation now."),
        (
            ItemKind.INSPECTION,
            (
                "Report card, inspected 20 January 2026, published 20 February 2026: Grades by area; "
                "Inclusion: Strong standard."
            ),
        ),
        (ItemKind.ROLL, "Pupils: 200 in 2022/23, 180 in 2023/24, 10.0% fewer."),
        (
            ItemKind.ABSENCE,
            (
                "Overall absence: 9.0% in 2023/24 and 5.0% in 2022/23, higher by more than such schools usually move "
                "from one year to the next."
            ),
        ),
        (
            ItemKind.ABSENCE,
            "Persistent absence: 30.0% in 2023/24 and 10.0% in 2022/23, higher by more than chance would make likely.",
        ),
    }


def test_dates_are_those_of_the_source(pair):
    dated = {each.kind: each.dated_on for each in findings(pair[0].facts, pair[1], WATCHED, roll_share=0.05)}
    assert dated[ItemKind.STATUS] == date(2025, 8, 31)
    assert dated[ItemKind.INSPECTION] == date(2026, 2, 20)
    assert dated[ItemKind.ROLL] is None


def test_a_share_is_more_than_the_chosen_one_and_noise_is_no_change(pair):
    assert told(pair, STILL) == set()
    kinds = {kind for kind, _ in told(pair, STILL, share=0.049)}
    assert kinds == {ItemKind.ROLL}


def test_a_school_that_is_gone_a_new_one_and_one_that_nobody_has(pair):
    assert told(pair, FOLLOWED) == {
        (ItemKind.STATUS, "It was in the former data and is not in the new."),
        (
            ItemKind.URN,
            f"URN {FOLLOWED} is followed by URN {NEW}, Synthetic Academy (Successor). Watch that one to go on.",
        ),
    }
    assert told(pair, NEW) == {(ItemKind.STATUS, "It is new in the data; status: Open.")}
    assert told(pair, 999_999) == set()


def test_a_build_against_itself_tells_nothing(pair):
    for urn in (WATCHED, STILL, *builds.OTHERS):
        assert findings(pair[1].facts, pair[1], urn, roll_share=0.001) == []


def test_another_wording_and_another_latest_outcome_are_told(pair):
    before, now = pair
    schools = before.facts["schools"] | {
        str(WATCHED): now.facts["schools"][str(WATCHED)]
        | {"inspections": {"report_card 2026-01-20": "other"}, "latest": ["Requires improvement", "2024-01-31", "x"]}
    }
    said = [each.said for each in findings(before.facts | {"schools": schools}, now, WATCHED, roll_share=0.05)]
    assert len(said) == 2
    assert "in other words than before" in said[0]
    assert said[1] == (
        "Latest outcome on the list of 31 January 2025, without a date of its own: Good. Before: Requires improvement."
    )

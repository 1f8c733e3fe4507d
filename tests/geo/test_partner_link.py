"""The address of the suggestions: a setting survives the way there and back, and no text breaks the way back."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.focus import FOCI
from geo.partner_link import MOST_COMPARED, REACHES, Asked, parse, parse_urns, to_params, to_urns
from geo.purposes import CRITERIA, PRESETS, Criterion, Purpose, TieRule
from geo.vocab import PhaseFamily

weights = st.integers(0, 20).map(lambda half: half / 2)


@st.composite
def settings(draw: st.DrawFn) -> Asked:
    own = PRESETS[draw(st.sampled_from(Purpose))]
    chosen = draw(st.dictionaries(st.sampled_from(sorted(CRITERIA)), weights, min_size=1))
    preset = replace(
        own,
        weights=chosen if any(chosen.values()) else own.weights,
        radius_m=draw(st.one_of(st.none(), st.integers(100, 50_000).map(float))),
        ties=draw(st.sampled_from(TieRule)),
        reach=draw(st.sampled_from(REACHES)),
        focus=draw(st.sampled_from(sorted(FOCI))),
        merge_border=draw(st.booleans()),
        state_only=draw(st.booleans()),
    )
    family = draw(st.sampled_from([None, PhaseFamily.PRIMARY, PhaseFamily.SECONDARY]))
    return Asked(draw(st.one_of(st.none(), st.integers(100_000, 999_999))), preset, family)


@given(settings())
def test_a_setting_survives_the_address(asked: Asked) -> None:
    assert parse(to_params(asked)) == (asked, [])


junk = st.text(max_size=200)
NAMES = ["urn", "for", "as", "focus", "radius", "ties", "reach", "border", "fees", *CRITERIA]
near_miss = st.sampled_from(["0", "10.5", "nan", "inf", "-1", "1e3", "٣", "all", "Explore", "12345", "<b>", "0.25"])


@given(st.dictionaries(st.sampled_from(NAMES), st.lists(junk | near_miss, max_size=3), max_size=8))
def test_whatever_an_address_holds_gives_a_valid_setting(params: dict[str, list[str]]) -> None:
    asked, notes = parse(params)
    assert parse(to_params(asked)) == (asked, [])
    assert all(len(note) < 80 for note in notes)


@pytest.mark.parametrize(
    ("params", "note"),
    [
        ({"for": ["the best"]}, "for=the best"),
        ({"near": ["11"]}, "near=11"),
        ({"near": ["0.3"]}, "near=0.3"),
        ({"near": ["-1"]}, "near=-1"),
        ({"near": ["0"], "alike": ["0"], "they_might_share": ["0"]}, "every weight 0"),
        ({"radius": ["50"]}, "radius=50"),
        ({"radius": ["999999"]}, "radius=999999"),
        ({"ties": ["none"]}, "ties=none"),
        ({"reach": ["0"]}, "reach=0"),
        ({"focus": ["attainment"]}, "focus=attainment"),
        ({"urn": ["12"]}, "urn=12"),
        ({"as": ["special"]}, "as=special"),
        ({"for": ["x" * 500]}, f"for={'x' * 40}…"),
    ],
)
def test_what_cannot_be_read_is_left_out_and_named(params: dict[str, list[str]], note: str) -> None:
    assert parse(params) == (Asked(), [note])


def test_the_purposes_own_settings_are_not_written() -> None:
    assert to_params(Asked(100_013)) == {"urn": ["100013"]}
    assert to_params(Asked(100_013, PRESETS[Purpose.LEARN])) == {"urn": ["100013"], "for": ["learn"]}


def test_only_what_was_changed_is_written() -> None:
    own = PRESETS[Purpose.EXPLORE]
    preset = replace(own, weights={**own.weights, Criterion.NEAR: 0, Criterion.SAME_WARD: 1.5}, radius_m=None)
    assert to_params(Asked(None, preset)) == {"near": ["0"], "same_ward": ["1.5"], "radius": ["all"]}


def test_schools_to_compare_are_read_once_each_and_in_order() -> None:
    assert parse_urns({"urns": ["100013,100010", "100013"]}, {100_010, 100_013}) == ((100_013, 100_010), [])
    assert parse_urns({"urns": ["100013,12,<b>,999999"]}, {100_013}) == (
        (100_013,),
        ["urns=12", "urns=<b>", "urns=999999"],
    )


def test_more_than_can_stand_side_by_side_are_named() -> None:
    urns = list(range(100_001, 100_009))
    found, notes = parse_urns({"urns": [to_urns(urns)]}, set(urns))
    assert len(found) == MOST_COMPARED
    assert notes == ["urns=100007", "urns=100008"]


@given(st.lists(junk, max_size=4))
def test_no_text_breaks_the_schools_to_compare(values: list[str]) -> None:
    found, _ = parse_urns({"urns": values}, {100_013})
    assert found in {(), (100_013,)}

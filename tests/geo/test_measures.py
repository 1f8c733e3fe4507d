"""The registry of measures: complete enough for a screen, a download and a document."""

import re

import pytest

from geo.focus import FOCI
from geo.measures import MEASURES, NOT_COLLECTED, Measure, measure

ALL = pytest.mark.parametrize("entry", MEASURES.values(), ids=MEASURES)


@ALL
def test_entry_says_what_it_is(entry: Measure) -> None:
    assert MEASURES[entry.name] is entry
    assert re.fullmatch(r"[a-z][a-z0-9_]*", entry.name)
    for words in (entry.label, entry.short, entry.publisher, entry.meaning, entry.fetch):
        assert words == " ".join(words.split())
        assert words
    assert entry.meaning.endswith(".")
    assert entry.caveat == "" or entry.caveat.endswith(".")
    assert len(entry.short) <= 18


@ALL
def test_share_says_of_what(entry: Measure) -> None:
    assert bool(entry.numerator) == (entry.unit in ("percent", "per_100_pupils"))
    if entry.unit not in ("points", "score"):  # an average has whom it is of, and no count above the line
        assert bool(entry.numerator) == bool(entry.denominator)


@ALL
def test_largest_possible_value(entry: Measure) -> None:
    """A share of pupils cannot pass 100, but suspensions per 100 pupils can: 216 was seen in the published tables."""
    may_pass_100 = {"suspension_rate", "suspended_once_rate", "permanent_exclusion_rate"}
    expected = {"percent": 100.0, "decile": 10.0, "band": 5}.get(entry.unit) if entry.name not in may_pass_100 else None
    if entry.unit in ("points", "score"):
        assert entry.maximum is not None
        assert entry.minimum == (-entry.maximum if entry.unit == "score" else 0)
    else:
        assert entry.maximum == expected


def test_names_are_unlike_one_another() -> None:
    for field in ("label", "short"):
        assert len({getattr(entry, field) for entry in MEASURES.values()}) == len(MEASURES)


def test_absence_of_the_pandemic_year_was_not_collected() -> None:
    absent = {name for name, _ in NOT_COLLECTED if not MEASURES[name].stage}
    assert absent == {name for name in MEASURES if MEASURES[name].fetch == "absence"}
    assert {year for name, year in NOT_COLLECTED if name in absent} == {"2019/20"}


@pytest.mark.parametrize(
    ("name", "years"),
    [
        ("ks2_expected", {"2019/20", "2020/21", "2021/22"}),
        ("ks2_maths_progress", {"2019/20", "2020/21", "2021/22", "2023/24", "2024/25"}),
        ("attainment8", {"2019/20", "2020/21"}),
        ("progress8", {"2019/20", "2020/21", "2024/25", "2025/26"}),
        ("alevel_value_added", {"2019/20", "2020/21", "2021/22", "2022/23"}),
        ("ks4_sustained", set()),
    ],
)
def test_years_without_results_are_named_with_their_reason(name: str, years: set[str]) -> None:
    found = {year: why for (each, year), why in NOT_COLLECTED.items() if each == name}
    assert set(found) == years
    assert all(why.startswith(("not collected: ", "not published: ")) for why in found.values())


def test_results_say_their_key_stage_and_context_has_none() -> None:
    assert {entry.stage for entry in MEASURES.values()} == {"", "ks2", "ks4", "ks5"}
    for entry in MEASURES.values():
        assert bool(entry.stage) == entry.fetch.startswith("ks")
        assert entry.published_to == "" or re.fullmatch(r"20\d\d/\d\d", entry.published_to)
        assert (entry.name, entry.published_to) not in NOT_COLLECTED


def test_no_outcome_to_learn_about_is_a_result() -> None:
    """Results are years old, and suggestions never rest on them."""
    assert not [name for focus in FOCI.values() for name in focus.measures if MEASURES[name].stage]


def test_unknown_measure_lists_those_known() -> None:
    assert measure("fsm") is MEASURES["fsm"]
    with pytest.raises(KeyError, match="no measure 'progress9'; the registry has pupils, fsm, fsm_ever6"):
        measure("progress9")

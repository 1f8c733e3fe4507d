"""The registry of measures: complete enough for a screen, a download and a document."""

import re

import pytest

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
    assert bool(entry.numerator) == bool(entry.denominator)
    assert bool(entry.numerator) == (entry.unit in ("percent", "per_100_pupils"))


@ALL
def test_largest_possible_value(entry: Measure) -> None:
    """A share of pupils cannot pass 100, but suspensions per 100 pupils can: 216 was seen in the published tables."""
    may_pass_100 = {"suspension_rate", "suspended_once_rate", "permanent_exclusion_rate"}
    expected = {"percent": 100.0, "decile": 10.0}.get(entry.unit) if entry.name not in may_pass_100 else None
    assert entry.maximum == expected


def test_names_are_unlike_one_another() -> None:
    for field in ("label", "short"):
        assert len({getattr(entry, field) for entry in MEASURES.values()}) == len(MEASURES)


def test_absence_of_the_pandemic_year_was_not_collected() -> None:
    assert {year for _, year in NOT_COLLECTED} == {"2019/20"}
    assert {name for name, _ in NOT_COLLECTED} == {name for name in MEASURES if MEASURES[name].fetch == "absence"}


def test_unknown_measure_lists_those_known() -> None:
    assert measure("fsm") is MEASURES["fsm"]
    with pytest.raises(KeyError, match="no measure 'progress8'; the registry has pupils, fsm, fsm_ever6"):
        measure("progress8")

"""Closed lists: published spellings, and the family and sector that follow from a type."""

import pytest

from geo import vocab
from geo.vocab import Phase, PhaseFamily, Sector, phase_family, sector_of_type


@pytest.mark.parametrize(
    ("school_type", "phase", "family"),
    [
        ("Community school", "Primary", PhaseFamily.PRIMARY),
        ("Community school", "Middle deemed secondary", PhaseFamily.SECONDARY),
        ("Academy converter", "Middle deemed primary", PhaseFamily.PRIMARY),
        ("Free schools", "All-through", PhaseFamily.ALL_THROUGH),
        ("Academy converter", "16 plus", PhaseFamily.POST_16),
        ("City technology college", "Not applicable", PhaseFamily.SECONDARY),
        ("Community special school", "Not applicable", PhaseFamily.SPECIAL),
        ("Other independent special school", "Not applicable", PhaseFamily.SPECIAL),
        ("Other independent school", "Secondary", PhaseFamily.INDEPENDENT),
        ("Pupil referral unit", "Not applicable", PhaseFamily.ALTERNATIVE),
        ("Local authority nursery school", None, PhaseFamily.NURSERY),
        ("Academy converter", None, PhaseFamily.NOT_RECORDED),
        ("Academy converter", "", PhaseFamily.NOT_RECORDED),
        ("Academy converter", "Not applicable", PhaseFamily.NOT_RECORDED),
    ],
)
def test_family(school_type: str, phase: str | None, family: PhaseFamily) -> None:
    assert phase_family(school_type, phase) is family


@pytest.mark.parametrize("school_type", vocab.TYPE_FAMILY)
def test_every_type_with_every_phase_has_a_family_and_a_sector(school_type: str) -> None:
    assert {type(phase_family(school_type, phase)) for phase in (None, *Phase)} == {PhaseFamily}
    assert (sector_of_type(school_type) is Sector.INDEPENDENT) == ("independent" in school_type.lower())


def test_unknown_words_are_errors_and_no_guess() -> None:
    with pytest.raises(KeyError, match="Moon base"):
        phase_family("Moon base", "Primary")
    with pytest.raises(KeyError, match="Moon base"):
        sector_of_type("Moon base")
    with pytest.raises(ValueError, match="Tertiary"):
        phase_family("Community school", "Tertiary")


def test_members_are_the_published_words() -> None:
    assert f"{Phase.POST_16}" == "16 plus"
    assert Phase("Middle deemed primary") is Phase.MIDDLE_PRIMARY
    assert vocab.OVERALL_GRADES["3"] == "Requires improvement"
    assert len(vocab.REPORT_CARD_AREAS) == len(set(vocab.REPORT_CARD_AREAS)) == 8
    assert vocab.REPORT_CARD_GRADES[0] == "Exceptional"
    assert vocab.REPORT_CARD_GRADES[-1] == "Urgent improvement"


def test_everything_exported_exists() -> None:
    assert all(hasattr(vocab, name) for name in vocab.__all__)

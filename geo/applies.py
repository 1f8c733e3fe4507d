"""Which measures apply to a school, by the ages it teaches, and whose figures it is compared with."""

import pandas as pd

from geo.measures import Measure
from geo.vocab import PhaseFamily, ValueStatus

__all__ = ["STAGES", "applies", "compared_family", "concerns"]

#: Key stage -> the age at which pupils end it.
ENDS_AT = {"ks2": 11, "ks4": 16, "ks5": 18}

#: Families that have a key stage where the register gives no ages.
_FAMILIES = {
    "ks2": {PhaseFamily.PRIMARY, PhaseFamily.ALL_THROUGH, PhaseFamily.SPECIAL},
    "ks4": {PhaseFamily.SECONDARY, PhaseFamily.ALL_THROUGH, PhaseFamily.SPECIAL, PhaseFamily.ALTERNATIVE},
    "ks5": {PhaseFamily.SECONDARY, PhaseFamily.ALL_THROUGH, PhaseFamily.POST_16},
}
_HELD = {ValueStatus.PUBLISHED, ValueStatus.SUPPRESSED, ValueStatus.LOW}
_NEVER = {"ks2": {PhaseFamily.SECONDARY, PhaseFamily.POST_16, PhaseFamily.NURSERY}, "ks4": {PhaseFamily.PRIMARY}}


def applies(entry: Measure, family: str, age_low: object, age_high: object) -> bool:
    """Whether a school has pupils who end the key stage of a measure.

    A measure of context applies to every school. A result applies where the school teaches pupils up to the age at
    which its key stage ends (11, 16, 18) and took them in before; without ages, where its phase family usually does.

    Parameters
    ----------
    family : phase family, as in the ``schools`` table.
    age_low, age_high : statutory ages; missing where the register gives none.
    """
    if not entry.stage:
        return True
    if PhaseFamily(family) in _NEVER.get(entry.stage, set()):
        return False
    if not _known(age_low) or not _known(age_high):
        return PhaseFamily(family) in _FAMILIES[entry.stage]
    end = ENDS_AT[entry.stage]
    return int(str(age_low)) < end <= int(str(age_high))


def _known(age: object) -> bool:
    return age is not None and age is not pd.NA and age == age  # noqa: PLR0124  # only a missing number differs from itself


def compared_family(entry: Measure, family: str) -> PhaseFamily:
    """Phase family whose figures in ``benchmarks`` a school's figure is compared with.

    Results of mainstream schools are counted by key stage, as ``benchmarks`` are: whoever has a year 6 with the primary
    schools there, and all-through and 16 to 19 schools with the secondary schools from key stage 4 on. Everything else
    is of the school's own family.
    """
    own = PhaseFamily(family)
    if entry.stage == "ks2" and own in {PhaseFamily.ALL_THROUGH, PhaseFamily.SECONDARY}:
        return PhaseFamily.PRIMARY
    if entry.stage in {"ks4", "ks5"} and own in {PhaseFamily.ALL_THROUGH, PhaseFamily.POST_16}:
        return PhaseFamily.SECONDARY
    return own


#: What a key stage is called in a sentence.
STAGES = {"ks2": "key stage 2 (year 6)", "ks4": "key stage 4 (year 11)", "ks5": "16 to 18"}


def concerns(entry: Measure, status: str, family: str, age_low: object, age_high: object) -> bool:
    """Whether a figure is to be shown of a school: its measure applies, or a table says something of it all the same.

    Parameters
    ----------
    status : of the school's figure.
    family, age_low, age_high : of the school, as in :func:`applies`.
    """
    return ValueStatus(status) in _HELD or applies(entry, family, age_low, age_high)

"""Whose figures a school's figures are compared with, or why with nobody's."""

from collections.abc import Mapping
from typing import Any

from geo.applies import compared_family
from geo.measures import Measure
from geo.vocab import PhaseFamily, Sector

__all__ = ["is_hospital_school", "kind_words", "not_comparable"]

_KINDS = {
    PhaseFamily.NURSERY: "nursery schools",
    PhaseFamily.PRIMARY: "primary schools",
    PhaseFamily.SECONDARY: "secondary schools",
    PhaseFamily.SPECIAL: "special schools",
    PhaseFamily.ALTERNATIVE: "alternative provision schools",
    PhaseFamily.ALL_THROUGH: "all-through schools",
    PhaseFamily.POST_16: "16 to 19 schools",
}
_ALONE = {
    PhaseFamily.ALL_THROUGH: "an all-through school has pupils of both phases, and no figures of such schools by "
    "themselves are made here",
    PhaseFamily.POST_16: "no figures of 16 to 19 schools by themselves are made here",
    PhaseFamily.NOT_RECORDED: "the register at hand does not record its phase",
    PhaseFamily.INDEPENDENT: "the figures of areas are of state-funded schools",
}


def kind_words(family: str, measure: Measure) -> str:
    """Words, in the plural, for the schools that a school of a family is compared with."""
    beside = compared_family(measure, family)
    if measure.stage == "ks5" and beside is PhaseFamily.SECONDARY:
        return "schools with a sixth form"
    return _KINDS.get(beside, "schools of its kind")


def is_hospital_school(school: Mapping[str, Any]) -> bool:
    """Whether a special school is a hospital school; the register has no type for them, so the name tells."""
    return school["phase_family"] == PhaseFamily.SPECIAL and "hospital" in str(school["name"]).lower()


def not_comparable(school: Mapping[str, Any], measure: Measure) -> str:
    """Say why a school's figure of a measure is compared with nobody's; empty if it can be.

    Parameters
    ----------
    school : ``phase_family``, ``sector`` and ``name`` of the ``schools`` table.
    """
    if measure.unit in {"decile", "rank"}:
        return "it describes the area around the building, not the school"
    if measure.unit not in {"pupils", "percent", "per_100_pupils", "points", "score"}:
        return "it is a category, not a number"
    if school["sector"] == Sector.INDEPENDENT:
        return _ALONE[PhaseFamily.INDEPENDENT]
    if is_hospital_school(school):
        return "it is a hospital school, and figures of special schools are not of its kind"
    return _ALONE.get(compared_family(measure, str(school["phase_family"])), "")

"""Who can be suggested, and for every other school the rule that leaves it out."""

from enum import StrEnum

import numpy as np
import pandas as pd

from geo.purposes import PhaseRule, Preset, TieRule
from geo.roster import MAINSTREAM, Roster
from geo.vocab import PhaseFamily

__all__ = [
    "NEXT_DOOR_M",
    "RULES",
    "Rule",
    "compared_family",
    "directory",
    "families_of",
    "kind_of",
    "next_door",
    "rules",
    "why_not",
]

#: "On your site or next door", in metres in a straight line.
NEXT_DOOR_M = 300


class Rule(StrEnum):
    """Why a school cannot be suggested; the first that applies, in this order."""

    ITSELF = "itself"
    SAME_SCHOOL = "same_school"
    NOT_OPEN = "not_open"
    INDEPENDENT = "independent"
    NO_SCORE = "no_score"
    PHASE = "phase"
    SELECTIVE = "selective"
    NO_POINT = "no_point"
    RADIUS = "radius"
    TIED = "tied"
    NOT_TIED = "not_tied"


#: The rules in their order; the first place is a candidate's.
RULES = ("", *Rule)

_SENTENCES = {
    Rule.ITSELF: "it is the school that asks",
    Rule.SAME_SCHOOL: "the register links it to the school that asks: one school under two numbers",
    Rule.NOT_OPEN: "the register at hand does not have it as open",
    Rule.INDEPENDENT: "it is paid for by fees, and only state-funded schools are asked for",
    Rule.NO_SCORE: "nothing published makes special schools, alternative provision, hospital schools and nurseries "
    "comparable: they have a directory, and no score",
    Rule.PHASE: "it is of another phase than this purpose looks for",
    Rule.SELECTIVE: "one of the two schools selects its pupils and the other does not",
    Rule.NO_POINT: "the place of one of the two is not known, so neither is the distance",
    Rule.RADIUS: "it is farther than the radius",
    Rule.TIED: "it already belongs to the same federation, trust or consortium, and those are left out as chosen",
    Rule.NOT_TIED: "it belongs to no federation, trust or consortium of the asking school, as chosen",
}


def compared_family(roster: Roster, urn: int, asked: PhaseFamily | None = None) -> PhaseFamily:
    """Family in which a school is compared: an all-through school's is Secondary unless Primary is asked for.

    Raises
    ------
    ValueError
        If a family is asked for that the school does not stand in.
    """
    own = PhaseFamily(roster.family[roster.position(urn)])
    if own == PhaseFamily.ALL_THROUGH:
        if asked not in (None, PhaseFamily.PRIMARY, PhaseFamily.SECONDARY):
            message = f"an all-through school is compared with primary or secondary schools, not {asked}"
            raise ValueError(message)
        return asked or PhaseFamily.SECONDARY
    if asked not in (None, own):
        message = f"URN {urn} is in the family {own}, not {asked}"
        raise ValueError(message)
    return own


def families_of(family: PhaseFamily, phases: PhaseRule) -> tuple[PhaseFamily, ...]:
    """Families that may be suggested to a school of this one."""
    if phases == PhaseRule.ANY:
        return MAINSTREAM
    if phases == PhaseRule.SAME:
        return (family,)
    adjacent = {
        PhaseFamily.PRIMARY: (PhaseFamily.SECONDARY,),
        PhaseFamily.SECONDARY: (PhaseFamily.PRIMARY, PhaseFamily.POST_16),
        PhaseFamily.POST_16: (PhaseFamily.SECONDARY,),
    }
    return adjacent.get(family, ())


def rules(roster: Roster, urn: int, preset: Preset, family: PhaseFamily | None = None) -> np.ndarray:
    """For every school, the number in :data:`RULES` of the first rule that leaves it out; 0 for a candidate."""
    at = roster.position(urn)
    family = compared_family(roster, urn, family)
    distance = roster.distance_m(at)
    verdicts: dict[Rule, np.ndarray | list[int] | int] = {
        Rule.ITSELF: at,
        Rule.SAME_SCHOOL: roster.same_school(at),
        Rule.NOT_OPEN: ~roster.open,
        Rule.NO_SCORE: ~roster.in_families(_scored(preset)),
        Rule.PHASE: ~_phase_fits(roster, at, family, preset),
        Rule.SELECTIVE: roster.selective != roster.selective[at],
        Rule.NO_POINT: ~np.isfinite(distance),
    }
    if preset.state_only:
        verdicts[Rule.INDEPENDENT] = ~roster.state
    if preset.radius_m is not None:
        verdicts[Rule.RADIUS] = distance > preset.radius_m
    if preset.ties == TieRule.EXCLUDE:
        verdicts[Rule.TIED] = roster.tied_to(at)
    elif preset.ties == TieRule.REQUIRE:
        verdicts[Rule.NOT_TIED] = ~roster.tied_to(at)
    found = np.zeros(len(roster.urn), dtype="int8")
    for number in range(len(RULES) - 1, 0, -1):  # the first that applies is written last
        rule = Rule(RULES[number])
        if rule in verdicts:
            found[verdicts[rule]] = number
    return found


def _phase_fits(roster: Roster, at: int, family: PhaseFamily, preset: Preset) -> np.ndarray:
    fits = roster.in_families(families_of(family, preset.phases))
    if preset.state_only:
        return fits
    # The register has no phase for schools paid for by fees: those that teach some of the same years, when asked for.
    overlap = np.minimum(roster.age_high, roster.age_high[at]) > np.maximum(roster.age_low, roster.age_low[at])
    return fits | ((roster.family == str(PhaseFamily.INDEPENDENT)) & overlap)


def _scored(preset: Preset) -> tuple[PhaseFamily, ...]:
    return MAINSTREAM if preset.state_only else (*MAINSTREAM, PhaseFamily.INDEPENDENT)


def why_not(
    roster: Roster, urn: int, other: int, preset: Preset, family: PhaseFamily | None = None
) -> tuple[Rule, str] | None:
    """Why ``other`` cannot be suggested to ``urn``, with a clause to follow "not in this list because"; None if it can.

    Raises
    ------
    UnknownSchool
        If the build has no such school.
    """
    found = rules(roster, urn, preset, family)[roster.position(other)]
    if not found:
        return None
    rule = Rule(RULES[found])
    if rule == Rule.RADIUS and preset.radius_m is not None:
        distance = roster.distance_m(roster.position(urn))[roster.position(other)]
        return rule, f"it is {distance / 1000:.1f} km away, and the radius is {preset.radius_m / 1000:g} km"
    return rule, _SENTENCES[rule]


def _listed(roster: Roster, at: int, chosen: np.ndarray, kind: str) -> pd.DataFrame:
    distance = roster.distance_m(at)
    rows = np.flatnonzero(chosen)
    rows = rows[np.lexsort((roster.urn[rows], distance[rows]))]
    columns = ["urn", "name", "phase_family", "school_type", "age_low", "age_high", "sen_needs", "la_name"]
    table = pd.DataFrame(roster.frame[columns].iloc[rows]).reset_index(drop=True)
    own = roster.ties[at]
    shared = [tuple(sorted(own & roster.ties[row])) for row in rows]
    return table.assign(
        distance_m=distance[rows], shared_ties=pd.Series(shared, index=table.index, dtype=object), list=kind
    )


def next_door(roster: Roster, urn: int, within_m: float = NEXT_DOOR_M) -> pd.DataFrame:
    """Open schools of any phase, type and sector on the site or next door, the nearest first.

    Returns
    -------
    ``urn``, ``name``, ``phase_family``, ``school_type``, ``age_low``, ``age_high``, ``sen_needs``, ``la_name``,
    ``distance_m`` (metres, straight line), ``shared_ties`` (tie ids) and ``list`` ("next door").
    """
    at = roster.position(urn)
    close = roster.distance_m(at) <= within_m
    return _listed(roster, at, close & roster.open & (roster.urn != urn), "next door")


def kind_of(roster: Roster, urn: int) -> str:
    """Name the kind in whose directory a school stands: its phase family, or "hospital school"."""
    at = roster.position(urn)
    return "hospital school" if roster.hospital[at] else str(roster.family[at]).lower()


def directory(roster: Roster, urn: int, most: int = 10) -> pd.DataFrame:
    """Unscored list for a school that is not scored: its own kind, and near schools of any kind, by distance.

    Parameters
    ----------
    roster : the schools.
    urn : the school that asks.
    most : rows of each of the two lists.

    Returns
    -------
    The columns of :func:`next_door`; ``list`` is "own kind" or "near". Open schools with a point, state-funded or of
    the sector of the school that asks.
    """
    at = roster.position(urn)
    sector = roster.open_state() | (roster.open & (roster.sector == roster.sector[at]))
    there = sector & np.isfinite(roster.distance_m(at)) & (roster.urn != urn)
    own = there & (roster.sector == roster.sector[at]) & (roster.hospital == roster.hospital[at])
    if not roster.hospital[at]:
        own &= roster.family == roster.family[at]
    kinds = _listed(roster, at, own, "own kind").head(most)
    others = _listed(roster, at, there & ~own, "near").head(most)
    return pd.concat([kinds, others], ignore_index=True) if len(kinds) else others

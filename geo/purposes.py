"""What a school looks for a partner for: five purposes, each a preset that can be opened and changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

__all__ = [
    "CRITERIA",
    "METHOD_VERSION",
    "PRESETS",
    "Criterion",
    "CriterionWords",
    "PhaseRule",
    "Preset",
    "Purpose",
    "TieRule",
]


#: Changes when the same data and settings would give another list; an export carries it.
METHOD_VERSION = "1"


class Purpose(StrEnum):
    """What the partnership would be for; the value is stable and may stand in an address."""

    LEADERSHIP = "leadership"
    PROVISION = "provision"
    LEARN = "learn"
    TRANSITION = "transition"
    EXPLORE = "explore"


class PhaseRule(StrEnum):
    """Which phase families may be suggested."""

    SAME = "same"
    ADJACENT = "adjacent"
    ANY = "any"


class TieRule(StrEnum):
    """What an existing federation, trust or consortium does to a candidate."""

    SHOW = "show"
    EXCLUDE = "exclude"
    REQUIRE = "require"


class Criterion(StrEnum):
    """What a candidate is judged by: 0 to 1, or unknown; a higher value fits better."""

    NEAR = "near"
    ALIKE = "alike"
    THEY_SHARE = "they_might_share"
    YOU_SHARE = "you_might_share"
    SAME_AGES = "same_ages"
    OTHER_AGES = "other_ages"
    SAME_GOVERNANCE = "same_governance"
    SAME_FAITH = "same_faith"
    SAME_WARD = "same_ward"
    CONNECTED = "connected"


@dataclass(frozen=True)
class CriterionWords:
    """What a criterion is called, what it means, and whether it needs a school of the same phase family."""

    label: str
    meaning: str
    same_family: bool = False


#: The criteria in the order of the screen, in which contributions are added up too.
CRITERIA: Mapping[Criterion, CriterionWords] = MappingProxyType(
    {
        Criterion.NEAR: CriterionWords(
            "Near",
            "Halves with every so many metres in a straight line: as many as it takes, for a typical school of the two "
            "boroughs, to reach its fifth nearest of the phase.",
        ),
        Criterion.ALIKE: CriterionWords(
            "Alike",
            "The share of pairs of London schools of the phase that are less alike in size, free school meals in six "
            "years, English as an additional language and special educational needs.",
            same_family=True,
        ),
        Criterion.THEY_SHARE: CriterionWords(
            "They might share",
            "How far the candidate's outcome in the focus stands above yours, beside schools of similar intake; a gap "
            "under 20 percentile points counts as none.",
            same_family=True,
        ),
        Criterion.YOU_SHARE: CriterionWords("You might share", "The same the other way round.", same_family=True),
        Criterion.SAME_AGES: CriterionWords(
            "Same ages", "Years of age that both schools teach, of all that either does."
        ),
        Criterion.OTHER_AGES: CriterionWords(
            "Other ages", "Years of age that only one of the two teaches, of all that either does."
        ),
        Criterion.SAME_GOVERNANCE: CriterionWords(
            "Same kind of governance", "Both maintained by an authority, or both academies or free schools."
        ),
        Criterion.SAME_FAITH: CriterionWords(
            "Same faith",
            "The same religious character, or none in both; half where the register gives two dioceses that differ.",
        ),
        Criterion.SAME_WARD: CriterionWords("Same ward", "The same ward, as published with the two schools."),
        Criterion.CONNECTED: CriterionWords(
            "Connected already", "One federation, trust or sixth form consortium has both."
        ),
    }
)


@dataclass(frozen=True)
class Preset:
    """Everything that decides a list of suggestions; ``dataclasses.replace`` changes a part of it.

    Attributes
    ----------
    purpose, label, words : which purpose, and what a screen says of it.
    weights : criterion -> weight, 0 or more; a criterion that is absent has none.
    radius_m : no farther than this in a straight line; None: all of the build.
    phases, ties : the rules.
    reach : multiplies the distance with which Near halves.
    focus : key in :data:`geo.focus.FOCI`.
    state_only : leave out schools paid for by fees.
    merge_border : one list, rather than the own borough first and the others beneath.
    """

    purpose: Purpose
    label: str
    words: str
    weights: Mapping[Criterion, float]
    radius_m: float | None
    phases: PhaseRule = PhaseRule.SAME
    ties: TieRule = TieRule.SHOW
    reach: float = 1.0
    focus: str = "attendance"
    state_only: bool = True
    merge_border: bool = False

    def __post_init__(self) -> None:
        """Refuse settings that decide nothing, and keep the weights in the order of the criteria.

        Raises
        ------
        ValueError
            If a weight is negative, endless or none is above 0, or the radius or the reach is not above 0.
        """
        weights = {Criterion(key): float(weight) for key, weight in self.weights.items()}
        wrong = [str(key) for key, weight in weights.items() if not 0 <= weight < float("inf")]
        if wrong or not any(weights.values()):
            message = f"weights must be 0 or more, and one above 0: {', '.join(wrong) or 'all are 0'}"
            raise ValueError(message)
        if (self.radius_m is not None and not self.radius_m > 0) or not 0 < self.reach < float("inf"):
            message = f"radius {self.radius_m} and reach {self.reach} must be above 0"
            raise ValueError(message)
        ordered = {key: weights[key] for key in CRITERIA if weights.get(key)}
        object.__setattr__(self, "weights", MappingProxyType(ordered))


_ALL = (
    Preset(
        Purpose.EXPLORE,
        "Explore",
        "Near schools of a similar intake, with a little weight on what they might share about attendance.",
        {Criterion.NEAR: 4, Criterion.ALIKE: 2, Criterion.THEY_SHARE: 0.5},
        radius_m=10_000,
    ),
    Preset(
        Purpose.LEADERSHIP,
        "Share leadership or federate",
        "Close schools with the same ages, a similar size and intake, and the same kind of governance and faith. Rolls "
        "are shown, and not scored.",
        {
            Criterion.NEAR: 3,
            Criterion.ALIKE: 1,
            Criterion.SAME_AGES: 1,
            Criterion.SAME_GOVERNANCE: 1,
            Criterion.SAME_FAITH: 2,
        },
        radius_m=5_000,
    ),
    Preset(
        Purpose.PROVISION,
        "Share provision or staff",
        "Very close schools of any mainstream phase, a little more if they teach other ages. What a school provides "
        "beyond its ages is not in the register at hand: ask.",
        {Criterion.NEAR: 4, Criterion.OTHER_AGES: 1},
        radius_m=2_000,
        phases=PhaseRule.ANY,
        reach=0.5,
    ),
    Preset(
        Purpose.LEARN,
        "Learn about a focus",
        "Schools with a similar intake and a different outcome in the focus; distance matters little.",
        {Criterion.THEY_SHARE: 3, Criterion.ALIKE: 3, Criterion.NEAR: 1},
        radius_m=None,
        reach=3.0,
    ),
    Preset(
        Purpose.TRANSITION,
        "Transition",
        "Schools of the phase before or after: secondaries for a primary, and the reverse. Nothing published here says "
        "where pupils go next, so distance and faith decide.",
        {Criterion.NEAR: 3, Criterion.SAME_FAITH: 1},
        radius_m=5_000,
        phases=PhaseRule.ADJACENT,
    ),
)

#: The presets by purpose, in the order of the screen.
PRESETS: Mapping[Purpose, Preset] = MappingProxyType({preset.purpose: preset for preset in _ALL})

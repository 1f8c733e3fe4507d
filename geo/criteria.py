"""What a person may ask of a school: the facets, and a set of conditions on them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from geo.measures import MEASURES

__all__ = ["FACETS", "NO_GRADE", "NOT_RECORDED", "RANGES", "Criteria", "Facet", "Range", "RangeFacet", "StatusGroup"]

#: What a facet calls a school of which the register at hand does not say it.
NOT_RECORDED = "Not recorded"

#: What an Ofsted facet calls a school that the lists at hand give no grade for.
NO_GRADE = "No grade on the lists at hand"


class StatusGroup(StrEnum):
    """Whether a school is open, in the few words a filter needs."""

    OPEN = "Open"
    PROPOSED = "Proposed to open"
    CLOSED = "Closed"
    NOT_RECORDED = NOT_RECORDED


@dataclass(frozen=True)
class Facet:
    """A property in words, of which a person chooses some.

    Attributes
    ----------
    key : in the address and in :attr:`Criteria.chosen`.
    label : on the screen.
    column : in the frame of :func:`geo.explore.explorer_frame`; a column of tuples where a school has several.
    help : a sentence for the screen.
    """

    key: str
    label: str
    column: str
    help: str


@dataclass(frozen=True)
class RangeFacet:
    """A number, of which a person chooses a range; its column is missing where nothing is published."""

    key: str
    label: str
    column: str
    unit: str


_OVERALL = (
    "The overall effectiveness that the most recent list with one gives, under the frameworks to 2024/25. It is never "
    "a report card, and never the latest outcome of another list."
)
_OUTCOME = (
    "The latest outcome on a list that does not say whether the inspection was graded or ungraded, and gives no date."
)
_CARD = (
    "Grades of the report cards since November 2025, area by area; there is no overall grade. Of several chosen for "
    "one area a school needs one; of several areas it needs each."
)

#: The facets in words, in the order of the screen.
FACETS: Mapping[str, Facet] = MappingProxyType(
    {
        facet.key: facet
        for facet in (
            Facet("borough", "Borough", "borough_code", "The authority responsible for the school."),
            Facet("ward", "Ward", "ward_code", "The ward published with the school."),
            Facet(
                "phase", "Phase", "phase_family", "Special schools and alternative provision are phases of their own."
            ),
            Facet("sector", "Sector", "sector", "Paid for by the state, or by fees."),
            Facet("status", "Status", "status_group", "As the register has it."),
            Facet("type", "Type of school", "school_type", "As the register spells it."),
            Facet(
                "faith", "Religious character", "faith_word", "As the register spells it: 'None' is a word of its own."
            ),
            Facet("gender", "Girls, boys or mixed", "gender_word", "As the register has it."),
            Facet("tie", "Trust, federation, consortium or partnership", "tie_ids", "Ties that the data know of."),
            Facet("overall", "Ofsted: overall effectiveness", "overall_word", _OVERALL),
            Facet("outcome", "Ofsted: latest outcome", "outcome_word", _OUTCOME),
            Facet("card", "Ofsted: report card", "card_words", _CARD),
        )
    }
)

#: Separates the area from the grade in a choice of the ``card`` facet.
CARD_SEPARATOR = ": "

_FILTERED = (
    "pupils",
    "fsm_ever6",
    "fsm",
    "eal",
    "sen_support",
    "ehcp",
    "absence",
    "persistent_absence",
    "suspension_rate",
)

#: The facets in numbers. Each is of the newest year of its measure in the build.
RANGES: Mapping[str, RangeFacet] = MappingProxyType(
    {name: RangeFacet(name, MEASURES[name].label, f"value_{name}", MEASURES[name].unit) for name in _FILTERED}
)


@dataclass(frozen=True)
class Range:
    """A range of a number, both ends included; None is an open end.

    Attributes
    ----------
    low, high : in the unit of the measure.
    keep_unknown : keep schools with no published figure.
    """

    low: float | None = None
    high: float | None = None
    keep_unknown: bool = False

    def __post_init__(self) -> None:
        """Refuse a range that is none.

        Raises
        ------
        ValueError
            If both ends are open, or the low end is above the high one.
        """
        if self.low is None and self.high is None:
            message = "a range needs an end"
            raise ValueError(message)
        if self.low is not None and self.high is not None and self.low > self.high:
            message = f"a range from {self.low:g} to {self.high:g} holds nothing"
            raise ValueError(message)


@dataclass(frozen=True)
class Criteria:
    """Conditions on a school: it must meet all of them.

    Attributes
    ----------
    chosen : facet key -> words, of which a school needs one; an absent key is no condition.
    ranges : range key -> range.
    ages : lowest and highest age in years; a school must teach a part of that span.
    ages_keep_unknown : keep schools whose ages the register at hand does not have.
    border_m : also schools that stand outside the chosen boroughs, no farther than this from them.
    radius_m : no farther than this from the chosen school or postcode; without one it is no condition.
    """

    chosen: Mapping[str, frozenset[str]] = field(default_factory=dict)
    ranges: Mapping[str, Range] = field(default_factory=dict)
    ages: tuple[int, int] | None = None
    ages_keep_unknown: bool = False
    border_m: int | None = None
    radius_m: int | None = None

    def __post_init__(self) -> None:
        """Drop empty choices, so that two ways of saying "no condition" are equal."""
        object.__setattr__(self, "chosen", {key: frozenset(words) for key, words in self.chosen.items() if words})

    def without(self, key: str) -> "Criteria":
        """Lift one condition: a facet's key, a range's, ``ages``, ``border_m`` or ``radius_m``."""
        chosen = {name: words for name, words in self.chosen.items() if name != key}
        ranges = {name: part for name, part in self.ranges.items() if name != key}
        return Criteria(
            chosen,
            ranges,
            None if key == "ages" else self.ages,
            self.ages_keep_unknown,
            None if key == "border_m" else self.border_m,
            None if key == "radius_m" else self.radius_m,
        )

    def choosing(self, key: str, *words: str) -> "Criteria":
        """Choose exactly these words of one facet, with everything else as it is."""
        rest = {name: old for name, old in self.chosen.items() if name != key}
        chosen = rest | ({key: frozenset(words)} if words else {})
        return Criteria(chosen, self.ranges, self.ages, self.ages_keep_unknown, self.border_m, self.radius_m)

    def set_keys(self) -> tuple[str, ...]:
        """Keys of the conditions that are set, in the order of the screen."""
        keys = [key for key in FACETS if key in self.chosen]
        keys += [key for key in RANGES if key in self.ranges]
        keys += [key for key in ("ages", "border_m", "radius_m") if getattr(self, key) is not None]
        return tuple(keys)

"""What a reader chooses of a briefing: its parts, its focus, the purpose, and notes of the reader's own."""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from geo.purposes import Purpose

__all__ = [
    "MOST_NOTES",
    "MOST_SCHOOLS",
    "PARTS",
    "THEMES",
    "USUAL",
    "Choices",
    "Kind",
    "Part",
    "Theme",
    "clean_notes",
    "kind_of",
]

MOST_SCHOOLS = 8

#: Characters of the reader's own notes: about a page.
MOST_NOTES = 3_000


class Kind(StrEnum):
    """Which briefing it is; the number of schools decides."""

    SCHOOL = "School briefing"
    PAIR = "Pair briefing"
    GROUP = "Group briefing"


class Part(StrEnum):
    """The parts that can be left out. Who the schools are and the sources cannot."""

    MAP = "map"
    CONTEXT = "context"
    RESULTS = "results"
    TRENDS = "trends"
    INSPECTIONS = "inspections"
    TOGETHER = "together"
    UNKNOWN = "unknown"
    PROMPTS = "prompts"


class Theme(StrEnum):
    """What trends and questions are about."""

    ATTENDANCE = "attendance"
    ROLL = "roll"
    INTAKE = "intake"


#: What a screen calls the parts.
PARTS: dict[Part, str] = {
    Part.MAP: "Map",
    Part.CONTEXT: "Figures in context",
    Part.RESULTS: "Results and destinations",
    Part.TRENDS: "Change over time",
    Part.INSPECTIONS: "Ofsted inspections",
    Part.TOGETHER: "Working together",
    Part.UNKNOWN: "What is not known",
    Part.PROMPTS: "Questions to start from",
}

#: What a screen calls the themes.
THEMES: dict[Theme, str] = {
    Theme.ATTENDANCE: "Attendance",
    Theme.ROLL: "Pupils on roll",
    Theme.INTAKE: "Free meals, EAL and special needs",
}


#: What a briefing has unless something else is chosen: results are mostly old, take a page, and are no focus.
USUAL = frozenset(Part) - {Part.RESULTS}


@dataclass(frozen=True)
class Choices:
    """What is wanted.

    Attributes
    ----------
    purpose : what the partnership would be for.
    parts : those wanted.
    themes : the focus, one or more.
    notes : the reader's own words; they are printed, and kept nowhere.
    """

    purpose: Purpose = Purpose.EXPLORE
    parts: frozenset[Part] = USUAL
    themes: frozenset[Theme] = frozenset({Theme.ATTENDANCE, Theme.ROLL})
    notes: str = ""


def kind_of(schools: int) -> Kind:
    """Which briefing so many schools get.

    Raises
    ------
    ValueError
        If there is none, or more than :data:`MOST_SCHOOLS`.
    """
    if not 1 <= schools <= MOST_SCHOOLS:
        message = f"a briefing is about 1 to {MOST_SCHOOLS} schools, not {schools}"
        raise ValueError(message)
    return {1: Kind.SCHOOL, 2: Kind.PAIR}.get(schools, Kind.GROUP)


def clean_notes(text: str) -> tuple[str, ...]:
    """Paragraphs of the reader's notes: cut to :data:`MOST_NOTES`, without what no page can print.

    Control, private and unassigned characters go, which XML or a font does not know; all other letters and signs stay.
    """
    plain = unicodedata.normalize("NFC", text[:MOST_NOTES].replace("\r\n", "\n"))
    kept = "".join(_kept(letter) for letter in plain)
    return tuple(line for line in (" ".join(part.split()) for part in kept.split("\n")) if line)


def _kept(letter: str) -> str:
    """Keep what is printed, and what joins it; an order of reading or a mark that nobody sees is dropped."""
    if letter.isprintable() or letter in "\n\u200c\u200d":
        return letter
    return "" if unicodedata.category(letter) == "Cf" else " "

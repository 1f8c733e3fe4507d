"""What a person typed into the one search box: a URN, a LAESTAB, a postcode, the start of one, or a name."""

import re
from dataclasses import dataclass
from enum import StrEnum
from string import ascii_uppercase
from typing import NamedTuple

from geo.folding import clean, fold

__all__ = ["PostcodeStart", "Query", "QueryKind", "parse_query", "postcode_starts"]

_OUTWARD = r"[A-Z]{1,2}[0-9][A-Z0-9]?"
_INWARD_START = r"[0-9][A-Z]?"

_URN = re.compile(r"(?:URN)?[\s:.#]*((?:[0-9]\s?){5}[0-9])", re.IGNORECASE)
_LAESTAB = re.compile(r"(?:LAESTAB|DFE|DFES)?[\s:.#]*([0-9]{3})\s?[/\\-]?\s?([0-9]{4})", re.IGNORECASE)
# O and I for 0 and 1 are the usual slips; a digit is due there, so nothing else can be meant.
_POSTCODE = re.compile(rf"({_OUTWARD})([0-9OI])([A-Z]{{2}})")
_PART = re.compile(rf"{_OUTWARD}(?:{_INWARD_START})?")
_PART_WITH_SPACE = re.compile(rf"({_OUTWARD}) ({_INWARD_START})")


class QueryKind(StrEnum):
    """The kinds of text that the search box understands; there is no other."""

    EMPTY = "empty"
    URN = "URN"
    LAESTAB = "LAESTAB"
    POSTCODE = "postcode"
    PART_POSTCODE = "start of a postcode"
    NAME = "name"


@dataclass(frozen=True)
class Query:
    """A text and what it was understood as.

    Attributes
    ----------
    kind : what it looks like; nothing says yet that such a school or postcode exists.
    text : the text as understood, safe to show: at most 80 characters, no control characters.
    value : six digits, seven digits, "NW5 1AA", "NW5" or "NW5 1" or "NW51" as typed, or the folded name.
    """

    kind: QueryKind
    text: str
    value: str


class PostcodeStart(NamedTuple):
    """One thing that the start of a postcode can stand for: a label, and the beginnings in the usual spacing."""

    label: str
    starts: tuple[str, ...]
    district: bool


def parse_query(text: str) -> Query:
    """Say what a text is, by its form alone. Any text has a kind; none raises."""
    shown = clean(text)
    if not shown:
        return Query(QueryKind.EMPTY, "", "")
    kind, value = _number(shown) or _postcode(shown.upper()) or (QueryKind.NAME, fold(shown))
    return Query(kind, shown, value)


def _number(shown: str) -> tuple[QueryKind, str] | None:
    if urn := _URN.fullmatch(shown):
        return QueryKind.URN, urn.group(1).replace(" ", "")
    if laestab := _LAESTAB.fullmatch(shown):
        return QueryKind.LAESTAB, laestab.group(1) + laestab.group(2)
    return None


def _postcode(upper: str) -> tuple[QueryKind, str] | None:
    upper = upper.strip(" .,;:").replace("-", " ").replace(".", "")
    compact = upper.replace(" ", "")
    if whole := _POSTCODE.fullmatch(compact):
        outward, digit, letters = whole.groups()
        return QueryKind.POSTCODE, f"{outward} {digit.replace('O', '0').replace('I', '1')}{letters}"
    if _PART_WITH_SPACE.fullmatch(upper):
        return QueryKind.PART_POSTCODE, upper
    return (QueryKind.PART_POSTCODE, compact) if _PART.fullmatch(compact) else None


def postcode_starts(value: str) -> tuple[PostcodeStart, ...]:
    """List what the value of a part postcode can stand for; the first that exists is meant.

    "E11" is a district; "NW51" is none, so it is "NW5 1"; "SW1" is none either, and stands for SW1A, SW1E and so
    on, but not for SW11.
    """
    if " " in value:
        return (PostcodeStart(value, (value,), district=False),)
    found = []
    if re.fullmatch(_OUTWARD, value):
        found.append(PostcodeStart(value, (f"{value} ",), district=True))
    for cut in (1, 2):
        outward, inward = value[:-cut], value[-cut:]
        if re.fullmatch(_OUTWARD, outward) and re.fullmatch(_INWARD_START, inward):
            found.append(PostcodeStart(f"{outward} {inward}", (f"{outward} {inward}",), district=False))
    return (*found, PostcodeStart(value, tuple(value + letter for letter in ascii_uppercase), district=False))

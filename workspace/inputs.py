"""What people enter, checked and cleaned before it goes anywhere: nothing from a form is trusted."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from workspace.errors import BadInput

__all__ = ["day", "email", "member", "members", "one_line", "paragraphs", "urn"]

Word = TypeVar("Word", bound=StrEnum)

#: They turn the direction of what follows, so that a name can pose as another. Right-to-left letters need none of them.
_OVERRIDES = re.compile("[\u202a-\u202e\u2066-\u2069]")

_MOST_URN = 999_999

#: No day of a form lies outside these years; a slip of the finger does.
_FIRST_YEAR, _LAST_YEAR = 1990, 2100


def _clean(field: str, value: str, most: int) -> str:
    if len(value) > most * 4:  # before any work is done on it
        raise BadInput(field, f"too long: {most} characters at most")
    text = unicodedata.normalize("NFC", _OVERRIDES.sub("", value.replace("\r\n", "\n").replace("\r", "\n")))
    # Control characters, and halves of surrogate pairs, which no database can keep. Joiners of emoji stay.
    text = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cs"})
    return text.strip()


def _bound(field: str, text: str, most: int, *, empty: bool) -> str:
    if not text and not empty:
        raise BadInput(field, "this cannot be empty")
    if len(text) > most:
        raise BadInput(field, f"too long: {len(text)} characters, {most} at most")
    return text


def one_line(field: str, value: str, *, most: int = 200, empty: bool = False) -> str:
    """Clean one line: white space of any kind becomes single spaces.

    Raises
    ------
    BadInput
        Empty (unless that is allowed) or too long.
    """
    return _bound(field, " ".join(_clean(field, value, most).split()), most, empty=empty)


def paragraphs(field: str, value: str, *, most: int = 5000, empty: bool = False) -> str:
    """Clean a longer text; its line breaks stay.

    Raises
    ------
    BadInput
        Empty (unless that is allowed) or too long.
    """
    return _bound(field, _clean(field, value, most), most, empty=empty)


def email(field: str, value: str) -> str:
    """Check an e-mail address, in lower case.

    Raises
    ------
    BadInput
        It is not of the form name@host.
    """
    text = one_line(field, value, most=254).lower()
    if not re.fullmatch(r"[^\s@,;<>\"]+@[^\s@,;<>\"]+\.[^\s@,;<>\".]+", text):
        raise BadInput(field, "this is not an e-mail address")
    return text


def day(field: str, value: date | str) -> date:
    """Check a day, from a date picker or as ``YYYY-MM-DD``.

    Raises
    ------
    BadInput
        It is no day, or none from 1990 to 2100.
    """
    try:
        found = date.fromisoformat(value.strip()) if isinstance(value, str) else value
    except ValueError:
        raise BadInput(field, "this is not a date: write it as 2026-03-31") from None
    if isinstance(found, datetime):
        found = found.date()
    if not _FIRST_YEAR <= found.year <= _LAST_YEAR:
        raise BadInput(field, f"this date is outside the years {_FIRST_YEAR} to {_LAST_YEAR}")
    return found


def urn(field: str, value: int | str) -> int:
    """Check the form of a URN (six digits); whether a school has it, the caller knows.

    Raises
    ------
    BadInput
        It is no number from 100000 to 999999.
    """
    text = str(value).strip()
    if not (text.isascii() and text.isdigit() and 100_000 <= int(text) <= _MOST_URN):  # noqa: PLR2004
        raise BadInput(field, "this is not a URN: six digits")
    return int(text)


def member(field: str, value: str, kind: type[Word]) -> Word:
    """Check one choice from a closed list.

    Raises
    ------
    BadInput
        It is not in the list.
    """
    try:
        return kind(value)
    except ValueError:
        raise BadInput(field, "this is not one of the choices") from None


def members(field: str, values: Iterable[str], kind: type[Word], *, empty: bool = True) -> list[str]:
    """Check choices from a closed list; gives their values in the list's order, each once.

    Raises
    ------
    BadInput
        One is not in the list, or none is chosen where one is needed.
    """
    try:
        chosen = {kind(value) for value in values}
    except ValueError:
        raise BadInput(field, "this is not one of the choices") from None
    if not chosen and not empty:
        raise BadInput(field, "choose at least one")
    return [str(item) for item in kind if item in chosen]

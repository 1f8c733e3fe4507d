"""Take a person's name and address out of every text of the store."""

import re
import unicodedata
from typing import Any

from sqlalchemy import Table, select

from workspace.engine import Db
from workspace.models import Person
from workspace.personal import texts

__all__ = ["ERASED", "has_namesake", "is_theirs", "new_version", "pattern_of", "scrub"]

#: What stands in a text instead.
ERASED = "[erased]"


def pattern_of(phrase: str) -> re.Pattern[str]:
    """Make the pattern of a name or an address: whole words, whatever the white space and the case.

    A name of a single word may be a word of the language too (Grace, Mark): there the case counts.
    """
    words = unicodedata.normalize("NFC", phrase).split()
    flags = re.IGNORECASE if len(words) > 1 or "@" in phrase else re.NOFLAG
    return re.compile(r"(?<!\w)" + r"\s+".join(map(re.escape, words)) + r"(?!\w)", flags)


def new_version(table: Table) -> dict[str, Any]:
    """Give the change that makes a form that was opened before a conflict: it would bring back what is erased."""
    return {"version": table.c.version + 1} if "version" in table.c else {}


def has_namesake(db: Db, person: Person) -> bool:
    """Say whether somebody else in the store has the same name: a text does not say which of them it means."""
    others = db.scalars(select(Person.name).where(Person.id != person.id))
    return _folded(person.name) in map(_folded, others)


def is_theirs(contact: tuple[str, str | None], person: Person, *, by_name: bool) -> bool:
    """Say whether a contact (name, address) is the person."""
    name, address = contact
    same_address = bool(person.email) and _folded(address or "") == _folded(person.email)
    return same_address or (by_name and _folded(name) == _folded(person.name))


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def scrub(db: Db, person: Person) -> tuple[int, bool]:
    """Replace a person's name and address in all texts.

    Returns
    -------
    (int, bool)
        How many texts were changed; and whether somebody else has the same name, so that it was left.

    Raises
    ------
    WrongKey
        A text cannot be read.
    """
    namesake = has_namesake(db, person)
    phrases = [person.email] if namesake else [person.name, person.email]
    patterns = [pattern_of(phrase) for phrase in phrases if phrase.split()]
    changed = 0
    for table, column in texts():
        rows = db.execute(select(table.c.id, column).where(column.is_not(None)).with_for_update()).all()
        for number, text in rows:
            clean = text
            for pattern in patterns:
                clean = pattern.sub(ERASED, clean)
            if clean != text:
                clean = clean[: getattr(column.type, "length", None)]
                db.execute(table.update().where(table.c.id == number).values({column: clean, **new_version(table)}))
                changed += 1
    return changed, namesake

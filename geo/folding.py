"""One spelling for names that people write in several ways: accents, apostrophes, Saint, Church of England."""

import re
import unicodedata

__all__ = ["clean", "fold", "readings"]

#: Longest text that is searched for, in characters; what is typed beyond it is ignored.
MOST_CHARACTERS = 80

#: Letters that Unicode does not take apart into a letter and an accent.
_LETTERS = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d"})

_APOSTROPHES = re.compile("['\u2018\u2019\u201b\u02bc\u02bb\u2032\u0060\u00b4\uff07]")
_INITIAL_DOTS = re.compile(r"\b([a-z])\.(?=[a-z]\b)")
_NOT_A_WORD = re.compile(r"[^\w]+|_")

_CHURCH = "church of england"

#: Short for -> in full, whole words only. "Roman Catholic" and "Catholic" are used for the same schools.
_SHORT = {
    "st": "saint",
    "ste": "saint",
    "sainte": "saint",
    "sts": "saints",
    "ss": "saints",
    "cofe": _CHURCH,
    "ce": _CHURCH,
    "rc": "catholic",
    "jnr": "junior",
    "jr": "junior",
    "snr": "senior",
    "jmi": "junior mixed and infant",
    "pru": "pupil referral unit",
    "va": "voluntary aided",
    "gt": "great",
    "mt": "mount",
    "6th": "sixth",
    "wm": "william",
    "infants": "infant",
    "juniors": "junior",
}

_PHRASES = (
    (re.compile(r"\b(?:c of e|cof e|ch of e)\b"), _CHURCH),
    (re.compile(r"\b(?:roman catholic|r c)\b"), "catholic"),
)


def clean(text: str) -> str:
    """Make hostile text harmless: bounded, NFKC, no control or invisible characters, single spaces. Never raises."""
    # First the apostrophes: NFKC makes a space and an accent of an acute that was typed for one.
    text = unicodedata.normalize("NFKC", _APOSTROPHES.sub("'", text.strip()[:MOST_CHARACTERS]))
    seen = []
    for character in text:
        category = unicodedata.category(character)
        if category == "Cc" or category[0] == "Z":
            seen.append(" ")
        elif category[0] != "C":
            seen.append(character)
    return " ".join("".join(seen).split())[:MOST_CHARACTERS].rstrip()


def _plain(text: str) -> str:
    """Lower case, no accents, apostrophes dropped, "&" as "and", other signs as one space."""
    lower = unicodedata.normalize("NFKC", _APOSTROPHES.sub("", text)).casefold().translate(_LETTERS)
    bare = "".join(c for c in unicodedata.normalize("NFKD", lower) if not unicodedata.combining(c))
    bare = bare.replace("&", " and ")
    return " ".join(_NOT_A_WORD.sub(" ", _INITIAL_DOTS.sub(r"\1", bare)).split())


def _in_full(plain: str) -> str:
    for pattern, full in _PHRASES:
        plain = pattern.sub(full, plain)
    return _PHRASES[1][0].sub("catholic", " ".join(_SHORT.get(word, word) for word in plain.split()))


def fold(name: str) -> str:
    """Spelling of a complete name under which all its usual spellings are the same.

    >>> fold("St. Mary's C of E Primary School") == fold("SAINT MARYS CofE primary school")
    True
    """
    return _in_full(_plain(name))


def readings(text: str) -> tuple[str, ...]:
    """List what a text that may still be being typed can stand for, each as :func:`fold` spells it.

    The last word may be cut: "st" may become "Stanley", "cof" may become "CofE", "roman" may become "Roman Catholic".
    """
    words = _plain(text).split()
    if not words:
        return ()
    *before, last = words
    found = [" ".join([_in_full(" ".join(before)), last]).strip()] if last in _SHORT else []
    found.insert(0, _in_full(" ".join(words)))
    endings = [full for short, full in _SHORT.items() if short.startswith(last) and not full.startswith(last)]
    endings += ["catholic"] if "roman".startswith(last) else []
    if before or len(last) >= len("cof"):
        found += [f"{_in_full(' '.join(before))} {full}".strip() for full in endings]
    if before and before[-1] == "roman" and "catholic".startswith(last):
        found.append(_in_full(" ".join([*before[:-1], last])))
    found += [reading.removeprefix("the ") for reading in found]
    return tuple(dict.fromkeys(found))

"""Look words up by their beginning, slips of the finger forgiven."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

__all__ = ["WordTable", "slips", "word_table"]

#: From these lengths on, one slip is forgiven, and two.
_ONE_SLIP_FROM, _TWO_SLIPS_FROM = 4, 6

#: Sorts after every word that starts with what precedes it.
_LAST = "\U0010ffff"


@dataclass(frozen=True)
class WordTable:
    """Words in order, and for each the positions of the texts that have it."""

    words: tuple[str, ...]
    positions: tuple[tuple[int, ...], ...]

    def starting(self, start: str) -> set[int]:
        """Positions of the texts with a word that starts so."""
        run = self._run(start)
        return set().union(*self.positions[run.start : run.stop])

    def similar(self, typed: str) -> dict[int, int]:
        """Positions of the texts with a word like the one typed -> the fewest :func:`slips`."""
        found: dict[int, int] = {}
        for number in self._worth_a_look(typed):
            count = slips(typed, self.words[number])
            if count is not None:
                for at in self.positions[number]:
                    found[at] = min(found.get(at, count), count)
        return found

    def _run(self, start: str) -> range:
        return range(bisect_left(self.words, start), bisect_left(self.words, start + _LAST))

    def _worth_a_look(self, typed: str) -> Iterable[int]:
        """Numbers of the few words that can be meant: the first letter is right, or all after it is."""
        if len(typed) < _ONE_SLIP_FROM:
            return self._run(typed)
        rest = typed[1:]
        after_it = [number for number, word in enumerate(self.words) if word.startswith((typed, rest), 1)]
        return chain(self._run(typed[0]), after_it, self._run(rest), self._run(typed[1] + typed[0] + typed[2:]))


def word_table(texts: Iterable[str]) -> WordTable:
    """Make the table of the words of these texts, numbered from 0."""
    places: dict[str, list[int]] = {}
    for at, text in enumerate(texts):
        for word in set(text.split()):
            places.setdefault(word, []).append(at)
    words = sorted(places)
    return WordTable(tuple(words), tuple(tuple(places[word]) for word in words))


def slips(typed: str, word: str) -> int | None:
    """Count the slips between ``typed`` and the beginning of ``word``; more than are forgiven is None.

    A slip is a letter wrong, missing, too many, or two neighbours swapped. Words below four letters forgive none,
    below six one, then two, if the first letter is right.
    """
    if word.startswith(typed):
        return 0
    if len(typed) < _ONE_SLIP_FROM:
        return None
    if typed[0] != word[0]:
        # The slip is here, so the rest must be right.
        rest, swapped = typed[1:], typed[1] + typed[0] + typed[2:]
        return 1 if word.startswith((typed, rest), 1) or word.startswith((rest, swapped)) else None
    # A letter that the word has not costs a slip: counting these first is much cheaper than trying.
    strange = len(set(typed).difference(word))
    if strange <= 1 and _starts(typed, word, 1):
        return 1
    return 2 if len(typed) >= _TWO_SLIPS_FROM and strange <= 2 and _starts(typed, word, 2) else None  # noqa: PLR2004


def _starts(typed: str, word: str, left: int) -> bool:
    """Whether ``word`` starts with ``typed`` after at most ``left`` slips."""
    same = 0
    for one, other in zip(typed, word, strict=False):
        if one != other:
            break
        same += 1
    a, b = typed[same:], word[same:]
    if len(a) <= left:
        return True
    if left == 0:
        return False
    return (
        _starts(a[1:], b[1:], left - 1)
        or _starts(a[1:], b, left - 1)
        or _starts(a, b[1:], left - 1)
        or (a[:2] == b[1::-1] and len(b) > 1 and _starts(a[2:], b[2:], left - 1))
    )

"""Find a school by a few letters of its name, a former name, its numbers or its postcode."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from operator import itemgetter

import pandas as pd

from geo.folding import fold, readings
from geo.query import Query, QueryKind, parse_query, postcode_starts
from geo.word_table import WordTable, word_table

__all__ = ["Index", "Match", "find_schools", "search_index"]

#: A few letters inside a word say little: from these lengths on they are looked for inside words and across them.
_INSIDE_FROM, _ACROSS_FROM = 3, 6

#: Where a word this long finds fewer schools than this, those with one slip are added.
_LONG, _FEW = 7, 4

#: A word tells schools apart if it has so many letters and stands in at most this share of the names, or in one.
_TELLING_LETTERS, _TELLING_SHARE = 4, 0.01

_SMALL_WORDS = frozenset({"and", "de", "for", "of", "the", "with"})


class Match(StrEnum):
    """Why a school was found, in words to show; the better reasons come first."""

    URN = "this URN"
    LAESTAB = "this LAESTAB"
    POSTCODE = "at this postcode"
    PART_POSTCODE = "postcode starts so"
    NAME = "this name"
    NAME_START = "name starts so"
    PHRASE = "words of the name together"
    WORDS = "words of the name"
    SPACING = "the name, spaced otherwise"
    INITIALS = "initials of the name"
    PLACE = "name and place"
    URN_START = "URN starts so"
    LAESTAB_START = "LAESTAB starts so"
    FORMER = "former name"
    INSIDE = "part of the name"
    SPELLING = "similar spelling"
    SPELLING_PLACE = "similar spelling of name or place"
    SOME_WORDS = "some words of the name"


_ORDER = {match: rank for rank, match in enumerate(Match)}


@dataclass(frozen=True)
class Index:
    """What :func:`find_schools` looks in; schools are in the order of folded name, name, URN.

    Attributes
    ----------
    urns, laestabs, boroughs, postcodes : of each school; "" where there is none.
    names : folded, with a space at each end, so that a word starts after a space.
    places : folded borough, ward and postcode district, with a space at each end.
    squeezed : names without their spaces, from each of their words on, each after a space.
    initials : of all the words and of the longer ones, each after a space.
    formers : position, folded and published name of each predecessor that has no record of its own here.
    name_words, place_words : where each word of the names, and of the places, occurs.
    """

    urns: tuple[int, ...]
    laestabs: tuple[str, ...]
    boroughs: tuple[str, ...]
    postcodes: tuple[str, ...]
    names: tuple[str, ...]
    places: tuple[str, ...]
    squeezed: tuple[str, ...]
    initials: tuple[str, ...]
    formers: tuple[tuple[int, str, str], ...]
    name_words: WordTable
    place_words: WordTable


def _texts(column: pd.Series) -> list[str]:
    return ["" if missing else str(value) for value, missing in zip(column, column.isna(), strict=True)]


def _folded(column: pd.Series) -> list[str]:
    folded = {text: fold(text) for text in set(_texts(column))}
    return [folded[text] for text in _texts(column)]


def _initials(name: str) -> str:
    words = name.split()
    return f" {''.join(w[0] for w in words)} {''.join(w[0] for w in words if w not in _SMALL_WORDS)}"


def _squeezed(name: str) -> str:
    words = name.split()
    return "".join(" " + "".join(words[first:]) for first in range(len(words)))


def search_index(schools: pd.DataFrame, links: pd.DataFrame) -> Index:
    """Prepare the search. The order of the rows does not matter.

    Parameters
    ----------
    schools : the ``schools`` table.
    links : the ``links`` table, for the names of predecessors whose own record is not in ``schools``.
    """
    listed = schools.assign(folded=[fold(name) for name in schools["name"]]).sort_values(["folded", "name", "urn"])
    postcodes = _texts(listed["postcode"])
    columns = (_folded(listed["la_name"]), _folded(listed["ward_name"]), postcodes)
    places = [
        f" {la} {ward} {code.split(' ', maxsplit=1)[0].lower()} " for la, ward, code in zip(*columns, strict=True)
    ]
    names = [f" {name} " for name in listed["folded"]]
    urns = tuple(int(urn) for urn in listed["urn"])
    return Index(
        urns=urns,
        laestabs=tuple(_texts(listed["laestab"])),
        boroughs=tuple(_texts(listed["borough_code"])),
        postcodes=tuple(postcodes),
        names=tuple(names),
        places=tuple(places),
        squeezed=tuple(_squeezed(name) for name in names),
        initials=tuple(_initials(name) for name in names),
        formers=_formers(urns, names, links),
        name_words=word_table(names),
        place_words=word_table(places),
    )


def _formers(urns: tuple[int, ...], names: list[str], links: pd.DataFrame) -> tuple[tuple[int, str, str], ...]:
    position_of = {urn: position for position, urn in enumerate(urns)}
    before = links[links["kind"].str.startswith("Predecessor") & links["link_name"].notna()]
    found = set()
    for urn, link_urn, link_name in zip(before["urn"], before["link_urn"], before["link_name"], strict=True):
        folded = f" {fold(link_name)} "
        # Most predecessors bore the same name: to say it again would tell nobody anything.
        if urn in position_of and link_urn not in position_of and folded != names[position_of[urn]]:
            found.add((position_of[urn], folded, link_name))
    return tuple(sorted(found))


def find_schools(
    schools: pd.DataFrame,
    text: str,
    *,
    index: Index,
    limit: int = 20,
    home: Collection[str] = (),
) -> pd.DataFrame:
    """Find the schools that a text means, the best first. Any text is answered, if only by no rows.

    Parameters
    ----------
    schools : the ``schools`` table, or some of its rows: only these are found. For an answer while somebody is
        typing give the few columns to be shown, ``urn`` among them: to cut out all of them takes longer than to search.
    text : as typed: letters of the name, a URN, a LAESTAB, a postcode or its start.
    index : from :func:`search_index`, of all schools.
    limit : most rows to return; ask for one more to know whether there are more.
    home : GSS codes of boroughs whose schools come first among equally good matches.

    Returns
    -------
    Rows of ``schools`` with ``match`` (words of :class:`Match`) and ``former`` (the former name that matched, else
    missing); in the order of :class:`Match`, then fewest slips or the rarest word, home, name, URN.
    """
    query = parse_query(text)
    best: dict[int, tuple[int, int, bool, int, Match, str | None]] = {}
    for at, match, count, former in _matches(index, query):
        if at not in best or (_ORDER[match], count) < best[at][:2]:
            best[at] = (_ORDER[match], count, index.boroughs[at] not in home, at, match, former)
    ranked = sorted(best.values(), key=itemgetter(0, 1, 2, 3))
    rows = pd.Index(schools["urn"].to_numpy("int64")).get_indexer([index.urns[hit[3]] for hit in ranked])
    present = ((row, hit) for row, hit in zip(rows, ranked, strict=True) if row >= 0)
    kept = list(islice(present, max(limit, 0)))
    found = schools.iloc[[row for row, _ in kept]]
    return found.assign(
        match=pd.array([str(match) for _, (*_, match, _) in kept], dtype="str"),
        former=pd.array([former for _, (*_, former) in kept], dtype="str"),
    )


Hit = tuple[int, Match, int, str | None]


def _matches(index: Index, query: Query) -> Iterator[Hit]:
    """Every reason to find a school; one school may have several. Position, reason, slips, former name."""
    if query.kind is QueryKind.EMPTY:
        return
    yield from ((at, match, 0, None) for at, match in _by_number(index, query))
    by_word: set[int] = set()
    by_former = False
    for reading in readings(query.text):
        for at, match in _by_name(index, reading):
            if _ORDER[match] <= _ORDER[Match.PLACE]:
                by_word.add(at)
            yield at, match, 0, None
        starts = [f" {word}" for word in reading.split()]
        for at, folded, name in index.formers:
            if all(start in folded for start in starts):
                by_former = True
                yield at, Match.FORMER, 0, name
    word = query.value
    if query.kind is not QueryKind.NAME or not any(map(str.isalpha, word)):
        return
    if not by_word:
        similar = list(_by_spelling(index, word))
        yield from similar or (() if by_former else _by_some_words(index, word))
    elif len(by_word) < _FEW and len(word) >= _LONG and " " not in word:
        # "Emanuel" is one school's name and a slip for another's.
        yield from (hit for hit in _by_spelling(index, word) if hit[1] is Match.SPELLING and hit[2] == 1)


def _by_number(index: Index, query: Query) -> Iterator[tuple[int, Match]]:
    value = query.value
    if query.kind is QueryKind.URN:
        yield from ((at, Match.URN) for at, urn in enumerate(index.urns) if str(urn) == value)
    elif query.kind is QueryKind.LAESTAB:
        yield from ((at, Match.LAESTAB) for at, laestab in enumerate(index.laestabs) if laestab == value)
    elif query.kind is QueryKind.POSTCODE:
        yield from ((at, Match.POSTCODE) for at, postcode in enumerate(index.postcodes) if postcode == value)
    elif query.kind is QueryKind.PART_POSTCODE:
        for start in postcode_starts(value):
            found = [at for at, postcode in enumerate(index.postcodes) if postcode.startswith(start.starts)]
            if found:
                yield from ((at, Match.PART_POSTCODE) for at in found)
                return
    elif (digits := value.replace(" ", "")).isdecimal() and len(digits) >= _INSIDE_FROM:
        yield from ((at, Match.URN_START) for at, urn in enumerate(index.urns) if str(urn).startswith(digits))
        yield from ((at, Match.LAESTAB_START) for at, code in enumerate(index.laestabs) if code.startswith(digits))


def _by_name(index: Index, reading: str) -> Iterator[tuple[int, Match]]:
    words = reading.split()
    whole, start, after_the = f" {reading} ", f" {reading}", f" the {reading}"
    by_name = [index.name_words.starting(word) for word in words]
    seen = set.intersection(*by_name)
    for at in seen:
        name = index.names[at]
        if name.startswith((start, after_the)):
            yield at, Match.NAME if name == whole else Match.NAME_START
        else:
            yield at, Match.PHRASE if start in name else Match.WORDS
    squeezed = " " + reading.replace(" ", "")
    if len(squeezed) > _ACROSS_FROM:
        yield from (
            (at, Match.SPACING) for at, name in enumerate(index.squeezed) if squeezed in name and at not in seen
        )
    if len(reading) >= _INSIDE_FROM and len(words) == 1:
        yield from ((at, Match.INITIALS) for at, letters in enumerate(index.initials) if start in letters)
    by_place = [index.place_words.starting(word) for word in words]
    for at in set.intersection(*(name | place for name, place in zip(by_name, by_place, strict=True))) - seen:
        yield at, Match.PLACE
    if len(reading) >= _INSIDE_FROM:
        yield from ((at, Match.INSIDE) for at, name in enumerate(index.names) if reading in name and at not in seen)


def _by_spelling(index: Index, folded: str) -> Iterator[Hit]:
    """Schools with every word of the query in their name, slips forgiven; else in their name and place."""
    in_names = [index.name_words.similar(word) for word in folded.split()]
    found = _sums(in_names)
    if not found:
        in_places = [index.place_words.similar(word) for word in folded.split()]
        found = _sums([place | name for place, name in zip(in_places, in_names, strict=True)])
        yield from ((at, Match.SPELLING_PLACE, count, None) for at, count in found.items())
    else:
        yield from ((at, Match.SPELLING, count, None) for at, count in found.items())


def _by_some_words(index: Index, folded: str) -> Iterator[Hit]:
    """Schools with the most of the words, one of which tells them apart; those with the rarest word first.

    People know a school by its former name or kind: "Swiss Cottage Academy", "Maria Fidelis Convent".
    """
    words = folded.split()
    found = [index.name_words.starting(word) for word in words]
    most_names = max(1, _TELLING_SHARE * len(index.names))
    rarest: dict[int, int] = {}
    for word, positions in zip(words, found, strict=True):
        if len(word) >= _TELLING_LETTERS and len(positions) <= most_names:
            for at in positions:
                rarest[at] = min(rarest.get(at, len(positions)), len(positions))
    counts = {at: sum(at in positions for positions in found) for at in rarest}
    most = max(counts.values(), default=0)
    yield from ((at, Match.SOME_WORDS, rarest[at], None) for at, count in counts.items() if count == most)


def _sums(slips_by_word: list[dict[int, int]]) -> dict[int, int]:
    """Positions that every word has, and their slips together."""
    if not slips_by_word:
        return {}
    common = set.intersection(*(set(slips) for slips in slips_by_word))
    return {at: sum(slips[at] for slips in slips_by_word) for at in common}

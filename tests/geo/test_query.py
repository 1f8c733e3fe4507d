"""What a text is taken for, and that no text does harm."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.folding import MOST_CHARACTERS, clean, fold, readings
from geo.query import QueryKind, parse_query, postcode_starts


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("", QueryKind.EMPTY, ""),
        (" \t\u200b\x00 ", QueryKind.EMPTY, ""),
        ("100013", QueryKind.URN, "100013"),
        ("1 0 0 0 1 3", QueryKind.URN, "100013"),
        ("\uff11\uff10\uff10\uff10\uff11\uff13", QueryKind.URN, "100013"),  # full-width digits
        ("202-2842", QueryKind.LAESTAB, "2022842"),
        ("laestab 202/2842", QueryKind.LAESTAB, "2022842"),
        ("nw51aa", QueryKind.POSTCODE, "NW5 1AA"),
        ("NW5  1AA.", QueryKind.POSTCODE, "NW5 1AA"),
        ("N.W.5 1AA", QueryKind.POSTCODE, "NW5 1AA"),
        ("nw5-1aa", QueryKind.POSTCODE, "NW5 1AA"),
        ("nw5 oaa", QueryKind.POSTCODE, "NW5 0AA"),
        ("ec1r4pq", QueryKind.POSTCODE, "EC1R 4PQ"),
        ("nw5", QueryKind.PART_POSTCODE, "NW5"),
        ("nw5 1", QueryKind.PART_POSTCODE, "NW5 1"),
        ("e1 1", QueryKind.PART_POSTCODE, "E1 1"),
        ("e11", QueryKind.PART_POSTCODE, "E11"),
        ("nw", QueryKind.NAME, "nw"),
        ("12345", QueryKind.NAME, "12345"),
        ("12345678", QueryKind.NAME, "12345678"),
        ("\u0661\u0660\u0660\u0660\u0661\u0663", QueryKind.NAME, "\u0661\u0660\u0660\u0660\u0661\u0663"),
        ("St. Mary's", QueryKind.NAME, "saint marys"),
        ("St. Mary\u00b4s", QueryKind.NAME, "saint marys"),
    ],
)
def test_the_kind_is_read_from_the_form(text, kind, value):
    query = parse_query(text)
    assert (query.kind, query.value) == (kind, value)


@pytest.mark.parametrize(
    ("value", "labels"),
    [
        ("NW5", ["NW5", "NW5"]),
        ("NW51", ["NW51", "NW5 1", "NW51"]),
        ("NW51A", ["NW5 1A", "NW51A"]),
        ("N1C4", ["N1C 4", "N1C4"]),
        ("E1 1", ["E1 1"]),
    ],
)
def test_a_part_postcode_may_stand_for_several_things(value, labels):
    assert [start.label for start in postcode_starts(value)] == labels


def test_sw1_is_not_sw11():
    *_, letters = postcode_starts("SW1")
    assert "SW1A 1AA".startswith(letters.starts)
    assert not "SW11 1AA".startswith(letters.starts)


@pytest.mark.parametrize(
    "spellings",
    [
        ["St Mary's", "St. Mary\u2019s", "Saint Marys", "ST MARY`S", "st  mary\u00b4s"],
        ["Holy Trinity CofE", "Holy Trinity C of E", "Holy Trinity C.of E.", "Holy Trinity Church of England"],
        ["St Joan RC", "St Joan R.C.", "Saint Joan Roman Catholic", "St. Joan Catholic"],
        ["A & B", "A and B", "A&B"],
        ["École Sacré-Cœur", "Ecole Sacre Coeur"],
        ["SS Peter and Paul", "Saints Peter & Paul", "Sts Peter and Paul"],
        ["Moss Hall Jnr", "Moss Hall Junior"],
        ["U.C.L. Academy", "UCL Academy"],
    ],
)
def test_spellings_of_one_name_fold_to_one(spellings):
    assert len({fold(name) for name in spellings}) == 1


def test_the_last_word_may_still_be_being_typed():
    assert readings("st") == ("saint", "st")
    assert readings("moss hall jn") == ("moss hall jn", "moss hall junior")
    assert "saint mary church of england" in readings("St Mary Co")
    assert readings("...") == ()


@given(st.text(st.characters(exclude_categories=()), max_size=300))
def test_any_text_has_a_kind_and_is_safe_to_show(text):
    query = parse_query(text)
    assert query.kind in QueryKind
    assert len(query.text) <= MOST_CHARACTERS
    assert not any(unicodedata.category(character)[0] == "C" for character in query.text)
    assert (query.kind is QueryKind.EMPTY) == (query.text == "")
    assert clean(query.text) == query.text
    assert fold(text) == " ".join(fold(text).split())
    assert fold(text) == fold(text.upper()) or not text.isascii()

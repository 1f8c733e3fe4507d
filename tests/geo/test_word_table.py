"""Slips of the finger: by hand, and the table against a plain loop."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.word_table import slips, word_table


@pytest.mark.parametrize(
    ("typed", "word", "count"),
    [
        ("neville", "neville", 0),
        ("nev", "neville", 0),
        ("nevile", "neville", 1),
        ("nevville", "neville", 1),
        ("naville", "neville", 1),
        ("enville", "neville", 1),
        ("meville", "neville", 1),
        ("eville", "neville", 1),
        ("mneville", "neville", 1),
        ("nevlil", "neville", 1),
        ("nevel", "neville", 1),
        ("burley", "burghley", 2),
        ("bruley", "burghley", None),
        ("nve", "neville", None),
        ("hill", "mill", 1),
        ("hil", "mill", None),
        ("xxville", "neville", None),
    ],
)
def test_slips_by_hand(typed, word, count):
    assert slips(typed, word) == count


words = st.text("abc", min_size=1, max_size=7)


@given(st.lists(st.lists(words, min_size=1, max_size=3).map(" ".join), max_size=8), words)
def test_the_table_agrees_with_a_loop_over_all_words(texts, typed):
    table = word_table(texts)
    counts = {at: [slips(typed, word) for word in text.split()] for at, text in enumerate(texts)}
    best = {at: min(c for c in each if c is not None) for at, each in counts.items() if set(each) != {None}}
    assert table.similar(typed) == best
    assert table.starting(typed) == {at for at, count in best.items() if count == 0}


@given(words.filter(lambda word: len(word) >= 4), st.integers(0, 6), st.sampled_from("abc"))
def test_one_wrong_letter_is_one_slip_at_most(word, where, letter):
    where %= len(word)
    typed = word[:where] + letter + word[where + 1 :]
    assert slips(typed, word) in ({0} if letter == word[where] else {0, 1})

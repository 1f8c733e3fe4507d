"""The decoder on generated cells: no symbol ever becomes a number, and order never matters."""

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.vocab import ValueStatus
from pipelines.symbols import EES, PERFORMANCE_TABLES, UNDERLYING_2019, decode

MEANINGS = st.sampled_from([EES, PERFORMANCE_TABLES, UNDERLYING_2019])
SYMBOLS = st.sampled_from(sorted({*EES, *PERFORMANCE_TABLES, *UNDERLYING_2019}))
NUMBERS = st.one_of(st.integers(0, 10**9).map(str), st.decimals(0, 100, places=2).map(str))
CELLS = st.lists(st.one_of(SYMBOLS, NUMBERS, st.text(max_size=6)), min_size=1, max_size=30)


@given(CELLS, MEANINGS, st.booleans())
def test_a_number_comes_with_published_and_only_with_it(cells, meaning, percent):
    decoded = decode(pd.Series(cells, dtype="str"), meaning, percent=percent)
    published = decoded.statuses == ValueStatus.PUBLISHED
    assert (decoded.numbers.notna() == published).all()
    assert all(math.isfinite(number) and number >= 0 for number in decoded.numbers.dropna())


@given(CELLS, MEANINGS)
def test_a_symbol_never_becomes_a_number(cells, meaning):
    decoded = decode(pd.Series(cells, dtype="str"), meaning, percent=True, maximum=100)
    for cell, number, status in zip(cells, decoded.numbers, decoded.statuses, strict=True):
        if cell.strip() in meaning:
            assert math.isnan(number)
            assert status == meaning[cell.strip()]


@given(st.text(max_size=8), MEANINGS)
def test_what_is_decoded_is_a_known_symbol_or_digits(cell, meaning):
    status = decode(pd.Series([cell], dtype="str"), meaning, percent=True).statuses.iloc[0]
    known = cell.strip() in meaning
    digits = cell.strip().removesuffix("%").replace(".", "", 1)
    assert pd.isna(status) or known or (digits.isascii() and digits.isdigit())


@given(st.data(), CELLS, MEANINGS)
def test_the_order_of_rows_does_not_matter(data, cells, meaning):
    straight = pd.Series(cells, dtype="str")
    shuffled = straight.loc[data.draw(st.permutations(range(len(cells))))]
    one, other = decode(straight, meaning), decode(shuffled, meaning)
    pd.testing.assert_series_equal(one.numbers, other.numbers.sort_index())
    pd.testing.assert_series_equal(one.statuses, other.statuses.sort_index())


@pytest.mark.parametrize("index", [[7, 3, 9], ["a", "b", "c"]])
def test_the_index_is_kept(index):
    decoded = decode(pd.Series(["1", "z", "?"], index=index, dtype="str"), EES)
    assert list(decoded.numbers.index) == index
    assert decoded.statuses.isna().tolist() == [False, False, True]

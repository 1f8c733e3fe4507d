"""A rate with its counts: which denominators are believed. All figures are synthetic."""

import pandas as pd
import pytest

from pipelines import rates
from pipelines.symbols import EES, decode


def cells(*texts):
    return decode(pd.Series(texts, dtype="str"), EES)


def numbers(*values):
    return pd.Series(values, dtype=float)


def test_rows_of_a_small_table_are_judged_one_by_one():
    figure = rates.published(cells("1.6", "98.3"), numbers(16, 1222), numbers(1000, 1217))
    assert figure.denominator.isna().tolist() == [False, True]
    assert figure.numerator.tolist() == [16, 1222]


def test_a_column_that_fails_for_many_is_the_base_of_something_else():
    rows = 200
    rate = cells(*["10.0"] * 190, *["50.5"] * 10)
    above, below = numbers(*[10] * rows), numbers(*[100] * rows)
    assert rates.published(rate, above, below).denominator.isna().all()
    rate = cells(*["10.0"] * 199, "50.5")
    assert rates.published(rate, above, below).denominator.notna().sum() == 199


def test_the_last_decimal_that_is_really_used_decides():
    # 59.60 was rounded to one decimal, 20.58 to two: 57 of 277 is 20.5776 and 165 of 277 is 59.5668.
    assert rates.published(cells("59.60", "40.10"), numbers(165, 111), numbers(277, 277)).denominator.notna().all()
    assert rates.published(cells("20.58", "20.51"), numbers(57, 57), numbers(277, 277)).denominator.isna().tolist() == [
        False,
        True,
    ]


def test_kinds_of_row_have_their_own_rounding():
    rate, above, below = cells("4.0", "4.21644"), numbers(57891483, 148393), numbers(1436932866, 3519391)
    assert rates.published(rate, above, below).denominator.isna().tolist() == [True, False]
    kinds = pd.Series(["England", "borough"])
    assert rates.published(rate, above, below, rounded_by=kinds).denominator.notna().all()


@pytest.mark.parametrize(("above", "below", "status"), [("c", "10", "suppressed"), ("1", "x", "not_available")])
def test_a_count_that_is_not_published_gives_its_reason(above, below, status):
    figure = rates.from_counts(cells(above), cells(below))
    assert figure.status.tolist() == [status]
    assert figure.value.isna().all()
    assert figure.numerator.isna().all()


def test_nothing_of_nothing_is_not_applicable():
    assert rates.from_counts(cells("0"), cells("0")).status.tolist() == ["not_applicable"]
    assert rates.published(cells("0.0"), numbers(0), numbers(0)).status.tolist() == ["not_applicable"]

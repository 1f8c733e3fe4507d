"""What each published cell means: a table to read, and the decoder must agree with every line."""

import pandas as pd
import pytest

from geo.vocab import ValueStatus
from pipelines.symbols import EES, PERFORMANCE_TABLES, UNDERLYING_2019, decode

TABLES = {"performance tables": PERFORMANCE_TABLES, "EES": EES, "underlying 2018/19": UNDERLYING_2019}

# In a column of percentages from 0 to 100 that may carry a percent sign. "-" means: the row is rejected.
PERCENTAGES = """
| table              | cell    | value | status         |
| performance tables | 49.5    | 49.5  | published      |
| performance tables | 46.9%   | 46.9  | published      |
| performance tables | 100.00  | 100   | published      |
| performance tables | 0%      | 0     | published      |
| performance tables | NA      |       | not_available  |
| performance tables | NP      |       | not_available  |
| performance tables | SUPP    |       | suppressed     |
| performance tables | NE      |       | not_applicable |
| performance tables | LOWCOV  |       | not_available  |
| performance tables | SP      |       | low            |
| performance tables |         |       | not_available  |
| performance tables | c       | -     | -              |
| performance tables | NEW     |       | not_available  |
| performance tables | DNS     |       | not_available  |
| performance tables | LOW     |       | not_available  |
| performance tables | SN      | -     | -              |
| performance tables | na      | -     | -              |
| EES                | 6.29823 | 6.29823 | published    |
| EES                | c       |       | suppressed     |
| EES                | z       |       | not_applicable |
| EES                | x       |       | not_available  |
| EES                | u       |       | not_available  |
| EES                | low     |       | low            |
| EES                | :       |       | not_applicable |
| EES                | SUPP    |       | suppressed     |
| EES                | NE      |       | not_applicable |
| EES                |         |       | not_available  |
| EES                | NA      | -     | -              |
| EES                | ..      | -     | -              |
| underlying 2018/19 | 4.0     | 4     | published      |
| underlying 2018/19 | :       |       | not_applicable |
| underlying 2018/19 |         |       | not_available  |
| underlying 2018/19 | x       | -     | -              |
| EES                | 100.1   | -     | -              |
| EES                | -3      | -     | -              |
| EES                | 1,234   | -     | -              |
| EES                | 1e3     | -     | -              |
| EES                | inf     | -     | -              |
| EES                | nan     | -     | -              |
| EES                | 5 %%    | -     | -              |
| EES                | .5      | -     | -              |
| EES                | ٤       | -     | -              |
"""

# In a column of counts: no percent sign, whole numbers, no maximum.
COUNTS = """
| table              | cell   | value | status         |
| EES                | 271    | 271   | published      |
| EES                | 271.0  | 271   | published      |
| EES                | 271.5  | -     | -              |
| EES                | 271%   | -     | -              |
| EES                | 34012  | 34012 | published      |
| EES                | z      |       | not_applicable |
"""


def lines(text: str) -> list[tuple[str, ...]]:
    rows = [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in text.strip().splitlines()]
    return rows[1:]


def check(line: tuple[str, ...], **how: object) -> None:
    table, cell, value, status = line
    decoded = decode(pd.Series([cell], dtype="str"), TABLES[table], **how)  # type: ignore[arg-type]
    number, word = decoded.numbers.iloc[0], decoded.statuses.iloc[0]
    if status == "-":
        assert pd.isna(word)
    else:
        assert word == ValueStatus(status)
    if value in {"", "-"}:
        assert pd.isna(number)
    else:
        assert number == float(value)


@pytest.mark.parametrize("line", lines(PERCENTAGES), ids=" | ".join)
def test_percentages(line: tuple[str, ...]) -> None:
    check(line, percent=True, maximum=100)


@pytest.mark.parametrize("line", lines(COUNTS), ids=" | ".join)
def test_counts(line: tuple[str, ...]) -> None:
    check(line, whole=True)


def test_every_symbol_has_its_line() -> None:
    """A symbol added to a table without a line here fails."""
    shown = {(table, cell) for table, cell, *_ in lines(PERCENTAGES)}
    known = {(name, symbol) for name, table in TABLES.items() for symbol in table}
    assert known <= shown

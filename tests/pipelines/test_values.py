"""Cells that every table has: what is parsed, what is rejected, and in which words."""

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.errors import BadInput, Rejects
from pipelines.rawfile import RawFile
from pipelines.reading import Layout, RawTable
from pipelines.values import blank_to_missing, dates, normalise_postcode, once, single_spaces, urns, whole_numbers


def frame(**columns: list[str]) -> pd.DataFrame:
    made = pd.DataFrame(columns, dtype=str)
    made.index = pd.RangeIndex(2, 2 + len(made), name="line")
    return made


def raw(table: pd.DataFrame) -> RawTable:
    file = RawFile(Path("raw"), Path("raw/t.csv"))
    return RawTable(file, Layout("register", "x", ("URN",), ("URN",)), "utf-8", table, tuple(table))


def text(cells: pd.Series) -> list[str | None]:
    return [None if pd.isna(cell) else str(cell) for cell in cells]


def test_white_space_becomes_single() -> None:
    cells = pd.Series(["St\u00a0Mary\u2019s  School", " a\tb\n", ""])
    assert text(single_spaces(cells)) == ["St Mary\u2019s School", "a b", ""]


def test_blank_is_missing_and_words_stay_words() -> None:
    assert text(blank_to_missing(pd.Series(["None", "NA", " \u00a0", "", "NULL"]))) == [
        "None",
        "NA",
        None,
        None,
        "NULL",
    ]


def test_possible_urns() -> None:
    rejects = Rejects("t.csv")
    kept = urns(
        frame(URN=[" 100001 ", "099999", "1000001", "NAT", "", "\uff11\uff10\uff10\uff10\uff10\uff11", "100001.0"]),
        rejects,
    )
    assert kept["urn"].tolist() == [100_001]
    assert str(kept["urn"].dtype) == "Int64"
    assert rejects.rows[1] == (4, "1000001", "impossible URN '1000001': six digits are expected")
    assert [line for line, _, _ in rejects.rows] == [3, 4, 5, 6, 7, 8]


def test_identical_rows_count_once_and_are_accounted_for() -> None:
    rejects = Rejects("t.csv")
    kept = once(frame(URN=["1", "1", "2"], Name=["a", "a", "b"]), "URN", rejects)
    assert kept.index.tolist() == [2, 4]
    assert rejects.rows == [(3, "1", "URN 1 stands twice, the same to the letter: it counts once")]


def test_rows_that_contradict_each_other_are_all_rejected() -> None:
    rejects = Rejects("t.csv")
    kept = once(frame(URN=["1", "1 ", "2", "1"], Name=["a", "c", "b", "a"]), "URN", rejects)
    assert kept["URN"].tolist() == ["2"]
    assert [(line, "several lines that differ" in reason) for line, _, reason in rejects.rows] == [
        (5, False),
        (2, True),
        (3, True),
    ]


def test_dates_parse_and_blank_is_missing() -> None:
    table = frame(URN=["1", "2"], Day=["31-08-2026", ""])
    rejects = Rejects("t.csv")
    kept = dates(raw(table), table, "Day", "%d-%m-%Y", rejects, "URN")
    assert kept["Day"].tolist() == [pd.Timestamp(2026, 8, 31), pd.NaT]
    assert str(kept["Day"].dtype) == "datetime64[ms]"
    assert rejects.rows == []


def test_one_date_in_another_format_costs_one_row() -> None:
    table = frame(URN=["1", "2", "3"], Day=["31-08-2026", "2026-08-31", "30-02-2026"])
    table = pd.concat([table, frame(URN=["4", "5"], Day=["01-09-1950", "01-01-1066"])], ignore_index=True)
    rejects = Rejects("t.csv")
    kept = dates(raw(table), table, "Day", "%d-%m-%Y", rejects, "URN")
    assert kept["URN"].tolist() == ["1", "4", "5"]
    assert kept["Day"].dt.year.tolist() == [2026, 1950, 1066]
    assert rejects.rows[0] == (1, "2", "date '2026-08-31' in Day is not DD-MM-YYYY")


@pytest.mark.parametrize("cell", ["31/08/2026", "2026-08-31", "08-31-2026", "31-Aug-2026", "46265"])
def test_column_of_dates_in_another_format_stops_the_build(cell: str) -> None:
    table = frame(URN=["1", "2", "3"], Day=[cell, cell, ""])
    message = (
        rf"t\.csv: 2 of 2 dates in Day are not DD-MM-YYYY, such as '{cell}': it was saved again by another program, "
        "fetch it again"
    )
    with pytest.raises(BadInput, match=message):
        dates(raw(table), table, "Day", "%d-%m-%Y", Rejects("t.csv"), "URN")


def test_month_before_day_cannot_pass_for_a_whole_year_of_dates() -> None:
    days = pd.date_range("2026-01-01", "2026-12-31").strftime("%m-%d-%Y").tolist()
    table = frame(URN=["1"] * len(days), Day=days)
    with pytest.raises(BadInput, match="221 of 365 dates in Day are not DD-MM-YYYY"):
        dates(raw(table), table, "Day", "%d-%m-%Y", Rejects("t.csv"), "URN")


def test_whole_numbers() -> None:
    rejects = Rejects("t.csv")
    table = frame(URN=list("1234567"), Pupils=[" 0 ", "20000", "", "20001", "-1", "1.5", "c"])
    kept = whole_numbers(table, "Pupils", rejects, "URN", high=20_000)
    assert kept["Pupils"].tolist() == [0, 20_000, pd.NA]
    assert rejects.rows[0] == (5, "4", "'20001' in Pupils is no whole number from 0 to 20000")
    assert [key for _, key, _ in rejects.rows] == ["4", "5", "6", "7"]


@pytest.mark.parametrize(
    ("cell", "postcode"),
    [
        ("nw1 1dn", "NW1 1DN"),
        ("W1A1AA", "W1A 1AA"),
        ("EC1A  1BB", "EC1A 1BB"),
        ("E1\u00a06AN", "E1 6AN"),
        ("gir 0aa", "GIR 0AA"),
        ("NULL", None),
        ("", None),
        ("NW1", None),
        ("NW1 1DNX", None),
        ("NW1 1DN, London", None),
        ("NW\uff11 1DN", None),
    ],
)
def test_postcodes(cell: str, postcode: str | None) -> None:
    assert text(normalise_postcode(pd.Series([cell]))) == [postcode]


shapes = st.from_regex(r"[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}", fullmatch=True)


@given(packed=shapes, gap=st.sampled_from(["", " ", "  ", "\u00a0", "\t"]), at=st.integers(0, 7), lower=st.booleans())
def test_postcode_is_blind_to_case_and_spacing(packed: str, gap: str, at: int, lower: bool) -> None:
    spelt = packed[:at] + gap + packed[at:]
    once_made = normalise_postcode(pd.Series([spelt.lower() if lower else spelt]))
    assert text(once_made) == [f"{packed[:-3]} {packed[-3:]}"]
    assert text(normalise_postcode(once_made)) == text(once_made)


@given(st.lists(st.one_of(st.text(max_size=9), shapes), max_size=5))
def test_postcodes_are_idempotent_and_missing_stays_missing(cells: list[str]) -> None:
    first = normalise_postcode(pd.Series(cells, dtype=str))
    assert text(normalise_postcode(first)) == text(first)


def test_reasons_and_keys_keep_to_one_line_and_a_blank_key_is_missing() -> None:
    rejects = Rejects("t.csv")
    rejects.take(frame(URN=["", "a\r\nb"]), pd.Series([True, True], index=[2, 3]), "URN", "no URN '{URN}'")
    assert text(rejects.frame()["key"]) == [None, "a b"]
    assert text(rejects.frame()["reason"]) == ["no URN ''", "no URN 'a b'"]

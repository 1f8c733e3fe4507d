"""The register's links: dates may lie in the future, and the number may be an old one."""

from pathlib import Path

import pandas as pd
import pytest

from geo.schema import validate
from pipelines import links
from pipelines.errors import BadInput
from pipelines.reading import Cleaned
from tests.pipelines.rawfiles import clean, put, reasons

HEADER = "URN,LinkURN,LinkName,LinkType,LinkEstablishedDate\n"


def read(folder: Path, rows: str, name: str = "links_edubasealldata20261120.csv") -> Cleaned:
    return clean(links, put(folder, name, HEADER + rows, encoding="cp1252"))


def test_links(tmp_path: Path) -> None:
    cleaned = read(
        tmp_path,
        "100001,100002,SYNTHETIC St Mary\u2019s,Successor - merged,01-09-2031\n100002,4711,,Predecessor,\n",
    )
    table = validate("links", cleaned.tables["links"])
    assert table["urn"].tolist() == [100_001, 100_002]
    assert table["link_urn"].tolist() == [100_002, 4711]
    assert table["kind"].tolist() == ["Successor - merged", "Predecessor"]
    assert table["link_name"].iloc[0] == "SYNTHETIC St Mary\u2019s"
    assert table["linked_on"].iloc[0] == pd.Timestamp(2031, 9, 1)
    assert pd.isna(table["link_name"].iloc[1])
    assert pd.isna(table["linked_on"].iloc[1])
    assert set(table["source"]) == {"links:2026-11-20"}


def test_identical_links_count_once(tmp_path: Path) -> None:
    assert len(read(tmp_path, "100001,100002,x,Successor,\n" * 2).tables["links"]) == 1


def test_impossible_numbers_are_rejected(tmp_path: Path) -> None:
    cleaned = read(tmp_path, "100001,x,x,Successor,\n,100002,x,Successor,\n100001,100002,x,Successor,\n")
    assert [(line, reason) for line, _, reason in reasons(cleaned)] == [
        (3, "impossible URN ''"),
        (2, "impossible LinkURN 'x'"),
    ]
    assert len(cleaned.tables["links"]) == 1


def test_dates_saved_again_by_a_spreadsheet(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"1 of 1 dates in LinkEstablishedDate are not DD-MM-YYYY, such as '01/09/2031'"):
        read(tmp_path, "100001,100002,x,Successor,01/09/2031\n")


@pytest.mark.parametrize(
    ("name", "release"),
    [
        ("links_edubasealldata_2026-08.csv", "2026-08"),
        ("links_edubasealldata20260312.csv", "2026-03-12"),
        ("links_edubasealldata.csv", "undated"),
    ],
)
def test_release(tmp_path: Path, name: str, release: str) -> None:
    assert read(tmp_path, "100001,100002,x,Successor,\n", name).release == release

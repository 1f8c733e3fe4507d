"""Points of postcodes from Code-Point Open and the ONS directory."""

import zipfile
from pathlib import Path

import pandas as pd
import pytest

from geo.schema import validate
from pipelines import postcodes
from pipelines.errors import BadInput
from pipelines.rawfile import RawFile
from pipelines.reading import Cleaned
from tests.pipelines.rawfiles import clean, put, reasons

ROW = '"NW11AA",10,529000,184000,"E92000001","","","","E09000007","E05000001"\n'
DIRECTORY = {
    "oseast1m": "pcds,doterm,oseast1m,osnrth1m,oslaua,osward,lsoa21\n",
    "east1m": "pcds,doterm,east1m,north1m,lad25cd,wd25cd,lsoa21cd\n",
}


def code_point(folder: Path, text: str) -> Cleaned:
    return postcodes.clean_code_point(put(folder, "nw.csv", text))


@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_code_point(tmp_path: Path, start: str) -> None:
    cleaned = code_point(tmp_path, start + ROW)
    table = validate("postcodes", cleaned.tables["postcodes"])
    assert table.iloc[0].tolist() == ["NW1 1AA", 529_000, 184_000, "E09000007", "E05000001"]
    assert cleaned.notes == []


def test_code_point_without_a_point_or_with_an_impossible_one(tmp_path: Path) -> None:
    text = ROW + ROW.replace("1AA", "1AB").replace(",10,529000,184000", ",90,0,0")
    text += ROW.replace("1AA", "1AC").replace("529000", "0") + ROW.replace("NW11AA", "NW1")
    text += ROW.replace("1AA", "1AD").replace("184000", "x")
    cleaned = code_point(tmp_path, text)
    assert cleaned.tables["postcodes"]["postcode"].tolist() == ["NW1 1AA"]
    assert cleaned.notes == ["1 postcode(s) without a point (quality 90)"]
    assert reasons(cleaned) == [
        (4, "NW1", "'NW1' is no postcode"),
        (3, "NW11AC", "point (0, 184000) is outside Great Britain"),
        (5, "NW11AD", "point (529000, x) is outside Great Britain"),
    ]


def test_ward_may_be_blank(tmp_path: Path) -> None:
    cleaned = code_point(tmp_path, ROW.replace("E05000001", ""))
    assert pd.isna(validate("postcodes", cleaned.tables["postcodes"]).iloc[0]["ward_code"])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", r"nw\.csv: is empty: fetch it again"),
        ("a,b\n1,2\n", r"nw\.csv: is not Code-Point Open .*: fetch it again"),
        (ROW + '"NW11AB",10,5290', r"nw\.csv: is not Code-Point Open .*: fetch it again"),
        ("PC,PQ,EA,NO,CY,RH,LH,CC,DC,WC\n" + ROW, r"nw\.csv: its first cell 'PC' is no postcode"),
        ("<html></html>", r"nw\.csv: is not Code-Point Open"),
    ],
)
def test_not_code_point(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(BadInput, match=message):
        code_point(tmp_path, text)


@pytest.mark.parametrize("header", DIRECTORY)
def test_directory_of_either_header(tmp_path: Path, header: str) -> None:
    rows = (
        "NW1 1AA,,529000,184000,E09000007,E05000001,E01000001\n"
        "NW1 1AB,202001,529000,184000,E09000007,E05000001,E01000001\n"
        "JE2 3AB,,,,L99999999,L99999999,L99999999\n"
    )
    cleaned = clean(postcodes, put(tmp_path, "onspd_aug_2026.csv", DIRECTORY[header] + rows))
    table = cleaned.tables["postcodes"]
    assert table["postcode"].tolist() == ["NW1 1AA", "NW1 1AB"]
    assert table["terminated"].tolist() == [False, True]
    assert table["lsoa"].tolist() == ["E01000001"] * 2
    assert cleaned.notes == ["1 postcode(s) without a point"]
    assert len(validate("postcodes", table)) == 2


def test_the_edition_is_that_of_the_products_own_metadata(tmp_path: Path) -> None:
    folder = tmp_path / "postcodes" / "codepo_gb"
    (folder / "Data" / "CSV").mkdir(parents=True)
    (folder / "Doc").mkdir()
    (folder / "Doc" / "metadata.txt").write_text("DATASET VERSION NUMBER: 2026.4.0\nCOPYRIGHT DATE: 20261020\n")
    path = folder / "Data" / "CSV" / "nw.csv"
    path.write_text('"NW1 1AA",10,529000,183500,"E92000001","","","","E09000007","E05000001"\n')
    assert postcodes.clean_code_point(RawFile(tmp_path, path)).release == "2026-10"
    packed = tmp_path / "codepo_gb.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for member in ("Data/CSV/nw.csv", "Doc/metadata.txt"):
            archive.write(folder / member, member)
    assert postcodes.clean_code_point(RawFile(tmp_path, packed, "Data/CSV/nw.csv")).release == "2026-10"
    (folder / "Doc" / "metadata.txt").unlink()
    assert postcodes.clean_code_point(RawFile(tmp_path, path)).release == "undated"

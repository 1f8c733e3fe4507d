"""What changed between two builds, told with the figures of both."""

from pathlib import Path

import pytest
from rawfolder import HERE, raw_folder, school, write_absence, write_csv, write_links, write_register

from pipelines.__main__ import main
from pipelines.build import build
from pipelines.diff import diff

HEADER = (
    "URN,LA,Estab,SCHOOLTYPE,NOR,NORG,NORB,PNORG,PNORB,TSENELSE,PSENELSE,TSENELK,PSENELK,NUMEAL,NUMENGFL,NUMUNCFL,"
    "PNUMEAL,PNUMENGFL,PNUMUNCFL,NUMFSM,NUMFSMEVER,NORFSMEVER,PNUMFSMEVER"
)
CENSUS = HEADER.split(",")


def make(folder: Path, out: Path) -> Path:
    build(folder, out, area=[HERE], fresh=True, step=lambda *_: None)
    return out


def census(raw: Path, year: str, pupils: int) -> None:
    row = ["900001", "202", "0001", "State-funded primary", str(pupils), *["NA"] * (len(CENSUS) - 5)]
    write_csv(raw / "spc" / f"england_census_{year}.csv", CENSUS, [row])


def test_a_build_does_not_differ_from_itself(tmp_path: Path) -> None:
    out = make(raw_folder(tmp_path / "raw"), tmp_path / "out")
    assert diff(out, out) == []


def test_each_kind_of_change_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    raw = raw_folder(tmp_path / "raw")
    census(raw, "2022-23", 200)
    old = make(raw, tmp_path / "old")
    trust = {"Trusts (code)": "77", "Trusts (name)": "SYNTHETIC Trust"}
    write_register(
        raw,
        [
            school(900_001, **trust),
            school(900_002, **{"EstablishmentStatus (name)": "Closed"}),
            school(900_006),
            school(900_007),
        ],
    )
    write_links(raw, [["900007", "900003", "SYNTHETIC old", "Predecessor", "01-09-2025"]])
    census(raw, "2023-24", 180)
    history = raw / "ofsted" / "ofsted_ratings_history_to_2020.csv"
    write_csv(history, ["URN", "Rating", "Inspection Date"], [["900001", "Good", "20190305"]])
    write_absence(raw, "2022-23", [["202", "0001", "900001", "5.1", "12.3"]])
    new = make(raw, tmp_path / "new")
    assert [(change.kind, change.urn, change.text) for change in diff(old, new)] == [
        ("head count", 900_001, "200 pupils in 2022/23, 180 in 2023/24"),
        ("inspection", 900_001, "legacy: Overall effectiveness: Good (inspected 5 March 2019)"),
        ("school changed", 900_001, "trust name: not recorded -> SYNTHETIC Trust"),
        ("school closed", 900_002, "status: Open -> Closed"),
        ("school gone", 900_003, "is not in the new build"),
        ("school new", 900_006, "is in the register now; status Open"),
        ("school renumbered", 900_007, "URN 900003 (SYNTHETIC School 900003) became 900007"),
        ("tie new", 900_001, "academy trust: SYNTHETIC Trust"),
    ]
    assert main(["diff", str(old), str(new)]) == 0
    assert capsys.readouterr().out.endswith("8 change(s)\n")


def test_an_absent_build_is_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", str(tmp_path / "a"), str(tmp_path / "b")]) == 1
    assert "make the tables with" in capsys.readouterr().err

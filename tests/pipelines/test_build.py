"""From a raw folder to the processed tables: what goes in comes out, is rejected, or is outside the area."""

import json
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rawfolder import HERE, THERE, raw_folder, school, write_absence, write_links, write_register

from geo.schema import TABLES
from geo.store import build_info, read
from pipelines.__main__ import main
from pipelines.build import build, chosen_area
from pipelines.errors import BadInput

AREA = [HERE]


def made(raw: Path, out: Path, *, fresh: bool = False, area: list[str] | None = None) -> dict:
    return build(raw, out, area=area or AREA, fresh=fresh, step=lambda *_: None)


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    return raw_folder(tmp_path / "raw")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "processed"


def test_schools_of_the_area_are_in_the_table_and_others_are_neither_there_nor_rejected(raw: Path, out: Path) -> None:
    made(raw, out)
    assert read(out, "schools")["urn"].tolist() == [900_001, 900_002, 900_003]
    assert read(out, "rejects").empty


def test_a_school_without_coordinates_stands_at_its_postcode_and_says_so(raw: Path, out: Path) -> None:
    made(raw, out)
    third = read(out, "schools").set_index("urn").loc[900_003]
    assert (third.geometry.x, third.geometry.y, third["location_source"]) == (529_400, 183_500, "postcode")


def test_an_unknown_postcode_is_told_and_the_school_stays_without_a_point(raw: Path, out: Path) -> None:
    write_register(raw, [school(900_001, Easting="", Northing="", Postcode="NW9 9ZZ")])
    record = made(raw, out)
    only = read(out, "schools").iloc[0]
    assert only["location_source"] == "none"
    assert only.geometry is None
    assert [note for note in record["notes"] if "NW9 9ZZ" in note] == [
        "URN 900001 SYNTHETIC School 900001: postcode NW9 9ZZ is not among the current ones at hand (point: none)"
    ]


def test_a_point_far_from_its_postcode_is_a_warning_with_the_distance(raw: Path, out: Path) -> None:
    write_register(raw, [school(900_001, Easting="529300", Northing="183900")])
    record = made(raw, out)
    assert read(out, "schools")["postcode_distance_m"].tolist() == [500.0]
    assert record["warnings"][0].startswith("1 school(s) stand more than 250 m from the point of their postcode")
    assert "URN 900001 SYNTHETIC School 900001: 500 m from the point of NW1 1AA" in record["notes"]


def test_a_symbol_keeps_its_meaning(raw: Path, out: Path) -> None:
    made(raw, out)
    row = read(out, "measures").set_index(["urn", "measure"]).loc[(900_002, "persistent_absence")]
    assert row["status"] == "suppressed"
    assert pd.isna(row["value"])


def test_the_same_input_gives_the_same_bytes(raw: Path, out: Path, tmp_path: Path) -> None:
    made(raw, out)
    made(raw, tmp_path / "again")
    assert bytes_of(out) == bytes_of(tmp_path / "again")


def test_building_again_over_a_build_gives_the_same_bytes(raw: Path, out: Path) -> None:
    made(raw, out)
    first = bytes_of(out)
    made(raw, out)
    assert bytes_of(out) == first


def test_with_nothing_new_the_tables_stay_the_same_bytes(raw: Path, out: Path, tmp_path: Path) -> None:
    made(raw, out)
    first = bytes_of(out)
    (tmp_path / "nothing").mkdir()
    made(tmp_path / "nothing", out)
    last = bytes_of(out)
    assert {name for name in first if first[name] != last[name]} == {"BUILD.json"}
    assert build_info(out)["build_id"] == json.loads(first["BUILD.json"])["build_id"]


def test_a_source_that_is_not_there_keeps_its_rows_and_its_provenance(raw: Path, out: Path, tmp_path: Path) -> None:
    write_register(
        raw, [school(900_001), school(900_002), school(900_003, Easting="", Northing="", Postcode="NW9 9ZZ")]
    )
    notes = made(raw, out)["notes"]
    former = {name: read(out, name) for name in TABLES}
    alone = tmp_path / "alone"
    write_absence(alone, "2023-24", [["202", "0001", "900001", "7.5", "20"]])
    record = made(alone, out)
    measures = read(out, "measures")
    assert measures[measures["measure"] == "absence"][["urn", "year", "value"]].to_numpy().tolist() == [
        [900_001, "2022/23", 5.1],
        [900_001, "2023/24", 7.5],
        [900_002, "2022/23", 6.0],
    ]
    for name in ("schools", "areas", "postcodes", "ties", "links"):
        pd.testing.assert_frame_equal(read(out, name), former[name])
    assert [note for note in notes if "NW9 9ZZ" in note] == [note for note in record["notes"] if "NW9 9ZZ" in note]
    carried = {source["key"]: source["carried_over"] for source in record["sources"]}
    assert carried["absence_tables:2023/24"] is False
    assert carried["absence_tables:2022/23"] is True
    assert carried["register:2026-01-01"] is True


def test_fresh_keeps_nothing(raw: Path, out: Path, tmp_path: Path) -> None:
    made(raw, out)
    (raw / "absence" / "england_abs_2022-23.csv").unlink()
    made(raw, out, fresh=True)
    assert read(out, "measures").empty


def test_a_former_build_of_another_area_is_not_carried_on(raw: Path, out: Path) -> None:
    made(raw, out)
    with pytest.raises(BadInput, match="other authorities: use --fresh"):
        made(raw, out, area=[THERE])


def test_a_broken_file_stops_the_build_and_the_former_one_stays(raw: Path, out: Path) -> None:
    made(raw, out)
    first = bytes_of(out)
    (raw / "absence" / "england_abs_2022-23.csv").write_text("LA,ESTAB,URN\n202,0001,900001\n")
    with pytest.raises(BadInput, match=r"absence/england_abs_2022-23.csv: .*3 columns: LA, ESTAB, URN"):
        made(raw, out)
    assert bytes_of(out) == first


def test_a_file_that_no_reader_knows_is_told(raw: Path, out: Path) -> None:
    (raw / "notes.csv").write_text("a,b\n1,2\n")
    assert made(raw, out)["not_read"] == ["notes.csv: no reader knows it"]


def test_a_table_under_the_name_of_another_stops_the_build(raw: Path, out: Path) -> None:
    wrong = raw / "absence" / "england_abs_2023-24.csv"
    wrong.write_bytes((raw / "gias" / "edubasealldata20260101.csv").read_bytes())
    with pytest.raises(BadInput, match="is named like the absence_tables table and holds the register table"):
        made(raw, out)


def test_a_predecessors_years_are_shown_with_whose_they_were(raw: Path, out: Path) -> None:
    same = {"EstablishmentNumber": "0001"}
    write_register(raw, [school(900_001, **same), school(900_005, **same), school(900_002)])
    write_links(raw, [["900005", "900001", "SYNTHETIC old", "Predecessor", "01-09-2023"]])
    write_absence(raw, "2023-24", [["202", "0001", "900005", "4", "10"]])
    record = made(raw, out)
    measures = read(out, "measures")
    heir = measures[(measures["urn"] == 900_005) & (measures["measure"] == "absence")]
    assert heir[["year", "reported_urn", "value"]].to_numpy().tolist() == [
        ["2022/23", 900_001, 5.1],
        ["2023/24", 900_005, 4.0],
    ]
    assert [note for note in record["notes"] if "predecessor" in note] == [
        "1 school(s) show 2 figure(s) of a predecessor with the same LAESTAB; reported_urn says whose each was"
    ]


def test_without_a_register_the_remedy_is_named(raw: Path, out: Path) -> None:
    (raw / "gias" / "edubasealldata20260101.csv").unlink()
    with pytest.raises(BadInput, match="no register of schools: fetch it"):
        made(raw, out)


def test_an_area_without_schools_is_refused(raw: Path, out: Path) -> None:
    with pytest.raises(BadInput, match="has no school in E09000001"):
        made(raw, out, area=["E09000001"])


@pytest.mark.parametrize("code", ["Camden", "E0900000", "E05000001", "../etc", ""])
def test_an_area_that_is_no_code_is_refused(code: str) -> None:
    with pytest.raises(BadInput, match="is no GSS code"):
        chosen_area([code])


def test_london_is_its_thirty_three_authorities() -> None:
    assert len(chosen_area(["E12000007"])) == 33


def test_the_record_counts_what_went_in_and_came_out(raw: Path, out: Path) -> None:
    made(raw, out)
    info = build_info(out)
    counts = {source["key"]: (source["rows_in"], source["rows_out"]) for source in info["sources"]}
    assert counts["absence_tables:2022/23"] == (2, 4 + 2)  # four figures, and a mean of each measure for the borough
    assert info["counts"]["schools"] == 3
    assert info["coverage"]["persistent_absence"] == {"2022/23": {"published": 1, "suppressed": 1}}
    assert {gap["measure"] for gap in info["missing"]} >= {"suspension_rate", "pupils"}
    assert json.loads((out / "BUILD.json").read_text(encoding="utf-8")) == info


def test_the_command_line_builds_and_reports(raw: Path, out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "--raw", str(raw), "--out", str(out), "--area", HERE]) == 0
    told = capsys.readouterr().out
    assert "3 schools of 1 authorities" in told
    assert "python -m pipelines fetch exclusions" in told


def test_the_command_line_says_what_is_wrong_in_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "--raw", str(tmp_path / "none")]) == 1
    assert "there is no such folder" in capsys.readouterr().err


def test_check_tells_of_every_file_and_of_broken_ones(raw: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--raw", str(raw)]) == 0
    told = capsys.readouterr().out
    assert "absence/england_abs_2022-23.csv: absence_tables" in told
    (raw / "absence" / "england_abs_2022-23.csv").write_text("<!doctype html><html>")
    assert main(["check", "--raw", str(raw)]) == 1
    assert "BROKEN absence/england_abs_2022-23.csv: is a web page" in capsys.readouterr().out


def test_sources_says_what_is_present(raw: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sources", "--raw", str(raw)]) == 0
    told = capsys.readouterr().out
    assert "present: gias/edubasealldata20260101.csv (release 2026-01-01)" in told
    assert "in the build in use: 2018/19, 2020/21" in told
    assert "python -m pipelines fetch exclusions" in told


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(4)))
def test_the_order_of_rows_in_the_register_never_matters(
    order: list[int], tmp_path_factory: pytest.TempPathFactory
) -> None:
    base = tmp_path_factory.mktemp("order")
    rows = [school(900_001), school(900_002), school(900_003, URN="12"), school(900_004)]
    tables = []
    for name, chosen in (("a", rows), ("b", [rows[place] for place in order])):
        raw_folder(base / name)
        write_register(base / name, chosen)
        made(base / name, base / f"out-{name}", fresh=True)
        tables.append((read(base / f"out-{name}", "schools"), read(base / f"out-{name}", "rejects")))
    pd.testing.assert_frame_equal(tables[0][0], tables[1][0])
    assert tables[0][1][["key", "reason"]].to_numpy().tolist() == tables[1][1][["key", "reason"]].to_numpy().tolist()

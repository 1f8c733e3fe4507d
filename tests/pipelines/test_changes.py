"""A build keeps what it changed against the one that it replaces."""

import json
from pathlib import Path

import pandas as pd
import pytest
from rawfolder import HERE, THERE, raw_folder, school, write_absence, write_register

from geo.changes import FigureChange, read_changes
from geo.store import BUILD_FILE, CHANGES_FILE, build_info
from pipelines.__main__ import main
from pipelines.build import build
from pipelines.changes import figure_changes


def made(raw: Path, out: Path, *, area: str = HERE, fresh: bool = True) -> str:
    record = build(raw, out, area=[area], fresh=fresh, step=lambda *_: None)
    return str(record["build_id"])


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    return raw_folder(tmp_path / "raw")


def test_a_first_build_has_no_former_one(raw: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert read_changes(out, made(raw, out)) is None
    assert not (out / CHANGES_FILE).exists()


@pytest.mark.parametrize("fresh", [True, False])
def test_the_next_build_tells_what_it_changed(raw: Path, tmp_path: Path, fresh: bool) -> None:
    out = tmp_path / "out"
    first = made(raw, out)
    write_absence(raw, "2022-23", [["202", "0001", "900001", "5.2", "12.3"], ["202", "0002", "900002", "6", "7"]])
    write_absence(raw, "2023-24", [["202", "0001", "900001", "5", "12"]])
    found = read_changes(out, made(raw, out, fresh=fresh))
    assert found is not None
    assert found.old_build == first
    assert found.new_releases == ("absence_tables:2023/24",)
    assert found.gone_releases == ()
    assert found.figures == (
        FigureChange("absence", "2022/23", 2, 2, 1),
        FigureChange("absence", "2023/24", 0, 1, 0),
        FigureChange("persistent_absence", "2022/23", 1, 2, 0),
        FigureChange("persistent_absence", "2023/24", 0, 1, 0),
    )
    assert found.changes == ()


def test_building_the_same_again_keeps_what_was_told(raw: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    made(raw, out)
    write_register(raw, [school(900_001)])
    made(raw, out)
    told = (out / CHANGES_FILE).read_bytes()
    made(raw, out)
    assert (out / CHANGES_FILE).read_bytes() == told


def test_a_build_of_other_authorities_or_of_another_form_is_not_compared(raw: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    made(raw, out, area=THERE)
    assert read_changes(out, made(raw, out)) is None
    info = json.loads((out / BUILD_FILE).read_text())
    (out / BUILD_FILE).write_text(json.dumps(info | {"schema_version": 0}))
    write_register(raw, [school(900_001)])
    assert read_changes(out, made(raw, out)) is None


def test_two_builds_in_folders_of_their_own_are_compared_for_the_screen(
    raw: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    made(raw, old)
    write_absence(raw, "2022-23", [["202", "0001", "900001", "5.1", "12.3"]])
    build_id = made(raw, new)
    assert main(["diff", str(old), str(new)]) == 0
    assert read_changes(new, build_id) is None
    assert main(["diff", str(old), str(new), "--save"]) == 0
    found = read_changes(new, build_id)
    assert found is not None
    assert found.figures == (FigureChange("absence", "2022/23", 2, 1, 0),)
    assert "figures: absence 2022/23: 2 published before, 1 now\n0 change(s)" in capsys.readouterr().out


def test_a_school_that_is_gone_changes_no_count_of_figures(raw: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    made(raw, out)
    write_register(raw, [school(900_001), school(900_003, Easting="", Northing="", Postcode="NW1 1AB")])
    found = read_changes(out, made(raw, out))
    assert found is not None
    assert found.figures == ()
    assert [(each.kind, each.urn) for each in found.changes] == [("school gone", 900_002)]


def test_other_schools_in_equal_number_are_a_change() -> None:
    def table(*urns: int) -> pd.DataFrame:
        rows = [{"urn": urn, "year": "2022/23", "measure": "absence", "value": 5.0} for urn in urns]
        return pd.DataFrame(rows).assign(status="published")

    assert figure_changes(table(1, 2), table(1, 2)) == ()
    assert figure_changes(table(1, 2), table(1, 3)) == (FigureChange("absence", "2022/23", 2, 2, 0),)


def test_numbers_that_the_register_lacks_are_kept_by_release(raw: Path, tmp_path: Path) -> None:
    write_absence(raw, "2023-24", [["202", "0001", "900001", "5", "12"], ["202", "0009", "900009", "5", "12"]])
    out = tmp_path / "out"
    made(raw, out)
    assert build_info(out)["unmatched"] == {"absence_tables:2023/24": [900_009]}
    nothing = tmp_path / "nothing"
    nothing.mkdir()
    made(nothing, out, fresh=False)
    assert build_info(out)["unmatched"] == {"absence_tables:2023/24": [900_009]}

"""What each official place gives: lists, tables in zips, boundaries. A local server plays them; all is synthetic."""

import io
import json
import zipfile
from datetime import date
from pathlib import Path

import pytest

from pipelines.answers import TransferFailed
from pipelines.errors import FetchError
from pipelines.rawfile import find
from pipelines.resolve import Places, latest_ofsted, tables
from pipelines.unzip import extract, members
from tests.pipelines import official_sites as sites
from tests.pipelines.fileserver import Reply


def labels(raw: Path) -> list[str]:
    return [file.label for file in find(raw)]


# Ofsted


def test_the_newest_list_of_latest_inspections_is_chosen():
    def listed(*titles: str, suffix: str = "csv") -> dict:
        return {"details": {"attachments": [{"title": title, "url": f"/{title}.{suffix}"} for title in titles]}}

    said = sites.MI_TITLE
    months = listed(f"{said} 31 Dec 2025", f"{said} 28 February 2026", f"{said} 31 January 2026", "All inspections")
    assert latest_ofsted(months).name == "mi_2026-02-28_latest_inspections.csv"
    assert latest_ofsted(listed(f"{said} 31 Dec 2025")).name == "mi_2025-12-31_latest_inspections.csv"
    for nothing in (
        listed("All inspections"),
        listed(f"{said} 31 June 2026"),
        listed(f"{said} 31 Brumaire 2026"),
        listed(f"{said} 28 February 2026", suffix="ods"),
        {"details": None},
        [],
    ):
        with pytest.raises(TransferFailed, match="lists no CSV"):
            latest_ofsted(nothing)


# Performance tables and other zips


def test_years_of_the_performance_tables_have_ended():
    names = [remote.name for remote in tables(Places(), "census", date(2026, 11, 24))]
    assert names[0] == "england_census_2025-26.csv"
    assert names[-1] == "england_census_2017-18.csv"
    assert tables(Places(), "census", date(2026, 8, 31))[0].name == "england_census_2024-25.csv"
    assert tables(Places(), "census", date(2026, 11, 24))[2].url == (
        "https://www.compare-school-performance.service.gov.uk/download-data"
        "?download=true&regions=0&filters=CENSUS&fileformat=csv&year=2023-2024&meta=false"
    )


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (Reply(b"<html>", headers={"Content-Type": "text/html"}), "no year has arrived .*a web page"),
        (Reply(status=404), "no year has arrived"),
        (Reply(sites.zipped(other=b"a,b\n")), "no year has arrived .*0 tables called england_census.csv"),
        (Reply(status=403), r"census: 127\.0\.0\.1:\d+ refuses"),
    ],
)
def test_no_year_at_all_is_a_failure(server, get, tmp_path, reply, words):
    server.serve("/cscp/download-data", reply)
    with pytest.raises(FetchError, match=words):
        get("census")
    assert list((tmp_path / "spc").iterdir()) == []


def test_a_zip_of_postcodes_without_postcodes_is_refused(server, get, tmp_path):
    sites.play_everything(server)
    server.serve("/store/codepo_gb.zip", sites.zipped(**{"Doc__licence.txt": b"OGL"}))
    with pytest.raises(FetchError, match="a zip without a single postcodes file"):
        get("postcodes")
    assert labels(tmp_path) == []


def test_the_postcode_directory_gives_its_tables_by_area(server, get, tmp_path):
    sites.play_everything(server)
    get("onspd")
    assert labels(tmp_path) == ["postcodes/ONSPD_AUG_2026_UK_NW.csv"]


def test_a_member_cannot_lead_out_of_the_folder(tmp_path):
    archive = tmp_path / "a.zip"
    archive.write_bytes(sites.zipped(**{"..__..__evil__groups.csv": b"a,b\n"}))
    (name,) = members(archive, lambda base: base == "groups.csv")
    extract(archive, name, tmp_path / "groups.csv")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.zip", "groups.csv"]


def _damaged() -> bytes:
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w") as archive:
        archive.writestr("t.csv", b"a,b\n1,2\n")
    return stored.getvalue().replace(b"1,2", b"1,3", 1)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (sites.zipped(**{"t.csv": b"a,b\n" * 1_000_000}), "grows past 1 MiB when unpacked"),
        (sites.zipped(**{"t.csv": b"<html>Sorry</html>"}), "is a web page"),
        (_damaged(), "cannot be unpacked"),
    ],
)
def test_a_member_is_unpacked_whole_or_not_at_all(tmp_path, content, words):
    archive = tmp_path / "a.zip"
    archive.write_bytes(content)
    with pytest.raises(TransferFailed, match=words):
        extract(archive, "t.csv", tmp_path / "t.csv", max_bytes=1 << 20)
    assert [path.name for path in tmp_path.iterdir()] == ["a.zip"]


def test_a_zip_that_cannot_be_opened_or_has_no_end_is_told(tmp_path, monkeypatch):
    archive = tmp_path / "a.zip"
    archive.write_bytes(b"PK\x03\x04 cut short")
    with pytest.raises(TransferFailed, match="cannot be opened"):
        members(archive, bool)
    monkeypatch.setattr("pipelines.unzip.MAX_MEMBERS", 1)
    archive.write_bytes(sites.zipped(a=b"", b=b""))
    with pytest.raises(TransferFailed, match="lists 2 members"):
        members(archive, bool)


# Boundaries


@pytest.mark.parametrize(("source", "number"), [("boroughs", 3), ("wards", 4), ("lsoas", 3)])
def test_boundaries_arrive_in_pages_and_are_counted(server, get, source, number):
    sites.play_boundaries(server)
    (one,) = get(source)
    layer = json.loads(one.path.read_text(encoding="utf-8"))
    assert layer["type"] == "FeatureCollection"
    assert len(layer["features"]) == number
    assert [seen.form.get("resultOffset") for seen in server.seen] == [None, "0", "2"]
    assert {seen.form["outSR"] for seen in server.seen[1:]} == {"4326"}


def test_boundaries_of_chosen_boroughs(server, get):
    sites.play_boundaries(server)
    (one,) = get("lsoas", boroughs=["E09000007"])
    assert len(json.loads(one.path.read_text(encoding="utf-8"))["features"]) == 1
    assert server.seen[0].form["where"] == "LSOA21NM LIKE 'Camden %'"
    assert "LSOA21NM+LIKE+%27Camden+%25%27" in one.url


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (b'{"error": {"code": 400, "message": "Invalid layer"}}', "refuses the question .*Invalid layer"),
        (b"[]", "refuses the question"),
        (b'{"count": 3}', "something other than the features"),
        (b"<html>", "something other than JSON"),
    ],
)
def test_a_map_server_that_says_something_else_is_refused(server, get, tmp_path, reply, words):
    server.serve("/ons/Wards_May_2025_Boundaries_UK_BGC/FeatureServer/0/query", reply)
    with pytest.raises(FetchError, match=words):
        get("wards")
    assert labels(tmp_path) == []


def test_boundaries_that_are_incomplete_are_refused(server, get, tmp_path):
    sites.play_boundaries(server, forget=1)
    with pytest.raises(FetchError, match=r"counts 3 areas in .* and sent 2"):
        get("boroughs")
    sites.play_boundaries(server)
    with pytest.raises(FetchError, match="has nothing for Barnet"):
        get("lsoas", boroughs=["E09000007", "E09000003"])
    assert labels(tmp_path) == []

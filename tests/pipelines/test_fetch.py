"""Fetching from the official places, which a local server plays. Every content is synthetic."""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from geo.measures import BY_HAND, MEASURES
from pipelines.answers import TransferFailed
from pipelines.errors import FetchError
from pipelines.fetch import ON_REQUEST, Fetched, NotAllFetched, fetch
from pipelines.rawfile import find
from pipelines.resolve import LONDON, UNREAD, Places, latest_ofsted, tables
from pipelines.sources import SOURCES, by_name
from pipelines.transfer import Client
from pipelines.unzip import extract, members
from tests.pipelines import official_sites as sites
from tests.pipelines.fileserver import FileServer, Reply

TODAY = date(2026, 11, 24)
FETCHABLE = [name for name, source in SOURCES.items() if source.fetchable]
ABSENCE = f"/ees/data-catalogue/data-set/{sites.DATA_SETS[0]}/csv"


@pytest.fixture
def server() -> Iterator[FileServer]:
    with FileServer() as running:
        yield running


@pytest.fixture
def slept() -> list[float]:
    return []


@pytest.fixture
def get(server, slept, tmp_path):
    def run(*names: str, boroughs=tuple(sites.BOROUGHS), today: date = TODAY) -> list[Fetched]:
        with Client(sleep=slept.append, timeout_s=(0.5, 0.5), progress=False) as client:
            client.session.trust_env = False
            places = sites.places_on(server)
            return fetch(names, tmp_path, today=today, boroughs=boroughs, places=places, client=client)

    return run


def labels(raw: Path) -> list[str]:
    return [file.label for file in find(raw)]


# Every source


@pytest.mark.parametrize("name", FETCHABLE)
def test_the_build_knows_every_file_by_its_name(server, get, tmp_path, name):
    sites.play_everything(server)
    fetched = get(name)
    assert {one.source for one in fetched} == {name}
    known = [by_name(file.name) for file in find(tmp_path)]
    assert SOURCES[name] in known
    assert set(known) <= {SOURCES[name], None}, "besides a zip's documents there is nothing else"
    assert all(one.path.parent == tmp_path / SOURCES[name].folder for one in fetched)


def test_without_names_everything_arrives_but_what_must_be_asked_for(server, get, tmp_path):
    sites.play_everything(server)
    fetched = get()
    assert {one.source for one in fetched} == set(FETCHABLE) - set(ON_REQUEST)
    assert labels(tmp_path) == [
        "absence/1_absence_3term_nat_reg_la.csv",
        "absence/1a_absence_3term_school_all_years.csv",
        "absence/england_abs_2022-23.csv",
        "absence/england_abs_2023-24.csv",
        "boundaries/local_authority_districts_may_2025_boundaries_uk_bgc.geojson",
        "boundaries/lower_layer_super_output_areas_dec_2021_boundaries_generalised_clipped_ew_bgc_v5.geojson",
        "boundaries/wards_may_2025_boundaries_uk_bgc.geojson",
        "exclusions/exc_nat_region_la.csv",
        "exclusions/exc_school.csv",
        "gias/edubasealldata20261124.csv",
        "gias/groups20261121.csv",
        "gias/links20261121.csv",
        "gias/links_edubasealldata20261124.csv",
        "ofsted/mi_2026-02-28_latest_inspections.csv",
        "performance/england_school_information_2023-24.csv",
        "postcodes/codepo_gb.zip!Data/CSV/nw.csv",
        "spc/england_census_2022-23.csv",
        "spc/england_census_2023-24.csv",
        "spc/spc_school_level_underlying_data_2024-25.csv",
        "spc/spc_school_level_underlying_data_2025-26.csv",
    ]
    assert not [path for path in tmp_path.rglob("*") if ".part" in path.name or path.name.startswith(".")]


def test_what_has_no_reader_is_fetched_by_name(server, get, tmp_path):
    sites.play_everything(server)
    get("sen")
    assert labels(tmp_path) == ["spc/sen_school_level_2025-26.csv"]
    assert UNREAD["sen"].fits("sen_school_level_2025-26.csv")
    assert by_name("sen_school_level_2025-26.csv") is None


def test_the_official_places_are_reached_by_https():
    assert all(address.startswith("https://") and not address.endswith("/") for address in vars(Places()).values())


# The ledger


def test_the_ledger_tells_what_came_from_where_and_when(server, get, tmp_path):
    sites.play_everything(server)
    (one,) = get("register")
    url = f"{server.url}/gias_files/edubasealldata20261124.csv"
    digest = hashlib.sha256(sites.REGISTER).hexdigest()
    path = tmp_path / "gias" / "edubasealldata20261124.csv"
    assert one == Fetched("register", path, len(sites.REGISTER), digest, url, '"r"')
    assert json.loads((tmp_path / "fetched.json").read_text(encoding="utf-8")) == [
        {
            "source": "register",
            "url": url,
            "file": "gias/edubasealldata20261124.csv",
            "bytes": len(sites.REGISTER),
            "sha256": digest,
            "etag": '"r"',
            "fetched_on": "2026-11-24",
        }
    ]


def test_a_file_fetched_again_replaces_its_entry(server, get, tmp_path):
    server.serve(ABSENCE, sites.TABLE, sites.TABLE + b"900002,202324\n")
    get("absence")
    get("absence", today=date(2026, 12, 1))
    (entry,) = json.loads((tmp_path / "fetched.json").read_text(encoding="utf-8"))
    assert entry["fetched_on"] == "2026-12-01"
    assert entry["bytes"] == len(sites.TABLE) + 14


@pytest.mark.parametrize("damage", ["{", "[1]", '[{"url": "x"}]', "7"])
def test_a_damaged_ledger_stops_before_anything_is_fetched(server, get, tmp_path, damage):
    (tmp_path / "fetched.json").write_text(damage, encoding="utf-8")
    with pytest.raises(FetchError, match="move it away"):
        get("absence")
    assert server.seen == []


# Failures


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (Reply(status=403), "(403)"),
        (Reply(status=404), "(404)"),
        (Reply(status=429), "(429)"),
        (Reply(status=500), "(500)"),
        (Reply(hangs=True), "did not answer within"),
        (Reply(b"<html>", headers={"Content-Type": "text/html"}), "a web page where a csv file was expected"),
    ],
)
def test_a_failure_names_the_page_and_the_folder(server, get, tmp_path, reply, words):
    server.serve(ABSENCE, reply)
    with pytest.raises(NotAllFetched) as told:
        get("absence")
    said = str(told.value)
    assert words in said
    assert said.startswith("absence: 127.0.0.1")
    assert f"Get it by hand at {SOURCES['absence'].page} and put it in {tmp_path / 'absence'}" in said
    assert labels(tmp_path) == []


def test_one_failure_does_not_keep_the_others_from_arriving(server, get, tmp_path):
    sites.play_everything(server)
    server.serve(ABSENCE, Reply(status=403))
    with pytest.raises(NotAllFetched) as told:
        get("absence", "exclusions", "known_ties")
    assert [one.source for one in told.value.fetched] == ["exclusions"]
    assert list(told.value.failures) == ["absence", "known_ties"]
    assert labels(tmp_path) == ["exclusions/exc_school.csv"]
    assert len(json.loads((tmp_path / "fetched.json").read_text(encoding="utf-8"))) == 1


@pytest.mark.parametrize("name", [name for name in SOURCES if name not in FETCHABLE])
def test_what_cannot_be_fetched_is_told_with_its_page(get, tmp_path, name):
    with pytest.raises(FetchError) as told:
        get(name)
    assert "no program can fetch it" in str(told.value)
    assert SOURCES[name].page in str(told.value)
    assert str(told.value).endswith(f"put it in {tmp_path / SOURCES[name].folder}")


def test_unknown_names_are_told_before_anything_is_fetched(server, get):
    with pytest.raises(FetchError, match="no source is called ofstead: there are register, links"):
        get("register", "ofstead")
    with pytest.raises(FetchError, match="no London borough is called E07000001"):
        get("wards", boroughs=["E09000007", "E07000001"])
    assert server.seen == []


def test_a_cut_is_resumed_by_the_next_fetch(server, get, tmp_path):
    whole = sites.TABLE + b"900001,202324\n" * 20_000
    version = {"ETag": '"a"'}
    cuts = [Reply(whole, headers=version, cut=after) for after in (150_000, 10, 10, 10)]
    server.serve(ABSENCE, *cuts, Reply(whole, headers=version))
    with pytest.raises(NotAllFetched, match="cut the transfer short"):
        get("absence")
    assert labels(tmp_path) == []
    (one,) = get("absence")
    assert one.sha256 == hashlib.sha256(whole).hexdigest()
    assert server.seen[-1].headers["If-Range"] == '"a"'


# The register


def test_the_register_goes_back_day_by_day(server, get, tmp_path):
    server.serve("/gias_files/edubasealldata20261121.csv", sites.REGISTER)
    get("register")
    assert labels(tmp_path) == ["gias/edubasealldata20261121.csv"]
    days = [seen.path[-12:-4] for seen in server.seen]
    assert days == ["20261124", "20261123", "20261122", "20261121"]


@pytest.mark.parametrize(
    ("name", "tag", "member", "kept"),
    [
        ("register", "all.edubase.data", "edubasealldata20261120.csv", "edubasealldata20261120.csv"),
        ("links", "all.edubase.data.links", "links_edubasealldata20261120.csv", "links_edubasealldata20261120.csv"),
        ("groups", "all.group.records", "groups.csv", "groups20261121.csv"),
        ("members", "all.group.links.records", "links.csv", "links20261121.csv"),
    ],
)
def test_without_a_dated_link_the_form_is_filled_in(server, get, slept, tmp_path, name, tag, member, kept):
    sites.play_register_form(server, sites.zipped(**{member: sites.REGISTER, "readme.txt": b"-"}))
    (one,) = get(name)
    assert labels(tmp_path) == [f"gias/{kept}"]
    assert one.url == f"{server.url}/Downloads/Download/Extract!{member}"
    assert len([seen for seen in server.seen if seen.path.startswith("/gias_files/")]) == 11
    (chosen,) = [seen.form for seen in server.of("/Downloads/Collate")]
    ticked = {f"Downloads[{row}].Selected": str(offered == tag).lower() for row, offered in enumerate(sites.TAGS)}
    assert {field: value for field, value in chosen.items() if field.endswith(".Selected")} == ticked
    assert chosen["__RequestVerificationToken"] == "token-1"
    assert [seen.form for seen in server.of("/Downloads/Download/Extract")] == [{"id": "77", "go": "Results.zip"}]
    assert slept == [5.0, 5.0]


def test_a_withdrawn_link_leads_to_the_form_at_once(server, get):
    server.serve("/gias_files/edubasealldata20261124.csv", Reply(status=403))
    sites.play_register_form(server, sites.zipped(**{"edubasealldata20261124.csv": sites.REGISTER}))
    get("register")
    assert len([seen for seen in server.seen if seen.path.startswith("/gias_files/")]) == 1


@pytest.mark.parametrize(
    ("form", "words"),
    [
        (b"<p>We have moved</p>", "has no form for choosing files"),
        (b'<form action="/Downloads/Collate"><input name="Downloads[0].Tag" value="other"></form>', "it has other"),
    ],
)
def test_a_changed_form_is_told_together_with_the_link(server, get, form, words):
    server.serve("/Downloads", form)
    with pytest.raises(FetchError, match=words) as told:
        get("register")
    assert "does not have the file (404)" in str(told.value)


def test_a_collation_without_end_is_given_up(server, get, slept):
    sites.play_register_form(server, b"", polls=100)
    with pytest.raises(FetchError, match="did not finish collating in 300 seconds"):
        get("register")
    assert sum(slept) == 300


def test_a_zip_without_the_register_is_told(server, get, tmp_path):
    sites.play_register_form(server, sites.zipped(**{"readme.csv": b"a,b\n"}))
    with pytest.raises(FetchError, match="0 files that could be the register file"):
        get("register")
    assert list((tmp_path / "gias").iterdir()) == []


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
    names = [remote.name for remote in tables(Places(), "census", TODAY)]
    assert names[0] == "england_census_2025-26.csv"
    assert names[-1] == "england_census_2017-18.csv"
    assert tables(Places(), "census", date(2026, 8, 31))[0].name == "england_census_2024-25.csv"
    assert tables(Places(), "census", TODAY)[2].url == (
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


def test_london_has_33_boroughs():
    assert len(LONDON) == 33
    assert list(LONDON) == [f"E090000{number:02d}" for number in range(1, 34)]


def test_a_measure_names_a_command_only_where_there_is_one() -> None:
    of_measures = {entry.fetch for entry in MEASURES.values()}
    assert {name for name in of_measures if not SOURCES[name].fetchable} == BY_HAND

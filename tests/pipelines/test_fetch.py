"""Fetching from the official places, which a local server plays. Every content is synthetic."""

import hashlib
import json
from datetime import date
from pathlib import Path

import pytest

from geo.measures import BY_HAND, MEASURES
from pipelines.errors import FetchError
from pipelines.fetch import ON_REQUEST, Fetched, NotAllFetched
from pipelines.rawfile import find
from pipelines.resolve import LONDON, UNREAD, Places
from pipelines.sources import SOURCES, by_name
from tests.pipelines import official_sites as sites
from tests.pipelines.fileserver import Reply

FETCHABLE = [name for name, source in SOURCES.items() if source.fetchable]
ABSENCE = f"/ees/data-catalogue/data-set/{sites.DATA_SETS[0]}/csv"


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


def test_london_has_33_boroughs():
    assert len(LONDON) == 33
    assert list(LONDON) == [f"E090000{number:02d}" for number in range(1, 34)]


def test_a_measure_names_a_command_only_where_there_is_one() -> None:
    of_measures = {entry.fetch for entry in MEASURES.values()}
    assert {name for name in of_measures if not SOURCES[name].fetchable} == BY_HAND

"""One file over HTTP: whole or not at all. The server is our own; every content is synthetic."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
import requests

from pipelines.answers import TransferFailed, WrongKind, refuse_downgrade
from pipelines.rawfile import find
from pipelines.transfer import Client
from tests.pipelines.fileserver import FileServer, Reply

TABLE = b"URN,NOR\n" + b"".join(b"%d,%d\n" % (100000 + row, row) for row in range(20_000))
#: Where transfers are cut, and the whole chunks that have been kept by then.
CUT, KEPT = 150_000, 131_072
ETAG = {"ETag": '"v1"'}


@pytest.fixture
def client(slept: list[float]) -> Iterator[Client]:
    with Client(sleep=slept.append, timeout_s=(0.5, 0.5), progress=False) as own:
        own.session.trust_env = False
        yield own


def test_a_file_arrives_whole_and_leaves_nothing_beside_it(server, client, tmp_path):
    server.serve("/f", Reply(TABLE, headers=ETAG))
    assert client.download(f"{server.url}/f", tmp_path / "a" / "f.csv", "csv") == '"v1"'
    assert (tmp_path / "a" / "f.csv").read_bytes() == TABLE
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["f.csv"]


@pytest.mark.parametrize("version", [ETAG, {"Last-Modified": "Tue, 24 Nov 2026 06:00:00 GMT"}])
def test_after_a_cut_the_rest_is_asked_for(server, client, slept, tmp_path, version):
    server.serve("/f", Reply(TABLE, headers=version, cut=CUT), Reply(TABLE, headers=version))
    client.download(f"{server.url}/f", tmp_path / "f.csv", "csv")
    assert (tmp_path / "f.csv").read_bytes() == TABLE
    again = server.seen[1].headers
    assert again["Range"] == f"bytes={KEPT}-"
    assert again["If-Range"] == next(iter(version.values()))
    assert slept == [2.0]


def test_the_next_run_goes_on_where_this_one_was_cut(server, client, tmp_path):
    client.attempts = 1
    server.serve("/f", Reply(TABLE, headers=ETAG, cut=CUT), Reply(TABLE, headers=ETAG))
    with pytest.raises(TransferFailed, match="cut the transfer short"):
        client.download(f"{server.url}/f", tmp_path / "f.csv", "csv")
    assert (tmp_path / "f.csv.part").stat().st_size == KEPT
    assert list(find(tmp_path)) == [], "nothing half-downloaded is taken for data"
    client.download(f"{server.url}/f", tmp_path / "f.csv", "csv")
    assert (tmp_path / "f.csv").read_bytes() == TABLE
    assert server.seen[1].headers["Range"] == f"bytes={KEPT}-"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param(ETAG, Reply(TABLE, headers=ETAG, ranges=False), id="a server that knows no ranges"),
        pytest.param({"ETag": '"v0"'}, Reply(TABLE, headers=ETAG), id="another version since"),
        pytest.param({}, Reply(TABLE), id="no version named"),
        pytest.param({"ETag": 'W/"v1"'}, Reply(TABLE, headers={"ETag": 'W/"v1"'}), id="only a weak version"),
    ],
)
def test_what_cannot_be_continued_is_begun_again(server, client, tmp_path, first, second):
    server.serve("/f", Reply(b"x,y\n" * 50_000, headers=first, cut=CUT), second)
    client.download(f"{server.url}/f", tmp_path / "f.csv", "csv")
    assert (tmp_path / "f.csv").read_bytes() == TABLE


@pytest.mark.parametrize(
    "wrong",
    [
        Reply(b"of v2", 206, {"ETag": '"v2"', "Content-Range": f"bytes {KEPT}-{KEPT + 4}/{KEPT + 5}"}),
        Reply(b"elsewhere", 206, {"ETag": '"v1"', "Content-Range": "bytes 0-8/9"}),
        Reply(b"", 416),
    ],
)
def test_a_part_that_does_not_fit_is_never_joined_on(server, client, slept, tmp_path, wrong):
    server.serve("/f", Reply(TABLE, headers=ETAG, cut=CUT), wrong, Reply(TABLE, headers=ETAG))
    client.download(f"{server.url}/f", tmp_path / "f.csv", "csv")
    assert (tmp_path / "f.csv").read_bytes() == TABLE
    assert "Range" not in server.seen[2].headers
    assert slept == [2.0, 0.0]


def test_another_address_does_not_continue_a_part(server, client, tmp_path):
    client.attempts = 1
    server.serve("/old", Reply(b"x,y\n" * 50_000, headers=ETAG, cut=CUT))
    server.serve("/new", Reply(TABLE, headers=ETAG))
    with pytest.raises(TransferFailed):
        client.download(f"{server.url}/old", tmp_path / "f.csv", "csv")
    client.download(f"{server.url}/new", tmp_path / "f.csv", "csv")
    assert (tmp_path / "f.csv").read_bytes() == TABLE


@pytest.mark.parametrize(
    ("reply", "words", "waits"),
    [
        (Reply(status=403), r"refuses to give the file to a program \(403\)", []),
        (Reply(status=404), r"does not have the file \(404\)", []),
        (Reply(status=418), r"refuses the request \(418\)", []),
        (Reply(status=429), r"has had too many requests \(429\)", [2.0, 4.0, 8.0]),
        (Reply(status=500), r"is in trouble \(500\)", [2.0, 4.0, 8.0]),
        (Reply(status=503, headers={"Retry-After": "9"}), r"is in trouble \(503\)", [9.0, 9.0, 9.0]),
        (Reply(status=429, headers={"Retry-After": "7200"}), r"asks to wait 7200 seconds \(429\): try again later", []),
        (Reply(status=500, headers={"Retry-After": "soon"}), r"is in trouble \(500\)", [2.0, 4.0, 8.0]),
    ],
)
def test_a_refusal_is_told_in_words_and_passing_ones_are_tried_again(
    server, client, slept, tmp_path, reply, words, waits
):
    server.serve("/f", reply)
    with pytest.raises(TransferFailed, match=words) as told:
        client.download(f"{server.url}/f", tmp_path / "f.csv", "csv")
    assert told.value.status == reply.status
    assert slept == waits
    assert len(server.seen) == len(waits) + 1
    assert list(tmp_path.iterdir()) == []


def test_too_many_requests_waits_as_asked_and_succeeds(server, client, slept, tmp_path):
    server.serve("/f", Reply(status=429, headers={"Retry-After": "7"}), TABLE)
    client.download(f"{server.url}/f", tmp_path / "f.csv", "csv")
    assert slept == [7.0]


def test_a_wait_may_be_given_as_a_date(server, client, slept):
    until = format_datetime(datetime.now(UTC) + timedelta(seconds=60), usegmt=True)
    server.serve("/f", Reply(status=503, headers={"Retry-After": until}), b"here")
    assert client.page(f"{server.url}/f").text == "here"
    assert 50 < slept[0] <= 60


def test_no_answer_is_a_timeout(server, client, slept):
    client.timeout_s, client.attempts = (0.5, 0.1), 2
    server.serve("/f", Reply(hangs=True))
    with pytest.raises(TransferFailed, match=r"did not answer within 0\.1 seconds"):
        client.page(f"{server.url}/f")
    assert slept == [2.0]


def test_an_unreachable_server_is_told(client):
    client.attempts = 1
    with FileServer() as gone:
        address = gone.url
    with pytest.raises(TransferFailed, match="cannot be reached"):
        client.page(address)


PAGE = b"<!DOCTYPE html><html><body>Sorry, the service is unavailable, try later</body></html>"


@pytest.mark.parametrize(
    ("kind", "reply", "words"),
    [
        ("csv", Reply(PAGE, headers={"Content-Type": "text/html; charset=utf-8"}), "a web page where a csv"),
        ("csv", Reply(b"\xef\xbb\xbf \r\n" + PAGE, headers={"Content-Type": "text/csv"}), "a web page where a csv"),
        ("zip", Reply(PAGE), "a web page where a zip"),
        ("zip", Reply(TABLE), "something that is no zip where a zip"),
        ("csv", Reply(b"PK\x03\x04 and so on"), "a zip where a csv"),
        ("csv", Reply(b'{"error": "no, sorry"}'), "something that is no table where a csv"),
        ("csv", Reply(b""), "nothing where a csv"),
    ],
)
def test_a_file_of_another_kind_is_refused(server, client, tmp_path, kind, reply, words):
    (tmp_path / "f").write_bytes(b"the good one of last month")
    server.serve("/f", reply)
    with pytest.raises(WrongKind, match=words):
        client.download(f"{server.url}/f", tmp_path / "f", kind)
    assert (tmp_path / "f").read_bytes() == b"the good one of last month"
    assert [path.name for path in tmp_path.iterdir()] == ["f"]


@pytest.mark.parametrize("sized", [True, False])
def test_a_file_without_end_is_refused(server, client, tmp_path, sized):
    client.max_bytes = 1000
    server.serve("/f", Reply(TABLE, sized=sized))
    with pytest.raises(TransferFailed, match="more than any official file has"):
        client.download(f"{server.url}/f", tmp_path / "f.csv", "csv")
    assert list(tmp_path.iterdir()) == []


def test_a_page_without_end_is_refused(server, client, monkeypatch):
    monkeypatch.setattr("pipelines.transfer.PAGE_BYTES", 1000)
    server.serve("/f", TABLE)
    with pytest.raises(TransferFailed, match="a page of more than"):
        client.page(f"{server.url}/f")


def test_redirects_are_followed_but_not_for_ever(server, client, tmp_path):
    server.serve("/a", Reply(status=302, headers={"Location": "/b"}))
    server.serve("/b", Reply(status=307, headers={"Location": f"{server.url}/f"}))
    server.serve("/f", TABLE)
    client.download(f"{server.url}/a", tmp_path / "f.csv", "csv")
    assert (tmp_path / "f.csv").read_bytes() == TABLE
    server.serve("/f", Reply(status=302, headers={"Location": "/a"}))
    with pytest.raises(TransferFailed, match="redirects more than 5 times"):
        client.page(f"{server.url}/a")


@pytest.mark.parametrize("away", ["file:///etc/hostname", "ftp://127.0.0.1/f.csv"])
def test_redirects_stay_within_http(server, client, away):
    server.serve("/a", Reply(status=302, headers={"Location": away}))
    with pytest.raises(TransferFailed, match="not http or https"):
        client.page(f"{server.url}/a")


def test_a_redirect_from_https_to_http_is_refused():
    def step(url: str) -> requests.Response:
        response = requests.Response()
        response.url = url
        return response

    last = step("http://example.org/f.csv")
    refuse_downgrade(last)
    last.history = [step("http://example.org/"), step("https://example.org/")]
    with pytest.raises(TransferFailed, match="from https to plain http"):
        refuse_downgrade(last)


def test_json_that_is_none_is_told(server, client):
    server.serve("/a", PAGE)
    with pytest.raises(TransferFailed, match="something other than JSON"):
        client.page(f"{server.url}/a").json()


def test_the_bar_is_drawn_on_standard_error(server, client, tmp_path, capsys):
    client.progress = True
    server.serve("/f", TABLE)
    client.download(f"{server.url}/f", tmp_path / "f.csv", "csv")
    said = capsys.readouterr()
    assert "f.csv: 100%" in said.err
    assert said.out == ""


def test_a_note_that_is_damaged_begins_again(server, client, tmp_path):
    (tmp_path / "f.csv.part").write_bytes(b"x,y\n")
    for damage in ("{", json.dumps([1])):
        (tmp_path / "f.csv.part.version").write_text(damage, encoding="utf-8")
        server.serve("/f", Reply(TABLE, headers=ETAG))
        client.download(f"{server.url}/f", tmp_path / "f.csv", "csv")
        assert (tmp_path / "f.csv").read_bytes() == TABLE


def test_the_client_calls_itself_a_browser_and_says_who_it_is(server, client):
    server.serve("/a", b"here")
    client.page(f"{server.url}/a")
    name = server.seen[0].headers["User-Agent"]
    assert name.startswith("Mozilla/5.0 ")
    assert "school-partnership-map" in name


def test_paths_of_parts_are_none_that_the_build_reads(tmp_path: Path):
    for name in ("f.csv.part", "f.csv.part.version", ".f.zip", "fetched.json", "fetched.json.part"):
        (tmp_path / name).write_bytes(b"a,b\n1,2\n")
    assert list(find(tmp_path)) == []

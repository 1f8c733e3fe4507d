"""Raw files are read only, bounded, and refused in a sentence."""

import gzip
import zipfile
from pathlib import Path

import pytest

from pipelines import rawfile
from pipelines.errors import BadInput
from pipelines.rawfile import RawFile, find
from tests.pipelines.rawfiles import put, put_gzip, put_zip


def labels(root: Path) -> list[str]:
    return [file.label for file in find(root)]


def test_plain_gzip_and_member_read_the_same(tmp_path: Path) -> None:
    data = b"URN\n100001\n"
    put(tmp_path, "a.csv", data)
    put_gzip(tmp_path, "b.csv.gz", data)
    put_zip(tmp_path, "c.zip", {"folder/d.csv": data, "e.csv.gz": gzip.compress(data, mtime=0)})
    files = list(find(tmp_path))
    assert [file.label for file in files] == ["a.csv", "b.csv.gz", "c.zip!e.csv.gz", "c.zip!folder/d.csv"]
    assert [file.read() for file in files] == [data] * 4
    assert [file.name for file in files] == ["a.csv", "b.csv.gz", "e.csv.gz", "d.csv"]
    assert len({file.sha256() for file in files}) == 1


def test_endings_are_known_in_capitals_too(tmp_path: Path) -> None:
    put(tmp_path, "A.CSV", b"URN\n")
    put_gzip(tmp_path, "B.CSV.GZ", b"URN\n")
    put_zip(tmp_path, "C.ZIP", {"D.CSV": b"URN\n"})
    assert [(file.label, file.read()) for file in find(tmp_path)] == [
        ("A.CSV", b"URN\n"),
        ("B.CSV.GZ", b"URN\n"),
        ("C.ZIP!D.CSV", b"URN\n"),
    ]


def test_hidden_files_unfinished_downloads_ledger_and_documents_are_passed_over(tmp_path: Path) -> None:
    for name in (".hidden.csv", ".git/x.csv", "a.csv.part", "fetched.json", "notes.docx", "sub/fetched.json"):
        put(tmp_path, name, b"{}")
    put_zip(tmp_path, "a.zip", {"__MACOSX/._a.csv": b"\x00", "._b.csv": b"\x00", "readme.txt": b"", "c.csv": b"URN\n"})
    assert labels(tmp_path) == ["a.zip!c.csv", "sub/fetched.json"]


def test_no_folder(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"absent: there is no such folder: make it, or name another with --raw"):
        list(find(tmp_path / "absent"))


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"a\.csv: there is no such file in .*: fetch it, or put it there by hand"):
        RawFile(tmp_path, tmp_path / "a.csv").read()


def test_missing_member(tmp_path: Path) -> None:
    path = put_zip(tmp_path, "a.zip", {"b.csv": b"URN\n"})
    with pytest.raises(BadInput, match=r"a\.zip!c\.csv: the zip has no such member: fetch it again"):
        RawFile(tmp_path, path, "c.csv").read()


def test_folder_in_the_place_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "a.csv").mkdir()
    with pytest.raises(BadInput, match=r"a\.csv: cannot be read \(Is a directory\)"):
        RawFile(tmp_path, tmp_path / "a.csv").read()


def test_cut_gzip(tmp_path: Path) -> None:
    whole = gzip.compress(bytes(range(256)) * 400, mtime=0)
    file = put(tmp_path, "a.csv.gz", whole[: len(whole) // 2])
    with pytest.raises(
        BadInput, match=r"a\.csv\.gz: cannot be unpacked .*: it is cut short or damaged, fetch it again"
    ):
        file.read()
    with pytest.raises(BadInput, match="cut short or damaged"):
        file.head()


def test_gzip_by_name_only(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"a\.csv\.gz: cannot be unpacked \(Not a gzipped file"):
        put(tmp_path, "a.csv.gz", b"URN\n100001\n").read()


def test_cut_zip(tmp_path: Path) -> None:
    path = put_zip(tmp_path, "a.zip", {"b.csv": b"URN\n" * 1000})
    path.write_bytes(path.read_bytes()[:40])
    with pytest.raises(BadInput, match=r"a\.zip: is no zip .*: it is cut short, fetch it again"):
        list(find(tmp_path))


def test_damaged_member(tmp_path: Path) -> None:
    path = put_zip(tmp_path, "a.zip", {"b.csv": bytes(range(256)) * 40})
    data = bytearray(path.read_bytes())
    data[60:70] = b"\xff" * 10
    path.write_bytes(data)
    with pytest.raises(BadInput, match=r"a\.zip!b\.csv: cannot be unpacked .*: it is cut short or damaged"):
        next(find(tmp_path)).read()


def test_locked_member(tmp_path: Path) -> None:
    path = put_zip(tmp_path, "a.zip", {"b.csv": b"URN\n"})
    data = bytearray(path.read_bytes())
    # The flag "encrypted" in the member's own header and in the directory at the end.
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    with pytest.raises(BadInput, match=r"a\.zip!b\.csv: cannot be unpacked .*encrypted.*fetch it again without a"):
        next(find(tmp_path)).read()


@pytest.mark.parametrize("kind", ["gzip", "zip"])
def test_bomb_is_left_before_it_fills_the_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    monkeypatch.setattr(rawfile, "MAX_BYTES", 3 << 20)
    for size, fits in ((3 << 20, True), ((3 << 20) + 1, False)):
        if kind == "gzip":
            file = put_gzip(tmp_path, "a.csv.gz", bytes(size))
        else:
            file = RawFile(tmp_path, put_zip(tmp_path, "a.zip", {"b.csv": bytes(size)}), "b.csv")
        if fits:
            assert len(file.read()) == size
        else:
            with pytest.raises(BadInput, match=r"grows past 3 MiB when unpacked, which no official file does: remove"):
                file.read()
            assert len(file.head()) == rawfile.HEAD_BYTES


def test_names_that_climb_out_of_the_folder_are_only_read(tmp_path: Path) -> None:
    root = tmp_path / "raw"
    root.mkdir()
    put_zip(root, "a.zip", {"../../outside.csv": b"URN\n", "/etc/outside.csv": b"URN\n"})
    before = sorted(tmp_path.rglob("*"))
    files = list(find(root))
    assert [file.read() for file in files] == [b"URN\n"] * 2
    assert [file.name for file in files] == ["outside.csv"] * 2
    assert sorted(tmp_path.rglob("*")) == before


def test_reading_changes_nothing(tmp_path: Path) -> None:
    file = put(tmp_path, "a.csv", b"URN\n")
    before = file.path.stat()
    file.read()
    file.head()
    after = file.path.stat()
    assert (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)
    assert not zipfile.is_zipfile(file.path)

"""Published tables are read as text, by name; what cannot be read is refused in one sentence."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.errors import BadInput
from pipelines.inventory import classify
from pipelines.rawfile import HEAD_BYTES, RawFile
from pipelines.reading import Header, Layout, RawTable, match, read_table, school_year
from tests.pipelines.rawfiles import put, put_gzip, put_register, school

PLAIN = Layout("census", "3 columns", ("URN", "Name"), ("URN", "Name"), ("Extra",))
OLD = Layout("register", "cp1252", ("URN", "Name"), ("URN", "Name"), ("Extra",), encoding="cp1252")


def table(folder: Path, data: bytes | str, layout: Layout = PLAIN) -> RawTable:
    return read_table(put(folder, "t.csv", data), layout)


def cells(raw: RawTable) -> list[tuple[object, ...]]:
    return [(line, *row) for line, row in zip(raw.frame.index, raw.frame.itertuples(index=False), strict=True)]


def test_every_cell_is_text_as_published(tmp_path: Path) -> None:
    raw = table(tmp_path, 'URN,Other,Name,Extra\r\n000123,x,None,\r\n7,y,NULL," 1.0 "\r\n')
    assert cells(raw) == [(2, "000123", "None", ""), (3, "7", "NULL", " 1.0 ")]
    assert raw.columns == ("URN", "Other", "Name", "Extra")


def test_optional_column_may_be_absent(tmp_path: Path) -> None:
    assert list(table(tmp_path, "URN,Name\n1,a\n").frame) == ["URN", "Name"]


def test_title_lines_above_the_header(tmp_path: Path) -> None:
    raw = table(tmp_path, 'A title,,\n"With a\nbreak",,\nURN,Name,Other\n1,a,x\n')
    assert cells(raw) == [(5, "1", "a")]


def test_rows_are_named_by_the_line_on_which_they_begin(tmp_path: Path) -> None:
    raw = table(tmp_path, 'URN,Name\n1,"a\nb"\n\n2,c\n')
    assert cells(raw) == [(2, "1", "a\nb"), (5, "2", "c")]


def test_header_with_a_break_in_a_cell(tmp_path: Path) -> None:
    assert cells(table(tmp_path, 'URN,"Na\nme",Name\n1,x,a\n')) == [(3, "1", "a")]


def test_old_mac_line_ends(tmp_path: Path) -> None:
    assert cells(table(tmp_path, "URN,Name\r1,a\r2,b\r")) == [(2, "1", "a"), (3, "2", "b")]


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"t\.csv: there is no such file in .*: fetch it"):
        read_table(RawFile(tmp_path, tmp_path / "t.csv"), PLAIN)


@pytest.mark.parametrize("data", [b"", b"\n \r\n", b"\xef\xbb\xbf"])
def test_empty_file(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(BadInput, match=r"^t\.csv: is empty: fetch it again$"):
        table(tmp_path, data)


def test_header_without_rows(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"t\.csv: has a header and no rows: it is cut short, fetch it again"):
        table(tmp_path, "URN,Name\n")


@pytest.mark.parametrize("page", ["<!DOCTYPE html><p>", "\n <HTML lang='en'>", "<?xml version='1.0'?><Error/>"])
def test_web_page(tmp_path: Path, page: str) -> None:
    with pytest.raises(BadInput, match=r"t\.csv: is a web page, not a table: the download was refused or moved, fetch"):
        table(tmp_path, page)


@pytest.mark.parametrize("start", [b"PK\x03\x04", b"\x1f\x8b\x08"])
def test_packed_file_with_the_wrong_ending(tmp_path: Path, start: bytes) -> None:
    with pytest.raises(BadInput, match=r"t\.csv: is a zip, gzip or Excel file by its content: give it that ending"):
        table(tmp_path, start + b"\x00" * 20)


def test_cut_in_the_middle_of_a_row(tmp_path: Path) -> None:
    message = r"t\.csv: cannot be read to its end \(line 4 has 1 cells where the header has 2: '3'\): it is cut short"
    with pytest.raises(BadInput, match=message):
        table(tmp_path, "URN,Name\n1,a\n2,b\n3")


@pytest.mark.parametrize("tail", ['2,"b', '2,"b\n', '2,"b\n3,c\n4,d\n', '2,"'])
def test_cut_inside_quotation_marks(tmp_path: Path, tail: str) -> None:
    """The fast reader takes the rest of the file for one cell of the last column and says nothing."""
    with pytest.raises(BadInput, match=r"t\.csv: ends within quotation marks, opened on line 3: fetch it again"):
        table(tmp_path, "URN,Name\n1,a\n" + tail)


def test_lone_quotation_mark_in_a_cell_is_no_cut(tmp_path: Path) -> None:
    assert cells(table(tmp_path, 'URN,Name\n1,5" pipe\n2,b\n')) == [(2, "1", '5" pipe'), (3, "2", "b")]


def test_cut_gzip_table(tmp_path: Path) -> None:
    file = put_gzip(tmp_path, "t.csv.gz", ("URN,Name\n" + "".join(f"{n},{n * n}\n" for n in range(2000))).encode())
    file.path.write_bytes(file.path.read_bytes()[:-100])
    with pytest.raises(BadInput, match=r"t\.csv\.gz: cannot be unpacked .* fetch it again"):
        read_table(file, PLAIN)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf16(tmp_path: Path, encoding: str) -> None:
    with pytest.raises(BadInput, match=r"t\.csv: is UTF-16 or no text: it was saved again by another program"):
        table(tmp_path, "URN,Name\n1,a\n".encode(encoding))


def test_cp1252_where_the_publisher_writes_utf8(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"t\.csv: line 3 is not utf-8, as its publisher writes it: .* fetch it again"):
        table(tmp_path, "URN,Name\n1,a\n2,St Mary\u2019s\n".encode("cp1252"))


def test_bytes_that_no_encoding_has(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"t\.csv: line 2 is neither UTF-8 nor cp1252: it is damaged, fetch it again"):
        table(tmp_path, b"URN,Name\n1,\x81\x8d\n", OLD)


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig"])
def test_apostrophe_in_either_encoding(tmp_path: Path, encoding: str) -> None:
    raw = table(tmp_path, "URN,Name\n1,St Mary\u2019s\n".encode(encoding), OLD)
    assert cells(raw) == [(2, "1", "St Mary\u2019s")]
    assert raw.encoding == ("cp1252" if encoding == "cp1252" else "utf-8")


def test_look_at_the_head_may_end_within_a_character(tmp_path: Path) -> None:
    """With a byte order mark, falling back to cp1252 there would lose the first column."""
    start = "\ufeffURN,Name\n1,"
    filler = "a" * (HEAD_BYTES - len(start.encode()) - 1)
    raw = table(tmp_path, f"{start}{filler}é\n")
    assert raw.frame["Name"].tolist() == [f"{filler}é"]


def test_required_column_missing(tmp_path: Path) -> None:
    message = (
        r"t\.csv: the census table \(3 columns\) needs the column\(s\) Name, and the file has URN, Nome: "
        "fetch it again, or tell us of the new layout"
    )
    with pytest.raises(BadInput, match=message):
        table(tmp_path, "URN,Nome\n1,a\n")


@pytest.mark.parametrize("header", ["URN,Name,name", "URN,Name,Extra,EXTRA"])
def test_column_that_is_read_occurs_twice(tmp_path: Path, header: str) -> None:
    with pytest.raises(BadInput, match=r"t\.csv: the column (Name|Extra) occurs 2 times: keep the one"):
        table(tmp_path, f"{header}\n" + ",".join("1" * (header.count(",") + 1)) + "\n")


def test_column_that_is_not_read_may_occur_twice(tmp_path: Path) -> None:
    assert cells(table(tmp_path, "URN,Other,Other,Name\n1,x,y,a\n")) == [(2, "1", "a")]


def test_another_table_under_an_official_name(tmp_path: Path) -> None:
    file = put_register(tmp_path, [school()], name="links_edubasealldata20261120.csv")
    with pytest.raises(
        BadInput, match=r"is named like the links table and holds the register table: give it the right"
    ):
        classify(file)


def test_unknown_header_under_an_official_name(tmp_path: Path) -> None:
    file = put(tmp_path, "edubasealldata20261120.csv", "a,b\n1,2\n")
    with pytest.raises(
        BadInput, match=r"is named like the register table, and its header is none that we know \(2 col"
    ):
        classify(file)


words = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z"), exclude_characters='",'), min_size=1)


@given(
    names=st.lists(words, min_size=2, max_size=4, unique_by=str.casefold),
    gap=st.sampled_from([" ", "  ", "\u00a0", " \t"]),
    upper=st.booleans(),
)
def test_header_matching_ignores_case_and_white_space(names: list[str], gap: str, upper: bool) -> None:
    wanted = " ".join(names)
    found = gap.join(name.upper() if upper and name.upper().casefold() == name.casefold() else name for name in names)
    layout = Layout("census", "synthetic", (wanted,), (wanted,))
    assert match(Header(0, (gap + found, "other")), [layout]) is layout
    assert match(Header(0, ("other",)), [layout]) is None


def test_longest_signature_wins() -> None:
    short, long = (Layout("a", "short", ("x",), ("x",)), Layout("a", "long", ("x", "y"), ("x",)))
    assert match(Header(0, ("Y", "X")), [short, long]) is long
    assert match(Header(0, ("X",)), [short, long]) is short


cell = st.text(st.characters(codec="utf-8", exclude_characters="\x00\r"), max_size=6)


@given(rows=st.lists(st.tuples(cell.filter(bool), cell), min_size=1, max_size=6), blanks=st.integers(0, 2))
def test_any_table_reads_back_with_its_lines(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]], blanks: int
) -> None:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerow(["URN", "Name"])
    expected = []
    for row in rows:
        stream.write("\n" * blanks)
        expected.append((stream.getvalue().count("\n") + 1, *row))
        writer.writerow(row)
    raw = table(tmp_path_factory.mktemp("any"), stream.getvalue())
    assert cells(raw) == expected


@pytest.mark.parametrize(
    ("name", "year"),
    [
        ("england_abs_2023-24.csv", "2023/24"),
        ("census_2023_2024.csv", "2023/24"),
        ("x_202324.csv", "2023/24"),
        ("extract20261120_of_1999-00_2024-25.csv", "2024/25"),
    ],
)
def test_school_year_of_a_file_name(tmp_path: Path, name: str, year: str) -> None:
    assert school_year(RawFile(tmp_path, tmp_path / name)) == year


@pytest.mark.parametrize("name", ["england_abs.csv", "england_abs_2023.csv", "england_abs_2023-25.csv"])
def test_file_name_without_a_school_year(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadInput, match=r"has no school year: name it like england_census_2023-24\.csv"):
        school_year(RawFile(tmp_path, tmp_path / name))

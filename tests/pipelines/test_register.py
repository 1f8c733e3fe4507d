"""The register in its four vintages; every row ends in the table or among the rejects."""

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.schema import TABLES
from geo.vocab import TYPE_FAMILY
from pipelines import register
from pipelines.errors import BadInput
from pipelines.reading import Cleaned, header_of, match
from tests.pipelines.rawfiles import clean, published, put, put_register, reasons, school, text_of

VINTAGES = {
    "gias_120_columns_2018": "120 columns, 2018",
    "gias_140_columns_2024": "140 columns, 2024",
    "gias_135_columns_2026": "135 columns, 2026",
    "gias_44_columns_compiled": "44 columns, compiled from public facts",
}


def read(folder: Path, *rows: dict[str, str], **options: str) -> Cleaned:
    return clean(register, put_register(folder, list(rows), **options))


def table(cleaned: Cleaned) -> pd.DataFrame:
    return cleaned.tables["schools"]


def one(folder: Path, **changes: str) -> pd.Series:
    cleaned = read(folder, school(**changes))
    assert reasons(cleaned) == []
    return table(cleaned).iloc[0]


@pytest.mark.parametrize("header", VINTAGES)
def test_each_vintage_reads_alike(tmp_path: Path, header: str) -> None:
    columns = published(header)
    assert len(columns) == int(header.split("_")[1])
    extra = {"CloseDate": "31-08-2025", "Diocese (name)": "Not applicable", "SEN1 (name)": "VI - Visual Impairment"}
    row = school(**{name: cell for name, cell in extra.items() if name in columns})
    cleaned = read(tmp_path, row, header=header)
    made = table(cleaned).iloc[0]
    assert cleaned.release == "2026-11-20"
    assert made["source"] == "register:2026-11-20"
    assert (made["urn"], made["laestab"], made["name"]) == (100_001, "2020001", "SYNTHETIC Primary School")
    assert (made["phase_family"], made["sector"], made["faith"]) == ("Primary", "state", "None")
    assert (made["age_low"], made["age_high"], made["capacity"], made["pupils"]) == (3, 11, 210, 200)
    assert made["open_date"] == pd.Timestamp(1950, 9, 1)
    assert (made["easting"], made["northing"], made["postcode"]) == (529_000, 184_000, "NW1 1AA")
    full = header != "gias_44_columns_compiled"
    assert pd.notna(made["close_date"]) is full
    assert pd.notna(made["sen_needs"]) is full
    assert cleaned.notes == []


@pytest.mark.parametrize(("header", "name"), VINTAGES.items())
def test_each_vintage_is_known_by_its_header(tmp_path: Path, header: str, name: str) -> None:
    file = put_register(tmp_path, [school()], header=header)
    layout = match(header_of(file, register.LAYOUTS), register.LAYOUTS)
    assert layout is not None
    assert layout.name == name


def test_vintage_to_come_loses_no_column_that_it_has(tmp_path: Path) -> None:
    columns = [name for name in published("gias_135_columns_2026") if not name.startswith("LSOA")]
    row = school(CloseDate="31-08-2025", SchoolWebsite="https://synthetic.example")
    cleaned = clean(register, put(tmp_path, "edubasealldata20271120.csv", text_of(columns, [row]), encoding="cp1252"))
    made = table(cleaned).iloc[0]
    assert made["close_date"] == pd.Timestamp(2025, 8, 31)
    assert made["website"] == "https://synthetic.example"
    assert cleaned.notes == [
        f"its {len(columns)} columns are no vintage of the register that we know: read by their names"
    ]


def test_columns_are_those_of_the_contract(tmp_path: Path) -> None:
    made = table(read(tmp_path, school()))
    assert set(made) - {"easting", "northing"} <= set(TABLES["schools"].columns)


def test_required_column_missing(tmp_path: Path) -> None:
    columns = [name for name in published("gias_135_columns_2026") if name != "Postcode"]
    row = {name: cell for name, cell in school().items() if name != "Postcode"}
    file = put(tmp_path, "edubasealldata20261120.csv", text_of(columns, [row]))
    with pytest.raises(
        BadInput, match=r"edubasealldata20261120\.csv: the register table .* needs the column\(s\) Post"
    ):
        clean(register, file)


@pytest.mark.parametrize("word", ["None", "Does not apply", "NA", "null"])
def test_words_of_the_religious_character_survive(tmp_path: Path, word: str) -> None:
    assert one(tmp_path, **{"ReligiousCharacter (name)": word})["faith"] == word


@pytest.mark.parametrize(
    ("column", "name"),
    [
        ("ReligiousCharacter (name)", "faith"),
        ("PhaseOfEducation (name)", "phase"),
        ("EstablishmentStatus (name)", "status"),
        ("StatutoryLowAge", "age_low"),
        ("NumberOfPupils", "pupils"),
        ("OpenDate", "open_date"),
        ("CensusDate", "pupils_on"),
        ("CloseDate", "close_date"),
        ("EstablishmentNumber", "laestab"),
        ("Postcode", "postcode"),
        ("Trusts (name)", "trust_name"),
        ("SEN1 (name)", "sen_needs"),
    ],
)
@pytest.mark.parametrize("blank", ["", "  "])
def test_blank_is_missing(tmp_path: Path, column: str, name: str, blank: str) -> None:
    assert pd.isna(one(tmp_path, **{column: blank})[name])


def test_school_without_a_name_is_rejected(tmp_path: Path) -> None:
    assert reasons(read(tmp_path, school(EstablishmentName=" "))) == [(2, "100001", "the school has no name")]


def test_postcode_null_is_none_and_said(tmp_path: Path) -> None:
    cleaned = read(tmp_path, school(Postcode="NULL"))
    assert pd.isna(table(cleaned).iloc[0]["postcode"])
    assert cleaned.notes == ["URN 100001: postcode 'NULL' is none"]


def test_non_breaking_space_in_a_name(tmp_path: Path) -> None:
    cleaned = read(tmp_path, school(EstablishmentName="SYNTHETIC\u00a0 School "))
    assert table(cleaned).iloc[0]["name"] == "SYNTHETIC School"
    assert cleaned.notes == ["1 name(s) held a non-breaking or doubled space, made single"]


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig"])
def test_apostrophe_0x92_and_a_copy_in_utf8(tmp_path: Path, encoding: str) -> None:
    file = put_register(tmp_path, [school(EstablishmentName="SYNTHETIC St Mary\u2019s")], encoding=encoding)
    assert (b"\x92" in file.read()) is (encoding == "cp1252")
    assert table(clean(register, file)).iloc[0]["name"] == "SYNTHETIC St Mary\u2019s"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"URN": "99999"}, "impossible URN '99999': six digits are expected"),
        ({"URN": "NAT"}, "impossible URN 'NAT': six digits are expected"),
        ({"TypeOfEstablishment (name)": "Welsh establishment"}, "not a school: Welsh establishment"),
        ({"TypeOfEstablishment (name)": "Moon base"}, "unknown type of establishment 'Moon base'"),
        ({"PhaseOfEducation (name)": "Tertiary"}, "unknown phase 'Tertiary'"),
        ({"OpenDate": "2001-09-01"}, "date '2001-09-01' in OpenDate is not DD-MM-YYYY"),
        ({"StatutoryHighAge": "100"}, "'100' in StatutoryHighAge is no whole number from 0 to 99"),
        ({"NumberOfPupils": "1,200"}, "'1,200' in NumberOfPupils is no whole number from 0 to 20000"),
        ({"LA (code)": "E0900"}, "impossible LA code 'E0900'"),
    ],
)
def test_bad_row_costs_itself_only(tmp_path: Path, changes: dict[str, str], reason: str) -> None:
    bad = school("100002")
    bad.update(changes)
    cleaned = read(tmp_path, school("100001"), bad, school("100003"))
    assert reasons(cleaned) == [(3, bad["URN"], reason)]
    assert table(cleaned)["urn"].tolist() == [100_001, 100_003]
    assert cleaned.rejects["file"].tolist() == ["edubasealldata20261120.csv"]


def test_column_of_dates_in_another_format_stops_the_build(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"edubasealldata20261120\.csv: 2 of 2 dates in OpenDate are not DD-MM-YYYY"):
        read(tmp_path, *(school(urn, OpenDate="1950-09-01") for urn in ("100001", "100002")))


def test_identical_rows_of_one_urn_count_once(tmp_path: Path) -> None:
    cleaned = read(tmp_path, school(), school())
    assert len(table(cleaned)) == 1
    assert reasons(cleaned) == [(3, "100001", "URN 100001 stands twice, the same to the letter: it counts once")]


def test_conflicting_rows_of_one_urn_are_none_of_them_used(tmp_path: Path) -> None:
    cleaned = read(tmp_path, school(), school("100002"), school(NumberOfPupils="999"))
    assert table(cleaned)["urn"].tolist() == [100_002]
    reason = "URN 100001 stands on several lines that differ: none can be trusted, ask the publisher"
    assert reasons(cleaned) == [(2, "100001", reason), (4, "100001", reason)]


@pytest.mark.parametrize(
    ("easting", "northing"),
    [("0", "0"), ("184000", "1529000"), ("-0.1", "51.5"), ("700001", "184000"), ("x", "184000"), ("529000", "")],
)
def test_coordinate_outside_great_britain_is_said_and_not_used(tmp_path: Path, easting: str, northing: str) -> None:
    cleaned = read(tmp_path, school(Easting=easting, Northing=northing))
    made = table(cleaned).iloc[0]
    assert pd.isna(made["easting"])
    assert pd.isna(made["northing"])
    assert cleaned.notes == [
        f"URN 100001: coordinate ({easting}, {northing}) is outside Great Britain and was not used"
    ]


def test_no_coordinate_is_no_fault(tmp_path: Path) -> None:
    cleaned = read(tmp_path, school(Easting="", Northing=""))
    assert pd.isna(table(cleaned).iloc[0]["easting"])
    assert cleaned.notes == []


def test_impossible_establishment_number_makes_no_laestab(tmp_path: Path) -> None:
    cleaned = read(tmp_path, school(EstablishmentNumber="20O1"))
    assert pd.isna(table(cleaned).iloc[0]["laestab"])
    assert cleaned.notes == ["URN 100001: '20O1' is no establishment number"]


def test_codes_keep_their_zeros(tmp_path: Path) -> None:
    made = one(tmp_path, **{"LA (code)": "1", "EstablishmentNumber": "7"})
    assert (made["la_code"], made["laestab"]) == ("001", "0010007")


def test_needs_are_joined(tmp_path: Path) -> None:
    assert one(tmp_path, **{"SEN1 (name)": "VI - Visual", "SEN3 (name)": "ASD - Autism"})["sen_needs"] == (
        "VI - Visual; ASD - Autism"
    )


@pytest.mark.parametrize(
    ("name", "release"),
    [
        ("edubasealldata20261120.csv", "2026-11-20"),
        ("edubasealldata_2026-11-20.csv", "2026-11-20"),
        ("edubasealldata_london_compiled.csv", "compiled 2026"),
        ("edubasealldata.csv", "undated"),
        ("edubasealldata20269999.csv", "undated"),
    ],
)
def test_release_is_the_date_in_the_name(tmp_path: Path, name: str, release: str) -> None:
    assert read(tmp_path, school(), name=name).release == release


def test_no_type_is_a_school_and_none() -> None:
    assert not register.NOT_SCHOOLS & set(TYPE_FAMILY)


rows = st.builds(
    lambda urn, changes: {**school(urn), **changes},
    st.sampled_from(["100001", "100002", " 100002", "100003", "99999", ""]),
    st.dictionaries(
        st.sampled_from(["NumberOfPupils", "TypeOfEstablishment (name)", "Easting", "Postcode", "EstablishmentName"]),
        st.sampled_from(["", "5", "Academy converter", "Further education", "NW1 1AA"]),
        max_size=2,
    ),
)


@settings(max_examples=40)
@given(data=st.data(), given_rows=st.lists(rows, min_size=1, max_size=6))
def test_every_row_ends_in_one_place_and_order_never_matters(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, given_rows: list[dict[str, str]]
) -> None:
    folder = tmp_path_factory.mktemp("register")
    cleaned = read(folder, *given_rows)
    lines = [*table(cleaned).index, *cleaned.rejects["row"]]
    assert sorted(lines) == list(range(2, 2 + len(given_rows)))
    assert table(cleaned)["urn"].is_unique

    again = read(folder, *data.draw(st.permutations(given_rows)))
    by_urn = [table(made).sort_values("urn").reset_index(drop=True) for made in (cleaned, again)]
    pd.testing.assert_frame_equal(*by_urn)
    assert sorted(cleaned.rejects["reason"]) == sorted(again.rejects["reason"])
    assert sorted(cleaned.notes) == sorted(again.notes)

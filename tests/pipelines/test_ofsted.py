"""Ofsted's lists: what each published header yields, and what is refused."""

from pathlib import Path

import pytest

from pipelines import ofsted
from pipelines.errors import BadInput
from pipelines.ofsted_layouts import COMPILED_CODE
from pipelines.rawfile import RawFile
from tests.pipelines.ofsted_tables import HEADERS, clean, header, reasons, told, write

LIST_2026 = "Management_information_-_state-funded_schools_-_latest_inspections_as_at_28_Feb_2026.csv"
LIST_2025 = "Management_information_-_state-funded_schools_-_latest_inspections_as_at_31_August_2025.csv"
OEIF_START = "Inspection start date of latest OEIF graded inspection"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("mi_2018-07-31_england.csv", "2018-07-31"),
        ("mi_state_of_nation_2018-07-31_england.csv.gz", "2018-07-31"),
        (LIST_2026, "2026-02-28"),
        (LIST_2025, "2025-08-31"),
        ("latest_inspections_at_31_Dec_2019.csv", "2019-12-31"),
        ("Management information - latest inspections as at 30 April 2026.csv", "2026-04-30"),
    ],
)
def test_the_date_of_a_list_is_in_its_name(tmp_path: Path, name: str, expected: str) -> None:
    assert ofsted.list_date(RawFile(tmp_path, tmp_path / name)).isoformat() == expected


@pytest.mark.parametrize("name", ["mi_latest_inspections.csv", "mi_31_Feb_2026.csv", "mi_2026-01-31_or_2026-02-28.csv"])
def test_a_name_without_one_date_is_refused_with_the_remedy(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadInput, match=r"put the date in it as 2026-01-31"):
        ofsted.list_date(RawFile(tmp_path, tmp_path / name))


def test_real_rows_of_the_list_of_2026(tmp_path: Path) -> None:
    # Nine rows of Ofsted's list of 28 February 2026 were transcribed from a public page; these are four of them.
    # NULL overall: no graded inspection stands there, whatever an ungraded one said.
    rows = [
        {"URN": "100005", "School name": "Thomas Coram Centre"},
        {"URN": "100006", OEIF_START: "05/06/2024", "Latest OEIF overall effectiveness": "2"},
        {"URN": "100010", OEIF_START: "07/03/2023", "Latest OEIF overall effectiveness": "2"},
        {"URN": "100013", OEIF_START: "14/06/2023", "Latest OEIF overall effectiveness": "1"},
    ]
    cleaned = clean(ofsted, write(tmp_path, LIST_2026, header(85), rows))
    assert cleaned.release == "2026-02-28"
    assert told(cleaned, "urn", "scheme", "area", "grade", "grade_raw", "inspected_on", "date_basis", "source") == [
        (urn, "oeif", "Overall effectiveness", grade, raw, day, "this inspection", "ofsted:2026-02-28")
        for urn, grade, raw, day in [
            (100006, "Good", "2", "2024-06-05"),
            (100010, "Good", "2", "2023-03-07"),
            (100013, "Outstanding", "1", "2023-06-14"),
        ]
    ]
    assert reasons(cleaned) == []


def test_a_report_card_has_its_own_dates_and_no_overall(tmp_path: Path) -> None:
    synthetic = {
        "URN": "999001",
        "Inspection number of latest full inspection": "10400001",
        "Inspection start date": "13/01/2026",
        "Publication date": "09/02/2026",
        "URN at time of latest full inspection": "999000",
        "Does the latest full inspection relate to the URN of the current school?": "No",
        "Inclusion": "Strong standard",
        "Inclusion - date of judgement": "14/01/2026",
        "Achievement": "Needs attention",
        "Post-16 provision (where applicable)": "Not applicable",
        "Safeguarding standards": "Met",
        "Safeguarding standards - date of judgement": "14/01/2026",
        "Category of concern": "RSI",
        # The old framework stays in the list beside the report card.
        "Inspection number of latest OEIF graded inspection": "10200001",
        OEIF_START: "05/06/2024",
        "Latest OEIF overall effectiveness": "Not judged",
        "Latest OEIF quality of education": "3",
        "Latest OEIF  safeguarding is effective?": "Yes",
        "Latest OEIF sixth form provision (where applicable)": "0",
        "Latest OEIF early years provision (where applicable)": "9",
        "Latest OEIF category of concern": "SWK",
        "Date of latest ungraded inspection": "10/05/2021",
        "Ungraded inspection overall outcome": "School remains Good (Improving) - S5 Next",
    }
    path = write(tmp_path, LIST_2026, header(85), [synthetic], title="Synthetic title line\r\n")
    cleaned = clean(ofsted, path)
    assert reasons(cleaned) == []
    graded = ("2024-06-05", "this inspection", 999001)
    start = ("2026-01-13", "this inspection", 999000)
    assert told(cleaned, "scheme", "area", "grade", "inspected_on", "date_basis", "reported_urn") == [
        ("oeif", "Category of concern", "Serious Weaknesses", *graded),
        ("oeif", "Early years provision", "Not applicable", *graded),
        ("oeif", "Overall effectiveness", "Not judged", *graded),
        ("oeif", "Quality of education", "Requires improvement", *graded),
        ("oeif", "Safeguarding is effective?", "Yes", *graded),
        ("oeif", "Sixth form provision", "Not applicable", *graded),
        ("report_card", "Achievement", "Needs attention", *start),
        ("report_card", "Category of concern", "Requires Significant Improvement", *start),
        ("report_card", "Post-16 provision", "Not applicable", *start),
        ("report_card", "Inclusion", "Strong standard", "2026-01-14", "judgement", 999000),
        ("report_card", "Safeguarding", "Met", "2026-01-14", "judgement", 999000),
        ("ungraded", "Outcome", "School remains Good (Improving) - S5 Next", "2021-05-10", "this inspection", 999001),
    ]
    card = cleaned.tables["inspections"].query("scheme == 'report_card'")
    assert set(card["inspection_id"]) == {"10400001"}
    assert set(card["published_on"].dt.strftime("%Y-%m-%d")) == {"2026-02-09"}


def test_the_list_of_2022_to_2025_tells_of_the_previous_inspection_too(tmp_path: Path) -> None:
    synthetic = {
        "URN": "999001",
        "Inspection start date": "08/10/2024",
        "Overall effectiveness": "Not judged",
        "Quality of education": "2",
        "Previous inspection start date": "11/06/2012",
        "Previous graded inspection overall effectiveness": "3",
        "Previous category of concern": "SM",
        "Date of latest ungraded inspection": "04/05/2022",
        "Ungraded inspection overall outcome": "School remains Good",
    }
    cleaned = clean(ofsted, write(tmp_path, LIST_2025, header(70), [synthetic]))
    assert reasons(cleaned) == []
    # Code 3 of June 2012 was "Satisfactory": the word belongs to the day, the code is kept.
    assert told(cleaned, "scheme", "inspected_on", "area", "grade", "grade_raw") == [
        ("oeif", "2012-06-11", "Category of concern", "Special Measures", "SM"),
        ("oeif", "2012-06-11", "Overall effectiveness", "Satisfactory", "3"),
        ("oeif", "2024-10-08", "Overall effectiveness", "Not judged", "Not judged"),
        ("oeif", "2024-10-08", "Quality of education", "Good", "2"),
        ("ungraded", "2022-05-04", "Outcome", "School remains Good", "School remains Good"),
    ]


def test_the_list_of_2019_to_2022_by_the_names_in_public_descriptions(tmp_path: Path) -> None:
    synthetic = {
        "URN": "999001",
        "Inspection number of latest full inspection": "10100001",
        "URN at time of latest full inspection": "999001",
        "Inspection start date": "03/12/2019",
        "Overall effectiveness": "2",
        "Section 8 inspection overall outcome": "School remains Good",
        "Date of latest section 8 inspection": "05/05/2021",
    }
    path = write(tmp_path, "latest_inspections_as_at_31_Dec_2021.csv", list(synthetic), [synthetic])
    assert told(clean(ofsted, path), "scheme", "inspected_on", "grade", "inspection_id") == [
        ("oeif", "2019-12-03", "Good", "10100001"),
        ("ungraded", "2021-05-05", "School remains Good", None),
    ]


def test_the_columns_cut_of_december_2024(tmp_path: Path) -> None:
    # Three real rows of Ofsted's list of 31 December 2024.
    path = tmp_path / "mi_2024-12-31_london_secondaries_columns_cut.csv"
    path.write_text(
        "URN,School name,Overall effectiveness,Inspection start date\n"
        "100049,Haverstock School,2,02/07/2019\n"
        "100050,Parliament Hill School,1,22/05/2024\n"
        "100056,William Ellis School,Not judged,08/10/2024\n"
    )
    assert told(clean(ofsted, path), "urn", "scheme", "grade", "inspected_on", "as_at") == [
        (100049, "oeif", "Good", "2019-07-02", "2024-12-31"),
        (100050, "oeif", "Outstanding", "2024-05-22", "2024-12-31"),
        (100056, "oeif", "Not judged", "2024-10-08", "2024-12-31"),
    ]


def test_the_state_of_the_nation_of_2018(tmp_path: Path) -> None:
    # A real row of Ofsted's list of 31 July 2018.
    path = tmp_path / "mi_state_of_nation_2018-07-31_england.csv"
    path.write_text(
        "URN,School name,Ofsted phase,Inspection date,Publication date,Overall effectiveness\n"
        "100049,Haverstock School,Secondary,24/01/2017,16/03/2017,3\n"
    )
    assert told(clean(ofsted, path), "urn", "scheme", "grade", "inspected_on", "published_on") == [
        (100049, "oeif", "Requires improvement", "2017-01-24", "2017-03-16")
    ]


def test_the_formula_in_the_list_of_2014_goes_nowhere(tmp_path: Path) -> None:
    # A real header and row of Ofsted's list of 31 December 2014; its "Web Link" holds a spreadsheet formula.
    path = tmp_path / "mi_2014-12-31_camden.csv"
    path.write_bytes((HEADERS / "ofsted_2014_real_row.csv").read_bytes())
    cleaned = clean(ofsted, path)
    table = cleaned.tables["inspections"]
    assert not table.astype(str).apply(lambda column: column.str.contains("HYPERLINK|=", regex=True)).to_numpy().any()
    assert not table["grade"].isna().any()
    overall = table[table["area"] == "Overall effectiveness"]
    assert overall[["scheme", "grade", "grade_raw"]].to_numpy().tolist() == [
        ["legacy", "Good", "2"],
        ["legacy", "Requires improvement", "3"],
    ]
    assert "Pupils' behaviour" in set(table["area"])


def test_the_compiled_list_gives_outcomes_of_an_unknown_kind_only(tmp_path: Path) -> None:
    # Real rows of the compiled list of 28 February 2026, but for the filled inspection columns of 999001 (synthetic).
    columns = ["URN", OEIF_START, "Latest OEIF overall effectiveness", COMPILED_CODE, "COMPILED basis"]
    rows = [
        {"URN": "100000", COMPILED_CODE: "1", "COMPILED basis": "graded or ungraded: not known"},
        {"URN": "100056", COMPILED_CODE: "0"},
        {"URN": "999001", OEIF_START: "05/06/2024", "Latest OEIF overall effectiveness": "2", COMPILED_CODE: "2"},
    ]
    path = write(tmp_path, "mi_compiled_2026-02-28_london_state_funded.csv", columns, rows)
    cleaned = clean(ofsted, path)
    assert told(cleaned, "urn", "scheme", "area", "grade", "inspected_on", "date_basis", "as_at") == [
        (100000, "latest_outcome", "Latest outcome", "Outstanding", None, "not in the source", "2026-02-28"),
        (999001, "latest_outcome", "Latest outcome", "Good", None, "not in the source", "2026-02-28"),
    ]
    assert cleaned.notes[0].startswith("1 schools have code 0")


def test_bad_rows_are_left_out_with_their_line_and_reason(tmp_path: Path) -> None:
    columns = ["URN", "Overall effectiveness", "Inspection start date"]
    rows = [
        ["999001", "2", "04/10/2022"],
        ["99901", "2", "04/10/2022"],
        ["999003", "2", "31/02/2022"],
        ["999004", "2", "04/10/2032"],
        ["999005", "7", "04/10/2022"],
        ["=1+1", "2", "04/10/2022"],
        ["999001", "1", "04/10/2023"],
        ["", "", ""],
        ["999009", "", ""],
    ]
    synthetic = [dict(zip(columns, row, strict=True)) for row in rows]
    cleaned = clean(ofsted, write(tmp_path, "mi_2024-12-31_synthetic.csv", columns, synthetic))
    assert told(cleaned, "urn", "grade") == [(999001, "Good")]
    column = "in the column Inspection start date"
    assert sorted(reasons(cleaned)) == [
        (3, "99901", "'99901' is no URN: it has six digits and does not begin with 0"),
        (4, "999003", f"'31/02/2022' {column} is no date of the form DD/MM/YYYY"),
        (5, "999004", f"04/10/2032 {column} is later than the list, which is as at 31/12/2024"),
        (6, "999005", "'7' in the column Overall effectiveness is no symbol that we know: tell us of it"),
        (7, "=1+1", "'=1+1' is no URN: it has six digits and does not begin with 0"),
        (8, "999001", "The list has URN 999001 on an earlier line, and gives a school once"),
    ]


def test_another_schools_inspection_must_be_named(tmp_path: Path) -> None:
    synthetic = [
        {
            "URN": "999001",
            "Overall effectiveness": "2",
            "Inspection start date": "08/10/2024",
            "Does the latest graded inspection relate to the URN of the current school?": "No",
        },
        {
            "URN": "999002",
            "Overall effectiveness": "2",
            "Inspection start date": "08/10/2024",
            "URN at time of latest graded inspection": "unknown",
        },
    ]
    cleaned = clean(ofsted, write(tmp_path, LIST_2025, header(70), synthetic))
    assert told(cleaned, "urn") == []
    assert [reason for _, _, reason in reasons(cleaned)] == [
        "The oeif inspection was of another URN, and the list does not say which",
        "'unknown' in the column URN at time of latest graded inspection is no URN",
    ]


def test_an_unreadable_publication_date_does_not_cost_the_outcome(tmp_path: Path) -> None:
    columns = ["URN", "Inspection date", "Publication date", "Overall effectiveness"]
    synthetic = dict(zip(columns, ["999001", "04/10/2016", "soon", "2"], strict=True))
    cleaned = clean(ofsted, write(tmp_path, "mi_2018-07-31_synthetic.csv", columns, [synthetic]))
    assert told(cleaned, "grade", "published_on") == [("Good", None)]
    assert cleaned.notes[0].startswith("1 dates of publication cannot be read")


def test_every_column_that_a_block_reads_is_in_the_published_header() -> None:
    for layout in ofsted.LAYOUTS[:2]:
        columns = {" ".join(name.split()) for name in header(85 if "85" in layout.name else 70)}
        assert set(layout.required) <= columns
        assert not any("Web" in name for name in (*layout.required, *layout.optional))

"""The rating of the school information, and the history of ratings."""

from pathlib import Path

import pytest

from pipelines import ofsted_history, school_information
from pipelines.errors import BadInput
from tests.pipelines.ofsted_tables import clean, reasons, told

INFORMATION = "england_school_information_2021-22.csv"
COLUMNS = "URN,SCHNAME,OFSTEDRATING,OFSTEDLASTINSP\n"


def test_the_rating_word_is_kept_and_its_date_is_of_any_inspection(tmp_path: Path) -> None:
    # Real values of the performance tables of 2021-22.
    path = tmp_path / INFORMATION
    path.write_text(
        COLUMNS + "100049,Haverstock School,Good,03-07-2019\n"
        "100640,Archbishop Tenison's School,Special Measures,19-10-2016\n"
        "144855,Assure Community College,Insufficient evidence,12-03-2020\n"
        "100001,City of London School for Girls,,\n"
        ",,,\n"
    )
    cleaned = clean(school_information, path)
    assert cleaned.release == "2021/22"
    assert reasons(cleaned) == []
    about = ("latest inspection of any kind", "2020-03-12", "school_information:2021/22")
    assert told(cleaned, "urn", "scheme", "area", "grade", "inspected_on", "date_basis", "as_at", "source") == [
        (100049, "oeif", "Overall effectiveness", "Good", "2019-07-03", *about),
        (100640, "oeif", "Overall effectiveness", "Special Measures", "2016-10-19", *about),
        (144855, "oeif", "Overall effectiveness", "Insufficient evidence", "2020-03-12", *about),
    ]
    assert "taken as its date" in cleaned.notes[1]


def test_bad_rows_of_the_school_information_are_rejected(tmp_path: Path) -> None:
    path = tmp_path / INFORMATION
    path.write_text(
        COLUMNS + "999001,Synthetic,Requires   improvement,03-07-2019\n"
        "999002,Synthetic,Fairly good,03-07-2019\n"
        "999003,Synthetic,Good,03/07/2019\n"
        "NAT,Synthetic,Good,03-07-2019\n"
        "999005,Synthetic,Good,\n"
        "999006,Synthetic,,03-08-2019\n"
    )
    cleaned = clean(school_information, path)
    assert told(cleaned, "urn", "grade", "grade_raw", "inspected_on", "date_basis") == [
        (
            999001,
            "Requires improvement",
            "Requires   improvement",
            "2019-07-03",
            "latest inspection of any kind",
        ),
        (999005, "Good", "Good", None, "not in the source"),
    ]
    assert sorted(reasons(cleaned)) == [
        (3, "999002", "'Fairly good' is no rating that we know: tell us of it"),
        (4, "999003", "'03/07/2019' in the column OFSTEDLASTINSP is no date of the form DD-MM-YYYY"),
        (5, "NAT", "'NAT' is no URN: it has six digits and does not begin with 0"),
    ]
    assert "1 with a date of inspection and no rating" in cleaned.notes[0]


def test_the_school_information_needs_its_year_in_the_name(tmp_path: Path) -> None:
    path = tmp_path / "england_school_information.csv"
    path.write_text(COLUMNS + "999001,Synthetic,Good,03-07-2019\n")
    with pytest.raises(BadInput, match="school year"):
        clean(school_information, path)


def test_the_history_keeps_old_words_even_late_ones(tmp_path: Path) -> None:
    # Real rows: the history has two words for one day of 137699, and "Satisfactory" after that word was given up.
    path = tmp_path / "ofsted_ratings_history_to_early_2020_england.csv"
    path.write_text(
        "URN,Rating,Inspection Date\n137699,Outstanding,20151210\n137699,Requires Improvement,20131204\n"
        "137699,Satisfactory,20131204\n137699,Good,20120312\n"
    )
    cleaned = clean(ofsted_history, path)
    assert reasons(cleaned) == []
    assert cleaned.release == "2015-12-10"
    assert told(cleaned, "urn", "scheme", "inspected_on", "grade", "grade_raw", "date_basis", "as_at") == [
        (137699, "legacy", day, grade, raw, "this inspection", None)
        for day, grade, raw in [
            ("2012-03-12", "Good", "Good"),
            ("2013-12-04", "Requires improvement", "Requires Improvement"),
            ("2013-12-04", "Satisfactory", "Satisfactory"),
            ("2015-12-10", "Outstanding", "Outstanding"),
        ]
    ]


def test_bad_rows_of_the_history_are_rejected(tmp_path: Path) -> None:
    path = tmp_path / "ofsted_ratings_history_to_early_2020_england.csv"
    path.write_text(
        "URN,Rating,Inspection Date\n999001,Good,20150102\n999001,Good,20150102\n999002,Good,\n"
        "999003,Good,02/01/2015\n999004,2,20150102\n"
    )
    cleaned = clean(ofsted_history, path)
    assert told(cleaned, "urn") == [(999001,)]
    assert sorted(reasons(cleaned)) == [
        (3, "999001", "The same rating and date stand on an earlier line"),
        (4, "999002", "The rating has no date of inspection, which a history needs"),
        (5, "999003", "'02/01/2015' in the column Inspection Date is no date of the form YYYYMMDD"),
        (6, "999004", "'2' is no rating that we know: tell us of it"),
    ]

"""The quality page: every gap in words, the filters, the schools behind a count, and what changed."""

import pytest

from geo import changes
from geo.changes import Change, Changes, FigureChange
from geo.quality import REASONS
from tests import factories

PAGE = "pages/quality.py"


def plain(said):
    """Take off what keeps Markdown from reading words of the data as its own."""
    return said.replace("\\", "")


def box(at, label):
    return next(each for each in at.selectbox if each.label == label)


def test_it_counts_camden_first_and_says_what_is_not_there_at_all(open_app, words_of):
    at = open_app(PAGE)
    said = plain(words_of(at))
    assert not at.exception
    assert box(at, "Borough").value == "Camden"
    assert "Not in the data at all: Suspension rate" in said
    # Eleven of the twelve synthetic schools are state-funded; one of them has pupils of 2023/24.
    assert "1 of 11 (9%)" in said
    assert "No row of these schools was refused" in said
    assert "No previous build is known" in said
    assert "This build is synthetic" in said


def test_one_figure_and_year_is_a_sentence_with_the_schools_behind_it(open_app, words_of):
    at = open_app(PAGE)
    box(at, "Figure").select("absence").run()
    said = plain(words_of(at))
    assert not at.exception
    assert "0 of 11 state-funded schools in Camden to which it may apply have a number." in said
    assert "The others: suppressed 1, no row 10." in said
    assert "Schools without a number: 11 schools" in said
    frame = next(each for each in at.dataframe if "Why there is no number" in each.value)
    why = dict(zip(frame.value["URN"], frame.value["Why there is no number"], strict=True))
    assert [urn for urn, word in why.items() if word == "Suppressed"] == ["100001"]


def test_a_year_that_nobody_collected_and_every_year(open_app, words_of):
    at = open_app(PAGE)
    box(at, "Figure").select("pupils").run()
    box(at, "Year").select("every").run()
    said = plain(words_of(at))
    assert not at.exception
    assert "2022/23" in said
    assert "Choose one figure and one year" in said
    box(at, "Borough").select("").run()
    assert not at.exception


def test_the_filters_stand_in_the_address_and_the_address_sets_them(open_app, words_of):
    at = open_app(PAGE, measure="absence", borough="any", year="every", schools="independent", school="100001")
    assert not at.exception
    assert [box(at, label).value for label in ("Figure", "Borough", "Year", "Schools")] == [
        "absence",
        "",
        "every",
        "independent",
    ]
    assert "The address had values" not in words_of(at)
    box(at, "Year").select("").run()
    box(at, "Borough").select("Camden").run()
    told = {key: value if isinstance(value, str) else value[0] for key, value in dict(at.query_params).items()}
    assert told == {"measure": "absence", "schools": "independent", "school": "100001"}


def test_junk_in_the_address_is_named_and_has_no_effect(open_app, words_of):
    at = open_app(PAGE, measure="<b>junk</b>", borough="Atlantis", year="1066/67")
    assert not at.exception
    assert [box(at, label).value for label in ("Figure", "Borough", "Year")] == ["", "Camden", ""]
    said = plain(words_of(at))
    assert "they were left out: measure=" in said
    assert "borough=Atlantis, year=1066/67" in said


def test_nothing_to_count_is_a_sentence(open_app, words_of):
    at = open_app(PAGE)
    box(at, "Figure").select("fsm").run()
    box(at, "Year").select("2022/23").run()
    assert not at.exception
    assert "There is nothing to count of this year" in plain(words_of(at))


def test_each_reason_is_explained(open_app):
    at = open_app(PAGE)
    legend = next(block for block in at.expander if block.label == "What the reasons mean")
    html = "".join(str(each.proto.body) for each in legend.get("html"))
    for head, _ in REASONS.values():
        assert f"<dt>{head}</dt>" in html


def test_numbers_without_a_school_and_what_became_of_them(open_app):
    at = open_app(PAGE)
    frame = next(each.value for each in at.dataframe if "Successor here" in each.value)
    assert frame["URN"].tolist() == ["100098", "100099"]
    assert frame["Successor here"].tolist() == ["", "Synthetic Primary 100001 (100001)"]


@pytest.fixture
def changed_build(tmp_path):
    """A synthetic build beside which stands what it changed."""
    folder = factories.write_build(tmp_path / "processed")
    told = (
        Change("head count", 100_001, "Synthetic Primary 100001", "190 pupils in 2022/23, 1234 in 2023/24"),
        Change("school new", 100_002, "Synthetic *Primary* 100002", "is in the register now; status Open"),
    )
    figures = (FigureChange("pupils", "2023/24", 0, 1, 0),)
    new = factories.BUILD_ID
    changes.write_changes(folder, Changes("synthetic0", new, "before", "now", ("census:2023/24",), (), figures, told))
    return folder


def test_what_changed_is_on_the_screen(open_app, words_of, changed_build, monkeypatch):
    monkeypatch.setenv("SPM_DATA", str(changed_build))
    at = open_app(PAGE)
    said = plain(words_of(at))
    assert not at.exception
    assert "build synthetic0: before" in said
    assert "school census 2023/24" in said
    assert "School by school: 2 changes" in said
    box(at, "Kind of change").select("school new").run()
    frame = next(each.value for each in at.dataframe if "Change" in each.value)
    assert frame["Change"].tolist() == ["is in the register now; status Open"]


def test_a_refused_row_is_shown_with_its_reason(open_app, tmp_path, monkeypatch):
    row = {"file": "synthetic.csv", "row": 7, "key": "100001", "reason": "synthetic reason"}
    rejects = factories._typed("rejects", [row])
    monkeypatch.setenv("SPM_DATA", str(factories.write_build(tmp_path / "processed", rejects=rejects)))
    at = open_app(PAGE)
    assert not at.exception
    frame = next(each.value for each in at.dataframe if "Line" in each.value and "Why" in each.value)
    assert frame.iloc[0].tolist() == ["synthetic.csv", 7, "100001", "synthetic reason"]

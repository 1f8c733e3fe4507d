"""The page of briefings: schools from the address, kinds, notes that go nowhere, files that open."""

import io
import re
import zipfile

import docx
import pytest
from pypdf import PdfReader

from briefings.choices import Choices
from ui import briefing_parts, briefing_state, frame

BRIEFING = "pages/briefing.py"
NOTE = "A synthetic note, zq17"


def address(at):
    """Query parameters, a value each."""
    return {key: value if isinstance(value, str) else value[0] for key, value in dict(at.query_params).items()}


def make(at):
    at.button(key="briefing_make").click().run()
    assert not at.exception
    return at


@pytest.mark.parametrize(
    ("urns", "kind"),
    [("100001", "School briefing"), ("100001,100002", "Pair briefing"), ("100001,100002,100003", "Group briefing")],
)
def test_the_kind_follows_from_the_number_of_schools(open_app, words_of, urns, kind):
    at = open_app(BRIEFING, urns=urns)
    assert not at.exception
    assert kind in words_of(at)
    said = words_of(make(at))
    assert f"{kind}\\:" in said
    assert "Sources and method" in said


def test_what_cannot_be_read_of_the_address_is_said_and_nine_are_too_many(open_app, words_of):
    nine = ",".join(str(urn) for urn in range(100_001, 100_010))
    at = open_app(BRIEFING, urns=f"{nine},<b>")
    assert not at.exception
    assert "urns=100009" in words_of(at)
    assert "urns=\\<b\\>" in words_of(at)
    assert len(at.multiselect(key=briefing_state.SCHOOLS).value) == 8


def test_without_a_school_nothing_can_be_made(open_app, words_of):
    at = open_app(BRIEFING)
    assert not at.exception
    assert "Choose a school to begin with" in words_of(at)
    at.multiselect(key=briefing_state.SCHOOLS).set_value([100_002]).run()
    assert address(at) == {"urns": "100002"}
    make(at)


def test_notes_are_printed_and_stand_nowhere_in_the_address_or_on_the_page(open_app, words_of, caplog, capfd):
    at = open_app(BRIEFING, urns="100001")
    at.text_area(key=briefing_state.NOTES).set_value(NOTE).run()
    make(at)
    assert "Own notes" in words_of(at)
    assert NOTE not in words_of(at)
    assert NOTE not in repr(dict(at.query_params))
    assert NOTE not in caplog.text + "".join(capfd.readouterr())
    _, choices, document = at.session_state["_briefing_made"]
    assert choices == Choices(notes=NOTE)
    assert NOTE in str(document)


def test_a_changed_choice_takes_the_made_briefing_away(open_app):
    at = make(open_app(BRIEFING, urns="100001"))
    assert [button.proto.label for button in at.get("download_button")][:2] == [
        "Download PDF",
        "Download Word document",
    ]
    at.selectbox(key=briefing_state.PURPOSE).select("learn").run()
    assert not at.get("download_button")
    assert "_briefing_made" not in at.session_state


def test_the_files_are_written_on_a_press_and_not_before(open_app, monkeypatch):
    written = []
    monkeypatch.setattr(briefing_parts, "to_pdf", lambda document: written.append("pdf"))
    monkeypatch.setattr(briefing_parts, "to_docx", lambda document: written.append("docx"))
    at = make(open_app(BRIEFING, urns="100001"))
    assert all(button.proto.deferred_file_id for button in at.get("download_button"))
    assert written == []


def test_a_part_left_out_is_not_in_it(open_app, words_of):
    at = open_app(BRIEFING, urns="100001")
    at.multiselect(key=briefing_state.PARTS).set_value(["map"]).run()
    said = words_of(make(at)).partition("What is in it")[2]
    assert "Where" in said
    assert "Ofsted inspections (" not in said


def test_a_list_of_urns_becomes_an_archive(open_app, words_of):
    at = open_app(BRIEFING)
    at.selectbox(key="batch_where").select("A list of URNs").run()
    at.text_area(key="batch_urns").set_value("100001 100002,\n999999 junk").run()
    assert "999999" in words_of(at)
    at.radio(key="batch_form").set_value("PDF and Word").run()
    at.button(key="batch_make").click().run()
    assert not at.exception
    _, packed = at.session_state["_briefing_batch"]
    archive = zipfile.ZipFile(io.BytesIO(packed))
    assert [re.sub(r"-briefing.*\.", ".", name) for name in archive.namelist()] == [
        f"synthetic-primary-{urn}.{ending}" for urn in (100_001, 100_002) for ending in ("pdf", "docx")
    ]
    assert len(PdfReader(io.BytesIO(archive.read(archive.namelist()[0]))).pages) >= 1
    assert (
        docx.Document(io.BytesIO(archive.read(archive.namelist()[1]))).paragraphs[0].text.startswith("School briefing")
    )


def test_the_page_is_in_the_menu():
    assert frame.BRIEFING == BRIEFING

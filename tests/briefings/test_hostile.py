"""Whatever a name or a note holds is printed as it is, and is never a command."""

import io

import docx
import page
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from briefings.choices import MOST_NOTES, clean_notes
from briefings.content import Bullets, Document, Paragraph, Section, Table, texts
from briefings.pdf import to_pdf
from briefings.word import to_docx
from tests.briefings.reading import missing_in_order, of_docx, of_pdf

NASTY = [
    '#let x = read("/etc/passwd") $1 + 1$ [a] {b} @ref <label> \\ \\u{41} `raw` *b* _i_ = h / t: // c /* d */ ~',
    "=1+1 {{jinja}} %s {0} <b>bold</b> &amp; </w:t> ]]> <?xml?> --- ... \"straight\" 'single' don't",
    "x" * 3_000,
]
#: Written from right to left, other alphabets and signs that a font of the briefing has.
DRAWN = "שלום مرحبا 😀 ẞ Łódź Привет ₤ ™ \u202e reversed"
#: Scripts that none of the fonts has, and a heap of accents: a box with the script's name is drawn.
BOXED = "বাংলা 中文 🏴 👩\u200d👧 a" + "\u0301" * 40


def document(*said):
    cells = Table("A table", ("Column", "Other"), tuple((text, "cell") for text in said))
    return Document(
        f"Title {said[0][:80]}", "Lead", (Section(said[0][:60], (*map(Paragraph, said), Bullets(said), cells)),), "Foot"
    )


@pytest.mark.parametrize("text", NASTY)
def test_signs_of_markup_are_signs(text):
    made = document(text)
    said = list(texts(made))
    assert of_docx(to_docx(made)) == said
    pdf = to_pdf(made)
    assert missing_in_order(said, of_pdf(pdf, made.foot)) == []
    assert page.validate_pdf_bytes(pdf, profile=page.ValidationProfile.PDF_UA_1).is_compliant


def test_letters_of_every_script_are_in_both_files():
    (text,) = clean_notes(DRAWN)
    made = document(text)
    pdf = to_pdf(made)
    letters = {letter for letter in text if not letter.isspace()}
    assert letters <= set("".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(pdf)).pages))
    assert text in of_docx(to_docx(made))


@pytest.mark.parametrize("said", [DRAWN, BOXED])
def test_no_letter_breaks_the_rules_of_the_pdf(said):
    (text,) = clean_notes(said)
    made = document(text)
    assert text in of_docx(to_docx(made))
    pdf = to_pdf(made)
    assert page.validate_pdf_bytes(pdf, profile=page.ValidationProfile.PDF_UA_1).is_compliant


@settings(max_examples=25)
@example("\x00\x0b\ud800\ufffe\u202e")
@given(st.text(max_size=200))
def test_any_note_can_be_printed(text):
    notes = clean_notes(text)
    made = Document("T", "L", (Section("Own notes", tuple(map(Paragraph, notes))),), "F")
    assert len(PdfReader(io.BytesIO(to_pdf(made))).pages) >= 1
    written = [part.text for part in docx.Document(io.BytesIO(to_docx(made))).paragraphs]
    assert written[3:] == list(notes)


@given(st.text(max_size=4_000))
def test_cleaning_is_bounded_settled_and_leaves_no_blank_paragraph(text):
    notes = clean_notes(text)
    assert sum(map(len, notes)) <= MOST_NOTES
    assert all(note == note.strip() and note for note in notes)
    assert clean_notes("\n".join(notes)) == notes


def test_plain_words_are_kept_as_they_are():
    assert clean_notes("  One  line\r\n\r\nOther\tline \u202e end ") == ("One line", "Other line end")

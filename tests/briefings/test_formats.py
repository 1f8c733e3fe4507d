"""PDF and Word document of one content: the same texts in the same order, and pages that a person can use."""

import io
import zipfile

import docx
import page
import pytest
from docx.oxml.ns import qn
from pypdf import PdfReader

from briefings.choices import Choices, Theme
from briefings.compose import briefing
from briefings.content import Figure, Table, texts
from briefings.pdf import to_pdf
from briefings.word import to_docx
from tests.briefings.reading import missing_in_order, of_docx, of_pdf

EDITH_NEVILLE, BRECKNOCK = 100_013, 100_010
GROUP_OF_EIGHT = [EDITH_NEVILLE, BRECKNOCK, 100_049, 100_005, 100_060, 149_100, 100_591, 100_096]
NOTES = "Ask about lunch #1, $5 [sic] @ten \\ *all*.\n\nSecond paragraph: <b>& “quotes” don't -- change__."
CASES = {
    "a primary": [EDITH_NEVILLE],
    "a pair": [EDITH_NEVILLE, BRECKNOCK],
    "a nursery": [100_005],
    "a hospital school": [100_060],
    "a young special school": [149_100],
    "the longest name of the bundle": [100_591],
    "eight schools": GROUP_OF_EIGHT,
}


@pytest.fixture(scope="module", params=CASES.values(), ids=CASES)
def made(request, bundled):
    """A briefing and its two files."""
    document = briefing(bundled, request.param, Choices(notes=NOTES))
    return document, to_pdf(document), to_docx(document)


def figures(document):
    return [block for section in document.sections for block in section.blocks if isinstance(block, Figure)]


def tables(document):
    return [block for section in document.sections for block in section.blocks if isinstance(block, Table)]


def test_both_say_the_same_in_the_same_order(made):
    document, pdf, word = made
    said = [text for text in texts(document) if text]
    assert of_docx(word) == said
    assert missing_in_order(said, of_pdf(pdf, document.foot)) == []


def test_it_fits_two_to_four_pages(made):
    document, pdf, _ = made
    assert 2 <= len(PdfReader(io.BytesIO(pdf)).pages) <= 4, document.title


def test_no_rule_of_the_pdf_ua_checker_fails(made):
    report = page.validate_pdf_bytes(made[1], profile=page.ValidationProfile.PDF_UA_1)
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []
    assert report.rules.total > 100


def structure(reader):
    """Tags of the structure tree in order, with the text alternative where there is one."""

    def walk(node):
        node = node.get_object()
        if not isinstance(node, dict):
            return
        if "/S" in node:
            yield str(node["/S"]), str(node.get("/Alt", ""))
        kids = node.get("/K", [])
        for kid in kids if isinstance(kids, list) else [kids]:
            yield from walk(kid)

    return list(walk(reader.trailer["/Root"]["/StructTreeRoot"]))


def test_the_tags_are_those_of_the_content(made):
    document, pdf, _ = made
    reader = PdfReader(io.BytesIO(pdf))
    tags = structure(reader)
    kinds = [tag for tag, _ in tags]
    assert kinds.count("/H1") == 1
    assert kinds.count("/H2") == len(document.sections)
    assert kinds.count("/Table") == kinds.count("/THead") == len(tables(document))
    assert kinds.count("/TH") == sum(len(table.columns) for table in tables(document))
    assert [alt for tag, alt in tags if tag == "/Figure"] == [figure.alt for figure in figures(document)]
    assert reader.trailer["/Root"]["/Lang"] == "en-GB"
    assert reader.metadata.title == document.title
    assert reader.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"]


def test_the_pdf_names_no_path_no_machine_and_no_day(made):
    reader = PdfReader(io.BytesIO(made[1]))
    assert set(reader.metadata) <= {"/Title", "/Author", "/Creator"}
    fonts = {
        str(font.get_object()["/BaseFont"]).rpartition("+")[2]
        for sheet in reader.pages
        for font in sheet["/Resources"].get("/Font", {}).values()
    }
    assert fonts
    assert all(name.startswith(("SourceSansPro", "DejaVuSans", "LibertinusSerif", "LastResort")) for name in fonts)


def test_the_word_document_has_headings_header_rows_and_alternatives(made):
    document, _, written = made
    word = docx.Document(io.BytesIO(written))
    styles = [part.style.name for part in word.paragraphs]
    assert styles.count("Heading 1") == 1
    assert styles.count("Heading 2") == len(document.sections)
    assert len(word.tables) == len(tables(document))
    for table in word.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert [shape._inline.docPr.get("descr") for shape in word.inline_shapes] == [
        figure.alt for figure in figures(document)
    ]
    assert word.core_properties.title == document.title


def test_the_same_content_is_the_same_bytes(bundled):
    document = briefing(bundled, [EDITH_NEVILLE], Choices())
    assert to_pdf(document) == to_pdf(document)
    parts = [zipfile.ZipFile(io.BytesIO(to_docx(document))) for _ in range(2)]
    assert [{name: each.read(name) for name in each.namelist()} for each in parts[:1]] == [
        {name: each.read(name) for name in each.namelist()} for each in parts[1:]
    ]


def test_every_theme_of_a_pair_has_its_tables(bundled):
    document = briefing(bundled, [EDITH_NEVILLE, BRECKNOCK], Choices(themes=frozenset(Theme)))
    assert len(figures(document)) == 1 + 7
    assert missing_in_order(list(texts(document)), of_pdf(to_pdf(document), document.foot)) == []

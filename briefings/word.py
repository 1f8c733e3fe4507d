"""A briefing as a Word document by python-docx: real headings, lists, tables with header rows, pictures with words."""

import io
from datetime import UTC, datetime

import docx
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from briefings import draw
from briefings.content import Block, Bullets, Document, Figure, Paragraph, Subheading, Table
from briefings.drawing import LineChart

__all__ = ["to_docx"]

_WIDTH_CM = 17.4
_CHART_CM = 8.6
_TEAL = RGBColor(0x17, 0x59, 0x6B)
_SMALL = "Small note"

#: The format needs a date; the same content shall be the same bytes.
_NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)


def to_docx(document: Document) -> bytes:
    """Write as a Word document, which can be edited."""
    word = docx.Document()
    _set_up(word, document)
    word.add_heading(document.title, level=1)
    word.add_paragraph(document.lead)
    for section in document.sections:
        word.add_heading(section.title, level=2)
        for block in section.blocks:
            _add(word, block)
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def _set_up(word: WordDocument, document: Document) -> None:
    properties = word.core_properties
    properties.title, properties.author, properties.language = document.title, "School Partnership Map", "en-GB"
    properties.created = properties.modified = _NO_DATE
    properties.comments = ""
    page = word.sections[0]
    page.page_width, page.page_height = Cm(21.0), Cm(29.7)
    page.left_margin = page.right_margin = Cm(1.8)
    page.top_margin, page.bottom_margin = Cm(1.6), Cm(1.8)
    styles = word.styles
    normal = styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(10)
    normal.paragraph_format.space_after = Pt(4)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-GB")
    normal.element.get_or_add_rPr().append(language)
    for level, size in ((1, 18), (2, 13), (3, 11)):
        style = styles[f"Heading {level}"]
        style.font.size, style.font.color.rgb = Pt(size), _TEAL
    small = styles.add_style(_SMALL, WD_STYLE_TYPE.PARAGRAPH)
    small.base_style, small.font.size = normal, Pt(8.5)
    foot = page.footer.paragraphs[0]
    foot.style = small
    foot.add_run(document.foot)


def _add(word: WordDocument, block: Block) -> None:
    match block:
        case Paragraph(text, small):
            word.add_paragraph(text, style=_SMALL if small else None)
        case Subheading(text):
            word.add_heading(text, level=3)
        case Bullets(items, numbered):
            _list(word, items, numbered=numbered)
        case Table():
            _table(word, block)
        case Figure():
            _picture(word, block)


def _list(word: WordDocument, items: tuple[str, ...], *, numbered: bool) -> None:
    paragraphs = [word.add_paragraph(item, style="List Number" if numbered else "List Bullet") for item in items]
    if numbered:
        _count_afresh(word, paragraphs)


def _count_afresh(word: WordDocument, paragraphs: list[WordParagraph]) -> None:
    """Begin at 1: Word goes on counting through all lists of one style."""
    numbering = word.part.numbering_part.numbering_definitions._numbering  # noqa: SLF001  # python-docx has no other way
    style = word.styles["List Number"].element.pPr.numPr.numId.val
    abstract = numbering.num_having_numId(style).abstractNumId.val
    fresh = numbering.add_num(abstract)
    fresh.add_lvlOverride(0).add_startOverride(1)
    for paragraph in paragraphs:
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001
        properties.get_or_add_ilvl().val = 0
        properties.get_or_add_numId().val = fresh.numId


def _table(word: WordDocument, block: Table) -> None:
    caption = word.add_paragraph(block.caption, style="Caption")
    caption.paragraph_format.keep_with_next = True
    table = word.add_table(rows=0, cols=len(block.columns), style="Table Grid")
    table.autofit = False
    shares = block.widths or (1.0,) * len(block.columns)
    widths = [Cm(_WIDTH_CM * share / sum(shares)) for share in shares]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for number, row in enumerate((block.columns, *block.rows)):
        line = table.add_row()
        for at, (cell, text) in enumerate(zip(line.cells, row, strict=True)):
            cell.width = widths[at]
            _fill(cell, text, bold=number == 0 or (at == 0 and block.named))
        _whole(line._tr.get_or_add_trPr(), header=number == 0)  # noqa: SLF001
    look = table._tbl.tblPr.find(qn("w:tblLook"))  # noqa: SLF001
    if look is not None:
        look.set(qn("w:firstRow"), "1")
        look.set(qn("w:firstColumn"), "1" if block.named else "0")
    described = OxmlElement("w:tblCaption")
    described.set(qn("w:val"), block.caption)
    table._tbl.tblPr.append(described)  # noqa: SLF001
    word.add_paragraph(style=_SMALL).paragraph_format.space_after = Pt(0)


def _fill(cell: _Cell, text: str, *, bold: bool) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(1)
    run = paragraph.add_run(text)
    run.bold = bold
    run.font.size = Pt(8.5)


def _whole(properties: BaseOxmlElement, *, header: bool) -> None:
    """Keep a row on one page; a header row is repeated on the next."""
    for tag in ["w:cantSplit"] + ["w:tblHeader"] * header:
        mark = OxmlElement(tag)
        mark.set(qn("w:val"), "true")
        properties.append(mark)


def _picture(word: WordDocument, block: Figure) -> None:
    width = Cm(_CHART_CM if isinstance(block.drawing, LineChart) else _WIDTH_CM)
    shape = word.add_picture(io.BytesIO(draw.png(block.drawing)), width=width)
    properties = shape._inline.docPr  # noqa: SLF001
    properties.set("descr", block.alt)
    properties.set("title", block.caption[:60])
    word.paragraphs[-1].paragraph_format.keep_with_next = True
    word.add_paragraph(block.caption, style=_SMALL)

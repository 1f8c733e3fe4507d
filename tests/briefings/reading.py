"""Reading the files back: every text of a Word document and of a PDF, in order."""

import io
import re

import docx
from docx.table import Table
from docx.text.paragraph import Paragraph
from pypdf import PdfReader

#: White space, and the places to break a line that nobody sees.
UNSEEN = re.compile(r"[\s\u200b\ufeff]+")


def squashed(text):
    """Leave out what a renderer may put in or take out."""
    return UNSEEN.sub("", text)


def of_docx(written):
    """Texts of headings, paragraphs and cells, in order; empty ones left out."""
    found = []
    for part in docx.Document(io.BytesIO(written)).iter_inner_content():
        if isinstance(part, Paragraph):
            found.append(part.text)
        elif isinstance(part, Table):
            found += [cell.text for row in part.rows for cell in row.cells]
    return [text for text in found if text]


def of_pdf(written, foot):
    """Text of the pages in one line, without the foot of each page."""
    pages = [squashed(page.extract_text()) for page in PdfReader(io.BytesIO(written)).pages]
    end = re.compile(re.escape(squashed(foot)) + r"Page\d+of\d+")
    assert all(end.search(page) for page in pages)
    return "".join(end.sub("", page) for page in pages)


def missing_in_order(texts, page):
    """Texts that do not follow each other in a page's text."""
    at, missing = 0, []
    for text in texts:
        found = page.find(squashed(text), at)
        if found < 0:
            missing.append(text)
        else:
            at = found + len(squashed(text))
    return missing

"""A briefing in Chromium: the way from a school's page, the files that come down, and axe-core."""

import io
from pathlib import Path

import docx
import pytest
from axe_playwright_python.sync_playwright import Axe
from pypdf import PdfReader

from tests.browser.test_axe import ours

WAIT = 60_000

pytestmark = pytest.mark.browser


def test_from_a_school_to_files_that_open(warm_server, page):
    page.goto(f"{warm_server}/school?urn=100001")
    page.get_by_role("link", name="A briefing to print").click(timeout=WAIT)
    page.get_by_role("textbox", name="Own notes").fill("A synthetic note.")
    page.get_by_role("button", name="Make the briefing").click()
    found = {}
    for name in ("Download PDF", "Download Word document"):
        page.get_by_role("button", name=name).wait_for(timeout=WAIT)
        with page.expect_download(timeout=WAIT) as waiting:
            page.get_by_role("button", name=name).click()
        found[waiting.value.suggested_filename] = Path(waiting.value.path()).read_bytes()
    (pdf, word) = found
    assert (pdf, word) == ("briefing-100001-syntheti.pdf", "briefing-100001-syntheti.docx")
    assert "A synthetic note." in "".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(found[pdf])).pages)
    assert "A synthetic note." in [part.text for part in docx.Document(io.BytesIO(found[word])).paragraphs]
    assert "note" not in page.url
    assert ours(Axe().run(page).response["violations"]) == []

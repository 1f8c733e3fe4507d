"""The foot of every page: sources, whom to tell, accessibility; the contact comes from the setting alone."""

import pytest

from tests.factories import BUILD_ID
from ui import contact

PAGES = (None, "pages/school.py", "pages/about.py", "pages/quality.py", "pages/accessibility.py")


@pytest.fixture(autouse=True)
def unset(monkeypatch):
    monkeypatch.delenv(contact.SETTING, raising=False)


@pytest.mark.parametrize("page", PAGES)
def test_every_page_ends_with_sources_and_whom_to_tell(open_app, words_of, page):
    at = open_app(page)
    assert not at.exception
    said = words_of(at)
    assert "Data as at synthetic data" in said
    assert f"please name build {BUILD_ID}, the measure and the year" in said
    assert "Accessibility and privacy" in said
    assert "mailto" not in said


def test_a_letter_names_the_build_and_the_school(open_app, words_of, monkeypatch):
    monkeypatch.setenv(contact.SETTING, "data@example.org")
    said = words_of(open_app("pages/school.py", urn="100001"))
    assert f"(mailto:data@example.org?subject=Wrong%20figure%3A%20build%20{BUILD_ID}%2C%20URN%20100001)" in said
    said = words_of(open_app(school="100006"))
    assert "URN%20100006)" in said


@pytest.mark.parametrize("junk", ["x", "a@b", "a@b.org)[x](javascript:1", "a@b.org?bcc=c@d.org", "a b@c.org", "@c.org"])
def test_a_contact_that_is_no_plain_address_is_not_used(monkeypatch, junk):
    monkeypatch.setenv(contact.SETTING, junk)
    assert contact.mailto("s") is None


def test_a_subject_cannot_add_to_the_letter(monkeypatch):
    monkeypatch.setenv(contact.SETTING, "data@example.org")
    assert contact.mailto("a&bcc=x\n)") == "mailto:data@example.org?subject=a%26bcc%3Dx%0A%29"


def test_a_junk_urn_is_not_written_into_the_letter(open_app, words_of, monkeypatch):
    monkeypatch.setenv(contact.SETTING, "data@example.org")
    said = words_of(open_app("pages/school.py", urn="1)[x](http://example.org"))
    assert f"build%20{BUILD_ID})" in said


def test_the_accessibility_page_claims_no_conformance(open_app, words_of):
    said = words_of(open_app("pages/accessibility.py"))
    assert "cannot be reached with the keyboard" in said
    assert "no conformance with a standard is claimed" in said

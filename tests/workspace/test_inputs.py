"""What people enter: cleaned, bounded, in every script."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workspace import inputs
from workspace.errors import BadInput
from workspace.vocab import Consent, Role


@pytest.mark.parametrize(
    ("given_text", "kept"),
    [
        ("  Zoë \t O'Brien\r\n", "Zoë O'Brien"),
        ("Zoe\u0308", "Zoë"),
        ("ליאת אבני", "ליאת אבני"),
        ("👩🏽‍🏫", "👩🏽‍🏫"),
        ("a\u202eb\u2066c", "abc"),
        ("a\x00\x1b\ud800b", "ab"),
        ("<b>x</b>'; DROP TABLE person; --", "<b>x</b>'; DROP TABLE person; --"),
    ],
)
def test_a_line_is_kept_as_it_was_meant(given_text, kept):
    assert inputs.one_line("name", given_text) == kept


def test_line_breaks_of_a_longer_text_stay():
    assert inputs.paragraphs("text", " a\r\n\r\nb\rc\n") == "a\n\nb\nc"


@pytest.mark.parametrize("text", ["", " \n\t ", "\x00\u202e", "x" * 201, "x" * 1_000_000])
def test_empty_or_too_long_is_refused_with_its_field(text):
    with pytest.raises(BadInput) as caught:
        inputs.one_line("name", text)
    assert caught.value.field == "name"


@given(st.text())
def test_a_clean_line_stays_as_it_is(text):
    once = inputs.one_line("x", text, most=10_000, empty=True)
    assert inputs.one_line("x", once, most=10_000, empty=True) == once
    once.encode()


@pytest.mark.parametrize(
    "address", ["a", "a@b", "a@b.", "a b@c.org", "a@b.org, c@d.org", '"<a@b.org>', "a@b.org\n\nBcc"]
)
def test_no_address(address):
    with pytest.raises(BadInput):
        inputs.email("email", address)


@pytest.mark.parametrize(
    "number",
    ["", "99999", "1000000", "-100000", "100000.0", "\u0661\u0660\u0660\u0660\u0660\u0660", "100000 or 1=1", "1e5"],
)
def test_no_urn(number):
    with pytest.raises(BadInput):
        inputs.urn("urn", number)


def test_words_of_a_list():
    assert inputs.member("role", "head", Role) is Role.HEAD
    assert inputs.members("for", [Consent.NAMED, Consent.REGISTER, Consent.NAMED], Consent) == [
        str(Consent.REGISTER),
        str(Consent.NAMED),
    ]
    for wrong in (lambda: inputs.member("role", "Head", Role), lambda: inputs.members("for", ["x"], Consent)):
        with pytest.raises(BadInput, match="not one of the choices"):
            wrong()
    with pytest.raises(BadInput, match="at least one"):
        inputs.members("for", [], Consent, empty=False)

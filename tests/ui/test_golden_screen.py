"""No figure or outcome changes between the published rows and the screen, on the bundled data.

What a cell must read like is made here from the published text alone, with no code of ours.
"""

import html
import json
import re
from decimal import ROUND_HALF_EVEN, Decimal
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
RAW = json.loads((ROOT / "tests" / "golden" / "camden_raw.json").read_text(encoding="utf-8"))

#: Label of the card -> cell of the census of January 2024.
CENSUS = {
    "Pupils on roll": "NOR",
    "Eligible for free school meals in the last six years": "PNUMFSMEVER",
    "English as an additional language": "PNUMEAL",
    "SEN support": "PSENELK",
    "Education, health and care plan": "PSENELSE",
}
ABSENCE = {"Overall absence": "PERCTOT", "Persistent absence": "PPERSABS10"}
OUTCOMES = {"1": "Outstanding", "2": "Good", "3": "Requires improvement", "4": "Inadequate"}

GAP_WORDS = (
    "not available from the publisher",
    "does not apply to this school",
    "suppressed: too few pupils to publish",
)


def as_read(cell):
    """Write a published number as a reader expects it: one decimal and a sign for a percentage."""
    return f"{Decimal(cell.removesuffix('%')).quantize(Decimal('0.1'), ROUND_HALF_EVEN)}%"


#: The page of a school is opened once for all that is asked of it.
_READ = {}


@pytest.fixture(params=sorted(RAW))
def screen(request, open_app, words_of, monkeypatch):
    """The page of one school: its raw cells, its cards by label, and every word on it."""
    if request.param not in _READ:
        _READ[request.param] = _open(request.param, open_app, words_of, monkeypatch)
    return RAW[request.param], *_READ[request.param]


def _open(urn, open_app, words_of, monkeypatch):
    monkeypatch.setenv("SPM_DATA", str(ROOT / "data" / "processed"))
    at = open_app("pages/school.py", urn=urn)
    assert not at.exception
    said = words_of(at)
    cards = {
        html.unescape(label): (kind, html.unescape(words), html.unescape(re.sub("<[^>]+>", " ", notes)))
        for label, kind, words, notes in re.findall(
            r'<div><dt>(.*?)</dt><dd class="(value|gap)">(.*?)</dd>(.*?)</div>', said, re.DOTALL
        )
    }
    return cards, said


def test_the_name_and_the_numbers_of_the_register(screen):
    raw, _, said = screen
    register = raw["register"]
    assert html.escape(register["EstablishmentName"]) in html.escape(said.replace("\\", ""))
    assert register["LA (code)"] + register["EstablishmentNumber"] in said
    assert register["Postcode"] in said


def test_the_census_of_january_2024(screen):
    raw, cards, said = screen
    row = raw["census 2023-24"]
    for label, cell in CENSUS.items():
        if row is None:
            if label in cards:
                kind, words, notes = cards[label]
                assert "2023/24 table has no row for this school" in notes or "no row for this school" in words
                assert not notes.strip().startswith("2023/24 ·")
            else:
                assert re.search(re.escape(label) + r".*no row for this school in the 2023/24 table", said)
            continue
        kind, words, notes = cards[label]
        assert "2023/24" in notes
        published = row[cell]
        if re.fullmatch(r"[0-9.]+%?", published):
            wanted = f"{int(published):,}" if cell == "NOR" else as_read(published)
            assert (kind, words) == ("value", wanted)
        else:
            assert kind == "gap"
            assert words in GAP_WORDS
            assert not re.search(r"[0-9]", words)


def test_absence_of_2023_24(screen):
    raw, cards, said = screen
    row = raw["absence tables 2023-24"]
    for label, cell in ABSENCE.items():
        if row is not None:
            kind, words, notes = cards[label]
            assert (kind, words) == ("value", as_read(row[cell]))
            assert "2023/24" in notes
        elif label in cards:
            kind, words, notes = cards[label]
            assert "no row for this school" in (words if kind == "gap" else notes)
        else:
            assert re.search(re.escape(label) + r".*no row for this school in the 2023/24 table", said)


def test_the_outcome_of_the_list_of_february_2026(screen):
    raw, _, said = screen
    code = raw["ofsted 2026-02-28"]
    told = re.findall(r"<td>Latest outcome: (.*?)</td><td>(.*?)</td><td>(.*?)</td>", said)
    if code in OUTCOMES:
        assert told == [(OUTCOMES[code], "date not in the bundled data", "28 February 2026")]
    else:
        assert told == []

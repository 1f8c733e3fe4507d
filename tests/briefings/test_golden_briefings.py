"""Eleven real Camden schools against the published cells, two by hand too, and the grammar of the questions."""

import json
import re
from pathlib import Path

import pytest

from briefings.choices import Choices, Part, Theme
from briefings.compose import briefing
from briefings.content import Bullets, Table, texts

GOLDEN = Path(__file__).resolve().parents[1] / "golden"
RAW, SAID = (
    json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8")) for name in ("camden_raw", "context_sentences")
)

#: Label -> cells of the census of January 2024: what is counted, and of how many.
SHARES = {
    "Eligible for free school meals (this January)": ("NUMFSM", "NOR"),
    "Eligible for free school meals in the last six years": ("NUMFSMEVER", "NORFSMEVER"),
    "English as an additional language": ("NUMEAL", "NOR"),
    "SEN support": ("TSENELK", "NOR"),
    "Education, health and care plan": ("TSENELSE", "NOR"),
}
ABSENCE = {"Overall absence": "PERCTOT", "Persistent absence": "PPERSABS10"}
#: From so many pupils on a figure has no warning that it is of few.
FEW = 30

EDITH_NEVILLE, HAVERSTOCK, BRECKNOCK = 100_013, 100_049, 100_010

NEVER = re.compile(
    r"\b(best|worst|weak\w*|fail\w*|improv\w*|declin\w*|because of|due to|caused?|should|must|poor|strong|rank\w*)\b",
    re.I,
)


def part(document, title):
    return next(section for section in document.sections if section.title == title)


def rows(document, title):
    """Rows of the tables of a section, by their first cell."""
    blocks = part(document, title).blocks
    return {row[0]: row[1:] for block in blocks if isinstance(block, Table) for row in block.rows}


def test_edith_neville(bundled):
    document = briefing(bundled, [EDITH_NEVILLE], Choices())
    figures = rows(document, "Figures in context")
    # January 2024: 209 pupils, 101 of 185 ever eligible in six years, 61 with SEN support; 2023/24: 32.5% persistent.
    place = "well below most London primary schools"
    assert figures["Pupils on roll"] == ("209, 2023/24", "269 *", "387 *", "275 *", place)
    assert figures["Eligible for free school meals in the last six years"][:3] == (
        "54.6% (101 of 185), 2023/24",
        "44.1%",
        "27.2%",
    )
    assert figures["SEN support"][0] == "29.2% (61 of 209), 2023/24"
    assert figures["Persistent absence"][:2] == ("32.5%, 2023/24", "17.1%")
    years = rows(document, "Change over time")
    assert years["2018/19"] == ("5.1%", "4.0%", "15.9%", "8.2%", "197")
    assert years["2019/20"][0] == "not collected"
    assert rows(document, "Ofsted inspections")["Good"] is not None
    assert document.title == "School briefing: Edith Neville Primary School"


def published(urn):
    """What the cells of the newest table say, as the briefing has to print it: label -> figure."""
    cells, absent = (RAW[urn][table] or {} for table in ("census 2023-24", "absence tables 2023-24"))
    told = {"Pupils on roll": f"{int(cells['NOR']):,}, 2023/24"} if cells else {}
    for label, (above, below) in SHARES.items():
        if cells.get(above, "").isdigit() and cells[below].isdigit():
            part, whole = int(cells[above]), int(cells[below])
            few = " †" if whole < FEW else ""
            told[label] = f"{part / whole:.1%} ({part:,} of {whole:,}){few}, 2023/24"
    # A school with fewer than 30 pupils has the sign at its absence too; none of these is in the tables of absence.
    return told | {label: f"{float(absent[cell]):.1f}%, 2023/24" for label, cell in ABSENCE.items() if absent}


@pytest.mark.parametrize("urn", SAID)
def test_numbers_are_the_published_cells_and_sentences_those_of_the_page(bundled, urn):
    document = briefing(bundled, [int(urn)], Choices())
    figures = {label: cells[0] for label, cells in rows(document, "Figures in context").items()}
    expected = published(urn)
    assert {label: cell for label, cell in figures.items() if label in expected} == expected
    newest = {label for label, cell in figures.items() if cell.endswith("2023/24")}
    assert newest == set(expected)

    (glance,) = part(document, "At a glance").blocks
    said = " ".join(SAID[urn]["means"].values())
    sentences = [re.sub(r" Few pupils, \d+: .*", "", item) for item in glance.items]
    assert len(sentences) == 3
    assert all(sentence in said for sentence in sentences)
    moved = [block.items for block in part(document, "Change over time").blocks if isinstance(block, Bullets)]
    assert {item for items in moved for item in items} <= set(SAID[urn]["changes"].values())
    assert moved


def test_what_is_true_of_some_kinds_only(bundled):
    nursery = list(texts(briefing(bundled, [100_005], Choices())))
    assert "Camden has a figure of no other school of this kind: its column repeats the school." in nursery
    assert not any(text.startswith("Purpose:") for text in nursery)  # its list is by distance alone
    (hospital,) = (
        text
        for text in texts(briefing(bundled, [100_094], Choices()))
        if text.startswith(
            "Of 2022/23, because the 2023/24 table has no row for Royal Free Hospital Children's School: "
        )
    )
    assert " Of 2020/21, because " in hospital
    assert hospital.endswith(": SEN support; Education, health and care plan.")
    few = part(briefing(bundled, [141_164], Choices()), "At a glance").blocks[0].items[1]
    assert few.endswith(" it is 50.1%. Few pupils, 23: one of them is 4 percentage points.")
    alone = list(texts(briefing(bundled, [EDITH_NEVILLE], Choices())))
    assert any(text.startswith("Purpose: Explore.") for text in alone)


def test_a_pair_across_phases(bundled):
    document = briefing(bundled, [EDITH_NEVILLE, HAVERSTOCK], Choices())
    figures = rows(document, "Figures in context")
    assert figures["Overall absence, 2023/24"][:2] == ("7.1%, well above", "11.0%, well above")
    assert figures["Overall absence, 2023/24"][-1] == "3.9 percentage points apart: lowest A, highest B"
    said = list(texts(document))
    assert "They are 2.0 km apart in a straight line." in said
    assert "Size and intake: not compared: their phases differ." in said
    assert any("not in its list because it is of another phase" in text for text in said)
    questions = rows(document, "Questions to start from")
    assert questions["Edith Neville Primary School has ages 3 to 11, Haverstock School 11 to 18."] == (
        "Which ages is this about, and do pupils move from one to the other?",
    )


@pytest.mark.parametrize("urns", [[EDITH_NEVILLE], [EDITH_NEVILLE, BRECKNOCK], [EDITH_NEVILLE, HAVERSTOCK, 100_096]])
def test_questions_stand_beside_a_fact_and_blame_nobody(bundled, urns):
    document = briefing(bundled, urns, Choices(themes=frozenset(Theme)))
    questions = rows(document, "Questions to start from")
    assert 1 <= len(questions) <= 7
    for fact, (question,) in questions.items():
        assert re.search(r"\d|Not published|both in|report card", fact), fact
        assert question.endswith("?")
        assert not NEVER.search(question)
    assert not NEVER.search(" ".join(questions))


def test_two_with_very_long_names_are_letters_in_sentences_and_named_in_the_tables(bundled):
    wyvil, alibon = 100_591, 130_357
    document = briefing(bundled, [wyvil, alibon], Choices())
    assert any(said.startswith("A. Overall absence: ") for said in texts(document))
    heads = next(block for block in part(document, "Who they are").blocks if isinstance(block, Table)).columns
    assert [head[:7] for head in heads[1:]] == ["A Wyvil", "B Richa"]


def test_results_are_printed_only_when_chosen(bundled):
    usual = briefing(bundled, [HAVERSTOCK], Choices())
    chosen = briefing(bundled, [HAVERSTOCK], Choices(parts=frozenset(Part)))
    assert not any("Attainment 8" in text for text in texts(usual))
    assert "Results and destinations are left out; they are on the school's page." in list(texts(usual))
    assert "Attainment 8" in rows(chosen, "Figures in context")


def test_parts_left_out_leave_identity_and_sources(bundled):
    document = briefing(bundled, [EDITH_NEVILLE], Choices(parts=frozenset()))
    assert [section.title for section in document.sections] == ["At a glance", "Who it is", "Sources and method"]

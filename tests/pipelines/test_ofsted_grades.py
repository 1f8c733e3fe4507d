"""Symbols become words by a closed list; the rest becomes nothing."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.ofsted_grades import Kind, decode

BEFORE, SINCE = pd.Timestamp("2012-08-31"), pd.Timestamp("2012-09-01")

#: The whole list, written again by hand: kind -> cell -> word.
WORDS = {
    Kind.CODE: {
        "1": "Outstanding",
        "2": "Good",
        "3": "Requires improvement",
        "4": "Inadequate",
        "9": "Not applicable",
        "Not judged": "Not judged",
    },
    Kind.CARD: {
        "Exceptional": "Exceptional",
        "Strong standard": "Strong standard",
        "Expected standard": "Expected standard",
        "Needs attention": "Needs attention",
        "Urgent improvement": "Urgent improvement",
        "Not applicable": "Not applicable",
    },
    Kind.MET: {"Met": "Met", "Not met": "Not met"},
    Kind.EFFECTIVE: {"Yes": "Yes", "No": "No", "9": "Not recorded"},
    Kind.CONCERN: {
        "SM": "Special Measures",
        "SWK": "Serious Weaknesses",
        "RSI": "Requires Significant Improvement",
        "NTI": "Notice to Improve",
    },
}
WORDS[Kind.WHERE_APPLICABLE] = {**WORDS[Kind.CODE], "0": "Not applicable"}
WORDS[Kind.CODE_2014] = {
    **{code: WORDS[Kind.CODE][code] for code in "1234"},
    "8": "Not applicable",
    "9": "Not applicable",
}

#: Any text, any number, and every symbol and word of any column, with something before it or not.
ANY_CELL = (
    st.text(max_size=20)
    | st.integers(-10, 100).map(str)
    | st.floats().map(str)
    | st.builds(
        str.__add__,
        st.sampled_from(["", "", "=", "not ", "0"]),
        st.sampled_from(sorted({text for words in WORDS.values() for pair in words.items() for text in pair})),
    )
)

CLOSED = [pytest.param(kind, id=kind.name) for kind in WORDS]


def read(cell: str, kind: Kind, day: pd.Timestamp = SINCE) -> tuple[str | None, bool]:
    grade, unknown = decode(pd.Series([cell]), kind, pd.Series([day]))
    return (None if pd.isna(grade.iloc[0]) else grade.iloc[0]), bool(unknown.iloc[0])


@pytest.mark.parametrize("kind", CLOSED)
def test_each_published_symbol_has_its_word(kind: Kind) -> None:
    for cell, word in WORDS[kind].items():
        assert read(f" {cell} ", kind) == (word, False)


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("cell", ["", "  ", "NULL", "Null"])
def test_nothing_is_neither_a_grade_nor_an_unknown_symbol(kind: Kind, cell: str) -> None:
    assert read(cell, kind) == (None, False)


@pytest.mark.parametrize("kind", CLOSED)
@settings(max_examples=60, deadline=None)  # other work may slow the machine down
@given(cell=ANY_CELL)
def test_an_unknown_symbol_is_never_a_grade(kind: Kind, cell: str) -> None:
    grade, unknown = read(cell, kind)
    plain = " ".join(cell.split())
    if plain.upper() in {"", "NULL"}:
        assert (grade, unknown) == (None, False)
    elif known := {word for symbol, word in WORDS[kind].items() if symbol.casefold() == plain.casefold()}:
        assert (grade, unknown) == (known.pop(), False)
    else:
        assert (grade, unknown) == (None, True)


@pytest.mark.parametrize("kind", [Kind.CODE, Kind.WHERE_APPLICABLE, Kind.CODE_2014])
def test_code_3_is_the_word_of_its_day(kind: Kind) -> None:
    assert read("3", kind, BEFORE) == ("Satisfactory", False)
    assert read("3", kind, SINCE) == ("Requires improvement", False)
    assert read("4", kind, BEFORE) == ("Inadequate", False)


@pytest.mark.parametrize(
    "sentence",
    [
        "School remains Good",
        "School remains Good (Improving) - S5 Next",
        "School remains Outstanding (Concerns) - S5 Next",
        "Standards maintained",
        "Improved significantly",
        "Some aspects not as strong",
    ],
)
def test_a_sentence_of_an_ungraded_inspection_is_kept_as_it_is(sentence: str) -> None:
    assert read(sentence, Kind.SENTENCE) == (sentence, False)


@pytest.mark.parametrize("cell", ["2", "9", "Good", "=1+1", "=HYPERLINK(A1)", "<b>School remains Good</b>", "S5, 2"])
def test_what_is_no_sentence_is_no_outcome(cell: str) -> None:
    assert read(cell, Kind.SENTENCE) == (None, True)

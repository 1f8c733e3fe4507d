"""What is kept of a suggestion: by hand, and refused where it is not one."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workspace.errors import BadInput
from workspace.frozen import freeze

#: Synthetic.
SUGGESTION = {
    "build_id": "synthetic-1",
    "method_version": "1",
    "purpose": "Synthetic purpose",
    "reasons": ("Synthetic: 1.2 km apart.", "Synthetic: both primary."),
    "check": "Synthetic: ask about places.",
    "weights": {"near": 4, "alike": 2.5},
    "points": {"near": 3.0},
    "position": 2,
}


def test_all_of_it_is_kept_in_a_form_that_json_knows():
    kept = freeze("suggestion", SUGGESTION)
    assert json.loads(json.dumps(kept)) == kept
    assert kept == SUGGESTION | {"reasons": list(SUGGESTION["reasons"])}


@pytest.mark.parametrize(
    "wrong",
    [
        {"note": "what an adviser thinks"},
        {"position": 0},
        {"position": True},
        {"weights": {"near": float("nan")}},
        {"weights": {"near": float("inf")}},
        {"weights": {"near": 10**400}},
        {"weights": {"near": "4"}},
        {"weights": {"near": False}},
        {"weights": [4]},
        {"weights": dict.fromkeys(map(str, range(31)), 1)},
        {"reasons": "one text"},
        {"reasons": [None]},
        {"reasons": ["x"] * 31},
        {"build_id": ""},
        {"check": "x" * 501},
    ],
)
def test_what_is_no_suggestion_is_refused(wrong):
    with pytest.raises(BadInput) as refused:
        freeze("suggestion", SUGGESTION | wrong)
    assert refused.value.field == "suggestion"
    assert "adviser" not in str(refused.value)


@pytest.mark.parametrize("lacking", ["build_id", "method_version", "reasons"])
def test_the_data_the_method_and_the_reasons_are_needed(lacking):
    with pytest.raises(BadInput, match="are needed"):
        freeze("suggestion", {name: value for name, value in SUGGESTION.items() if name != lacking})


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from([*SUGGESTION, "other"]), JSON, max_size=4))
def test_whatever_comes_is_kept_as_json_or_refused(changes):
    try:
        kept = freeze("suggestion", SUGGESTION | changes)
    except BadInput:
        return
    assert json.loads(json.dumps(kept, allow_nan=False)) == kept
    assert set(kept) == set(SUGGESTION)

"""What a suggestion said is frozen as plain JSON, whole, and read back the same; with schools to check by hand."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.facts import facts
from geo.partners import suggest
from geo.purposes import METHOD_VERSION, PRESETS, Purpose
from geo.reasons import words
from tests.suggesting import A, B, C, basis_of, many, six
from workspace import frozen
from workspace.suggested import freeze, freeze_directory, from_introduction, thaw


def through_json(kept):
    """As a database keeps it: no NaN, no numpy, no tuple."""
    text = json.dumps(kept, allow_nan=False)
    assert json.loads(text) == kept
    return json.loads(text)


@pytest.fixture(scope="module")
def basis():
    return basis_of(*six(C={"eal": None}))


@pytest.fixture(scope="module")
def found(basis):
    return suggest(basis, A, PRESETS[Purpose.EXPLORE])


def test_a_suggestion_by_hand(basis, found):
    reasons = words(facts(basis, found, B))
    kept = through_json(freeze(found, {B: reasons}, build_id="b1").to_json())
    assert (kept["asking"], kept["data_build"], kept["method_version"]) == (A, "b1", METHOD_VERSION)
    assert (kept["purpose"], kept["family"]) == ("explore", "Primary")
    assert kept["weights"] == {key: weight for key, weight in found.weights.items()}  # noqa: C416  # keys as text
    assert kept["settings"]["radius_m"] == 10_000
    (school,) = kept["schools"]
    assert (school["urn"], school["listed"], school["position"], school["distance_m"]) == (B, "own", 1, 100.0)
    assert school["reasons"] == list(reasons.lines)
    assert school["check"] == reasons.check
    total = 0.0
    for part in school["parts"].values():
        total += part
    assert total == school["score"]
    assert sum(school["points"].values()) == round(100 * school["score"])


def test_what_is_not_known_is_said(found):
    (school,) = freeze(found, {C: None}, build_id="b1").schools
    row = found.table.set_index("urn").loc[C]
    assert school.unknown == tuple(key for key in found.weights if not row[f"known_{key}"])
    assert (school.listed, school.low, school.high) == (row["list"], row["low"], row["high"])


def test_a_school_that_is_no_candidate_is_kept_without_a_score(found):
    kept = freeze(found, {B: None, A: None}, build_id="b1")
    assert kept.others == (B, A)
    assert (kept.schools[1].listed, kept.schools[1].score, kept.schools[1].parts) == (None, None, {})


def test_a_directory_has_no_method():
    kept = freeze_directory(A, [C, B], build_id="b1")
    assert (kept.others, kept.method_version, kept.weights) == ((C, B), None, {})
    assert thaw(through_json(kept.to_json())) == kept


def test_nothing_frozen_is_nothing():
    assert thaw({}) is None
    assert from_introduction(A, None, {}) is None
    assert from_introduction(A, B, None) is None


def test_it_passes_through_a_request_for_an_introduction(basis, found):
    """What the request's own check lets through comes back into the case, less what a request does not keep."""
    whole = freeze(found, {B: words(facts(basis, found, B))}, build_id="b1")
    asked = frozen.freeze("suggestion", whole.for_introduction(B))
    back = from_introduction(A, B, through_json(asked))
    assert (back.asking, back.others, back.data_build, back.method_version) == (A, (B,), "b1", METHOD_VERSION)
    assert (back.weights, back.purpose) == (whole.weights, "explore")
    mine, theirs = whole.schools[0], back.schools[0]
    for name in "reasons", "check", "points", "position":
        assert getattr(mine, name) == getattr(theirs, name)
    with pytest.raises(LookupError):
        whole.for_introduction(C)


MANY = basis_of(*many(3))


@given(purpose=st.sampled_from(list(Purpose)), at=st.integers(0, 39), most=st.integers(1, 6))
def test_every_list_freezes_and_thaws(purpose, at, most):
    urn = int(MANY.roster.urn[at])
    try:
        list_of_one = suggest(MANY, urn, PRESETS[purpose])
    except ValueError:  # it is not scored
        return
    taken = {int(other): words(facts(MANY, list_of_one, int(other))) for other in list_of_one.table["urn"].head(most)}
    kept = freeze(list_of_one, taken, build_id="b1")
    assert thaw(through_json(kept.to_json())) == kept

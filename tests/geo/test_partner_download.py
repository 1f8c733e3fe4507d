"""The CSV of suggestions: every criterion, the weights, the build; nothing that a spreadsheet would run."""

import io

import pandas as pd
import pytest

from geo.download import Provenance
from geo.partner_download import candidates_table, suggestions_csv
from geo.partners import APART, Suggestions, suggest
from geo.purposes import METHOD_VERSION, PRESETS, Purpose
from tests.suggesting import A, B, C, F, basis_of, six

PROVENANCE = Provenance("synthetic1", "synthetic data", "Synthetic Licence", ("Synthetic attribution",))


def made(**changes: dict[str, object]) -> tuple[object, Suggestions]:
    basis = basis_of(*six(**changes))
    return basis, suggest(basis, A, PRESETS[Purpose.EXPLORE])


@pytest.fixture
def table() -> pd.DataFrame:
    basis, found = made(B={"name": "=1+1"}, C={"eal": None}, F={"eal": None, "fsm_ever6": None})
    content = suggestions_csv(basis, found, PROVENANCE)
    assert content.startswith(b"\xef\xbb\xbf")
    return pd.read_csv(io.BytesIO(content), encoding="utf-8-sig").set_index("urn")


def test_every_candidate_is_there_in_the_order_of_the_list() -> None:
    basis, found = made()
    rows = candidates_table(basis, found)
    assert list(rows["urn"]) == list(found.table["urn"])
    assert list(rows["fit"]) == [round(score, 4) for score in found.table["score"]]


def test_distances_are_metres(table: pd.DataFrame) -> None:
    assert table.loc[[B, C], "distance_m"].tolist() == [100, 200]


def test_a_name_that_a_spreadsheet_would_run_is_guarded(table: pd.DataFrame) -> None:
    assert table.loc[B, "name"] == "'=1+1"


def test_each_row_says_what_made_it(table: pd.DataFrame) -> None:
    # With so few schools there is no regression: what counts for nobody is not named.
    assert set(table["weights"]) == {"Near 4; Alike 2"}
    assert set(table["method_version"]) == {int(METHOD_VERSION)}
    assert set(table["data_build"]) == {"synthetic1"}
    assert set(table["asked_by_urn"]) == {A}
    assert set(table["purpose"]) == {"Explore"}


def test_what_is_unknown_in_part_has_a_range(table: pd.DataFrame) -> None:
    assert table.loc[[B, C], "context_groups_known"].tolist() == [4, 3]
    assert table.loc[C, "fit_low"] <= table.loc[C, "fit"] <= table.loc[C, "fit_high"]
    assert table.loc[B, "fit_low"] == table.loc[B, "fit"] == table.loc[B, "fit_high"]


def test_a_school_listed_apart_has_no_fit(table: pd.DataFrame) -> None:
    assert table.loc[F, "list"] == "too little published to compare"
    assert pd.isna(table.loc[F, "fit"])
    _, found = made(F={"eal": None, "fsm_ever6": None})
    assert list(found.table.loc[found.table["list"] == APART, "urn"]) == [F]

"""The frame of the explorer has what the tables have, cell by cell, however it is laid out in memory."""

import pandas as pd
import pytest

from geo import schema, store
from geo.criteria import NO_GRADE
from geo.explore import explorer_frame


@pytest.fixture(scope="module")
def tables(synthetic_build):
    return {name: store.read(synthetic_build, name) for name in ("schools", "measures", "inspections", "ties")}


@pytest.fixture(scope="module")
def frame(tables, synthetic_build):
    return explorer_frame(*tables.values(), store.build_info(synthetic_build)["coverage"])


def test_each_cell_of_the_register_is_as_it_was(tables, frame):
    schools = tables["schools"]
    assert frame.crs == schools.crs
    for name in schools:
        assert frame[name].dtype == schools[name].dtype or str(frame[name].dtype) == "str", name
        assert frame[name].isna().tolist() == schools[name].isna().tolist(), name
        assert frame[name].dropna().tolist() == schools[name].dropna().tolist(), name


def test_a_cut_of_the_frame_moves_few_columns_one_by_one(frame):
    """Numbers stand together in memory; text does not use Arrow, whose many small cuts are slow."""
    numbers = frame.select_dtypes("float64")
    assert len(numbers.columns) > 10
    assert len(pd.DataFrame(frame[numbers.columns])._mgr.blocks) == 1
    assert {frame[name].dtype.storage for name in frame if str(frame[name].dtype) == "str"} == {"python"}


def test_the_tables_given_are_as_they_were(tables, synthetic_build):
    again = store.read(synthetic_build, "schools")
    assert tables["schools"].equals(again)
    assert "overall_grade" not in tables["schools"]


def test_a_build_without_any_inspection_has_a_frame(tables, synthetic_build):
    coverage = store.build_info(synthetic_build)["coverage"]
    for none in (tables["inspections"].iloc[:0], schema.empty("inspections")):
        frame = explorer_frame(*(tables | {"inspections": none}).values(), coverage)
        assert frame["urn"].tolist() == tables["schools"]["urn"].tolist()
        assert frame["overall_grade"].isna().all()
        assert set(frame["overall_word"]) == set(frame["outcome_word"]) == {NO_GRADE}
        assert set(frame["card_words"]) == {()}

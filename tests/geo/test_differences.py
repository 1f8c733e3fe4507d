"""How far apart figures are, in words."""

import pytest

from geo.differences import difference
from geo.measures import MEASURES


def cell(value, year="2023/24", status="published"):
    return {"value": value, "year": year, "status": status}


@pytest.mark.parametrize(
    ("measure", "cells", "said"),
    [
        ("absence", [cell(5.0), cell(7.25)], "2.2 percentage points apart: lowest A, highest B"),
        ("pupils", [cell(1200.0), cell(200.0)], "1,000 pupils apart: lowest B, highest A"),
        ("absence", [cell(5.01), cell(5.02)], "the same"),
        ("absence", [cell(5.0), cell(7.0, "2022/23")], "not comparable: the years differ"),
        ("absence", [cell(5.0), cell(None, status="suppressed")], "not comparable: too few are published"),
        ("area_imd_decile", [cell(2.0), cell(3.0)], "about the area around the building, not the pupils"),
    ],
)
def test_a_difference_names_its_ends_or_why_there_is_none(measure, cells, said):
    assert difference(MEASURES[measure], cells, ["A", "B"]) == said

"""Year groups of an age range, what a gap is worth, standing by residual, the years that are pooled: by hand."""

import dataclasses

import numpy as np
import pytest

from geo.focus import FOCI, gap_share, standing, years_of
from geo.similarity import compulsory_years
from tests import factories
from tests.suggesting import A, figures


def rows_of(table: str) -> list[dict[str, str]]:
    lines = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in table.strip().splitlines()]
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]


# Reception is 4 (or "5" in a register of statutory ages), Year 11 ends at 16.
YEARS = """
| low | high | years |
| 3   | 11   | 7     |
| 2   | 11   | 7     |
| 5   | 11   | 7     |
| 4   | 7    | 3     |
| 5   | 7    | 3     |
| 7   | 11   | 4     |
| 11  | 16   | 5     |
| 11  | 18   | 5     |
| 14  | 19   | 2     |
| 3   | 19   | 12    |
| 16  | 19   |       |
| 2   | 4    |       |
"""


@pytest.mark.parametrize("row", rows_of(YEARS), ids=lambda row: f"{row['low']}-{row['high']}")
def test_compulsory_years(row):
    found = compulsory_years(np.array([float(row["low"])]), np.array([float(row["high"])]))[0]
    assert found == float(row["years"]) if row["years"] else np.isnan(found)


# A gap under 20 points is none; then evenly to 1.
@pytest.mark.parametrize(("gap", "share"), [(-0.5, 0), (0, 0), (0.19, 0), (0.2, 0), (0.6, 0.5), (1.0, 1)])
def test_gap(gap, share):
    assert gap_share(np.array([gap]))[0] == pytest.approx(share)


def test_standing_is_by_residual():
    """Mean absence at 10% FSM is 5, at 30% FSM is 7: the line. Two schools at each, 1 above and 1 below, and 0.5."""
    urns = np.arange(6)
    fsm = np.array([10, 10, 10, 10, 30, 30.0])
    absence = [6.0, 4.0, 5.5, 4.5, 7.75, 6.25]
    rows = [row for urn, rate in zip(urns, absence, strict=True) for row in figures(100_001 + int(urn), absence=rate)]
    focus = dataclasses.replace(FOCI["attendance"], measures=("absence",), covariates=("fsm_ever6",))
    context = np.column_stack([fsm, fsm, fsm, fsm])
    cohort = np.array([100, 100, 100, 100, 100, 100.0])
    found = standing(focus, factories.measures(*rows), urns + 100_001, context, cohort, np.ones(6, bool))
    # Residuals 1, -1, 0.5, -0.5, 0.75, -0.75: the lowest stands highest, in steps of a sixth.
    np.testing.assert_allclose(found.value, [1 / 12, 11 / 12, 5 / 12, 7 / 12, 3 / 12, 9 / 12])
    assert found.fits[0].coefficients == pytest.approx((4.0, 0.1))
    # The school with 30% FSM and 6.25% stands above the one with 10% FSM and 4.5%.
    assert found.value[5] > found.value[3]
    few = standing(focus, factories.measures(*rows), urns + 100_001, context, cohort * 0.4, np.ones(6, bool))
    assert np.isnan(few.value).all()


@pytest.mark.parametrize(
    ("published", "pooled"),
    [
        (("2017/18", "2018/19", "2022/23", "2023/24"), ("2022/23", "2023/24")),
        (("2018/19", "2022/23"), ("2022/23",)),
        (("2018/19", "2021/22"), ("2018/19",)),
        (("2017/18", "2018/19"), ("2017/18", "2018/19")),
        (("2020/21",), ()),
        ((), ()),
    ],
)
def test_pooling_never_crosses_the_years_of_the_pandemic(published, pooled):
    rows = [
        {"urn": A, "year": year, "measure": name, "value": 5.0}
        for year in published
        for name in ("absence", "persistent_absence")
    ]
    assert years_of(factories.measures(*rows), FOCI["attendance"]) == pooled

"""A measure year by year: gaps stay gaps, and are named."""

import pandas as pd

from geo.series import gaps, line_of_area, line_of_group, span
from geo.summary import beside
from geo.vocab import Basis, ValueStatus
from tests import factories

MEASURES = factories.measures(
    {"urn": 100_001, "year": "2018/19", "measure": "absence", "value": 4.0, "numerator": 4.0, "denominator": 100.0},
    {"urn": 100_002, "year": "2018/19", "measure": "absence", "value": 6.0, "numerator": 18.0, "denominator": 300.0},
    {"urn": 100_001, "year": "2022/23", "measure": "absence", "value": 5.0},
    {"urn": 100_001, "year": "2025", "measure": "area_imd_decile", "value": 5.0},
)
COVERAGE = {"absence": {"2018/19": {"published": 2}, "2022/23": {"published": 1}}}
BENCHMARKS = pd.DataFrame(
    [
        {
            "area_code": "E12000007",
            "phase_family": "Primary",
            "year": "2021/22",
            "measure": "absence",
            "value": 5.5,
            "basis": "published",
            "numerator": None,
            "denominator": None,
            "schools": None,
        }
    ]
)


def test_the_span_has_every_year():
    assert span("absence", beside(BENCHMARKS), COVERAGE) == ["2018/19", "2019/20", "2020/21", "2021/22", "2022/23"]
    assert span("area_imd_decile", {}, {"area_imd_decile": {"2025": {}}}) == []
    assert span("eal", beside(BENCHMARKS), COVERAGE) == []


def test_lines_have_gaps_and_each_is_named():
    years = span("absence", beside(BENCHMARKS), COVERAGE)
    group = line_of_group(MEASURES, [100_001, 100_002], "Ours", "absence", years, COVERAGE)
    london = line_of_area(beside(BENCHMARKS), "E12000007", "London", "Primary", "absence", years)
    assert [each and each.value for _, each in group.points] == [5.5, None, None, None, 5.0]
    assert [each and each.basis for _, each in group.points][::4] == [Basis.COUNTS, Basis.MEAN_OF_RATES]
    assert [each and each.value for _, each in london.points] == [None, None, None, 5.5, None]
    assert (group.held, london.held) == (2, 1)
    assert gaps("absence", years, [group, london], COVERAGE) == {
        "2019/20": ValueStatus.NOT_COLLECTED,
        "2020/21": ValueStatus.NOT_BUNDLED,
    }

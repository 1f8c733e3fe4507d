"""Results and destinations, key stage by key stage, and the years in which nobody has them."""

from geo.measures_ks2 import KS2
from geo.measures_ks4 import KS4
from geo.measures_ks5 import KS5

__all__ = ["RESULTS", "WITHOUT_RESULTS"]

#: In the order in which a page shows them.
RESULTS = (*KS2, *KS4, *KS5)

_TESTS = "not collected: the tests of that year were cancelled in the pandemic"
_BY_SCHOOL = "not published: results of that year were not published by school"
_START = "not published: these pupils sat no tests at the start, so no progress can be worked out"

_PROGRESS_KS2 = ("ks2_reading_progress", "ks2_writing_progress", "ks2_maths_progress")
_KS2_ALL = ("ks2_expected", "ks2_higher", *_PROGRESS_KS2)
_PROGRESS_KS4 = ("progress8", "progress8_band")
_EXAMS = (
    *_PROGRESS_KS4,
    "attainment8",
    "ks4_basics_95",
    "ks4_ebacc_entry",
    "ks4_ebacc_points",
    "alevel_points",
    "alevel_value_added",
    "applied_general_points",
)

#: Results that nobody has by school: (measure, year) -> why.
WITHOUT_RESULTS: dict[tuple[str, str], str] = {
    **{(name, year): _TESTS for name in _KS2_ALL for year in ("2019/20", "2020/21")},
    **{(name, "2021/22"): _BY_SCHOOL for name in _KS2_ALL},
    **{(name, year): _START for name in _PROGRESS_KS2 for year in ("2023/24", "2024/25")},
    **{(name, year): _BY_SCHOOL for name in _EXAMS for year in ("2019/20", "2020/21")},
    **{(name, year): _START for name in _PROGRESS_KS4 for year in ("2024/25", "2025/26")},
    **{("alevel_value_added", year): _BY_SCHOOL for year in ("2021/22", "2022/23")},
}

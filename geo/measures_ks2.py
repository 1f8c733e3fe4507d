"""Measures of results at the end of key stage 2 (year 6)."""

from geo.measure import Measure
from geo.result_caveats import AREAS, RESULTS_TO

__all__ = ["KS2"]

_KS2 = "Department for Education, key stage 2 performance tables"
_YEAR_6 = "pupils at the end of key stage 2 (year 6)"
_NO_TESTS = "There were no tests in 2019/20 and 2020/21, and no results by school were published for 2021/22."
_NO_BASELINE = "None for 2023/24 and 2024/25: those pupils sat no key stage 1 tests."


def _progress(subject: str, word: str) -> Measure:
    return Measure(
        name=f"ks2_{word}_progress",
        label=f"Key stage 2 progress in {subject}",
        short=f"KS2 {subject}",
        unit="score",
        numerator="",
        denominator=_YEAR_6,
        publisher=_KS2,
        meaning=f"How far pupils came in {subject} from the end of key stage 1 to the end of key stage 2, against "
        "pupils in England with similar results at key stage 1. 0 is the average of such pupils.",
        caveat=f"A score without its interval says little of a small year group. {_NO_TESTS} {_NO_BASELINE}",
        decimals=1,
        fetch="ks2",
        minimum=-50,
        maximum=50,
        stage="ks2",
        published_to="2022/23",
    )


#: In the order in which a page shows them.
KS2 = (
    Measure(
        name="ks2_expected",
        label="Key stage 2: expected standard in reading, writing and maths",
        short="KS2 expected",
        unit="percent",
        numerator="pupils at the expected standard in all three",
        denominator=_YEAR_6,
        publisher=_KS2,
        meaning="Pupils at the end of year 6 who reached the expected standard in reading, writing and maths.",
        caveat=f"Published without decimals. {_NO_TESTS} {AREAS}",
        decimals=0,
        fetch="ks2",
        maximum=100,
        stage="ks2",
        published_to=RESULTS_TO,
    ),
    Measure(
        name="ks2_higher",
        label="Key stage 2: higher standard in reading, writing and maths",
        short="KS2 higher",
        unit="percent",
        numerator="pupils with a high score in reading and maths and at greater depth in writing",
        denominator=_YEAR_6,
        publisher=_KS2,
        meaning="Pupils at the end of year 6 with a high score in reading and maths who work at greater depth in "
        "writing.",
        caveat=f"Published without decimals, and often a handful of pupils. {_NO_TESTS} {AREAS}",
        decimals=0,
        fetch="ks2",
        maximum=100,
        stage="ks2",
        published_to=RESULTS_TO,
    ),
    _progress("reading", "reading"),
    _progress("writing", "writing"),
    _progress("maths", "maths"),
)

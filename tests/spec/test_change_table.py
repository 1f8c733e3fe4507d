"""The grammar of what changed: synthetic years in, exactly these sentences out."""

import pytest

from geo.change import Known, change, years_in_words
from geo.measures import MEASURES, measure
from geo.vocab import Basis

YEARS = ["2018/19", "2019/20", "2020/21", "2021/22", "2022/23", "2023/24"]
GAP = "There is no figure for 2019/20 to 2022/23."
CHANCE = "about the same once chance is allowed for"
USUAL = "about the same once the usual movement from year to year is allowed for"


def two(old, new):
    return [Known("2018/19", *old), Known("2023/24", *new)]


LIKELY = "by more than chance would make likely"
MOVE = "by more than such schools usually move from one year to the next"
NOTHING = "and nothing at hand tells whether that is more than chance"

# Measure, figures of 2018/19 and 2023/24, the usual movement, and the sentence.
CHANGES = [
    ("eal", two((20.0, (20, 100)), (60.0, (60, 100))), None, f"60.0% in 2023/24 and 20.0% in 2018/19, higher {LIKELY}"),
    ("eal", two((60.0, (60, 100)), (20.0, (20, 100))), None, f"20.0% in 2023/24 and 60.0% in 2018/19, lower {LIKELY}"),
    ("eal", two((20.0, (4, 20)), (40.0, (8, 20))), 0.1, f"40.0% in 2023/24 and 20.0% in 2018/19, {CHANCE}"),
    ("eal", two((20.0, (4, 20)), (20.0, (4, 20))), None, f"20.0% in 2023/24 and 20.0% in 2018/19, {CHANCE}"),
    ("absence", two((4.0,), (6.0,)), 0.5, f"6.0% in 2023/24 and 4.0% in 2018/19, higher {MOVE}"),
    ("absence", two((6.0,), (4.0,)), 0.5, f"4.0% in 2023/24 and 6.0% in 2018/19, lower {MOVE}"),
    ("absence", two((4.0,), (5.0,)), 0.5, f"5.0% in 2023/24 and 4.0% in 2018/19, {USUAL}"),
    ("absence", two((4.0,), (6.0,)), None, f"6.0% in 2023/24 and 4.0% in 2018/19, {NOTHING}"),
    ("pupils", two((210.0,), (204.0,)), None, "204 in 2023/24 and 210 in 2018/19, 6 fewer"),
    ("pupils", two((204.0,), (1210.0,)), None, "1,210 in 2023/24 and 204 in 2018/19, 1,006 more"),
    ("pupils", two((204.0,), (204.0,)), None, "204 in 2023/24 and 204 in 2018/19, the same number"),
]


@pytest.mark.parametrize(("name", "known", "usual", "said"), CHANGES)
def test_change(name, known, usual, said):
    assert change(measure(name), known, YEARS, (), usual) == f"{MEASURES[name].label}: {said}. {GAP}"


@pytest.mark.parametrize(
    ("bases", "said"),
    [
        ((Basis.COUNTS, Basis.PUBLISHED), "it was 4.1% and then 5.4%"),
        ((Basis.COUNTS, Basis.MEAN_OF_RATES), "it was 4.1% and then 5.4%, the later an average of their own figures"),
        ((Basis.MEAN_OF_RATES, Basis.COUNTS), "it was 4.1% and then 5.4%, the earlier an average of their own figures"),
        (
            (Basis.MEAN_OF_RATES, Basis.MEAN_OF_RATES),
            "it was 4.1% and then 5.4%, both averages of their own figures",
        ),
    ],
)
def test_london_says_how_it_was_made(bases, said):
    london = {"2018/19": (4.1, bases[0]), "2023/24": (5.4, bases[1])}
    found = change(measure("absence"), two((4.0,), (6.0,)), YEARS, (), 0.5, london)
    assert f"; for London's schools of its kind {said}. {GAP}" in found


def test_no_comparison_across_a_break():
    known = [Known("2010/11", 6.0), Known("2011/12", 5.0), Known("2012/13", 5.5)]
    breaks = (("2012/13", "six half terms from here; five before"),)
    assert change(measure("absence"), known, ["2010/11", "2011/12", "2012/13"], breaks, 0.1) == (
        "Overall absence: 5.5% in 2012/13; there is no earlier year to compare with, because the series breaks in "
        "2012/13 (six half terms from here; five before)."
    )
    later = change(measure("absence"), [*known, Known("2013/14", 4.4)], ["2012/13", "2013/14"], breaks, 0.1)
    assert "4.4% in 2013/14 and 5.5% in 2012/13, lower" in later


def test_no_further_back_than_five_years():
    known = [Known("2016/17", 1.0), Known("2018/19", 2.0), Known("2022/23", 2.1), Known("2023/24", 2.2)]
    assert "2.2% in 2023/24 and 2.0% in 2018/19" in change(measure("absence"), known, YEARS, (), 1.0)


def test_nothing_to_compare():
    assert change(measure("absence"), [], YEARS) == "Overall absence: no figure of any year is at hand."
    assert change(measure("absence"), [Known("2023/24", 4.0)], YEARS) == (
        "Overall absence: 4.0% in 2023/24; there is no earlier year to compare with."
    )
    deciles = [Known("2019", 4), Known("2025", 3)]
    assert change(measure("area_imd_decile"), deciles, ["2019", "2025"]).endswith(
        "4 of 10 in 2019, 3 of 10 in 2025; they are not comparable from one issue to the next."
    )


@pytest.mark.parametrize(
    ("years", "said"),
    [
        (["2019/20"], "2019/20"),
        (["2019/20", "2020/21", "2021/22"], "2019/20 to 2021/22"),
        (["2019/20", "2021/22"], "2019/20 and 2021/22"),
        (["2007/08", "2009/10", "2010/11", "2019/20"], "2007/08, 2009/10 to 2010/11 and 2019/20"),
    ],
)
def test_years(years, said):
    assert years_in_words(years) == said

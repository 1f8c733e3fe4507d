"""The grammar of what a figure means: synthetic figures in, exactly these sentences out."""

import dataclasses

import pytest

from geo.meaning import Told, absent, note, sentence
from geo.measures import MEASURES, measure
from geo.percentile import Band
from geo.vocab import Basis, ValueStatus

FSM = Told(measure("fsm"), "2023/24", 35.0, numerator=43, denominator=123)
SAID = "35.0% of pupils (43 of 123) were known to be eligible for free school meals in January 2024"
IN_LONDON = {"band": Band.ABOVE, "kind": "London primary schools", "london": (24.9, Basis.COUNTS)}
ALL = "for all such schools of London together it is 24.9%"

# What differs from the figure above, and the sentence.
FIGURES = [
    ({}, f"{SAID}."),
    ({"numerator": None}, "35.0% of pupils were known to be eligible for free school meals in January 2024."),
    (IN_LONDON, f"{SAID}, above most London primary schools; {ALL}."),
    (IN_LONDON | {"band": Band.WELL_ABOVE}, f"{SAID}, well above most London primary schools; {ALL}."),
    (IN_LONDON | {"band": Band.CLOSE}, f"{SAID}, close to the middle of London primary schools; {ALL}."),
    (IN_LONDON | {"band": Band.BELOW}, f"{SAID}, below most London primary schools; {ALL}."),
    (IN_LONDON | {"band": Band.WELL_BELOW}, f"{SAID}, well below most London primary schools; {ALL}."),
    (IN_LONDON | {"london": (24.9, Basis.PUBLISHED)}, f"{SAID}, above most London primary schools; {ALL}."),
    (
        IN_LONDON | {"london": (24.9, Basis.MEAN_OF_RATES)},
        f"{SAID}, above most London primary schools; the average of their own figures is 24.9%.",
    ),
    ({"newest": True}, f"{SAID}, the newest year at hand."),
    ({"later": "2024/25"}, f"{SAID}; there is no figure for 2024/25."),
    ({"owner": "its earlier number, 100001"}, f"{SAID}, reported under its earlier number, 100001."),
]

# Measure, year, value, what else, and the sentence.
MEASURE = [
    ("pupils", "2023/24", 1204, {}, "1,204 pupils were on roll in January 2024."),
    (
        "pupils",
        "2023/24",
        204,
        {"band": Band.BELOW, "kind": "London primary schools", "london": (386.8, Basis.MEAN_OF_RATES)},
        "204 pupils were on roll in January 2024, fewer than in most London primary schools; their average is 387.",
    ),
    (
        "fsm_ever6",
        "2021/22",
        58.25,
        {},
        "58.2% of pupils had been eligible for free school meals at some time in the six years to January 2022.",
    ),
    (
        "eal",
        "2018/19",
        0.0,
        {"numerator": 0, "denominator": 60},
        "None of the 60 pupils (0.0%) had a first language known or believed to be other than English in January 2019.",
    ),
    ("absence", "2018/19", 4.3, {}, "4.3% of half-day sessions were missed in 2018/19."),
    ("suspension_rate", "2022/23", 112.4, {}, "There were 112.4 suspensions per 100 pupils in 2022/23."),
    (
        "area_imd_decile",
        "2019",
        3,
        {},
        (
            "The area around the building is in decile 3 of 10 of the Index of Multiple Deprivation of 2019, where "
            "decile 1 is the most deprived tenth of England, and says nothing of the school's own pupils, who may live "
            "elsewhere."
        ),
    ),
]

GAPS = [
    (ValueStatus.SUPPRESSED, "2018/19", "no figure for 2018/19, because it is suppressed: too few pupils to publish."),
    (ValueStatus.NOT_APPLICABLE, "2018/19", "no figure for 2018/19, because it does not apply to this school."),
    (ValueStatus.NOT_AVAILABLE, "2018/19", "no figure for 2018/19, because the publisher does not have it."),
    (ValueStatus.LOW, "2018/19", "no figure for 2018/19, because it is low and rounds to zero."),
    (ValueStatus.NOT_BUNDLED, None, "no figure, because it is not in the data at hand."),
    (ValueStatus.MISSING_ROW, "2018/19", "no figure, because the table of 2018/19 has no row for the school."),
    (
        ValueStatus.NOT_COLLECTED,
        "2019/20",
        (
            "no figure for 2019/20, not collected, because the absence collection of 2019/20 was cancelled in the "
            "pandemic."
        ),
    ),
]

JUDGING = (
    "improve",
    "worse",
    "better",
    "best",
    "good",
    "poor",
    "weak",
    "strong",
    "fail",
    "because of",
    "due to",
    "caused",
    "rank of schools",
    "outperform",
    "underperform",
    "concern",
)


@pytest.mark.parametrize(("change", "said"), FIGURES)
def test_figure(change, said):
    assert sentence(dataclasses.replace(FSM, **change)) == said


@pytest.mark.parametrize(("name", "year", "value", "more", "said"), MEASURE)
def test_measure(name, year, value, more, said):
    assert sentence(Told(measure(name), year, value, **more)) == said


@pytest.mark.parametrize(("status", "year", "said"), GAPS)
def test_gap(status, year, said):
    assert absent(measure("absence"), status, year) == f"Overall absence: {said}"


def test_a_measure_without_words_of_its_own_is_named_by_its_label():
    strange = dataclasses.replace(measure("eal"), name="synthetic_result", label="Synthetic result")
    assert sentence(Told(strange, "2018/19", 41.2)) == "Synthetic result: 41.2% in 2018/19."
    spans = sentence(Told(strange, "2018/19", 0.4, interval=(-0.2, 1.0)))
    assert spans.endswith("; its 95% interval is -0.2% to 1.0%, so it cannot be told from the average.")
    apart = sentence(Told(strange, "2018/19", 0.4, interval=(0.1, 0.7)))
    assert apart.endswith("; its 95% interval is 0.1% to 0.7%.")


def test_the_two_measures_of_free_meals_say_that_they_are_two():
    for name, other in (("fsm", "last six years"), ("fsm_ever6", "this January")):
        assert "another measure than" in note(name)
        assert other in note(name)
        assert "Transitional protection" in note(name)
        assert "universal" in note(name)
    assert note("eal") == ""


@pytest.mark.parametrize("name", MEASURES)
@pytest.mark.parametrize("band", [None, *Band])
def test_no_sentence_judges(name, band):
    kind = "" if band is None else "London primary schools"
    told = Told(measure(name), "2018/19", 3.0, band=band, kind=kind, newest=True, london=(2.0, Basis.COUNTS))
    spoken = sentence(told).lower()
    assert not [word for word in JUDGING if word in spoken]
    assert spoken.endswith(".")
    assert "`" not in spoken

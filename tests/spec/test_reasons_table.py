"""The grammar of reasons: synthetic facts in, exactly these words out."""

import dataclasses

import pytest

from geo.facts import Facts, Pair, Roll, facts
from geo.focus import FOCI
from geo.partners import suggest
from geo.purposes import PRESETS, Purpose
from geo.reasons import MOST_REASONS, distance_words, roll_words, words
from tests import factories
from tests.suggesting import A, B, basis_of, six

EAL = Pair("eal", 62, 61, 0.02)
SIZE = Pair("size", 15, 29, 0.30)
FSM = Pair("fsm_ever6", 58, 54, 0.05)

BASE = Facts(
    purpose=Purpose.EXPLORE,
    distance_m=871.6,
    family="primary",
    year="2023/24",
    alike=0.928,
    groups=(FSM, EAL),
    focus=FOCI["attendance"],
    years=("2022/23", "2023/24"),
    gap=0.4,
    own_standing=0.3,
    their_standing=0.7,
    rates=(6.94, 5.66),
    own_ages=(3, 11),
    their_ages=(3, 11),
    roll=Roll(210, "2018/19", 204, "2023/24"),
)

TOLD = "overall absence 5.7% there, 6.9% here (DfE, pupil absence, 2022/23 and 2023/24, a mean of rates)"
CLOSE = "EAL (62% here, 61% there)"
CENSUS = "(DfE, school census 2023/24)"

# What differs from the facts above, which reason (from 0), and its words.
REASONS = [
    ({}, 0, "870 m away in a straight line."),
    ({"distance_m": 23.0}, 0, "Next door, 20 m in a straight line."),
    ({"distance_m": 996.0}, 0, "1.0 km away in a straight line."),
    ({"ward": "Regent's Park"}, 0, "870 m away in a straight line, in the same ward, Regent's Park."),
    ({"borough": "Islington", "ward": None}, 0, "870 m away in a straight line, in Islington."),
    ({"ties": ("The Federation",)}, 0, "Connected already: The Federation."),
    ({"ties": ("A", "B")}, 0, "Connected already: A and B."),
    (
        {},
        1,
        (
            f"More alike in size and intake than 92% of London primary pairs: closest in {CLOSE} and "
            f"free meals in six years (58% here, 54% there) {CENSUS}."
        ),
    ),
    (
        {"alike": 1.0, "groups": (EAL,)},
        1,
        f"Very alike in size and intake, more so than 99% of London primary pairs: closest in {CLOSE} {CENSUS}.",
    ),
    (
        {"groups": (SIZE, EAL)},
        1,
        (
            f"More alike in size and intake than 92% of London primary pairs: close in {CLOSE}, less so in size "
            f"(15 pupils a year group here, 29 there) {CENSUS}."
        ),
    ),
    (
        {"alike": 0.6, "groups": (SIZE,)},
        1,
        (
            "Somewhat alike in size and intake, more so than 60% of London primary pairs: least in size "
            f"(15 pupils a year group here, 29 there) {CENSUS}."
        ),
    ),
    (
        {"alike": 0.13, "groups": (EAL, SIZE)},
        1,
        (
            "Not much alike in size and intake, more so than 13% of London primary pairs: farthest in size "
            f"(15 pupils a year group here, 29 there) {CENSUS}."
        ),
    ),
    ({}, 2, f"Lower absence there than schools with similar intake usually have: {TOLD}. They might share how."),
    (
        {"their_standing": 0.5, "own_standing": 0.1},
        2,
        f"Lower absence there than here, intake considered: {TOLD}. They might share how.",
    ),
    (
        {"gap": -0.4, "own_standing": 0.7, "their_standing": 0.3, "rates": (5.0, 6.0)},
        2,
        (
            "Lower absence here than schools with similar intake usually have: overall absence 6.0% there, 5.0% here "
            "(DfE, pupil absence, 2022/23 and 2023/24, a mean of rates). You might share how."
        ),
    ),
    (
        {"gap": -0.4},
        2,
        f"Lower absence for its intake here, though not in the plain rates: {TOLD}. You might share how.",
    ),
    (
        {"years": ("2023/24",)},
        2,
        (
            "Lower absence there than schools with similar intake usually have: overall absence 5.7% there, 6.9% here "
            "(DfE, pupil absence, 2023/24). They might share how."
        ),
    ),
    (
        {"purpose": Purpose.LEARN, "gap": 0.1},
        0,
        f"About the same attendance as yours, beside schools with similar intake: {TOLD}.",
    ),
    (
        {"purpose": Purpose.LEADERSHIP, "faith": "Church of England"},
        1,
        "The same ages, 3 to 11. Both are Church of England.",
    ),
    (
        {"purpose": Purpose.LEADERSHIP, "alike": None, "faith": "none", "their_ages": (4, 11)},
        1,
        "Ages 4 to 11; yours are 3 to 11. Neither has a religious character.",
    ),
    ({"purpose": Purpose.LEADERSHIP, "alike": None}, 2, "204 pupils in 2023/24; 210 in 2018/19 (DfE, school census)."),
    (
        {"purpose": Purpose.TRANSITION, "their_ages": (11, 18)},
        1,
        "Takes pupils from 11, the age at which they leave you.",
    ),
    (
        {"purpose": Purpose.TRANSITION, "own_ages": (11, 18)},
        1,
        "Teaches to 11, the age at which pupils come to you.",
    ),
]

# What differs, and the line to check. What is not known comes first.
CHECKS = [
    ({}, "the distance is a straight line; see whether a railway, a canal or a park lies between."),
    ({"distance_m": 89.0}, "the figures are of 2023/24; ask what has changed."),
    ({"borough": "Brent"}, "another authority, Brent: its term dates and services may differ."),
    (
        {"roll": Roll(1073, "2018/19", 689, "2023/24"), "borough": "Brent"},
        "ask for this year's roll (689 pupils in 2023/24; 1,073 in 2018/19).",
    ),
    ({"single_sex": "Girls", "roll": Roll(2, "2018/19", 1, "2023/24")}, "it is a girls' school."),
    ({"own_ages": (4, 7), "their_ages": (7, 11)}, "the ages do not meet: 7 to 11 there, 4 to 7 here."),
    ({"unknown": ("SEN", "Same faith"), "single_sex": "Boys"}, "not published of this school: SEN, Same faith."),
]


@pytest.mark.parametrize(("change", "place", "line"), REASONS)
def test_reason(change, place, line):
    assert words(dataclasses.replace(BASE, **change)).lines[place] == line


@pytest.mark.parametrize(("change", "line"), CHECKS)
def test_check(change, line):
    assert words(dataclasses.replace(BASE, **change)).check == f"Check before you call: {line}"


def test_a_gap_that_counts_as_none_gives_no_reason():
    assert len(words(dataclasses.replace(BASE, gap=0.19)).lines) == 2


def test_at_most_three_reasons():
    assert len(words(dataclasses.replace(BASE, ties=("A",))).lines) == MOST_REASONS


def test_a_falling_roll_is_neutral():
    assert roll_words(BASE) == "204 pupils in 2023/24; 210 in 2018/19"
    assert roll_words(dataclasses.replace(BASE, roll=None)) is None


@pytest.mark.parametrize(
    ("metres", "said"), [(0, "0 m"), (4, "0 m"), (89.4, "90 m"), (994, "990 m"), (1000, "1.0 km"), (6249, "6.2 km")]
)
def test_distance(metres, said):
    assert distance_words(metres) == said


def test_no_word_judges_a_school():
    every = [words(dataclasses.replace(BASE, **change)) for change, *_ in [*REASONS, *CHECKS]]
    spoken = " ".join(line for one in every for line in (*one.lines, one.check)).lower()
    spoken += " ".join(preset.words.lower() for preset in PRESETS.values())
    for word in ("best", "weak", "fail", "strong", "poor", "top ", "worst", "good", "offer", "outperform", "31st"):
        assert word not in spoken


def test_facts_of_the_line_of_six():
    ties = factories._typed(
        "ties",
        [
            {"tie_id": "federation:1", "kind": "federation", "name": "Synthetic Federation", "urn": urn}
            | {"certainty": "synthetic", "source": "synthetic"}
            for urn in (A, B)
        ],
    )
    schools, measures = six(B={"gender": "Girls", "borough_code": factories.NEXT, "la_name": "Islington"})
    basis = basis_of(schools, measures, ties=ties)
    found = facts(basis, suggest(basis, A, PRESETS[Purpose.EXPLORE]), B, {"federation:1": "Synthetic Federation"})
    assert found.distance_m == pytest.approx(100)
    assert (found.borough, found.ward, found.single_sex) == ("Islington", "Synthetic Ward", "Girls")
    assert found.ties == ("Synthetic Federation",)
    assert found.alike == pytest.approx(10 / 15)
    assert [(pair.name, pair.own, pair.theirs) for pair in found.groups] == [
        ("size", 10, 20),
        ("fsm_ever6", 10, 20),
        ("eal", 5, 10),
        ("sen", 3, 6),
    ]
    assert (found.own_ages, found.faith, found.roll) == ((4, 11), "none", None)
    with pytest.raises(LookupError, match="no candidate"):
        facts(basis, suggest(basis, A, PRESETS[Purpose.EXPLORE]), A)

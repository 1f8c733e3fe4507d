"""Measures of results at the end of key stage 4 (year 11), of who sat there, and of where they went."""

from geo.measure import Measure
from geo.result_caveats import AREAS, GRADED_APART, INTERVAL, RESULTS_TO

__all__ = ["KS4"]

_KS4 = "Department for Education, key stage 4 performance tables"
_CONTEXT = "Department for Education, Key stage 4 performance, information about schools"
_DESTINATIONS = "Department for Education, key stage 4 destination measures, performance tables"
_YEAR_11 = "pupils at the end of key stage 4 (year 11)"
_NO_KS2 = "None for 2024/25 and 2025/26: those pupils sat no key stage 2 tests."
_LEAVERS = (
    "The year is that in which the pupils finished year 11; where they went is known about two years later. "
    "Percentages are published without decimals."
)


def _share(name: str, label: str, short: str, above: str, meaning: str, caveat: str) -> Measure:
    """Make a share of the pupils at the end of key stage 4."""
    return Measure(
        name=name,
        label=label,
        short=short,
        unit="percent",
        numerator=above,
        denominator=_YEAR_11,
        publisher=_KS4,
        meaning=meaning,
        caveat=caveat,
        decimals=1,
        fetch="ks4",
        maximum=100,
        stage="ks4",
        published_to=RESULTS_TO,
    )


def _intake(name: str, label: str, short: str, pair: tuple[str, str], meaning: str) -> Measure:
    """Make a share of the year 11 that sat the examinations, which says who they were."""
    return Measure(
        name=name,
        label=label,
        short=short,
        unit="percent",
        numerator=pair[0],
        denominator=pair[1],
        publisher=_CONTEXT,
        meaning=meaning,
        caveat="It describes one year group, the one that finished year 11, and not the school as it is now.",
        decimals=1,
        fetch="ks4_context",
        maximum=100,
        stage="ks4",
        published_to=RESULTS_TO,
    )


def _destination(name: str, label: str, short: str, above: str, meaning: str) -> Measure:
    return Measure(
        name=name,
        label=label,
        short=short,
        unit="percent",
        numerator=above,
        denominator="pupils who finished year 11",
        publisher=_DESTINATIONS,
        meaning=meaning,
        caveat=_LEAVERS,
        decimals=0,
        fetch="ks4_destinations",
        maximum=100,
        stage="ks4",
    )


#: In the order in which a page shows them.
KS4 = (
    Measure(
        name="attainment8",
        label="Attainment 8",
        short="Attainment 8",
        unit="points",
        numerator="",
        denominator=_YEAR_11,
        publisher=_KS4,
        meaning="Average score of a pupil at the end of year 11 over eight approved qualifications; English and maths "
        "count twice.",
        caveat=f"It depends much on what pupils had reached at 11. {GRADED_APART} {AREAS}",
        decimals=1,
        fetch="ks4",
        maximum=100,
        stage="ks4",
        published_to=RESULTS_TO,
    ),
    Measure(
        name="progress8",
        label="Progress 8",
        short="Progress 8",
        unit="score",
        numerator="",
        denominator="pupils with results at key stage 2",
        publisher=_KS4,
        meaning="How far pupils came from the end of key stage 2 to the end of year 11, against pupils in England with "
        "similar results at key stage 2. 0 is the average of such pupils, 1 is a grade a subject above it.",
        caveat=f"{INTERVAL} {_NO_KS2} Not published by school for 2019/20 and 2020/21. {AREAS}",
        decimals=2,
        fetch="ks4",
        minimum=-10,
        maximum=10,
        stage="ks4",
        published_to="2023/24",
    ),
    Measure(
        name="progress8_band",
        label="Progress 8 band",
        short="Progress 8 band",
        unit="band",
        numerator="",
        denominator="",
        publisher=_KS4,
        meaning="The department's own word for a Progress 8 score and its interval, from 1 (well above average) to 5 "
        "(well below average).",
        caveat=f"The department's word, and of one year. {_NO_KS2}",
        decimals=0,
        fetch="ks4_context",
        minimum=1,
        maximum=5,
        stage="ks4",
        published_to="2023/24",
    ),
    _share(
        "ks4_basics_95",
        "Grade 5 or above in English and maths",
        "English+maths 5+",
        "pupils with grade 5 or above in English and in maths",
        "Pupils at the end of year 11 with grade 5 or above (a strong pass) in English and in maths GCSE.",
        f"{GRADED_APART} {AREAS}",
    ),
    _share(
        "ks4_ebacc_entry",
        "Entered for the English Baccalaureate",
        "EBacc entry",
        "pupils entered in English, maths, sciences, a language, and history or geography",
        "Pupils at the end of year 11 who were entered in all subject areas of the English Baccalaureate: English, "
        "maths, sciences, a language, and history or geography.",
        f"It says what pupils were entered for, and nothing of grades. {AREAS}",
    ),
    Measure(
        name="ks4_ebacc_points",
        label="English Baccalaureate average point score",
        short="EBacc points",
        unit="points",
        numerator="",
        denominator=_YEAR_11,
        publisher=_KS4,
        meaning="Average points of a pupil over the English Baccalaureate subjects; a subject without an entry counts "
        "0.",
        caveat=f"{GRADED_APART} {AREAS}",
        decimals=2,
        fetch="ks4",
        maximum=10,
        stage="ks4",
        published_to=RESULTS_TO,
    ),
    Measure(
        name="ks4_pupils",
        label="Pupils at the end of key stage 4",
        short="Year 11 leavers",
        unit="pupils",
        numerator="",
        denominator="",
        publisher=_KS4,
        meaning="Pupils at the end of year 11 whose results the tables are about.",
        caveat="In a small year group one pupil moves every figure.",
        decimals=0,
        fetch="ks4_context",
        stage="ks4",
        published_to=RESULTS_TO,
    ),
    Measure(
        name="ks4_prior_attainment",
        label="What year 11 had reached at 11: average scaled score",
        short="Year 11 at age 11",
        unit="points",
        numerator="",
        denominator="pupils with results at key stage 2",
        publisher=_CONTEXT,
        meaning="Average scaled score at key stage 2 of the pupils who are now at the end of year 11; 100 is the "
        "expected standard.",
        caveat="It describes the year group when it came, five years before. Pupils working below the tests have "
        "scores under 80.",
        decimals=1,
        fetch="ks4_context",
        maximum=125,
        stage="ks4",
        published_to="2023/24",
    ),
    _intake(
        "ks4_low_prior",
        "Year 11 with low prior attainment",
        "Y11 low prior",
        ("pupils below the expected standard at key stage 2", "pupils with results at key stage 2"),
        "Pupils at the end of year 11 whose average score at key stage 2 was below 100, the expected standard.",
    ),
    _intake(
        "ks4_disadvantaged",
        "Disadvantaged pupils in year 11",
        "Y11 disadvantaged",
        ("disadvantaged pupils", _YEAR_11),
        "Pupils at the end of year 11 who were eligible for free school meals in the last six years, are looked after, "
        "or left care.",
    ),
    _destination(
        "ks4_sustained",
        "After year 11: in education, an apprenticeship or work",
        "After Y11: any",
        "pupils who stayed in education, an apprenticeship or employment",
        "Pupils who stayed in education, an apprenticeship or employment for at least two terms after year 11.",
    ),
    _destination(
        "ks4_education",
        "After year 11: in education",
        "After Y11: educ.",
        "pupils who stayed in education",
        "Pupils who were in education for the first two terms after year 11, at school or college.",
    ),
    _destination(
        "ks4_apprenticeship",
        "After year 11: in an apprenticeship",
        "After Y11: appr.",
        "pupils who kept an apprenticeship",
        "Pupils who started an apprenticeship in the year after year 11 and kept it for at least six months.",
    ),
)

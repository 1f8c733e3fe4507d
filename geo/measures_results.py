"""Measures of results and destinations, key stage by key stage, and the years in which nobody has them."""

from geo.measure import Measure

__all__ = ["RESULTS", "WITHOUT_RESULTS"]

_KS2 = "Department for Education, key stage 2 performance tables"
_KS4 = "Department for Education, key stage 4 performance tables"
_KS5 = "Department for Education, 16 to 18 performance tables"
_CONTEXT = "Department for Education, Key stage 4 performance, information about schools"
_DESTINATIONS = "Department for Education, key stage 4 destination measures, performance tables"

#: Newest school years published by the department when this was written; a build may hold older ones.
_KS2_TO = _KS4_TO = _KS5_TO = "2024/25"

_YEAR_6 = "pupils at the end of key stage 2 (year 6)"
_YEAR_11 = "pupils at the end of key stage 4 (year 11)"
_NO_TESTS = "There were no tests in 2019/20 and 2020/21, and no results by school were published for 2021/22."
_NO_BASELINE = "None for 2023/24 and 2024/25: those pupils sat no key stage 1 tests."
_GRADED_APART = "Results of 2019/20 and 2020/21 were not published by school; grading was more generous in 2021/22."
_NO_KS2 = "None for 2024/25 and 2025/26: those pupils sat no key stage 2 tests."
_AREAS = "The published figures of authorities, London and England count pupils of special schools too."
_INTERVAL = "Where its 95% interval spans 0 it cannot be told from the average."
_LEAVERS = (
    "The year is that in which the pupils finished year 11; where they went is known about two years later. "
    "Percentages are published without decimals."
)
_CENTRES = (
    "Members of a joint sixth form may be published as one centre and not by school. The published figures of "
    "authorities, London and England count colleges too."
)


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
        published_to=_KS4_TO,
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
        published_to=_KS4_TO,
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


def _points(name: str, label: str, short: str, of: str, meaning: str, maximum: float) -> Measure:
    """Make an average of points in the 16 to 18 tables."""
    return Measure(
        name=name,
        label=label,
        short=short,
        unit="points",
        numerator="",
        denominator=of,
        publisher=_KS5,
        meaning=meaning,
        caveat=f"{_GRADED_APART} {_CENTRES}",
        decimals=2,
        fetch="ks5",
        maximum=maximum,
        stage="ks5",
        published_to=_KS5_TO,
    )


#: In the order in which a page shows them.
RESULTS = (
    Measure(
        name="ks2_expected",
        label="Key stage 2: expected standard in reading, writing and maths",
        short="KS2 expected",
        unit="percent",
        numerator="pupils at the expected standard in all three",
        denominator=_YEAR_6,
        publisher=_KS2,
        meaning="Pupils at the end of year 6 who reached the expected standard in reading, writing and maths.",
        caveat=f"Published without decimals. {_NO_TESTS} {_AREAS}",
        decimals=0,
        fetch="ks2",
        maximum=100,
        stage="ks2",
        published_to=_KS2_TO,
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
        caveat=f"Published without decimals, and often a handful of pupils. {_NO_TESTS} {_AREAS}",
        decimals=0,
        fetch="ks2",
        maximum=100,
        stage="ks2",
        published_to=_KS2_TO,
    ),
    _progress("reading", "reading"),
    _progress("writing", "writing"),
    _progress("maths", "maths"),
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
        caveat=f"It depends much on what pupils had reached at 11. {_GRADED_APART} {_AREAS}",
        decimals=1,
        fetch="ks4",
        maximum=100,
        stage="ks4",
        published_to=_KS4_TO,
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
        caveat=f"{_INTERVAL} {_NO_KS2} Not published by school for 2019/20 and 2020/21. {_AREAS}",
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
        f"{_GRADED_APART} {_AREAS}",
    ),
    _share(
        "ks4_ebacc_entry",
        "Entered for the English Baccalaureate",
        "EBacc entry",
        "pupils entered in English, maths, sciences, a language, and history or geography",
        "Pupils at the end of year 11 who were entered in all subject areas of the English Baccalaureate: English, "
        "maths, sciences, a language, and history or geography.",
        f"It says what pupils were entered for, and nothing of grades. {_AREAS}",
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
        caveat=f"{_GRADED_APART} {_AREAS}",
        decimals=2,
        fetch="ks4",
        maximum=10,
        stage="ks4",
        published_to=_KS4_TO,
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
        published_to=_KS4_TO,
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
    Measure(
        name="alevel_students",
        label="Students with A levels",
        short="A level students",
        unit="pupils",
        numerator="",
        denominator="",
        publisher=_KS5,
        meaning="Students at the end of 16 to 18 study with at least one A level entry.",
        caveat=_CENTRES,
        decimals=0,
        fetch="ks5",
        stage="ks5",
        published_to=_KS5_TO,
    ),
    _points(
        "alevel_points",
        "A levels: average points an entry",
        "A level points",
        "students with A levels",
        "Average points of an A level entry: an A* is 60, an A 50, a B 40, a C 30, a D 20, an E 10.",
        60,
    ),
    Measure(
        name="alevel_value_added",
        label="A levels: value added",
        short="A level VA",
        unit="score",
        numerator="",
        denominator="",
        publisher=_KS5,
        meaning="How A level results compare with those of students in England with similar GCSE results, in grades an "
        "entry. 0 is the average of such students.",
        caveat=f"{_INTERVAL} Not published for 2019/20 to 2022/23. {_CENTRES}",
        decimals=2,
        fetch="ks5",
        minimum=-10,
        maximum=10,
        stage="ks5",
        published_to="2023/24",
    ),
    _points(
        "applied_general_points",
        "Applied general qualifications: average points an entry",
        "Applied general",
        "students with applied general qualifications",
        "Average points of an entry in applied general qualifications, such as BTEC, on the scale of A levels.",
        60,
    ),
)

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

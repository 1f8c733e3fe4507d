"""Measures of results at the end of 16 to 18 study."""

from geo.measure import Measure
from geo.result_caveats import GRADED_APART, INTERVAL, RESULTS_TO

__all__ = ["KS5"]

_KS5 = "Department for Education, 16 to 18 performance tables"
_CENTRES = (
    "Members of a joint sixth form may be published as one centre and not by school. The published figures of "
    "authorities, London and England count colleges too."
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
        caveat=f"{GRADED_APART} {_CENTRES}",
        decimals=2,
        fetch="ks5",
        maximum=maximum,
        stage="ks5",
        published_to=RESULTS_TO,
    )


#: In the order in which a page shows them.
KS5 = (
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
        published_to=RESULTS_TO,
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
        caveat=f"{INTERVAL} Not published for 2019/20 to 2022/23. {_CENTRES}",
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

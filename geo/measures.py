"""The registry of measures: each is one entry that screens, downloads and documents read."""

from dataclasses import dataclass
from typing import Literal

__all__ = ["MEASURES", "NOT_COLLECTED", "Measure", "measure"]

Unit = Literal["pupils", "percent", "per_100_pupils", "decile", "rank"]


@dataclass(frozen=True)
class Measure:
    """One published figure of a school.

    Attributes
    ----------
    name : the key in the ``measures`` table.
    label, short : words for a screen and for a column heading.
    unit : pupils, percent (0-100), per_100_pupils (may pass 100), decile (1-10) or rank.
    numerator, denominator : what is counted, in words; empty for a plain count.
    publisher : who publishes it, and in which release.
    meaning : one or two sentences, with the official definition.
    caveat : what a careful reader must know; empty if nothing.
    decimals : decimals to show; the stored value keeps what was published.
    fetch : the source to name in ``python -m pipelines fetch SOURCE`` when it is not bundled.
    maximum : the largest value that can be; a larger one is refused at ingest. None: unbounded.
    """

    name: str
    label: str
    short: str
    unit: Unit
    numerator: str
    denominator: str
    publisher: str
    meaning: str
    caveat: str
    decimals: int
    fetch: str
    maximum: float | None = None


_CENSUS = "Department for Education, school census (January), performance tables"
_ABSENCE = "Department for Education, Pupil absence in schools in England"
_EXCLUSIONS = "Department for Education, Suspensions and permanent exclusions in England"
_IMD = "Ministry of Housing, Communities and Local Government, English Indices of Deprivation"

_AREA_CAVEAT = (
    "It describes the small area (LSOA) around the school's building, not the school's pupils, who may live elsewhere."
)

_ALL = (
    Measure(
        name="pupils",
        label="Pupils on roll",
        short="Pupils",
        unit="pupils",
        numerator="",
        denominator="",
        publisher=_CENSUS,
        meaning="Headcount of pupils on roll on the January census day, all years and nursery classes included.",
        caveat="",
        decimals=0,
        fetch="census",
    ),
    Measure(
        name="fsm",
        label="Eligible for free school meals (this January)",
        short="FSM now",
        unit="percent",
        numerator="pupils known to be eligible for free school meals on census day",
        denominator="pupils on roll",
        publisher=_CENSUS,
        meaning="Pupils known to be eligible for and claiming free school meals on census day. The table publishes "
        "the two counts; the percentage is one divided by the other.",
        caveat="Transitional protection since 2018 keeps pupils eligible who would no longer qualify. London's "
        "universal primary meals (since September 2023) are not counted, and may change who applies. "
        "It is another measure than FSM in the last six years.",
        decimals=1,
        fetch="census",
        maximum=100,
    ),
    Measure(
        name="fsm_ever6",
        label="Eligible for free school meals in the last six years",
        short="FSM (6 years)",
        unit="percent",
        numerator="pupils eligible for free school meals at any time in the last six years",
        denominator="pupils in the years that the measure covers (its own count, published from 2021/22)",
        publisher=_CENSUS,
        meaning="Pupils eligible for free school meals at any time in the past six years (Ever 6).",
        caveat="Its denominator is not all pupils on roll. Transitional protection and London's universal primary "
        "meals affect it too. It is another measure than eligibility this January.",
        decimals=1,
        fetch="census",
        maximum=100,
    ),
    Measure(
        name="eal",
        label="English as an additional language",
        short="EAL",
        unit="percent",
        numerator="pupils whose first language is known or believed to be other than English",
        denominator="pupils with a first language recorded or unclassified",
        publisher=_CENSUS,
        meaning="Pupils whose first language is known or believed to be other than English.",
        caveat="It says nothing of how well a pupil speaks English.",
        decimals=1,
        fetch="census",
        maximum=100,
    ),
    Measure(
        name="sen_support",
        label="SEN support",
        short="SEN support",
        unit="percent",
        numerator="pupils with special educational needs support",
        denominator="pupils on roll",
        publisher=_CENSUS,
        meaning="Pupils receiving special educational needs support, without an education, health and care plan.",
        caveat="Schools differ in whom they record.",
        decimals=1,
        fetch="census",
        maximum=100,
    ),
    Measure(
        name="ehcp",
        label="Education, health and care plan",
        short="EHC plan",
        unit="percent",
        numerator="pupils with an education, health and care plan",
        denominator="pupils on roll",
        publisher=_CENSUS,
        meaning="Pupils with an education, health and care plan.",
        caveat="Resourced provision raises it.",
        decimals=1,
        fetch="census",
        maximum=100,
    ),
    Measure(
        name="absence",
        label="Overall absence",
        short="Absence",
        unit="percent",
        numerator="sessions (half days) missed",
        denominator="possible sessions",
        publisher=_ABSENCE,
        meaning="Half-day sessions missed for any reason, of all possible sessions in the school year.",
        caveat="To 2011/12 it counts five half terms, since then six. No school-level figures exist for 2019/20. "
        "Nursery schools, pupil referral units and hospital schools are not in the tables at hand.",
        decimals=1,
        fetch="absence",
        maximum=100,
    ),
    Measure(
        name="persistent_absence",
        label="Persistent absence",
        short="Persistent abs.",
        unit="percent",
        numerator="pupil enrolments missing 10% or more of their own possible sessions",
        denominator="pupil enrolments",
        publisher=_ABSENCE,
        meaning="Pupils who missed 10% or more of their own possible sessions in the school year.",
        caveat="The 10% threshold throughout: the department recomputed earlier years. To 2011/12 it counts five half "
        "terms, since then six. No school-level figures exist for 2019/20.",
        decimals=1,
        fetch="absence",
        maximum=100,
    ),
    Measure(
        name="severe_absence",
        label="Severe absence",
        short="Severe abs.",
        unit="percent",
        numerator="pupil enrolments missing 50% or more of their own possible sessions",
        denominator="pupil enrolments",
        publisher=_ABSENCE,
        meaning="Pupils who missed half or more of their own possible sessions in the school year.",
        caveat="Often a handful of pupils.",
        decimals=1,
        fetch="absence",
        maximum=100,
    ),
    Measure(
        name="suspension_rate",
        label="Suspension rate",
        short="Suspensions",
        unit="per_100_pupils",
        numerator="suspensions in the year",
        denominator="pupils on roll in January",
        publisher=_EXCLUSIONS,
        meaning="Suspensions per 100 pupils in the school year. One pupil may be suspended several times, so it can "
        "pass 100.",
        caveat="It counts suspensions, not pupils.",
        decimals=1,
        fetch="exclusions",
    ),
    Measure(
        name="suspended_once_rate",
        label="Pupils suspended at least once",
        short="Suspended once+",
        unit="percent",
        numerator="pupils with one or more suspensions in the year",
        denominator="pupils on roll in January",
        publisher=_EXCLUSIONS,
        meaning="Pupils suspended at least once in the school year, per 100 pupils.",
        caveat="Pupils who moved can make it pass 100 in very small schools.",
        decimals=1,
        fetch="exclusions",
    ),
    Measure(
        name="permanent_exclusion_rate",
        label="Permanent exclusion rate",
        short="Perm. exclusions",
        unit="per_100_pupils",
        numerator="permanent exclusions in the year",
        denominator="pupils on roll in January",
        publisher=_EXCLUSIONS,
        meaning="Permanent exclusions per 100 pupils in the school year.",
        caveat="Mostly a few pupils or none: small changes are large in percent.",
        decimals=2,
        fetch="exclusions",
    ),
    Measure(
        name="area_imd_decile",
        label="Deprivation of the area around the building (IMD decile)",
        short="Area IMD decile",
        unit="decile",
        numerator="",
        denominator="",
        publisher=_IMD,
        meaning="Index of Multiple Deprivation of the small area (LSOA) in which the building stands: decile 1 is the "
        "most deprived tenth of England, 10 the least.",
        caveat=_AREA_CAVEAT,
        decimals=0,
        fetch="deprivation",
        maximum=10,
    ),
    Measure(
        name="area_imd_rank",
        label="Deprivation of the area around the building (IMD rank)",
        short="Area IMD rank",
        unit="rank",
        numerator="",
        denominator="",
        publisher=_IMD,
        meaning="Rank of that small area among all in England; 1 is the most deprived.",
        caveat=_AREA_CAVEAT,
        decimals=0,
        fetch="deprivation",
    ),
    Measure(
        name="area_idaci_decile",
        label="Income deprivation affecting children around the building (IDACI decile)",
        short="Area IDACI decile",
        unit="decile",
        numerator="",
        denominator="",
        publisher=_IMD,
        meaning="Income Deprivation Affecting Children Index of the small area in which the building stands: decile 1 "
        "is the most deprived tenth of England, 10 the least.",
        caveat=_AREA_CAVEAT,
        decimals=0,
        fetch="deprivation",
        maximum=10,
    ),
)

#: The measures by name, in the order in which a page shows them.
MEASURES: dict[str, Measure] = {entry.name: entry for entry in _ALL}

#: Figures that nobody has: (measure, year) -> why.
NOT_COLLECTED: dict[tuple[str, str], str] = {
    (name, "2019/20"): "not collected: the absence collection of 2019/20 was cancelled in the pandemic"
    for name in ("absence", "persistent_absence", "severe_absence")
}


def measure(name: str) -> Measure:
    """Look up one measure.

    Raises
    ------
    KeyError
        If the registry has no such measure; the message lists those it has.
    """
    if name not in MEASURES:
        message = f"no measure {name!r}; the registry has {', '.join(MEASURES)}"
        raise KeyError(message)
    return MEASURES[name]

"""What a figure means, in one plain sentence: a grammar that says what is published and no more.

No cause, no ranking, nothing of good or bad. The sentences are meant to be read aloud too.
"""

from dataclasses import dataclass

from geo.measures import NOT_COLLECTED, OF_PLACE, Measure
from geo.percentile import Band
from geo.rolls import census_month
from geo.vocab import Basis, ValueStatus
from geo.words import number

__all__ = ["Told", "absent", "note", "place", "sentence"]

_MOST = {
    Band.WELL_BELOW: "well below most",
    Band.BELOW: "below most",
    Band.CLOSE: "close to the middle of",
    Band.ABOVE: "above most",
    Band.WELL_ABOVE: "well above most",
}
_SIZE = {
    Band.WELL_BELOW: "far fewer than in most",
    Band.BELOW: "fewer than in most",
    Band.CLOSE: "close to the middle of",
    Band.ABOVE: "more than in most",
    Band.WELL_ABOVE: "far more than in most",
}

#: Measure -> its sentence, without the end. ``value`` has its unit; ``of`` is " (43 of 123)" or empty; ``when`` is the
#: year, or the month of the census.
_SAID = {
    "pupils": "{value} pupils were on roll in {when}",
    "fsm": "{value} of pupils{of} were known to be eligible for free school meals in {when}",
    "fsm_ever6": "{value} of pupils{of} had been eligible for free school meals at some time in the six years "
    "to {when}",
    "eal": "{value} of pupils{of} had a first language known or believed to be other than English in {when}",
    "sen_support": "{value} of pupils{of} had SEN support, without an education, health and care plan, in {when}",
    "ehcp": "{value} of pupils{of} had an education, health and care plan in {when}",
    "absence": "{value} of half-day sessions were missed in {when}",
    "persistent_absence": "{value} of pupils{of} missed a tenth or more of their sessions in {when}",
    "severe_absence": "{value} of pupils{of} missed half or more of their sessions in {when}",
    "suspended_once_rate": "{value} of pupils{of} were suspended at least once in {when}",
    "area_imd_decile": "The area around the building is in decile {value} of the Index of Multiple Deprivation of "
    "{when}, where decile 1 is the most deprived tenth of England",
    "area_imd_rank": "The area around the building has rank {value} in the Index of Multiple Deprivation of {when}, "
    "where rank 1 is the most deprived area of England",
    "area_idaci_decile": "The area around the building is in decile {value} of the Income Deprivation Affecting "
    "Children Index of {when}, where decile 1 is the most deprived tenth of England",
}
#: How a share of pupils begins.
_SHARE = "{value} of pupils{of}"
_RATES = {
    "suspension_rate": "There were {value} suspensions per 100 pupils in {when}",
    "permanent_exclusion_rate": "There were {value} permanent exclusions per 100 pupils in {when}",
}
_CENSUS = {"pupils", "fsm", "fsm_ever6", "eal", "sen_support", "ehcp"}
_AREA = {"decile", "rank"}

_GAPS = {
    ValueStatus.SUPPRESSED: "it is suppressed: too few pupils to publish",
    ValueStatus.NOT_APPLICABLE: "it does not apply to this school",
    ValueStatus.NOT_AVAILABLE: "the publisher does not have it",
    ValueStatus.LOW: "it is low and rounds to zero",
    ValueStatus.NOT_COLLECTED: "it was not collected",
    ValueStatus.NOT_BUNDLED: "it is not in the data at hand",
    ValueStatus.MISSING_ROW: "the table of {year} has no row for the school",
}

_MEALS = (
    "Transitional protection since 2018 keeps pupils eligible who would no longer qualify, and London's universal "
    "primary meals may change who applies."
)
_NOTES = {
    "fsm": f"This is eligibility on one day, another measure than the last six years. {_MEALS}",
    "fsm_ever6": f"This looks back six years, another measure than eligibility this January. {_MEALS}",
}


@dataclass(frozen=True)
class Told:
    """What a sentence is made from.

    Attributes
    ----------
    year : school year, or year of an index.
    value, numerator, denominator : published numbers; the counts are None where not published or not counts of pupils.
    interval : published 95% interval, as for progress scores; None where there is none.
    newest : whether an older year is the newest that the build has of the measure, and so must say its age.
    later : a later year of the measure in the build, whose table has no figure of the school; "" if none.
    band, kind : where it stands among which schools ("London primary schools"); None and "" if not compared.
    london : London's figure and how it was made; None if there is none.
    owner : name of the predecessor that reported it; "" if the school itself.
    """

    measure: Measure
    year: str
    value: float
    numerator: float | None = None
    denominator: float | None = None
    interval: tuple[float, float] | None = None
    newest: bool = False
    later: str = ""
    band: Band | None = None
    kind: str = ""
    london: tuple[float, Basis] | None = None
    owner: str = ""


def place(band: Band, kind: str) -> str:
    """Say where a figure stands among which schools: "well above most London primary schools"."""
    return f"{_MOST[band]} {kind}"


def sentence(told: Told) -> str:
    """Say what a published figure means."""
    entry = told.measure
    parts = [_stated(told)]
    if told.newest:
        parts.append("the newest year at hand")
    if told.owner:
        parts.append(f"reported under {told.owner}")
    if told.band is not None:
        parts.append(f"{_SIZE[told.band]} {told.kind}" if entry.unit == "pupils" else place(told.band, told.kind))
    if entry.unit in _AREA:
        parts.append("and says nothing of the school's own pupils, who may live elsewhere")
    said = ", ".join(parts)
    if told.interval is not None:
        low, high = (number(end, entry) for end in told.interval)
        said += f"; its 95% interval is {low} to {high}"
        if told.interval[0] <= 0 <= told.interval[1]:
            said += ", so it cannot be told from the average"
    if told.london is not None:
        said += f"; {_london(told)}"
    if told.later:
        said += f"; there is no figure for {told.later}"
    return f"{said}."


def absent(measure: Measure, status: str, year: str | None) -> str:
    """Say that there is no figure, and why."""
    why = _GAPS[ValueStatus(status)].format(year=year or "the newest year")
    if status == ValueStatus.NOT_BUNDLED and measure.fetch == OF_PLACE and year:
        why = "the boundaries that would find the small area around the building are not in the data at hand"
    if status == ValueStatus.NOT_COLLECTED and year:
        why = NOT_COLLECTED[measure.name, year].replace(": ", ", because ", 1)
        return f"{measure.label}: no figure for {year}, {why}."
    when = f" for {year}" if year and year not in why else ""
    return f"{measure.label}: no figure{when}, because {why}."


def note(name: str) -> str:
    """Say what must stand beside a measure; empty for most."""
    return _NOTES.get(name, "")


def _stated(told: Told) -> str:
    entry = told.measure
    shape = _RATES.get(entry.name) or _SAID.get(entry.name)
    value = number(told.value, entry)
    if shape is None:
        return f"{entry.label}: {value} in {told.year}"
    if entry.name in _RATES:
        value = f"{told.value:,.{entry.decimals}f}"
    when = census_month(told.year) if entry.name in _CENSUS else told.year
    everyone = _nobody_or_all(told)
    if everyone and shape.startswith(_SHARE):
        shape = everyone + shape.removeprefix(_SHARE)
    return shape.format(value=value, of=_of(told.numerator, told.denominator), when=when)


def _nobody_or_all(told: Told) -> str:
    """Say a share of none or of all as one would aloud; "" for every other share, and for a single pupil."""
    if told.numerator is None or told.denominator is None or told.denominator <= 1:
        return ""
    if told.numerator == 0:
        return f"None of the {told.denominator:,.0f} pupils ({{value}})"
    return f"All {told.denominator:,.0f} pupils ({{value}})" if told.numerator == told.denominator else ""


def _of(numerator: float | None, denominator: float | None) -> str:
    return "" if numerator is None or denominator is None else f" ({numerator:,.0f} of {denominator:,.0f})"


def _london(told: Told) -> str:
    if told.london is None:
        return ""
    value, basis = told.london
    said = number(value, told.measure)
    if told.measure.unit == "pupils":
        return f"their average is {said}"
    if basis is Basis.MEAN_OF_RATES:
        return f"the average of their own figures is {said}"
    if told.measure.stage and basis is Basis.PUBLISHED:
        # The department's figure of an area counts special schools, at 16 to 18 colleges too.
        return f"the published figure for London is {said}"
    return f"for all such schools of London together it is {said}"

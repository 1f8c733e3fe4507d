"""Sentences about a set of schools: plain, with counts and dates, and no judgement."""

from collections import Counter
from collections.abc import Sequence

import pandas as pd

from geo import words
from geo.measures import MEASURES
from geo.overall import Overall
from geo.rolls import Change, Roll, census_month
from geo.summary import Figure
from geo.vocab import Basis, PhaseFamily, ValueStatus

__all__ = [
    "ANNOUNCED",
    "ANNOUNCED_BY",
    "DEPRIVATION",
    "OVERALL_RULE",
    "ROLLS_RULE",
    "basis",
    "change",
    "families",
    "lists",
    "percent",
    "roll",
    "schools_of",
    "share",
    "spread",
    "value",
    "without",
]

#: What the partnership itself announced, word for word; nothing of it is worked out here.
ANNOUNCED = (
    "Ninety-six per cent of Camden schools are currently rated either ‘good’ or ‘outstanding’ by Ofsted, which "  # noqa: RUF001 - as quoted
    "is 10% "
    "above the national average. We have more than twice as many outstanding primary schools (40%) compared with the "
    "rest of the country."
)
ANNOUNCED_BY = (
    "Camden Learning, “Camden Learning helps drive collaboration and improvement in schools”, 25 January 2019. It is "
    "the partnership's own count of that time, quoted and not worked out again here; the figures above are of "
    "other dates."
)

OVERALL_RULE = (
    "Only schools with a published overall effectiveness under the graded framework count. Later inspections without "
    "an overall grade, report cards, and the codes of lists that do not say what kind of inspection it was are left "
    "out. No overall is ever worked out."
)

ROLLS_RULE = (
    "Headcounts of the January school census, all years and nursery classes. “Worth checking”: the count lies at "
    "least 15% and 15 pupils above, or below, both the count before and the count after it. It may be right; it is "
    "shown as published. A place count is the register's, without a date, and nursery classes may stand outside it, so "
    "pupils can be more than places. Children in a hospital school are often on another school's roll."
)

DEPRIVATION = (
    "This describes the small area around each school's building, not its pupils, who may live elsewhere. It cannot be "
    "added up or averaged over schools."
)

_SCHOOL = {
    PhaseFamily.NURSERY: "nursery school",
    PhaseFamily.PRIMARY: "primary school",
    PhaseFamily.SECONDARY: "secondary school",
    PhaseFamily.ALL_THROUGH: "all-through school",
    PhaseFamily.POST_16: "16 plus school or college",
    PhaseFamily.SPECIAL: "special school",
    PhaseFamily.ALTERNATIVE: "school of alternative provision",
    PhaseFamily.INDEPENDENT: "independent school",
    PhaseFamily.NOT_RECORDED: "school without a recorded phase",
}
_MANY = {
    PhaseFamily.POST_16: "16 plus schools or colleges",
    PhaseFamily.ALTERNATIVE: "schools of alternative provision",
    PhaseFamily.NOT_RECORDED: "schools without a recorded phase",
}

_STATUS = {
    ValueStatus.SUPPRESSED: "suppressed",
    ValueStatus.NOT_APPLICABLE: "it does not apply",
    ValueStatus.NOT_AVAILABLE: "not available from the publisher",
    ValueStatus.LOW: "low: rounds to zero",
    ValueStatus.NOT_COLLECTED: "not collected",
    ValueStatus.NOT_BUNDLED: "not in the bundled data",
    ValueStatus.MISSING_ROW: "no row in the table of the year",
}


def schools_of(number: int, family: str) -> str:
    """Count schools of a family: "1 nursery school", "38 primary schools"."""
    kind = PhaseFamily(family)
    return words.count(number, _SCHOOL[kind], _MANY.get(kind))


def families(schools: pd.DataFrame) -> str:
    """Count schools by family in a fixed order: "38 primary schools, 10 secondary schools"."""
    counted = schools["phase_family"].value_counts()
    return ", ".join(schools_of(int(counted[kind]), kind) for kind in map(str, PhaseFamily) if counted.get(kind, 0))


def value(figure: Figure | None) -> str:
    """Write a figure with its unit; "none" where there is none."""
    if figure is None or figure.value is None:
        return "none"
    return words.number(figure.value, MEASURES[figure.measure])


def basis(figure: Figure) -> str:
    """Say how a figure was made, and of how many schools."""
    of = words.count(figure.schools, "school")
    if figure.basis is Basis.COUNTS and figure.denominator is None:
        return f"sum of {of}"
    if figure.basis is Basis.COUNTS:
        return f"{figure.numerator:,.0f} of {figure.denominator:,.0f}, {of}"
    if figure.basis is Basis.MEAN_OF_RATES:
        kind = "rates" if MEASURES[figure.measure].unit in {"percent", "per_100_pupils"} else "figures"
        return f"mean of the {kind} of {of}, each alike: the counts are not published"
    return "published by the department"


def without(figure: Figure) -> str:
    """Count the schools without a figure, with the reasons; empty if every school has one."""
    if not figure.without:
        return ""
    reasons = Counter(status for _, status in figure.without)
    said = "; ".join(f"{_STATUS[kind]} ({reasons[kind]})" for kind in ValueStatus if reasons[kind])
    return f"{words.count(len(figure.without), 'school')} without: {said}"


def change(change_: Change | None) -> str:
    """Write a change with its dates: "384 fewer (-35.8%), January 2019 to January 2024"."""
    if change_ is None:
        return "fewer than two counts are published"
    if change_.pupils == 0:
        said = "as many"
    else:
        said = f"{abs(change_.pupils):,} {'more' if change_.pupils > 0 else 'fewer'}"
        if change_.percent is not None:
            said += f" ({percent(change_.percent)})"
    return f"{said}, {census_month(change_.since)} to {census_month(change_.until)}"


def percent(share_: float) -> str:
    """Write a change in percent with its sign: "+9.7%"."""
    return f"{share_:+.1f}%".replace("-", "\N{MINUS SIGN}")


def roll(name: str, of: Roll) -> str:
    """Tell the pupils of one school, January by January, with what is worth checking."""
    known = [f"{each.value:,} in {census_month(each.year)}" for each in of.counts if each.value is not None]
    if not known:
        return f"{name}: no count of pupils is published in the bundled years."
    said = f"{name}: {', '.join(known)}."
    if of.change is not None:
        told = change(of.change)
        said += f" {told[0].upper()}{told[1:]}."
    if of.check:
        years = " and ".join(census_month(year) for year in of.check)
        said += f" Worth checking: {years}, where the count jumps and returns."
    return said


def share(part: int, whole: int) -> str:
    """Write a share with its counts: "53 of 54 (98%)"; "none counted" of none."""
    return f"{part:,} of {whole:,} ({100 * part / whole:.0f}%)" if whole else "none counted"


def lists(found: Overall) -> str:
    """Say from which lists the grades are, and how many of each."""
    return "; ".join(
        f"{number:,} from the list of {words.date(at)}" if at is not None else f"{number:,} from a list without a date"
        for at, number in found.lists
    )


def spread(name: str, year: str | None, values: Sequence[float], kind: str) -> str:
    """Say where the schools lie: how many, the lowest, the middle and the highest."""
    entry = MEASURES[name]
    of = schools_of(len(values), kind)
    head = f"{entry.label}{f', {year}' if year else ''}"
    if not values:
        return f"{head}: no school of this kind here has a published figure."
    if len(values) == 1:
        return f"{head}: {of}, {words.number(values[0], entry)}."
    low, middle, high = min(values), float(pd.Series(values).median()), max(values)
    return (
        f"{head}: {of}, from {words.number(low, entry)} to {words.number(high, entry)}; half of them are at or below "
        f"{words.number(middle, entry)}."
    )

"""Which published figures are missing, of how many schools and of which, and why."""

from collections.abc import Sequence

import pandas as pd

from geo.applies import ENDS_AT, applies
from geo.figures import Coverage, status_without_row
from geo.measures import MEASURES, NOT_COLLECTED
from geo.rolls import school_years
from geo.vocab import ValueStatus

__all__ = [
    "ALL_YEARS",
    "OPENED_LATER",
    "REASONS",
    "gaps",
    "nobody_has",
    "reasons_of",
    "schools_without",
    "tally",
    "years_of",
]

#: A school without a row in a table of a year that had ended when it opened, by the register's date.
OPENED_LATER = "opened_later"

#: Stands for the years of a measure of which the build has no table at all.
ALL_YEARS = "no year"

#: Status, or :data:`OPENED_LATER` -> heading of a column, and what it means. In the order of the columns.
REASONS: dict[str, tuple[str, str]] = {
    str(ValueStatus.PUBLISHED): ("Published", "The publisher gives a number."),
    str(ValueStatus.LOW): (
        "Low",
        "The publisher says that it is above nought and rounds to it, and gives no number.",
    ),
    str(ValueStatus.SUPPRESSED): (
        "Suppressed",
        "The publisher withholds the number, because so few pupils are behind it that one might be recognised.",
    ),
    str(ValueStatus.NOT_APPLICABLE): (
        "Does not apply",
        "The publisher says that the figure does not apply to the school, such as free meals of an independent school.",
    ),
    str(ValueStatus.NOT_AVAILABLE): (
        "Not available",
        "The publisher lists the school and has no number for it, or does not say why there is none.",
    ),
    str(ValueStatus.MISSING_ROW): (
        "No row",
        (
            "The publisher's table of that year does not list the school. Most nursery and independent schools are "
            "outside a collection such as absence; a school may also have been listed under an earlier number."
        ),
    ),
    OPENED_LATER: (
        "Opened later",
        (
            "No row either, and by the register's date the school opened after that school year. The register at hand "
            "does not have that date for every school."
        ),
    ),
    str(ValueStatus.NOT_COLLECTED): (
        "Not collected",
        "Nobody has the figure: there was no collection or no publication by school in that year.",
    ),
    str(ValueStatus.NOT_BUNDLED): (
        "Not at hand",
        "Published somewhere, and not in the data that this map was built from.",
    ),
}


def years_of(name: str, coverage: Coverage) -> list[str]:
    """Every school year from the first at hand to the newest at hand or known of, with those without a table.

    Of an index, its years; of a measure of which nothing is at hand, :data:`ALL_YEARS`.
    """
    held = sorted(coverage.get(name) or {})
    if not held:
        return [ALL_YEARS]
    if not all("/" in year for year in held):
        return held
    known = [year for measure, year in NOT_COLLECTED if measure == name]
    return school_years(held[0], max([held[-1], *known, MEASURES[name].published_to or held[-1]]))


def nobody_has() -> list[tuple[list[str], list[str], str]]:
    """Figures that were never collected or published by school: labels of measures, their school years, and why.

    Measures with the same years and reason stand together, in the order of the registry.
    """
    years: dict[tuple[str, str], list[str]] = {}
    for (name, year), why in sorted(NOT_COLLECTED.items(), key=lambda each: each[0][1]):
        years.setdefault((name, why), []).append(year)
    labels: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for name, entry in MEASURES.items():
        for why in (why for of, why in years if of == name):
            labels.setdefault((why, tuple(years[name, why])), []).append(entry.label)
    return [(named, list(when), why) for (why, when), named in labels.items()]


def reasons_of(
    measures: pd.DataFrame, schools: pd.DataFrame, coverage: Coverage, name: str, year: str
) -> "pd.Series[str]":
    """Why each school has a number, or none, of one measure and year.

    Parameters
    ----------
    measures, schools : tables of a build; ``measures`` may be the part of this measure and year.
    coverage : of ``BUILD.json``.

    Returns
    -------
    A key of :data:`REASONS` by URN, for the schools that have a row and those to which the measure applies
    (:func:`geo.applies.applies`); others are left out.
    """
    rows = measures[(measures["measure"] == name) & (measures["year"] == year)]
    return _reasons(rows, schools, coverage, name, year, _in_scope(schools, name))


def _in_scope(schools: pd.DataFrame, name: str) -> list[bool]:
    entry = MEASURES[name]
    if not entry.stage:
        return [True] * len(schools)
    columns = (schools[key] for key in ("phase_family", "age_low", "age_high"))
    return [applies(entry, family, low, high) for family, low, high in zip(*columns, strict=True)]


def _reasons(
    rows: pd.DataFrame, schools: pd.DataFrame, coverage: Coverage, name: str, year: str, scope: Sequence[bool]
) -> "pd.Series[str]":
    told = rows.set_index("urn")["status"].reindex(schools["urn"])
    absent = status_without_row(name, None if year == ALL_YEARS else year, coverage)
    why = told.fillna(str(absent)).astype(str)
    if absent is ValueStatus.MISSING_ROW and "/" in year:
        ends = pd.Timestamp(year=int(year[:4]) + 1, month=8, day=31)
        later = (schools["open_date"] > ends).to_numpy() & told.isna().to_numpy()
        why = why.mask(later, OPENED_LATER)
    return why[told.notna().to_numpy() | pd.Series(scope, dtype=bool).to_numpy()]


def gaps(measures: pd.DataFrame, schools: pd.DataFrame, coverage: Coverage) -> pd.DataFrame:
    """Count schools by measure, year, borough, sector and reason.

    Parameters
    ----------
    measures, schools : tables of a build.
    coverage : of ``BUILD.json``.

    Returns
    -------
    ``measure`` and ``year`` in the order of the registry and of time, ``borough`` (name of the authority responsible),
    ``sector``, ``why`` (a key of :data:`REASONS`), ``schools``. Make it once a build: it reads the whole table.
    """
    place = schools.set_index("urn")[["la_name", "sector"]]
    by_key = dict(tuple(measures.groupby(["measure", "year"])))
    none = measures.iloc[:0]
    scopes = {stage: _in_scope(schools, _first_of(stage)) for stage in ("", *ENDS_AT)}
    parts = []
    for name, entry in MEASURES.items():
        for year in years_of(name, coverage):
            rows = by_key.get((name, year), none)
            why = _reasons(rows, schools, coverage, name, year, scopes[entry.stage])
            counted = place.reindex(why.index).assign(why=why).value_counts(sort=False).rename("schools").reset_index()
            parts.append(counted.assign(measure=name, year=year))
    made = pd.concat(parts, ignore_index=True).rename(columns={"la_name": "borough"})
    return made[["measure", "year", "borough", "sector", "why", "schools"]]


def _first_of(stage: str) -> str:
    return next(name for name, entry in MEASURES.items() if entry.stage == stage)


def tally(counted: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """Add up the counts of :func:`gaps`, one row for each value of ``by`` in its order of appearance.

    Returns
    -------
    The columns of ``by``, one column for each key of :data:`REASONS`, and ``schools``, their sum.
    """
    keys = {key: counted["schools"].where(counted["why"] == key, 0) for key in REASONS}
    wide = counted[list(by)].assign(**keys).groupby(list(by), sort=False)[list(REASONS)].sum().astype(int)
    return wide.assign(schools=wide.sum(axis=1)).reset_index()


def schools_without(schools: pd.DataFrame, why: "pd.Series[str]") -> pd.DataFrame:
    """List the schools that have no number, by borough, name and URN.

    Parameters
    ----------
    schools : table of a build, or the part of it that is looked at.
    why : from :func:`reasons_of`.

    Returns
    -------
    ``urn``, ``name``, ``borough``, ``phase_family``, ``sector``, ``why``.
    """
    found = schools.rename(columns={"la_name": "borough"}).assign(why=schools["urn"].map(why))
    found = found[found["why"].notna() & (found["why"] != ValueStatus.PUBLISHED)]
    columns = ["urn", "name", "borough", "phase_family", "sector", "why"]
    return pd.DataFrame(found[columns]).sort_values(["borough", "name", "urn"], ignore_index=True)

"""Turn a wide published table into the long ``measures`` and ``benchmarks`` tables."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from geo.london import BOROUGHS, ENGLAND, LONDON
from geo.measures import MEASURES
from geo.schema import QUANTILES, TABLES, empty
from geo.vocab import Basis, PhaseFamily, ValueStatus
from pipelines.errors import BadInput, Rejects
from pipelines.rates import Figure
from pipelines.symbols import Decoded, decode
from pipelines.values import urns

__all__ = [
    "GROUPS",
    "HELPERS",
    "Column",
    "academic_years",
    "area_keys",
    "areas_long",
    "codes",
    "decode_columns",
    "groups",
    "national_rows",
    "release_of",
    "school_years",
    "schools_long",
    "single",
]


class Column(NamedTuple):
    """How a column of figures is decoded; see :func:`pipelines.symbols.decode`."""

    percent: bool = False
    whole: bool = False
    maximum: float | None = None
    minimum: float = 0


#: The department's own groups of schools -> the family, and whether the schools are state-funded.
#: It counts all-through schools and 16 to 19 schools among the secondary schools: a benchmark of secondary
#: schools includes them.
GROUPS: dict[str, tuple[PhaseFamily, bool]] = {
    "state-funded nursery": (PhaseFamily.NURSERY, True),
    "state-funded primary": (PhaseFamily.PRIMARY, True),
    "state-funded secondary": (PhaseFamily.SECONDARY, True),
    "special": (PhaseFamily.SPECIAL, True),
    "special school": (PhaseFamily.SPECIAL, True),
    "state-funded special": (PhaseFamily.SPECIAL, True),
    "state-funded special school": (PhaseFamily.SPECIAL, True),
    "non-maintained special school": (PhaseFamily.SPECIAL, True),
    "pupil referral unit": (PhaseFamily.ALTERNATIVE, True),
    "state-funded ap school": (PhaseFamily.ALTERNATIVE, True),
    "state-funded alternative provision": (PhaseFamily.ALTERNATIVE, True),
    "independent school": (PhaseFamily.INDEPENDENT, False),
}

#: Columns that readers add to ``measures``, for the benchmarks and to find predecessors.
HELPERS = ("phase_family", "la_code", "laestab", "state_funded")

_FAMILY = {group: str(family) for group, (family, _) in GROUPS.items()}
_STATE = {group: state for group, (_, state) in GROUPS.items()}
_NATIONAL = {"PRI": PhaseFamily.PRIMARY, "SEC": PhaseFamily.SECONDARY, "SPE": PhaseFamily.SPECIAL}
_AREAS = {borough.la_code: borough.area for borough in BOROUGHS}


def decode_columns(
    frame: pd.DataFrame,
    columns: Mapping[str, Column],
    meaning: Mapping[str, ValueStatus],
    rejects: Rejects,
    key: str,
) -> tuple[pd.DataFrame, dict[str, Decoded]]:
    """Decode the columns of figures; a row with an impossible cell is rejected, with the cell.

    Returns
    -------
    The rows that are left, and their decoded columns by name.
    """
    decoded = {name: decode(frame[name], meaning, **how._asdict()) for name, how in columns.items()}
    fits = pd.Series(data=True, index=frame.index)
    for name, how in columns.items():
        bad = fits & decoded[name].statuses.isna()
        limit = "" if how.maximum is None else f" to {how.maximum:g}"
        kind = "whole number" if how.whole else "number"
        reason = f"'{{{name}}}' in {name} is no {kind} from {how.minimum:g}{limit} and no symbol of this table"
        rejects.take(frame, bad, key, reason)
        fits &= ~bad
    return frame[fits], {name: Decoded(each.numbers[fits], each.statuses[fits]) for name, each in decoded.items()}


def groups(frame: pd.DataFrame, column: str, rejects: Rejects, key: str) -> pd.DataFrame:
    """Add ``phase_family`` and ``state_funded`` from the publisher's group; an unknown group is rejected."""
    tidy = frame[column].str.split().str.join(" ").str.casefold()
    unknown = ~tidy.isin(list(GROUPS))
    kept = rejects.take(frame, unknown, key, f"'{{{column}}}' in {column} is no group of schools that we know")
    tidy = tidy[~unknown]
    return kept.assign(phase_family=tidy.map(_FAMILY).astype("str"), state_funded=tidy.map(_STATE).astype("boolean"))


def codes(frame: pd.DataFrame, la: str, estab: str) -> pd.DataFrame:
    """Add ``la_code`` (three digits) and ``laestab`` (seven), missing where the cells are no such codes."""
    la_code = frame[la].str.strip()
    la_code = la_code.where(la_code.str.fullmatch(r"\d{3}"))
    number = frame[estab].str.strip() if estab in frame else pd.Series("", index=frame.index, dtype="str")
    return frame.assign(la_code=la_code, laestab=la_code + number.where(number.str.fullmatch(r"\d{4}")))


def academic_years(frame: pd.DataFrame, rejects: Rejects, key: str) -> pd.DataFrame:
    """Add ``year`` ("2023/24") from ``time_period``; rows of a term, or of an impossible year, are rejected.

    Raises
    ------
    BadInput
        If no row is left.
    """
    named = frame["time_identifier"].str.strip().str.casefold()
    frame = rejects.take(frame, named != "academic year", key, "'{time_identifier}' is no whole academic year")
    period = frame["time_period"].str.strip()
    following = (pd.to_numeric(period.str[2:4], errors="coerce") + 1) % 100
    fits = period.str.fullmatch(r"20\d{4}") & (pd.to_numeric(period.str[4:], errors="coerce") == following)
    frame = rejects.take(frame, ~fits, key, "'{time_period}' in time_period is no school year such as 202324")
    if frame.empty:
        message = f"{rejects.file}: not one row is of a whole academic year: it is another release of this table"
        raise BadInput(message)
    period = frame["time_period"].str.strip()
    return frame.assign(year=period.str[:4] + "/" + period.str[4:])


def school_years(frame: pd.DataFrame, rejects: Rejects, key: str) -> tuple[pd.DataFrame, str]:
    """One row a school and academic year, with ``urn`` and ``year``; rows of areas and of terms are rejected.

    Parameters
    ----------
    frame : of a release of Explore Education Statistics that is of schools alone.
    key : column of the URN.

    Returns
    -------
    The rows, and the name of the release.

    Raises
    ------
    BadInput
        If no row is of a whole academic year.
    """
    frame = academic_years(frame, rejects, key)
    release = release_of(frame["year"])
    level = frame["geographic_level"].str.strip().str.casefold()
    frame = rejects.take(frame, level != "school", key, "'{geographic_level}' in geographic_level: not a school")
    return single(urns(frame, rejects, key), ["urn", "year"], rejects), release


def single(frame: pd.DataFrame, keys: list[str], rejects: Rejects) -> pd.DataFrame:
    """Keep one of identical lines, and none of lines that contradict each other under the same key."""
    name = " and ".join(keys)
    frame = rejects.take(frame, frame.duplicated(), keys[0], f"the line repeats another with the same {name}")
    return rejects.take(
        frame,
        frame.duplicated(keys, keep=False),
        keys[0],
        f"several lines have the same {name} and other figures: none can be trusted",
    )


def release_of(years: pd.Series) -> str:
    """Name a release by its school year, or by the first and the last."""
    first, last = years.min(), years.max()
    return str(first) if first == last else f"{first}-{last}"


def schools_long(keys: pd.DataFrame, figures: Mapping[str, Figure], source: str) -> pd.DataFrame:
    """Stack figures of schools into the ``measures`` table with the columns :data:`HELPERS`.

    Parameters
    ----------
    keys : urn, year and :data:`HELPERS`; same index as the figures.
    figures : by name of measure.
    source : ``"<source>:<release>"``.
    """
    parts = [
        keys.assign(
            measure=name,
            value=figure.value,
            status=figure.status,
            numerator=figure.numerator,
            denominator=figure.denominator,
            low=np.nan if figure.low is None else figure.low,
            high=np.nan if figure.high is None else figure.high,
        )
        for name, figure in figures.items()
    ]
    frame = pd.concat(parts, ignore_index=True)
    frame = frame.assign(reported_urn=frame["urn"], source=source).astype({"measure": "str", "source": "str"})
    frame = frame.sort_values(["urn", "year", "measure"], ignore_index=True)
    return frame[[*TABLES["measures"].columns, *HELPERS]]


def area_keys(frame: pd.DataFrame, level: str, la_code: str, region_code: str | None) -> pd.DataFrame:
    """Add ``area_code`` and ``area_name``: England, the region London, its boroughs; missing for other areas.

    Parameters
    ----------
    level, la_code, region_code : columns that hold the geographic level and the codes.
    """
    kind = frame[level].str.strip().str.casefold()
    code = frame[la_code].str.strip()
    borough = kind == "local authority"
    areas = pd.DataFrame(
        {
            "area_code": code.map({la: area.code for la, area in _AREAS.items()}).where(borough),
            "area_name": code.map({la: area.name for la, area in _AREAS.items()}).where(borough),
        },
        index=frame.index,
    ).astype(object)
    areas.loc[kind == "national"] = list(ENGLAND)
    if region_code is not None:
        areas.loc[(kind == "regional") & (frame[region_code].str.strip() == LONDON.code)] = list(LONDON)
    return frame.assign(**areas.astype("str"))


def national_rows(rows: pd.DataFrame, column: str, year: str, rejects: Rejects) -> pd.DataFrame:
    """Name the national rows of the performance tables, whose ``column`` holds PRI, SEC or SPE."""
    groups_of = rows[column].str.strip().map({code: str(family) for code, family in _NATIONAL.items()})
    rows = rejects.take(rows, groups_of.isna(), column, f"'{{{column}}}' in {column} is no national group that we know")
    named = {"area_code": ENGLAND.code, "area_name": ENGLAND.name, "year": year}
    kept = rows.assign(**named, phase_family=groups_of.dropna())
    return kept.astype(dict.fromkeys((*named, "phase_family"), "str"))


def areas_long(
    keys: pd.DataFrame, figures: Mapping[str, Figure], source: str, schools: pd.Series | None = None
) -> pd.DataFrame:
    """Stack published figures of areas into the ``benchmarks`` table; areas without a number are left out.

    Parameters
    ----------
    keys : area_code, area_name, phase_family, year; same index as the figures.
    figures : by name of measure.
    source : ``"<source>:<release>"``.
    schools : number of schools in each row, where published.
    """
    parts = [
        keys[["area_code", "area_name", "phase_family", "year"]].assign(
            measure=name,
            value=figure.value,
            basis=str(Basis.PUBLISHED),
            numerator=figure.numerator,
            denominator=figure.denominator,
            schools=pd.NA if schools is None else schools,
            schools_without=pd.NA,
            source=source,
        )
        for name, figure in figures.items()
    ]
    if not parts or keys.empty:
        return empty("benchmarks")
    frame = pd.concat(parts, ignore_index=True)
    frame = frame[frame["value"].notna()].assign(**dict.fromkeys(QUANTILES, np.nan))
    frame = frame.astype({"schools": "Int64", "schools_without": "Int64"})
    frame = frame.astype(dict.fromkeys(("measure", "basis", "source"), "str"))
    order = frame["measure"].map({name: place for place, name in enumerate(MEASURES)})
    frame = frame.assign(order=order).sort_values(["area_code", "phase_family", "year", "order"], ignore_index=True)
    return frame[list(TABLES["benchmarks"].columns)]

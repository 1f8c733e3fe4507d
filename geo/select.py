"""Choosing schools: a set of conditions, and the schools that meet all of them."""

from dataclasses import dataclass
from enum import StrEnum

import geopandas as gpd
import pandas as pd

from geo.vocab import PhaseFamily, Sector

__all__ = ["NO_GRADE", "Criteria", "StatusGroup", "select", "stand_elsewhere", "status_group", "with_ofsted"]

#: What a filter calls a school that the lists at hand give no grade for.
NO_GRADE = "No grade on the lists at hand"


class StatusGroup(StrEnum):
    """Whether a school is open, in the few words a filter needs."""

    OPEN = "Open"
    PROPOSED = "Proposed to open"
    CLOSED = "Closed"
    NOT_RECORDED = "Not recorded"


@dataclass(frozen=True)
class Criteria:
    """Conditions on a school. An empty set is no condition; a school must meet all the others.

    Attributes
    ----------
    boroughs : GSS codes. The authority responsible is one of them, and the school does not stand
        in another borough; :func:`stand_elsewhere` gives those that do.
    phases : phase families.
    sectors : state, independent.
    statuses : groups of the register's establishment status.
    overall : grades of the latest published overall effectiveness, or :data:`NO_GRADE`.
    outcomes : grades of the latest outcome of any inspection, or :data:`NO_GRADE`; another list
        and another meaning than ``overall``.
    """

    boroughs: frozenset[str] = frozenset()
    phases: frozenset[PhaseFamily] = frozenset()
    sectors: frozenset[Sector] = frozenset()
    statuses: frozenset[StatusGroup] = frozenset()
    overall: frozenset[str] = frozenset()
    outcomes: frozenset[str] = frozenset()


def status_group(status: pd.Series) -> pd.Series:
    """Group of each establishment status as the register spells it.

    "Open, but proposed to close" is open.

    Raises
    ------
    ValueError
        If a status is none that the register is known to use.
    """
    known = {
        "Open": StatusGroup.OPEN,
        "Open, but proposed to close": StatusGroup.OPEN,
        "Proposed to open": StatusGroup.PROPOSED,
        "Closed": StatusGroup.CLOSED,
    }
    strange = sorted(set(status.dropna()) - set(known))
    if strange:
        message = f"unknown establishment status: {', '.join(strange)}"
        raise ValueError(message)
    return status.map({key: str(value) for key, value in known.items()}).fillna(str(StatusGroup.NOT_RECORDED))


def with_ofsted(schools: gpd.GeoDataFrame, overall: pd.DataFrame, outcomes: pd.DataFrame) -> gpd.GeoDataFrame:
    """Put each school's two Ofsted grades beside it; same rows, same order.

    Parameters
    ----------
    schools : the ``schools`` table.
    overall, outcomes : one row a URN with ``urn``, ``grade``, ``inspected_on``, ``date_basis``, ``as_at``,
        ``source``: the latest published overall effectiveness, and the latest outcome of any inspection.

    Returns
    -------
    schools with ``overall_grade``, ``overall_on``, ``overall_basis``, ``overall_as_at``, ``outcome_grade`` and
    ``outcome_as_at``; missing where there is none.
    """
    graded = overall.set_index("urn")
    latest = outcomes.set_index("urn")
    urns = schools["urn"]
    return schools.assign(
        overall_grade=urns.map(graded["grade"]),
        overall_on=urns.map(graded["inspected_on"]),
        overall_basis=urns.map(graded["date_basis"]),
        overall_as_at=urns.map(graded["as_at"]),
        outcome_grade=urns.map(latest["grade"]),
        outcome_as_at=urns.map(latest["as_at"]),
    )


def _outside(schools: gpd.GeoDataFrame) -> pd.Series:
    """Whether a school is known to stand in another borough than its authority's."""
    known = schools["site_borough"].notna() & schools["borough_code"].notna()
    return known & (schools["site_borough"] != schools["borough_code"])


def _meets_the_rest(schools: gpd.GeoDataFrame, criteria: Criteria) -> pd.Series:
    meets = pd.Series(data=True, index=schools.index)
    if criteria.phases:
        meets &= schools["phase_family"].isin({str(phase) for phase in criteria.phases})
    if criteria.sectors:
        meets &= schools["sector"].isin({str(sector) for sector in criteria.sectors})
    if criteria.statuses:
        meets &= status_group(schools["status"]).isin({str(status) for status in criteria.statuses})
    if criteria.overall:
        meets &= schools["overall_grade"].fillna(NO_GRADE).isin(criteria.overall)
    if criteria.outcomes:
        meets &= schools["outcome_grade"].fillna(NO_GRADE).isin(criteria.outcomes)
    return meets


def select(schools: gpd.GeoDataFrame, criteria: Criteria) -> gpd.GeoDataFrame:
    """Keep the schools that meet every condition: the same rows, in the same order.

    Selecting twice is selecting by both conditions, whichever comes first.

    Parameters
    ----------
    schools : the ``schools`` table, from :func:`with_ofsted` if an Ofsted condition is set.
    criteria : the conditions.
    """
    meets = _meets_the_rest(schools, criteria)
    if criteria.boroughs:
        meets &= schools["borough_code"].isin(criteria.boroughs) & ~_outside(schools)
    return schools[meets]


def stand_elsewhere(schools: gpd.GeoDataFrame, criteria: Criteria) -> gpd.GeoDataFrame:
    """Schools that :func:`select` leaves out only because they stand outside their authority's borough."""
    if not criteria.boroughs:
        return schools.iloc[0:0]
    meets = _meets_the_rest(schools, criteria)
    return schools[meets & schools["borough_code"].isin(criteria.boroughs) & _outside(schools)]

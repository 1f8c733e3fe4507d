"""The schools with everything that the explorer filters, sorts and colours by: one row a school."""

from collections.abc import Mapping

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.criteria import CARD_SEPARATOR, NO_GRADE, NOT_RECORDED, StatusGroup
from geo.figures import Coverage, newest_year, status_without_row
from geo.inspections import latest_outcome, latest_overall
from geo.measures import MEASURES
from geo.vocab import InspectionScheme, ValueStatus

__all__ = ["explorer_frame", "status_group", "with_ties"]

#: The same dtype as before, kept as Python strings: a page cuts rows out of this wide frame a dozen times in each run,
#: which takes half as long so. The copy that follows joins the columns of numbers, for the same reason.
_TEXT = pd.StringDtype("python", na_value=np.nan)

_STATUSES = pd.CategoricalDtype([str(status) for status in ValueStatus])

_STATUS: Mapping[str, StatusGroup] = {
    "Open": StatusGroup.OPEN,
    "Open, but proposed to close": StatusGroup.OPEN,
    "Proposed to open": StatusGroup.PROPOSED,
    "Closed": StatusGroup.CLOSED,
}


def explorer_frame(
    schools: gpd.GeoDataFrame,
    measures: pd.DataFrame,
    inspections: pd.DataFrame,
    ties: pd.DataFrame,
    coverage: Coverage,
) -> gpd.GeoDataFrame:
    """Put beside each school what is published about it; same rows, same order.

    Parameters
    ----------
    schools, measures, inspections, ties : tables of a build.
    coverage : measure -> year -> status -> rows, from ``BUILD.json``.

    Returns
    -------
    GeoDataFrame
        ``schools`` with, for each measure, ``value_``, ``status_`` and ``year_`` of the newest year that the
        build has of it (the same year for every school); ``overall_grade``, ``overall_on``, ``overall_basis``,
        ``overall_as_at``, ``outcome_grade``, ``outcome_as_at``; the words of the facets in
        :data:`geo.criteria.FACETS`; and ``tie_ids`` and ``card_words``, a tuple a school.
    """
    overall, outcome = (table.set_index("urn") for table in (latest_overall(inspections), latest_outcome(inspections)))
    urns = schools["urn"]
    columns: dict[str, pd.Series] = {
        "overall_grade": _mapped(urns, overall["grade"]),
        "overall_on": _mapped(urns, overall["inspected_on"]),
        "overall_basis": _mapped(urns, overall["date_basis"]),
        "overall_as_at": _mapped(urns, overall["as_at"]),
        "outcome_grade": _mapped(urns, outcome["grade"]),
        "outcome_as_at": _mapped(urns, outcome["as_at"]),
        "status_group": status_group(schools["status"]),
        "faith_word": schools["faith"].fillna(NOT_RECORDED),
        "gender_word": schools["gender"].fillna(NOT_RECORDED),
        "tie_ids": _tie_ids(urns, ties),
        "card_words": _several(urns, _cards(inspections), "word"),
    }
    columns["overall_word"] = columns["overall_grade"].fillna(NO_GRADE)
    columns["outcome_word"] = columns["outcome_grade"].fillna(NO_GRADE)
    rows = dict(iter(measures.groupby("measure")[["urn", "year", "value", "status"]]))
    for name in MEASURES:
        columns |= _newest(urns, rows.get(name, measures.iloc[:0]), name, coverage)
    frame = schools.assign(**columns)
    return frame.astype({name: _TEXT for name in frame if frame[name].dtype == "str"}).copy()


def with_ties(schools: gpd.GeoDataFrame, ties: pd.DataFrame) -> gpd.GeoDataFrame:
    """Give the frame of :func:`explorer_frame` with other ties: as if it had been made from these."""
    return schools.assign(tie_ids=_tie_ids(schools["urn"], ties))


def status_group(status: pd.Series) -> pd.Series:
    """Group of each establishment status as the register spells it; "Open, but proposed to close" is open.

    Raises
    ------
    ValueError
        If a status is none that the register is known to use.
    """
    strange = sorted(set(status.dropna()) - set(_STATUS))
    if strange:
        message = f"unknown establishment status: {', '.join(strange)}"
        raise ValueError(message)
    return status.map({key: str(value) for key, value in _STATUS.items()}).fillna(str(StatusGroup.NOT_RECORDED))


def _mapped(urns: pd.Series, values: pd.Series) -> pd.Series:
    """Put a value beside each school; unlike ``map``, it keeps the type of the values where there are none at all."""
    return values.reindex(urns).set_axis(urns.index)


def _newest(urns: pd.Series, rows: pd.DataFrame, name: str, coverage: Coverage) -> dict[str, pd.Series]:
    year = newest_year(name, coverage)
    newest = rows[rows["year"] == year].set_index("urn")[["value", "status"]].reindex(urns).set_axis(urns.index)
    absent = str(status_without_row(name, year, coverage))
    one_year = np.zeros(len(urns), dtype=int) if year is not None else np.full(len(urns), -1)
    # Categories: a page cuts rows out of this wide frame many times, and a code is cut quicker than a word.
    return {
        f"value_{name}": newest["value"],
        f"status_{name}": newest["status"].astype(_STATUSES).fillna(absent),
        f"year_{name}": pd.Series(pd.Categorical.from_codes(one_year, [str(year)]), index=urns.index),
    }


def _cards(inspections: pd.DataFrame) -> pd.DataFrame:
    """Newest grade of each report-card area, as ``Inclusion: Strong standard``."""
    cards = inspections[inspections["scheme"] == InspectionScheme.REPORT_CARD]
    newest = cards.sort_values(["inspected_on", "as_at", "source"]).drop_duplicates(["urn", "area"], keep="last")
    return newest.assign(word=newest["area"] + CARD_SEPARATOR + newest["grade"])


def _tie_ids(urns: pd.Series, ties: pd.DataFrame) -> pd.Series:
    return _several(urns, ties[ties["until"].isna()], "tie_id")


def _several(urns: pd.Series, rows: pd.DataFrame, column: str) -> pd.Series:
    """Each school's values of a column, sorted, as a tuple; an empty one where it has none."""
    each = rows.groupby("urn")[column].agg(lambda values: tuple(sorted(set(values)))).to_dict() if len(rows) else {}
    return pd.Series([each.get(urn, ()) for urn in urns], index=urns.index, dtype=object)

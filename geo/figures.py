"""The newest figure of each measure for one school, or why there is none."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from geo.measures import MEASURES, NOT_COLLECTED, OF_PLACE
from geo.vocab import ValueStatus

__all__ = ["Coverage", "figures", "newest_year", "status_without_row"]

#: Of a build: measure -> year -> status -> number of rows.
Coverage = Mapping[str, Mapping[str, Mapping[str, int]]]

_COLUMNS = [
    "measure",
    "year",
    "value",
    "status",
    "numerator",
    "denominator",
    "low",
    "high",
    "source",
    "reported_urn",
    "newest_year",
]


def newest_year(measure: str, coverage: Coverage) -> str | None:
    """Newest year of a measure in the build, or None if the build has no row of it."""
    return max(coverage.get(measure) or {}, default=None)


def status_without_row(measure: str, year: str | None, coverage: Coverage) -> ValueStatus:
    """Why a school has no row of a measure for a year.

    Nobody has it, or the build has no table of that year, or the table has no row for the school. An index of the small
    area around a building is never lacking in its own table: the boundaries that would find the small area are not at
    hand.
    """
    if year is not None and (measure, year) in NOT_COLLECTED:
        return ValueStatus.NOT_COLLECTED
    years = coverage.get(measure) or {}
    if year not in years or MEASURES[measure].fetch == OF_PLACE:
        return ValueStatus.NOT_BUNDLED
    return ValueStatus.MISSING_ROW


def figures(measures: pd.DataFrame, urn: int, coverage: Coverage) -> pd.DataFrame:
    """Newest figure of each registry measure for one school: one row a measure, in the registry's order.

    Parameters
    ----------
    measures : the ``measures`` table, or the part of it that has the school.
    urn : the school.
    coverage : ``coverage`` of ``BUILD.json``.

    Returns
    -------
    ``measure``, ``year``, ``value`` (in the measure's unit), ``status``, ``numerator``, ``denominator``, ``low`` and
    ``high`` (a published 95% interval), ``source``, ``reported_urn`` (whose figure it was) and ``newest_year`` (of the
    measure in the build: where it is later than ``year``, the newest table has no row for the school). Where the school
    has no row at all, ``status`` says why and ``year`` is the newest year of the build.
    """
    own = measures[measures["urn"] == urn].sort_values("year").drop_duplicates("measure", keep="last")
    rows: list[dict[str, Any]] = []
    found = {row["measure"]: row for row in own.to_dict("records")}
    for name in MEASURES:
        newest = newest_year(name, coverage)
        row = found.get(name)
        if row is None:
            rows.append({"measure": name, "year": newest, "status": str(status_without_row(name, newest, coverage))})
        else:
            rows.append({column: row[column] for column in _COLUMNS[:-1]})
        rows[-1]["newest_year"] = newest
    frame = pd.DataFrame(rows, columns=_COLUMNS)
    numbers = {
        "value": float,
        "numerator": float,
        "denominator": float,
        "low": float,
        "high": float,
        "reported_urn": "Int64",
    }
    words = {"measure": str, "year": str, "status": str, "source": str, "newest_year": str}
    return frame.astype({**numbers, **words})

"""One flat table of schools to take away: a row a school, each figure with its status and its year."""

from typing import cast

import geopandas as gpd
import pandas as pd

from geo.criteria import NO_GRADE
from geo.crs import BNG, require_crs
from geo.figures import Coverage, newest_year, status_without_row
from geo.inspections import latest_outcome, latest_overall, report_card
from geo.measures import MEASURES
from geo.schema import TABLES
from geo.vocab import InspectionScheme

__all__ = ["flat_table", "guide", "year_columns"]

#: Column of the flat table -> column of ``schools``.
_SCHOOL = {
    "urn": "urn",
    "laestab": "laestab",
    "name": "name",
    "phase": "phase",
    "phase_family": "phase_family",
    "type": "school_type",
    "sector": "sector",
    "status": "status",
    "borough": "la_name",
    "borough_code": "borough_code",
    "site_borough_code": "site_borough",
    "ward": "ward_name",
    "ward_code": "ward_code",
    "postcode": "postcode",
    "age_low": "age_low",
    "age_high": "age_high",
    "gender": "gender",
    "faith": "faith",
    "admissions": "admissions",
    "nursery": "nursery",
    "sixth_form": "sixth_form",
    "capacity": "capacity",
    "register_pupils": "pupils",
    "register_pupils_on": "pupils_on",
    "trust": "trust_name",
    "federation": "federation_name",
    "location_source": "location_source",
}

_OVERALL = {
    "ofsted_overall": "grade",
    "ofsted_overall_date": "inspected_on",
    "ofsted_overall_date_basis": "date_basis",
    "ofsted_overall_list_date": "as_at",
}
_OUTCOME = {
    "ofsted_outcome": "grade",
    "ofsted_outcome_date": "inspected_on",
    "ofsted_outcome_date_basis": "date_basis",
    "ofsted_outcome_list_date": "as_at",
}
_REPORT_CARD = "ofsted_report_card"
_PREDECESSOR = "predecessor_figures"

_OFSTED_MEANING = {
    "ofsted_overall": "Overall effectiveness that the most recent list gives; a later inspection that does not regrade "
    f"leaves it as it is. '{NO_GRADE}' is not a grade",
    "ofsted_overall_date": "Date, of what ofsted_overall_date_basis says",
    "ofsted_overall_date_basis": "What ofsted_overall_date is the date of",
    "ofsted_overall_list_date": "Date of the list that gives it, where the list has one",
    "ofsted_outcome": "Latest outcome in a list that does not say whether the inspection was graded. "
    f"'{NO_GRADE}' is not a grade",
    "ofsted_outcome_date": "Date, of what ofsted_outcome_date_basis says",
    "ofsted_outcome_date_basis": "What ofsted_outcome_date is the date of",
    "ofsted_outcome_list_date": "Date of the list that gives it",
    _REPORT_CARD: "Report card (from November 2025), as 'area: grade' in Ofsted's order; blank: none at hand",
    _PREDECESSOR: "Figures that a predecessor with the same LAESTAB reported, with its URN; blank: none",
}

_UNITS = {
    "pupils": "pupils",
    "percent": "percent, 0 to 100",
    "per_100_pupils": "per 100 pupils",
    "points": "points",
    "score": "score, 0 is the average of pupils with the same start",
    "band": "band, 1 (well above average) to 5 (well below average)",
    "decile": "decile, 1 to 10",
    "rank": "rank, 1 is the most deprived",
}


def year_columns() -> list[str]:
    """Names of the columns that hold a school year, or the year of an index."""
    return [f"{name}_year" for name in MEASURES]


def _beside(urns: pd.Series, table: pd.DataFrame) -> pd.DataFrame:
    """Row of ``table`` for each URN, on the index of ``urns``; types stay, also where no school has a row."""
    return table.set_index("urn").reindex(pd.Index(urns)).set_axis(urns.index)


def _lines(urns: pd.Series, lines: dict[int, str]) -> pd.Series:
    """Text for each URN; missing where there is none."""
    return pd.Series([lines.get(int(urn)) for urn in urns], index=urns.index, dtype="str")


def _ofsted(frame: gpd.GeoDataFrame, inspections: pd.DataFrame) -> gpd.GeoDataFrame:
    """Add the Ofsted columns; a school without a grade says so."""
    tables = ((_OVERALL, latest_overall(inspections)), (_OUTCOME, latest_outcome(inspections)))
    for columns, table in tables:
        told = _beside(frame["urn"], table)
        frame = frame.assign(**{name: told[column] for name, column in columns.items()})
    words = {name: frame[name].fillna(NO_GRADE) for name in ("ofsted_overall", "ofsted_outcome")}
    cards = inspections[inspections["scheme"].eq(str(InspectionScheme.REPORT_CARD))]
    lines = {
        int(urn): "; ".join(f"{row['area']}: {row['grade']}" for row in report_card(rows, int(urn)).to_dict("records"))
        for urn, rows in cards.groupby("urn")
    }
    return frame.assign(**words, **{_REPORT_CARD: _lines(frame["urn"], lines)})


def _figures(frame: gpd.GeoDataFrame, measures: pd.DataFrame, coverage: Coverage) -> gpd.GeoDataFrame:
    """Add value, status and year of each registry measure, and whose figure it was if not the school's own."""
    newest = measures.sort_values("year").drop_duplicates(["urn", "measure"], keep="last")
    columns: dict[str, pd.Series] = {}
    for name in MEASURES:
        last = newest_year(name, coverage)
        rows = _beside(frame["urn"], newest[newest["measure"] == name])
        reason = str(status_without_row(name, last, coverage))
        columns[f"{name}_value"] = rows["value"]
        columns[f"{name}_status"] = rows["status"].fillna(reason)
        columns[f"{name}_year"] = rows["year"] if last is None else rows["year"].fillna(last)
    taken_over = newest[newest["reported_urn"] != newest["urn"]].sort_values(["urn", "measure"])
    lines = {
        int(urn): "; ".join(
            f"{row['measure']} {row['year']}: URN {row['reported_urn']}" for row in rows.to_dict("records")
        )
        for urn, rows in taken_over.groupby("urn")
    }
    columns[_PREDECESSOR] = _lines(frame["urn"], lines)
    return frame.assign(**columns)


def flat_table(
    schools: gpd.GeoDataFrame, measures: pd.DataFrame, inspections: pd.DataFrame, coverage: Coverage
) -> gpd.GeoDataFrame:
    """Put everything that a download says about each school in one row.

    Parameters
    ----------
    schools : rows of the ``schools`` table in EPSG:27700, filtered as wished.
    measures, inspections : those tables of the same build; rows of other schools do no harm.
    coverage : ``coverage`` of ``BUILD.json``.

    Returns
    -------
    GeoDataFrame
        In EPSG:27700; the same rows and index. The newest figure of each measure is ``<measure>_value`` (in the
        measure's unit), ``<measure>_status`` and ``<measure>_year``, by the rule of :func:`geo.figures.figures`: where
        the school has no row, the status says why and the year is the newest of the build. :func:`guide`
        describes every column. A school without a point keeps its row, with an empty geometry cell.

    Raises
    ------
    CrsError
        If ``schools`` is not in EPSG:27700.
    """
    require_crs(schools, BNG)
    wanted = set(schools["urn"])
    frame = gpd.GeoDataFrame(
        {name: schools[column] for name, column in _SCHOOL.items()}, geometry=schools.geometry, crs=BNG
    )
    frame = _ofsted(frame, inspections[inspections["urn"].isin(wanted)])
    frame = _figures(frame, measures[measures["urn"].isin(wanted)], coverage)
    return cast("gpd.GeoDataFrame", frame[[*(name for name in frame.columns if name != "geometry"), "geometry"]])


def guide() -> pd.DataFrame:
    """Describe each column of :func:`flat_table` but the geometry: ``column``, ``meaning``, ``unit``, ``publisher``."""
    contract = TABLES["schools"].columns
    rows = [(name, str(contract[column].description), "", "") for name, column in _SCHOOL.items()]
    rows += [(name, meaning, "", "Ofsted") for name, meaning in _OFSTED_MEANING.items() if name != _PREDECESSOR]
    for name, entry in MEASURES.items():
        meaning = f"{entry.label}. {entry.meaning} {entry.caveat}".strip()
        rows += [
            (f"{name}_value", meaning, _UNITS[entry.unit], entry.publisher),
            (f"{name}_status", f"{entry.label}: 'published', or why there is no number", "", entry.publisher),
            (f"{name}_year", f"{entry.label}: school year, or year of the index", "", entry.publisher),
        ]
    rows.append((_PREDECESSOR, _OFSTED_MEANING[_PREDECESSOR], "", ""))
    return pd.DataFrame(rows, columns=["column", "meaning", "unit", "publisher"])

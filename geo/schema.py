"""The contract of every processed table, each column described."""

from enum import StrEnum
from typing import cast

import geopandas as gpd
import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors

from geo.crs import BNG
from geo.errors import SchemaMismatch
from geo.measures import MEASURES
from geo.vocab import (
    AreaKind,
    Basis,
    DateBasis,
    InspectionScheme,
    LocationSource,
    PhaseFamily,
    Sector,
    TieKind,
    ValueStatus,
)

__all__ = ["GEO_TABLES", "QUANTILES", "TABLES", "empty", "validate"]

_LARGEST = 1e12

YEAR = r"^(\d{4}/\d{2}|\d{4})$"

#: Columns of ``benchmarks`` that hold quantiles of the schools' own values.
QUANTILES = {"q05": 0.05, "q20": 0.2, "q40": 0.4, "q50": 0.5, "q60": 0.6, "q80": 0.8, "q95": 0.95}


def _text(about: str, *, null: bool = False, isin: type[StrEnum] | None = None, match: str | None = None) -> pa.Column:
    checks = []
    if isin is not None:
        checks.append(pa.Check.isin([str(item) for item in isin]))
    if match is not None:
        checks.append(pa.Check.str_matches(match))
    return pa.Column(str, checks=checks, nullable=null, description=about)


def _whole(about: str, *, null: bool = False, low: int | None = None, high: int | None = None) -> pa.Column:
    checks = [] if low is None else [pa.Check.ge(low)]
    checks += [] if high is None else [pa.Check.le(high)]
    return pa.Column("Int64", checks=checks, nullable=null, description=about)


def _number(about: str, *, null: bool = True) -> pa.Column:
    # Without bounds an infinite rate, of a division by zero, would pass for a number.
    return pa.Column(float, checks=[pa.Check.in_range(-_LARGEST, _LARGEST)], nullable=null, description=about)


def _date(about: str) -> pa.Column:
    return pa.Column("datetime64[ms]", nullable=True, description=about)


def _urn(about: str = "Unique reference number of the establishment record") -> pa.Column:
    return _whole(about, low=100_000, high=999_999)


_SCHOOLS = {
    "urn": _urn(),
    "laestab": _text("LA code and establishment number, seven digits; not unique across conversions", null=True),
    "name": _text("Name as published, white space made single"),
    "la_code": _text("Three-digit code of the authority responsible", match=r"^\d{3}$"),
    "la_name": _text("Name of the authority responsible"),
    "borough_code": _text("GSS code of the authority responsible", null=True),
    "phase": _text("Phase of education as published; missing where the register at hand has none", null=True),
    "phase_family": _text("The schools that it may be compared with", isin=PhaseFamily),
    "school_type": _text("Type of establishment as published"),
    "type_group": _text("Type group as published; blank for most special schools", null=True),
    "sector": _text("state or independent, decided by the type", isin=Sector),
    "status": _text("Establishment status as published; missing where the register at hand has none", null=True),
    "open_date": _date("Date of opening where the register gives one"),
    "close_date": _date("Date of closing where the register gives one"),
    "age_low": _whole("Statutory lowest age", null=True, low=0, high=99),
    "age_high": _whole("Statutory highest age", null=True, low=0, high=99),
    "gender": _text("Mixed, Girls or Boys", null=True),
    "faith": _text("Religious character as published ('None' and 'Does not apply' are words)", null=True),
    "diocese": _text("Diocese, in the full register only", null=True),
    "admissions": _text("Admissions policy as published", null=True),
    "nursery": _text("Nursery provision as published", null=True),
    "sixth_form": _text("Official sixth form as published", null=True),
    "capacity": _whole("School capacity in places", null=True, low=0),
    "pupils": _whole("Pupils as the register has them, at mixed dates: use the measure for a year", null=True, low=0),
    "pupils_on": _date("Census date of that count; missing where the register gives none"),
    "sen_needs": _text("Types of need that the school is recorded for, in the full register only", null=True),
    "trust_uid": _text("Group UID of the academy trust", null=True),
    "trust_name": _text("Academy trust", null=True),
    "federation_uid": _text("Group UID of the federation", null=True),
    "federation_name": _text("Federation", null=True),
    "website": _text("Website, in the full register only", null=True),
    "postcode": _text("Postcode in the usual spacing; missing where it is unusable", null=True),
    "ward_code": _text("Ward code as published with the school", null=True),
    "ward_name": _text("Ward name as published with the school", null=True),
    "site_borough": _text("GSS code of the borough polygon in which the point lies", null=True),
    "lsoa": _text("LSOA 2021 in which the point lies", null=True),
    "location_source": _text("Where the point comes from", isin=LocationSource),
    "postcode_distance_m": _number("Metres from the register's point to the postcode's, where both are known"),
    "source": _text("Release that the row comes from"),
}

_MEASURES = {
    "urn": _urn("School that the figure is shown for"),
    "reported_urn": _urn("School that reported it: a predecessor with the same LAESTAB, or itself"),
    "year": _text("School year, or the year of an index", match=YEAR),
    "measure": _text("Key in geo.measures", match="|".join(f"^{name}$" for name in MEASURES)),
    "value": _number("The figure; missing unless the status is published"),
    "status": _text("Published, or why there is no number", isin=ValueStatus),
    "numerator": _number("Count above the line, where published"),
    "denominator": _number("Count below the line, or the pupils that an average is of, where published"),
    "low": _number("Lower end of the published 95% interval, where the table has one"),
    "high": _number("Upper end of that interval"),
    "source": _text("Release that the row comes from"),
}

_BENCHMARKS = {
    "area_code": _text("GSS code: a borough, E12000007 (London) or E92000001 (England)"),
    "area_name": _text("Its name"),
    "phase_family": _text("State-funded schools of this family, by the publisher's own grouping", isin=PhaseFamily),
    "year": _text("School year", match=YEAR),
    "measure": _text("Key in geo.measures", match="|".join(f"^{name}$" for name in MEASURES)),
    "value": _number("The figure of the area"),
    "basis": _text("published by the department, from counts, or a mean of rates", isin=Basis),
    "numerator": _number("Sum above the line"),
    "denominator": _number("Sum below the line"),
    "schools": _whole("Schools with a figure", null=True, low=0),
    "schools_without": _whole("Schools of the table without a figure", null=True, low=0),
    **{name: _number(f"Quantile {share} of the schools' own values") for name, share in QUANTILES.items()},
    "source": _text("Release that the row comes from"),
}

_INSPECTIONS = {
    "urn": _urn(),
    "reported_urn": _urn("URN at the time of the inspection"),
    "scheme": _text("Framework or list", isin=InspectionScheme),
    "inspection_id": _text("Ofsted's inspection number, where given", null=True),
    "inspected_on": _date("Date, of what date_basis says"),
    "date_basis": _text("What the date is the date of", isin=DateBasis),
    "published_on": _date("Date of publication of the report, where given"),
    "area": _text("What was judged: 'Overall effectiveness', 'Inclusion', 'Outcome', 'Category of concern'..."),
    "grade": _text("The outcome in Ofsted's words"),
    "grade_raw": _text("The cell as published"),
    "as_at": _date("Date of the list, where it has one"),
    "source": _text("Release that the row comes from"),
}

_TIES = {
    "tie_id": _text("Kind and the register's group UID or centre URN"),
    "kind": _text("Kind of tie", isin=TieKind),
    "name": _text("Name of the federation, trust or consortium"),
    "urn": _urn(),
    "since": _date("Joined, or formed, where known"),
    "until": _date("Left or dissolved, where known"),
    "certainty": _text("What the source publishes, and what was matched"),
    "source": _text("Release that the row comes from"),
}

_LINKS = {
    "urn": _whole("School", low=1),
    "link_urn": _whole("School that it is linked to", low=1),
    "link_name": _text("Name as the register has it", null=True),
    "kind": _text("Link type as published: Predecessor, Successor - merged, Sixth Form Centre Link..."),
    "linked_on": _date("Date of the link"),
    "source": _text("Release that the row comes from"),
}

_POSTCODES = {
    "postcode": _text("Postcode in the usual spacing"),
    "easting": pa.Column("int32", description="Metres, EPSG:27700"),
    "northing": pa.Column("int32", description="Metres, EPSG:27700"),
    "borough_code": _text("GSS code of the district"),
    "ward_code": _text("GSS code of the ward", null=True),
}

_AREAS = {
    "code": _text("GSS code"),
    "name": _text("Name"),
    "kind": _text("borough or ward", isin=AreaKind),
    "source": _text("Release that the row comes from"),
}

_REJECTS = {
    "file": _text("File, relative to the raw folder"),
    "row": _whole("Line of the file, the header counted", null=True),
    "key": _text("URN or other key of the row", null=True),
    "reason": _text("Why it was rejected, in a sentence"),
}


def _table(columns: dict[str, pa.Column], unique: list[str] | None) -> pa.DataFrameSchema:
    return pa.DataFrameSchema(columns, unique=unique, strict=False, ordered=False)


#: The contract by table name. ``schools`` and ``areas`` also carry ``geometry`` in EPSG:27700.
TABLES: dict[str, pa.DataFrameSchema] = {
    "schools": _table(_SCHOOLS, ["urn"]),
    "measures": _table(_MEASURES, ["urn", "year", "measure"]),
    "benchmarks": _table(_BENCHMARKS, ["area_code", "phase_family", "year", "measure"]),
    "inspections": _table(_INSPECTIONS, None),
    "ties": _table(_TIES, ["tie_id", "urn"]),
    "links": _table(_LINKS, None),
    "postcodes": _table(_POSTCODES, ["postcode"]),
    "areas": _table(_AREAS, ["code"]),
    "rejects": _table(_REJECTS, None),
}

#: Tables with a geometry column.
GEO_TABLES = frozenset({"schools", "areas"})


def validate(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Return ``frame`` with the contract's columns in the contract's order, or refuse.

    Parameters
    ----------
    name : a key of :data:`TABLES`.
    frame : the table; ``schools`` and ``areas`` must be GeoDataFrames in EPSG:27700.

    Raises
    ------
    SchemaMismatch
        Naming the table, and each column with its first failure and how many rows fail.
    """
    contract = TABLES[name]
    columns = list(contract.columns)
    if name in GEO_TABLES:
        columns.append("geometry")
    absent = [column for column in columns if column not in frame.columns]
    if absent:
        message = f"table {name}: missing column(s) {', '.join(absent)}"
        raise SchemaMismatch(message)
    if name in GEO_TABLES and (not isinstance(frame, gpd.GeoDataFrame) or frame.crs is None or frame.crs != BNG):
        crs = frame.crs if isinstance(frame, gpd.GeoDataFrame) else None
        found = "no CRS" if crs is None else crs.to_string()
        message = f"table {name}: geometry must be in {BNG}, found {found}: it is never reprojected here"
        raise SchemaMismatch(message)
    try:
        contract.validate(pd.DataFrame(frame[[c for c in columns if c != "geometry"]]), lazy=True)
    except SchemaErrors as failure:
        cases = failure.failure_cases
        first = [
            f"{column}: {rows['check'].iloc[0]} fails for {len(rows)} value(s), as {rows['failure_case'].iloc[0]!r}"
            for column, rows in cases.groupby(cases["column"].fillna("rows"), sort=True)
        ]
        message = f"table {name}: " + "; ".join(first)
        raise SchemaMismatch(message) from failure
    if name == "measures":
        _require_reason(frame)
    return cast("pd.DataFrame", frame[columns])


def _require_reason(measures: pd.DataFrame) -> None:
    """Refuse a number without a published status, and the reverse: so every gap is explained."""
    published = measures["status"] == ValueStatus.PUBLISHED
    broken = measures[published != measures["value"].notna()]
    if len(broken):
        row = broken.iloc[0]
        message = (
            f"table measures: {len(broken)} row(s) with a number and no published status, or the reverse, such as "
            f"URN {row['urn']}, {row['measure']}, {row['year']}"
        )
        raise SchemaMismatch(message)
    given = measures["low"].notna() | measures["high"].notna()
    inside = (measures["low"] <= measures["value"]) & (measures["value"] <= measures["high"])
    broken = measures[given & ~inside]
    if len(broken):
        row = broken.iloc[0]
        message = (
            f"table measures: {len(broken)} row(s) whose value is not inside their interval, such as URN {row['urn']}, "
            f"{row['measure']}, {row['year']}"
        )
        raise SchemaMismatch(message)


def empty(name: str) -> pd.DataFrame:
    """Make a table with the contract's columns and types, and no rows."""
    frame = pd.DataFrame(
        {column: pd.Series([], dtype=spec.dtype.type) for column, spec in TABLES[name].columns.items()}
    )
    if name in GEO_TABLES:
        return gpd.GeoDataFrame(frame, geometry=gpd.GeoSeries([], crs=BNG), crs=BNG)
    return frame

"""The register of schools (Get information about schools, GIAS): who, what, where."""

import re

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.crs import BNG, GB_BOUNDS_M
from geo.vocab import TYPE_FAMILY, LocationSource, Phase, phase_family, sector_of_type
from pipelines.errors import Rejects
from pipelines.reading import Cleaned, Layout, RawTable
from pipelines.values import blank_to_missing, dates, normalise_postcode, once, single_spaces, urns, whole_numbers

__all__ = ["LAYOUTS", "clean", "locate"]

_TEXT = {
    "PhaseOfEducation (name)": "phase",
    "EstablishmentTypeGroup (name)": "type_group",
    "EstablishmentStatus (name)": "status",
    "Gender (name)": "gender",
    "ReligiousCharacter (name)": "faith",
    "AdmissionsPolicy (name)": "admissions",
    "NurseryProvision (name)": "nursery",
    "OfficialSixthForm (name)": "sixth_form",
    "Trusts (code)": "trust_uid",
    "Trusts (name)": "trust_name",
    "Federations (code)": "federation_uid",
    "Federations (name)": "federation_name",
    "AdministrativeWard (code)": "ward_code",
    "AdministrativeWard (name)": "ward_name",
    "GSSLACode (name)": "borough_code",
}
_FULL_TEXT = {"Diocese (name)": "diocese", "SchoolWebsite": "website"}
_AGES = {"StatutoryLowAge": "age_low", "StatutoryHighAge": "age_high"}
_COUNTS = {"SchoolCapacity": "capacity", "NumberOfPupils": "pupils"}
_DATES = {"OpenDate": "open_date", "CensusDate": "pupils_on"}

_REQUIRED = (
    "URN",
    "LA (code)",
    "LA (name)",
    "EstablishmentNumber",
    "EstablishmentName",
    "TypeOfEstablishment (name)",
    "Postcode",
    "Easting",
    "Northing",
    *_TEXT,
    *_AGES,
    *_COUNTS,
    *_DATES,
)
_SEN = tuple(f"SEN{number} (name)" for number in range(1, 14))
_IN_FULL = (*_FULL_TEXT, "CloseDate", *_SEN)
_FULL_REQUIRED = (*_REQUIRED, "CloseDate", *_FULL_TEXT)

_MARK = ("TypeOfEstablishment (code)", "EstablishmentName")


def _layout(name: str, marks: tuple[str, ...], required: tuple[str, ...], optional: tuple[str, ...]) -> Layout:
    return Layout("register", name, (*_MARK, *marks), required, optional, encoding="cp1252")


#: 120 columns in 2018 (one SEN column), 140 in 2024, 135 in 2026; 44 in the list compiled from public facts.
LAYOUTS = (
    _layout(
        "120 columns, 2018", ("OfstedLastInsp", "CensusAreaStatisticWard (name)"), _FULL_REQUIRED, ("SEN1 (name)",)
    ),
    _layout("140 columns, 2024", ("OfstedLastInsp", "LSOA (code)"), _FULL_REQUIRED, _SEN),
    _layout("135 columns, 2026", ("LSOA (code)",), _FULL_REQUIRED, _SEN),
    # The rest are optional here: a full register of a vintage to come fits no other layout, and loses nothing so.
    _layout("44 columns, compiled from public facts", (), _REQUIRED, (*_IN_FULL,)),
)
_COMPILED_COLUMNS = 44

#: What stands in the register and is no school for this map; such rows are listed among the rejects.
NOT_SCHOOLS = frozenset(
    {
        "British schools overseas",
        "Children's centre",
        "Children's centre linked site",
        "Further education",
        "Higher education institutions",
        "Institution funded by other government department",
        "Legacy types",
        "Miscellaneous",
        "Offshore schools",
        "Online provider",
        "Playing for success centres",
        "Secure units",
        "Service children's education",
        "Sixth form centres",
        "Special post 16 institution",
        "Welsh establishment",
    }
)

_COMPILED_RELEASE = "compiled 2026"


def release(raw: RawTable) -> str:
    """Date of the extract from its name, ``edubasealldata20261120.csv`` -> ``2026-11-20``."""
    found = re.search(r"(?<!\d)(20\d{2})-?([01]\d)-?([0-3]\d)(?!\d)", raw.file.name)
    if found:
        return "-".join(found.groups())
    return _COMPILED_RELEASE if "compiled" in raw.file.name else "undated"


def clean(raw: RawTable) -> Cleaned:
    """Make the ``schools`` rows of every establishment in the file, without geometry.

    Each row of the file ends in the table or among the rejects, in whatever order the rows stand.

    Columns are those of the ``schools`` table that the register gives, and ``easting`` and
    ``northing`` in EPSG:27700 metres (missing where the file has none, or a point outside Great
    Britain).
    """
    rejects = Rejects(raw.file.label)
    notes: list[str] = []
    if raw.layout is LAYOUTS[-1] and len(raw.columns) != _COMPILED_COLUMNS:
        notes.append(f"its {len(raw.columns)} columns are no vintage of the register that we know: read by their names")
    frame = raw.frame.assign(**{name: "" for name in _IN_FULL if name not in raw.frame})
    frame = once(urns(frame, rejects), "URN", rejects)
    frame = rejects.take(frame, single_spaces(frame["EstablishmentName"]) == "", "URN", "the school has no name")
    kind = single_spaces(frame["TypeOfEstablishment (name)"])
    frame = frame.assign(school_type=kind)
    frame = rejects.take(frame, kind.isin(NOT_SCHOOLS), "URN", "not a school: {TypeOfEstablishment (name)}")
    unknown = ~frame["school_type"].isin(TYPE_FAMILY)
    frame = rejects.take(frame, unknown, "URN", "unknown type of establishment '{TypeOfEstablishment (name)}'")
    phases = single_spaces(frame["PhaseOfEducation (name)"])
    frame = rejects.take(
        frame, ~phases.isin(["", *map(str, Phase)]), "URN", "unknown phase '{PhaseOfEducation (name)}'"
    )
    for column in (*_DATES, "CloseDate"):
        frame = dates(raw, frame, column, "%d-%m-%Y", rejects, "URN")
    for column in _AGES:
        frame = whole_numbers(frame, column, rejects, "URN", high=99)
    for column in _COUNTS:
        frame = whole_numbers(frame, column, rejects, "URN", high=20_000)
    frame = rejects.take(
        frame, ~frame["LA (code)"].str.strip().str.fullmatch(r"\d{1,3}"), "URN", "impossible LA code '{LA (code)}'"
    )
    schools = _canonical(frame, notes).assign(source=f"register:{release(raw)}")
    return Cleaned(release(raw), {"schools": schools}, rejects.frame(), notes)


def _canonical(frame: pd.DataFrame, notes: list[str]) -> pd.DataFrame:
    name = single_spaces(frame["EstablishmentName"])
    odd = name != frame["EstablishmentName"]
    if odd.any():
        notes.append(f"{odd.sum()} name(s) held a non-breaking or doubled space, made single")
    la_code = frame["LA (code)"].str.strip().str.zfill(3)
    number = frame["EstablishmentNumber"].str.strip()
    numbered = number.str.fullmatch(r"[0-9]{1,4}")
    notes += [
        f"URN {urn}: '{number[line]}' is no establishment number"
        for line, urn in frame["urn"].items()
        if number[line] and not numbered[line]
    ]
    postcode = normalise_postcode(frame["Postcode"])
    unusable = postcode.isna() & (frame["Postcode"].str.strip() != "")
    notes += [
        f"URN {row.urn}: postcode '{row.Postcode}' is none" for row in frame[unusable][["urn", "Postcode"]].itertuples()
    ]
    texts = {new: blank_to_missing(frame[old]) for old, new in (_TEXT | _FULL_TEXT).items()}
    phase = texts["phase"]
    listed = ("; ".join(filter(None, map(str.strip, row))) for row in frame[list(_SEN)].itertuples(index=False))
    needs = pd.Series(list(listed), index=frame.index, dtype=str)
    easting, northing = _point(frame, notes)
    types = frame["school_type"]
    families = [
        str(phase_family(kind, None if pd.isna(stage) else stage)) for kind, stage in zip(types, phase, strict=True)
    ]
    return pd.DataFrame(
        {
            "urn": frame["urn"],
            "laestab": (la_code + number.str.zfill(4)).where(numbered),
            "name": name,
            "la_code": la_code,
            "la_name": single_spaces(frame["LA (name)"]),
            **texts,
            "phase_family": pd.Series(families, index=frame.index, dtype=str),
            "school_type": types,
            "sector": pd.Series([str(sector_of_type(kind)) for kind in types], index=frame.index, dtype=str),
            **{new: frame[old] for old, new in (_DATES | _AGES | _COUNTS).items()},
            "close_date": frame["CloseDate"],
            "sen_needs": needs.where(needs != ""),
            "postcode": postcode,
            "easting": easting,
            "northing": northing,
        },
        index=frame.index,
    )


def _point(frame: pd.DataFrame, notes: list[str]) -> tuple[pd.Series, pd.Series]:
    """Easting and northing in EPSG:27700 metres, both or neither; a note for each given and not usable."""
    cells = [frame[column].str.strip() for column in ("Easting", "Northing")]
    x, y = (pd.to_numeric(column.where(column != ""), errors="coerce").astype(float) for column in cells)
    west, south, east, north = GB_BOUNDS_M
    inside = x.between(west, east, inclusive="neither") & y.between(south, north, inclusive="neither")
    given = (cells[0] != "") | (cells[1] != "")
    notes += [
        f"URN {urn}: coordinate ({cells[0][line]}, {cells[1][line]}) is outside Great Britain and was not used"
        for line, urn in frame.loc[given & ~inside, "urn"].items()
    ]
    return x.where(inside), y.where(inside)


def locate(schools: pd.DataFrame, postcodes: pd.DataFrame) -> gpd.GeoDataFrame:
    """Give each school its point: the register's, else that of its postcode, else none.

    Parameters
    ----------
    schools : from :func:`clean`, with ``easting``, ``northing`` and ``postcode``.
    postcodes : the ``postcodes`` table of the whole country or of all files at hand.

    Returns
    -------
    GeoDataFrame
        In EPSG:27700, with ``location_source`` and, where both points are known,
        ``postcode_distance_m`` between them.
    """
    centres = postcodes.drop_duplicates("postcode").set_index("postcode")[["easting", "northing"]].astype(float)
    near = centres.reindex(schools["postcode"]).set_axis(schools.index)
    own = schools["easting"].notna() & schools["northing"].notna()
    by_postcode = ~own & near["easting"].notna()
    x = schools["easting"].where(own, near["easting"])
    y = schools["northing"].where(own, near["northing"])
    apart = np.hypot(schools["easting"] - near["easting"], schools["northing"] - near["northing"])
    points = gpd.GeoSeries(gpd.points_from_xy(x, y), index=schools.index, crs=BNG).where(x.notna() & y.notna())
    source = pd.Series(str(LocationSource.NONE), index=schools.index).mask(own, str(LocationSource.REGISTER))
    return gpd.GeoDataFrame(
        schools.drop(columns=["easting", "northing"]).assign(
            location_source=source.mask(by_postcode, str(LocationSource.POSTCODE)),
            postcode_distance_m=apart.round(1),
        ),
        geometry=points,
        crs=BNG,
    )

"""Where the official files are: addresses, and the names under which the build knows the files."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from pipelines.answers import TransferFailed
from pipelines.partial import Kind
from pipelines.sources import SOURCES, Source

__all__ = [
    "LAYERS",
    "LONDON",
    "Layer",
    "UNREAD",
    "Places",
    "Remote",
    "dated_register",
    "latest_ofsted",
    "ofsted_page",
    "onspd",
    "plain_files",
    "tables",
]


@dataclass(frozen=True)
class Places:
    """The sites, as base addresses without a slash at the end; tests put a server of their own in their place."""

    gias: str = "https://get-information-schools.service.gov.uk"
    gias_files: str = "https://ea-edubase-api-prod.azurewebsites.net/edubase/downloads/public"
    gov_uk: str = "https://www.gov.uk"
    ees: str = "https://explore-education-statistics.service.gov.uk"
    ees_content: str = "https://content.explore-education-statistics.service.gov.uk"
    cscp: str = "https://www.compare-school-performance.service.gov.uk"
    ordnance_survey: str = "https://api.os.uk"
    arcgis: str = "https://www.arcgis.com"
    ons: str = "https://services1.arcgis.com/ESMARspQHYMw9BZ9/arcgis/rest/services"


@dataclass(frozen=True)
class Remote:
    """A file to fetch: its address, the name it gets here, and what it should be.

    ``member`` is the table to take out of a zip; without it a zip is kept as it is.
    """

    url: str
    name: str
    kind: Kind = "csv"
    member: str = ""


@dataclass(frozen=True)
class Layer:
    """A layer of boundaries: its name at the ONS, the field that orders it, and the field that names the borough.

    ``by_name`` says that the borough is known by the beginning of an area's name ("Camden 011A").
    """

    name: str
    order_by: str
    borough: str
    by_name: bool = False


#: Boundaries, generalised to 20 m and clipped to the coast; the year is part of the field names.
LAYERS = {
    "boroughs": Layer("Local_Authority_Districts_May_2025_Boundaries_UK_BGC", "LAD25CD", "LAD25CD"),
    "wards": Layer("Wards_May_2025_Boundaries_UK_BGC", "WD25CD", "LAD25CD"),
    "lsoas": Layer(
        "Lower_layer_Super_Output_Areas_Dec_2021_Boundaries_Generalised_Clipped_EW_BGC_V5",
        "LSOA21CD",
        "LSOA21NM",
        by_name=True,
    ),
}

#: Codes and names of London's boroughs (ONS).
LONDON = {
    "E09000001": "City of London",
    "E09000002": "Barking and Dagenham",
    "E09000003": "Barnet",
    "E09000004": "Bexley",
    "E09000005": "Brent",
    "E09000006": "Bromley",
    "E09000007": "Camden",
    "E09000008": "Croydon",
    "E09000009": "Ealing",
    "E09000010": "Enfield",
    "E09000011": "Greenwich",
    "E09000012": "Hackney",
    "E09000013": "Hammersmith and Fulham",
    "E09000014": "Haringey",
    "E09000015": "Harrow",
    "E09000016": "Havering",
    "E09000017": "Hillingdon",
    "E09000018": "Hounslow",
    "E09000019": "Islington",
    "E09000020": "Kensington and Chelsea",
    "E09000021": "Kingston upon Thames",
    "E09000022": "Lambeth",
    "E09000023": "Lewisham",
    "E09000024": "Merton",
    "E09000025": "Newham",
    "E09000026": "Redbridge",
    "E09000027": "Richmond upon Thames",
    "E09000028": "Southwark",
    "E09000029": "Sutton",
    "E09000030": "Tower Hamlets",
    "E09000031": "Waltham Forest",
    "E09000032": "Wandsworth",
    "E09000033": "Westminster",
}

#: Stem of the register's daily files, by source.
_DAILY = {
    "register": "edubasealldata",
    "links": "links_edubasealldata",
    "groups": "allgroupsdata",
    "members": "alllinksdata",
}
_DAYS_BACK = 10

#: What can be fetched and has no reader yet: the build passes the file over and says so.
UNREAD = {
    "sen": Source(
        "sen",
        "special educational needs by school and type of need",
        "Department for Education",
        SOURCES["census_spc"].attribution,
        "https://explore-education-statistics.service.gov.uk/find-statistics/special-educational-needs-in-england",
        "spc",
        r"sen_school_level.*\.csv",
    )
}

#: Data sets of Explore Education Statistics: id in its catalogue, and file name.
_DATA_SETS = {
    "absence": ("889f9166-e3bf-4d3a-afb2-d86e4aecc70a", "1a_absence_3term_school_all_years.csv"),
    "absence_benchmarks": ("d37f27c4-cca2-4274-97e9-1cdcb4ecad18", "1_absence_3term_nat_reg_la.csv"),
    "exclusions": ("a4b5a46f-5bed-42b5-91b8-93620a04001e", "exc_school.csv"),
    "exclusions_benchmarks": ("59d8b51e-fea6-40f5-911a-0d916679d206", "exc_nat_region_la.csv"),
    "ks2_ees": ("b361b4c3-21b9-46fd-9126-b8060c6a40e2", "ks2_school_performance.csv"),
    "ks4_ees": ("5b3d308c-da72-467f-b2ef-ab77d576a455", "ks4_school_performance.csv"),
    "sen": ("c5490fd8-6cf3-469e-9f60-0b4262134cb5", "sen_school_level_2025-26.csv"),
}

#: The fuller census table is no data set of the catalogue: release and file, by school year.
_CENSUS_FILES = {
    "2024-25": "63491b17-2037-4533-b719-d3656aaf6ed5/files/3dc88c32-da52-4aff-b6d0-0126de016844",
    "2025-26": "420ab305-b770-4dfa-89a0-ac899f34ac46/files/3d6359e3-0733-4a4c-a829-66aec003966d",
}

#: Performance tables: the site's word for the table, and the table's name in the zip.
_TABLES = {
    "absence_tables": ("PUPILABSENCE", "england_abs"),
    "census": ("CENSUS", "england_census"),
    "school_information": ("GIAS", "england_school_information"),
    "ks2": ("KS2", "england_ks2final"),
    "ks4": ("KS4", "england_ks4final"),
    "ks4_destinations": ("KS4DESTINATION", "england_ks4-pupdest"),
    "ks5": ("KS5", "england_ks5final"),
}
_FIRST_TABLES = 2017
_SUMMER_ENDS = 9

_OFSTED = "monthly-management-information-ofsteds-school-inspections-outcomes"
_OFSTED_TITLE = re.compile(r"latest inspections as at (\d+) (\w+) (\d{4})", re.IGNORECASE)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_ONSPD_AUGUST_2026 = "9e5a92a3cfb14dc7ad43d6ea7a7b8c7f"


def dated_register(places: Places, source: str, today: date) -> list[Remote]:
    """List the register's files by dated link: today's first, then ten days back."""
    days = [today - timedelta(days=back) for back in range(_DAYS_BACK + 1)]
    names = [f"{_DAILY[source]}{day:%Y%m%d}.csv" for day in days]
    return [Remote(f"{places.gias_files}/{name}", name) for name in names]


def plain_files(places: Places, source: str) -> list[Remote]:
    """List the files that have one fixed address each."""
    if source == "postcodes":
        query = "area=GB&format=CSV&redirect"
        url = f"{places.ordnance_survey}/downloads/v1/products/CodePointOpen/downloads?{query}"
        return [Remote(url, "codepo_gb.zip", "zip")]
    if source == "census_spc":
        return [
            Remote(f"{places.ees_content}/api/releases/{path}", f"spc_school_level_underlying_data_{year}.csv")
            for year, path in _CENSUS_FILES.items()
        ]
    data_set, name = _DATA_SETS[source]
    return [Remote(f"{places.ees}/data-catalogue/data-set/{data_set}/csv", name)]


def onspd(places: Places) -> Remote:
    """Give the ONS Postcode Directory of August 2026: a zip of tables."""
    url = f"{places.arcgis}/sharing/rest/content/items/{_ONSPD_AUGUST_2026}/data"
    return Remote(url, "onspd_aug_2026.zip", "zip")


def tables(places: Places, source: str, today: date) -> list[Remote]:
    """List the zips of the performance tables for England, one a school year that has ended, newest first.

    Which years the site really has is known only by asking. The year is that of the tables.
    """
    word, table = _TABLES[source]
    newest = today.year - (2 if today.month < _SUMMER_ENDS else 1)
    remotes = []
    for first in range(newest, _FIRST_TABLES - 1, -1):
        query = f"regions=0&filters={word}&fileformat=csv&year={first}-{first + 1}&meta=false"
        name = f"{table}_{first}-{(first + 1) % 100:02d}.csv"
        remotes.append(Remote(f"{places.cscp}/download-data?download=true&{query}", name, "zip", f"{table}.csv"))
    return remotes


def ofsted_page(places: Places) -> str:
    """Give the address at which GOV.UK says which files of Ofsted's monthly list there are."""
    return f"{places.gov_uk}/api/content/government/statistical-data-sets/{_OFSTED}"


def latest_ofsted(content: Any) -> Remote:
    """Choose the newest list of latest inspections among the attachments of a GOV.UK page.

    Raises
    ------
    TransferFailed
        If no attachment is one.
    """
    found: list[tuple[date, str]] = []
    details = content.get("details") if isinstance(content, dict) else None
    for attachment in (details or {}).get("attachments") or []:
        as_at, url = _as_at(str(attachment.get("title", ""))), str(attachment.get("url", ""))
        if as_at is not None and url.lower().endswith(".csv"):
            found.append((as_at, url))
    if not found:
        message = "GOV.UK lists no CSV whose title says 'latest inspections as at' and a date"
        raise TransferFailed(message)
    as_at, url = max(found)
    return Remote(url, f"mi_{as_at.isoformat()}_latest_inspections.csv")


def _as_at(title: str) -> date | None:
    """Day in a title such as "latest inspections as at 28 February 2026", or "28 Feb 2026"; None if there is none."""
    match = _OFSTED_TITLE.search(title)
    month = match[2][:3].lower() if match else ""
    if match is None or month not in _MONTHS:
        return None
    try:
        return date(int(match[3]), _MONTHS.index(month) + 1, int(match[1]))
    except ValueError:
        return None

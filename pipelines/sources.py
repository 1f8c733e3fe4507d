"""Every source: what it gives, who publishes it, under which licence, and where to get it."""

import re
from dataclasses import dataclass

__all__ = ["SOURCES", "Source", "by_name"]

OGL = "Open Government Licence v3.0"
_DFE = (
    "Department for Education",
    (
        "Contains public sector information licensed under the Open Government Licence v3.0. "
        "Source: Department for Education."
    ),
)
_OFSTED = (
    "Ofsted",
    "Contains public sector information licensed under the Open Government Licence v3.0. Source: Ofsted.",
)
_OS = (
    "Ordnance Survey",
    (
        "Contains OS data © Crown copyright and database right 2025. Contains Royal Mail data © Royal Mail copyright "
        "and database right 2025. Contains National Statistics data © Crown copyright and database right 2025."
    ),
)
_ONS = (
    "Office for National Statistics",
    (
        "Source: Office for National Statistics licensed under the Open Government Licence v3.0. "
        "Contains OS data © Crown copyright and database right."
    ),
)
_MHCLG = (
    "Ministry of Housing, Communities and Local Government",
    "Source: Ministry of Housing, Communities and Local Government, Open Government Licence v3.0.",
)
_GLA = (
    "Greater London Authority",
    "Contains OS data © Crown copyright and database right; Greater London Authority, Open Government Licence v3.0.",
)


@dataclass(frozen=True)
class Source:
    """One source.

    Attributes
    ----------
    name : word for the command line, ``python -m pipelines fetch NAME``.
    gives : what it adds, in words.
    publisher, licence, attribution : as a page must show them.
    page : where a person finds it.
    folder : where it belongs below the raw folder.
    pattern : regular expression of the official file names, on the last part of the name.
    fetchable : whether ``fetch`` knows how to get it.
    """

    name: str
    gives: str
    publisher: str
    attribution: str
    page: str
    folder: str
    pattern: str
    fetchable: bool = True
    licence: str = OGL

    def fits(self, name: str) -> bool:
        """Whether a file name is one of the official names."""
        return re.fullmatch(self.pattern + r"(\.gz)?", name, re.IGNORECASE) is not None


_EES = "https://explore-education-statistics.service.gov.uk/find-statistics/"
_GIAS = "https://get-information-schools.service.gov.uk/Downloads"
_CSCP = "https://www.compare-school-performance.service.gov.uk/download-data"
_GEOPORTAL = "https://geoportal.statistics.gov.uk/"

_ALL = (
    Source(
        "register",
        "every school: name, type, phase, ages, status, point",
        *_DFE,
        _GIAS,
        "gias",
        r"edubasealldata.*\.csv",
    ),
    Source(
        "links",
        "predecessors, successors, shared sixth forms",
        *_DFE,
        _GIAS,
        "gias",
        r"links_edubasealldata.*\.csv",
    ),
    Source("groups", "trusts and federations by name", *_DFE, _GIAS, "gias", r"(allgroupsdata|groups).*\.csv"),
    Source("members", "who is in which trust or federation", *_DFE, _GIAS, "gias", r"(alllinksdata|links)\d*\.csv"),
    Source(
        "known_ties",
        "ties of Camden schools compiled from the register and the census",
        *_DFE,
        _GIAS,
        "partnerships",
        r"camden_known_ties\.csv",
        fetchable=False,
    ),
    Source(
        "ofsted",
        "inspection outcomes: Ofsted's monthly list of state-funded schools",
        *_OFSTED,
        "https://www.gov.uk/government/statistical-data-sets/monthly-management-information-ofsteds-school-inspections-outcomes",
        "ofsted",
        r"(mi_\d{4}-\d{2}-\d{2}_.*|mi_state_of_nation_.*|mi_compiled_.*|.*management_information.*|.*latest_inspections.*)\.csv",
    ),
    Source(
        "school_information",
        "Ofsted rating word by school, with the date of the latest inspection of any kind",
        *_DFE,
        _CSCP,
        "performance",
        r".*school_information.*\.csv",
    ),
    Source(
        "ofsted_history",
        "dated ratings since 2005, as Ofsted's reports site listed them",
        *_OFSTED,
        "https://reports.ofsted.gov.uk/",
        "ofsted",
        r"ofsted_ratings_history.*\.csv",
        fetchable=False,
    ),
    Source(
        "absence",
        "overall, persistent and severe absence by school, with counts",
        *_DFE,
        _EES + "pupil-absence-in-schools-in-england",
        "absence",
        r"(1a_absence_3term_school|absence_3term_school|absence_school).*\.csv",
    ),
    Source(
        "absence_tables",
        "overall and persistent absence by school, percentages only",
        *_DFE,
        _CSCP,
        "absence",
        r".*(england|\d{3})_abs.*\.csv",
    ),
    Source(
        "absence_benchmarks",
        "absence of England, regions and authorities",
        *_DFE,
        _EES + "pupil-absence-in-schools-in-england",
        "absence",
        r"(1_absence_3term_nat_reg_la|absence_nat_(reg_)?la).*\.csv",
    ),
    Source(
        "exclusions",
        "suspensions and permanent exclusions by school",
        *_DFE,
        _EES + "suspensions-and-permanent-exclusions-in-england",
        "exclusions",
        r"exc_school(_\d{6})?\.csv",
    ),
    Source(
        "exclusions_benchmarks",
        "suspensions and permanent exclusions of England, regions and authorities",
        *_DFE,
        _EES + "suspensions-and-permanent-exclusions-in-england",
        "exclusions",
        r"exc_nat_region_la.*\.csv",
    ),
    Source(
        "census",
        "pupils, free school meals, English as an additional language, special needs by school",
        *_DFE,
        _CSCP,
        "spc",
        r".*(england|\d{3})_census.*\.csv",
    ),
    Source(
        "census_spc",
        "pupils and their characteristics by school, the fuller table",
        *_DFE,
        _EES + "school-pupils-and-their-characteristics",
        "spc",
        r"spc_school_level_underlying_data.*\.csv",
    ),
    Source(
        "ks2",
        "results at the end of key stage 2 by school, with authorities and England where the table has them",
        *_DFE,
        _CSCP,
        "performance",
        r"(.*(england|\d{3})_ks2(final|revised|provisional)?(_.*)?|ks2_20\d{2}-\d{2}_.*)\.csv",
    ),
    Source(
        "ks2_ees",
        "results at the end of key stage 2 by school and subject",
        *_DFE,
        _EES + "key-stage-2-attainment",
        "performance",
        r"ks2_(school|institution)_.*\.csv",
    ),
    Source(
        "ks4",
        "results at the end of key stage 4 by school, with authorities and England where the table has them",
        *_DFE,
        _CSCP,
        "performance",
        r".*(england|\d{3})_ks4(final|revised)?(_.*)?\.csv",
    ),
    Source(
        "ks4_provisional",
        "the same, as first published in the autumn",
        *_DFE,
        _CSCP,
        "performance",
        r".*(england|\d{3})_ks4provisional(_.*)?\.csv",
        fetchable=False,
    ),
    Source(
        "ks4_ees",
        "results at the end of key stage 4 by school, with counts and intervals",
        *_DFE,
        _EES + "key-stage-4-performance",
        "performance",
        r"(\d{6}_performance_tables_schools|ks4_(school|institution)_).*\.csv",
    ),
    Source(
        "ks4_context",
        "who was at the end of key stage 4, and the Progress 8 band",
        *_DFE,
        _EES + "key-stage-4-performance",
        "performance",
        r".*information_about_schools.*\.csv",
        fetchable=False,
    ),
    Source(
        "ks4_destinations",
        "where pupils were in the two terms after year 11",
        *_DFE,
        _CSCP,
        "performance",
        r".*(england|\d{3})_ks4-pupdest(_.*)?\.csv",
    ),
    Source(
        "ks5",
        "results at the end of 16 to 18 study by school and college",
        *_DFE,
        _CSCP,
        "performance",
        r".*(england|\d{3})_ks5(final|revised)?(_.*)?\.csv",
    ),
    Source(
        "lait",
        "results of authorities, London and England: Local Authority Interactive Tool",
        *_DFE,
        "https://www.gov.uk/government/publications/local-authority-interactive-tool-lait",
        "benchmarks",
        r"lait_long.*\.csv",
        fetchable=False,
    ),
    Source(
        "deprivation",
        "deprivation of the small area around each building",
        *_MHCLG,
        "https://www.gov.uk/government/collections/english-indices-of-deprivation",
        "imd",
        r"(imd|idaci)\d{4}.*\.csv",
        fetchable=False,
    ),
    Source(
        "postcodes",
        "points of postcodes (Code-Point Open)",
        *_OS,
        "https://osdatahub.os.uk/downloads/open/CodePointOpen",
        "postcodes",
        r"[a-z]{1,2}\.csv",
    ),
    Source(
        "onspd",
        "points and small areas of postcodes (ONS Postcode Directory)",
        *_ONS,
        _GEOPORTAL,
        "postcodes",
        r"onspd_.*\.csv",
    ),
    Source(
        "boroughs",
        "boundaries of boroughs",
        *_ONS,
        _GEOPORTAL,
        "boundaries",
        r".*(boroughs_lad|local_authority_districts).*\.(geo)?json",
    ),
    Source(
        "boroughs_gla",
        "boundaries of boroughs in the Greater London Authority's edition",
        *_GLA,
        "https://data.london.gov.uk/",
        "boundaries",
        r"london_boroughs_gla.*\.geojson",
        fetchable=False,
    ),
    Source("wards", "boundaries of wards", *_ONS, _GEOPORTAL, "boundaries", r".*wards.*\.(geo)?json"),
    Source(
        "lsoas",
        "boundaries of small areas, to find a school's own",
        *_ONS,
        _GEOPORTAL,
        "boundaries",
        r".*(lsoa|lower_layer).*\.(geo)?json",
    ),
)

#: The sources by name, in the order in which a person would fetch them.
SOURCES: dict[str, Source] = {source.name: source for source in _ALL}


def by_name(file_name: str) -> Source | None:
    """Find the source to which a file name belongs; None if no official name fits."""
    return next((source for source in _ALL if source.fits(file_name)), None)

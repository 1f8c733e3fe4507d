"""Results of authorities, London and England, from the department's Local Authority Interactive Tool.

Its years are those in which a school year ends; some say that they are revised or final. All state-funded schools
count, special schools too, and colleges in the results of 16 to 18.
"""

import re

import pandas as pd

from geo.london import BOROUGHS, ENGLAND, LONDON
from geo.measures import measure
from geo.vocab import PhaseFamily, ValueStatus
from pipelines import long_tables, rates
from pipelines.errors import Rejects
from pipelines.long_tables import Column
from pipelines.reading import Cleaned, Layout, RawTable

__all__ = ["LAYOUTS", "MEASURES", "clean"]

_COLUMNS = ("Short Desc", "Years", "LA and Regions", "Values")

LAYOUTS = (Layout("lait", "long", (*_COLUMNS, "LA Number"), _COLUMNS),)

#: Name in the tool -> our measure. Its destinations are left out: it counts other schools than the tables by school.
MEASURES = {
    "KS2RWM_Expected_STD": "ks2_expected",
    "KS2RWM_Higher_STD": "ks2_higher",
    "KS2R_Prog_VA": "ks2_reading_progress",
    "KS2W_Prog_VA": "ks2_writing_progress",
    "KS2M_Prog_VA": "ks2_maths_progress",
    "AVG_Attain8_Score": "attainment8",
    "AVG_Prog8_Score": "progress8",
    "EngMaths9-5": "ks4_basics_95",
    "EngBacEntries": "ks4_ebacc_entry",
    "EngBacAvgPointScore": "ks4_ebacc_points",
    "APSE_Alevel": "alevel_points",
    "APSE_GenS": "applied_general_points",
}

_AREAS = {area.name: area for area in (*(borough.area for borough in BOROUGHS), LONDON, ENGLAND)}
_YEAR = re.compile(r"(20\d{2})(?: \((?:Rev|Final)\))?")

#: "-" is the tool's only sign.
_SIGNS = {"-": ValueStatus.NOT_AVAILABLE, "": ValueStatus.NOT_AVAILABLE}


def clean(raw: RawTable) -> Cleaned:
    """Make ``benchmarks``; Inner and Outer London and other figures of the tool are left out."""
    rejects = Rejects(raw.file.label)
    frame = raw.frame.assign(measure=raw.frame["Short Desc"].str.strip().map(MEASURES))
    area = frame["LA and Regions"].str.strip().map({name: each.code for name, each in _AREAS.items()})
    frame = frame.assign(area_code=area.astype("str"))[frame["measure"].notna() & area.notna()]
    ends = frame["Years"].str.strip().str.extract(rf"^{_YEAR.pattern}$")[0]
    frame = rejects.take(frame, ends.isna(), "LA and Regions", "'{Years}' in Years is no year such as 2024 (Rev)")
    ends = ends[frame.index].astype(int)
    frame = frame.assign(
        year=[f"{end - 1}/{end % 100:02d}" for end in ends],
        area_name=frame["LA and Regions"].str.strip(),
    )
    frame = long_tables.single(frame, ["measure", "area_code", "year"], rejects)
    release = long_tables.release_of(frame["year"])
    parts = [_of(str(name), rows, rejects, f"lait:{release}") for name, rows in frame.groupby("measure")]
    table = pd.concat([part for part in parts if len(part)], ignore_index=True)
    return Cleaned(release, {"benchmarks": table}, rejects.frame())


def _of(name: str, rows: pd.DataFrame, rejects: Rejects, source: str) -> pd.DataFrame:
    entry = measure(name)
    how = {"Values": Column(maximum=entry.maximum, minimum=entry.minimum)}
    rows, cells = long_tables.decode_columns(rows, how, _SIGNS, rejects, "LA and Regions")
    family = PhaseFamily.PRIMARY if entry.stage == "ks2" else PhaseFamily.SECONDARY
    keys = rows.assign(phase_family=pd.Series(str(family), index=rows.index, dtype="str"))
    keys = keys.astype({"year": "str", "area_name": "str"})
    return long_tables.areas_long(keys, {name: rates.average(cells["Values"])}, source)

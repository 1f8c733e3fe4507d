"""Results at the end of key stage 2 by school, Explore Education Statistics (2022/23 to 2024/25).

One row a school, breakdown of its pupils and subject; only the rows of all pupils are read. The column names are those
that public code uses on the live file; the file itself was not at hand.
"""

import pandas as pd

from pipelines import long_tables, rates
from pipelines.errors import Rejects
from pipelines.long_tables import Column
from pipelines.performance import column_of
from pipelines.rates import Figure
from pipelines.reading import Cleaned, Layout, RawTable
from pipelines.symbols import EES, Decoded
from pipelines.values import urns

__all__ = ["LAYOUTS", "clean"]

_WHERE = ("time_period", "time_identifier", "geographic_level", "school_urn", "school_laestab")
_PARTS = ("breakdown", "subject")
_SHARES = {"ks2_expected": "expected_standard_pupil_percent", "ks2_higher": "higher_standard_pupil_percent"}
_SCORE, _LOW, _HIGH = (f"progress_measure_{end}" for end in ("score", "lower_conf_interval", "upper_conf_interval"))

_ALL_THREE = "reading, writing and maths"
_SUBJECTS = ("reading", "writing", "maths")

LAYOUTS = (
    Layout(
        "ks2_ees",
        "by school and subject",
        ("school_urn", *_PARTS, *_SHARES.values(), _SCORE),
        (*_WHERE, *_PARTS, *_SHARES.values(), _SCORE, _LOW, _HIGH),
        ("old_la_code",),
    ),
)


def clean(raw: RawTable) -> Cleaned:
    """Make ``measures``: the shares from the rows of all three subjects together, progress from the subjects' own."""
    rejects = Rejects(raw.file.label)
    frame = long_tables.academic_years(raw.frame, rejects, "school_urn")
    release = long_tables.release_of(frame["year"])
    school = frame["geographic_level"].str.strip().str.casefold() == "school"
    everyone = frame["breakdown"].str.strip().str.casefold() == "total"
    subject = frame["subject"].str.strip().str.casefold()
    wanted = subject.isin([_ALL_THREE, *_SUBJECTS])
    frame = frame.assign(subject=subject)[school & everyone & wanted]
    frame = long_tables.single(urns(frame, rejects, "school_urn"), ["urn", "year", "subject"], rejects)
    columns = {name: Column(maximum=100) for name in _SHARES.values()}
    columns |= {name: column_of("ks2_reading_progress") for name in (_SCORE, _LOW, _HIGH)}
    frame, cells = long_tables.decode_columns(frame, columns, EES, rejects, "school_urn")
    source = f"ks2_ees:{release}"
    parts = [
        long_tables.schools_long(_keys(rows), _figures(str(name), cells, rows.index), source)
        for name, rows in frame.groupby("subject")
    ]
    table = pd.concat(parts, ignore_index=True).sort_values(["urn", "year", "measure"], ignore_index=True)
    return Cleaned(release, {"measures": table}, rejects.frame())


def _keys(rows: pd.DataFrame) -> pd.DataFrame:
    laestab = rows["school_laestab"].str.strip()
    laestab = laestab.where(laestab.str.fullmatch(r"\d{7}"))
    # The table has mainstream and special schools alike and no column for it: the register tells them apart.
    keys = rows.assign(
        laestab=laestab,
        la_code=laestab.str[:3],
        phase_family=pd.Series(None, index=rows.index, dtype="str"),
        state_funded=pd.Series(pd.NA, index=rows.index, dtype="boolean"),
    )
    return keys[["urn", "year", *long_tables.HELPERS]]


def _figures(subject: str, cells: dict[str, Decoded], index: pd.Index) -> dict[str, Figure]:
    own = {name: Decoded(each.numbers.loc[index], each.statuses.loc[index]) for name, each in cells.items()}
    if subject == _ALL_THREE:
        return {name: rates.average(own[column]) for name, column in _SHARES.items()}
    score = rates.average(own[_SCORE], low=own[_LOW].numbers, high=own[_HIGH].numbers)
    return {f"ks2_{subject}_progress": score}

"""What the performance tables of results have in common: kinds of record, kinds of school, rows of areas.

The kind of a record (RECTYPE) differs between the tables: see each reader. Authorities and England are published
over all state-funded schools, special schools too; they are kept as the figures of mainstream schools' families, as the
department itself sets them beside a school.
"""

from collections.abc import Mapping

import pandas as pd

from geo.london import ENGLAND
from geo.measures import measure
from geo.vocab import PhaseFamily
from pipelines import long_tables
from pipelines.errors import Rejects
from pipelines.long_tables import Column
from pipelines.rates import Figure
from pipelines.symbols import Decoded

__all__ = ["INDEPENDENT", "SPECIAL", "area_keys", "chosen", "column_of", "kinds_of_record", "school_keys", "stack"]

#: School types (NFTYPE) as the tables abbreviate them. Two of them are independent; special schools have types of
#: their own, but in the table of 16 to 18 results no kind of record.
INDEPENDENT = frozenset({"IND", "INDSPEC"})
SPECIAL = frozenset({"CYS", "FDS", "ACCS", "ACS", "FS", "NMSS"})
_STATE = frozenset(
    {"AC", "ACC", "AC1619", "ACC1619", "CTC", "CY", "F", "F1619", "FD", "FSS", "FUTC", "SS", "UTC", "VA", "VC"}
)


def column_of(name: str, *, percent: bool = False, whole: bool = False) -> Column:
    """How the column of a measure is decoded: within the bounds that the registry gives it."""
    entry = measure(name)
    return Column(percent=percent, whole=whole, maximum=entry.maximum, minimum=entry.minimum)


def chosen(cells: Mapping[str, Decoded], index: pd.Index) -> dict[str, Decoded]:
    """Rows of decoded columns."""
    return {name: Decoded(each.numbers.loc[index], each.statuses.loc[index]) for name, each in cells.items()}


def school_keys(frame: pd.DataFrame, year: str, family: PhaseFamily, kind: str = "NFTYPE") -> pd.DataFrame:
    """Add year and :data:`long_tables.HELPERS` to rows of schools.

    Parameters
    ----------
    frame : urn; RECTYPE ("2" is a special school); LEA, ESTAB and the column of types where the table has them.
    family : of the mainstream schools of the table.
    kind : column of types.

    Returns
    -------
    DataFrame
        Where the table does not tell whether a school is state-funded, or which authority it has, that is missing and
        the register tells.
    """
    coded = "LEA" in frame and "ESTAB" in frame
    frame = long_tables.codes(frame, "LEA", "ESTAB") if coded else frame.assign(la_code=None, laestab=None)
    families = pd.Series(str(family), index=frame.index, dtype="str")
    families = families.mask(frame["RECTYPE"].str.strip() == "2", str(PhaseFamily.SPECIAL))
    state = pd.Series(pd.NA, index=frame.index, dtype="boolean")
    if kind in frame:
        types = frame[kind].str.strip()
        families = families.mask(types.isin(SPECIAL), str(PhaseFamily.SPECIAL))
        families = families.mask(types.isin(INDEPENDENT), str(PhaseFamily.INDEPENDENT))
        state = state.mask(types.isin(SPECIAL | _STATE), other=True).mask(types.isin(INDEPENDENT), other=False)
    keys = frame.assign(year=year, phase_family=families, state_funded=state)[["urn", "year", *long_tables.HELPERS]]
    return keys.astype({"year": "str", "la_code": "str", "laestab": "str"})


def area_keys(frame: pd.DataFrame, year: str, family: PhaseFamily, authority: str, national: str) -> pd.DataFrame:
    """Name the rows of authorities and of England's state-funded schools; other rows are left out.

    Parameters
    ----------
    authority, national : RECTYPE of the rows.
    """
    kind = frame["RECTYPE"].str.strip()
    levels = kind.map({authority: "Local authority", national: "National"}).astype("str")
    named = long_tables.area_keys(frame.assign(level=levels), "level", "LEA", None)
    named = named[named["area_code"].notna() & ((kind == authority) | (named["area_code"] == ENGLAND.code))]
    return named.assign(year=year, phase_family=str(family)).astype({"year": "str", "phase_family": "str"})


def stack(keys: pd.DataFrame, figures: Mapping[str, Mapping[str, Figure]], source: str) -> pd.DataFrame:
    """Stack figures of several years, each read from one row of the school.

    Parameters
    ----------
    figures : school year -> measure -> figure.
    """
    parts = [
        long_tables.schools_long(keys.assign(year=year).astype({"year": "str"}), each, source)
        for year, each in figures.items()
        if each
    ]
    return pd.concat(parts, ignore_index=True).sort_values(["urn", "year", "measure"], ignore_index=True)


def kinds_of_record(frame: pd.DataFrame, rejects: Rejects, kinds: tuple[str, ...]) -> pd.DataFrame:
    """Keep rows of the kinds of record that the table is known to have; others are rejected."""
    known = frame["RECTYPE"].str.strip().isin(kinds)
    return rejects.take(frame, ~known, "URN", "'{RECTYPE}' in RECTYPE is no kind of record that this table has")

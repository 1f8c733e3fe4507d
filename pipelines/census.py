"""The school census as the performance tables publish it: ``england_census.csv``, and one file an authority.

Percentages are 0 to 100. Free school meals are published as two counts, so their percentage is made here;
the others are taken as published, with the counts that reproduce them.
"""

import pandas as pd

from geo.vocab import PhaseFamily, ValueStatus
from pipelines import long_tables, rates
from pipelines.errors import Rejects
from pipelines.long_tables import Column
from pipelines.rates import Figure
from pipelines.reading import Cleaned, Layout, RawTable, school_year
from pipelines.symbols import PERFORMANCE_TABLES, Decoded
from pipelines.values import urns

__all__ = ["LAYOUTS", "ZEROS_FOR_INDEPENDENT", "clean"]

_KEYS = ("URN", "LA", "ESTAB", "SCHOOLTYPE")
_COUNTS = ("NOR", "TSENELSE", "TSENELK", "NUMEAL", "NUMENGFL", "NUMUNCFL", "NUMFSM", "NUMFSMEVER")
_PERCENTS = ("PSENELSE", "PSENELK", "PNUMEAL", "PNUMFSMEVER")
_SIGNATURE = ("URN", "SCHOOLTYPE", "NOR", "NUMFSM", "PNUMFSMEVER")

LAYOUTS = (
    Layout("census", "22 columns (to 2020/21)", _SIGNATURE, (*_KEYS, *_COUNTS, *_PERCENTS)),
    Layout(
        "census",
        "23 columns (from 2021/22)",
        (*_SIGNATURE, "NORFSMEVER"),
        (*_KEYS, *_COUNTS, *_PERCENTS, "NORFSMEVER"),
    ),
)

#: Years whose file writes 0 for every independent school's meals and languages (and a blank for the last six
#: years), counted on the files themselves: 2,366 and 2,394 schools, all of them. In 2018/19, 2022/23
#: and 2023/24 the same cells hold NA, and the fuller census table says "z", not applicable: independent
#: schools are not asked. Their numbers of SEN support and EHC plans differ from school to school in every
#: year, so they are real and stay as published.
ZEROS_FOR_INDEPENDENT = frozenset({"2020/21", "2021/22"})

_NOT_ASKED = ("fsm", "fsm_ever6", "eal")


def clean(raw: RawTable) -> Cleaned:
    """Make ``measures`` of the schools of England and ``benchmarks`` of the national rows.

    Raises
    ------
    BadInput
        If the file name has no school year.
    """
    year = school_year(raw.file)
    rejects = Rejects(raw.file.label)
    columns = {name: Column(whole=True) for name in _COUNTS} | {
        name: Column(percent=True, maximum=100) for name in _PERCENTS
    }
    if "NORFSMEVER" in raw.frame:
        columns["NORFSMEVER"] = Column(whole=True)
    frame, decoded = long_tables.decode_columns(
        long_tables.single(raw.frame, ["URN", "ESTAB"], rejects), columns, PERFORMANCE_TABLES, rejects, "URN"
    )
    national = frame["URN"].str.strip() == "NAT"
    schools = long_tables.groups(urns(frame[~national], rejects), "SCHOOLTYPE", rejects, "URN")
    schools = long_tables.single(schools, ["urn"], rejects)
    schools = long_tables.codes(schools.assign(year=year), "LA", "ESTAB")
    figures = _figures(_rows(decoded, schools.index))
    figures, notes = _not_asked(schools, figures, year)
    notes += _unreproduced(figures)
    if (frame["SCHOOLTYPE"][national].str.strip() == "State-funded special school").any():
        # To 2020/21; since then the row is "Special school" and equals the sum over both kinds.
        notes.append(f"the national row of special schools leaves out the non-maintained ones in {year}")
    source = f"census:{year}"
    keys = schools[["urn", "year", *long_tables.HELPERS]]
    areas = long_tables.national_rows(frame[national], "ESTAB", year, rejects)
    of_england, more = _of_england(_rows(decoded, areas.index))
    return Cleaned(
        release=year,
        tables={
            "measures": long_tables.schools_long(keys, figures, source),
            "benchmarks": long_tables.areas_long(areas, of_england, source),
        },
        rejects=rejects.frame(),
        notes=notes + more,
    )


def _rows(decoded: dict[str, Decoded], index: pd.Index) -> dict[str, Decoded]:
    return {name: Decoded(each.numbers.loc[index], each.statuses.loc[index]) for name, each in decoded.items()}


def _figures(cells: dict[str, Decoded]) -> dict[str, Figure]:
    counts = {name: each.numbers for name, each in cells.items()}
    pupils = counts["NOR"]
    languages = counts["NUMEAL"] + counts["NUMENGFL"] + counts["NUMUNCFL"]
    eal = rates.published(cells["PNUMEAL"], counts["NUMEAL"], languages)
    # Hospital schools of 2020/21 have pupils and not one language: nobody's is recorded.
    eal = rates.withhold(eal, (languages == 0) & (pupils > 0), ValueStatus.NOT_AVAILABLE)
    ever = rates.published(cells["PNUMFSMEVER"], counts["NUMFSMEVER"], counts.get("NORFSMEVER", pupils))
    if "NORFSMEVER" in cells:
        unbased = cells["NORFSMEVER"].statuses != ValueStatus.PUBLISHED
        ever = rates.withhold(ever, unbased, ValueStatus.NOT_AVAILABLE)
    return {
        "pupils": rates.plain(cells["NOR"]),
        "fsm": rates.from_counts(cells["NUMFSM"], cells["NOR"]),
        "fsm_ever6": ever,
        "eal": eal,
        "sen_support": rates.published(cells["PSENELK"], counts["TSENELK"], pupils),
        "ehcp": rates.published(cells["PSENELSE"], counts["TSENELSE"], pupils),
    }


def _of_england(cells: dict[str, Decoded]) -> tuple[dict[str, Figure], list[str]]:
    figures = _figures(cells)
    del figures["pupils"]  # the sum of all pupils is no benchmark for one school's roll
    languages = cells["NUMEAL"].numbers + cells["NUMENGFL"].numbers + cells["NUMUNCFL"].numbers
    # The row of special schools of 2018/19 has 124,432 first languages and 121,738 pupils: its meals are counted over
    # the non-maintained schools too, its pupils are not, so the one cannot be divided by the other.
    unlike = languages > cells["NOR"].numbers
    figures["fsm"] = rates.withhold(figures["fsm"], unlike, ValueStatus.NOT_AVAILABLE)
    if not unlike.any():
        return figures, []
    note = (
        f"{unlike.sum()} national row(s) count more first languages than pupils, so not the same schools: no "
        "percentage of free meals is made of their counts"
    )
    return figures, [note]


def _not_asked(schools: pd.DataFrame, figures: dict[str, Figure], year: str) -> tuple[dict[str, Figure], list[str]]:
    """Say "not applicable" where the school is not asked, whatever the year's file writes there."""
    notes = []
    independent = schools["phase_family"] == PhaseFamily.INDEPENDENT
    changed = dict(figures)
    for name in _NOT_ASKED:
        numerator = figures[name].numerator
        unasked = independent & ~(numerator > 0)
        changed[name] = rates.withhold(figures[name], unasked, ValueStatus.NOT_APPLICABLE)
    zeros = int((independent & (figures["fsm"].status == ValueStatus.PUBLISHED) & (figures["fsm"].value == 0)).sum())
    if zeros and year in ZEROS_FOR_INDEPENDENT:
        notes.append(
            f"{zeros} independent schools have 0 for free meals and languages in {year}: not asked, so no zeros"
        )
    elif zeros:
        notes.append(
            f"{zeros} independent schools have 0 for free meals in {year}, a year not known for it: treated as not "
            "asked; check the year and add it to ZEROS_FOR_INDEPENDENT"
        )
    # The six-year measure covers reception to year 11: the file of 2022/23 gives every nursery school a base of 0.
    nursery = (schools["phase_family"] == PhaseFamily.NURSERY) & (
        changed["fsm_ever6"].status == ValueStatus.NOT_AVAILABLE
    )
    changed["fsm_ever6"] = rates.withhold(changed["fsm_ever6"], nursery, ValueStatus.NOT_APPLICABLE)
    return changed, notes


def _unreproduced(figures: dict[str, Figure]) -> list[str]:
    notes = []
    for name, figure in figures.items():
        missing = int((figure.value.notna() & figure.numerator.notna() & figure.denominator.isna()).sum())
        if missing:
            notes.append(
                f"{name}: {missing} of {figure.value.notna().sum()} published percentages have no denominator in "
                "the file that reproduces them, so none is kept there"
            )
    return notes

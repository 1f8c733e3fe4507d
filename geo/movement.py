"""How much a figure of a school usually moves from one year to the next: the yardstick where counts allow no test."""

from collections.abc import Mapping

import pandas as pd

from geo.breaks import BREAKS
from geo.percentile import LEAST_SCHOOLS
from geo.vocab import Sector, ValueStatus

__all__ = ["TIMES", "Movements", "movements"]

#: (measure, phase family) -> median movement from one school year to the next, in the unit of the measure.
Movements = Mapping[tuple[str, str], float]

#: A change is more than usual beyond so many median movements: 1.96 / 0.674, which is the range of 19 in 20 where
#: movements are normal.
TIMES = 2.906


def movements(measures: pd.DataFrame, schools: pd.DataFrame) -> Movements:
    """Median absolute movement of a published figure between neighbouring school years, by measure and phase family.

    Of the state-funded schools given (the build's: London's), each pair of years in which both have a figure, never
    across a gap, a break of the series or a change of URN. At least :data:`geo.percentile.LEAST_SCHOOLS` such pairs.

    Parameters
    ----------
    measures, schools : tables of a build. Make it once a build: it reads the whole table.
    """
    state = schools.loc[schools["sector"] == Sector.STATE, ["urn", "phase_family"]].reset_index(drop=True)
    rows = measures[(measures["status"] == ValueStatus.PUBLISHED) & measures["year"].str.contains("/")]
    rows = rows[["urn", "reported_urn", "measure", "year", "value"]].merge(state, on="urn")
    rows = rows.sort_values(["measure", "urn", "year"], kind="stable")
    begins = rows["year"].str[:4].astype(int)
    broken = pd.MultiIndex.from_frame(rows[["measure", "year"]]).isin(
        [(name, year) for name, breaks in BREAKS.items() for year, _ in breaks]
    )
    same = (rows[["measure", "urn", "reported_urn"]] == rows[["measure", "urn", "reported_urn"]].shift()).all(axis=1)
    moved = rows["value"].diff().abs()[same & (begins.diff() == 1) & ~broken]
    found = moved.groupby([rows["measure"], rows["phase_family"]]).agg(["median", "size"])
    # Where most schools do not move at all (plans in special schools), the median is no yardstick.
    found = found[(found["size"] >= LEAST_SCHOOLS) & (found["median"] > 0)]
    return {(str(name), str(family)): float(value) for (name, family), value in found["median"].items()}

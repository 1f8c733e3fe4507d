"""How often each school of an area is suggested, and which are in nobody's first five: a planning view.

A school's own list is never changed by it.
"""

from collections import Counter
from collections.abc import Collection

import numpy as np
import pandas as pd

from geo.basis import Basis
from geo.partners import OWN, is_scored, suggest
from geo.purposes import Preset

__all__ = ["FIRST", "spread", "spread_words"]

FIRST = 5


def spread(basis: Basis, preset: Preset, boroughs: Collection[str], which: str = OWN) -> pd.DataFrame:
    """Count how often each scored school of some boroughs is in the first five of another one's list.

    Parameters
    ----------
    basis : from :func:`geo.basis.prepare`.
    preset : the settings, the same for all.
    boroughs : GSS codes.
    which : own or border list.

    Returns
    -------
    ``urn``, ``name``, ``phase_family``, ``times`` (0: in nobody's first five), ordered by URN.
    """
    schools = basis.roster
    rows = np.flatnonzero(np.isin(schools.borough, sorted(boroughs)) & basis.population)
    asking = [int(urn) for urn in schools.urn[rows] if is_scored(basis, int(urn))]
    times: Counter[int] = Counter()
    for urn in asking:
        times.update(int(other) for other in suggest(basis, urn, preset).first(FIRST, which)["urn"])
    chosen = schools.frame[schools.frame["urn"].isin(asking)]
    table = pd.DataFrame(chosen[["urn", "name", "phase_family"]]).reset_index(drop=True)
    return table.assign(times=[times[int(urn)] for urn in table["urn"]])


def spread_words(table: pd.DataFrame) -> dict[str, str]:
    """Say of each phase family how often its schools are in a first five, and which are in nobody's.

    Parameters
    ----------
    table : from :func:`spread`.
    """
    told = {}
    for family, rows in table.groupby("phase_family", sort=True):
        never = list(rows.loc[rows["times"] == 0, "name"])
        low, high = int(rows["times"].min()), int(rows["times"].max())
        told[str(family)] = (
            f"schools: {len(rows)}; each is in the first five of {low} to {high} others; in nobody's: "
            f"{', '.join(never) or 'none'}."
        )
    return told

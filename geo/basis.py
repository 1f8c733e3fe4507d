"""Everything that suggestions are made from, prepared once a build."""

from collections.abc import Mapping
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.focus import FOCI, Standing, standing
from geo.london import BOROUGHS
from geo.near import reach_m
from geo.roster import Roster, roster
from geo.similarity import Scale, common_year, context, scale
from geo.vocab import PhaseFamily

__all__ = ["COMPARED", "LEAST_REFERENCE", "LONDON_CODES", "Basis", "prepare"]

#: Families with a reference population of their own.
COMPARED = (PhaseFamily.PRIMARY, PhaseFamily.SECONDARY)

#: With fewer schools in it a reference population ranks nobody.
LEAST_REFERENCE = 30

LONDON_CODES = frozenset(borough.code for borough in BOROUGHS)


@dataclass(frozen=True)
class Basis:
    """What suggestions are made from.

    Attributes
    ----------
    roster : the schools.
    year : school year of the context; None without a year that has all of it.
    population : rows of all open, state-funded schools.
    reference : family -> rows of its fixed reference population: open, state-funded, of the family alone, in London.
    scales : family -> context ranked within that population.
    standings : (focus, family) -> where schools stand.
    reach : family -> metres with which Near halves in each school's borough.
    cohort : pupils of Reception to Year 11; NaN where not published.
    rolls : year -> headcount of each school; NaN where not published.
    """

    roster: Roster
    year: str | None
    population: np.ndarray
    reference: Mapping[PhaseFamily, np.ndarray]
    scales: Mapping[PhaseFamily, Scale]
    standings: Mapping[tuple[str, PhaseFamily], Standing]
    reach: Mapping[PhaseFamily, np.ndarray]
    cohort: np.ndarray
    rolls: Mapping[str, np.ndarray]


def prepare(
    frame: gpd.GeoDataFrame,
    measures: pd.DataFrame,
    links: pd.DataFrame,
    *,
    least_reference: int = LEAST_REFERENCE,
    area: frozenset[str] = LONDON_CODES,
) -> Basis:
    """Prepare the arrays, ranks and regressions.

    Parameters
    ----------
    frame : from :func:`geo.explore.explorer_frame`; the order of its rows does not matter.
    measures, links : tables of the same build.
    least_reference : schools that a reference population needs.
    area : GSS codes of the boroughs of the reference population.

    Raises
    ------
    CrsError
        If the frame is not in EPSG:27700.
    """
    schools = roster(frame, links)
    year = common_year(measures)
    census = measures[measures["year"] == year] if year else measures.iloc[0:0]
    values = context(schools.urn, schools.age_low, schools.age_high, census)
    base = census[census["measure"] == "fsm_ever6"].set_index("urn")["denominator"]
    cohort = base.reindex(schools.urn).to_numpy("float64")
    rows = schools.open_state() & np.isin(schools.borough, sorted(area))
    reference = {family: rows & (schools.family == str(family)) for family in COMPARED}
    reference = {family: mask for family, mask in reference.items() if mask.sum() >= least_reference}
    return Basis(
        roster=schools,
        year=year,
        population=schools.open_state(),
        reference=reference,
        scales={family: scale(values, mask) for family, mask in reference.items()},
        standings={
            (key, family): standing(focus, measures, schools.urn, values, cohort, mask)
            for key, focus in FOCI.items()
            for family, mask in reference.items()
        },
        reach={
            family: reach_m(schools, family)
            for family in (PhaseFamily.PRIMARY, PhaseFamily.SECONDARY, PhaseFamily.POST_16)
        },
        cohort=cohort,
        rolls=_rolls(measures, schools.urn),
    )


def _rolls(measures: pd.DataFrame, urns: np.ndarray) -> dict[str, np.ndarray]:
    rows = measures[(measures["measure"] == "pupils") & measures["value"].notna()]
    return {
        str(year): part.set_index("urn")["value"].reindex(urns).to_numpy("float64")
        for year, part in rows.groupby("year", sort=True)
    }

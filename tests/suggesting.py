"""Synthetic schools to make suggestions for: six on a line to check by hand, and as many as wished at random."""

from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
from shapely.geometry import Point

from geo.basis import Basis, prepare
from geo.explore import explorer_frame
from tests import factories

YEAR, EARLIER = "2023/24", "2022/23"
A, B, C, D, E, F = SIX = tuple(range(100_001, 100_007))


def figures(urn: int, **changes: Any) -> list[dict[str, Any]]:
    """Synthetic rows of ``measures`` of one school; a figure of None has no row."""
    values = {"base": 140, "pupils": 150, "fsm_ever6": 20, "eal": 30, "sen_support": 10, "ehcp": 2}
    values |= {"absence": 5.0, "persistent_absence": 15.0} | changes
    base = values.pop("base")
    rows = []
    for name, value in values.items():
        if value is None:
            continue
        years = (EARLIER, YEAR) if "absence" in name else (YEAR,)
        rows += [{"urn": urn, "year": year, "measure": name, "value": float(value)} for year in years]
        if name == "fsm_ever6":
            rows[-1]["denominator"] = base
    return rows


def basis_of(schools: gpd.GeoDataFrame, measures: pd.DataFrame, least: int = 6, **more: Any) -> Basis:
    """Prepare a synthetic build."""
    ties = more.get("ties", factories._typed("ties", []))
    coverage: dict[str, Any] = {}
    frame = explorer_frame(schools, measures, factories.some_inspections(), ties, coverage)
    return prepare(frame, measures, more.get("links", factories._typed("links", [])), least_reference=least)


def six(**changes: dict[str, Any]) -> tuple[gpd.GeoDataFrame, pd.DataFrame]:
    """Six primary schools 100 m apart on a line, each a step above the one before in all four groups of context.

    ``changes`` are by letter; keys that are columns of ``schools`` change the school, others its figures.
    """
    rows, measured = [], []
    for step, (letter, urn) in enumerate(zip("ABCDEF", SIX, strict=True), start=1):
        own = changes.get(letter, {})
        school = {"age_low": 4, "geometry": Point(528_000 + 100 * step, 184_000), "laestab": f"202{urn % 10_000}"}
        columns = {key: value for key, value in own.items() if key in factories.school(urn) and key != "pupils"}
        row = factories.school(urn) | school | columns
        rows.append(row if row["geometry"] is not None else row | {"location_source": "none", "site_borough": None})
        context = {"base": 70 * step, "fsm_ever6": 10 * step, "eal": 5 * step, "sen_support": 2 * step, "ehcp": step}
        rest = {key: value for key, value in own.items() if key not in columns}
        measured += figures(urn, **(context | rest))
    return factories.schools(*rows), factories.measures(*measured)


def many(seed: int, count: int = 40) -> tuple[gpd.GeoDataFrame, pd.DataFrame]:
    """Synthetic primary schools at random in two boroughs; some figures, ages and faiths are not published."""
    rng = np.random.default_rng(seed)
    rows, measured = [], []
    for urn in range(100_001, 100_001 + count):
        east, north = rng.integers(0, 6_000, 2)
        borough = factories.HOME if rng.random() < 0.6 else factories.NEXT
        rows.append(
            factories.school(
                urn,
                borough_code=borough,
                la_name="Camden" if borough == factories.HOME else "Islington",
                age_low=int(rng.choice([3, 4, 5, 7])),
                faith=rng.choice(["None", "Does not apply", "Roman Catholic", "Church of England", None]),
                geometry=Point(526_000 + east, 182_000 + north),
                laestab=f"2{urn}",
            )
        )
        value = {
            "base": int(rng.integers(40, 600)),
            # Whole numbers, so that some schools are equal in some groups.
            "fsm_ever6": int(rng.integers(2, 70)),
            "eal": int(rng.integers(5, 90)),
            "sen_support": int(rng.integers(4, 30)),
            "ehcp": int(rng.integers(0, 8)),
            "absence": round(float(rng.uniform(3, 9)), 1),
            "persistent_absence": round(float(rng.uniform(8, 40)), 1),
        }
        for name in list(value)[1:]:
            if rng.random() < 0.06:
                value[name] = None
        measured += figures(urn, **value)
    return factories.schools(*rows), factories.measures(*measured)

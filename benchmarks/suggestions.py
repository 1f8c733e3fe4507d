"""Processor time of suggestions: on the bundled build, and for one school against all of England.

Run ``python -m benchmarks.suggestions [POINTS.csv.gz]``. The file has urn, name, phase, easting and northing; every
other attribute of the English schools is made up from a seed: it says how long it takes, and nothing about a school.
"""

import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd

from geo import store
from geo.basis import Basis, prepare
from geo.crs import BNG
from geo.explore import explorer_frame
from geo.london import BOROUGHS
from geo.mutual import also_in_their_first
from geo.partners import is_scored, suggest
from geo.purposes import PRESETS, Purpose
from geo.spread import spread
from geo.steadiness import steadiness

BUNDLED = Path(__file__).resolve().parents[1] / "data" / "processed"
CAMDEN = "E09000007"
REPEATS = 40
#: URNs from here on are of Wales and Scotland; the points of Scotland that have others lie beyond this northing.
FIRST_ELSEWHERE, SCOTLAND_M = 400_000, 660_000


def milliseconds(work: Callable[[], object]) -> float:
    """Processor time of one run: on a busy machine the clock would tell of the others."""
    start = time.process_time()
    work()
    return 1000 * (time.process_time() - start)


def median_ms(work: Callable[[int], object], urns: list[int]) -> str:
    """Median and slowest twentieth over some schools."""
    times = [milliseconds(lambda urn=urn: work(urn)) for urn in urns]
    return f"{np.median(times):6.1f} ms, 95% within {np.percentile(times, 95):6.1f} ms ({len(times)} schools)"


def bundled() -> Basis:
    """Prepare the build that comes with the program."""
    tables = {name: store.read(BUNDLED, name) for name in ("schools", "measures", "inspections", "ties", "links")}
    links = tables.pop("links")
    frame = explorer_frame(*tables.values(), store.build_info(BUNDLED)["coverage"])
    return prepare(frame, tables["measures"], links)


def england(points: Path) -> Basis:
    """Prepare real places with synthetic attributes."""
    rows = pd.read_csv(
        points, dtype={"phase": str}, keep_default_na=False, na_values={"easting": [""], "northing": [""]}
    )
    rows = rows[(rows["urn"] < FIRST_ELSEWHERE) & ~(rows["northing"] > SCOTLAND_M)].reset_index(drop=True)
    rng = np.random.default_rng(1)
    count = len(rows)
    family = rows["phase"].where(rows["phase"].isin(["Primary", "Secondary"]), "Independent")
    frame = gpd.GeoDataFrame(
        {
            "urn": rows["urn"].astype("Int64"),
            "name": rows["name"],
            "laestab": rows["urn"].astype(str),
            "phase_family": family,
            "school_type": rng.choice(["Community school", "Academy converter"], count),
            "sector": np.where(family == "Independent", "independent", "state"),
            "status_group": "Open",
            "borough_code": rng.choice([borough.code for borough in BOROUGHS] + ["E06000001"] * 300, count),
            "ward_code": rng.choice(["A", "B"], count),
            "faith": rng.choice(["None", "Roman Catholic", "Church of England"], count),
            "diocese": pd.Series(np.nan, index=rows.index, dtype=str),
            "admissions": "Non-selective",
            "age_low": np.where(family == "Secondary", 11, 4),
            "age_high": np.where(family == "Secondary", 16, 11),
            "tie_ids": pd.Series([()] * count, dtype=object),
        },
        geometry=gpd.points_from_xy(rows["easting"], rows["northing"]),
        crs=BNG,
    )
    names = ("pupils", "fsm_ever6", "eal", "sen_support", "ehcp", "absence", "persistent_absence")
    parts = [
        pd.DataFrame(
            {
                "urn": frame["urn"],
                "year": year,
                "measure": name,
                "value": rng.uniform(1, 60, count),
                "denominator": 300.0,
            }
        )
        for name in names
        for year in ("2022/23", "2023/24")
    ]
    return prepare(
        frame,
        pd.concat(parts, ignore_index=True),
        pd.DataFrame({"kind": pd.Series([], dtype=str)}).assign(
            urn=pd.Series([], dtype="int64"), link_urn=pd.Series([], dtype="int64")
        ),
    )


def report(basis: Basis, urns: list[int]) -> None:
    """Print the times of one basis."""
    for purpose in (Purpose.EXPLORE, Purpose.LEARN):
        ask = partial(suggest, basis, preset=PRESETS[purpose])
        for urn in urns[:5]:
            ask(urn)
        print(f"  {purpose}: one school, {len(ask(urns[0]).table)} candidates: {median_ms(ask, urns)}")
    found = {urn: suggest(basis, urn, PRESETS[Purpose.EXPLORE]) for urn in urns[:10]}
    print(f"  steadiness, 200 draws: {median_ms(lambda urn: steadiness(basis, found[urn]), list(found))}")

    def mutual(urn: int) -> None:
        for other in found[urn].first(10)["urn"]:
            also_in_their_first(basis, found[urn], int(other))

    print(f"  mutual, first ten: {median_ms(mutual, list(found))}")


def main(arguments: list[str]) -> None:
    """Measure and print."""
    start = time.process_time()
    basis = bundled()
    print(f"Bundled build: prepared in {time.process_time() - start:.1f} s of the processor, tables read included")
    rows = (basis.roster.borough == CAMDEN) & basis.population
    urns = [int(urn) for urn in basis.roster.urn[rows] if is_scored(basis, int(urn))]
    report(basis, urns)
    took = milliseconds(lambda: spread(basis, PRESETS[Purpose.EXPLORE], [CAMDEN]))
    print(f"  spread of Camden ({len(urns)} schools): {took:.0f} ms")
    if arguments:
        start = time.process_time()
        basis = england(Path(arguments[0]))
        print(f"England, {len(basis.roster.urn):,} points, synthetic attributes: {time.process_time() - start:.1f} s")
        rng = np.random.default_rng(2)
        report(basis, [int(urn) for urn in rng.choice(basis.roster.urn[basis.population], REPEATS, replace=False)])


if __name__ == "__main__":
    main(sys.argv[1:])

"""The one place where tables meet: by URN, with the unmatched returned, never dropped in silence."""

from collections.abc import Mapping, Sequence

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.crs import BNG, require_crs
from geo.measures import MEASURES
from geo.schema import TABLES, empty
from geo.vocab import ValueStatus
from pipelines.register import locate

__all__ = ["area_figures", "build_schools", "containing", "resolve", "small_areas_of", "splice", "successors"]

#: Of two sources that give the same figure with equal right, the first is kept.
PRECEDENCE = (
    "census",
    "census_spc",
    "absence",
    "absence_tables",
    "exclusions",
    "deprivation",
    "ks2_ees",
    "ks2",
    "ks4_ees",
    "ks4",
    "ks4_context",
    "ks4_destinations",
    "ks5",
    "ks4_provisional",
)

#: Sources of which another tells the final state: they never speak for a school that the final table has, even where
#: the final one suppresses what was published before.
PROVISIONAL = ("ks4_provisional",)

_KEY = ["urn", "year", "measure"]

#: Two sources agree when they differ by no more than rounding to the coarser one's last digit.
_AGREE = 0.0501


def build_schools(
    register: pd.DataFrame,
    postcodes: pd.DataFrame,
    boroughs: gpd.GeoDataFrame,
    polygons: gpd.GeoDataFrame | None,
) -> gpd.GeoDataFrame:
    """Make the ``schools`` table from the rows of an area: one row in, one row out.

    Parameters
    ----------
    register : from :func:`pipelines.register.clean`, unique by ``urn``.
    postcodes : postcode, easting, northing of as much of the country as is at hand.
    boroughs : code and polygons, EPSG:27700.
    polygons : of small areas, as :func:`small_areas_of` takes them.
    """
    schools = locate(register, postcodes)
    schools["site_borough"] = containing(schools, boroughs)
    small = small_areas_of(schools, polygons, postcodes)
    latest = small[small["census"] == "21"].set_index("urn")["lsoa"]
    schools["lsoa"] = latest.reindex(schools["urn"]).set_axis(schools.index).astype(str)
    if len(schools) != len(register):
        message = f"the join changed {len(register)} schools to {len(schools)}"
        raise AssertionError(message)
    return schools


def containing(points: gpd.GeoDataFrame, polygons: gpd.GeoDataFrame) -> pd.Series:
    """Code of the polygon in which each point lies; missing outside all, and where there is no point.

    On a shared border the polygon with the lowest code counts, so that the order of rows never matters.
    """
    require_crs(points, BNG)
    require_crs(polygons, BNG)
    located = points[points.geometry.notna()]
    right = polygons[["code", "geometry"]]
    hits = gpd.sjoin(located[["geometry"]], right, predicate="intersects", how="inner")
    return hits.groupby(level=0)["code"].min().reindex(points.index).astype(str)


def small_areas_of(
    schools: gpd.GeoDataFrame, polygons: gpd.GeoDataFrame | None, postcodes: pd.DataFrame
) -> pd.DataFrame:
    """Find the small areas (LSOA) in which each school stands: by its point, else by its postcode.

    Parameters
    ----------
    schools : urn, postcode, points in EPSG:27700.
    polygons : code, ``census`` ("11" or "21"), polygons in EPSG:27700; or None.
    postcodes : postcode and, where the ONS directory is at hand, ``lsoa`` of the census of 2021.

    Returns
    -------
    DataFrame
        ``urn``, ``census``, ``lsoa``; no row where nothing tells.
    """
    parts = []
    if polygons is not None:
        for census, layer in polygons.groupby("census"):
            found = pd.DataFrame({"urn": schools["urn"], "census": census, "lsoa": containing(schools, layer)})
            parts.append(found.dropna())
    if "lsoa" in postcodes:
        known = postcodes.dropna(subset="lsoa").set_index("postcode")["lsoa"]
        told = pd.DataFrame({"urn": schools["urn"], "census": "21", "lsoa": schools["postcode"].map(known)})
        parts.append(told[told["lsoa"].notna() & (told["lsoa"] != "")])
    if not parts:
        return pd.DataFrame({"urn": schools["urn"].iloc[:0], "census": "", "lsoa": ""})
    return pd.concat(parts, ignore_index=True).drop_duplicates(["urn", "census"])


def area_figures(small_areas: pd.DataFrame, deprivation: pd.DataFrame) -> pd.DataFrame:
    """Make ``measures`` rows of the small area around each building.

    Parameters
    ----------
    small_areas : from :func:`small_areas_of`.
    deprivation : lsoa, census, year, measure, value, source.
    """
    rows = small_areas.merge(deprivation, on=["census", "lsoa"], how="inner", validate="many_to_many")
    return rows.assign(
        reported_urn=rows["urn"],
        status=str(ValueStatus.PUBLISHED),
        **dict.fromkeys(("numerator", "denominator", "low", "high"), np.nan),
    )[list(TABLES["measures"].columns)]


def successors(links: pd.DataFrame, laestab: Mapping[int, str]) -> dict[int, int]:
    """Map a predecessor to the school that took its place and kept its LAESTAB.

    Only the plain "Predecessor" and "Successor" links count: a merged, amalgamated or split school
    is another school, and its history stays its own.
    """
    plain = links[links["kind"].isin(["Predecessor", "Successor"])]
    forward = plain["kind"] == "Successor"
    old = plain["urn"].where(forward, plain["link_urn"])
    new = plain["link_urn"].where(forward, plain["urn"])
    pairs = {(int(a), int(b)) for a, b in zip(old, new, strict=True) if a != b}
    return {a: b for a, b in sorted(pairs) if laestab.get(a) and laestab.get(a) == laestab.get(b)}


def splice(measures: pd.DataFrame, heirs: Mapping[int, int]) -> tuple[pd.DataFrame, list[str]]:
    """Let a school show its predecessor's years, marked by ``reported_urn``, where the years don't overlap.

    The predecessor keeps its own rows besides. Where the two overlap in any year of any measure of context,
    nothing is spliced and a note says so: they were two schools at a time. Tables of results repeat earlier years under
    the successor's number, so they say nothing of that; there the successor's own figure stays.
    """
    notes: list[str] = []
    result = measures["measure"].map(lambda name: MEASURES[name].stage != "").astype(bool)
    own = {int(urn): rows for urn, rows in measures.groupby("urn")}
    years = {int(urn): set(each) for urn, each in measures[~result].groupby("urn")["year"]}
    held = set(zip(measures["urn"], measures["year"], measures["measure"], strict=True))
    parts = [measures]
    for old, new in heirs.items():
        if old not in own or new not in own:
            continue
        both = years.get(old, set()) & years.get(new, set())
        if both:
            notes.append(
                f"URN {old} and its successor {new} both have figures for {', '.join(sorted(both))}: not joined"
            )
            continue
        keys = [(new, year, name) for year, name in zip(own[old]["year"], own[old]["measure"], strict=True)]
        lacking = [key not in held for key in keys]
        parts.append(own[old][lacking].assign(urn=new))
        held |= set(keys)
        years[new] = years.get(new, set()) | years.get(old, set())
    return pd.concat(parts, ignore_index=True), notes


def resolve(frames: Sequence[pd.DataFrame], carried: pd.DataFrame | None = None) -> tuple[pd.DataFrame, list[str]]:
    """Keep one row a (school, year, measure), and compare the others with it.

    What is final comes before what is provisional, a published figure before a gap, one with counts before one
    without, then the order of :data:`PRECEDENCE`; what was read now comes before what a former build had.

    Returns
    -------
    measures : sorted by school, measure, year.
    notes : how many doubles each pair of sources had, and how many of them differ by more than rounding.
    """
    parts = [frame.assign(_old=0) for frame in frames]
    if carried is not None:
        parts.append(carried.assign(_old=1))
    if not any(map(len, parts)):
        return empty("measures"), []
    rows = pd.concat(parts, ignore_index=True)
    rank = {name: place for place, name in enumerate(PRECEDENCE)}
    rows["_early"] = rows["source"].str.split(":").str[0].isin(PROVISIONAL)
    rows["_gap"] = rows["status"] != ValueStatus.PUBLISHED
    rows["_bare"] = rows["numerator"].isna() | rows["denominator"].isna()
    rows["_rank"] = rows["source"].str.split(":").str[0].map(rank)
    order = [*_KEY, "_early", "_gap", "_bare", "_rank", "_old", "source", "reported_urn"]
    rows = rows.sort_values(order, kind="stable", ignore_index=True)
    first = ~rows.duplicated(_KEY)
    kept = rows[first]
    notes = _compare(kept, rows[~first & (rows["_old"] == 0)])
    return kept[list(TABLES["measures"].columns)].sort_values(["urn", "measure", "year"], ignore_index=True), notes


def _compare(kept: pd.DataFrame, others: pd.DataFrame) -> list[str]:
    pairs = others.merge(kept, on=_KEY, suffixes=("_other", ""))
    known = pairs["value"].notna() & pairs["value_other"].notna()
    pairs = pairs[known]
    notes = []
    for (source, other), group in pairs.groupby(["source", "source_other"]):
        apart = (group["value"] - group["value_other"]).abs() > _AGREE
        notes.append(f"{other} repeats {len(group)} figure(s) of {source}; {apart.sum()} differ by more than rounding")
        notes.extend(
            f"  URN {row.urn}, {row.measure}, {row.year}: {row.value:g} kept, {row.value_other:g} in the other"
            for row in group[apart].sort_values(_KEY).head(5).itertuples()
        )
    return notes

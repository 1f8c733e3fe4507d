"""From what was read, and the former build, to the processed tables of one area."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import geopandas as gpd
import pandas as pd

from geo.schema import TABLES, empty
from geo.vocab import AreaKind, Sector
from pipelines import benchmarks, inspections, ties
from pipelines.errors import BadInput
from pipelines.ingest import Stock, boundaries
from pipelines.join import area_figures, build_schools, resolve, small_areas_of, splice, successors

__all__ = ["Assembled", "assemble"]

#: Farther than this from its postcode's point, a school is named in the build report.
POSTCODE_WARNING_M = 250

Tables = Mapping[str, pd.DataFrame]


@dataclass
class Assembled:
    """The tables of a build, with what a reader of the report must know."""

    tables: dict[str, pd.DataFrame] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    #: Release -> URNs of the area that it has and the register at hand has not.
    unmatched: dict[str, set[int]] = field(default_factory=dict)


def assemble(stock: Stock, former: Tables, area: frozenset[str]) -> Assembled:
    """Make every table but the rejects.

    Parameters
    ----------
    stock : what was read now.
    former : tables of the build that is in use, empty for a fresh build: what ``stock`` does not
        bring is carried over from them, with its provenance.
    area : GSS codes of the authorities whose schools are kept.

    Raises
    ------
    BadInput
        If neither has a register, postcodes or boroughs.
    """
    done = Assembled()
    postcodes = _postcodes(stock, former)
    boroughs = _areas(stock, former, AreaKind.BOROUGH, ("boroughs", "boroughs_gla"))
    wards = _areas(stock, former, AreaKind.WARD, ("wards",))
    small = boundaries(stock, "lsoa", ("lsoas",))
    small = None if small is None else small.assign(census=small["source"].str[-2:])
    schools = _schools(done, stock, former, area, postcodes, boroughs, small)
    links = _links(stock, former)
    inside = set(schools["urn"])
    done.tables["schools"] = schools.sort_values("urn", ignore_index=True)
    done.tables["links"] = _sorted(links[links["urn"].isin(inside) | links["link_urn"].isin(inside)], "links")
    done.tables["ties"] = _sorted(_ties(stock, former, schools, links), "ties")
    _figures(done, stock, former, links, small_areas_of(schools, small, postcodes))
    done.tables["inspections"] = _inspections(done, stock, former, inside)
    done.tables["postcodes"] = _local(postcodes, area)
    layers = [layer for layer in (boroughs, wards) if layer is not None]
    both = gpd.GeoDataFrame(pd.concat(layers, ignore_index=True), crs=boroughs.crs)
    done.tables["areas"] = both.sort_values("code", ignore_index=True)
    return done


def _postcodes(stock: Stock, former: Tables) -> pd.DataFrame:
    frames = stock.frames("postcodes")
    if not frames:
        if "postcodes" not in former:
            message = "no postcodes: fetch them (`python -m pipelines fetch postcodes`) or put Code-Point Open there"
            raise BadInput(message)
        return former["postcodes"]
    rows = pd.concat(frames, ignore_index=True)
    if "terminated" in rows:
        rows = rows.sort_values("terminated", kind="stable", na_position="first")
    return rows.drop_duplicates("postcode").sort_values("postcode", ignore_index=True)


def _local(postcodes: pd.DataFrame, area: frozenset[str]) -> pd.DataFrame:
    local = postcodes[postcodes["borough_code"].isin(area)]
    return local[list(TABLES["postcodes"].columns)].reset_index(drop=True)


def _areas(stock: Stock, former: Tables, kind: AreaKind, preferred: tuple[str, ...]) -> gpd.GeoDataFrame:
    layer = boundaries(stock, kind, preferred)
    if layer is None and "areas" in former:
        old = former["areas"]
        layer = gpd.GeoDataFrame(old[old["kind"] == kind], crs=old.crs)
    if layer is None:
        message = f"no boundaries of {kind}s: fetch them (`python -m pipelines fetch {preferred[0]}`)"
        raise BadInput(message)
    return layer


def _schools(
    done: Assembled,
    stock: Stock,
    former: Tables,
    area: frozenset[str],
    postcodes: pd.DataFrame,
    boroughs: gpd.GeoDataFrame,
    small: gpd.GeoDataFrame | None,
) -> gpd.GeoDataFrame:
    frames = stock.frames("schools")
    if not frames:
        if "schools" not in former:
            message = "no register of schools: fetch it (`python -m pipelines fetch register`) or put the file there"
            raise BadInput(message)
        old = former["schools"]
        return gpd.GeoDataFrame(old[old["borough_code"].isin(area)], crs=old.crs)
    register = frames[0][frames[0]["borough_code"].isin(area)].reset_index(drop=True)
    if register.empty:
        message = f"the register has no school in {', '.join(sorted(area))}: check the codes given with --area"
        raise BadInput(message)
    schools = build_schools(register, postcodes, boroughs, small)
    if "schools" in former:
        # A school keeps the small area that the former build found for the same point, if nothing tells it now.
        old = former["schools"].set_index("urn")
        same = schools.geometry.distance(old.geometry.reindex(schools["urn"]).set_axis(schools.index)) < 1
        before = old["lsoa"].reindex(schools["urn"]).set_axis(schools.index).where(same)
        schools["lsoa"] = schools["lsoa"].fillna(before)
    _report_points(done, schools, postcodes)
    return schools


def _report_points(done: Assembled, schools: gpd.GeoDataFrame, postcodes: pd.DataFrame) -> None:
    unknown = pd.Index(postcodes["postcode"]).get_indexer(schools["postcode"]) < 0
    absent = schools[schools["postcode"].notna() & unknown]
    done.notes.extend(
        f"URN {row.urn} {row.name_}: postcode {row.postcode} is not among the current ones at hand (point: {row.point})"
        for row in absent.rename(columns={"name": "name_", "location_source": "point"}).itertuples()
    )
    if "terminated" in postcodes:
        ended = set(postcodes.loc[postcodes["terminated"].fillna(value=False).astype(bool), "postcode"])
        done.notes.extend(
            f"URN {row.urn} {row.name_}: postcode {row.postcode} has ended (point: {row.point})"
            for row in schools[schools["postcode"].isin(ended)]
            .rename(columns={"name": "name_", "location_source": "point"})
            .itertuples()
        )
    for source, group in schools.groupby("location_source"):
        done.notes.append(f"{len(group)} school(s) with their point from: {source}")
    far = schools[schools["postcode_distance_m"] > POSTCODE_WARNING_M].sort_values("postcode_distance_m")
    if len(far):
        done.warnings.append(
            f"{len(far)} school(s) stand more than {POSTCODE_WARNING_M} m from the point of their postcode; one of the "
            "two is of another date, or wrong; the register's point is shown"
        )
    done.notes.extend(
        f"URN {row.urn} {row.name_}: {row.postcode_distance_m:,.0f} m from the point of {row.postcode}"
        for row in far.iloc[::-1].rename(columns={"name": "name_"}).itertuples()
    )
    away = schools[schools["site_borough"].notna() & (schools["site_borough"] != schools["borough_code"])]
    done.notes.extend(
        f"URN {row.urn} {row.name_}: its authority is {row.la_name}, its point lies in {row.site_borough}"
        for row in away.rename(columns={"name": "name_"}).itertuples()
    )
    twice = schools[schools["laestab"].notna() & schools["laestab"].duplicated(keep=False)]
    done.notes.extend(
        f"LAESTAB {laestab} is used by URN {' and '.join(map(str, group['urn']))}"
        for laestab, group in twice.groupby("laestab")
    )


def _links(stock: Stock, former: Tables) -> pd.DataFrame:
    frames = stock.frames("links")
    return frames[0] if frames else former.get("links", empty("links"))


def _ties(stock: Stock, former: Tables, schools: pd.DataFrame, links: pd.DataFrame) -> pd.DataFrame:
    old = former.get("ties", empty("ties"))
    parts = [*stock.frames("ties"), old[~old["source"].str.split(":").str[0].isin(stock.sources())]]
    if stock.frames("schools"):
        parts.append(ties.from_register(schools))
    if stock.frames("links"):
        parts.append(ties.from_links(links))
    inside = set(schools["urn"])
    local = [part[part["urn"].isin(inside)] for part in parts]
    if not any(map(len, local)):
        return empty("ties")
    table = ties.combine([part for part in local if len(part)])
    groups = stock.frames("groups")
    if groups:
        return ties.ended(table, groups[0])
    # Without the list of groups, a tie that the former build knew to have ended has still ended.
    known = old.set_index(["tie_id", "urn"])["until"]
    before = known.reindex(pd.MultiIndex.from_frame(table[["tie_id", "urn"]])).to_numpy()
    return table.assign(until=table["until"].fillna(pd.Series(before, index=table.index)))


def _figures(done: Assembled, stock: Stock, former: Tables, links: pd.DataFrame, small_areas: pd.DataFrame) -> None:
    """Benchmarks first, from all of England at hand; then the schools of the area."""
    schools = gpd.GeoDataFrame(done.tables["schools"])
    families = schools.set_index("urn")[["phase_family", "la_code"]]
    families = families.assign(state_funded=(schools["sector"] == Sector.STATE).to_numpy())
    frames = stock.frames("measures")
    computed = [benchmarks.from_schools(frame, families) for frame in frames]
    old = former.get("benchmarks", empty("benchmarks"))
    carried = old[~old["source"].isin(stock.keys())]
    published = [*stock.frames("benchmarks"), carried]
    done.tables["benchmarks"] = _sorted(
        benchmarks.combine(_together(published, "benchmarks"), _together(computed, "benchmarks")), "benchmarks"
    )
    laestab = {int(urn): code for urn, code in zip(schools["urn"], schools["laestab"], strict=True) if pd.notna(code)}
    for frame in frames:
        if "laestab" in frame:
            given = frame.dropna(subset="laestab").drop_duplicates("urn")
            laestab |= {
                int(u): code for u, code in zip(given["urn"], given["laestab"], strict=True) if int(u) not in laestab
            }
    heirs = successors(links, laestab)
    wanted = set(schools["urn"]) | set(heirs)
    local = [frame[frame["urn"].isin(wanted)] for frame in frames]
    for frame, file in zip(frames, [f for f in stock.files if "measures" in f.cleaned.tables], strict=True):
        _report_unmatched(done, frame, file.key, schools)
    local += [area_figures(small_areas, frame) for frame in stock.frames("deprivation")]
    before = former.get("measures", empty("measures"))
    # A predecessor with rows of its own is joined anew below; of one without, the joined rows are all there is.
    own = (before["urn"] == before["reported_urn"]) | ~before["reported_urn"].isin(schools["urn"])
    before = before[~before["source"].isin(stock.keys()) & own]
    measures, notes = resolve(local, before if len(before) else None)
    measures, spliced = splice(measures, heirs)
    done.notes += notes + spliced
    measures = measures[measures["urn"].isin(set(schools["urn"]))]
    history = measures[measures["urn"] != measures["reported_urn"]]
    if len(history):
        done.notes.append(
            f"{history['urn'].nunique()} school(s) show {len(history)} figure(s) of a predecessor with the same "
            "LAESTAB; reported_urn says whose each was"
        )
    done.tables["measures"] = _sorted(measures, "measures")


def _report_unmatched(done: Assembled, frame: pd.DataFrame, key: str, schools: pd.DataFrame) -> None:
    here = frame[frame["la_code"].isin(set(schools["la_code"]))]
    absent = here[~here["urn"].isin(schools["urn"])]
    if len(absent):
        urns = sorted(int(urn) for urn in absent["urn"].unique())
        done.unmatched.setdefault(key, set()).update(urns)
        shown = ", ".join(map(str, urns[:8]))
        done.notes.append(
            f"{key}: {len(urns)} school(s) of the area are not in the register at hand ({shown}"
            f"{'...' if len(urns) > 8 else ''}); their figures count in the benchmarks and are not shown"  # noqa: PLR2004
        )


def _inspections(done: Assembled, stock: Stock, former: Tables, inside: set[int]) -> pd.DataFrame:
    old = former.get("inspections", empty("inspections"))
    parts = [*stock.frames("inspections"), old[~old["source"].isin(stock.keys())]]
    local = [part[part["urn"].isin(inside)] for part in parts]
    merged, notes = inspections.merge([part for part in local if len(part)])
    done.notes += notes
    return merged[list(TABLES["inspections"].columns)].reset_index(drop=True)


def _together(parts: list[pd.DataFrame], table: str) -> pd.DataFrame:
    filled = [part for part in parts if len(part)]
    return pd.concat(filled, ignore_index=True) if filled else empty(table)


def _sorted(frame: pd.DataFrame, table: str) -> pd.DataFrame:
    columns = list(TABLES[table].columns)
    keys = TABLES[table].unique or columns
    return frame[columns].sort_values(list(keys), ignore_index=True, kind="stable")

"""Rows that a build could not place: of schools that the register lacks, and points that disagree."""

from collections.abc import Mapping, Sequence

import pandas as pd

from geo.vocab import LocationSource

__all__ = ["FAR_M", "elsewhere", "far_points", "located", "unmatched", "without_point"]

#: Farther than this in metres from its postcode's point, a school's point is listed.
FAR_M = 500


def unmatched(by_release: Mapping[str, Sequence[int]], links: pd.DataFrame, schools: pd.DataFrame) -> pd.DataFrame:
    """List the URNs of the area that a release has and the register at hand has not, and what became of them.

    Parameters
    ----------
    by_release : ``unmatched`` of ``BUILD.json``: key of a release -> URNs.
    links, schools : tables of a build.

    Returns
    -------
    A row for each URN: ``urn``, ``name`` (as the register's links have it; "" if unknown), ``releases`` (their keys),
    ``now_urn`` and ``now_name`` of the school here that the register's links name as its successor; missing if none.
    """
    rows = [(int(urn), key) for key, urns in by_release.items() for urn in urns]
    keys: dict[int, tuple[str, ...]] = {}
    for urn, key in sorted(rows):
        keys[urn] = (*keys.get(urn, ()), key)
    names = schools.set_index("urn")["name"]
    successor: dict[int, int] = {}
    former: dict[int, str] = {}
    for row in links.sort_values(["urn", "link_urn"]).itertuples():
        here, other = int(row.urn), int(row.link_urn)
        if row.kind.startswith("Predecessor"):
            successor.setdefault(other, here)
            if not pd.isna(row.link_name):
                former.setdefault(other, str(row.link_name))
        elif row.kind.startswith("Successor"):
            successor.setdefault(here, other)
    now = [successor.get(urn) for urn in keys]
    now = [urn if urn in names.index else None for urn in now]
    return pd.DataFrame(
        {
            "urn": pd.Series(list(keys), dtype=int),
            "name": pd.Series([former.get(urn, "") for urn in keys], dtype="str"),
            "releases": pd.Series(list(keys.values()), dtype=object),
            "now_urn": pd.Series(now, dtype="Int64"),
            "now_name": pd.Series([None if urn is None else names[urn] for urn in now], dtype="str"),
        }
    )


def located(schools: pd.DataFrame) -> dict[LocationSource, int]:
    """Count the schools by where their point comes from."""
    counted = schools["location_source"].value_counts()
    return {source: int(counted.get(str(source), 0)) for source in LocationSource}


def far_points(schools: pd.DataFrame, over_m: float = FAR_M) -> pd.DataFrame:
    """List the schools whose point in the register is farther than ``over_m`` metres from their postcode's.

    Returns
    -------
    Rows of ``schools``, the farthest first; ``postcode_distance_m`` is a straight line on the British National Grid.
    """
    far = schools[schools["postcode_distance_m"] > over_m]
    return far.sort_values(["postcode_distance_m", "urn"], ascending=[False, True], ignore_index=True)


def elsewhere(schools: pd.DataFrame) -> pd.DataFrame:
    """List the schools whose point lies in another borough than that of the authority responsible for them."""
    away = schools["site_borough"].notna() & (schools["site_borough"] != schools["borough_code"])
    return schools[away].sort_values(["la_name", "name", "urn"], ignore_index=True)


def without_point(schools: pd.DataFrame) -> pd.DataFrame:
    """List the schools without a point: the register has none, and their postcode is not among those at hand."""
    none = schools["location_source"] == LocationSource.NONE
    return schools[none].sort_values(["la_name", "name", "urn"], ignore_index=True)

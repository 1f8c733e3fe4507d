"""What changed between two builds: the watching brief stands on it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pandas as pd

from geo.changes import Change, Kind
from geo.store import build_info, read

__all__ = ["diff"]

#: Facts of a school whose change is told.
_FACTS = (
    "name",
    "status",
    "phase",
    "school_type",
    "la_name",
    "age_low",
    "age_high",
    "capacity",
    "trust_name",
    "postcode",
)


def diff(old: Path, new: Path) -> list[Change]:
    """Compare two builds.

    Returns
    -------
    list of Change
        In the order of kind, URN and text; empty when the two hold the same.

    Raises
    ------
    StaleData, SchemaMismatch
        If one of them is absent or broken.
    """
    for folder in (old, new):
        build_info(folder)
    before, after = (read(folder, "schools").set_index("urn") for folder in (old, new))
    names = {**before["name"].to_dict(), **after["name"].to_dict()}
    changes = [
        *_schools(before, after, read(new, "links")),
        *_inspections(read(old, "inspections"), read(new, "inspections"), names),
        *_head_counts(read(old, "measures"), read(new, "measures"), names),
        *_ties(read(old, "ties"), read(new, "ties"), names),
    ]
    return sorted({replace(change, urn=int(change.urn)) for change in changes})


def _schools(before: pd.DataFrame, after: pd.DataFrame, links: pd.DataFrame) -> Iterator[Change]:
    successor = links[links["kind"].str.startswith("Successor")].groupby("urn")["link_urn"].min().to_dict()
    came_from = links[links["kind"].str.startswith("Predecessor")].groupby("urn")["link_urn"].min().to_dict()
    for urn in after.index.difference(before.index):
        old = came_from.get(urn)
        name = after.loc[urn, "name"]
        if old in before.index:
            yield Change("school renumbered", urn, name, f"URN {old} ({before.loc[old, 'name']}) became {urn}")
        else:
            yield Change("school new", urn, name, f"is in the register now; status {_say(after.loc[urn, 'status'])}")
    for urn in before.index.difference(after.index):
        yield Change("school gone", urn, before.loc[urn, "name"], "is not in the new build")
    both = before.index.intersection(after.index)
    for fact in _FACTS:
        a, b = before.loc[both, fact], after.loc[both, fact]
        changed = both[((a != b) & ~(a.isna() & b.isna())).fillna(value=True).to_numpy(dtype=bool)]
        for urn in changed:
            was, now = _say(before.loc[urn, fact]), _say(after.loc[urn, fact])
            kind: Kind = "school closed" if fact == "status" and now == "Closed" else "school changed"
            text = f"{fact.replace('_', ' ')}: {was} -> {now}"
            if kind == "school closed" and urn in successor:
                text += f"; successor URN {successor[urn]}"
            yield Change(kind, urn, after.loc[urn, "name"], text)


def _inspections(before: pd.DataFrame, after: pd.DataFrame, names: Mapping[int, str]) -> Iterator[Change]:
    key = ["urn", "scheme", "area", "grade", "inspected_on", "as_at"]
    both = after[key].merge(before[key].drop_duplicates(), on=key, how="left", indicator=True)
    for row in both[both["_merge"] == "left_only"].itertuples():
        when = _day(row.inspected_on)
        listed = "" if pd.isna(row.as_at) else f", on the list of {_day(row.as_at)}"
        text = f"{row.scheme}: {row.area}: {row.grade} (inspected {when}{listed})"
        yield Change("inspection", row.urn, names.get(row.urn, ""), text)


def _head_counts(before: pd.DataFrame, after: pd.DataFrame, names: Mapping[int, str]) -> Iterator[Change]:
    a, b = (
        frame[(frame["measure"] == "pupils") & frame["value"].notna()].sort_values("year").groupby("urn").tail(1)
        for frame in (before, after)
    )
    both = a.merge(b, on="urn", suffixes=("_old", "_new"))
    moved = both[(both["year_old"] != both["year_new"]) | (both["value_old"] != both["value_new"])]
    for row in moved.itertuples():
        text = f"{row.value_old:.0f} pupils in {row.year_old}, {row.value_new:.0f} in {row.year_new}"
        yield Change("head count", row.urn, names.get(row.urn, ""), text)


def _ties(before: pd.DataFrame, after: pd.DataFrame, names: Mapping[int, str]) -> Iterator[Change]:
    def standing(ties: pd.DataFrame) -> dict[tuple[str, int], str]:
        current = ties[ties["until"].isna()]
        return {
            (row.tie_id, row.urn): f"{row.kind}: {row.title}"
            for row in current.rename(columns={"name": "title"}).itertuples()
        }

    a, b = standing(before), standing(after)
    for key in b.keys() - a.keys():
        yield Change("tie new", key[1], names.get(key[1], ""), b[key])
    for key in a.keys() - b.keys():
        yield Change("tie ended", key[1], names.get(key[1], ""), a[key])


def _say(value: object) -> str:
    return "not recorded" if pd.isna(value) else str(value)


def _day(value: pd.Timestamp) -> str:
    return "on a date not in the source" if pd.isna(value) else f"{value.day} {value:%B %Y}"

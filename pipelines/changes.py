"""Keep what a build changed, beside its tables, for the page on the quality of the data."""

import shutil
from pathlib import Path

import pandas as pd

from geo.changes import Changes, FigureChange, write_changes
from geo.errors import SchemaMismatch, StaleData
from geo.store import CHANGES_FILE, build_info, current, read
from geo.vocab import ValueStatus
from pipelines.diff import diff

__all__ = ["changes_between", "figure_changes", "keep_changes"]

_KEY = ["measure", "year", "urn"]


def figure_changes(before: pd.DataFrame, after: pd.DataFrame) -> tuple[FigureChange, ...]:
    """Count, by measure and year, how the published figures of two ``measures`` tables differ, where they do."""
    a, b = (
        frame.loc[frame["status"] == ValueStatus.PUBLISHED, [*_KEY, "value"]].set_index(_KEY)["value"]
        for frame in (before, after)
    )
    both = pd.concat([a.rename("old"), b.rename("new")], axis=1)
    both["revised"] = both["old"].notna() & both["new"].notna() & (both["old"] != both["new"])
    both["added"] = both["old"].isna()
    counted = both.groupby(level=["measure", "year"]).agg(
        old=("old", "count"), new=("new", "count"), revised=("revised", "sum"), added=("added", "sum")
    )
    # As many figures as before may be those of other schools: "added" counts those.
    counted = counted[(counted["old"] != counted["new"]) | (counted["revised"] > 0) | (counted["added"] > 0)]
    return tuple(
        FigureChange(measure, year, int(row.old), int(row.new), int(row.revised))
        for (measure, year), row in zip(counted.index, counted.itertuples(), strict=True)
    )


def changes_between(old: Path, new: Path) -> Changes:
    """Compare two builds in full.

    Raises
    ------
    StaleData, SchemaMismatch
        If one of them is absent or broken.
    """
    before, after = build_info(old), build_info(new)
    # A school that is new, or gone, is told as such: its figures would change every count.
    both = set(read(old, "schools")["urn"]) & set(read(new, "schools")["urn"])
    tables = [frame[frame["urn"].isin(both)] for frame in (read(old, "measures"), read(new, "measures"))]
    keys = [{source["key"] for source in info["sources"] if source["rows_out"]} for info in (before, after)]
    return Changes(
        old_build=before["build_id"],
        new_build=after["build_id"],
        old_as_at=before["data_as_at"],
        new_as_at=after["data_as_at"],
        new_releases=tuple(sorted(keys[1] - keys[0])),
        gone_releases=tuple(sorted(keys[0] - keys[1])),
        figures=figure_changes(*tables),
        changes=tuple(diff(old, new)),
    )


def keep_changes(old: Path, new: Path) -> None:
    """Write into ``new`` what it changes against the build that it replaces.

    Nothing is written where there is no former build to compare with: none, one of other authorities, or one whose
    tables this program cannot read. A build of the same tables keeps what is written already.
    """
    try:
        before, after = build_info(old), build_info(new)
        if before["build_id"] == after["build_id"]:
            kept = current(old) / CHANGES_FILE
            if kept.is_file():
                shutil.copyfile(kept, new / CHANGES_FILE)
        elif before["area"] == after["area"]:
            write_changes(new, changes_between(old, new))
    except (StaleData, SchemaMismatch):
        return

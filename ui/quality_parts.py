"""The parts of the quality page beside the figures: rows left out, points, what changed, what the build noticed."""

from typing import Any

import pandas as pd
import streamlit as st

from geo import quality_rows, words
from geo.changes import KINDS, Changes
from geo.download import Provenance, rows_csv
from geo.measures import MEASURES
from geo.vocab import LocationSource
from ui import cards, data
from ui import sources as labels

__all__ = ["changed", "left_out", "noticed", "points"]

_KINDS = {
    "school new": "Schools new in the register",
    "school gone": "Schools no longer in the data",
    "school closed": "Schools that closed",
    "school renumbered": "Schools under a new number",
    "school changed": "Facts of a school",
    "inspection": "Inspections",
    "head count": "Pupils on roll",
    "tie new": "New ties",
    "tie ended": "Ties that ended",
}

_FARTHER = {"250 m": 250, "500 m": quality_rows.FAR_M, "1 km": 1000, "5 km": 5000}


def _table(shown: pd.DataFrame, key: str, take: str) -> None:
    """Draw a long table with its download."""
    build = data.build()
    st.dataframe(shown, hide_index=True, key=f"quality-{key}")
    st.download_button(
        take,
        lambda: rows_csv(shown, Provenance.of(build)),
        file_name=f"quality-{key}-{build['build_id'][:8]}.csv",
        mime="text/csv",
        icon=":material/download:",
        key=f"quality-take-{key}",
        on_click="ignore",
    )


def _release(key: str) -> str:
    source, _, release = key.partition(":")
    return f"{labels.label(source)} {release}"


def left_out(build: dict[str, Any]) -> None:
    """Tell of rows that were refused, of schools that the register lacks, and of files that nobody read."""
    st.header("Rows that were left out", anchor=False)
    rejects = data.table("rejects")
    st.subheader(f"Refused: {words.count(len(rejects), 'row')}", anchor=False)
    if rejects.empty:
        st.write("No row of these schools was refused when the tables were read.")
    else:
        rows = rejects.rename(columns={"file": "File", "row": "Line", "key": "URN or key", "reason": "Why"})
        _table(rows, "refused", "Download the refused rows (CSV)")
    found = quality_rows.unmatched(build.get("unmatched") or {}, data.table("links"), data.table("schools"))
    st.subheader(f"In a table, not in the register: {words.count(len(found), 'school')}", anchor=False)
    st.write(
        "Published tables name schools that the register at hand does not: most have closed or changed their number. "
        "Their figures count in the figures of boroughs, London and England, and no page shows them as a school."
    )
    if len(found):
        now = found["now_name"] + " (" + found["now_urn"].astype("str") + ")"
        shown = pd.DataFrame(
            {
                "URN": found["urn"].astype(str),
                "Name, if known": found["name"],
                "Successor here": now.fillna(""),
                "Tables": found["releases"].map(lambda keys: "; ".join(map(_release, keys))),
            }
        )
        _table(shown, "unmatched", "Download these numbers (CSV)")


def points() -> None:
    """Tell where points come from, and list those that disagree with the postcode."""
    schools = data.schools()
    st.header("Where a school stands", anchor=False)
    counted = quality_rows.located(schools)
    cards.facts(
        {
            "Point in the register": words.count(counted[LocationSource.REGISTER], "school"),
            "Point of the postcode": words.count(counted[LocationSource.POSTCODE], "school")
            + ": the register has no point, so they stand at the middle of their postcode",
            "No point": words.count(counted[LocationSource.NONE], "school")
            + ": they are in every list, and not on the map; no distance is given for them",
        }
    )
    least = st.selectbox("Point and postcode apart by more than", list(_FARTHER), index=1, width=280)
    far = quality_rows.far_points(schools, _FARTHER[least])
    st.subheader(f"More than {least} from its own postcode: {words.count(len(far), 'school')}", anchor=False)
    st.write(
        "One of the two is out of date, or wrong; a school that moved, or has several sites, looks like this. The map "
        "and every distance use the register's point; nothing is moved."
    )
    if far.empty:
        st.write("No school's point is farther than this from its postcode.")
    else:
        shown = pd.DataFrame(
            {
                "School": far["name"],
                "Borough": far["la_name"],
                "Postcode": far["postcode"],
                "Apart in metres": far["postcode_distance_m"].round().astype(int),
                "URN": far["urn"].astype(str),
            }
        )
        _table(shown, "points", "Download these schools (CSV)")
    away, none = quality_rows.elsewhere(schools), quality_rows.without_point(schools)
    codes = {code: name for name, code in data.offered().words["borough"].items()}
    lines = [
        f"{row['name']} ({row['urn']}): authority {row['la_name']}, point in {codes.get(row['site_borough'], '?')}"
        for row in away.to_dict("records")
    ]
    lines += [f"{row['name']} ({row['urn']}), {row['la_name']}: no point" for row in none.to_dict("records")]
    if lines:
        with st.expander(f"In another borough than their authority, or without a point: {len(lines)}"):
            st.markdown("\n".join("- " + cards.plain(line) for line in lines))


def changed(found: Changes | None) -> None:
    """Tell what the build changed against the one before it."""
    st.header("What changed since the previous build", anchor=False)
    if found is None:
        st.write(
            "No previous build is known: this is the first in its place, or the one before was of other boroughs or of "
            "an older form of the tables. The next build compares itself with this one by itself; two builds in "
            "folders of their own are compared with the second line."
        )
        st.code(
            "python -m pipelines build\npython -m pipelines diff OLD NEW --save",
            language="text",
        )
        return
    cards.facts(
        {
            "Before": f"build {found.old_build}: {found.old_as_at}",
            "Now": f"build {found.new_build}: {found.new_as_at}",
            "New releases": "; ".join(map(_release, found.new_releases)) or "none",
            "Releases no longer used": "; ".join(map(_release, found.gone_releases)) or "none",
        }
    )
    st.subheader("Published figures", anchor=False)
    if found.figures:
        st.write("Of the schools that both builds have, how many have a number.")
        place = {name: at for at, name in enumerate(MEASURES)}
        figures = sorted(found.figures, key=lambda each: (place.get(each.measure, len(place)), each.year))
        cards.table(
            ["Figure", "Year", "Schools before", "Schools now", "Of both, with another value"],
            [
                [
                    MEASURES[each.measure].label if each.measure in MEASURES else each.measure,
                    each.year,
                    f"{each.before:,}",
                    f"{each.after:,}",
                    f"{each.revised:,}",
                ]
                for each in figures
            ],
        )
    else:
        st.write("Every published figure of the schools that both builds have is the same as before.")
    st.subheader(f"School by school: {words.count(len(found.changes), 'change')}", anchor=False)
    if not found.changes:
        st.write("No school, inspection, head count or tie changed.")
        return
    had = [kind for kind in KINDS if any(each.kind == kind for each in found.changes)]
    kind = st.selectbox("Kind of change", ["", *had], format_func=lambda key: _KINDS.get(key, "Every kind"), width=320)
    rows = [each for each in found.changes if not kind or each.kind == kind]
    shown = pd.DataFrame(
        {
            "School": [each.name for each in rows],
            "Change": [each.text for each in rows],
            "Kind": [_KINDS.get(each.kind, each.kind) for each in rows],
            "URN": [str(each.urn) for each in rows],
        }
    )
    _table(shown, "changes", "Download these changes (CSV)")


def noticed(build: dict[str, Any]) -> None:
    """Show the build's own notes."""
    st.header("What the build noticed", anchor=False)
    for warning in build["warnings"]:
        st.warning(cards.plain(warning), icon=":material/info:")
    for key, title in {"notes": "Notes", "not_read": "Files at hand that were not read"}.items():
        lines = build.get(key) or []
        if lines:
            with st.expander(f"{title}: {words.count(len(lines), 'line')}"):
                st.dataframe({"Line": lines}, hide_index=True, column_config={"Line": {"width": "large"}})

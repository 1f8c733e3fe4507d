"""The part of the quality page on figures: how many schools have a number, and why the others have none."""

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd
import streamlit as st

from geo import quality, words
from geo.download import Provenance, rows_csv
from geo.measures import MEASURES, NOT_COLLECTED
from geo.quality import ALL_YEARS, REASONS
from geo.vocab import Sector, ValueStatus
from ui import cards, data, quality_data

__all__ = ["draw", "rows_of", "sentence"]

EVERY_MEASURE, EVERY_BOROUGH = "Every figure", "Every borough"
NEWEST, EVERY_YEAR = "The newest year at hand of each", "Every year"
SECTORS = {"State-funded schools": Sector.STATE, "Independent schools": Sector.INDEPENDENT}

_PUBLISHED = str(ValueStatus.PUBLISHED)


class Asked(NamedTuple):
    """What is looked at; "" means all of them, and an empty ``year`` the newest of each measure."""

    measure: str
    borough: str
    year: str
    sector: str


def _ask(counted: pd.DataFrame, home: str) -> Asked:
    boroughs = sorted(counted["borough"].unique())
    years = sorted((year for year in counted["year"].unique() if year != ALL_YEARS), reverse=True)
    labels = {name: entry.label for name, entry in MEASURES.items()}
    with st.container(horizontal=True, vertical_alignment="bottom", key="quality-filters"):
        measure = st.selectbox(
            "Figure", ["", *labels], format_func=lambda name: labels.get(name, EVERY_MEASURE), width=420
        )
        borough = st.selectbox(
            "Borough",
            ["", *boroughs],
            index=boroughs.index(home) + 1 if home in boroughs else 0,
            format_func=lambda name: name or EVERY_BOROUGH,
            width=260,
        )
        year = st.selectbox("Year", [NEWEST, EVERY_YEAR, *years], width=280)
        sector = st.selectbox("Schools", list(SECTORS), width=230)
    return Asked(measure, borough, {NEWEST: "", EVERY_YEAR: EVERY_YEAR}.get(year, year), SECTORS[sector])


def rows_of(counted: pd.DataFrame, asked: Asked, newest: dict[str, str]) -> pd.DataFrame:
    """Pick the counts that are asked for.

    Parameters
    ----------
    counted : from :func:`geo.quality.gaps`.
    newest : measure -> newest year of which the build has a table.
    """
    rows = counted[counted["sector"] == asked.sector]
    if asked.measure:
        rows = rows[rows["measure"] == asked.measure]
    if asked.borough:
        rows = rows[rows["borough"] == asked.borough]
    if not asked.year:
        return rows[rows["year"] == rows["measure"].map(newest).fillna(ALL_YEARS)]
    return rows if asked.year == EVERY_YEAR else rows[rows["year"] == asked.year]


def _said_year(year: str) -> str:
    return "none at hand" if year == ALL_YEARS else year


def _share(published: int, schools: int) -> str:
    return f"{published:,} of {schools:,} ({published / schools:.0%})" if schools else "no school"


def _shown(tallied: pd.DataFrame, by: Sequence[str]) -> tuple[list[str], list[list[str]]]:
    """Head and rows of a table to read: reasons that no school has are left out."""
    heads = {"measure": "Figure", "year": "Year", "borough": "Borough"}
    reasons = [key for key in REASONS if key != _PUBLISHED and tallied[key].any()]
    columns = [heads[key] for key in by] + ["Schools with a number"] + [REASONS[key][0] for key in reasons]
    rows = []
    for row in tallied.to_dict("records"):
        first = {"measure": lambda name: MEASURES[name].label, "year": _said_year}
        cells = [first.get(key, str)(row[key]) for key in by]
        cells.append(_share(row[_PUBLISHED], row["schools"]))
        rows.append(cells + [f"{row[key]:,}" if row[key] else "-" for key in reasons])
    return columns, rows


def sentence(asked: Asked, tallied: pd.DataFrame) -> str:
    """Say one row of :func:`geo.quality.tally` in a sentence."""
    row = tallied.iloc[0]
    where = f"in {asked.borough}" if asked.borough else "in the boroughs here"
    kind = "state-funded" if asked.sector == Sector.STATE else "independent"
    head = f"{MEASURES[row['measure']].label}, {_said_year(row['year'])}"
    what = words.count(row["schools"], f"{kind} school")
    rest = [f"{REASONS[key][0].lower()} {row[key]:,}" for key in REASONS if key != _PUBLISHED and row[key]]
    without = f" The others: {', '.join(rest)}." if rest else ""
    return f"{head}: {row[_PUBLISHED]:,} of {what} {where} to which it may apply have a number.{without}"


def _download(label: str, frame: pd.DataFrame, stem: str) -> None:
    build = data.build()
    st.download_button(
        label,
        lambda: rows_csv(frame, Provenance.of(build)),
        file_name=f"quality-{stem}-{build['build_id'][:8]}.csv",
        mime="text/csv",
        icon=":material/download:",
        key=f"quality-take-{stem}",
        on_click="ignore",
    )


def _legend(measure: str) -> None:
    with st.expander("What the reasons mean"):
        cards.facts({head: meaning for head, meaning in REASONS.values()})  # noqa: C416 - words to meaning
        st.caption(
            "A result counts only schools that teach the ages it is of. Newer years than those listed may have been "
            "published since: the documents say what comes out when, under “Through the year”."
        )
        nobody: dict[str, list[str]] = {}
        for (name, year), why in NOT_COLLECTED.items():
            if measure in ("", name) and year not in nobody.setdefault(why, []):
                nobody[why].append(year)
        for why, years in nobody.items():
            st.markdown("- " + cards.plain(f"{', '.join(years)}: {why}."))


def _schools(asked: Asked, year: str) -> None:
    """List the schools without a number of one measure and year."""
    schools = data.schools()
    schools = schools[schools["sector"] == asked.sector]
    if asked.borough:
        schools = schools[schools["la_name"] == asked.borough]
    why = quality.reasons_of(data.table("measures"), schools, data.build()["coverage"], asked.measure, year)
    found = quality.schools_without(schools, why)
    st.subheader(f"Schools without a number: {words.count(len(found), 'school')}", anchor=False)
    if found.empty:
        st.write("Every school to which it may apply has a number.")
        return
    told = found.assign(why=found["why"].map(lambda key: REASONS[key][0]))
    heads = {"name": "School", "why": "Why there is no number", "phase_family": "Phase", "borough": "Borough"}
    shown = told.astype({"urn": str}).rename(columns=heads | {"urn": "URN"})[[*heads.values(), "URN"]]
    st.dataframe(shown, hide_index=True, key="quality-without")
    _download("Download these schools (CSV)", told.assign(measure=asked.measure, year=year), "schools")


def draw() -> None:
    """Draw the filters and the tables."""
    build, counted = data.build(), quality_data.gaps()
    st.header("Figures: who has a number, and why others have none", anchor=False)
    codes = {code: name for name, code in data.offered().words["borough"].items()}
    asked = _ask(counted, codes.get(build["default_area"], ""))
    newest = {name: max(years) for name, years in build["coverage"].items()}
    rows = rows_of(counted, asked, newest)
    if rows.empty:
        st.info("There is nothing to count of this year, for these schools.", icon=":material/info:")
        return
    tallied = quality.tally(rows, ["measure", "year"])
    one = len(tallied) == 1
    if one:
        st.markdown(cards.plain(sentence(asked, tallied)))
    columns, cells = _shown(tallied, ["measure", "year"])
    cards.table(columns, cells)
    _download(
        "Download these counts (CSV)",
        quality.tally(rows, ["measure", "year", "borough", "sector"]),
        "counts",
    )
    _legend(asked.measure)
    if one and not asked.borough:
        st.subheader("By borough", anchor=False)
        cards.table(*_shown(quality.tally(rows, ["borough"]).sort_values("borough"), ["borough"]))
    if one and tallied["year"].iloc[0] in build["coverage"].get(asked.measure, {}):
        _schools(asked, str(tallied["year"].iloc[0]))
    elif not one:
        st.caption("Choose one figure and one year to see the schools without a number.")

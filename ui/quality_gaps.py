"""The part of the quality page on figures: how many schools have a number, and why the others have none."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from geo import quality, words
from geo.download import Provenance, rows_csv
from geo.measures import MEASURES, NOT_COLLECTED
from geo.quality import ALL_YEARS, REASONS
from geo.quality_link import EVERY_YEAR, Asked, Offered
from geo.vocab import Sector, ValueStatus
from ui import cards, data, map_words, quality_data, quality_state

__all__ = ["draw", "rows_of", "sentence"]

_PUBLISHED = str(ValueStatus.PUBLISHED)


def _ask(offered: Offered) -> Asked:
    """Draw the filters, which stand in the address, and say what of the address was left out."""
    map_words.say_junk(quality_state.arrive(offered))
    labels = {name: entry.label for name, entry in MEASURES.items()}
    years = {"": "The newest year at hand of each", EVERY_YEAR: "Every year"}
    sectors = {str(Sector.STATE): "State-funded schools", str(Sector.INDEPENDENT): "Independent schools"}
    with st.container(horizontal=True, vertical_alignment="bottom", key="quality-filters"):
        st.selectbox(
            "Figure",
            ["", *labels],
            format_func=lambda name: labels.get(name, "Every figure"),
            width=420,
            key=quality_state.MEASURE,
        )
        st.selectbox(
            "Borough",
            ["", *offered.boroughs],
            format_func=lambda name: name or "Every borough",
            width=260,
            key=quality_state.BOROUGH,
        )
        st.selectbox(
            "Year",
            [*years, *offered.years],
            format_func=lambda year: years.get(year, year),
            width=280,
            key=quality_state.YEAR,
        )
        st.selectbox("Schools", list(sectors), format_func=sectors.__getitem__, width=230, key=quality_state.SECTOR)
    return quality_state.leave(offered)


def _offered(counted: pd.DataFrame, home: str) -> Offered:
    boroughs = tuple(sorted(counted["borough"].unique()))
    years = tuple(sorted((year for year in counted["year"].unique() if year != ALL_YEARS), reverse=True))
    return Offered(boroughs, years, home if home in boroughs else "")


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
    asked = _ask(_offered(counted, codes.get(build["default_area"], "")))
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

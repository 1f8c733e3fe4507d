"""Schools side by side: who they are, their figures with year and status, differences in words, distances."""

from itertools import combinations
from typing import Any

import geopandas as gpd
import streamlit as st

from geo import words
from geo.applies import applies
from geo.differences import difference
from geo.measures import MEASURES
from geo.pairs import alike_words, apart_words
from geo.vocab import ValueStatus
from ui import cards, frame, partner_data, partner_state, school_data, state

__all__ = ["facts", "figures", "heads", "pairs"]


def heads(schools: gpd.GeoDataFrame) -> None:
    """Name the schools, each with its page and a way to take it off."""
    for column, (_, school) in zip(st.columns(len(schools)), schools.iterrows(), strict=True):
        urn = int(school["urn"])
        with column, st.container(border=True, key=f"head-{urn}"):
            st.markdown(f"**{cards.plain(school['name'])}**")
            with st.container(horizontal=True, vertical_alignment="center", key=f"links-head-{urn}"):
                st.page_link(frame.SCHOOL, label="School page", query_params=state.school_query(urn))
                st.page_link(frame.PARTNERS, label="Suggestions", query_params=state.school_query(urn))
                st.button("Take off", key=f"drop-{urn}", type="tertiary", on_click=partner_state.drop, args=(urn,))


def _names(schools: gpd.GeoDataFrame) -> list[str]:
    """Names, with the URN where two are the same."""
    twice = schools["name"].duplicated(keep=False)
    return [
        f"{name} ({urn})" if both else name
        for name, urn, both in zip(schools["name"], schools["urn"], twice, strict=True)
    ]


def facts(schools: gpd.GeoDataFrame) -> None:
    """Set side by side what the register says."""
    names = partner_data.tie_names()
    rows: dict[str, list[str]] = {}
    for _, school in schools.iterrows():
        ties = [names[tie] for tie in school["tie_ids"] if tie in names]
        told = {
            "Phase": school["phase_family"],
            "Type": school["school_type"],
            "Ages": words.ages(school["age_low"], school["age_high"]).removeprefix("ages "),
            "Pupils' gender": words.text(school["gender"]),
            "Religious character": words.text(school["faith"]),
            "Authority": school["la_name"],
            "Ward": words.text(school["ward_name"]),
            "Federation, trust or consortium": ", ".join(ties) or "none in the bundled data",
            "URN": str(school["urn"]),
        }
        for name, said in told.items():
            rows.setdefault(name, []).append(str(said))
    cards.table(["As published", *_names(schools)], [[name, *each] for name, each in rows.items()], named=True)


#: Instead of a gap, for a school that ends before or begins after the key stage.
_NOBODY = "no pupils of this age"


def _published(cell: dict[str, Any]) -> bool:
    return bool(cell["status"] == ValueStatus.PUBLISHED)


def _cell(cell: dict[str, Any]) -> str:
    year = words.year_of(cell)
    said = words.figure(cell).replace("`", "")
    return f"{said} ({year})" if _published(cell) and year else said


def figures(schools: gpd.GeoDataFrame) -> None:
    """Set every measure side by side, with its year or why there is none, and the difference in words."""
    names = _names(schools)
    each = [school_data.figures_of(int(urn)).set_index("measure", drop=False) for urn in schools["urn"]]
    taught = list(zip(schools["phase_family"], schools["age_low"], schools["age_high"], strict=True))
    newest: list[list[str]] = []
    results: list[list[str]] = []
    absent: dict[str, list[str]] = {}
    for name, measure in MEASURES.items():
        cells = [{str(key): value for key, value in part.loc[name].items()} for part in each]
        has = [applies(measure, *ages) for ages in taught]
        told = [_cell(cell) if its or _published(cell) else _NOBODY for cell, its in zip(cells, has, strict=True)]
        if not any(has) and not any(_published(cell) for cell in cells):
            continue
        if len(set(told)) == 1 and not _published(cells[0]):
            absent.setdefault(words.figure(cells[0]), []).append(measure.label)
            continue
        (results if measure.stage else newest).append([measure.label, *told, difference(measure, cells, names)])
    with st.container(key="compare-figures"):
        cards.table(["Measure", *names, "Difference"], newest, named=True)
        if results:
            st.subheader("Results and destinations, as old as their years say", anchor=False)
            cards.table(["Measure", *names, "Difference"], results, named=True)
    st.caption("The newest figure of each school. Lowest and highest say nothing of good or bad.")
    for why, labels in absent.items():
        st.markdown(f"{cards.plain('; '.join(labels))}: {why}.")


def pairs(schools: gpd.GeoDataFrame) -> None:
    """Say of each pair how far apart they are, and how alike beside all London pairs of their phase."""
    basis = partner_data.basis()
    names = dict(zip(schools["urn"], _names(schools), strict=True))
    rows = []
    for one, other in combinations([int(urn) for urn in schools["urn"]], 2):
        rows.append([names[one], names[other], apart_words(basis, one, other), alike_words(basis, one, other)])
    cards.table(["School", "School", "Straight line", "Alike in size and intake"], rows)

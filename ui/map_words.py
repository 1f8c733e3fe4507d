"""What the map page says around the map: the title, the count, who is left out, and what emptied the view."""

from typing import Any

import geopandas as gpd
import pandas as pd
import streamlit as st

from geo import bands, words
from geo.criteria import Criteria
from geo.measures import MEASURES
from geo.select import emptied_by, select
from ui import also_here, cards, colouring, filters, frame, state
from ui.filters import Scene

__all__ = ["chosen_panel", "legend", "say_count", "say_elsewhere", "say_empty", "say_junk", "title"]

#: Schools standing elsewhere that are named in a caption; more are folded away.
_FEW = 3
#: Boroughs that a title has room for.
_FEW_NAMES = 3


def title(scene: Scene) -> str:
    """Name what is looked at."""
    boroughs = scene.criteria.chosen.get("borough", frozenset())
    names = [name for name, code in scene.offered.words["borough"].items() if code in boroughs]
    if not names:
        return "Schools in every borough"
    if len(names) > _FEW_NAMES:
        return f"Schools in {len(names)} boroughs"
    return "Schools in " + (names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}")


def say_junk(notes: list[str]) -> None:
    """Say what of the address was left out."""
    if notes:
        said = cards.plain(", ".join(notes))
        st.info(
            f"The address had values that nothing here has; they were left out: {said}.", icon=":material/link_off:"
        )


def say_count(scene: Scene, shown: gpd.GeoDataFrame) -> None:
    """Say how many schools there are, how many of them have no point, and offer to clear the filters."""
    pointless = int(shown.geometry.isna().sum())
    apart = f"; {words.count(pointless, 'more')} without a known point, in the table only" if pointless else ""
    with st.container(horizontal=True, vertical_alignment="center", key="count"):
        st.markdown(f"**{words.count(len(shown) - pointless, 'school')} on the map**{apart}")
        if scene.criteria.chosen != scene.offered.defaults or len(scene.criteria.set_keys()) > len(
            scene.criteria.chosen
        ):
            st.button("Clear filters", type="tertiary", on_click=state.clear, args=(scene.offered,), key="clear_count")


def legend(scene: Scene, shown: gpd.GeoDataFrame) -> None:
    """Draw the choice of what the colours say, and what they say now, for the schools with a point."""
    st.selectbox(
        "Colour by",
        ["", *scene.offered.colours],
        format_func=lambda key: MEASURES[key].label if key else "Phase",
        key="colour",
        width=420,
    )
    located = shown.geometry.notna()
    if scene.view.colour:
        columns = ["phase_family", f"value_{scene.view.colour}"]
        colouring.legend(shown.loc[located, columns], bands.scale(scene.schools, scene.view.colour))
    else:
        cards.legend(shown["phase_family"][located])


def say_elsewhere(elsewhere: pd.DataFrame, scene: Scene) -> None:
    """Name the schools that are left out because they stand in another borough."""
    names = {code: name for name, code in scene.offered.words["borough"].items()}
    each = [
        f"{row['name']} ({row['urn']}): authority is {row['la_name']}, stands in "
        f"{names.get(str(row['site_borough']), 'an area that the bundled boundaries do not name')}"
        for _, row in elsewhere.iterrows()
    ]
    if len(each) > _FEW:
        with st.expander(f"Not counted: {words.count(len(each), 'school')} standing in another borough"):
            st.markdown("\n".join("- " + cards.plain(line) for line in each))
    elif each:
        st.caption("Not counted: " + "; ".join(cards.plain(line) for line in each))


def say_empty(scene: Scene, areas: gpd.GeoDataFrame) -> None:
    """Say what emptied the view, and offer to lift that filter alone, or all of them."""
    said = {key: filters.describe(key, scene) for key in scene.criteria.set_keys()}
    st.info(
        f"None of the {len(scene.schools):,} schools in the bundled data meets all of these filters together:\n\n"
        + "\n".join(f"- {cards.plain(line)}" for line in said.values()),
        icon=":material/search_off:",
    )
    culprits = emptied_by(scene.schools, scene.criteria, areas=areas, origin=scene.origin)
    if culprits:
        st.write("Lifting one of them is enough:")
    else:
        st.write("Lifting one of them is not enough.")
    for key, left in culprits:
        st.button(
            f"Without “{cards.plain(said[key])}”: {words.count(left, 'school')}",
            key=f"lift-{key}",
            on_click=state.lift,
            args=(key,),
        )
    st.button("Clear filters", key="clear_empty", on_click=state.clear, args=(scene.offered,), type="primary")


def chosen_panel(scene: Scene, shown: gpd.GeoDataFrame, areas: gpd.GeoDataFrame) -> None:
    """Say which school is chosen, offer its page, and say why if it is not among those shown."""
    with st.container(border=True, key="chosen"):
        school = scene.own
        if school is None:
            st.markdown(
                "**Choose your school**  \nType its name above, click a shape on the map, or tick a row of the table."
            )
            return
        st.subheader(cards.plain(school["name"]), anchor=False)
        ages = words.ages(school["age_low"], school["age_high"])
        st.caption(cards.plain(f"{school['phase_family']} · {school['school_type']} · {ages}"))
        if school["urn"] not in set(shown["urn"]):
            _say_hidden(scene, school, areas)
        with st.container(horizontal=True):
            st.page_link(
                frame.SCHOOL,
                label="Open school page",
                icon=":material/arrow_forward:",
                query_params=state.school_query(int(school["urn"])),
            )
            st.page_link(
                frame.PARTNERS,
                label="Who could work with it?",
                icon=":material/handshake:",
                query_params=state.school_query(int(school["urn"])),
            )
            st.button("Choose another", type="tertiary", on_click=state.choose, args=(None,), key="unchoose")
        also_here.draw(shown, int(school["urn"]))


def _say_hidden(scene: Scene, school: "pd.Series[Any]", areas: gpd.GeoDataFrame) -> None:
    row = scene.schools[scene.schools["urn"] == school["urn"]]
    hiding = [key for key in scene.criteria.set_keys() if _fails(row, scene, key, areas)]
    said = "; ".join(filters.describe(key, scene) for key in hiding if key != "border_m")
    st.caption(f"Not among the schools shown, because of: {cards.plain(said)}.")


def _fails(row: gpd.GeoDataFrame, scene: Scene, key: str, areas: gpd.GeoDataFrame) -> bool:
    """Whether one school fails one condition of the view."""
    criteria: Criteria = scene.criteria
    for other in criteria.set_keys():
        if other != key and (key, other) != ("borough", "border_m"):
            criteria = criteria.without(other)
    return not len(select(row, criteria, areas=areas, origin=scene.origin))

"""The schools on a map, and the same schools in a table."""

import geopandas as gpd
import streamlit as st

from geo.select import Criteria, select, stand_elsewhere
from ui import cards, data, filters, frame, map_view, state, table, words

HEIGHT_PX = 560

#: Schools standing elsewhere that are named in a caption; more are folded away.
FEW = 3


def title(criteria: Criteria, offered: filters.Options) -> str:
    """Name what is looked at."""
    names = [name for name, code in offered.codes.items() if code in criteria.boroughs]
    if not names:
        return "Schools in every borough"
    return "Schools in " + (names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}")


def say_count(shown: gpd.GeoDataFrame) -> None:
    """Say how many schools there are, and how many of them have no point."""
    pointless = int(shown.geometry.isna().sum())
    apart = f"; {words.count(pointless, 'more')} without a known point, in the table only" if pointless else ""
    st.markdown(f"**{words.count(len(shown) - pointless, 'school')} on the map**{apart}")


def say_elsewhere(elsewhere: gpd.GeoDataFrame, names: dict[str, str]) -> None:
    """Name the schools that are left out because they stand in another borough."""
    each = [
        f"{row['name']} ({row['urn']}): authority is {row['la_name']}, stands in "
        f"{names.get(str(row['site_borough']), 'an area that the bundled boundaries do not name')}"
        for _, row in elsewhere.iterrows()
    ]
    if len(each) > FEW:
        with st.expander(f"Not counted: {words.count(len(each), 'school')} standing in another borough"):
            st.markdown("\n".join("- " + cards.plain(line) for line in each))
    elif each:
        st.caption("Not counted: " + "; ".join(cards.plain(line) for line in each))


def say_empty(applied: list[str], schools: gpd.GeoDataFrame, offered: filters.Options) -> None:
    """Say what emptied the view, and offer the way back."""
    st.info(
        f"None of the {len(schools):,} schools in the bundled data meets all of these filters together:\n\n"
        + "\n".join(f"- {line}" for line in applied),
        icon=":material/search_off:",
    )
    st.button("Clear filters", key="clear_empty", on_click=state.clear, args=(offered.defaults,), type="primary")


def chosen_panel(shown: gpd.GeoDataFrame) -> None:
    """Say which school is chosen, and offer its page."""
    urn = state.chosen()
    found = shown[shown["urn"] == urn]
    with st.container(border=True, key="chosen"):
        if found.empty:
            st.markdown("**No school chosen**")
            st.caption("Click a shape on the map, or tick a row of the table.")
            return
        school = found.iloc[0]
        st.subheader(cards.plain(school["name"]), anchor=False)
        ages = words.ages(school["age_low"], school["age_high"])
        st.caption(cards.plain(f"{school['phase_family']} · {school['school_type']} · {ages}"))
        st.page_link(
            frame.SCHOOL, label="Open school page", icon=":material/arrow_forward:", query_params={"urn": str(urn)}
        )


def show() -> None:
    """Draw the page."""
    build, schools, areas = data.build(), data.schools(), data.areas()
    offered = filters.options(areas, schools, build["default_area"])
    heading = st.empty()
    cards.lead(
        "The schools of an area with what is published about them: where they are, whom they teach, how they were "
        "inspected, and who is near enough to work with. Every figure carries its year and its source."
    )
    criteria, applied = filters.draw(offered, schools)
    heading.title(title(criteria, offered), anchor=False)
    shown = select(schools, criteria).sort_values(["name", "urn"])
    if shown.empty:
        say_empty(applied, schools, offered)
        return
    urns = [int(urn) for urn in shown["urn"]]
    names = {code: name for name, code in offered.codes.items()}
    left, right = st.columns([3, 2], gap="medium")
    with left:
        say_count(shown)
        map_view.draw(
            map_view.area_deck(shown, areas, criteria.boroughs, state.chosen()),
            height=HEIGHT_PX,
            key="map",
            alt=f"Map of {words.count(len(shown), 'school')}. The table beside it has the same schools.",
            on_select=state.map_clicked("map", map_view.SCHOOLS, table.key_of(urns), urns),
        )
        cards.legend(shown.loc[shown.geometry.notna(), "phase_family"])
    with right:
        chosen_panel(shown)
        table.draw(shown, state.chosen())
    say_elsewhere(stand_elsewhere(schools, criteria), names)
    st.caption("Boundaries are simplified: a ward in the table is the one published with the school.")


frame.require_frame("pages/map.py")
show()

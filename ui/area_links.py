"""Ways from the map to the figures of what is shown."""

import geopandas as gpd
import streamlit as st

from geo import words
from geo.group import MOST_PICKED
from ui import area_state, cards, frame
from ui.filters import Scene

__all__ = ["draw"]


def draw(scene: Scene, shown: gpd.GeoDataFrame) -> None:
    """Link to the figures of the borough in view, and of the schools shown where a group can hold them."""
    boroughs = scene.criteria.chosen.get("borough", frozenset())
    names = [name for name, code in scene.offered.words["borough"].items() if code in boroughs]
    with st.container(horizontal=True, key="links-area"):
        if len(names) == 1:
            st.page_link(
                frame.AREA,
                label=f"{cards.plain(names[0])} in figures",
                icon=":material/monitoring:",
                query_params=area_state.borough_query(names[0]),
            )
        if 1 < len(shown) <= MOST_PICKED:
            st.page_link(
                frame.AREA,
                label=f"The {words.count(len(shown), 'school')} shown, in figures",
                icon=":material/monitoring:",
                query_params=area_state.group_query([int(urn) for urn in shown["urn"]]),
            )

"""The schools at the place of the chosen one, each to be chosen in turn."""

import geopandas as gpd
import streamlit as st

from geo import words
from geo.same_place import at_same_place
from ui import cards, state

__all__ = ["draw"]


def draw(shown: gpd.GeoDataFrame, urn: int) -> None:
    """Offer the schools in view whose shapes would cover the chosen one's.

    Parameters
    ----------
    shown : the schools in view, EPSG:27700.
    urn : the chosen school; nothing is drawn if it is not in view, or alone.
    """
    others = at_same_place(shown, urn)
    if others.empty:
        return
    st.caption(f"Also here: {words.count(len(others), 'school')}. Their shapes stand side by side on the map.")
    for other in others.to_dict("records"):
        st.button(
            cards.plain(f"{other['name']} · {other['phase_family']}"),
            key=f"also-{other['urn']}",
            icon=":material/location_on:",
            type="tertiary",
            on_click=state.choose,
            args=(int(other["urn"]),),
        )

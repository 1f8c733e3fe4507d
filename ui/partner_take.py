"""Suggestions as files to take away; each is made when its button is pressed."""

import geopandas as gpd
import streamlit as st

from geo.download import Provenance
from geo.partner_download import suggestions_csv
from geo.partners import BORDER, OWN, Suggestions
from geo.purposes import CRITERIA
from ui import data, partner_data
from ui.folium_map import folium_html

__all__ = ["draw"]

_FIRST = 10


def _map(found: Suggestions, schools: gpd.GeoDataFrame, name: str, provenance: Provenance) -> bytes:
    which = OWN if len(found.first(1)) else BORDER
    urns = [found.urn, *found.first(_FIRST, which)["urn"]]
    shown = schools[schools["urn"].isin(urns)]
    weights = ", ".join(f"{CRITERIA[key].label.lower()} {weight:g}" for key, weight in found.weights.items())
    boroughs = {str(code) for code in schools.loc[schools["urn"] == found.urn, "borough_code"].dropna()}
    return folium_html(
        data.flat(shown),
        data.areas(),
        title=f"Who could work with {name}?",
        subtitle=f"The school and its first {len(shown) - 1} suggestions, by name. {found.preset.label}: {weights}.",
        provenance=provenance,
        boroughs=boroughs,
    )


def draw(found: Suggestions, schools: gpd.GeoDataFrame, name: str) -> None:
    """Draw the download buttons."""
    build = data.build()
    provenance = Provenance.of(build)
    stem = f"suggestions-{found.urn}-{build['build_id'][:8]}"
    with st.popover("Download", icon=":material/download:", key="partner-takeaway"):
        st.download_button(
            "Every candidate (CSV)",
            lambda: suggestions_csv(partner_data.basis(), found, provenance),
            file_name=f"{stem}.csv",
            mime="text/csv",
            icon=":material/table:",
            on_click="ignore",
            key="take-suggestions",
        )
        st.download_button(
            "Map of the first ten, without internet (HTML)",
            lambda: _map(found, schools, name, provenance),
            file_name=f"{stem}.html",
            mime="text/html",
            icon=":material/map:",
            on_click="ignore",
            key="take-suggestions-map",
        )
        st.caption("The file has the weights, the rules, the method's version and the build.")

"""Suggestions as files to take away; each is made when its button is pressed."""

import streamlit as st

from geo.download import Provenance
from geo.partner_download import suggestions_csv
from geo.partners import BORDER, OWN
from geo.purposes import CRITERIA
from ui import data
from ui.folium_map import folium_html
from ui.folium_rows import Entry
from ui.partner_answer import Answer

__all__ = ["draw", "map_file"]

_FIRST = 10


def map_file(answer: Answer, name: str, provenance: Provenance) -> bytes:
    """Make the map of a school and its first ten suggestions, numbered and listed in their order, with why."""
    found = answer.found
    first = (answer.listed(OWN) or answer.listed(BORDER))[:_FIRST]
    order = {found.urn: Entry("asks", "The school that asks.")}
    for number, urn in enumerate(first, start=1):
        why = answer.reasons(urn)
        order[urn] = Entry(str(number), " ".join((*why.lines, why.check)))
    schools = data.schools()
    shown = schools[schools["urn"].isin(list(order))]
    weights = ", ".join(f"{CRITERIA[key].label.lower()} {weight:g}" for key, weight in found.weights.items())
    where = "" if found.preset.merge_border else " over the border" if not answer.listed(OWN) else " of its own borough"
    boroughs = {str(code) for code in schools.loc[schools["urn"] == found.urn, "borough_code"].dropna()}
    return folium_html(
        data.flat(shown),
        data.areas(),
        title=f"Who could work with {name}?",
        subtitle=f"The school (“asks”) and its first {len(first)} suggestions{where}, in their order, which is of fit "
        f"and not of quality. {found.preset.label}: {weights}.",
        provenance=provenance,
        boroughs=boroughs,
        order=order,
    )


def draw(answer: Answer, name: str) -> None:
    """Draw the download buttons."""
    build = data.build()
    provenance = Provenance.of(build)
    found = answer.found
    stem = f"suggestions-{found.urn}-{build['build_id'][:8]}"
    with st.popover("Download", icon=":material/download:", key="partner-takeaway"):
        st.download_button(
            "Every candidate (CSV)",
            lambda: suggestions_csv(answer.basis, found, provenance),
            file_name=f"{stem}.csv",
            mime="text/csv",
            icon=":material/table:",
            on_click="ignore",
            key="take-suggestions",
        )
        st.download_button(
            "Map of the first ten, without internet (HTML)",
            lambda: map_file(answer, name, provenance),
            file_name=f"{stem}.html",
            mime="text/html",
            icon=":material/map:",
            on_click="ignore",
            key="take-suggestions-map",
        )
        st.caption("The files have the weights and the build; the table has the rules and the method's version too.")

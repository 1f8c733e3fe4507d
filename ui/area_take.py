"""What the area page offers to take away; each file is made when its button is pressed."""

from collections.abc import Callable, Mapping, Sequence

import geopandas as gpd
import pandas as pd
import streamlit as st

from geo.area_download import figures_csv, rolls_csv
from geo.download import Provenance, to_csv
from geo.london import ENGLAND, LONDON
from geo.rolls import Roll
from geo.summary import Figure
from geo.vocab import PhaseFamily
from ui import area_data, data

__all__ = ["draw"]


def draw(counted: pd.DataFrame, made: Mapping[PhaseFamily, Sequence[Figure]], rolls: Sequence[Roll]) -> None:
    """Draw the download buttons."""
    build = data.build()
    provenance = Provenance.of(build)
    areas = {area.name: area.code for area in (LONDON, ENGLAND)}
    files: list[tuple[str, str, Callable[[], bytes]]] = [
        (
            "The figures, phase by phase (CSV)",
            "figures",
            lambda: figures_csv(made, area_data.beside(), areas, provenance),
        ),
        ("Pupils on roll, school by school (CSV)", "rolls", lambda: rolls_csv(counted, rolls, provenance)),
        (
            "The schools with every figure (CSV)",
            "schools",
            lambda: to_csv(data.flat(gpd.GeoDataFrame(counted)), provenance),
        ),
    ]
    with st.popover("Download", icon=":material/download:", key="area-takeaway"):
        for label, stem, write in files:
            st.download_button(
                label,
                write,
                file_name=f"area-{stem}-{build['build_id'][:8]}.csv",
                mime="text/csv",
                icon=":material/table:",
                on_click="ignore",
                key=f"area-take-{stem}",
            )
        st.caption("The address of this page is its link: it holds the borough or the URNs, the phase and the measure.")

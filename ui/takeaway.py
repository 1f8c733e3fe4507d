"""What is shown, to pass on: its link, and files to take away, each made when its button is pressed, not before."""

from collections.abc import Callable
from functools import partial
from urllib.parse import urlencode

import geopandas as gpd
import streamlit as st

from geo import words
from geo.download import Provenance, guide_csv, to_csv, to_geojson, to_geoparquet
from ui import data, filters, map_words, state
from ui.filters import Scene
from ui.folium_map import folium_html

__all__ = ["downloads", "share"]


#: From so many schools on a file may take longer than a second to make.
_MANY = 500


def _written(
    write: Callable[[gpd.GeoDataFrame, Provenance], bytes], shown: gpd.GeoDataFrame, provenance: Provenance
) -> bytes:
    return write(data.flat(shown), provenance)


def share() -> None:
    """Draw the link of what is shown."""
    st.markdown("Whoever opens this link sees the same: area, filters, order, postcode and chosen school.")
    query = urlencode(state.map_query(), doseq=True)
    here = (st.context.url or "").split("?")[0].rstrip("/") + "/"
    st.code(here + (f"?{query}" if query else ""), language=None, wrap_lines=True)


def downloads(scene: Scene, shown: gpd.GeoDataFrame, areas: gpd.GeoDataFrame, order: str) -> None:
    """Draw the download buttons.

    Parameters
    ----------
    scene : what is looked at; its conditions are written on the map file.
    shown : the schools in view, in their order, EPSG:27700.
    areas : the ``areas`` table.
    order : of :data:`ui.vocabulary.SORTS`.
    """
    build = data.build()
    provenance = Provenance.of(build)
    stem = f"schools-{build['build_id'][:8]}"
    conditions = [filters.describe(key, scene) for key in scene.criteria.set_keys()]
    conditions += [f"Nearest to {scene.place.label} first"] if scene.place and order == "distance" else []
    html = partial(
        folium_html,
        areas=areas,
        title=map_words.title(scene),
        subtitle=" · ".join(conditions),
        provenance=provenance,
        boroughs=scene.criteria.chosen.get("borough", frozenset()),
        place=scene.place,
    )
    st.markdown(f"The {words.count(len(shown), 'school')} shown, with every figure, its year and its status.")
    if len(shown) > _MANY:
        st.caption("So many take some seconds: a button turns until its file is made, and the browser then keeps it.")
    st.download_button(
        "Map that opens without internet (HTML)",
        lambda: html(data.flat(shown)),
        file_name=f"{stem}.html",
        mime="text/html",
        icon=":material/map:",
        on_click="ignore",
        key="take-html",
    )
    for label, write, ending, mime in (
        ("Spreadsheet (CSV)", to_csv, "csv", "text/csv"),
        ("GeoJSON", to_geojson, "geojson", "application/geo+json"),
        ("GeoParquet", to_geoparquet, "parquet", "application/vnd.apache.parquet"),
    ):
        st.download_button(
            label,
            partial(_written, write, shown, provenance),
            file_name=f"{stem}.{ending}",
            mime=mime,
            icon=":material/table:",
            on_click="ignore",
            key=f"take-{ending}",
        )
    st.download_button(
        "What the columns mean (CSV)",
        lambda: guide_csv(provenance),
        file_name=f"{stem}-columns.csv",
        mime="text/csv",
        icon=":material/menu_book:",
        on_click="ignore",
        key="take-guide",
    )

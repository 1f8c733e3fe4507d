"""The same view as the map page, the way a user would write it with streamlit-folium: the baseline of ``map_page.py``.

Streamlit's and folium's own idioms, with tables cached and one GeoJson layer for the schools, which is folium's
quick way. It says nothing of what is missing, and needs the internet for Leaflet and the base map.
"""

from pathlib import Path

import folium
import geopandas as gpd
import pandas as pd
import streamlit as st
from streamlit_folium import st_folium

DATA = Path(__file__).resolve().parents[1] / "data" / "processed"
COLOURS = {"Primary": "#1f77b4", "Secondary": "#d62728", "Special": "#2ca02c", "Nursery": "#ff7f0e"}


@st.cache_data
def load() -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
    """Schools with their newest overall grade, and boundaries, in degrees."""
    schools = gpd.read_parquet(DATA / "schools.parquet").to_crs(4326)
    grades = pd.read_parquet(DATA / "inspections.parquet").query("scheme == 'oeif' and area == 'Overall effectiveness'")
    newest = grades.sort_values("inspected_on").drop_duplicates("urn", keep="last")[["urn", "grade", "inspected_on"]]
    return schools.merge(newest, on="urn", how="left"), gpd.read_parquet(DATA / "areas.parquet").to_crs(4326)


st.set_page_config(page_title="Schools", layout="wide")
schools, areas = load()
boroughs = areas[areas["kind"] == "borough"]
with st.sidebar:
    chosen = st.multiselect("Borough", sorted(boroughs["name"]), default=["Camden"], key="borough", bind="query-params")
    phase = st.multiselect("Phase", sorted(schools["phase_family"].unique()), key="phase", bind="query-params")
    sector = st.multiselect("Sector", ["state", "independent"], ["state"], key="sector", bind="query-params")
    overall = st.multiselect("Ofsted", sorted(schools["grade"].dropna().unique()), key="overall", bind="query-params")

here = boroughs[boroughs["name"].isin(chosen)] if chosen else boroughs
shown = schools[schools["borough_code"].isin(here["code"]) & (schools["status"] == "Open")]
for column, values in (("phase_family", phase), ("sector", sector), ("grade", overall)):
    if values:
        shown = shown[shown[column].isin(values)]
located = shown[shown.geometry.notna()]

west, south, east, north = here.total_bounds
view = folium.Map(location=[(south + north) / 2, (west + east) / 2], zoom_start=13 if chosen else 10)
folium.GeoJson(here[["name", "geometry"]], style_function=lambda _: {"fillOpacity": 0.05}).add_to(view)
if chosen:
    wards = areas[areas["kind"] == "ward"]
    wards = wards[wards.representative_point().within(here.union_all())]
    folium.GeoJson(wards[["name", "geometry"]], style_function=lambda _: {"weight": 1, "fillOpacity": 0}).add_to(view)
if len(located):
    folium.GeoJson(
        located[["urn", "name", "phase_family", "school_type", "la_name", "geometry"]],
        marker=folium.CircleMarker(radius=6, fill=True, fill_opacity=0.8),
        style_function=lambda row: {"color": COLOURS.get(row["properties"]["phase_family"], "#7f7f7f")},
        tooltip=folium.GeoJsonTooltip(["name", "phase_family", "school_type", "la_name"]),
    ).add_to(view)

left, right = st.columns([3, 2])
with left:
    st.write(f"{len(located)} schools on the map")
    clicked = st_folium(view, height=560, key="map", returned_objects=["last_object_clicked_tooltip"])
with right:
    st.write(clicked.get("last_object_clicked_tooltip") or "Click on a school")
    st.dataframe(
        shown[["name", "phase_family", "grade", "inspected_on", "ward_name", "la_name", "status", "urn"]],
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        key="table",
    )

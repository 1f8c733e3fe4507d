"""From a frame in metres to the layers of a map: the only place that turns to degrees for a page."""

from collections.abc import Callable, Collection
from math import cos, log2, radians
from typing import Any, Literal

import geopandas as gpd
import pandas as pd
import pydeck as pdk
import streamlit as st

from geo.crs import BNG, WGS84, to_wgs84
from geo.vocab import AreaKind
from ui import shapes

__all__ = ["SCHOOLS", "area_deck", "draw", "school_deck"]

#: The layer that a click answers from.
SCHOOLS = "schools"

_STYLE = "/app/static/style.json"
_FONT = '"Source Sans", "Source Sans Pro", "Segoe UI", Arial, sans-serif'
_TILE_PX, _DEGREES = 512, 360
#: What a view must fit, in pixels: the width of the map, and its height.
_WIDE_PX, _NARROW_PX, _HIGH_PX = 520, 350, 520
_SMALL_HIGH_PX = 240
#: From so many schools on, the shapes are smaller while the whole of London is in view.
_CROWD = 400
#: Names of places are black and let the map through. A colour would be faded by Streamlit, which dims every layer
#: that has one while a shape is selected.
_MUTED = 0.35
#: Ward names are drawn for at most this many boroughs: more would be a carpet of words.
_MOST_WARD_NAMES = 2


def on_a_phone() -> bool:
    """Whether the browser says that it is a phone's: only the first zoom depends on it."""
    return "Mobi" in (st.context.headers.get("User-Agent") or "")


def _view(geometry: gpd.GeoSeries, *, high_px: int = _HIGH_PX) -> pdk.ViewState:
    """Centre and zoom that show all of a BNG geometry."""
    fit_px = (_NARROW_PX if on_a_phone() else _WIDE_PX, high_px)
    west, south, east, north = geometry.to_crs(WGS84).total_bounds
    latitude = (south + north) / 2
    across = max(east - west, 0.004)
    upward = max(north - south, 0.004) / cos(radians(latitude))
    zoom = min(log2(px * _DEGREES / (_TILE_PX * span)) for px, span in zip(fit_px, (across, upward), strict=True))
    return pdk.ViewState(
        longitude=round((west + east) / 2, 5),
        latitude=round(latitude, 5),
        zoom=round(min(zoom, 15), 2),
        min_zoom=8,
        max_zoom=17,
    )


def _points(schools: gpd.GeoDataFrame) -> pd.DataFrame:
    """Rows of the school layer: those with a point."""
    located = schools[schools.geometry.notna()]
    degrees = to_wgs84(located).geometry
    about = located["phase_family"] + "\n" + located["school_type"] + "\n" + located["la_name"]
    return pd.DataFrame(
        {
            "urn": located["urn"].astype("int64"),
            "name": located["name"],
            "about": about,
            "family": located["phase_family"],
            "lon": degrees.x.round(6),
            "lat": degrees.y.round(6),
        }
    )


def _school_layer(points: pd.DataFrame, *, layer: str = SCHOOLS) -> pdk.Layer:
    return pdk.Layer(
        "IconLayer",
        id=layer,
        data=points,
        icon_atlas=pdk.types.String(shapes.atlas()),
        icon_mapping=shapes.mapping(),
        get_icon="family",
        get_position=["lon", "lat"],
        get_size=250,
        size_units=pdk.types.String("meters"),
        size_min_pixels=7 if len(points) > _CROWD else 11,
        size_max_pixels=28,
        pickable=True,
    )


def _ring(points: pd.DataFrame) -> list[pdk.Layer]:
    """Draw a ring around the chosen school, and its name above."""
    ring = pdk.Layer(
        "ScatterplotLayer",
        id="chosen",
        data=points,
        get_position=["lon", "lat"],
        get_radius=1,
        radius_units=pdk.types.String("pixels"),
        radius_min_pixels=18,
        stroked=True,
        filled=False,
        line_width_min_pixels=3,
        pickable=False,
    )
    name = _labels(points, "chosen-name", size=14, opacity=1, offset=[0, -32], backed=True)
    return [ring, name]


def _labels(
    rows: pd.DataFrame,
    layer: str,
    *,
    size: int,
    opacity: float,
    offset: list[int] | None = None,
    backed: bool = False,
) -> pdk.Layer:
    return pdk.Layer(
        "TextLayer",
        id=layer,
        data=rows[["name", "lon", "lat"]],
        get_text="name",
        get_position=["lon", "lat"],
        get_size=size,
        opacity=opacity,
        get_pixel_offset=offset or [0, 0],
        character_set=pdk.types.String("auto"),
        font_family=pdk.types.String(_FONT),
        font_weight=600,
        background=backed,
        get_background_color=[255, 255, 255, 235],
        background_padding=[6, 3],
        pickable=False,
        extensions=[] if backed else [{"@@type": "CollisionFilterExtension"}],
        collision_group=layer,
        collision_test_props={"sizeScale": 1.4},
    )


def _lines(layer: str, url: str, *, colour: list[int], width: float, fill: list[int] | None = None) -> pdk.Layer:
    return pdk.Layer(
        "GeoJsonLayer",
        id=layer,
        data=url,
        stroked=True,
        filled=fill is not None,
        get_fill_color=fill or [0, 0, 0, 0],
        get_line_color=colour,
        get_line_width=width,
        line_width_units=pdk.types.String("pixels"),
        pickable=False,
    )


def _named(areas: gpd.GeoDataFrame) -> pd.DataFrame:
    """Name each area at a point inside it."""
    inside = gpd.GeoSeries(areas.geometry.representative_point(), crs=BNG).to_crs(WGS84)
    return pd.DataFrame({"name": areas["name"].to_numpy(), "lon": inside.x.round(5), "lat": inside.y.round(5)})


def _base(areas: gpd.GeoDataFrame, boroughs: Collection[str], *, names: bool = True) -> list[pdk.Layer]:
    """Boundaries below the schools, and their names."""
    borough_rows = areas[areas["kind"] == AreaKind.BOROUGH]
    here = borough_rows[borough_rows["code"].isin(boroughs)]
    layers = [_lines("boroughs", "/geometry/boroughs.geojson", colour=[120, 137, 143], width=1.2, fill=[250, 251, 250])]
    others = borough_rows[~borough_rows["code"].isin(boroughs)]
    if not here.empty:
        wanted = "&".join(f"borough={code}" for code in sorted(here["code"]))
        layers += [
            _lines("wards", f"/geometry/wards.geojson?{wanted}", colour=[170, 184, 188], width=1, fill=[255, 255, 255]),
            _lines("here", f"/geometry/boroughs.geojson?{wanted}", colour=[23, 89, 107], width=2.5),
        ]
    if not names:
        return layers
    if 0 < len(here) <= _MOST_WARD_NAMES:
        wards = areas[areas["kind"] == AreaKind.WARD]
        wards = wards[wards.geometry.representative_point().within(here.union_all())]
        layers.append(_labels(_named(wards), "ward-names", size=12, opacity=_MUTED))
    layers.append(_labels(_named(others), "borough-names", size=13, opacity=_MUTED))
    return layers


def _deck(layers: list[pdk.Layer], view: pdk.ViewState) -> pdk.Deck:
    tooltip: Any = {
        "text": "{name}\n{about}",
        "style": {
            "backgroundColor": "#1b2a32",
            "color": "#ffffff",
            "fontSize": "14px",
            "lineHeight": "1.4",
            "borderRadius": "6px",
            "maxWidth": "260px",
            "whiteSpace": "pre-line",
        },
    }
    return pdk.Deck(layers=layers, initial_view_state=view, map_style=_STYLE, map_provider="mapbox", tooltip=tooltip)


def area_deck(
    schools: gpd.GeoDataFrame, areas: gpd.GeoDataFrame, boroughs: Collection[str], chosen: int | None
) -> pdk.Deck:
    """Map of the schools in view; the camera depends on the boroughs only, so filters do not move it.

    Parameters
    ----------
    schools : EPSG:27700; those without a point are left out.
    areas : EPSG:27700, boroughs and wards.
    boroughs : GSS codes to look at; none of them: all.
    chosen : URN to ring, if it is among the schools.
    """
    borough_rows = areas[areas["kind"] == AreaKind.BOROUGH]
    looked_at = borough_rows[borough_rows["code"].isin(boroughs)] if boroughs else borough_rows
    points = _points(schools)
    layers = _base(areas, boroughs)
    ringed = points[points["urn"] == chosen]
    if ringed.empty:
        return _deck([*layers, _school_layer(points)], _view(looked_at.geometry))
    ring, name = _ring(ringed)
    return _deck([*layers, ring, _school_layer(points), name], _view(looked_at.geometry))


def school_deck(school: gpd.GeoDataFrame, near: gpd.GeoDataFrame, areas: gpd.GeoDataFrame) -> pdk.Deck:
    """Small map of one school and those near it, in EPSG:27700."""
    both = gpd.GeoDataFrame(pd.concat([near, school]), crs=BNG)
    borough_rows = areas[areas["kind"] == AreaKind.BOROUGH]
    around = borough_rows[borough_rows.intersects(both.geometry.union_all())]
    ring, name = _ring(_points(school))
    view = _view(both.geometry.buffer(100), high_px=_SMALL_HIGH_PX)
    layers = [*_base(areas, set(around["code"]), names=False), ring, _school_layer(_points(both)), name]
    return _deck(layers, view)


def draw(
    deck: pdk.Deck, *, height: int, key: str, alt: str, on_select: Callable[[], None] | Literal["ignore"] = "ignore"
) -> None:
    """Put a map on the page."""
    st.pydeck_chart(deck, height=height, key=key, alt=alt, on_select=on_select, selection_mode="single-object")

"""From a frame in metres to the layers of a map, in degrees."""

import json
from collections.abc import Callable, Collection
from math import cos, log2, radians
from typing import Any, Literal

import geopandas as gpd
import numpy as np
import pandas as pd
import pydeck as pdk
import shapely
import streamlit as st
from pydeck.bindings.json_tools import default_serialize
from shapely.geometry import Point, box

from geo import bands, same_place
from geo.crs import BNG, to_wgs84
from geo.places import Place
from geo.vocab import AreaKind
from ui import base_map, colouring, data, layers
from ui.placed import placed

__all__ = ["RINGS_M", "SCHOOLS", "area_deck", "draw", "kept_area_deck", "partner_deck", "school_deck"]

#: The layer that a click answers from.
SCHOOLS = "schools"

#: Radii of the rings around a postcode, in metres.
RINGS_M = (500, 1_000, 2_000)

_TILE_PX, _DEGREES = 512, 360
#: What a view must fit, in pixels: the width of the map, and its height.
_WIDE_PX, _NARROW_PX, _HIGH_PX = 520, 350, 520
_SMALL_HIGH_PX = 240
_PARTNER_HIGH_PX, _PARTNER_MARGIN_M = 360, 400
#: Names of places let the map through.
_MUTED = 0.5
#: Ward names are drawn for at most this many boroughs, school names for so many schools: more would be a carpet.
_MOST_WARD_NAMES, _MOST_SCHOOL_NAMES = 2, 25
_NAME_CHARACTERS = 34


class _WrittenOnce(pdk.Deck):  # type: ignore[misc] # pydeck has no types
    """A map that becomes JSON once, and without pydeck's white space: one that is kept is sent to many people."""

    _written: str | None = None

    def to_json(self) -> str:
        if self._written is None:
            self._written = json.dumps(self, sort_keys=True, default=default_serialize)
        return self._written


def on_a_phone() -> bool:
    """Whether the browser says that it is a phone's: only the first zoom depends on it."""
    return "Mobi" in (st.context.headers.get("User-Agent") or "")


def _view(geometry: gpd.GeoSeries, *, high_px: int = _HIGH_PX, centre: pd.DataFrame | None = None) -> pdk.ViewState:
    """Zoom that shows all of a BNG geometry, and its centre or the first of some points in degrees."""
    fit_px = (_NARROW_PX if on_a_phone() else _WIDE_PX, high_px)
    # The corners alone: outlines of boroughs have thousands.
    west, south, east, north = to_wgs84(gpd.GeoSeries([box(*geometry.total_bounds)], crs=geometry.crs)).total_bounds
    longitude, latitude = (west + east) / 2, (south + north) / 2
    across = max(east - west, 0.004)
    upward = max(north - south, 0.004) / cos(radians(latitude))
    zoom = min(log2(px * _DEGREES / (_TILE_PX * span)) for px, span in zip(fit_px, (across, upward), strict=True))
    if centre is not None and not centre.empty:
        longitude, latitude = centre["lon"].iloc[0], centre["lat"].iloc[0]
    return pdk.ViewState(
        longitude=round(float(longitude), 5),
        latitude=round(float(latitude), 5),
        zoom=round(min(zoom, 15), 2),
        min_zoom=8,
        max_zoom=17,
    )


def _points(schools: gpd.GeoDataFrame, scale: bands.Scale | None = None) -> pd.DataFrame:
    """Rows of the school layer: those with a point. Schools at one place are in the order of their easting and URN."""
    if "lon" not in schools:
        schools = placed(schools)
    measured = [] if scale is None else [f"{part}_{scale.measure}" for part in ("value", "status")]
    # A few columns only: to cut rows out of all hundred takes longer than the rest of a map.
    columns = ("urn", "name", "phase_family", "about", "lon", "lat", *measured)
    few = pd.DataFrame({name: schools[name] for name in columns})
    easting = shapely.get_x(schools.geometry.to_numpy())
    order = np.lexsort((few["urn"].to_numpy(), easting))
    at = order[~np.isnan(easting[order])]
    located, points = few.iloc[at], schools.geometry.iloc[at]
    about = located["about"]
    if scale is not None:
        about += "\n" + pd.Series(colouring.say(located, scale), index=located.index, dtype="str")
    return pd.DataFrame(
        {
            "urn": located["urn"].astype("int64"),
            "name": located["name"],
            "about": about,
            "family": located["phase_family"],
            "look": located["phase_family"] if scale is None else colouring.keys(located, scale),
            "lon": located["lon"],
            "lat": located["lat"],
            "offset": layers.fanned(list(same_place.groups(points))),
        }
    )


def _school_names(points: pd.DataFrame) -> list[pdk.Layer]:
    """Write the names of a few schools below their shapes, where there is room."""
    if len(points) > _MOST_SCHOOL_NAMES:
        return []
    short = points["name"].where(
        points["name"].str.len() <= _NAME_CHARACTERS, points["name"].str.slice(0, _NAME_CHARACTERS - 1) + "…"
    )
    # The third of three lines stands below the shape, and the ground of the first two keeps other names off it.
    below = points.assign(name=" \n \n" + short)
    return [layers.names(below, "school-names", size=11, opacity=0.75, priority=100, offset="offset", ground=1.9)]


def _base(
    areas: gpd.GeoDataFrame, boroughs: Collection[str], *, names: bool = True, filled: bool = True
) -> list[pdk.Layer]:
    """Boundaries below the schools, and their names; unfilled, a base map shows through."""
    borough_rows = areas[areas["kind"] == AreaKind.BOROUGH]
    here = borough_rows[borough_rows["code"].isin(boroughs)]
    every, inside = ([250, 251, 250], [255, 255, 255]) if filled else (None, None)
    drawn = [layers.boundaries("boroughs", "/geometry/boroughs.geojson", colour=[120, 137, 143], width=1.2, fill=every)]
    if not here.empty:
        wanted = "&".join(f"borough={code}" for code in sorted(here["code"]))
        wards = f"/geometry/wards.geojson?{wanted}"
        outline = f"/geometry/boroughs.geojson?{wanted}"
        drawn += [
            layers.boundaries("wards", wards, colour=[170, 184, 188], width=1, fill=inside),
            layers.boundaries("here", outline, colour=[23, 89, 107], width=2.5),
        ]
    if not names:
        return drawn
    wards, others = data.area_names(frozenset(here["code"]))
    if 0 < len(here) <= _MOST_WARD_NAMES:
        drawn.append(layers.names(wards, "ward-names", size=12, opacity=_MUTED, priority=10))
    drawn.append(layers.names(others, "borough-names", size=13, opacity=_MUTED, priority=200))
    return drawn


def _around(place: Place) -> tuple[pd.DataFrame, pd.DataFrame, gpd.GeoSeries]:
    """Make the marker of a place and its rings, in degrees, and the ground that the first rings cover."""
    middle = Point(place.easting, place.northing)
    tops = [Point(place.easting, place.northing + radius) for radius in RINGS_M]
    degrees = to_wgs84(gpd.GeoSeries([middle, *tops], crs=BNG))
    lon, lat = round(degrees.iloc[0].x, 6), round(degrees.iloc[0].y, 6)
    rings = pd.DataFrame(
        {
            "lon": lon,
            "lat": lat,
            "radius_m": RINGS_M,
            "name": [f"{radius} m" if radius < 1_000 else f"{radius // 1_000} km" for radius in RINGS_M],  # noqa: PLR2004
            "label_lon": degrees.iloc[1:].x.round(6).to_numpy(),
            "label_lat": degrees.iloc[1:].y.round(6).to_numpy(),
        }
    )
    marker = pd.DataFrame({"name": [place.label], "lon": [lon], "lat": [lat]})
    return marker, rings, gpd.GeoSeries([middle.buffer(RINGS_M[1])], crs=BNG)


def _deck(drawn: list[pdk.Layer], view: pdk.ViewState, *, style: str = base_map.OFFLINE) -> pdk.Deck:
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
    return _WrittenOnce(layers=drawn, initial_view_state=view, map_style=style, map_provider="mapbox", tooltip=tooltip)


def area_deck(
    schools: gpd.GeoDataFrame,
    areas: gpd.GeoDataFrame,
    boroughs: Collection[str],
    chosen: int | None,
    *,
    colour: str = "",
    place: Place | None = None,
    online: bool = True,
) -> pdk.Deck:
    """Map of the schools in view.

    The zoom depends on the boroughs or the place only, so filters do not move the map; a chosen school is centred.

    Parameters
    ----------
    schools : EPSG:27700; those without a point are left out.
    areas : EPSG:27700, boroughs and wards.
    boroughs : GSS codes to look at; none of them: all.
    chosen : URN to ring, if it is among the schools.
    colour : measure to colour by, with its columns in ``schools`` and ``data.schools()``; "": by phase.
    place : a postcode to mark and to centre, with rings in a straight line.
    online : use the online base map, where the setting names one.
    """
    borough_rows = areas[areas["kind"] == AreaKind.BOROUGH]
    looked_at = borough_rows[borough_rows["code"].isin(boroughs)] if boroughs else borough_rows
    scale = bands.scale(data.schools(), colour) if colour else None
    points = _points(schools, scale)
    style = base_map.style() if online else None
    drawn = list(data.made(f"base {sorted(boroughs)} {style}", lambda: _base(areas, boroughs, filled=style is None)))
    marker, ground = None, looked_at.geometry
    if place is not None:
        marker, rings, ground = _around(place)
        drawn += layers.place_marker(marker, rings)
    ringed = points[points["urn"] == chosen]
    if not ringed.empty:
        circle, name = layers.ring(ringed)
        drawn.append(circle)
    drawn += _school_names(points[points["urn"] != chosen])
    # Another school chosen, another layer: the browser forgets what was clicked, so that it can be clicked again.
    layer = SCHOOLS if ringed.empty else f"{SCHOOLS}-{chosen}"
    drawn.append(layers.schools(points, layer, shaded=scale is not None))
    if not ringed.empty:
        drawn.append(name)
    view = _view(ground, centre=marker if ringed.empty else ringed)
    return _deck(drawn, view, style=style or base_map.OFFLINE)


def school_deck(school: gpd.GeoDataFrame, near: gpd.GeoDataFrame, areas: gpd.GeoDataFrame) -> pdk.Deck:
    """Small map of one school and those near it, in EPSG:27700."""
    both = gpd.GeoDataFrame(pd.concat([near, school]), crs=BNG)
    borough_rows = areas[areas["kind"] == AreaKind.BOROUGH]
    around = borough_rows[borough_rows.intersects(both.geometry.union_all())]
    points = _points(both)
    own = points["urn"].isin(school["urn"])
    ring, name = layers.ring(points[own])
    view = _view(both.geometry.buffer(100), high_px=_SMALL_HIGH_PX)
    style = base_map.style()
    drawn = _base(areas, set(around["code"]), names=False, filled=style is None)
    drawn += [ring, *_school_names(points[~own]), layers.schools(points, SCHOOLS, shaded=False), name]
    return _deck(drawn, view, style=style or base_map.OFFLINE)


def partner_deck(school: gpd.GeoDataFrame, found: gpd.GeoDataFrame, areas: gpd.GeoDataFrame) -> pdk.Deck:
    """Map of a school with lines to suggestions numbered from 1, in their order; all in EPSG:27700."""
    both = gpd.GeoDataFrame(pd.concat([found, school]), crs=BNG)
    borough_rows = areas[areas["kind"] == AreaKind.BOROUGH]
    own = borough_rows[borough_rows["code"].isin(school["borough_code"])]
    points = _points(both)
    here = points["urn"].isin(school["urn"])
    number = {int(urn): str(place) for place, urn in enumerate(found["urn"], start=1)}
    ends = points[~here].assign(
        from_lon=points.loc[here, "lon"].iloc[0],
        from_lat=points.loc[here, "lat"].iloc[0],
        number=[number[int(urn)] for urn in points.loc[~here, "urn"]],
    )
    ring, _ = layers.ring(points[here])
    style = base_map.style()
    drawn = _base(areas, set(own["code"]), names=False, filled=style is None)
    # Numbers alone: the names are on the cards, and in what opens at a shape. The school's own would cover numbers
    # beside it, and is the heading of the page.
    drawn += [layers.lines(ends), ring, layers.schools(points, SCHOOLS, shaded=False)]
    drawn.append(layers.numbers(ends))
    view = _view(both.geometry.buffer(_PARTNER_MARGIN_M), high_px=_PARTNER_HIGH_PX)
    return _deck(drawn, view, style=style or base_map.OFFLINE)


def kept_area_deck(
    view: str,
    schools: gpd.GeoDataFrame,
    areas: gpd.GeoDataFrame,
    boroughs: Collection[str],
    chosen: int | None,
    *,
    colour: str = "",
    place: Place | None = None,
) -> pdk.Deck:
    """Give the map of :func:`area_deck`, made once for everybody who looks at the same.

    Parameters
    ----------
    view : from :func:`ui.data.said`; what ``schools`` and ``boroughs`` follow from.
    """
    rest = (chosen, colour, place and place.label, base_map.style(), on_a_phone())
    return data.made(
        f"deck {view} {rest}",
        lambda: area_deck(schools, areas, boroughs, chosen, colour=colour, place=place),
    )


def draw(
    deck: pdk.Deck, *, height: int, key: str, alt: str, on_select: Callable[[], None] | Literal["ignore"] = "ignore"
) -> None:
    """Put a map on the page."""
    st.pydeck_chart(deck, height=height, key=key, alt=alt, on_select=on_select, selection_mode="single-object")

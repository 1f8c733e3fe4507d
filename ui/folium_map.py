"""The map that leaves the page: one HTML file to e-mail or print, which opens offline and asks no one.

folium draws the boundaries and holds the map together; Leaflet is written into the file from the package
XStatic-Leaflet, and no other library is needed. The shapes are made in the browser from the rows of the list below the
map, so that the two cannot differ and no published text is ever read as markup.
"""

import base64
import re
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import folium
import geopandas as gpd
import jinja2
import pandas as pd
import shapely
from xstatic.pkg import leaflet

from geo import words
from geo.crs import BNG, WGS84, require_crs, to_wgs84
from geo.download import Provenance
from geo.places import Place
from geo.vocab import AreaKind, PhaseFamily
from ui import folium_rows, shapes
from ui.folium_rows import Entry

__all__ = ["MOST_NUMBERED", "SHOWN", "folium_html"]

#: Measures in the list and in what opens at a shape.
SHOWN = ("pupils", "fsm_ever6", "eal", "persistent_absence")

#: Up to so many schools, the number of a school in the list stands beside its shape.
MOST_NUMBERED = 150

#: Wards are drawn for at most so many boroughs.
_MOST_WARDED = 4

_PARTS = Path(__file__).with_name("folium_page")
_LEAFLET = Path(leaflet.BASE_DIR)
_DECIMALS = 5

_STYLES = {
    "other": {"color": "#93a2a8", "weight": 1, "fillColor": "#f7f9f8", "fillOpacity": 1},
    "ward": {"color": "#aab8bc", "weight": 1, "fillColor": "#ffffff", "fillOpacity": 1},
    "here": {"color": "#17596b", "weight": 2.5, "fill": False},
}


class _Map(folium.Map):
    """A folium map that links to nothing, under a fixed name: the same schools make the same file."""

    default_js: list[tuple[str, str]] = []  # noqa: RUF012 - as folium declares them
    default_css: list[tuple[str, str]] = []  # noqa: RUF012

    def get_name(self) -> str:
        """Name of the map in the page and in its script."""
        return "school_map"


class _Boundaries(folium.GeoJson):
    """A folium layer under a fixed name."""

    def get_name(self) -> str:
        """Name of the layer in the script."""
        return "boundaries"


class _Page(folium.Figure):
    """The page around the map. It has a head of its own: folium's forbids zooming on a phone and has no language."""

    def __init__(self, **parts: Any) -> None:
        super().__init__()
        vars(self).update(parts)
        self._template = _template()


@cache
def _part(name: str) -> str:
    return (_PARTS / name).read_text(encoding="utf-8")


@cache
def _template() -> jinja2.Template:
    return jinja2.Environment(autoescape=True).from_string(_part("page.html"))


@cache
def _leaflet_js() -> str:
    """Leaflet's script, its notice kept, without the name of a source map that does not travel with it."""
    return (_LEAFLET / "leaflet.js").read_text(encoding="utf-8").partition("//# sourceMappingURL")[0]


@cache
def _leaflet_css() -> str:
    """Leaflet's styles with their images inside."""

    def inside(found: re.Match[str]) -> str:
        image = base64.b64encode((_LEAFLET / found[1]).read_bytes()).decode()
        return f"url(data:image/png;base64,{image})"

    return re.sub(r"url\((images/[\w.-]+)\)", inside, (_LEAFLET / "leaflet.css").read_text(encoding="utf-8"))


def _base(areas: gpd.GeoDataFrame, boroughs: Collection[str]) -> gpd.GeoDataFrame:
    """Areas to draw, in the order of drawing, with ``role``: other, ward or here."""
    all_boroughs = areas[areas["kind"] == AreaKind.BOROUGH]
    is_here = all_boroughs["code"].isin(boroughs)
    here = all_boroughs[is_here]
    wards = areas[areas["kind"] == AreaKind.WARD]
    if 0 < len(here) <= _MOST_WARDED:
        wards = wards[wards.geometry.representative_point().within(here.union_all())]
    else:
        wards = wards.iloc[:0]
    parts = {"other": all_boroughs[~is_here], "ward": wards, "here": here}
    drawn = [part.assign(role=role) for role, part in parts.items()]
    return gpd.GeoDataFrame(pd.concat(drawn, ignore_index=True), crs=areas.crs)


def _collection(base: gpd.GeoDataFrame) -> dict[str, Any]:
    """Boundaries as GeoJSON in degrees, to about a metre."""
    rounded = shapely.transform(to_wgs84(base).geometry.array, lambda pairs: pairs.round(_DECIMALS))
    features = [
        {
            "type": "Feature",
            "id": code,
            "properties": {"role": role},
            "geometry": shapely.geometry.mapping(shape),
        }
        for code, role, shape in zip(base["code"], base["role"], rounded, strict=True)
    ]
    return {"type": "FeatureCollection", "features": features}


def _style(feature: dict[str, Any]) -> dict[str, Any]:
    return {**_STYLES[feature["properties"]["role"]], "interactive": False}


def _labels(base: gpd.GeoDataFrame) -> list[dict[str, Any]]:
    """Names of the areas at a point inside each; of a borough whose wards are named, the wards say enough."""
    named = base[base["role"] != "here"] if (base["role"] == "ward").any() else base
    inside = gpd.GeoSeries(named.geometry.representative_point(), crs=BNG).to_crs(WGS84)
    return [
        {"name": name, "kind": str(kind), "lat": round(point.y, _DECIMALS), "lon": round(point.x, _DECIMALS)}
        for name, kind, point in zip(named["name"], named["kind"], inside, strict=True)
    ]


def _view(frame: gpd.GeoDataFrame, base: gpd.GeoDataFrame) -> gpd.GeoSeries:
    """Corners of the first view, in degrees: of the boroughs looked at, or of those in which the schools stand.

    A few schools stand far outside their authority's area; to show them would make all the others a blot.
    """
    chosen = base[base["role"] == "here"]
    if chosen.empty:
        chosen = base[base["code"].isin(frame["site_borough_code"].dropna())]
    points = frame.geometry.dropna()
    shown = chosen.geometry if len(chosen) else points if len(points) else base.geometry
    west, south, east, north = shown.total_bounds
    corners = gpd.points_from_xy([west, west, east, east], [south, north, south, north], crs=BNG)
    return gpd.GeoSeries(corners).to_crs(WGS84)


def _legend(placed: gpd.GeoDataFrame) -> list[dict[str, str]]:
    counts = placed["phase_family"].value_counts()
    return [
        {"label": str(family), "icon": shapes.icon(family), "count": f"{counts[str(family)]:,}"}
        for family in shapes.order()
        if str(family) in counts
    ]


def _place(place: Place) -> dict[str, Any]:
    """Mark of a postcode: its name, what it is, and where."""
    point = gpd.GeoSeries(gpd.points_from_xy([place.easting], [place.northing], crs=BNG)).to_crs(WGS84).iloc[0]
    return {
        "name": place.label,
        "about": f"The {place.kind} that was searched for. {place.note}".strip(),
        "icon": shapes.place(),
        "lat": round(point.y, _DECIMALS),
        "lon": round(point.x, _DECIMALS),
    }


def folium_html(  # noqa: PLR0913 - each is said by name
    frame: gpd.GeoDataFrame,
    areas: gpd.GeoDataFrame,
    *,
    title: str,
    subtitle: str = "",
    provenance: Provenance,
    boroughs: Collection[str] = (),
    measures: Sequence[str] = SHOWN,
    order: Mapping[int, Entry] | None = None,
    place: Place | None = None,
) -> bytes:
    """Make the map of these schools as one self-contained HTML file, in UTF-8.

    Parameters
    ----------
    frame : from ``geo.flat.flat_table``, EPSG:27700. Schools without a point are in the list only, and counted.
    areas : the ``areas`` table, EPSG:27700: boroughs and wards.
    title : heading and title of the page.
    subtitle : what was filtered, in words.
    provenance : build, dates, licence and lines of attribution, for the foot of the page.
    boroughs : GSS codes of the boroughs to outline, with their wards if they are few.
    measures : keys of the measures to show.
    place : a postcode to mark.
    order : by URN, in the order of the list, what stands for each school in it; None: numbered from 1 as they come.

    Raises
    ------
    CrsError
        If ``frame`` or ``areas`` is not in EPSG:27700.
    """
    require_crs(areas, BNG)
    ordered = require_crs(frame, BNG)
    if order is not None:
        ordered = ordered.set_index("urn", drop=False).loc[list(order)].reset_index(drop=True)
    placed = ordered[ordered.geometry.notna()]
    pointless = len(ordered) - len(placed)
    base = _base(areas, boroughs)
    west, south, east, north = (float(degrees) for degrees in _view(ordered, base).total_bounds.round(_DECIMALS))
    degrees = to_wgs84(placed).geometry
    outside = int((~(degrees.x.between(west, east) & degrees.y.between(south, north))).sum())
    numbered = len(ordered) <= MOST_NUMBERED
    page = _Page(
        title=title,
        subtitle=subtitle,
        provenance=provenance,
        legend=_legend(placed),
        numbered=numbered,
        pointless=words.count(pointless, "school") if pointless else "",
        outside=words.count(outside, "school") if outside else "",
        count=words.count(len(ordered), "school"),
        headings=folium_rows.headings(ordered, measures, noted=order is not None),
        wide=folium_rows.WIDE,
        rows=folium_rows.rows(to_wgs84(ordered), measures, order),
        settings={
            "numbered": numbered,
            "shapes": {str(family): shapes.icon(PhaseFamily(family)) for family in placed["phase_family"].unique()},
            "labels": _labels(base),
            "place": None if place is None else _place(place),
        },
        place=None if place is None else {"label": f"{place.label}, {place.kind}", "icon": shapes.place()},
        leaflet_licence=_part("LEAFLET-LICENSE.txt"),
        leaflet_css=_leaflet_css(),
        leaflet_js=_leaflet_js(),
        page_css=_part("page.css"),
        page_js=_part("page.js"),
    )
    drawn = _Map(tiles=None, control_scale=True, zoom_control="bottomright", zoom_snap=0.25, min_zoom=8, max_zoom=18)
    page.add_child(drawn)
    _Boundaries(_collection(base), style_function=_style).add_to(drawn)
    drawn.fit_bounds([[south, west], [north, east]], padding=(14, 14))
    return page.render().encode()

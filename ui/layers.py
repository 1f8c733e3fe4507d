"""The layers of a map: schools, their names, places and boundaries. Rows come in degrees, from ``ui.map_view``.

Names are black, without a colour of their own: Streamlit dims every layer that has one while a shape is selected.
"""

from collections.abc import Sequence
from math import cos, pi, sin

import pandas as pd
import pydeck as pdk

from ui import shapes

__all__ = ["boundaries", "fanned", "lines", "names", "numbers", "place_marker", "ring", "schools"]

_FONT = '"Source Sans", "Source Sans Pro", "Segoe UI", Arial, sans-serif'

#: From so many schools on, the shapes are smaller while the whole of London is in view.
_CROWD = 400
#: Shapes at one place stand apart by at least so many pixels.
_APART_PX, _APART_CROWD_PX = 20, 10


def fanned(places: Sequence[int]) -> list[list[float]]:
    """Offsets in pixels that part the shapes at one place: side by side, from three on a circle.

    Parameters
    ----------
    places : the number of each school's place; the order of the schools is the order of the fan.
    """
    apart = _APART_CROWD_PX if len(places) > _CROWD else _APART_PX
    counts = pd.Series(places, dtype="int64").value_counts()
    met: dict[int, int] = {}
    offsets = []
    for place in places:
        many, turn = int(counts[place]), met.get(place, 0)
        met[place] = turn + 1
        if many == 1:
            offsets.append([0.0, 0.0])
            continue
        radius = apart / 2 / sin(pi / many)
        angle = pi + 2 * pi * turn / many
        offsets.append([round(radius * cos(angle), 1), round(radius * sin(angle), 1)])
    return offsets


def schools(points: pd.DataFrame, layer: str, *, shaded: bool) -> pdk.Layer:
    """Draw a shape for each school: ``lon``, ``lat``, ``look`` (a key of ``ui.shapes``), ``offset`` in pixels."""
    families = set(points["family"])
    return pdk.Layer(
        "IconLayer",
        id=layer,
        data=points,
        icon_atlas=pdk.types.String(shapes.atlas(families, shaded=shaded)),
        icon_mapping=shapes.mapping(families, shaded=shaded),
        get_icon="look",
        get_position=["lon", "lat"],
        get_pixel_offset="offset",
        get_size=280 if shaded else 250,
        size_units=pdk.types.String("meters"),
        size_min_pixels=7 if len(points) > _CROWD else 13,
        size_max_pixels=28,
        pickable=True,
    )


def ring(points: pd.DataFrame) -> list[pdk.Layer]:
    """Draw a ring around the chosen school, and its name above."""
    circle = pdk.Layer(
        "IconLayer",
        id="chosen",
        data=points,
        icon_atlas=pdk.types.String(shapes.ring()),
        icon_mapping={"ring": {"x": 0, "y": 0, "width": shapes.CELL, "height": shapes.CELL}},
        get_icon=pdk.types.String("ring"),
        get_position=["lon", "lat"],
        get_pixel_offset="offset",
        get_size=44,
        pickable=False,
    )
    above = points.assign(offset=[[across, down - 32] for across, down in points["offset"]])
    return [circle, names(above, "chosen-name", size=14, opacity=1, offset="offset", backed=True)]


def names(
    rows: pd.DataFrame,
    layer: str,
    *,
    size: int,
    opacity: float,
    priority: int = 0,
    offset: str | None = None,
    backed: bool = False,
    ground: float = 0,
) -> pdk.Layer:
    """Write names; those that would cover one of a higher priority, in this or another layer, are left out.

    Parameters
    ----------
    rows : ``name``, ``lon``, ``lat``, and the offset's column.
    layer : its id.
    size : of the letters, in pixels.
    opacity : 0 to 1.
    priority : -1000 to 1000.
    offset : column of the offset in pixels, or None.
    backed : on a white ground, and always written.
    ground : keep so many times the whole block of lines clear of other names, not the letters alone.
    """
    columns = ["name", "lon", "lat", *([offset] if offset else [])]
    collision = {
        "extensions": [{"@@type": "CollisionFilterExtension"}],
        "collision_group": "names",
        "get_collision_priority": priority,
        "collision_test_props": {"sizeScale": ground or 1.5},
    }
    return pdk.Layer(
        "TextLayer",
        id=layer,
        data=rows[columns],
        get_text="name",
        get_position=["lon", "lat"],
        get_size=size,
        opacity=opacity,
        get_pixel_offset=offset or [0, 0],
        character_set=pdk.types.String("auto"),
        font_family=pdk.types.String(_FONT),
        font_weight=600,
        background=backed or ground > 0,
        get_background_color=[255, 255, 255, 235 if backed else 0],
        background_padding=[6, 3] if backed else [3, 0],
        pickable=False,
        **({} if backed else collision),
    )


def place_marker(place: pd.DataFrame, rings: pd.DataFrame) -> list[pdk.Layer]:
    """Mark a postcode, and draw rings at straight-line distances around it.

    Parameters
    ----------
    place : one row with ``name``, ``lon``, ``lat``.
    rings : ``lon``, ``lat`` and ``radius_m``; the words of each ring with the point where they stand, ``name``,
        ``label_lon``, ``label_lat``.
    """
    circles = pdk.Layer(
        "ScatterplotLayer",
        id="rings",
        data=rings[["lon", "lat", "radius_m"]],
        get_position=["lon", "lat"],
        get_radius="radius_m",
        radius_units=pdk.types.String("meters"),
        stroked=True,
        filled=False,
        line_width_min_pixels=1.5,
        opacity=0.25,
        pickable=False,
    )
    dot = pdk.Layer(
        "ScatterplotLayer",
        id="place",
        data=place[["lon", "lat"]],
        get_position=["lon", "lat"],
        get_radius=1,
        radius_units=pdk.types.String("pixels"),
        radius_min_pixels=5,
        pickable=False,
    )
    written = rings[["name", "label_lon", "label_lat"]].rename(columns={"label_lon": "lon", "label_lat": "lat"})
    above = place.assign(offset=[[0, -18]] * len(place))
    return [
        circles,
        dot,
        names(written, "ring-names", size=12, opacity=1, backed=True),
        names(above, "place-name", size=14, opacity=1, offset="offset", backed=True),
    ]


def lines(rows: pd.DataFrame) -> pdk.Layer:
    """Draw straight lines from one school to others: ``from_lon``, ``from_lat``, ``lon``, ``lat``."""
    return pdk.Layer(
        "LineLayer",
        id="lines",
        data=rows[["from_lon", "from_lat", "lon", "lat"]],
        get_source_position=["from_lon", "from_lat"],
        get_target_position=["lon", "lat"],
        get_color=[125, 160, 170],
        get_width=2,
        width_units=pdk.types.String("pixels"),
        pickable=False,
    )


def numbers(rows: pd.DataFrame) -> pdk.Layer:
    """Write the ``number`` above the shape of each row, on a white ground, always."""
    beside = rows.assign(offset=[[across, down - 25] for across, down in rows["offset"]], name=rows["number"])
    return names(beside, "numbers", size=15, opacity=1, offset="offset", backed=True)


def boundaries(layer: str, url: str, *, colour: list[int], width: float, fill: list[int] | None = None) -> pdk.Layer:
    """Draw boundaries from an address of this server."""
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

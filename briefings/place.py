"""The map of a briefing, and the words for whoever does not see it."""

import geopandas as gpd
import numpy as np
import pandas as pd
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from briefings.content import Figure, Paragraph, Section
from briefings.drawing import Place, PlaceMap
from briefings.material import Material, Subject
from geo.crs import BNG, require_crs
from geo.reasons import distance_words
from geo.vocab import AreaKind

__all__ = ["section"]

#: Boundaries within this distance of the schools are given to the drawing, in metres.
_AROUND_M = 12_000
#: Name and outline.
_Outlines = tuple[tuple[str, BaseGeometry], ...]

_DIRECTIONS = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")


def section(material: Material, found: tuple[Subject, ...], others: tuple[int, ...]) -> Section:
    """Map of the schools, and of the schools suggested to one.

    Parameters
    ----------
    material, found : the tables, and the schools.
    others : URNs of the schools listed under it, in the order of their numbers.

    Raises
    ------
    CrsError
        If a table is not in EPSG:27700.
    """
    require_crs(material.schools, BNG)
    require_crs(material.areas, BNG)
    placed = [each for each in found if each.row.geometry is not None and not each.row.geometry.is_empty]
    lost = [each.name for each in found if each not in placed]
    if not placed:
        return Section("Where", (Paragraph("The register at hand has no point for it, so there is no map."),))
    places = [Place(each.mark, each.row.geometry.x, each.row.geometry.y, subject=True) for each in placed]
    by_urn = material.schools.set_index("urn")
    near = [
        (number, by_urn.loc[urn]) for number, urn in enumerate(others, start=1) if not by_urn.loc[urn].geometry.is_empty
    ]
    places += [Place(str(number), row.geometry.x, row.geometry.y, subject=False) for number, row in near]
    wards, boroughs = _outlines(material.areas, places)
    marks = "; ".join(f"{each.mark} {each.name}" for each in placed)
    numbered = f" Numbers are those of “Who could work with it”: {_listed(near)}." if near else ""
    caption = (
        f"{marks}.{numbered} Letters in squares are the schools of this briefing. Boundaries of boroughs (heavy) and "
        "wards (light), generalised. North is up. Contains OS data © Crown copyright and database right; contains "
        "National Statistics data © Crown copyright and database right."
    )
    blocks = [Figure(PlaceMap(tuple(places), wards, boroughs), _alt(placed, near), caption)]
    notes = [Paragraph(f"No point is known for {'; '.join(lost)}: not on the map.", small=True)] if lost else []
    keys = {str(key) for key in material.areas["source"]} | {str(each.row["source"]) for each in placed}
    return Section("Where", (*blocks, *notes), frozenset(keys))


def _listed(near: list[tuple[int, "pd.Series"]]) -> str:
    return "; ".join(f"{number} {row['name']}" for number, row in near)


def _outlines(areas: gpd.GeoDataFrame, places: list[Place]) -> tuple[_Outlines, _Outlines]:
    around = gpd.GeoSeries(gpd.points_from_xy([p.x for p in places], [p.y for p in places]), crs=BNG)
    window = around.union_all().envelope.buffer(_AROUND_M)
    shown = areas[areas.intersects(window)]
    each = [shown[shown["kind"] == kind] for kind in (AreaKind.WARD, AreaKind.BOROUGH)]
    wards, boroughs = (tuple(zip(part["name"], part.geometry, strict=True)) for part in each)
    return wards, boroughs


def _alt(placed: list[Subject], near: list[tuple[int, "pd.Series"]]) -> str:
    """Say the map in words: where each is, seen from the first."""
    first = placed[0]
    said = [f"{each.name} is {_from(first, each.row.geometry)} of {first.name}" for each in placed[1:]]
    said += [f"number {number}, {row['name']}, is {_from(first, row.geometry)}" for number, row in near]
    start = f"Map of {first.name}" + (f" and {len(placed) - 1} more" if len(placed) > 1 else "")
    return f"{start}. " + ("; ".join(said) + "." if said else f"It is in {first.row['la_name']}.")


def _from(first: Subject, point: Point) -> str:
    east, north = point.x - first.row.geometry.x, point.y - first.row.geometry.y
    metres = float(np.hypot(east, north))
    if metres < 40:  # noqa: PLR2004  # the same block of buildings
        return "at the place"
    turn = round(float(np.degrees(np.arctan2(east, north))) / 45) % 8
    return f"{distance_words(metres)} {_DIRECTIONS[turn]}"

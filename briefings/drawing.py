"""What is drawn: a map of places, and lines over years; as data, for any renderer."""

from dataclasses import dataclass

from shapely.geometry.base import BaseGeometry

__all__ = ["Drawing", "LineChart", "Place", "PlaceMap", "Series"]


@dataclass(frozen=True)
class Series:
    """One line.

    Attributes
    ----------
    name : what the line is.
    values : a value a year; None where there is none, and the line is broken.
    own : a school's own line, drawn firm; others are those of areas, drawn light.
    """

    name: str
    values: tuple[float | None, ...]
    own: bool = True


@dataclass(frozen=True)
class LineChart:
    """Lines over school years, from nought.

    Attributes
    ----------
    title : above the lines.
    unit : of the values, as "%" or "pupils".
    years : the axis, every year of the span.
    series : the lines.
    """

    title: str
    unit: str
    years: tuple[str, ...]
    series: tuple[Series, ...]


@dataclass(frozen=True)
class Place:
    """A point of the map in metres, EPSG:27700.

    Attributes
    ----------
    mark : what stands in it: a letter, or a number.
    subject : whether the briefing is about this school: a square, where others are round.
    """

    mark: str
    x: float
    y: float
    subject: bool


@dataclass(frozen=True)
class PlaceMap:
    """Places on boundaries.

    Attributes
    ----------
    places : one or more.
    wards, boroughs : name and outline, EPSG:27700.
    """

    places: tuple[Place, ...]
    wards: tuple[tuple[str, BaseGeometry], ...]
    boroughs: tuple[tuple[str, BaseGeometry], ...]


Drawing = LineChart | PlaceMap

"""Where a postcode is, and the schools around it."""

from dataclasses import dataclass
from enum import StrEnum

import geopandas as gpd
import pandas as pd
from shapely.geometry import Point

from geo.crs import BNG
from geo.distance import k_nearest
from geo.query import QueryKind, parse_query, postcode_starts

__all__ = ["NoPlace", "Place", "PlaceKind", "WhyNot", "by_distance", "place_of"]


class PlaceKind(StrEnum):
    """What a place is a place of."""

    POSTCODE = "postcode"
    DISTRICT = "postcode district"
    PART = "start of a postcode"


@dataclass(frozen=True)
class Place:
    """A point to measure from.

    Attributes
    ----------
    label : "NW5 1AA", "NW5", "NW5 1".
    kind : what it is; only a whole postcode is one place.
    easting, northing : metres, EPSG:27700: the postcode's point, or the mean of those of ``postcodes`` postcodes.
    postcodes : how many postcodes of the table it stands for.
    """

    label: str
    kind: PlaceKind
    easting: float
    northing: float
    postcodes: int

    @property
    def note(self) -> str:
        """How exact the point is, in a sentence; "" for a whole postcode."""
        if self.kind is PlaceKind.POSTCODE:
            return ""
        many = "the one postcode" if self.postcodes == 1 else f"the mean point of the {self.postcodes:,} postcodes"
        return f"Approximate: {many} in London that start with {self.label}."


class WhyNot(StrEnum):
    """Why a text has no place."""

    NOT_A_POSTCODE = "not a postcode"
    OUTSIDE = "outside London"
    UNKNOWN = "unknown postcode"


@dataclass(frozen=True)
class NoPlace:
    """A text without a place: the kind of reason, and a sentence to show."""

    why: WhyNot
    reason: str


def place_of(postcodes: pd.DataFrame, text: str) -> Place | NoPlace:
    """Find the place of a postcode, or of the start of one.

    Any text is answered. The table holds the live postcodes of London at its release: a postcode absent from it may
    be newer, may have ended, or may lie outside London, and nothing here can say which.

    Parameters
    ----------
    postcodes : the ``postcodes`` table: postcode in the usual spacing, easting and northing in metres, EPSG:27700.
    text : as typed: "NW5 1AA", "nw51aa", "nw5", "nw5 1".
    """
    query = parse_query(text)
    if query.kind is QueryKind.POSTCODE:
        return _whole(postcodes, query.value)
    if query.kind is QueryKind.PART_POSTCODE:
        for start in postcode_starts(query.value):
            near = postcodes[postcodes["postcode"].str.startswith(start.label)]
            found = near[near["postcode"].str.startswith(start.starts)]
            if len(found):
                return _mean(found, start.label, PlaceKind.DISTRICT if start.district else PlaceKind.PART)
        reason = f"No postcode in London starts with {query.value}: this map has London's postcodes only."
        return NoPlace(WhyNot.OUTSIDE, reason)
    if query.kind is QueryKind.EMPTY:
        return NoPlace(WhyNot.NOT_A_POSTCODE, "Nothing was typed.")
    return NoPlace(WhyNot.NOT_A_POSTCODE, f"“{query.text}” is not a postcode, such as NW5 1AA, or the start of one.")


def _whole(postcodes: pd.DataFrame, postcode: str) -> Place | NoPlace:
    found = postcodes[postcodes["postcode"] == postcode]
    if len(found):
        return _mean(found, postcode, PlaceKind.POSTCODE)
    district = postcode.split(" ", maxsplit=1)[0]
    if postcodes["postcode"].str.startswith(f"{district} ").any():
        reason = (
            f"{postcode} is not on the list of London's postcodes. It may be new, have ended, or lie outside London; "
            f"the district {district} is there."
        )
        return NoPlace(WhyNot.UNKNOWN, reason)
    reason = f"{postcode} is outside London, or not a real postcode: this map has London's postcodes only."
    return NoPlace(WhyNot.OUTSIDE, reason)


def _mean(found: pd.DataFrame, label: str, kind: PlaceKind) -> Place:
    return Place(label, kind, float(found["easting"].mean()), float(found["northing"].mean()), len(found))


def by_distance(schools: gpd.GeoDataFrame, place: Place) -> gpd.GeoDataFrame:
    """Put the schools in the order of their distance from a place, the nearest first; equal ones by URN.

    Parameters
    ----------
    schools : frame with ``urn`` and points in EPSG:27700.
    place : from :func:`place_of`.

    Returns
    -------
    All rows with ``distance_m`` (metres, straight line); those without a point are last, their distance missing.

    Raises
    ------
    CrsError
        If ``schools`` is not in EPSG:27700.
    """
    # No URN is 0, so no school is taken for the place itself.
    origin = gpd.GeoDataFrame({"urn": [0]}, geometry=[Point(place.easting, place.northing)], crs=BNG)
    pairs = k_nearest(origin, schools, max(len(schools), 1))
    distance = schools["urn"].map(pairs.set_index("neighbour")["distance_m"]).astype("float64")
    return schools.assign(distance_m=distance).sort_values(["distance_m", "urn"], na_position="last")

"""Boundaries of boroughs, wards and small areas, as GeoJSON."""

import io
import re

import geopandas as gpd
import pandas as pd
import shapely
from pyogrio.errors import DataSourceError

from geo.crs import BNG
from geo.vocab import AreaKind
from pipelines.errors import BadInput
from pipelines.rawfile import RawFile

__all__ = ["KINDS", "read_boundaries"]

#: Source -> (kind of area, pattern of the code column, pattern of the name column). Column names carry a year.
KINDS: dict[str, tuple[str, str, str]] = {
    "boroughs": (AreaKind.BOROUGH, r"lad\d\dcd", r"lad\d\dnm"),
    "boroughs_gla": (AreaKind.BOROUGH, r"gss_code", r"name"),
    "wards": (AreaKind.WARD, r"(wd\d\dcd|ward\d\d_code)", r"(wd\d\dnm|ward\d\d_name)"),
    "lsoas": ("lsoa", r"(lsoa\d\dcd|lsoa\d\d_code)", r"(lsoa\d\dnm|lsoa\d\d_name)"),
}

#: An invalid polygon is repaired if that changes its area by less than this share.
_REPAIR_SHARE = 0.001


def read_boundaries(file: RawFile, source: str) -> tuple[gpd.GeoDataFrame, list[str]]:
    """Read one layer.

    Returns
    -------
    frame : code, name, kind, source, geometry in EPSG:27700; ``vintage`` is the year in the code column's name.
    notes : sentences about repaired polygons.

    Raises
    ------
    BadInput
        If it is no GeoJSON, lacks a code or a name column, repeats a code, or has a polygon that
        cannot be repaired without changing it.
    """
    kind, code_pattern, name_pattern = KINDS[source]
    try:
        layer = gpd.read_file(io.BytesIO(file.read()))
    except (DataSourceError, ValueError) as problem:
        message = f"{file.label}: is no GeoJSON ({' '.join(str(problem).split())[:120]}): fetch it again"
        raise BadInput(message) from problem
    code = _column(file, layer, code_pattern, source)
    name = _column(file, layer, name_pattern, source)
    repeated = layer[code][layer[code].duplicated()]
    if len(repeated):
        message = f"{file.label}: the code {repeated.iloc[0]} stands {(layer[code] == repeated.iloc[0]).sum()} times"
        raise BadInput(message)
    frame = layer[[code, name, "geometry"]].set_axis(["code", "name", "geometry"], axis=1).set_geometry("geometry")
    frame, notes = _repair(file, frame.to_crs(BNG))
    # A round trip through the projection leaves noise below a micrometre, which differs between machines.
    frame = frame.set_geometry(shapely.set_precision(frame.geometry.values, 0.01))
    year = "".join(re.findall(r"\d\d", code)[:1])
    return frame.assign(kind=str(kind), source=f"{source}:{'20' + year if year else 'undated'}"), notes


def _column(file: RawFile, layer: pd.DataFrame, pattern: str, source: str) -> str:
    for column in layer.columns:
        if re.fullmatch(pattern, column, re.IGNORECASE):
            return str(column)
    listed = ", ".join(map(str, layer.columns))
    message = f"{file.label}: the {source} layer needs a column like {pattern}, and it has {listed}: fetch it again"
    raise BadInput(message)


def _repair(file: RawFile, frame: gpd.GeoDataFrame) -> tuple[gpd.GeoDataFrame, list[str]]:
    notes = []
    shapes = list(frame.geometry)
    for position, (code, shape) in enumerate(zip(frame["code"], shapes, strict=True)):
        if shape is not None and shape.is_valid and not shape.is_empty:
            continue
        reason = "it is empty" if shape is None or shape.is_empty else shapely.is_valid_reason(shape)
        mended = None if shape is None or shape.is_empty else shapely.make_valid(shape)
        if mended is None or abs(mended.area - shape.area) > _REPAIR_SHARE * abs(shape.area):
            message = f"{file.label}: the polygon of {code} is invalid ({reason}): fetch the layer again"
            raise BadInput(message)
        shapes[position] = mended
        notes.append(f"the polygon of {code} was invalid ({reason}) and was repaired; its area is unchanged")
    return frame.set_geometry(gpd.GeoSeries(shapes, index=frame.index, crs=frame.crs)), notes

"""Boundaries of boroughs, wards and small areas, as GeoJSON."""

import io
import json
import re

import geopandas as gpd
import pandas as pd
import shapely
from pyogrio.errors import DataSourceError, FeatureError
from pyproj.exceptions import CRSError

from geo.crs import GB_BOUNDS_M, to_bng
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
        If it is no GeoJSON or only a part of a layer, lacks a code or a name, repeats a code, lies
        outside Great Britain, or has a polygon that cannot be repaired without changing it.
    """
    kind, code_pattern, name_pattern = KINDS[source]
    layer = _layer(file)
    code = _column(file, layer, code_pattern, source)
    name = _column(file, layer, name_pattern, source)
    for column in (code, name):
        blank = layer[column].isna() | (layer[column].astype(str).str.strip() == "")
        if blank.any():
            message = f"{file.label}: feature {int(blank.argmax()) + 1} has no {column}: fetch the layer again"
            raise BadInput(message)
    repeated = layer[code][layer[code].duplicated()]
    if len(repeated):
        times = (layer[code] == repeated.iloc[0]).sum()
        message = f"{file.label}: the code {repeated.iloc[0]} stands {times} times: fetch it again"
        raise BadInput(message)
    frame = layer[[code, name, "geometry"]].set_axis(["code", "name", "geometry"], axis=1).set_geometry("geometry")
    frame = to_bng(frame)
    _require_britain(file, frame)
    frame, notes = _repair(file, frame)
    # A round trip through the projection leaves noise below a micrometre, which differs between machines.
    frame = frame.set_geometry(shapely.set_precision(frame.geometry.values, 0.01))
    year = "".join(re.findall(r"\d\d", code)[:1])
    return frame.assign(kind=str(kind), source=f"{source}:{'20' + year if year else 'undated'}"), notes


def _layer(file: RawFile) -> gpd.GeoDataFrame:
    data = file.read()
    try:
        content = json.loads(data)
    except ValueError as problem:
        raise _no_geojson(file, problem) from problem
    if not isinstance(content, dict) or content.get("type") != "FeatureCollection" or not content.get("features"):
        message = f"{file.label}: is no GeoJSON with features: the download was refused or moved, fetch it again"
        raise BadInput(message)
    # Asked before GDAL sees it, which would go and ask for the rest at the file's own name.
    more = content.get("properties")
    if content.get("exceededTransferLimit") or (isinstance(more, dict) and more.get("exceededTransferLimit")):
        message = f"{file.label}: is the first part of a layer, cut at the server's limit: fetch it in parts"
        raise BadInput(message)
    try:
        return gpd.read_file(io.BytesIO(data))
    except (DataSourceError, FeatureError, CRSError, ValueError) as problem:
        raise _no_geojson(file, problem) from problem


def _no_geojson(file: RawFile, problem: Exception) -> BadInput:
    return BadInput(f"{file.label}: is no GeoJSON ({' '.join(str(problem).split())[:120]}): fetch it again")


def _require_britain(file: RawFile, frame: gpd.GeoDataFrame) -> None:
    """Refuse a layer in other units than it says: metres read as degrees, or latitude before longitude."""
    west, south, east, north = GB_BOUNDS_M
    for code, shape in zip(frame["code"], frame.geometry, strict=True):
        if shape is None or shape.is_empty:
            continue
        left, bottom, right, top = shape.bounds
        if not (left < east and right > west and bottom < north and top > south):
            message = (
                f"{file.label}: the polygon of {code} is outside Great Britain: its CRS member is wrong or is missing "
                "(without one, longitude and latitude in WGS84 are meant), fetch the layer again"
            )
            raise BadInput(message)


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
        if shape is not None and shape.geom_type not in ("Polygon", "MultiPolygon"):
            message = f"{file.label}: the shape of {code} is a {shape.geom_type}, no polygon: fetch the layer again"
            raise BadInput(message)
        if shape is not None and shape.is_valid and not shape.is_empty:
            continue
        reason = "it is empty" if shape is None or shape.is_empty else shapely.is_valid_reason(shape)
        # "structure" leaves polygons only, where the other method adds the line of a spike to the collection.
        mended = (
            None
            if shape is None or shape.is_empty
            else shapely.make_valid(shape, method="structure", keep_collapsed=False)
        )
        if mended is None or abs(mended.area - shape.area) > _REPAIR_SHARE * abs(shape.area):
            message = f"{file.label}: the polygon of {code} is invalid ({reason}): fetch the layer again"
            raise BadInput(message)
        shapes[position] = mended
        notes.append(f"the polygon of {code} was invalid ({reason}) and was repaired; its area is the same within 0.1%")
    return frame.set_geometry(gpd.GeoSeries(shapes, index=frame.index, crs=frame.crs)), notes

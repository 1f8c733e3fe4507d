"""Boundaries of chosen boroughs from the ONS's map server, page by page, counted against its own count."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from pipelines.answers import TransferFailed, WrongKind
from pipelines.resolve import LAYERS, LONDON, Layer, Places
from pipelines.transfer import Client

__all__ = ["file_name", "save_layer"]

MAX_PAGES = 100


def file_name(source: str) -> str:
    """Name of the file: that of the layer, so that it says the edition."""
    return f"{LAYERS[source].name.lower()}.geojson"


def save_layer(client: Client, places: Places, source: str, boroughs: Sequence[str], target: Path) -> str:
    """Write the areas of ``boroughs`` to ``target`` as GeoJSON in EPSG:4326; return the address asked.

    Raises
    ------
    TransferFailed
        If the server does not answer, gives fewer areas than it counts, or has nothing for a borough.
    """
    layer = LAYERS[source]
    url = f"{places.ons}/{layer.name}/FeatureServer/0/query"
    where = _where(layer, boroughs)
    count = _ask(client, url, {"where": where, "returnCountOnly": "true", "f": "json"}).get("count")
    asked = {"where": where, "outFields": "*", "outSR": "4326", "orderByFields": layer.order_by, "f": "geojson"}
    collection: dict[str, Any] = {"type": "FeatureCollection", "features": []}
    features: list[dict[str, Any]] = collection["features"]
    for _ in range(MAX_PAGES):
        page = _ask(client, url, {**asked, "resultOffset": str(len(features))})
        if page.get("type") != "FeatureCollection" or not isinstance(page.get("features"), list):
            message = f"the ONS sent something other than the features of {layer.name}"
            raise WrongKind(message)
        collection |= {"crs": page["crs"]} if "crs" in page else {}
        features += page["features"]
        if not page["features"] or not _more(page):
            break
    _refuse_gaps(layer, boroughs, features, count)
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(target.name + ".part")
    part.write_text(json.dumps(collection, ensure_ascii=False), encoding="utf-8")
    part.replace(target)
    return f"{url}?{urlencode(asked)}"


def _where(layer: Layer, boroughs: Sequence[str]) -> str:
    if layer.by_name:
        return " OR ".join(f"{layer.borough} LIKE '{LONDON[code]} %'" for code in boroughs)
    return f"{layer.borough} IN ({','.join(repr(code) for code in boroughs)})"


def _ask(client: Client, url: str, form: dict[str, str]) -> dict[str, Any]:
    """Ask by POST, since the list of boroughs may be longer than an address may be."""
    answer = client.page(url, list(form.items())).json()
    if not isinstance(answer, dict) or "error" in answer:
        # This server says "200 OK" even when it refuses.
        said = answer.get("error") if isinstance(answer, dict) else answer
        message = f"the ONS refuses the question ({str(said)[:200]})"
        raise TransferFailed(message)
    return answer


def _more(page: dict[str, Any]) -> bool:
    """Whether the server cut its answer at its own limit; editions of it say so in two places."""
    return bool(page.get("exceededTransferLimit") or (page.get("properties") or {}).get("exceededTransferLimit"))


def _refuse_gaps(layer: Layer, boroughs: Sequence[str], features: list[dict[str, Any]], count: Any) -> None:
    if count != len(features):
        message = f"the ONS counts {count} areas in {layer.name} and sent {len(features)}"
        raise TransferFailed(message)
    said = [str((feature.get("properties") or {}).get(layer.borough, "")) for feature in features]
    have = {name.rpartition(" ")[0] for name in said} if layer.by_name else set(said)
    absent = [code for code in boroughs if (LONDON[code] if layer.by_name else code) not in have]
    if absent:
        message = f"{layer.name} has nothing for {', '.join(LONDON[code] for code in absent)}"
        raise TransferFailed(message)

"""Suggestions to take away: CSV with the weights, the build and the version of the method in it."""

import pandas as pd

from geo.basis import Basis
from geo.download import GUARDED, Provenance
from geo.partners import APART, Suggestions
from geo.purposes import CRITERIA, METHOD_VERSION

__all__ = ["candidates_table", "suggestions_csv"]

_LISTS = {"own": "own borough", "border": "over the border", "apart": "too little published to compare"}
_DECIMALS = 4


def candidates_table(basis: Basis, suggestions: Suggestions) -> pd.DataFrame:
    """Every candidate with every criterion that counts, in the order of the suggestions.

    Returns
    -------
    ``urn``, ``name``, ``borough``, ``phase``, ``list``, ``distance_m`` (metres, straight line), ``fit``, ``fit_low``
    and ``fit_high`` (0 to 1; missing where listed apart), each criterion by its key (0 to 1; missing where it is
    unknown), ``context_groups_known`` (missing where Alike does not count), ``share_of_weight_known`` and
    ``connected``.
    """
    table = suggestions.table
    rows = [basis.roster.position(int(urn)) for urn in table["urn"]]
    records = basis.roster.frame.iloc[rows]
    ranked = (table["list"] != APART).to_numpy()
    columns: dict[str, object] = {
        "urn": table["urn"].to_numpy(),
        "name": records["name"].to_numpy(),
        "borough": records["la_name"].to_numpy(),
        "phase": records["phase_family"].to_numpy(),
        "list": [_LISTS[str(which)] for which in table["list"]],
        "distance_m": table["distance_m"].round().to_numpy(),
    }
    for name, source in (("fit", "score"), ("fit_low", "low"), ("fit_high", "high")):
        columns[name] = table[source].where(ranked).round(_DECIMALS).to_numpy()
    for key in suggestions.weights:
        columns[str(key)] = table[f"fit_{key}"].where(table[f"known_{key}"]).round(_DECIMALS).to_numpy()
    groups = table["groups"].astype("Int64")
    columns["context_groups_known"] = groups.where(groups >= 0).to_numpy()
    columns["share_of_weight_known"] = table["known"].round(_DECIMALS).to_numpy()
    columns["connected"] = table["connected"].map({True: "yes", False: "no"}).to_numpy()
    return pd.DataFrame(columns, index=table.index)


def suggestions_csv(basis: Basis, suggestions: Suggestions, provenance: Provenance) -> bytes:
    """Write the candidates as CSV for a spreadsheet: UTF-8 with a byte order mark, CRLF lines.

    Each row names the school that asks, the purpose, the weights, the rules, the method's version, the build and the
    licence. A text cell that begins with one of :data:`geo.download.GUARDED` gets an apostrophe in front.
    """
    preset = suggestions.preset
    radius = "all of the build" if preset.radius_m is None else f"{preset.radius_m:.0f} m"
    told = {
        "asked_by_urn": suggestions.urn,
        "compared_as": str(suggestions.family),
        "purpose": preset.label,
        "weights": "; ".join(f"{CRITERIA[key].label} {weight:g}" for key, weight in suggestions.weights.items()),
        "radius": radius,
        "ties": str(preset.ties),
        "near_multiplied_by": preset.reach,
        "focus": preset.focus,
        "context_year": (basis.year or "").replace("/", "-"),
        "method_version": METHOD_VERSION,
        "data_build": provenance.data_build,
        "data_as_at": provenance.data_as_at,
        "data_licence": provenance.licence,
    }
    frame = candidates_table(basis, suggestions).assign(**told)
    texts = [name for name in frame if pd.api.types.is_string_dtype(frame[name]) or frame[name].dtype == object]
    safe = frame.assign(**{str(name): frame[name].map(_guard, na_action="ignore") for name in texts})
    return safe.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def _guard(cell: object) -> object:
    """Put an apostrophe before what a spreadsheet might run."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(GUARDED) else cell

"""Colouring by a measure: the fifths among London's schools of the same phase, in words, shades and a legend."""

from html import escape

import pandas as pd
import streamlit as st

from geo import bands, words
from geo.measures import MEASURES, Measure
from geo.vocab import ValueStatus
from ui import shapes

__all__ = ["keys", "legend", "say"]


def keys(schools: pd.DataFrame, scale: bands.Scale) -> list[str]:
    """Key of each school's shape, by ``ui.shapes``: in the shade of its band, or as missing."""
    looks = []
    for family, place in zip(schools["phase_family"], bands.band_of(schools, scale), strict=True):
        look = shapes.MISSING if pd.isna(place) else shapes.shade(int(place), _many(str(family), scale))
        looks.append(shapes.key(str(family), look))
    return looks


def say(schools: pd.DataFrame, scale: bands.Scale) -> list[str]:
    """Say each school's figure with its band, or why there is none: "Absence 2023/24: 5.1%, lowest fifth"."""
    measure = MEASURES[scale.measure]
    said = []
    columns = ["phase_family", f"value_{measure.name}", f"status_{measure.name}"]
    for (family, value, status), place in zip(
        schools[columns].itertuples(index=False), bands.band_of(schools, scale), strict=True
    ):
        head = f"{measure.short} {scale.year}" if scale.year else measure.short
        if status == ValueStatus.PUBLISHED and not pd.isna(place):
            band = bands.word(int(place), _many(str(family), scale))
            said.append(f"{head}: {words.number(value, measure)}, {band}")
        else:
            said.append(f"{head}: {words.missing(status, measure, scale.year).replace('`', '')}")
    return said


def _many(family: str, scale: bands.Scale) -> int:
    return len(scale.cuts.get(family, ())) + 1


def _range(band: bands.Band, measure: Measure) -> str:
    ends = [band.low] if band.high == band.low else [band.low, band.high]
    if measure.unit == "score":
        return " to ".join(words.signed(end, measure.decimals) for end in ends)
    return " to ".join(f"{end:,.{measure.decimals}f}" for end in ends)


_UNITS = {
    "percent": "percent",
    "per_100_pupils": "per 100 pupils",
    "pupils": "pupils",
    "points": "points",
    "score": "0 is the average of pupils with the same start",
    "decile": "deciles, 1 the most deprived",
    "rank": "ranks, 1 the most deprived",
}


def legend(shown: pd.DataFrame, scale: bands.Scale) -> None:
    """Draw what the shades mean for each phase in view, and how many schools have no published figure.

    Parameters
    ----------
    shown : the schools on the map.
    scale : from ``geo.bands.scale``, of every school in the build.
    """
    measure = MEASURES[scale.measure]
    place = bands.band_of(shown, scale)
    counted = shown["phase_family"].value_counts()
    heads = "".join(
        f'<th scope="col"><img src="{shapes.swatch(look)}" alt="">{escape(word)}</th>'
        for look, word in [
            *((shade, bands.word(at, bands.BANDS).capitalize()) for at, shade in enumerate(shapes.SHADES)),
            (shapes.MISSING, "No figure"),
        ]
    )
    rows = ""
    for family in shapes.order():
        many = int(counted.get(str(family), 0))
        if not many:
            continue
        cells = dict.fromkeys(shapes.SHADES, "none")
        for at, band in enumerate(scale.bands.get(str(family), ())):
            cells[shapes.shade(at, _many(str(family), scale))] = _range(band, measure)
        missing = int(place[shown["phase_family"] == family].isna().sum())
        rows += (
            f'<tr><th scope="row"><img src="{shapes.icon(family, shapes.PLAIN)}" alt="">{escape(family)} {many:,}</th>'
            + "".join(f"<td>{escape(cell)}</td>" for cell in [*cells.values(), f"{missing:,}"])
            + "</tr>"
        )
    title = f"{measure.label}, {scale.year or 'no year in the bundled data'}, {_UNITS[measure.unit]}"
    about = (
        "The shape is the phase, the shade the fifth among all schools of that phase in the bundled data. "
        "A darker shade is a higher number, not a better or a worse school."
    )
    st.html(
        f'<div class="spm-table spm-bands" tabindex="0" role="region" aria-label="What the shades mean"><table>'
        f"<caption>{escape(title)}</caption><thead><tr><td></td>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
        f'<p class="spm-note">{escape(about)}</p>'
    )

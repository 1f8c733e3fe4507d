"""Where schools stand among those of an area, as marks on a line; a table beside it says the same."""

from html import escape

import geopandas as gpd
import pandas as pd
import streamlit as st

from geo import words
from geo.criteria import StatusGroup
from geo.measures import MEASURES, Measure
from geo.vocab import ValueStatus

__all__ = ["draw"]

#: Measures that every mainstream school has.
SHOWN = ("pupils", "fsm_ever6", "eal", "sen_support", "absence")

#: A line is drawn for at least so many schools of the area: fewer tell nothing.
_LEAST = 5


def _published(schools: gpd.GeoDataFrame, name: str) -> pd.Series:
    return schools.loc[schools[f"status_{name}"] == ValueStatus.PUBLISHED].set_index("urn")[f"value_{name}"]


def _strip(measure: Measure, year: str, area: pd.Series, chosen: dict[int, float]) -> str:
    low, high = min(area.min(), *chosen.values()), max(area.max(), *chosen.values())
    width = (high - low) or 1

    def at(value: float) -> str:
        return f"{100 * (value - low) / width:.1f}%"

    ticks = "".join(f'<i style="left:{at(value)}"></i>' for value in area)
    marks = "".join(f'<b style="left:{at(value)}">{number}</b>' for number, value in chosen.items())
    return (
        f'<div class="spm-strip"><p>{escape(measure.label)}, {escape(year)}</p><div aria-hidden="true">{ticks}{marks}'
        f"</div><p><span>{words.number(low, measure)}</span><span>{words.number(high, measure)}</span></p></div>"
    )


def draw(chosen: gpd.GeoDataFrame, schools: gpd.GeoDataFrame) -> None:
    """Draw a line a measure: thin marks for the area's schools, numbers for the chosen ones, in their order.

    Parameters
    ----------
    chosen : the schools side by side; the first one's phase and authority are the area.
    schools : all of the build, from ``ui.data.schools``.
    """
    first = chosen.iloc[0]
    area = schools[
        (schools["phase_family"] == first["phase_family"])
        & (schools["la_name"] == first["la_name"])
        & (schools["sector"] == first["sector"])
        & (schools["status_group"] == StatusGroup.OPEN)
    ]
    if len(area) < _LEAST:
        return
    strips = []
    for name in SHOWN:
        own = _published(chosen, name)
        values = {number: float(own[urn]) for number, urn in enumerate(chosen["urn"], start=1) if urn in own.index}
        there = _published(area, name)
        if values and len(there) >= _LEAST:
            strips.append(_strip(MEASURES[name], str(first[f"year_{name}"]), there, values))
    if not strips:
        return
    named = "; ".join(f"{number} {name}" for number, name in enumerate(chosen["name"], start=1))
    st.html(f'<p class="spm-note">{escape(named)}</p>{"".join(strips)}')
    st.caption(
        f"Each thin mark is one of the {len(area)} open {str(first['phase_family']).lower()} schools of "
        f"{first['la_name']}, the first school's phase and authority. Left is lower and right is higher, and neither "
        "is better. The table below has the figures."
    )

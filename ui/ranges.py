"""Filters in numbers: two ends, what is done with schools that have no figure, and the chosen school's own figure."""

from typing import Any

import pandas as pd
import streamlit as st

from geo import words
from geo.criteria import RANGES, Range
from geo.measures import MEASURES, Measure
from geo.vocab import ValueStatus
from ui import cards

__all__ = ["describe", "draw", "own_figure", "two_numbers"]

_UNITS = {"pupils": "", "percent": "%", "per_100_pupils": "per 100 pupils"}


def draw(key: str, near: pd.DataFrame, own: "pd.Series[Any] | None") -> None:
    """Draw the filter of one measure.

    Parameters
    ----------
    key : of :data:`geo.criteria.RANGES`.
    near : figures of the schools of the chosen boroughs; the smallest and the largest are the hints.
    own : the chosen school's row, or None.
    """
    measure = MEASURES[key]
    status, year = near[f"status_{key}"], near[f"year_{key}"].dropna()
    values = near[RANGES[key].column]
    if year.empty:
        st.markdown(measure.short, help=measure.meaning)
        st.caption(words.missing(ValueStatus.NOT_BUNDLED, measure, None).capitalize() + ".")
        return
    hints = ("no figure", "no figure")
    if values.notna().any():
        low, high = (f"{end:,.{measure.decimals}f}" for end in (values.min(), values.max()))
        hints = (f"from {low}", f"to {high}")
    about = f"{measure.meaning} {measure.caveat} Figures of {year.iloc[0]}.".replace("  ", " ")
    chosen = two_numbers(
        key, measure.short, _UNITS[measure.unit], hints=hints, whole=measure.decimals == 0, about=about
    )
    unknown = int((status != ValueStatus.PUBLISHED).sum())
    if chosen:
        st.checkbox("Include schools with no published figure", key=f"{key}_unknown")
    # The short name stands above, as it does on the table; not everybody knows what it is short for.
    line = f"{measure.label}, {year.iloc[0]} · {words.count(unknown, 'school')} here without a figure"
    st.caption(cards.plain(line) + ("" if own is None else f"  \nYour school: {cards.plain(own_figure(own, key))}"))


def two_numbers(
    key: str,
    label: str,
    unit: str,
    *,
    hints: tuple[str, str],
    whole: bool,
    about: str | None = None,
    most: float = 9_999_999,
) -> bool:
    """Draw the two ends of a range side by side, on a phone too; returns whether one is set."""
    st.markdown(f"{cards.plain(label)}{f' ({unit})' if unit else ''}", help=about)
    kind: Any = int if key == "ages" else float
    with st.container(horizontal=True, wrap=False, gap="small", key=f"range-{key}"):
        ends = [
            st.number_input(
                f"{label}, {word}",
                min_value=kind(0),
                max_value=kind(most),
                value=None,
                step=kind(1),
                format="%d" if kind is int else "%.0f" if whole else "%.1f",
                key=f"{key}_{end}",
                placeholder=hint,
                label_visibility="collapsed",
            )
            for end, word, hint in zip(("low", "high"), ("at least", "at most"), hints, strict=True)
        ]
    if None not in ends and ends[0] > ends[1]:
        st.caption(":material/warning: The first number is above the second: this filter is not used.")
    return any(end is not None for end in ends)


def own_figure(own: "pd.Series[Any]", key: str) -> str:
    """Write a school's newest figure with its unit, or why there is none."""
    measure: Measure = MEASURES[key]
    if own[f"status_{key}"] == ValueStatus.PUBLISHED:
        return words.number(float(own[f"value_{key}"]), measure)
    year = own[f"year_{key}"]
    return words.missing(str(own[f"status_{key}"]), measure, None if words.is_missing(year) else str(year))


def describe(key: str, part: Range) -> str:
    """Write a range in words, as "Absence: at most 6.5%"."""
    measure = MEASURES[key]
    ends = [
        f"{word} {value:g}{'%' if measure.unit == 'percent' else ''}"
        for word, value in (("at least", part.low), ("at most", part.high))
        if value is not None
    ]
    return f"{measure.short}: {' and '.join(ends)}"

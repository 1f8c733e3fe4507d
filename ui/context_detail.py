"""One measure of a school, opened: what it means, the comparison, the years, and what it is."""

from collections.abc import Sequence
from html import escape
from typing import Any

import streamlit as st

from geo import words
from geo.context import InContext
from geo.measures import MEASURES, Measure
from geo.vocab import Basis
from ui import cards, school_data, sources, trend_parts

__all__ = ["draw"]

_BASES = {
    Basis.PUBLISHED: "Published by the department",
    Basis.COUNTS: "All pupils together, from counts",
    Basis.MEAN_OF_RATES: "Mean of the schools' own rates: the counts are not published",
}


def draw(each: InContext, urn: int, build: dict[str, Any]) -> None:
    """Draw one measure in full.

    Parameters
    ----------
    each : the measure, from :func:`ui.school_data.context_of`.
    urn : the school.
    build : ``BUILD.json``.
    """
    entry = MEASURES[each.measure]
    with st.container(border=True, key=f"detail-{each.measure}"):
        st.markdown(f"#### {cards.plain(entry.label)}")
        st.markdown(cards.plain(each.sentence))
        for beside in (each.caution, each.note):
            if beside:
                st.caption(cards.plain(beside))
        _compared(each, entry)
        trend_parts.draw(school_data.trend_of(urn, each.measure), urn)
        with st.expander("What this is, and what to be careful of"):
            cards.facts(_about(entry, each, build))


def _about(entry: Measure, each: InContext, build: dict[str, Any]) -> dict[str, str]:
    told = {"What it is": entry.meaning}
    if entry.numerator:
        told["Counted"] = f"{entry.numerator}, of {entry.denominator}"
    if entry.caveat:
        told["Careful"] = entry.caveat
    found = dict.fromkeys(sources.named(key, build) for key in (each.source, *(b.source for b in each.benchmarks)))
    told["Sources"] = "; ".join(key for key in found if key)
    return told


def _compared(each: InContext, entry: Measure) -> None:
    if each.not_compared:
        st.caption(cards.plain(f"Not compared with other schools: {each.not_compared}."))
    if each.value is None or not each.benchmarks:
        return
    kind = each.compared_with.removeprefix("London ") or "schools of its kind"
    interval = ""
    if each.low is not None and each.high is not None:
        interval = f"95% interval {words.number(each.low, entry)} to {words.number(each.high, entry)}"
    rows = [("This school", each.value, interval)]
    for area in each.benchmarks:
        of = "" if area.schools is None else f"; {words.count(area.schools, 'school')} with a figure"
        of += f", {area.schools_without} without" if area.schools_without else ""
        basis = "Mean of the schools' rolls" if entry.unit == "pupils" else _BASES[area.basis]
        rows.append((f"{area.area_name}, {kind}", area.value, basis + of))
    st.html(_bars(rows, entry, f"{entry.label}, {each.year}"))


def _bars(rows: Sequence[tuple[str, float, str]], entry: Measure, caption: str) -> str:
    """Draw a table with a bar from 0 beside each figure; without bars where a figure is below 0."""
    most = max(value for _, value, _ in rows)
    bars = most > 0 and min(value for _, value, _ in rows) >= 0
    body = []
    for at, (who, value, how) in enumerate(rows):
        share = 100 * value / most if bars else 0
        kind = "own" if at == 0 else "area"
        bar = f'<span class="bar {kind}" style="width:{share:.1f}%" aria-hidden="true"></span>' if bars else ""
        body.append(
            f'<tr><th scope="row">{escape(who)}</th><td>{escape(words.number(value, entry))}</td>'
            f'<td class="drawn">{bar}<span class="how">{escape(how)}</span></td></tr>'
        )
    return (
        f'<div class="spm-table spm-bars" tabindex="0"><table><caption>{escape(caption)}</caption><thead><tr>'
        '<th scope="col">Who</th><th scope="col">Figure</th><th scope="col">Size, and how it is made</th></tr></thead>'
        f"<tbody>{''.join(body)}</tbody></table></div>"
    )

"""A school's figures in context: what stands out, a card for each measure, and one measure opened."""

from collections.abc import Sequence
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from geo import words
from geo.comparable import is_hospital_school
from geo.context import InContext
from geo.measures import MEASURES
from geo.overview import ages_of_results, overview, stages_left_out
from geo.percentile import LEAST_SCHOOLS, Band
from geo.vocab import PhaseFamily, ValueStatus
from ui import cards, context_detail, sources

__all__ = ["draw"]

_ATTENDANCE = "Attendance"

#: Groups of measures, by the source that brings them; the results of every key stage are one group.
_GROUPS = {
    "census": "Pupils",
    "absence": _ATTENDANCE,
    "exclusions": "Suspensions and exclusions",
    "deprivation": "The area around the building",
}
_RESULTS = "Results and destinations"

#: Gaps that stand in a table of the publisher, and so have a year and a card.
_IN_TABLE = frozenset({ValueStatus.SUPPRESSED, ValueStatus.NOT_APPLICABLE, ValueStatus.NOT_AVAILABLE, ValueStatus.LOW})


def draw(contexts: Sequence[InContext], school: "pd.Series[Any]", links: pd.DataFrame, build: dict[str, Any]) -> None:
    """Draw what stands out, then each group of measures: its cards, its gaps, and the measure that is opened.

    Parameters
    ----------
    contexts : from :func:`ui.school_data.context_of`.
    school : its row.
    links : its linked records.
    build : ``BUILD.json``.
    """
    st.header("Figures in context", anchor=False)
    others = stages_left_out(contexts)
    contexts = [each for each in contexts if each.concerns]
    _overview(contexts)
    before = links[links["kind"].str.startswith("Predecessor")]
    if not before.empty and any(each.status is ValueStatus.MISSING_ROW for each in contexts):
        st.write(
            "This record is younger than some of the tables, or changed its number since. The records before it, with "
            "figures of their own, are under “Linked records in the register”."
        )
    absent = is_hospital_school(school) or school["phase_family"] in {PhaseFamily.NURSERY, PhaseFamily.ALTERNATIVE}
    for title, group in _grouped(contexts).items():
        _group(title, group, int(school["urn"]), build)
        if absent and title == _ATTENDANCE:
            st.caption(
                "Nursery schools, pupil referral units and hospital schools are not in the absence tables at hand."
            )

    if others:
        st.caption(cards.plain(f"Not shown, because the school has no pupils who end it: {', '.join(others)}."))


def _grouped(contexts: Sequence[InContext]) -> dict[str, list[InContext]]:
    groups: dict[str, list[InContext]] = {title: [] for title in ("Pupils", _ATTENDANCE, _RESULTS)}
    for each in contexts:
        groups.setdefault(_GROUPS.get(MEASURES[each.measure].fetch, _RESULTS), []).append(each)
    return {title: group for title, group in groups.items() if group}


def _overview(contexts: Sequence[InContext]) -> None:
    parts = overview(contexts)
    for part in parts:
        items = "".join(f"<li><strong>{escape(where)}:</strong> {escape(what)}</li>" for where, what in part.lines)
        st.html(f'<section class="spm-overview"><h3>{escape(part.head)}</h3><ul>{items}</ul></section>')
    if not parts:
        why = {each.not_compared for each in contexts if each.not_compared and MEASURES[each.measure].unit == "pupils"}
        reason = "; ".join(sorted(why))
        st.write(f"The figures stand here without a comparison{': ' + cards.plain(reason) if reason else ''}.")
    with st.container(horizontal=True, vertical_alignment="center"), st.popover("How “above” and “below” are decided"):
        st.markdown(
            "Each figure is set beside those of all **London schools of the same kind** in the same year: primary with "
            "primary, secondary with secondary, special schools, alternative provision and nurseries with their own "
            "kind. Four cuts, at 20%, 40%, 60% and 80% of those schools, give five words: well below, below, close to, "
            "above, well above. A figure that equals a cut takes the word nearer the middle. With fewer than "
            f"{LEAST_SCHOOLS} schools that have a figure, no word is given. \n\n"
            "The word says where a number lies. It is no mark: for most measures neither end is better, and a school "
            "is not ranked."
        )


@st.fragment
def _group(title: str, group: Sequence[InContext], urn: int, build: dict[str, Any]) -> None:
    """Draw one group; to open a measure runs this part of the page alone."""
    st.subheader(title, anchor=False)
    shown = [each for each in group if each.status is ValueStatus.PUBLISHED or each.status in _IN_TABLE]
    named = sorted({sources.named(each.source, build) for each in shown})
    ages = ages_of_results(shown)
    if ages:
        st.caption(cards.plain(f"How old these results are. {'; '.join(ages)}."))
    if shown:
        st.html(f'<dl class="spm-figures">{"".join(_card(each, urn) for each in shown)}</dl>')
    _without(group, shown)
    if named:
        st.caption(cards.plain(f"Source: {'; '.join(named)}."))
    if shown:
        labels = {each.measure: MEASURES[each.measure].short for each in shown}
        opened = st.pills(
            f"Open a measure of “{title}”: comparison, years and sources",
            list(labels),
            format_func=labels.__getitem__,
            key=f"open-{title}-{urn}",
        )
        if opened is not None:
            context_detail.draw(next(each for each in shown if each.measure == opened), urn, build)


def _without(group: Sequence[InContext], shown: Sequence[InContext]) -> None:
    """Name the measures without a row, together where the reason is the same."""
    reasons: dict[str, list[str]] = {}
    for each in group:
        if each not in shown:
            entry = MEASURES[each.measure]
            reasons.setdefault(words.missing(each.status, entry, each.year), []).append(entry.label)
    for reason, labels in reasons.items():
        st.markdown(f"{cards.plain('; '.join(labels))}: {reason}.")


#: What the ends of a scale mean, where its number does not say it.
_SCALES = {
    "decile": "1 is the most deprived tenth of England, 10 the least",
    "rank": "of all small areas in England; 1 is the most deprived",
}


def _card(each: InContext, urn: int) -> str:
    """Draw a figure or why there is none, its year and counts, and where it stands."""
    entry = MEASURES[each.measure]
    said = words.missing(each.status, entry, each.year) if each.value is None else words.number(each.value, entry)
    notes = [_SCALES[entry.unit]] if each.value is not None and entry.unit in _SCALES else []
    counts = words.fraction({"measure": each.measure, "numerator": each.numerator, "denominator": each.denominator})
    notes.append(" · ".join(part for part in (each.year, counts) if part))
    if each.newest_year and each.year and each.newest_year > each.year:
        notes.append(f"the {each.newest_year} table has no row for this school")
    if each.reported_urn is not None and each.reported_urn != urn:
        notes.append(f"reported by its predecessor, URN {each.reported_urn}")
    shown = "".join(f'<dd class="note">{escape(note)}</dd>' for note in notes)
    place = "" if each.band is None else f'<dd class="place">{_fifths(each.band)}{escape(each.place)}</dd>'
    few = f'<dd class="note"><strong>{escape(each.caution)}</strong></dd>' if each.caution else ""
    kind = "gap" if each.value is None else "value"
    return f'<div><dt>{escape(entry.label)}</dt><dd class="{kind}">{escape(said)}</dd>{shown}{place}{few}</div>'


def _fifths(band: Band) -> str:
    """Five boxes, the lowest fifth first, with the school's filled; the words beside them say the same."""
    boxes = "".join('<i class="here"></i>' if each is band else "<i></i>" for each in Band)
    return f'<span class="spm-fifths" aria-hidden="true">{boxes}</span>'

"""The years of one measure: a sentence, a chart, its gaps and breaks in words, the table and its download."""

from html import escape

import streamlit as st

from geo.measures import MEASURES
from geo.rolls import Count, worth_checking
from geo.trend import Trend
from geo.trend_table import readable, to_csv
from geo.vocab import Basis
from ui import cards, charts

__all__ = ["draw"]

#: Years with a figure that a chart needs: fewer are said in words.
_LEAST = 2


def draw(made: Trend, urn: int) -> None:
    """Draw the years of a measure.

    Parameters
    ----------
    made : from :func:`ui.school_data.trend_of`.
    urn : the school.
    """
    entry = MEASURES[made.measure]
    st.markdown("##### Over the years")
    st.markdown(cards.plain(made.sentence))
    columns, rows = readable(made)
    drawn = sum(each.value is not None for each in made.points) >= _LEAST and entry.unit not in {"decile", "rank"}
    if drawn:
        st.vega_lite_chart(charts.over_the_years(made), width="stretch", theme=None, alt=alternative(made))
    beside = _beside(made, drawn=drawn)
    if beside:
        st.html(f'<ul class="spm-notes">{"".join(f"<li>{escape(line)}</li>" for line in beside)}</ul>')
    with st.expander(f"The years as a table: {entry.label}"):
        cards.table(columns, rows)
        st.download_button(
            "Download these years (CSV)",
            to_csv(made, urn),
            file_name=f"{urn}-{made.measure}.csv",
            mime="text/csv",
            icon=":material/download:",
            key=f"years-{made.measure}-{urn}",
            on_click="ignore",
        )


def alternative(made: Trend) -> str:
    """Say what the chart shows, for those who do not see it."""
    entry = MEASURES[made.measure]
    beside = words_and([line.area_name for line in made.lines])
    lines = f", beside {beside}" if beside else ""
    return (
        f"Line chart of {entry.label} of this school from {made.points[0].year} to {made.points[-1].year}{lines}. "
        f"{made.sentence} Every figure is in the table below."
    )


def words_and(names: list[str]) -> str:
    """Join names: "Camden, London and England"."""
    return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def _beside(made: Trend, *, drawn: bool) -> list[str]:
    """Everything that must be known beside the chart: breaks, gaps, what hollow points and whiskers are, the bases."""
    lines = [f"Break: {said} ({year})." for year, said in made.breaks]
    reasons = _by_words([(each.reason, each.year) for each in made.points if each.value is None])
    if reasons:
        lines.append("No figure: " + "; ".join(f"{', '.join(years)}, {why}" for why, years in reasons.items()) + ".")
    lines += _worth_checking(made)
    cautions = _by_words([(each.caution, each.year) for each in made.points if each.caution and each.value is not None])
    hollow = "Hollow points: " if drawn else ""
    lines += [f"{hollow}{', '.join(years)}. {said}" for said, years in cautions.items()]
    if drawn and any(each.low is not None for each in made.points):
        lines.append("Whiskers are 95% intervals: chance alone may move a share of so few pupils that far.")
    lines += [made.interval_note] if made.interval_note else []
    lines += _bases(made)
    return [*lines, f"No lines of areas: {made.not_compared}."] if made.not_compared else lines


def _by_words(said: list[tuple[str, str]]) -> dict[str, list[str]]:
    """Gather the years of the same words."""
    years: dict[str, list[str]] = {}
    for words, year in said:
        years.setdefault(words, []).append(year)
    return years


def _worth_checking(made: Trend) -> list[str]:
    if made.measure != "pupils":
        return []
    counts = [Count(p.year, None if p.value is None else int(p.value), p.status) for p in made.points]
    jumps = worth_checking(counts)
    return [f"Worth checking: the number of {words_and(list(jumps))} jumps and returns. It is as published."] * bool(
        jumps
    )


def _bases(made: Trend) -> list[str]:
    if MEASURES[made.measure].unit == "pupils":
        return ["The lines of areas are the mean roll of their schools."] if made.lines else []
    rates = _by_words(
        [
            (year, line.area_name)
            for line in made.lines
            for year, each in line.points
            if each is not None and each.basis is Basis.MEAN_OF_RATES
        ]
    )
    together = _by_words([(words_and(names), year) for year, names in rates.items()])
    return [
        f"{names}, {', '.join(sorted(years))}: a mean of the schools' own rates." for names, years in together.items()
    ]

"""Pieces of a page in plain HTML: facts, figures and the legend. Every word of the data is escaped."""

import re
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from geo.measures import MEASURES
from geo.vocab import ValueStatus
from ui import shapes, sources, words

__all__ = ["facts", "figures", "lead", "legend", "plain", "table"]

#: What Markdown would read as its own.
_MARKS = re.compile(r"([\\`*_{}\[\]<>()#+!|~$:-])")

#: A command in our own words.
_CODE = re.compile("`([^`]+)`")


def plain(text: str) -> str:
    """Escape words of the data for Markdown."""
    return _MARKS.sub(r"\\\1", text)


def lead(text: str) -> None:
    """Write the sentence that opens a page."""
    st.html(f'<p class="spm-lead">{escape(text)}</p>')


def facts(rows: Mapping[str, str]) -> None:
    """Draw a list of names and words."""
    items = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in rows.items())
    st.html(f'<dl class="spm-facts">{items}</dl>')


def legend(families: "pd.Series[str]") -> None:
    """Draw the shape of each phase in view, with how many schools have it."""
    counted = families.value_counts()
    items = "".join(
        f'<li><img src="{shapes.icon(family)}" alt=""><span>{escape(family)} {counted[str(family)]:,}</span></li>'
        for family in shapes.order()
        if counted.get(str(family), 0)
    )
    st.html(f'<ul class="spm-legend" aria-label="Shapes on the map, and how many schools of each">{items}</ul>')


#: What the ends of a scale mean, where its number does not say it.
_SCALES = {
    "decile": "1 is the most deprived tenth of England, 10 the least",
    "rank": "of all small areas in England; 1 is the most deprived",
}


def _figure(row: "pd.Series[object]", urn: int, source: str) -> str:
    measure = MEASURES[str(row["measure"])]
    cells = row.to_dict()
    published = row["status"] == ValueStatus.PUBLISHED
    notes = [_SCALES[measure.unit]] if published and measure.unit in _SCALES else []
    year = words.year_of(cells)
    if year and (published or row["status"] in _DATED):
        notes.append(year + (f" · {fraction}" if (fraction := words.fraction(cells)) else ""))
    if not words.is_missing(row["newest_year"]) and year and str(row["newest_year"]) > year:
        notes.append(f"the {row['newest_year']} table has no row for this school")
    if not words.is_missing(row["reported_urn"]) and int(str(row["reported_urn"])) != urn:
        notes.append(f"reported by its predecessor, URN {row['reported_urn']}")
    if source:
        notes.append(f"Source: {source}")
    words_of = _CODE.sub(r"<code>\1</code>", escape(words.figure(cells)))
    shown = "".join(f'<dd class="note">{escape(note)}</dd>' for note in notes)
    kind = "value" if published else "gap"
    return f'<div><dt>{escape(measure.label)}</dt><dd class="{kind}">{words_of}</dd>{shown}</div>'


_DATED = frozenset({ValueStatus.SUPPRESSED, ValueStatus.NOT_APPLICABLE, ValueStatus.NOT_AVAILABLE, ValueStatus.LOW})


def figures(rows: pd.DataFrame, urn: int, build: dict[str, Any]) -> None:
    """Draw figures as cards: the number or why there is none, its year, counts and source."""
    cards = "".join(_figure(row, urn, sources.named(row["source"], build)) for _, row in rows.iterrows())
    st.html(f'<dl class="spm-figures">{cards}</dl>')


def table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Draw a small table to read; a wide one scrolls by itself."""
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in columns)
    body = "".join("<tr>" + "".join(f"<td>{escape(str(cell))}</td>" for cell in row) + "</tr>" for row in rows)
    st.html(
        f'<div class="spm-table" tabindex="0"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
    )

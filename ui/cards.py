"""Pieces of a page in plain HTML: facts, tables and the legend. Every word of the data is escaped."""

import re
from collections.abc import Mapping, Sequence
from html import escape

import pandas as pd
import streamlit as st

from ui import shapes

__all__ = ["facts", "lead", "legend", "plain", "table"]

#: What Markdown would read as its own.
_MARKS = re.compile(r"([\\`*_{}\[\]<>()#+!|~$:-])")


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


def table(columns: Sequence[str], rows: Sequence[Sequence[str]], *, named: bool = False) -> None:
    """Draw a small table to read; a wide one scrolls by itself.

    Parameters
    ----------
    named : the first cell names its row, and stays in sight when the table scrolls.
    """
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in columns)
    first = ('<th scope="row">', "</th>") if named else ("<td>", "</td>")
    body = ""
    for name, *cells in rows:
        body += f"<tr>{first[0]}{escape(str(name))}{first[1]}"
        body += "".join(f"<td>{escape(str(cell))}</td>" for cell in cells) + "</tr>"
    kind = "spm-table named" if named else "spm-table"
    st.html(
        f'<div class="{kind}" tabindex="0"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
    )

"""One suggestion as a card: who, why, what to check, how it fits, and how firm that is."""

from collections.abc import Mapping
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from geo.partner_link import MOST_COMPARED, Asked
from geo.partners import BORDER, Suggestions, contributions
from geo.purposes import CRITERIA, Criterion
from geo.reasons import Reasons
from geo.steadiness import FEW, MANY, MOST
from ui import frame, partner_data, partner_state, state, words

__all__ = ["draw", "fit_html"]

#: Dark enough for 3:1 against white; the words beside the bar say the same.
_COLOURS = (
    "#17596b",
    "#b4560f",
    "#6d3a9c",
    "#3a7d52",
    "#a8235f",
    "#1f66b0",
    "#7d5a00",
    "#37424a",
    "#00705a",
    "#5c6670",
)

_FIRM = {MOST: "most settings", MANY: "many settings", FEW: "few settings"}


def _colour(criterion: Criterion) -> str:
    return _COLOURS[list(CRITERIA).index(criterion)]


def fit_html(
    parts: Mapping[Criterion, float], weights: Mapping[Criterion, float], known: Mapping[Criterion, bool]
) -> str:
    """Bar and words of the contributions: each criterion's part, and the most that its weight allows."""
    total, fit = sum(weights.values()), sum(parts.values())
    bar = "".join(
        f'<span style="width:{100 * part:.1f}%;background:{_colour(key)}"></span>' for key, part in parts.items()
    )
    items = "".join(
        f'<li><span class="spm-swatch" style="background:{_colour(key)}"></span>{escape(CRITERIA[key].label)} '
        f"{part:.2f} of {weights[key] / total:.2f}{'' if known[key] else ' (not known: ranked at the middle)'}</li>"
        for key, part in parts.items()
    )
    return (
        f'<div class="spm-bar" aria-hidden="true">{bar}</div>'
        f'<p class="spm-note">Fit {fit:.2f} of 1, made of:</p><ul class="spm-parts">{items}</ul>'
    )


def _html(number: int, school: "pd.Series[Any]", row: "pd.Series[Any]", why: Reasons, firm: list[str], fit: str) -> str:
    about = [
        words.distance(float(row["distance_m"])),
        str(school["phase_family"]),
        words.ages(school["age_low"], school["age_high"]),
        str(school["la_name"]),
    ]
    lines = "".join(f"<li>{escape(line)}</li>" for line in why.lines)
    notes = "".join(f'<p class="spm-note">{escape(line)}</p>' for line in firm)
    return (
        f'<div class="spm-card"><h3><span class="spm-number">{number}</span> {escape(str(school["name"]))}</h3>'
        f'<p class="spm-about">{escape(" · ".join(about))}</p><ul class="spm-why">{lines}</ul>'
        f'<p class="spm-check">{escape(why.check)}</p>{fit}{notes}</div>'
    )


def _firmness(asked: Asked, row: "pd.Series[Any]") -> list[str]:
    """Say how firm the place is: the range, the steadiness, and whether it holds the other way round."""
    urn = int(row["urn"])
    lines = []
    if row["high"] - row["low"] > 0:
        lines.append(f"Between {row['low']:.2f} and {row['high']:.2f}, because not everything is published.")
    word = partner_data.steady(asked).get(urn)
    if word is not None:
        which = "the first five over the border" if row["list"] == BORDER else "your first five"
        verb = "Stays in" if word != FEW else "Is in"
        lines.append(f"{verb} {which} under {_FIRM[word]}.")
    if urn in partner_data.mutual(asked):
        lines.append("Also in their first ten: they would be shown your school too.")
    return lines


def draw(asked: Asked, found: Suggestions, rows: pd.DataFrame) -> None:
    """Draw suggestions as cards, in their order."""
    roster = partner_data.basis().roster
    for _, row in rows.iterrows():
        urn = int(row["urn"])
        school = roster.frame.iloc[roster.position(urn)]
        known = {key: bool(row[f"known_{key}"]) for key in found.weights}
        fit = fit_html(contributions(found, urn), found.weights, known)
        with st.container(border=True, key=f"card-{urn}"):
            st.html(
                _html(
                    int(row["position"]),
                    school,
                    row,
                    partner_data.reasons(asked, urn),
                    _firmness(asked, row),
                    fit,
                )
            )
            with st.container(horizontal=True, vertical_alignment="center", key=f"links-card-{urn}"):
                st.page_link(
                    frame.SCHOOL,
                    label="Open school page",
                    icon=":material/arrow_forward:",
                    query_params=state.school_query(urn),
                )
                _keep(urn, found.urn)


def _keep(urn: int, beside: int) -> None:
    kept = partner_state.shortlist()
    if urn in kept:
        st.button(
            "Take off the shortlist",
            key=f"keep-{urn}",
            icon=":material/playlist_remove:",
            type="tertiary",
            on_click=partner_state.drop,
            args=(urn,),
        )
        return
    full = len({*kept, urn, beside}) > MOST_COMPARED
    st.button(
        "Add to the shortlist",
        key=f"keep-{urn}",
        icon=":material/playlist_add:",
        type="tertiary",
        on_click=partner_state.add,
        args=(urn, beside),
        disabled=full,
        help=f"The shortlist has room for {MOST_COMPARED} schools." if full else None,
    )

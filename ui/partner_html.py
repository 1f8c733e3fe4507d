"""One suggestion in HTML: every word of the data is escaped."""

from collections.abc import Mapping
from html import escape
from typing import Any

import pandas as pd

from geo import words
from geo.partners import BORDER
from geo.purposes import CRITERIA, Criterion
from geo.reasons import Reasons
from geo.steadiness import FEW, MANY, MOST

__all__ = ["card_html", "fit_html"]

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
    points: Mapping[Criterion, int], weights: Mapping[Criterion, float], known: Mapping[Criterion, bool]
) -> str:
    """Bar and words of the contributions: what each criterion adds, and the most that its weight allows.

    Parameters
    ----------
    points : hundredths that add up to the fit, from :func:`geo.partners.points`.
    weights, known : of each criterion that counts, its weight, and whether it is known of this school.
    """
    total = sum(weights.values())
    bar = "".join(f'<span style="width:{part}%;background:{_colour(key)}"></span>' for key, part in points.items())
    items = "".join(
        f'<li><span class="spm-swatch" style="background:{_colour(key)}"></span>{escape(CRITERIA[key].label)} '
        f"{part / 100:.2f} of {weights[key] / total:.2f}{'' if known[key] else ' (not known: ranked at the middle)'}"
        "</li>"
        for key, part in points.items()
    )
    return (
        f'<div class="spm-bar" aria-hidden="true">{bar}</div>'
        f'<p class="spm-note">Fit {sum(points.values()) / 100:.2f} of 1, made of:</p><ul class="spm-parts">{items}</ul>'
    )


def _firmness(row: "pd.Series[Any]", steady: str | None, *, mutual: bool) -> list[str]:
    """Say how firm the place is: the range, the steadiness, and whether it holds the other way round."""
    lines = []
    if row["high"] - row["low"] > 0:
        lines.append(f"Between {row['low']:.2f} and {row['high']:.2f}, because not everything is published.")
    if steady is not None:
        which = "the first five over the border" if row["list"] == BORDER else "your first five"
        verb = "Stays in" if steady != FEW else "Is in"
        lines.append(f"{verb} {which} under {_FIRM[steady]}.")
    if mutual:
        lines.append("Also in their first ten: they would be shown your school too.")
    return lines


def card_html(
    *,
    school: "pd.Series[Any]",
    row: "pd.Series[Any]",
    why: Reasons,
    points: Mapping[Criterion, int],
    weights: Mapping[Criterion, float],
    steady: str | None,
    mutual: bool,
) -> str:
    """Write one suggestion: who, why, what to check, how it fits, and how firm that is.

    Parameters
    ----------
    school : its row of the roster.
    row : its row of :attr:`geo.partners.Suggestions.table`.
    why : its reasons.
    points, weights : the criteria that count, with what each adds.
    steady : word of :mod:`geo.steadiness`; None for one beyond the lists.
    mutual : whether the school that asks is in the first ten of its own list.
    """
    fit = fit_html(points, weights, {key: bool(row[f"known_{key}"]) for key in weights})
    about = [
        words.distance(float(row["distance_m"])),
        str(school["phase_family"]),
        words.ages(school["age_low"], school["age_high"]),
        str(school["la_name"]),
    ]
    number = f'<span class="spm-number">{row["position"]}</span>'
    lines = "".join(f"<li>{escape(line)}</li>" for line in why.lines)
    notes = "".join(f'<p class="spm-note">{escape(line)}</p>' for line in _firmness(row, steady, mutual=mutual))
    return (
        f'<div class="spm-card"><h3>{number} {escape(str(school["name"]))}</h3>'
        f'<p class="spm-about">{escape(" · ".join(about))}</p><ul class="spm-why">{lines}</ul>'
        f'<p class="spm-check">{escape(why.check)}</p>{fit}{notes}</div>'
    )

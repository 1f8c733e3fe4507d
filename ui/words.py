"""Words of figures, dates and distances for the screen: those of :mod:`geo.words`, which documents use too."""

from geo.words import (
    added,
    ages,
    count,
    date,
    date_basis,
    distance,
    figure,
    fraction,
    interval,
    is_missing,
    missing,
    number,
    signed,
    text,
    year_of,
)

__all__ = [
    "added",
    "ages",
    "count",
    "date",
    "date_basis",
    "distance",
    "figure",
    "fraction",
    "interval",
    "is_missing",
    "missing",
    "number",
    "signed",
    "text",
    "year_of",
]

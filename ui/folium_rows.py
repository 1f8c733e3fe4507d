"""The list of schools in the map that leaves the page: a row a school, every gap with its reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import pandas as pd

from geo import words
from geo.criteria import NO_GRADE
from geo.measures import MEASURES
from geo.vocab import DateBasis, ValueStatus

__all__ = ["WIDE", "Entry", "headings", "rows"]

#: Cells with long text, by their heading.
WIDE = ("Place", "Overall effectiveness")


@dataclass(frozen=True)
class Entry:
    """What stands for a school in a list of its own order: its number, and why it is there."""

    number: str
    why: str


#: What a date is of, where it is not of this inspection; shorter than on the pages, for a cell of a list.
_BASES = {
    DateBasis.ANY_INSPECTION: "latest inspection of any kind, perhaps a later one",
    DateBasis.JUDGEMENT: "date of the judgement",
    DateBasis.NOT_IN_SOURCE: "date not in the source",
}


def _figure(row: Mapping[str, Any], measure: str) -> str:
    """Newest figure of one measure with its year, or why there is none."""
    status, year = row[f"{measure}_status"], row[f"{measure}_year"]
    if status == ValueStatus.NOT_BUNDLED:
        # The usual words name a command, which is no use to whoever was sent the map.
        return "not in the data of this map"
    said = words.figure({"measure": measure, "value": row[f"{measure}_value"], "status": status, "year": year})
    return f"{said} ({year})" if status in (ValueStatus.PUBLISHED, ValueStatus.LOW) else said


def _graded(row: Mapping[str, Any], prefix: str) -> str:
    """Write a grade, what its date is the date of, and the date of the list that has it."""
    grade = str(row[prefix])
    if grade == NO_GRADE:
        return grade
    date, basis, listed = (row[f"{prefix}_{part}"] for part in ("date", "date_basis", "list_date"))
    dated = "" if words.is_missing(date) else f", {words.date(date)}"
    if dated and basis != DateBasis.INSPECTION:
        dated += f" ({_BASES[DateBasis(str(basis))]})"
    told = "" if words.is_missing(listed) else f"; list of {words.date(listed)}"
    return f"{grade}{dated}{told}"


def _type(row: Mapping[str, Any]) -> str:
    """Type of establishment, and its status where it is not simply open."""
    status = words.text(row["status"], "status not recorded")
    return str(row["type"]) if status == "Open" else f"{row['type']} ({status.lower()})"


def _place(row: Mapping[str, Any]) -> str:
    """Ward, authority and postcode."""
    ward, postcode = words.text(row["ward"], "ward not recorded"), words.text(row["postcode"], "postcode not recorded")
    return f"{ward}, {row['borough']}, {postcode}"


def _has_cards(frame: pd.DataFrame) -> bool:
    return bool(frame["ofsted_report_card"].notna().any())


def headings(frame: pd.DataFrame, measures: Sequence[str], *, noted: bool = False) -> list[str]:
    """Headings of the cells of :func:`rows`; with "Why" if the schools come in an order of their own."""
    cards = ["Report card"] if _has_cards(frame) else []
    ofsted = ["Overall effectiveness", "Latest outcome", *cards]
    figures = [MEASURES[name].short for name in measures]
    return ["School", *(["Why"] if noted else []), "Phase", "Type", "Ages", "Place", *ofsted, *figures, "URN"]


def rows(
    frame: gpd.GeoDataFrame, measures: Sequence[str], order: Mapping[int, Entry] | None = None
) -> list[dict[str, Any]]:
    """Make one row a school of the flat table, in the order of the frame.

    Parameters
    ----------
    frame : from ``geo.flat.flat_table``, reprojected to WGS84.
    measures : keys of the measures to show.
    order : by URN, the number and the reason of each school; None: numbered from 1 as they come.

    Returns
    -------
    Dictionaries with ``number``, ``cells`` (plain text, not yet escaped), ``family``, and ``place``: latitude and
    longitude in degrees, or None.
    """
    cards = _has_cards(frame)
    made = []
    pairs = zip(pd.DataFrame(frame).to_dict("records"), frame.geometry, strict=True)
    for place, (row, point) in enumerate(pairs, start=1):
        entry = Entry(str(place), "") if order is None else order[int(row["urn"])]
        cells = [
            str(row["name"]),
            *([] if order is None else [entry.why]),
            str(row["phase_family"]),
            _type(row),
            words.ages(row["age_low"], row["age_high"]).removeprefix("ages "),
            _place(row),
            _graded(row, "ofsted_overall"),
            _graded(row, "ofsted_outcome"),
            *([words.text(row["ofsted_report_card"], "none at hand")] if cards else []),
            *(_figure(row, name) for name in measures),
            str(row["urn"]),
        ]
        degrees = None if point is None else (round(point.y, 6), round(point.x, 6))
        family = str(row["phase_family"])
        made.append({"number": entry.number, "cells": cells, "family": family, "place": degrees})
    return made

"""The directory of a school that gets no score: its own kind and near schools, by distance."""

from typing import Any

import pandas as pd
import streamlit as st

from geo import words
from geo.candidates import directory, kind_of
from geo.criteria import StatusGroup
from geo.vocab import PhaseFamily, Sector
from ui import partner_data, partner_lists

__all__ = ["draw"]


def _why(school: "pd.Series[Any]") -> str:
    """Say why there is no score."""
    if school["status_group"] != StatusGroup.OPEN:
        return "The register at hand does not have this school as open, so nothing is scored."
    if school["sector"] != Sector.STATE:
        return (
            "Nothing comparable is published about schools paid for by fees, so nothing is scored. These are lists by "
            "distance."
        )
    if school["phase_family"] in {PhaseFamily.SPECIAL, PhaseFamily.ALTERNATIVE, PhaseFamily.NURSERY}:
        return (
            "Special schools, alternative provision, hospital schools and nurseries get no score: what they do differs "
            "so much, and so little of it is published, that no figure makes them comparable. This is a directory of "
            "who is near. Ask each about its needs, places and outreach."
        )
    return "The register has no phase for this school, so nothing is scored. These are lists by distance."


def draw(school: "pd.Series[Any]") -> None:
    """Draw the two lists, and the same as a table."""
    st.info(_why(school), icon=":material/info:")
    roster, urn = partner_data.basis().roster, int(school["urn"])
    rows = directory(roster, urn)
    if rows.empty:
        st.write("No point is known for this school, so no distance can be measured.")
        return
    kinds = {"own kind": f"The nearest of its own kind: {kind_of(roster, urn)}", "near": "The nearest others"}
    columns = st.columns(2, gap="large")
    for column, (key, title) in zip(columns, kinds.items(), strict=True):
        with column:
            st.header(title, anchor=False)
            chosen = rows[rows["list"] == key]
            if chosen.empty:
                st.write("None in the bundled data.")
            partner_lists.directory_rows(chosen, key.replace(" ", "-"))
    if school["phase_family"] in {PhaseFamily.SPECIAL, PhaseFamily.ALTERNATIVE} and rows["sen_needs"].isna().all():
        st.caption("Which needs a school is for is not in the register at hand: the full register has it.")
    st.caption(
        f"{words.count(len(rows), 'open school')}, by straight-line distance; the order says nothing else about them."
    )

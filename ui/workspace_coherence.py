"""The coherence view for leads: who has no avenue yet, who is asked by too many, exact mutual ranks."""

import streamlit as st

from geo.download import guarded_csv
from geo.purposes import PRESETS, Purpose
from geo.vocab import AreaKind
from ui import cards, data, partner_data, workspace_forms, workspace_schools, workspace_state
from workspace import coherence
from workspace.coherence import Coherence, SchoolStanding
from workspace.errors import Forbidden

__all__ = ["mutual", "overview", "purpose"]


def purpose() -> Purpose:
    """Let a lead choose the purpose whose lists are counted."""
    return Purpose(st.selectbox("For the purpose", list(PRESETS), format_func=str.capitalize, key="coherence-purpose"))


def overview(wanted: Purpose) -> None:
    """Draw the schools of some boroughs that have no avenue yet, and those that are asked by many."""
    areas = data.areas()
    boroughs = areas[areas["kind"] == AreaKind.BOROUGH].sort_values("name")
    names = dict(zip(boroughs["code"], boroughs["name"], strict=True))
    chosen = st.multiselect("Boroughs", list(names), format_func=names.__getitem__, key="coherence-boroughs")
    if not chosen:
        st.info("Choose the boroughs of the partnership.", icon=":material/info:")
        return
    basis, ties = partner_data.basis(), data.table("ties")
    spread = partner_data.spread(wanted, chosen)
    found = workspace_state.acting(lambda db, actor: coherence.coherence(db, actor, basis, spread, chosen, ties))
    st.header("No avenue yet", anchor=False)
    st.write("No tie, no case, and in nobody's first five. That says nothing about a school but that nobody has asked.")
    _table(found.without)
    st.header(f"Asked by {found.many} or more at once", anchor=False)
    _table(found.asked_by_many)
    with st.expander(f"All {len(found.schools)} schools"):
        _table(found.schools)
    _take(found)


def _take(found: Coherence) -> None:
    build = data.build()
    told = {"data_build": build["build_id"], "data_as_at": build["data_as_at"], "for": "leads of the partnership alone"}
    st.download_button(
        "Download this view (CSV)",
        lambda: guarded_csv(coherence.standings_table(found).assign(**told)),
        file_name=f"coherence-{build['build_id'][:8]}.csv",
        mime="text/csv",
        on_click="ignore",
        icon=":material/download:",
        key="coherence-take",
    )
    st.caption("It names partnerships that are not public: keep it where only leads read.")


def _table(schools: tuple[SchoolStanding, ...]) -> None:
    if not schools:
        st.write("None.")
        return
    cards.table(
        ["School", "Phase", "Ties", "Open cases", "Asked by", "In first fives", "URN"],
        [
            [
                one.name,
                one.phase_family,
                ", ".join(one.ties) or "None",
                str(one.cases),
                str(one.asked),
                "No lists for its kind" if one.times is None else str(one.times),
                str(one.urn),
            ]
            for one in schools
        ],
    )


def mutual(wanted: Purpose) -> None:
    """Draw a school's list with the place that it has in each of theirs."""
    st.header("How a school stands in the lists of others", anchor=False)
    urn = workspace_schools.pick("School", "mutual-school")
    if urn is None:
        return
    if not partner_data.scored(urn):
        st.write("Schools of its kind have a directory without an order.")
        return
    basis = partner_data.basis()
    try:
        found = coherence.mutual_ranks(workspace_state.acting, basis, urn, PRESETS[wanted])
    except Forbidden:
        workspace_forms.refused()
        return
    cards.table(
        ["School", "Place in its list", "Its place in theirs", "URN"],
        [
            [one.name, f"{one.place} ({one.own_list})", str(one.their_place or "Not in it"), str(one.urn)]
            for one in found
        ],
    )

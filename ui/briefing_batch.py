"""Briefings of many schools at once: of a borough and phase, or of a list of URNs, as one ZIP file."""

import re

import streamlit as st

from briefings.batch import MOST_IN_BATCH, Form, archive
from geo import words
from geo.group import in_borough
from geo.vocab import AreaKind
from ui import briefing_data, briefing_state, cards, data

__all__ = ["draw"]

_LIST = "A list of URNs"


def _chosen() -> tuple[int, ...]:
    """Schools of the borough and phase chosen, or of the list."""
    schools, areas = data.schools(), data.areas()
    boroughs = areas[areas["kind"] == AreaKind.BOROUGH].set_index("name")["code"].sort_index()
    home = data.build()["default_area"]
    names = [_LIST, *boroughs.index]
    place = names.index(boroughs.index[boroughs == home][0]) if (boroughs == home).any() else 0
    left, right = st.columns(2)
    where = left.selectbox("Schools of", names, index=place, key="batch_where")
    if where == _LIST:
        text = right.text_area("URNs, with spaces, commas or lines between them", key="batch_urns", max_chars=1_000)
        known = set(schools["urn"].astype(int))
        asked = [int(word) for word in dict.fromkeys(re.findall(r"\b[1-9][0-9]{5}\b", text or ""))]
        absent = [str(urn) for urn in asked if urn not in known]
        if absent:
            st.info(f"Not in the bundled data: {cards.plain(', '.join(absent[:10]))}.", icon=":material/info:")
        return tuple(urn for urn in asked if urn in known)
    counted = in_borough(schools, boroughs[where]).counted
    families = counted["phase_family"].value_counts()
    phases = ["Every phase", *families.index]
    phase = right.selectbox("Phase", phases, key="batch_phase")
    rows = counted if phase == phases[0] else counted[counted["phase_family"] == phase]
    return tuple(int(urn) for urn in rows.sort_values(["name", "urn"])["urn"])


def draw() -> None:
    """Draw the choice, the progress and the download."""
    st.header("Many schools at once", anchor=False)
    with st.expander("A school briefing of each, in one ZIP file"):
        urns = _chosen()
        form = st.radio("Files", list(Form), horizontal=True, key="batch_form")
        st.caption(
            f"{words.count(len(urns), 'school')}; at most {MOST_IN_BATCH}. With the purpose, focus and parts above, "
            "and without notes. About a second a school."
        )
        if len(urns) > MOST_IN_BATCH:
            st.info(f"Too many for one file: choose a phase, or {MOST_IN_BATCH} URNs.", icon=":material/info:")
        ready = 1 <= len(urns) <= MOST_IN_BATCH
        if st.button("Make them", key="batch_make", disabled=not ready, icon=":material/folder_zip:") and ready:
            bar = st.progress(0.0)

            def told(done: int, name: str) -> None:
                bar.progress(done / len(urns), f"{done} of {len(urns)} made. Next: {cards.plain(name)}")

            briefing_state.keep_batch(
                urns, archive(briefing_data.material(), urns, briefing_state.current(), Form(form or Form.PDF), told)
            )
            bar.progress(1.0, f"{words.count(len(urns), 'briefing')} made.")
        packed = briefing_state.batch(urns)
        if packed is not None:
            st.download_button(
                f"Download {words.count(len(urns), 'briefing')} (ZIP)",
                packed,
                file_name=f"briefings-{data.build()['build_id'][:8]}.zip",
                mime="application/zip",
                icon=":material/download:",
                on_click="ignore",
                key="take-batch",
            )

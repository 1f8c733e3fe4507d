"""One school: who it is, its figures, its inspections, its ties and its neighbours."""

import streamlit as st

from geo.errors import UnknownSchool
from ui import cards, context_parts, data, frame, inspection_parts, school_data, school_parts, state, workspace_public


def pick() -> None:
    """Offer every school by name."""
    schools = data.schools().sort_values(["name", "urn"])
    said = schools["name"] + " · " + schools["la_name"] + " · " + schools["urn"].astype(str)
    labels = dict(zip(schools["urn"].astype(int), said, strict=True))
    urn = st.selectbox(
        "School",
        list(labels),
        index=None,
        format_func=labels.__getitem__,
        placeholder="Type a name or a URN",
        key="picked",
    )
    if urn is not None:
        st.switch_page(frame.SCHOOL, query_params={"urn": str(urn)})
    st.page_link(frame.MAP, label="Or choose it on the map", icon=":material/map:")


def show() -> None:
    """Draw the page."""
    asked = state.requested_urn()
    if not asked:
        st.title("Find a school", anchor=False)
        cards.lead("Choose a school to see what is published about it.")
        pick()
        return
    try:
        school = data.school(asked)
    except UnknownSchool as problem:
        st.title("No such school here", anchor=False)
        st.info(f"{cards.plain(problem.args[0])}.")
        pick()
        return
    urn = int(school["urn"])
    school_parts.heading(school)
    left, right = st.columns([3, 2], gap="large")
    with left:
        school_parts.identity(school, data.build())
        workspace_public.of_school(urn)
    near_slot = right.container()
    context_parts.draw(school_data.context_of(urn), school, school_data.links_of(urn), data.build())
    inspection_parts.draw(school_data.inspections_of(urn), urn, data.build())
    school_parts.ties(school_data.ties_of(urn), school_data.links_of(urn), data.schools(), urn)
    with near_slot:
        school_parts.neighbours(school, data.schools(), data.areas())


frame.require_frame("pages/school.py")
show()

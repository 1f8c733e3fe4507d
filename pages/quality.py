"""What is missing from the data, and why; what was left out; what disagrees; what changed."""

import streamlit as st

from ui import cards, data, frame, quality_data, quality_gaps, quality_parts


def show() -> None:
    """Draw the page."""
    build = data.build()
    st.title("Data quality", anchor=False)
    cards.lead(
        "What the map does not know, and why: figures without a number, rows that fit no school, points that disagree, "
        "and what changed since the data were last brought up to date."
    )
    with st.container(horizontal=True, key="links-quality"):
        st.page_link(frame.ABOUT, label="Sources, dates and what each figure means", icon=":material/info:")
    if build["missing"]:
        names = "; ".join(entry["label"] for entry in build["missing"])
        st.info(
            cards.plain(f"Not in the data at all: {names}. “About the data” says what adds them."),
            icon=":material/info:",
        )
    quality_gaps.draw()
    quality_parts.left_out(build)
    quality_parts.points()
    quality_parts.changed(quality_data.changes())
    quality_parts.noticed(build)


frame.require_frame("pages/quality.py")
show()

"""The frame around every page: the page list, the way back to it, the header of errors and the footer."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any

import streamlit as st

from ui import contact, state

__all__ = [
    "ABOUT",
    "ACCESSIBILITY",
    "AREA",
    "BRIEFING",
    "COMPARE",
    "MAP",
    "PARTNERS",
    "QUALITY",
    "SCHOOL",
    "TITLE",
    "footer",
    "framed",
    "pages",
    "require_frame",
    "return_to_request",
    "style",
]

TITLE = "School Partnership Map"

MAP, SCHOOL, PARTNERS, COMPARE, AREA, BRIEFING, ABOUT, QUALITY, ACCESSIBILITY = (
    f"pages/{name}.py"
    for name in ("map", "school", "partners", "compare", "area", "briefing", "about", "quality", "accessibility")
)

_REQUESTED = "_requested"

#: Whether ``app.py`` runs the page: of this run alone, for two runs of one session may overlap.
_FRAMED = ContextVar("framed", default=False)

_STATIC = Path(__file__).resolve().parent.parent / "static"

#: Our own, so that no browser asks an icon server.
ICON = _STATIC / "icon.svg"


def pages() -> list[Any]:
    """List the pages in the order of the menu."""
    return [
        st.Page(MAP, title="Map", icon=":material/map:", default=True),
        st.Page(SCHOOL, title="School", icon=":material/school:", url_path="school"),
        st.Page(PARTNERS, title="Partners", icon=":material/handshake:", url_path="partners"),
        st.Page(COMPARE, title="Compare", icon=":material/compare_arrows:", url_path="compare"),
        st.Page(AREA, title="Area", icon=":material/monitoring:", url_path="area"),
        st.Page(BRIEFING, title="Briefing", icon=":material/print:", url_path="briefing"),
        st.Page(ABOUT, title="About the data", icon=":material/info:", url_path="about"),
        st.Page(QUALITY, title="Data quality", icon=":material/fact_check:", url_path="quality"),
        st.Page(ACCESSIBILITY, title="Accessibility", icon=":material/accessibility_new:", url_path="accessibility"),
    ]


def require_frame(path: str) -> None:
    """Leave a page that runs without ``app.py``, by way of ``app.py``.

    On a fresh server Streamlit runs a file of ``pages/`` by itself when its address is the first one asked for.
    The page and its query parameters are kept, and :func:`return_to_request` comes back with them.
    """
    if _FRAMED.get():
        return
    query = {key: st.query_params.get_all(key) for key in st.query_params}
    st.session_state[_REQUESTED] = (path, query)
    st.switch_page("app.py", query_params={})


def return_to_request() -> None:
    """Go back to the page that :func:`require_frame` left, if there is one; call it after ``st.navigation``."""
    if _REQUESTED in st.session_state:
        path, query = st.session_state.pop(_REQUESTED)
        st.switch_page(path, query_params=query)


@contextmanager
def framed() -> Iterator[None]:
    """Mark, while it lasts, that ``app.py`` runs the page."""
    token = _FRAMED.set(True)
    try:
        yield
    finally:
        _FRAMED.reset(token)


def style() -> None:
    """Put the few rules of our own on the page."""
    st.html(_STATIC / "app.css")


def unavailable(problem: Exception) -> None:
    """Say in a sentence that the tables cannot be used, and what mends it."""
    st.header("The data cannot be shown")
    st.error(str(problem), icon=":material/error:")
    st.write("Nothing is lost: this page works again as soon as the tables are there.")


def footer(build: dict[str, Any], *, private: bool = False) -> None:
    """Close a page with where the data come from, and of when they are.

    Parameters
    ----------
    build : the build's record.
    private : whether there is a workspace, which keeps something about those who sign in.
    """
    publishers = list(dict.fromkeys(source["publisher"] for source in build["sources"]))
    named = ", ".join(publishers[:-1]) + (" and " if len(publishers) > 1 else "") + "".join(publishers[-1:])
    kept = " It keeps about people who sign in what the workspace needs." if private else ""
    with st.container(key="footer"):
        st.caption(
            f"Data as at {build['data_as_at']}. Published by {named}, under the Open Government Licence v3.0 "
            "unless said otherwise. Contains OS data © Crown copyright and database right; Royal Mail data © "
            "Royal Mail copyright and database right; National Statistics data © Crown copyright and database right."
            f"\n\n{_wrong_figure(build)} This site keeps nothing about its visitors.{kept}"
        )
        with st.container(horizontal=True, key="footer-links"):
            st.page_link(ABOUT, label="Sources, dates and licences", icon=":material/info:")
            st.page_link(QUALITY, label="What is missing, and what changed", icon=":material/fact_check:")
            st.page_link(ACCESSIBILITY, label="Accessibility and privacy", icon=":material/accessibility_new:")


def _wrong_figure(build: dict[str, Any]) -> str:
    """Say whom to tell of a wrong figure; a letter names the build and the school."""
    urn = state.school_in_view()
    about = f"Wrong figure: build {build['build_id']}" + (f", URN {urn}" if urn else "")
    link = contact.mailto(about)
    if link:
        return f"[Report a wrong figure]({link})."
    named = f"build {build['build_id']}" + (f" and URN {urn}" if urn else "")
    return f"A figure looks wrong? Tell whoever runs this map; please name {named}, the measure and the year."

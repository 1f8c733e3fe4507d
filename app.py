"""The router and the frame: page list, our style, the page, the footer."""

import streamlit as st

from geo.errors import SchemaMismatch, StaleData
from ui import data, frame


def main() -> None:
    """Run the page that the address asks for, in the frame."""
    st.set_page_config(page_title=frame.TITLE, page_icon=str(frame.ICON), layout="wide")
    page = st.navigation(frame.pages(), position="top")
    frame.return_to_request()
    frame.style()
    try:
        with frame.framed():
            page.run()
        frame.footer(data.build())
    except (StaleData, SchemaMismatch) as problem:
        frame.unavailable(problem)


main()

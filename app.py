"""The router and the frame: page list, our style, the page, the footer."""

from typing import Any

import streamlit as st

from geo.errors import SchemaMismatch, StaleData
from ui import data, edition, frame, workspace_door


def _pages() -> Any:
    """List the public pages; the private ones as well, where there is a workspace."""
    if not workspace_door.configured():
        return frame.pages()
    from ui import workspace_frame  # noqa: PLC0415  # the public map alone loads no database library

    return workspace_frame.sections(frame.pages())


def main() -> None:
    """Run the page that the address asks for, in the frame."""
    st.set_page_config(page_title=frame.TITLE, page_icon=str(frame.ICON), layout="wide")
    page = st.navigation(_pages(), position="top")
    frame.return_to_request()
    frame.style()
    try:
        with edition.one_edition():
            with frame.framed():
                page.run()
            frame.footer(data.build(), private=workspace_door.configured())
    except (StaleData, SchemaMismatch) as problem:
        frame.unavailable(problem)


main()

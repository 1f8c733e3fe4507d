"""The shortlist: schools kept across pages to be set side by side."""

import streamlit as st

from geo.partner_link import MOST_COMPARED
from ui import cards, frame, partner_data, partner_state, words

__all__ = ["draw"]


def draw() -> None:
    """Draw what is kept, and the way to the comparison."""
    kept = partner_state.shortlist()
    roster = partner_data.basis().roster
    with st.container(border=True, key="shortlist"):
        st.markdown(f"**Shortlist** · {words.count(len(kept), 'school')} of at most {MOST_COMPARED}")
        if not kept:
            st.caption("Add schools from their cards to set them side by side, yours among them.")
            return
        st.markdown("\n".join(f"- {cards.plain(str(roster.frame.iloc[roster.position(u)]['name']))}" for u in kept))
        with st.container(horizontal=True, vertical_alignment="center"):
            if len(kept) > 1:
                st.page_link(
                    frame.COMPARE,
                    label="Set side by side",
                    icon=":material/compare_arrows:",
                    query_params=partner_state.compare_query(kept),
                )
            st.button("Empty", type="tertiary", key="shortlist-empty", on_click=partner_state.drop)
        st.caption("Kept while this tab is open. The address of the comparison can be shared: it holds URNs only.")

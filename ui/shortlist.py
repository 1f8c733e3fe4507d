"""The shortlist: schools kept across pages to be set side by side."""

import streamlit as st

from geo import words
from geo.partner_link import MOST_COMPARED
from ui import cards, frame, partner_data, partner_state

__all__ = ["draw", "keep", "to_comparison"]


def draw(*, from_cards: bool) -> None:
    """Draw what is kept, and the way to the comparison.

    Parameters
    ----------
    from_cards : whether the page has cards with the button that keeps a school; the schools' own pages have it always.
    """
    kept = partner_state.shortlist()
    roster = partner_data.basis().roster
    with st.container(border=True, key="shortlist"):
        st.markdown(f"**Shortlist** · {words.count(len(kept), 'school')} of at most {MOST_COMPARED}")
        if not kept:
            where = "their cards" if from_cards else "their own pages"
            st.caption(f"Add schools from {where} to set them side by side, yours among them.")
            return
        st.markdown("\n".join(f"- {cards.plain(str(roster.frame.iloc[roster.position(u)]['name']))}" for u in kept))
        with st.container(horizontal=True, vertical_alignment="center"):
            to_comparison("Set side by side")
            st.button("Empty", type="tertiary", key="shortlist-empty", on_click=partner_state.drop)
        st.caption("Kept while this tab is open. The address of the comparison can be shared: it holds URNs only.")


def to_comparison(label: str) -> None:
    """Draw the way to the comparison, if there is something to compare."""
    kept = partner_state.shortlist()
    if len(kept) > 1:
        st.page_link(
            frame.COMPARE,
            label=label,
            icon=":material/compare_arrows:",
            query_params=partner_state.compare_query(kept),
        )


def keep(urn: int, beside: int | None = None) -> None:
    """Draw the button that keeps a school, or takes it off.

    Parameters
    ----------
    urn : the school.
    beside : the school that it was found for, which is kept with it.
    """
    kept = partner_state.shortlist()
    if urn in kept:
        st.button(
            "Take off the shortlist",
            key=f"keep-{urn}",
            icon=":material/playlist_remove:",
            type="tertiary",
            on_click=partner_state.drop,
            args=(urn,),
        )
        return
    full = len({*kept, urn, *([] if beside is None else [beside])}) > MOST_COMPARED
    st.button(
        "Add to the shortlist",
        key=f"keep-{urn}",
        icon=":material/playlist_add:",
        type="tertiary",
        on_click=partner_state.add,
        args=(urn, beside),
        disabled=full,
        help=f"The shortlist has room for {MOST_COMPARED} schools." if full else None,
    )

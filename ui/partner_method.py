"""What stands behind a list of suggestions: the method card, and how often each school is suggested."""

import streamlit as st

from geo.method_card import method_card
from geo.purposes import METHOD_VERSION
from ui import cards, data, partner_data
from ui.folded import folded
from ui.partner_answer import Answer

__all__ = ["card", "spread"]


def card(answer: Answer | None) -> None:
    """Draw the method card, closed.

    Parameters
    ----------
    answer : of the page, for what each criterion decided in it and for the spread; None where there is none.
    """
    label = f"How this is made: method card, version {METHOD_VERSION}"
    folded(label, "partner_method", lambda: _card(answer), icon=":material/fact_check:")


def _card(answer: Answer | None) -> None:
    found, times = (None, None) if answer is None else (answer.found, answer.spread)
    for section in method_card(partner_data.basis(), str(data.build()["build_id"]), found, times):
        st.subheader(section.title, anchor=False)
        if section.facts:
            cards.facts(section.facts)
        if section.rows:
            cards.table(section.columns, section.rows)
        if section.note:
            st.caption(section.note)
    st.caption("In the shape of the public sector's algorithmic transparency record.")


def spread(answer: Answer, borough: str) -> None:
    """Draw how often each school of the borough is in somebody's first five, closed."""
    label = cards.plain(f"How often each school of {borough} is suggested, for planning")
    folded(label, "partner_spread", lambda: _spread(answer), icon=":material/balance:")


def _spread(answer: Answer) -> None:
    st.write(
        "With the settings of this page, in the first five of how many other schools' own lists each one is. It "
        "changes nobody's list; it shows who might be asked by many, and who by none."
    )
    rows = answer.spread.sort_values(["times", "name", "urn"])
    shown = rows.rename(columns={"name": "School", "phase_family": "Phase", "times": "In so many first fives"})
    st.dataframe(
        shown[["School", "Phase", "In so many first fives"]],
        hide_index=True,
        height=min(420, 38 + 35 * max(len(shown), 2)),
        alt="Schools of the borough and in how many first fives each is.",
    )

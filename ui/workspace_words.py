"""Public words of the workspace on public pages: a school's statements, strengths named with consent, partnerships."""

from collections.abc import Sequence

import streamlit as st

from geo import words
from ui import cards, workspace_outage
from workspace import partnership_views, register, statements
from workspace.models import Statement
from workspace.partnership_views import PublicPartnership
from workspace.vocab import StatementKind

__all__ = ["for_cards", "of_school"]

_WORDS = {StatementKind.SHARE: "We can share", StatementKind.LOOK_FOR: "We look for"}


def _heading(said: Statement) -> str:
    return f"{_WORDS[said.kind]} ({said.topic})"


def of_school(urn: int) -> None:
    """Draw what a school says of itself and in which public partnerships it is; nothing where there is none."""
    found = workspace_outage.read(
        lambda db: (statements.published(db, urn), register.named(db, urn), partnership_views.published(db, urn))
    )
    if found is None:
        st.caption("What the school says of itself, and its partnerships, cannot be read at the moment.")
        return
    said, named, together = found
    if said or named:
        st.header("In the school's own words", anchor=False)
        st.caption("Written by the school's head and not checked; everything else on this page is published data.")
    for one in said:
        st.markdown(f"**{_heading(one)}**")
        st.text(one.text)
        st.caption(f"As of {words.date(one.changed_at)}.")
    for place in named:
        st.markdown(cards.plain(f"Offers to other schools: {', '.join(place.offers)}."))
    if together:
        st.header("Partnerships", anchor=False)
        st.caption("As each partnership records it. Their schools are below, under “Ties and links”.")
        for partnership in together:
            _partnership(partnership)


def _partnership(partnership: PublicPartnership) -> None:
    st.subheader(cards.plain(f"{partnership.kind.capitalize()}: {partnership.name}"), anchor=False)
    about = [f"Since {words.date(partnership.since)}."] if partnership.since else []
    about += [f"Purpose: {', '.join(partnership.purposes)}."] if partnership.purposes else []
    if about:
        st.caption(cards.plain(" ".join(about)))
    if partnership.purpose_text:
        st.text(partnership.purpose_text)


def for_cards(urns: Sequence[int]) -> dict[int, list[str]]:
    """Give the words of schools for their cards, in Markdown."""
    read = workspace_outage.read(lambda db: (statements.published(db, *urns), register.named(db, *urns)))
    if read is None:
        st.caption("What these schools say of themselves cannot be read at the moment.")
        return {}
    said, named = read
    found: dict[int, list[str]] = {}
    for one in said:
        line = f"**{_heading(one)}**, {words.date(one.changed_at)}: {cards.plain(one.text)}"
        found.setdefault(one.urn, []).append(line)
    for place in named:
        line = f"**Named with consent**: {cards.plain(', '.join(place.offers))}"
        found.setdefault(place.urn, []).append(line)
    return found

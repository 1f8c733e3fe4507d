"""What waits for somebody on their place: tasks, next steps, requests; and the cases that their school is shown."""

from datetime import timedelta

import streamlit as st

from geo import words
from ui import (
    cards,
    workspace_access,
    workspace_case,
    workspace_forms,
    workspace_frame,
    workspace_schools,
    workspace_state,
    workspace_tasks,
)
from workspace import board, case_sharing, interests, introduction_lists, register, tasks, watch_items
from workspace.actor import Actor
from workspace.board import Card
from workspace.case_views import CaseSummary
from workspace.engine import utc_now
from workspace.introduction_lists import State
from workspace.vocab import Role, Stage

__all__ = ["ending", "shown_cases", "to_do", "who"]

#: A next step is told so long before its day.
_SOON = timedelta(days=14)

_SHARED_WITH = {Role.GOVERNOR: "its governors", Role.STAFF: "its staff"}


def who(actor: Actor) -> None:
    """Draw the roles that somebody holds, each with its schools."""
    for role in dict.fromkeys(holding.role for holding in sorted(actor.holdings)):
        with st.container(key=f"links-{role}", gap=None):
            st.markdown(f"**{workspace_access.ROLE_WORDS[role]}**")
            for urn in sorted(actor.urns(role)):
                workspace_schools.link(urn)


def to_do(actor: Actor) -> None:
    """Draw what waits for a CPP or a lead, what is overdue first."""
    st.header("To do", anchor=False)
    mine = workspace_state.acting(tasks.mine)
    until = board.filters(step_by=utc_now().date() + _SOON)
    steps = [card for card in workspace_state.acting(lambda db, me: board.listing(db, me, until)) if _mine(card, actor)]
    waiting = len(workspace_state.acting(lambda db, me: introduction_lists.listed(db, me, state=State.WAITING)))
    raised = len(workspace_state.acting(watch_items.items))
    if not mine and not steps and not waiting and not raised:
        st.write("Nothing waits for you: no task, no request, and no next step of your cases within two weeks.")
    with st.container(key="links-waiting", gap=None):
        if waiting:
            st.page_link(
                workspace_frame.INTRODUCTION,
                label=f"{words.count(waiting, 'request waits', 'requests wait')} for an answer",
                icon=":material/waving_hand:",
            )
        if raised:
            st.page_link(
                workspace_frame.WATCHING,
                label=f"{words.count(raised, 'open item')} of the watching brief",
                icon=":material/visibility:",
            )
    if steps:
        st.subheader("Next steps of your cases, late or within two weeks", anchor=False)
        for card in steps:
            _step(card)
    if mine:
        late = sum(task.overdue for task in mine)
        st.subheader(f"Your tasks ({len(mine)}{f', {late} overdue' if late else ''})", anchor=False)
        workspace_tasks.mine(mine)


def _mine(card: Card, actor: Actor) -> bool:
    named = {one.person_id for one in (card.cpp, card.owner) if one is not None}
    return card.stage is not Stage.CLOSED and actor.person_id in named


def _step(card: Card) -> None:
    late = card.next_step_on is not None and card.next_step_on < utc_now().date()
    with st.container(border=True, key=f"step-{card.case_id}", gap="small"):
        st.markdown(cards.plain(card.next_step or "No step noted"))
        st.caption(cards.plain(f"By {words.date(card.next_step_on)}{' · Overdue' if late else ''}"))
        with st.container(key=f"links-step-{card.case_id}"):
            st.page_link(
                workspace_frame.CASE,
                label=cards.plain(card.title),
                icon=":material/folder_open:",
                query_params={"case": str(card.case_id)},
            )


def ending() -> None:
    """Remind a head that their own consent to be on the register ends soon."""
    last = utc_now().date() + register.REMIND_WITHIN
    for one in workspace_state.acting(interests.mine):
        if one.state is interests.State.LIVE and one.consent_until <= last:
            st.info(
                f"Your interest in system leadership stays on the register until {words.date(one.consent_until)}.",
                icon=":material/event:",
            )
            st.page_link(workspace_frame.INTEREST, label="Renew it or let it end", icon=":material/diversity_3:")


def shown_cases() -> None:
    """Draw the cases that a head is shown, or that a head shares with their governors or staff."""
    found = workspace_state.acting(case_sharing.summaries)
    if not found:
        return
    st.header("Cases of your school", anchor=False)
    st.write("Where conversations about your school stand, as the partnership shows them to its head.")
    for one in found:
        with st.container(border=True, key=f"summary-{one.case_id}"):
            _summary(one)


def _summary(one: CaseSummary) -> None:
    st.markdown(f"**{cards.plain(', '.join(workspace_schools.name(part.urn) for part in one.schools))}**")
    cards.facts(
        {
            "Stage": f"{one.stage.capitalize()}, since {words.date(one.since)}",
            "CPP": one.cpp.name if one.cpp else "Nobody yet",
            "Opened": words.date(one.opened_at),
        }
    )
    workspace_case.frozen(one.frozen, str(one.case_id))
    for urn in sorted(one.shares_for):
        told = [whom for role, whom in _SHARED_WITH.items() if (urn, role) in one.shared]
        school = workspace_schools.name(urn)
        st.caption(cards.plain(f"{school} shares this with {' and '.join(told) or 'nobody'}."))
        with st.container(horizontal=True):
            for role, whom in _SHARED_WITH.items():
                _share(one.case_id, urn, role, whom, shared=(urn, role) in one.shared)


def _share(case_id: int, urn: int, role: Role, whom: str, *, shared: bool) -> None:
    label = f"Stop sharing with {whom}" if shared else f"Share with {whom}"
    if st.button(label, key=f"share-case-{case_id}-{urn}-{role}-{shared}"):
        change = case_sharing.stop_sharing if shared else case_sharing.share
        workspace_forms.attempt(
            lambda: workspace_state.acting(lambda db, me: change(db, me, case_id, urn=urn, role=role), form="share"),
            "No longer shared." if shared else "Shared.",
        )

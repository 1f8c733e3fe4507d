"""The schools of a partnership: who joins and leaves, who leads, with whom a head shares it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import streamlit as st

from ui import cards, workspace_forms, workspace_reading, workspace_schools, workspace_state
from workspace import partnerships
from workspace.actor import Actor
from workspace.engine import Db, utc_now
from workspace.errors import Conflict
from workspace.partnership_views import PartnershipView
from workspace.vocab import Role

__all__ = ["leader", "leaders", "schools", "shares"]

_SHARED_WITH = {Role.GOVERNOR: "its governors", Role.STAFF: "its staff"}


def _do(run: Callable[[Db, Actor], Any], done: str) -> None:
    try:
        workspace_forms.attempt(lambda: workspace_state.acting(run, form="partnership"), done)
    except Conflict:
        workspace_forms.changed_meanwhile()


def _here(one: PartnershipView) -> list[int]:
    today = utc_now().date()
    return sorted({member.urn for member in one.members if member.current(today)})


def leaders(key: str, one: PartnershipView) -> dict[str, Any]:
    """Draw, within the form of a partnership, which school leads it and who looks after it; gives what is chosen."""
    urns = _here(one)
    if one.lead_urn is not None and one.lead_urn not in urns:
        urns.append(one.lead_urn)
    people = _people(one, urns)
    chosen_people, names = list(people), workspace_schools.names(urns)
    return {
        "lead_urn": st.selectbox(
            "Leading school",
            urns,
            index=None if one.lead_urn is None else urns.index(one.lead_urn),
            format_func=names.__getitem__,
            placeholder="None",
            key=f"{key}-lead-urn",
        ),
        "lead_id": st.selectbox(
            "Looked after by",
            chosen_people,
            index=None if one.lead_id is None else chosen_people.index(one.lead_id),
            format_func=people.__getitem__,
            placeholder="Nobody",
            key=f"{key}-lead-id",
        ),
    }


def _people(one: PartnershipView, urns: list[int]) -> dict[int, str]:
    people = dict(workspace_state.acting(lambda db, _: partnerships.possible_leads(db, urns)))
    if one.lead_id is not None:
        people.setdefault(one.lead_id, one.lead_name)
    return people


def leader(one: PartnershipView, number: int | None) -> str:
    """Name who looks after a partnership, in the choice between two versions of it."""
    return "Nobody" if number is None else _people(one, _here(one)).get(number, "Somebody who holds no such role now")


def schools(one: PartnershipView) -> None:
    """Draw the two forms by which a school joins and leaves."""
    names = workspace_schools.names()
    here, today = workspace_schools.names(_here(one)), utc_now().date()
    joined, left = f"join-{one.id}", f"leave-{one.id}"
    st.markdown("**Its schools**")
    with st.form(joined):
        more = [urn for urn in names if urn not in here]
        new = st.selectbox("School that joins", more, index=None, format_func=names.__getitem__, key=f"{joined}-school")
        since = st.date_input("From (may stay empty)", None, format="DD/MM/YYYY", key=f"{joined}-since")
        joins = st.form_submit_button("Let it join")
    with st.form(left):
        old = st.selectbox(
            "School that leaves", list(here), index=None, format_func=here.__getitem__, key=f"{left}-school"
        )
        until = st.date_input("Its last day", today, format="DD/MM/YYYY", key=f"{left}-until")
        leaves = st.form_submit_button("Let it leave")
    if (joins and new is None) or (leaves and old is None):
        st.error("School: choose one.", icon=":material/error:")
    elif joins and new is not None:
        _join(one, new, since)
    elif leaves and old is not None:
        _leave(one, old, until)


def _join(one: PartnershipView, urn: int, since: date | None) -> None:
    def run(db: Db, actor: Actor) -> None:
        partnerships.join(db, actor, one.id, urn, version=one.version, since=since)
        workspace_reading.version_passed(f"partnership-{one.id}-change", one.version)

    _do(run, "The school has joined.")


def _leave(one: PartnershipView, urn: int, until: date) -> None:
    def run(db: Db, actor: Actor) -> None:
        partnerships.leave(db, actor, one.id, urn, version=one.version, until=until)
        workspace_reading.version_passed(f"partnership-{one.id}-change", one.version)

    _do(run, "Its last day is kept.")


def shares(one: PartnershipView) -> None:
    """Draw, for the head of one of its schools, with whom that school shares what is not public."""
    own = workspace_state.actor_of_run().urns(Role.HEAD) & set(_here(one)) if one.whole else frozenset()
    for urn in sorted(own):
        st.markdown(f"**{cards.plain(workspace_schools.name(urn))} shares this with**")
        with st.container(horizontal=True):
            for role, whom in _SHARED_WITH.items():
                _share(one.id, urn, role, whom, shared=(urn, role) in one.shared_with)


def _share(partnership_id: int, urn: int, role: Role, whom: str, *, shared: bool) -> None:
    label = f"Stop sharing with {whom}" if shared else f"Share with {whom}"
    if st.button(label, key=f"share-{partnership_id}-{urn}-{role}"):
        change = partnerships.unshare if shared else partnerships.share
        done = "No longer shared." if shared else "Shared."
        _do(lambda db, actor: change(db, actor, partnership_id, urn=urn, role=role), done)

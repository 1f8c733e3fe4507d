"""Partnerships: what there is, one by one, and the form for a new or a changed one."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from geo import words
from ui import cards, workspace_forms, workspace_membership, workspace_reading, workspace_schools, workspace_state
from workspace import evidence, partnership_views, partnerships
from workspace.actor import Actor
from workspace.case_views import CaseView
from workspace.engine import Db, utc_now
from workspace.partnership_views import PartnershipView
from workspace.partnerships import Details
from workspace.vocab import PartnershipKind, PartnershipPurpose, Role

__all__ = ["add", "every", "from_case"]


def every() -> None:
    """Draw the partnerships that the person on this page may read."""
    kind = st.selectbox(
        "Kind", list(PartnershipKind), index=None, format_func=str.capitalize, placeholder="Every kind", key="kinds"
    )
    found = workspace_state.acting(lambda db, actor: partnership_views.listed(db, actor, kind=kind and str(kind)))
    if not found:
        st.write("No partnership answers to this.")
    for one in found:
        with st.expander(cards.plain(f"{one.kind.capitalize()}: {one.name}"), key=f"partnership-{one.id}"):
            _one(one)


def _one(one: PartnershipView) -> None:
    facts = {
        "On public pages": "Yes" if one.public else "No",
        "Since": words.date(one.since) if one.since else "Not recorded",
        "Purpose": "; ".join(filter(None, [", ".join(one.purposes), one.purpose_text])) or "Not recorded",
    }
    if one.until:
        facts["Until"] = words.date(one.until)
    if one.whole:
        facts["Leading school"] = workspace_schools.name(one.lead_urn) if one.lead_urn else "None named"
        facts["Looked after by"] = one.lead_name or "Nobody named"
        facts["Review"] = words.date(one.review_on) if one.review_on else "No day set"
    cards.facts(facts)
    with st.container(key=f"links-members-{one.id}", gap=None):
        for member in one.members:
            workspace_schools.link(member.urn)
            if member.until is not None:
                st.caption(f"Until {words.date(member.until)}.")
    workspace_membership.shares(one)
    if one.may_change:
        _evidence(one.id)
        workspace_membership.schools(one)
        _change(one)


def _evidence(partnership_id: int) -> None:
    st.markdown("**Evidence of impact**")
    for said in workspace_state.acting(lambda db, actor: evidence.listed(db, actor, partnership_id)):
        st.caption(cards.plain(f"{words.date(said.dated_on)}, {said.by_name}"))
        st.text(said.text)
    with st.form(f"evidence-{partnership_id}", clear_on_submit=True):
        on = st.date_input("Of", utc_now().date(), format="DD/MM/YYYY", key=f"evidence-{partnership_id}-on")
        text = st.text_area("What changed, and how you know", max_chars=2000, key=f"evidence-{partnership_id}-text")
        sent = st.form_submit_button("Add the evidence")
    if sent:
        workspace_forms.attempt(
            lambda: workspace_state.acting(
                lambda db, actor: evidence.add(db, actor, partnership_id, dated_on=on, text=text), form="partnership"
            ),
            "Added.",
        )


def _fields(key: str, kept: PartnershipView | None, *, name: str = "") -> dict[str, Any]:
    kinds = list(PartnershipKind)
    return {
        "kind": str(
            st.selectbox(
                "Kind",
                kinds,
                index=kinds.index(kept.kind) if kept else 0,
                format_func=str.capitalize,
                key=f"{key}-kind",
            )
        ),
        "name": st.text_input("Name", kept.name if kept else name, max_chars=200, key=f"{key}-name"),
        "purposes": st.multiselect(
            "Purpose", list(PartnershipPurpose), list(kept.purposes) if kept else [], key=f"{key}-purposes"
        ),
        "purpose_text": st.text_area(
            "More about its purpose (public if the partnership is)",
            kept.purpose_text if kept else "",
            max_chars=1000,
            key=f"{key}-purpose",
        ),
        "since": st.date_input("Since", kept.since if kept else None, format="DD/MM/YYYY", key=f"{key}-since"),
        "until": st.date_input("Until", kept.until if kept else None, format="DD/MM/YYYY", key=f"{key}-until"),
        "review_on": st.date_input(
            "Review on", kept.review_on if kept else None, format="DD/MM/YYYY", key=f"{key}-review"
        ),
        "public": st.checkbox("Show it on public pages", kept.public if kept else False, key=f"{key}-public"),
    }


def _change(one: PartnershipView) -> None:
    form = f"partnership-{one.id}-change"

    def save(db: Db, actor: Actor, version: int, values: Mapping[str, Any]) -> None:
        partnerships.change(db, actor, one.id, Details(**values), version=version)

    labels = {"lead_urn": "Leading school", "lead_id": "Looked after by", "public": "On public pages"}
    says = {"lead_id": lambda number: workspace_membership.leader(one, number)}
    if workspace_forms.merge(form, save, done="Saved.", labels=labels, says=says):
        return
    version = workspace_reading.version_read(f"{form}-name", one.version)
    with st.form(f"{form}-form"):
        st.markdown("**Change it**")
        values = _fields(form, one) | workspace_membership.leaders(form, one)
        sent = st.form_submit_button("Save")
    if sent:
        workspace_forms.send(form, save, version=version, values=values, done="Saved.")


def add(actor: Actor) -> None:
    """Draw the form for a partnership that no case led to."""
    names = workspace_schools.names(None if actor.holds(Role.LEAD) else actor.urns(Role.CPP))
    with st.expander("Add a partnership"), st.form("partnership-new"):
        members = st.multiselect("Schools", list(names), format_func=names.__getitem__, key="partnership-members")
        values = _fields("partnership-new", None)
        sent = st.form_submit_button("Add it", type="primary")
    if sent:
        _add(values, members, None)


def from_case(case: CaseView) -> None:
    """Draw the form that makes a partnership of a case's schools."""
    with st.expander("Record the partnership that was formed"), st.form("partnership-case"):
        st.write(cards.plain(", ".join(workspace_schools.name(part.urn) for part in case.schools)))
        values = _fields("partnership-case", None, name=case.title)
        sent = st.form_submit_button("Record it", type="primary")
    if sent:
        _add(values, [part.urn for part in case.schools], case.case_id)


def _add(values: Mapping[str, Any], members: Sequence[int], case_id: int | None) -> None:
    workspace_forms.attempt(
        lambda: workspace_state.acting(
            lambda db, actor: partnerships.add(db, actor, Details(**values), members, case_id=case_id),
            form="partnership",
        ),
        "The partnership is recorded." + (" It is on the public pages of its schools." if values["public"] else ""),
    )

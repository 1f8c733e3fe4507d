"""One case: where it stands and where it may go, what it is, the suggestion as it stood."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from ui import cards, workspace_forms, workspace_schools, workspace_state
from workspace import cases
from workspace.actor import Actor
from workspace.case_views import CaseView
from workspace.engine import Db
from workspace.suggested import Frozen
from workspace.vocab import Stage

__all__ = ["edit", "frozen", "heading", "move", "people"]


def heading(case: CaseView) -> None:
    """Say what the case is and where it stands."""
    st.header(cards.plain(case.title), anchor=False)
    if case.direct:
        st.info("A direct approach: visible to leads and to this case's CPP alone.", icon=":material/lock:")
    cards.facts(
        {
            "Stage": f"{case.stage.capitalize()}, since {case.since:%-d %B %Y}",
            "Door": case.door.capitalize(),
            "CPP": case.cpp.name if case.cpp else "Nobody yet",
            "Owner": case.owner.name if case.owner else "Nobody yet",
            "Next step": case.next_step or "None noted",
            "By": f"{case.next_step_on:%-d %B %Y}" if case.next_step_on else "No day noted",
            "Opened": f"{case.opened_at:%-d %B %Y}",
        }
    )
    with st.container(key="links-case", gap=None):
        for part in case.schools:
            workspace_schools.link(part.urn)
    with st.expander("How it came here"):
        cards.table(
            ["When", "From", "To", "By"],
            [
                [f"{e.at:%-d %B %Y, %H:%M} UTC", e.stage_from or "", e.stage_to, e.by.name if e.by else ""]
                for e in case.events
            ],
        )


def move(case: CaseView) -> None:
    """Draw the stages that the case may go to; what is lacking is said."""
    form = f"move-{case.case_id}"

    def to(db: Db, actor: Actor, version: int, values: Mapping[str, Any]) -> None:
        cases.move(db, actor, case.case_id, version=version, **values)

    if workspace_forms.merge(form, to, done="Moved."):
        return
    st.subheader("Where next?", anchor=False)
    for one in case.moves:
        if one.lacking:
            st.caption(cards.plain(f"{one.stage.capitalize()}: first {'; '.join(one.lacking)}."))
    open_to = [one.stage for one in case.moves if not one.lacking]
    if not open_to:
        return
    version = workspace_state.version_read(f"{form}-to", case.version)
    stage = st.selectbox("Stage", open_to, format_func=str.capitalize, key=f"{form}-to")
    values: dict[str, Any] = {"to": str(stage), "reason": None, "text": ""}
    if stage is Stage.CLOSED:
        values["reason"] = str(st.selectbox("Because", list(cases.close_choices(case)), key=f"{form}-reason"))
        values["text"] = st.text_area("More about it", max_chars=cases.MOST_TEXT, key=f"{form}-text")
    if st.button("Move it", type="primary", key=form):
        workspace_forms.send(form, to, version=version, values=values, done=f"Moved to: {stage}.")


def edit(case: CaseView) -> None:
    """Draw the form of the title and the next step."""
    form = f"case-{case.case_id}"

    def save(db: Db, actor: Actor, version: int, values: Mapping[str, Any]) -> None:
        cases.edit(db, actor, case.case_id, version=version, **values)

    if workspace_forms.merge(form, save, done="Saved."):
        return
    version = workspace_state.version_read(f"{form}-title", case.version)
    with st.expander("Change the title or the next step"), st.form(f"{form}-form"):
        values = {
            "title": st.text_input("Title", case.title, max_chars=200, key=f"{form}-title"),
            "next_step": st.text_input(
                "Next step", case.next_step or "", max_chars=cases.MOST_TEXT, key=f"{form}-step"
            ),
            "next_step_on": st.date_input("By", case.next_step_on, format="DD/MM/YYYY", key=f"{form}-on"),
        }
        sent = st.form_submit_button("Save", type="primary")
    if sent:
        workspace_forms.send(form, save, version=version, values=values, done="Saved.")


def people(case: CaseView) -> None:
    """Draw the form that names CPP and owner, for a lead."""
    form = f"assign-{case.case_id}"
    found = workspace_state.acting(lambda db, actor: cases.people_for(db, actor, case.case_id))
    names: dict[int | None, str] = {None: "Nobody yet"} | {one.person_id: one.name for one in found}
    order = list(names)

    def save(db: Db, actor: Actor, version: int, values: Mapping[str, Any]) -> None:
        cases.assign(db, actor, case.case_id, version=version, **values)

    if workspace_forms.merge(form, save, done="Saved."):
        return
    version = workspace_state.version_read(f"{form}-cpp", case.version)

    def choose(label: str, key: str, now: int | None) -> int | None:
        at = order.index(now) if now in order else 0
        chosen: int | None = st.selectbox(label, order, index=at, format_func=names.__getitem__, key=f"{form}-{key}")
        return chosen

    with st.expander("Who looks after it"), st.form(f"{form}-form"):
        values = {
            "cpp_id": choose("CPP", "cpp", case.cpp.person_id if case.cpp else None),
            "owner_id": choose("Owner", "owner", case.owner.person_id if case.owner else None),
        }
        sent = st.form_submit_button("Save", type="primary")
    if sent:
        workspace_forms.send(form, save, version=version, values=values, done="Saved.")


def frozen(kept: Frozen | None) -> None:
    """Draw the suggestion as it stood when the case was opened."""
    if kept is None:
        return
    with st.expander("The suggestion as it stood when the case was opened"):
        cards.facts(
            {
                "For": workspace_schools.name(kept.asking),
                "Purpose": kept.purpose or "None: a directory by distance",
                "Data build": kept.data_build,
                "Method": kept.method_version or "None",
                "Weights": ", ".join(f"{key} {weight:g}" for key, weight in kept.weights.items()) or "None",
            }
        )
        for school in kept.schools:
            st.markdown(f"**{cards.plain(workspace_schools.name(school.urn))}**")
            st.markdown("\n".join(f"- {cards.plain(reason)}" for reason in school.reasons))
            if school.check:
                st.caption(cards.plain(school.check))

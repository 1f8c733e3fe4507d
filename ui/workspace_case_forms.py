"""What is changed of a case itself: its stage, title and next step, who looks after it, its schools.

The forms share one version of the case: after one is sent the others go on from there.
"""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from ui import cards, workspace_forms, workspace_reading, workspace_schools, workspace_state
from workspace import case_doors, case_sharing, cases
from workspace.actor import Actor
from workspace.case_doors import MOST_TITLE
from workspace.case_views import CaseView
from workspace.engine import Db
from workspace.vocab import CaseRole, Stage

__all__ = ["edit", "move", "people", "schools"]


def _record(case: CaseView) -> str:
    return f"case-{case.case_id}"


def move(case: CaseView) -> None:
    """Draw the stages that the case may go to; what is lacking is said."""
    record = _record(case)
    form = f"{record}-move"
    labels = {"stage": "Stage", "closed_reason": "Because", "closed_text": "More about it"}

    def to(db: Db, actor: Actor, version: int, values: Mapping[str, Any]) -> CaseView:
        reason, text = values["closed_reason"], values["closed_text"] or ""
        return cases.move(db, actor, case.case_id, version=version, to=values["stage"], reason=reason, text=text)

    if workspace_forms.merge(form, to, done="Moved.", record=record, labels=labels, whole=True):
        return
    st.subheader("Where next?", anchor=False)
    for one in case.moves:
        if one.lacking:
            st.caption(cards.plain(f"Before “{one.stage}”: {' '.join(one.lacking)}"))
    open_to = [one.stage for one in case.moves if not one.lacking]
    if not open_to:
        return
    key = workspace_reading.key(form)
    now = {"stage": case.stage, "closed_reason": case.closed_reason, "closed_text": case.closed_text}
    version = workspace_reading.version_read(f"{key}-to", case.version, now)
    stage = st.selectbox("Stage", open_to, format_func=str.capitalize, key=f"{key}-to")
    values: dict[str, Any] = {"stage": str(stage), "closed_reason": None, "closed_text": ""}
    if stage is Stage.CLOSED:
        reasons = list(cases.close_choices(case))
        values["closed_reason"] = str(st.selectbox("Because", reasons, format_func=str.capitalize, key=f"{key}-reason"))
        values["closed_text"] = st.text_area("More about it", max_chars=cases.MOST_TEXT, key=f"{key}-text")
    if st.button("Move it", type="primary", key=form):
        workspace_forms.send(form, to, version=version, values=values, done=f"Moved to: {stage}.", record=record)


def edit(case: CaseView) -> None:
    """Draw the form of the title and the next step."""
    record = _record(case)
    form = f"{record}-about"

    def save(db: Db, actor: Actor, version: int, values: Mapping[str, Any]) -> CaseView:
        return cases.edit(
            db, actor, case.case_id, version=version, **(dict(values) | {"next_step": values["next_step"] or ""})
        )

    if workspace_forms.merge(form, save, done="Saved.", record=record, labels={"next_step_on": "By"}):
        return
    key = workspace_reading.key(form)
    now = {"title": case.title, "next_step": case.next_step, "next_step_on": case.next_step_on}
    version = workspace_reading.version_read(f"{key}-title", case.version, now)
    with st.expander("Change the title or the next step"), st.form(f"{form}-form", border=False):
        values = {
            "title": st.text_input("Title", case.title, max_chars=MOST_TITLE, key=f"{key}-title"),
            "next_step": st.text_input("Next step", case.next_step or "", max_chars=cases.MOST_TEXT, key=f"{key}-step"),
            "next_step_on": st.date_input("By", case.next_step_on, format="DD/MM/YYYY", key=f"{key}-on"),
        }
        sent = st.form_submit_button("Save", type="primary")
    if sent:
        workspace_forms.send(form, save, version=version, values=values, done="Saved.", record=record)


def people(case: CaseView) -> None:
    """Draw the form that names CPP and owner, for a lead."""
    record = _record(case)
    form = f"{record}-people"
    found = workspace_state.acting(case_doors.nameable)
    cpps = {one.person_id: one.name for one in found.cpps}
    owners = cpps | {one.person_id: one.name for one in found.leads}
    if case.cpp:
        cpps.setdefault(case.cpp.person_id, case.cpp.name)
    if case.owner:
        owners.setdefault(case.owner.person_id, case.owner.name)

    def save(db: Db, actor: Actor, version: int, values: Mapping[str, Any]) -> CaseView:
        return cases.assign(db, actor, case.case_id, version=version, **values)

    def said(number: Any) -> str:
        return "Nobody" if number is None else (cpps | owners).get(number, "Somebody who holds no such role now")

    labels, says = {"cpp_id": "CPP", "owner_id": "Owner"}, {"cpp_id": said, "owner_id": said}
    if workspace_forms.merge(form, save, done="Saved.", record=record, labels=labels, says=says):
        return
    key = workspace_reading.key(form)
    now = {
        "cpp_id": case.cpp.person_id if case.cpp else None,
        "owner_id": case.owner.person_id if case.owner else None,
    }
    version = workspace_reading.version_read(f"{key}-cpp", case.version, now)

    with st.expander("Who looks after it"), st.form(f"{form}-form", border=False):
        values = {
            "cpp_id": workspace_forms.choose("CPP", cpps, now["cpp_id"], key=f"{key}-cpp", nobody="Nobody yet"),
            "owner_id": workspace_forms.choose(
                "Owner", owners, now["owner_id"], key=f"{key}-owner", nobody="Nobody yet"
            ),
        }
        sent = st.form_submit_button("Save", type="primary")
    if sent:
        workspace_forms.send(form, save, version=version, values=values, done="Saved.", record=record)


def schools(case: CaseView) -> None:
    """Draw the schools of the case, how one is added or taken out, and what their heads see."""
    record = _record(case)
    form = f"{record}-schools"
    for part in case.schools:
        with st.container(horizontal=True, vertical_alignment="center", key=f"{form}-{part.urn}"):
            st.markdown(cards.plain(f"{workspace_schools.name(part.urn)} ({part.part})"))
            if (
                part.part is not CaseRole.ASKING
                and len(case.schools) > 1
                and st.button("Take out", key=f"{form}-{part.urn}-out", help="A note keeps that it was in the case.")
            ):
                _take_out(case, form, part.urn)
    names = workspace_schools.names()
    more = [urn for urn in names if urn not in {part.urn for part in case.schools}]
    with st.form(f"{form}-add", clear_on_submit=True):
        urn = st.selectbox(
            "Another school",
            more,
            index=None,
            format_func=names.__getitem__,
            placeholder="Type a name or a URN",
            key=f"{form}-more",
        )
        sent = st.form_submit_button("Add the school")
    if sent and urn is None:
        st.error("Another school: choose one.", icon=":material/error:")
    elif sent and urn is not None:
        workspace_forms.press(
            form,
            lambda db, actor, version, _: cases.add_school(db, actor, case.case_id, urn, version=version),
            version=case.version,
            done="Added. Whoever has declared their interests looks at them again.",
            record=record,
        )
    _showing(case)


def _take_out(case: CaseView, form: str, urn: int) -> None:
    workspace_forms.press(
        form,
        lambda db, actor, version, _: cases.remove_school(db, actor, case.case_id, urn, version=version),
        version=case.version,
        done="Taken out; a note keeps that it was in the case.",
        record=_record(case),
    )


def _showing(case: CaseView) -> None:
    st.subheader("What the schools see", anchor=False)
    if case.direct:
        st.write("Nothing: a direct approach is not shown to schools.")
        return
    st.write(
        "Heads may be shown a summary: the stage, the schools, the CPP and the suggestion as it stood. They never see "
        "notes, tasks, checks or contacts. The school that asks sees it at once, the others once they are introduced; "
        "each head may share it with the school's governors or staff."
    )
    seen = ", ".join(workspace_schools.name(urn) for urn in sorted(case.shown_to))
    st.write(cards.plain(f"It is shown to the head of: {seen}." if seen else "It is shown to nobody now."))
    label = "Show it to the heads no longer" if case.open_to_schools else "Show it to the heads"
    if st.button(label, key=f"{_record(case)}-show-{case.open_to_schools}"):
        workspace_forms.press(
            f"{_record(case)}-show",
            lambda db, actor, version, _: case_sharing.show_to_schools(
                db, actor, case.case_id, version=version, shown=not case.open_to_schools
            ),
            version=case.version,
            done="The heads see it no longer." if case.open_to_schools else "The heads see a summary.",
            record=_record(case),
        )

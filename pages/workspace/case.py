"""One case by ?case=: where it stands, its tasks, notes, contacts, checks and schools."""

import streamlit as st

from ui import (
    workspace_case,
    workspace_case_forms,
    workspace_case_parts,
    workspace_contacts,
    workspace_forms,
    workspace_frame,
    workspace_partnerships,
    workspace_state,
    workspace_tasks,
)
from workspace import cases
from workspace.errors import Forbidden, NotFound
from workspace.stages import TOGETHER
from workspace.vocab import Role


def show() -> None:
    """Draw the page."""
    actor = workspace_frame.gate(workspace_frame.CASE)
    if actor is None:
        return
    st.page_link(workspace_frame.CASES, label="All cases", icon=":material/arrow_back:")
    number = workspace_state.record_asked("case")
    try:
        case = workspace_state.acting(lambda db, me: cases.read(db, me, number or 0))
    except (Forbidden, NotFound):
        workspace_forms.refused()
        return
    left, right = st.columns([3, 2], gap="large")
    with left:
        workspace_case.heading(case)
        workspace_case.frozen(case.frozen, "case")
    with right:
        workspace_case_forms.move(case)
        workspace_case_forms.edit(case)
        if actor.holds(Role.LEAD):
            workspace_case_forms.people(case)
        if case.stage in TOGETHER:
            workspace_partnerships.from_case(case)
    notes, tasks, checks, contacts, schools = st.tabs(["Notes", "Tasks", "Checks", "Contacts", "Schools"])
    with notes:
        workspace_case_parts.all_notes(case)
    with tasks:
        workspace_tasks.of_case(case)
    with checks:
        workspace_case_parts.all_checks(case)
    with contacts:
        workspace_contacts.of_case(case)
    with schools:
        workspace_case_forms.schools(case)


show()

"""One case by ?case=: where it stands, its tasks, notes, contacts and checks."""

import streamlit as st

from ui import (
    workspace_case,
    workspace_case_parts,
    workspace_forms,
    workspace_frame,
    workspace_partnerships,
    workspace_state,
)
from workspace import cases
from workspace.errors import Forbidden, NotFound
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
        workspace_case.frozen(case.frozen)
    with right:
        workspace_case.move(case)
        workspace_case.edit(case)
        if actor.holds(Role.LEAD):
            workspace_case.people(case)
        workspace_partnerships.from_case(case)
    notes, tasks, checks, contacts = st.tabs(["Notes", "Tasks", "Checks", "Contacts"])
    with notes:
        workspace_case_parts.all_notes(case)
    with tasks:
        workspace_case_parts.all_tasks(case)
    with checks:
        workspace_case_parts.all_checks(case)
    with contacts:
        workspace_case_parts.all_contacts(case)


show()

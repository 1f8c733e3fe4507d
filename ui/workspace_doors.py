"""From a suggestion into brokering: a head or a governor asks for an introduction, a CPP or a lead opens a case."""

import streamlit as st

from ui import data, workspace_forms, workspace_frame, workspace_schools, workspace_state
from ui.partner_answer import Answer
from workspace import case_doors
from workspace.actions import Action
from workspace.policy import Subject, allowed
from workspace.suggested import freeze
from workspace.vocab import Kind

__all__ = ["from_suggestion"]


def from_suggestion(answer: Answer, urn: int) -> None:
    """Draw what the person on this page may do with a suggestion; for a stranger nothing."""
    own = int(answer.found.urn)
    actor = workspace_state.actor_of_run()
    if allowed(actor, Action.INTRODUCTION_ASK, Subject(Kind.INTRODUCTION, urns=frozenset({own}))):
        st.page_link(
            workspace_frame.INTRODUCTION,
            label="Ask for an introduction",
            icon=":material/waving_hand:",
            query_params={"urn": str(own), "other": str(urn)},
        )
    if allowed(actor, Action.CASE_OPEN, Subject(Kind.CASE, urns=frozenset({own}))) and st.button(
        "Open a case", key=f"case-{urn}", icon=":material/folder_open:", type="tertiary"
    ):
        _open(answer, own, urn)


def _open(answer: Answer, own: int, urn: int) -> None:
    frozen = freeze(answer.found, {urn: answer.reasons(urn)}, build_id=data.build()["build_id"])
    title = f"{workspace_schools.name(own)} and {workspace_schools.name(urn)}"[: case_doors.MOST_TITLE]
    opened: list[int] = []

    def run() -> None:
        opened.append(
            workspace_state.acting(
                lambda db, actor: case_doors.open_from_suggestion(db, actor, frozen, title=title), form="case"
            )
        )

    if workspace_forms.tried(run):
        workspace_state.flash("The case is open; the suggestion is kept in it as it stands today.")
        st.switch_page(workspace_frame.CASE, query_params={"case": str(opened[0])})

"""From suggestions into brokering: a head or a governor asks for an introduction, a CPP or a lead opens a case."""

from collections.abc import Callable, Sequence

import streamlit as st

from ui import data, workspace_forms, workspace_frame, workspace_schools, workspace_state
from ui.partner_answer import Answer
from workspace import case_doors
from workspace.actions import Action
from workspace.policy import Subject, allowed
from workspace.suggested import Frozen, freeze, freeze_directory
from workspace.vocab import Kind

__all__ = ["from_shortlist", "from_suggestion"]


def from_suggestion(answer: Answer, urn: int) -> None:
    """Draw what the person on this page may do with a suggestion; for a stranger nothing."""
    own = int(answer.found.urn)
    actor = workspace_state.actor_of_run()
    if allowed(actor, Action.INTRODUCTION_ASK, Subject(Kind.INTRODUCTION, urns=frozenset({own}))) and st.button(
        "Ask for an introduction", key=f"introduce-{urn}", icon=":material/waving_hand:", type="tertiary"
    ):
        suggestion = _frozen(answer, [urn]).for_introduction(urn)
        workspace_state.keep_request(workspace_state.Request(own, urn, suggestion))
        st.switch_page(workspace_frame.INTRODUCTION)
    if _may_open(own) and st.button("Open a case", key=f"case-{urn}", icon=":material/folder_open:", type="tertiary"):
        _open(case_doors.open_from_suggestion, _frozen(answer, [urn]))


def from_shortlist(asking: int, answer: Answer | None, kept: Sequence[int]) -> None:
    """Draw the door from the shortlist to one case with all its schools, for who may open it.

    Parameters
    ----------
    asking : the school whose suggestions are on the page.
    answer : its suggestions; None where it has a directory without a score.
    kept : URNs of the shortlist.
    """
    others = [urn for urn in kept if urn != asking]
    if not others or not _may_open(asking):
        return
    if st.button("Open a case with the shortlist", key="case-shortlist", icon=":material/folder_open:"):
        build_id = data.build()["build_id"]
        frozen = freeze_directory(asking, others, build_id=build_id) if answer is None else _frozen(answer, others)
        _open(case_doors.open_from_shortlist, frozen)


def _may_open(own: int) -> bool:
    return allowed(workspace_state.actor_of_run(), Action.CASE_OPEN, Subject(Kind.CASE, urns=frozenset({own})))


def _frozen(answer: Answer, urns: Sequence[int]) -> Frozen:
    candidates = set(answer.found.table["urn"].astype(int))
    taken = {urn: answer.reasons(urn) if urn in candidates else None for urn in urns}
    return freeze(answer.found, taken, build_id=data.build()["build_id"])


def _open(door: Callable[..., int], frozen: Frozen) -> None:
    names = [workspace_schools.name(urn) for urn in (frozen.asking, *frozen.others)]
    title = f"{', '.join(names[:-1])} and {names[-1]}"[: case_doors.MOST_TITLE]
    opened: list[int] = []

    def run() -> None:
        opened.append(workspace_state.acting(lambda db, actor: door(db, actor, frozen, title=title), form="case"))

    if workspace_forms.tried(run):
        workspace_state.flash("The case is open; the suggestion is kept in it as it stands today.")
        st.switch_page(workspace_frame.CASE, query_params={"case": str(opened[0])})

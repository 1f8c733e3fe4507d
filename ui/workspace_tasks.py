"""Tasks with owner and day: those of a case, and a person's own across cases."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import streamlit as st

from geo import words
from ui import cards, workspace_forms, workspace_frame, workspace_reading, workspace_state
from workspace import cases, tasks
from workspace.actor import Actor
from workspace.case_views import CaseView
from workspace.engine import Db
from workspace.tasks import TaskView

__all__ = ["mine", "of_case"]

_MOST_TITLE = 300


def of_case(case: CaseView) -> None:
    """Draw the tasks of a case, those done apart, and the form for a new one."""
    found = workspace_state.acting(lambda db, actor: tasks.of_case(db, actor, case.case_id))
    people = {
        one.person_id: one.name
        for one in workspace_state.acting(lambda db, actor: cases.people_for(db, actor, case.case_id))
    }
    waiting = [task for task in found if task.done_at is None]
    if not waiting:
        st.write("No task is open.")
    for task in waiting:
        with st.container(border=True, key=f"task-{task.task_id}"):
            _line(task)
            _change(task, people)
    ended = [task for task in found if task.done_at is not None]
    if ended:
        with st.expander(f"Done ({len(ended)})", key=f"tasks-done-{case.case_id}"):
            for task in ended:
                _ended(task)
    _new(case.case_id, people)


def mine(found: Sequence[TaskView]) -> None:
    """Draw a person's own open tasks, each with the way to its case."""
    for task in found:
        with st.container(border=True, key=f"task-{task.task_id}"):
            _line(task, whose=False)
            with st.container(key=f"links-task-{task.task_id}"):
                st.page_link(
                    workspace_frame.CASE,
                    label=cards.plain(task.case_title),
                    icon=":material/folder_open:",
                    query_params={"case": str(task.case_id)},
                )


def _line(task: TaskView, *, whose: bool = True) -> None:
    about = [task.owner.name if task.owner else "Nobody has it yet"] if whose else []
    about += [f"By {words.date(task.due_on)}" if task.due_on else "No day set"]
    about += ["Overdue"] if task.overdue else []
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        with st.container(width="content", gap=None):
            st.markdown(cards.plain(task.title))
            st.caption(cards.plain(" · ".join(about)))
        if st.button("Done", key=f"done-{task.task_id}", icon=":material/check:"):
            _press(task, tasks.done, "Done.")


def _press(task: TaskView, do: Any, done: str) -> None:
    workspace_forms.press(
        f"task-{task.task_id}",
        lambda db, actor, version, _: do(db, actor, task.task_id, version=version),
        version=task.version,
        done=done,
    )


def _ended(task: TaskView) -> None:
    by = f" by {task.done_by.name}" if task.done_by else ""
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(cards.plain(f"{task.title}: done{by}, {words.date(task.done_at)}"), width="content")
        if st.button("Open it again", key=f"undone-{task.task_id}", type="tertiary"):
            _press(task, tasks.not_done, "Open again.")


def _fields(
    key: str, people: Mapping[int, str], *, title: str = "", owner: int | None = None, due_on: date | None = None
) -> dict[str, Any]:
    return {
        "title": st.text_input("Task", title, max_chars=_MOST_TITLE, key=f"{key}-title"),
        "owner_id": workspace_forms.choose("For", people, owner, key=f"{key}-owner", nobody="Nobody yet"),
        "due_on": st.date_input("By", due_on, format="DD/MM/YYYY", key=f"{key}-due"),
    }


def _change(task: TaskView, people: Mapping[int, str]) -> None:
    form = f"task-{task.task_id}"
    # Whoever has it stays in the list, also when they may no longer read the case.
    names = dict(people) | ({task.owner.person_id: task.owner.name} if task.owner else {})

    def save(db: Db, actor: Actor, version: int, values: Mapping[str, Any]) -> TaskView:
        return tasks.edit(db, actor, task.task_id, version=version, **values)

    def said(number: Any) -> str:
        return "Nobody" if number is None else names.get(number, "Somebody who may not read the case now")

    labels = {"title": "Task", "owner_id": "For", "due_on": "By"}
    if workspace_forms.merge(form, save, done="Saved.", labels=labels, says={"owner_id": said}):
        return
    key = workspace_reading.key(form)
    owner = task.owner.person_id if task.owner else None
    now = {"title": task.title, "owner_id": owner, "due_on": task.due_on}
    version = workspace_reading.version_read(f"{key}-title", task.version, now)
    with st.expander("Change it"), st.form(f"{form}-form", border=False):
        values = _fields(key, names, title=task.title, owner=owner, due_on=task.due_on)
        sent = st.form_submit_button("Save")
    if sent:
        workspace_forms.send(form, save, version=version, values=values, done="Saved.")


def _new(case_id: int, people: Mapping[int, str]) -> None:
    me = workspace_state.actor_of_run().person_id
    with st.form(f"task-new-{case_id}", clear_on_submit=True):
        st.markdown("**New task**")
        values = _fields(f"task-new-{case_id}", people, owner=me if me in people else None)
        sent = st.form_submit_button("Add the task", type="primary")
    if sent:
        workspace_forms.attempt(
            lambda: workspace_state.acting(lambda db, actor: tasks.add(db, actor, case_id, **values), form="task"),
            "Added.",
        )

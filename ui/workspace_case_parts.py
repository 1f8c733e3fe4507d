"""The work on a case: tasks, notes, contacts, declared interests and the checklist."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from ui import cards, workspace_forms, workspace_schools, workspace_state
from workspace import checks, contacts, notes, tasks
from workspace.actor import Actor
from workspace.case_views import CaseView
from workspace.checks import Item
from workspace.contacts import ContactEntry
from workspace.engine import Db, utc_now
from workspace.notes import NoteView
from workspace.vocab import DiligenceAnswer

__all__ = ["all_checks", "all_contacts", "all_notes", "all_tasks"]


def all_tasks(case: CaseView) -> None:
    """Draw the tasks."""
    for task in workspace_state.acting(lambda db, actor: tasks.of_case(db, actor, case.case_id)):
        who = task.owner.name if task.owner else "nobody yet"
        due = f", by {task.due_on:%-d %B %Y}" if task.due_on else ""
        state = "done" if task.done_at else "overdue" if task.overdue else "open"
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(cards.plain(f"{task.title} ({state}; {who}{due})"))
            if not task.done_at and st.button("Done", key=f"done-{task.task_id}"):
                _done(task.task_id, task.version)
    with st.form("task", clear_on_submit=True):
        title = st.text_input("New task", max_chars=200, key="task-title")
        due_on = st.date_input("By", None, format="DD/MM/YYYY", key="task-due")
        mine = st.checkbox("For me", value=True, key="task-mine")
        sent = st.form_submit_button("Add the task")
    if sent:
        workspace_forms.attempt(
            lambda: workspace_state.acting(
                lambda db, actor: tasks.add(
                    db, actor, case.case_id, title=title, owner_id=actor.person_id if mine else None, due_on=due_on
                ),
                form="task",
            ),
            "Added.",
        )


def _done(task_id: int, version: int) -> None:
    workspace_forms.attempt(
        lambda: workspace_state.acting(lambda db, actor: tasks.done(db, actor, task_id, version=version), form="task"),
        "Done.",
    )


def all_notes(case: CaseView) -> None:
    """Draw the notes, with what they said before, and the form for a new one."""
    with st.form("note", clear_on_submit=True):
        on = st.date_input("Of", utc_now().date(), format="DD/MM/YYYY", key="note-on")
        text = st.text_area("New note", max_chars=notes.MOST_CHARACTERS, key="note-text")
        sent = st.form_submit_button("Add the note", type="primary")
    if sent:
        workspace_forms.attempt(
            lambda: workspace_state.acting(
                lambda db, actor: notes.write(db, actor, case.case_id, dated_on=on, text=text), form="note"
            ),
            "Noted.",
        )
    for note in workspace_state.acting(lambda db, actor: notes.of_case(db, actor, case.case_id)):
        with st.container(border=True, key=f"note-{note.note_id}"):
            _note(note)


def _note(note: NoteView) -> None:
    who = note.author.name if note.author else "somebody who is no longer here"
    st.caption(cards.plain(f"{note.dated_on:%-d %B %Y}, {who}"))
    st.text(note.text)
    if note.earlier:
        with st.expander("What it said before"):
            for earlier in note.earlier:
                st.caption(f"Until {earlier.replaced_at:%-d %B %Y, %H:%M} UTC")
                st.text(earlier.text)
    if not note.mine:
        return
    form = f"note-{note.note_id}-edit"

    def save(db: Db, actor: Actor, version: int, values: Mapping[str, Any]) -> None:
        notes.edit(db, actor, note.note_id, version=version, **values)

    if workspace_forms.merge(form, save, done="Changed."):
        return
    version = workspace_state.version_read(f"{form}-text", note.version)
    with st.expander("Change it"), st.form(f"{form}-form"):
        values = {
            "dated_on": st.date_input("Of", note.dated_on, format="DD/MM/YYYY", key=f"{form}-on"),
            "text": st.text_area("Note", note.text, max_chars=notes.MOST_CHARACTERS, key=f"{form}-text"),
        }
        sent = st.form_submit_button("Save")
    if sent:
        workspace_forms.send(form, save, version=version, values=values, done="Changed; what it said before is kept.")


def all_contacts(case: CaseView) -> None:
    """Draw the contacts."""
    found = workspace_state.acting(lambda db, actor: contacts.of_case(db, actor, case.case_id))
    if found:
        cards.table(
            ["Name", "Post", "School", "E-mail", "Telephone"],
            [
                [c.name, c.post or "", workspace_schools.name(c.urn) if c.urn else "", c.email or "", c.telephone or ""]
                for c in found
            ],
        )
    with st.form("contact", clear_on_submit=True):
        name = st.text_input("Name", max_chars=200, key="contact-name")
        post = st.text_input("Post", max_chars=200, key="contact-post")
        urn = workspace_schools.pick("School", "contact-school", among=[part.urn for part in case.schools])
        email = st.text_input("E-mail address", max_chars=254, key="contact-email")
        telephone = st.text_input("Telephone", max_chars=40, key="contact-telephone")
        sent = st.form_submit_button("Add the contact")
    if sent:
        entry = ContactEntry(name, urn, post, email, telephone)
        workspace_forms.attempt(
            lambda: workspace_state.acting(
                lambda db, actor: contacts.add(db, actor, case.case_id, entry), form="contact"
            ),
            "Added.",
        )


def all_checks(case: CaseView) -> None:
    """Draw the declared interests and the due-diligence checklist."""
    st.subheader("Conflicts of interest", anchor=False)
    for said in workspace_state.acting(lambda db, actor: checks.declarations(db, actor, case.case_id)):
        who = said.by.name if said.by else "somebody who is no longer here"
        what = "declared an interest" if said.has_interest else "declared no interest"
        st.markdown(cards.plain(f"{said.at:%-d %B %Y}: {who} {what}"))
        for text in filter(None, (said.text, said.handled)):
            st.text(text)
    with st.form("declare"):
        has = st.radio("I have", ["no interest in this case", "an interest in this case"], key="declare-has")
        text = st.text_area("Which", max_chars=checks.MOST_CHARACTERS, key="declare-text")
        handled = st.text_area("How it is dealt with", max_chars=checks.MOST_CHARACTERS, key="declare-handled")
        sent = st.form_submit_button("Declare", type="primary")
    if sent:
        workspace_forms.attempt(
            lambda: workspace_state.acting(
                lambda db, actor: checks.declare(
                    db, actor, case.case_id, has_interest=has.startswith("an "), text=text, handled=handled
                ),
                form="check",
            ),
            "Declared.",
        )
    st.subheader("Due diligence", anchor=False)
    for item in workspace_state.acting(lambda db, actor: checks.diligence(db, actor, case.case_id)):
        _item(case.case_id, item)


def _item(case_id: int, item: Item) -> None:
    form = f"diligence-{item.item.name}"

    def save(db: Db, actor: Actor, version: int, values: Mapping[str, Any]) -> None:
        checks.answer(db, actor, case_id, str(item.item), version=version, **values)

    if workspace_forms.merge(form, save, done="Saved."):
        return
    version = workspace_state.version_read(f"{form}-answer", item.version)
    with st.expander(f"{item.item.capitalize()}: {item.answer}"), st.form(f"{form}-form"):
        values = {
            "answer": str(
                st.selectbox(
                    "Answer",
                    list(DiligenceAnswer),
                    index=list(DiligenceAnswer).index(item.answer),
                    key=f"{form}-answer",
                )
            ),
            "text": st.text_area(
                "More about it", item.text or "", max_chars=checks.MOST_CHARACTERS, key=f"{form}-text"
            ),
        }
        sent = st.form_submit_button("Save")
    if sent:
        workspace_forms.send(form, save, version=version, values=values, done="Saved.")

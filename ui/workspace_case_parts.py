"""What is written in a case: notes, declared interests and the due-diligence checklist."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from geo import words
from ui import cards, workspace_forms, workspace_reading, workspace_state
from workspace import checks, notes
from workspace.actor import Actor
from workspace.case_views import CaseView
from workspace.checks import Item
from workspace.engine import Db, utc_now
from workspace.notes import NoteView
from workspace.vocab import DiligenceAnswer

__all__ = ["all_checks", "all_notes"]

#: Who wrote something and has since had their data erased.
_GONE = "somebody who is no longer here"


def all_notes(case: CaseView) -> None:
    """Draw the notes, with what they said before, and the form for a new one."""
    key = f"note-new-{case.case_id}"
    with st.form(key, clear_on_submit=True):
        on = st.date_input("Of", utc_now().date(), format="DD/MM/YYYY", key=f"{key}-on")
        text = st.text_area("New note", max_chars=notes.MOST_CHARACTERS, key=f"{key}-text")
        sent = st.form_submit_button("Add the note", type="primary")
    if sent:
        workspace_forms.attempt(
            lambda: workspace_state.acting(
                lambda db, actor: notes.write(db, actor, case.case_id, dated_on=on, text=text), form="note"
            ),
            "Noted.",
        )
    found = workspace_state.acting(lambda db, actor: notes.of_case(db, actor, case.case_id))
    if not found:
        st.write("No note yet: a call, a visit, a thought, each under its day.")
    for note in found:
        with st.container(border=True, key=f"note-{note.note_id}"):
            _note(note)


def _note(note: NoteView) -> None:
    who = note.author.name if note.author else _GONE
    st.caption(cards.plain(f"{words.date(note.dated_on)}, {who}"))
    st.text(note.text)
    if note.earlier:
        with st.expander(f"What it said before ({len(note.earlier)})"):
            for earlier in note.earlier:
                st.caption(
                    cards.plain(
                        f"Of {words.date(earlier.dated_on)}, until {words.date(earlier.replaced_at)}, "
                        f"{earlier.replaced_at:%H:%M} UTC"
                    )
                )
                st.text(earlier.text)
    if not note.mine:
        return
    form = f"note-{note.note_id}-edit"

    def save(db: Db, actor: Actor, version: int, values: Mapping[str, Any]) -> NoteView:
        return notes.edit(db, actor, note.note_id, version=version, **values)

    done = "Changed; what it said before is kept."
    if workspace_forms.merge(form, save, done=done, labels={"dated_on": "Of", "text": "Note"}):
        return
    key = workspace_reading.key(form)
    now = {"dated_on": note.dated_on, "text": note.text}
    version = workspace_reading.version_read(f"{key}-text", note.version, now)
    with st.expander("Change it"), st.form(f"{form}-form", border=False):
        values = {
            "dated_on": st.date_input("Of", note.dated_on, format="DD/MM/YYYY", key=f"{key}-on"),
            "text": st.text_area("Note", note.text, max_chars=notes.MOST_CHARACTERS, key=f"{key}-text"),
        }
        sent = st.form_submit_button("Save")
    if sent:
        workspace_forms.send(form, save, version=version, values=values, done=done)


def all_checks(case: CaseView) -> None:
    """Draw the declared interests and the due-diligence checklist."""
    st.subheader("Conflicts of interest", anchor=False)
    st.write("A case is introduced only once its CPP has declared whether they have an interest in it.")
    found = workspace_state.acting(lambda db, actor: checks.declarations(db, actor, case.case_id))
    for said in found:
        what = "declared an interest" if said.has_interest else "declared no interest"
        st.markdown(cards.plain(f"{words.date(said.at)}: {said.by.name if said.by else _GONE} {what}"))
        for label, text in (("Which", said.text), ("How it is dealt with", said.handled)):
            if text:
                st.caption(label)
                st.text(text)
    if not found:
        st.write("Nobody has declared yet.")
    key = f"declare-{case.case_id}"
    with st.form(key, clear_on_submit=True):
        has = st.radio("I have", ["no interest in this case", "an interest in this case"], key=f"{key}-has")
        text = st.text_area("Which", max_chars=checks.MOST_CHARACTERS, key=f"{key}-text")
        handled = st.text_area("How it is dealt with", max_chars=checks.MOST_CHARACTERS, key=f"{key}-handled")
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
    st.write("A partnership is formed only once each of these has an answer.")
    for item in workspace_state.acting(lambda db, actor: checks.diligence(db, actor, case.case_id)):
        _item(case.case_id, item)


def _item(case_id: int, item: Item) -> None:
    form = f"diligence-{case_id}-{item.item.name}"

    def save(db: Db, actor: Actor, version: int, values: Mapping[str, Any]) -> Item:
        entered = {"answer": str(values["answer"]), "text": values["text"] or ""}
        return checks.answer(db, actor, case_id, str(item.item), version=version, **entered)

    if workspace_forms.merge(form, save, done="Saved.", labels={"text": "More about it"}):
        return
    key = workspace_reading.key(form)
    now = {"answer": item.answer, "text": item.text}
    version = workspace_reading.version_read(f"{key}-answer", item.version, now)
    answers = list(DiligenceAnswer)
    with st.expander(f"{item.item.capitalize()}: {item.answer}", key=f"{form}-open"):
        if item.at is not None:
            by = item.by.name if item.by else _GONE
            st.caption(cards.plain(f"{by}, {words.date(item.at)}"))
        with st.form(f"{form}-form", border=False):
            values = {
                "answer": str(
                    st.selectbox(
                        "Answer",
                        answers,
                        index=answers.index(item.answer),
                        format_func=str.capitalize,
                        key=f"{key}-answer",
                    )
                ),
                "text": st.text_area(
                    "More about it", item.text or "", max_chars=checks.MOST_CHARACTERS, key=f"{key}-text"
                ),
            }
            sent = st.form_submit_button("Save")
    if sent:
        workspace_forms.send(form, save, version=version, values=values, done="Saved.")

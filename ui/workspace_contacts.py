"""With whom a case is talked over: names and ways to reach them, changed and removed for good."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from ui import cards, workspace_forms, workspace_reading, workspace_schools, workspace_state
from workspace import contacts
from workspace.actor import Actor
from workspace.case_views import CaseView
from workspace.contacts import ContactEntry, ContactView
from workspace.engine import Db

__all__ = ["of_case"]

_LABELS = {"urn": "School", "email": "E-mail address"}


def of_case(case: CaseView) -> None:
    """Draw the contacts of a case, and the form for a new one."""
    found = workspace_state.acting(lambda db, actor: contacts.of_case(db, actor, case.case_id))
    urns = [part.urn for part in case.schools]
    if not found:
        st.write("No contact is noted.")
    for contact in found:
        with st.container(border=True, key=f"contact-{contact.contact_id}"):
            _one(contact, urns)
    with st.form(f"contact-new-{case.case_id}", clear_on_submit=True):
        st.markdown("**New contact**")
        st.caption("Personal data: only what the case needs. Whoever is removed here is removed for good.")
        values = _fields(f"contact-new-{case.case_id}", urns)
        sent = st.form_submit_button("Add the contact", type="primary")
    if sent:
        workspace_forms.attempt(
            lambda: workspace_state.acting(
                lambda db, actor: contacts.add(db, actor, case.case_id, _entry(values)), form="contact"
            ),
            "Added.",
        )


def _entry(values: Mapping[str, Any]) -> ContactEntry:
    return ContactEntry(
        values["name"], values["urn"], values["post"] or "", values["email"] or "", values["telephone"] or ""
    )


def _fields(key: str, urns: Sequence[int], kept: ContactView | None = None) -> dict[str, Any]:
    names = workspace_schools.names(urns)
    return {
        "name": st.text_input("Name", kept.name if kept else "", max_chars=200, key=f"{key}-name"),
        "post": st.text_input("Post", (kept and kept.post) or "", max_chars=200, key=f"{key}-post"),
        "urn": workspace_forms.choose(
            "School", names, kept.urn if kept else None, key=f"{key}-school", nobody="None of these"
        ),
        "email": st.text_input("E-mail address", (kept and kept.email) or "", max_chars=254, key=f"{key}-email"),
        "telephone": st.text_input("Telephone", (kept and kept.telephone) or "", max_chars=40, key=f"{key}-telephone"),
    }


def _one(contact: ContactView, urns: Sequence[int]) -> None:
    form = f"contact-{contact.contact_id}"
    st.markdown(f"**{cards.plain(contact.name)}**")
    about = {
        "Post": contact.post,
        "School": None if contact.urn is None else workspace_schools.name(contact.urn),
        "E-mail": contact.email,
        "Telephone": contact.telephone,
    }
    cards.facts({name: said for name, said in about.items() if said})

    def save(db: Db, actor: Actor, version: int, values: Mapping[str, Any]) -> ContactView:
        return contacts.edit(db, actor, contact.contact_id, _entry(values), version=version)

    if workspace_forms.merge(form, save, done="Saved.", labels=_LABELS):
        return
    key = workspace_reading.key(form)
    now = {field: getattr(contact, field) for field in ("name", "post", "urn", "email", "telephone")}
    version = workspace_reading.version_read(f"{key}-name", contact.version, now)
    with st.expander("Change or remove"):
        with st.form(f"{form}-form", border=False):
            values = _fields(key, urns, contact)
            sent = st.form_submit_button("Save")
        if st.button("Remove for good", key=f"{form}-remove", icon=":material/delete:"):
            workspace_forms.press(
                form,
                lambda db, actor, version, _: contacts.remove(db, actor, contact.contact_id, version=version),
                version=contact.version,
                done="Removed.",
            )
    if sent:
        workspace_forms.send(form, save, version=version, values=values, done="Saved.")

"""One's own data: a file of all of it, and erasure that erases."""

import json

import streamlit as st

from ui import cards, workspace_door, workspace_forms, workspace_state
from workspace import erasure, privacy
from workspace.errors import WrongKey

__all__ = ["erase", "export"]

_WORD = "ERASE"


def export() -> None:
    """Draw the way to a file of all that is kept about the person on this page."""
    st.header("Take it away", anchor=False)
    st.write("All that the workspace holds about you, and when others read it, as one file (JSON).")
    with st.expander("What is not in the file, and why"):
        st.markdown("\n".join(f"- {cards.plain(line)}" for line in privacy.NOT_IN_THE_FILE))
    if st.button("Make the file", key="privacy-make", icon=":material/description:"):
        workspace_forms.tried(_file)


def _file() -> None:
    found = workspace_state.acting(privacy.export_own, form="export")
    held = {kind.replace("_", " ").capitalize(): str(len(rows)) for kind, rows in found["records"].items() if rows}
    st.write("What is yours in it, by kind, and how many of each:")
    cards.facts(held | {"Times that others read or changed it": str(len(found["read_by_others"]))})
    st.download_button(
        "Download my data",
        json.dumps(found, ensure_ascii=False, indent=2, default=str),
        file_name="my-data.json",
        mime="application/json",
        on_click="ignore",
        icon=":material/download:",
    )
    st.caption("The link is for this sign-in alone, and ends with it.")


def erase() -> None:
    """Draw the way to be erased."""
    st.header("Be erased", anchor=False)
    st.write(
        "Deletes your account, your roles and what is yours; in records that stay, your name is taken out. It "
        "cannot be undone, and backups keep what they hold until they are replaced."
    )
    with st.form("erase"):
        word = st.text_input(f"Type {_WORD} to confirm", max_chars=10, key="erase-word")
        sent = st.form_submit_button("Erase all that is mine")
    if not sent:
        return
    if word.strip() != _WORD:
        st.error(f"Nothing was erased: type {_WORD} first.", icon=":material/error:")
        return
    actor = workspace_state.visit().actor
    person_id = actor.person_id

    def run() -> None:
        if person_id is not None:
            erasure.erase_for_good(workspace_door.store(), actor, person_id)

    try:
        workspace_forms.attempt(run, "You are erased: nothing about you is kept but a number in the log.")
    except WrongKey:
        st.error(
            "Nothing was erased: a text here cannot be read with the keys that are set, so nobody can say whether you "
            "are named in it. Tell whoever runs this map.",
            icon=":material/key_off:",
        )

"""Ask for access: who I am, for which school, as what."""

import streamlit as st

from ui import workspace_door, workspace_forms, workspace_schools, workspace_state
from workspace.access import MOST_CHARACTERS
from workspace.vocab import ASSIGNABLE, SCHOOL_ROLES, Role

__all__ = ["ROLE_WORDS", "form"]

#: The roles in words for people.
ROLE_WORDS = {
    Role.HEAD: "Headteacher",
    Role.GOVERNOR: "Governor",
    Role.STAFF: "Deputy, subject lead or teacher",
    Role.CPP: "CPP: adviser to schools",
    Role.LEAD: "Lead: the partnership's central team",
    Role.ADMIN: "Administrator of people and access",
}


def form() -> None:
    """Draw the form."""
    st.header("Who you are here", anchor=False)
    st.write(f"An administrator of {workspace_door.settings().partnership} reads this and answers.")
    role = st.selectbox("I am", list(ASSIGNABLE), format_func=ROLE_WORDS.__getitem__, key="access-role")
    urn = workspace_schools.pick("School", "access-school") if role in SCHOOL_ROLES else None
    with st.form("access"):
        message = st.text_area(
            "Anything that helps to recognise you (not needed)", max_chars=MOST_CHARACTERS, key="access-message"
        )
        sent = st.form_submit_button("Ask for access", type="primary")
    if sent:
        workspace_forms.attempt(
            lambda: workspace_state.ask_for_access(role=role, urn=urn, message=message),
            "Your request is sent. You can sign in again later to see whether it is answered.",
        )

"""Who holds which role, for admins to change: requests to answer, people to invite, roles to give and take."""

from collections.abc import Sequence

import streamlit as st

from geo import words
from ui import cards, workspace_access, workspace_forms, workspace_schools, workspace_state
from workspace import access, people, sessions
from workspace.models import Membership, Person
from workspace.vocab import ASSIGNABLE, SCHOOL_ROLES

__all__ = ["everyone", "invite", "waiting"]


def waiting() -> None:
    """Draw the requests for access that wait."""
    st.header("Requests for access", anchor=False)
    found = workspace_state.acting(access.waiting)
    if not found:
        st.write("None is waiting.")
    for asked in found:
        with st.container(border=True, key=f"asked-{asked.id}"):
            st.markdown(f"**{cards.plain(asked.name)}** · {cards.plain(asked.email or 'no address given')}")
            school = "" if asked.urn is None else f" of {workspace_schools.names([asked.urn])[asked.urn]}"
            role = workspace_access.ROLE_WORDS[asked.role]
            st.write(cards.plain(f"{role}{school}, asked on {words.date(asked.asked_at)}"))
            if asked.message:
                st.text(asked.message)
            with st.container(horizontal=True):
                yes = st.button("Give this role", key=f"yes-{asked.id}", type="primary")
                no = st.button("Refuse", key=f"no-{asked.id}")
            if yes or no:
                _answer(asked.id, grant=yes)


def _answer(request_id: int, *, grant: bool) -> None:
    workspace_forms.attempt(
        lambda: workspace_state.acting(
            lambda db, actor: access.answer(db, actor, request_id, grant=grant), form="people"
        ),
        "The role is given." if grant else "Refused.",
    )


def invite() -> None:
    """Draw the form that enters somebody before they first sign in."""
    st.header("Invite somebody", anchor=False)
    st.write("They are known by their e-mail address until they sign in, if their provider vouches for the address.")
    with st.form("invite"):
        name = st.text_input("Name", max_chars=200, key="invite-name")
        email = st.text_input("E-mail address", max_chars=254, key="invite-email")
        sent = st.form_submit_button("Invite", type="primary")
    if sent:
        workspace_forms.attempt(
            lambda: workspace_state.acting(
                lambda db, actor: people.invite(db, actor, name=name, email=email), form="people"
            ),
            "Entered. Give a role below.",
        )


def everyone(*, change: bool) -> None:
    """Draw the people with their roles.

    Parameters
    ----------
    change : whether the person on this page may change them; the workspace asks again.
    """
    st.header("People", anchor=False)
    found = workspace_state.acting(people.everyone)
    rows = [
        [person.name, person.email, workspace_access.ROLE_WORDS[held.role], _where(held), _until(held)]
        for person, holding in found
        for held in holding
    ]
    rows += [[person.name, person.email, "No role", "", ""] for person, holding in found if not holding]
    cards.table(["Name", "E-mail address", "Role", "School", "Until"], rows)
    if change:
        _change(found)


def _where(held: Membership) -> str:
    return "" if held.urn is None else workspace_schools.names([held.urn])[held.urn]


def _until(held: Membership) -> str:
    return "" if held.until is None else words.date(held.until)


def _change(found: Sequence[tuple[Person, Sequence[Membership]]]) -> None:
    st.header("Change somebody's roles", anchor=False)
    by_id = {person.id: (person, holding) for person, holding in found}
    chosen = st.selectbox(
        "Person",
        list(by_id),
        index=None,
        format_func=lambda key: f"{by_id[key][0].name} · {by_id[key][0].email}",
        placeholder="Type a name",
        key="people-person",
    )
    if chosen is None or chosen not in by_id:
        return
    person, holding = by_id[chosen]
    for held in holding:
        label = " · ".join(filter(None, [workspace_access.ROLE_WORDS[held.role], _where(held)]))
        if st.button(cards.plain(f"Take away: {label}"), key=f"take-{held.id}", icon=":material/remove:"):
            _take(held.id)
    role = st.selectbox(
        "Give the role", list(ASSIGNABLE), format_func=workspace_access.ROLE_WORDS.__getitem__, key="people-role"
    )
    urn = workspace_schools.pick("For the school", "people-school") if role in SCHOOL_ROLES else None
    with st.container(horizontal=True):
        give = st.button("Give it", type="primary", key="people-give")
        out = st.button("Sign them out everywhere", key="people-out", icon=":material/devices:")
        close = st.button("Close the account", key="people-close", icon=":material/person_off:")
    if give:
        workspace_forms.attempt(
            lambda: workspace_state.acting(
                lambda db, actor: people.give_role(db, actor, person.id, role, urn), form="people"
            ),
            "The role is given.",
        )
    if out:
        workspace_forms.attempt(
            lambda: workspace_state.acting(
                lambda db, actor: sessions.sign_out_everywhere(db, actor, person.id), form="people"
            ),
            "Signed out everywhere.",
        )
    if close:
        workspace_forms.attempt(
            lambda: workspace_state.acting(
                lambda db, actor: people.close(db, actor, person.id, version=person.version), form="people"
            ),
            "The account is closed: no role counts, every session is over.",
        )


def _take(membership_id: int) -> None:
    workspace_forms.attempt(
        lambda: workspace_state.acting(lambda db, actor: people.take_role(db, actor, membership_id), form="people"),
        "Taken away, at once.",
    )

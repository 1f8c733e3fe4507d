"""Ask for an introduction, with those who answer named; read, withdraw and answer requests."""

from collections.abc import Sequence

import streamlit as st

from ui import cards, workspace_door, workspace_forms, workspace_frame, workspace_schools, workspace_state
from workspace import case_doors, introduction_lists, introductions
from workspace.actor import Actor
from workspace.introduction_lists import Asked, State
from workspace.vocab import Role

__all__ = ["answer", "ask", "mine"]


def ask(actor: Actor) -> None:
    """Draw the form for a head or a governor."""
    own = actor.urns(Role.HEAD, Role.GOVERNOR)
    st.header("Ask for an introduction", anchor=False)
    asked_for = workspace_state.record_asked("other")
    urn = workspace_schools.pick("My school", "introduction-school", among=own)
    if urn is None:
        return
    ceo = introductions.ceo_of(workspace_door.settings())
    who = workspace_state.acting(lambda db, me: introductions.who_answers(db, me, urn, ceo=ceo))
    named = ", ".join(name for _, name in who.cpps)
    st.write(cards.plain(f"It is answered by {named or 'the CPP, who is not named yet,'} and {who.ceo}."))
    known = workspace_schools.names()
    if asked_for in known:
        st.write(cards.plain(f"To: {known[asked_for]}"))
        other: int | None = asked_for
    else:
        other = workspace_schools.pick("To (leave empty if you are open to whom)", "introduction-other")
    with st.form("introduction"):
        message = st.text_area("What you hope for", max_chars=2000, key="introduction-message")
        sent = st.form_submit_button("Ask", type="primary")
    if sent:
        workspace_forms.attempt(
            lambda: workspace_state.acting(
                lambda db, me: introductions.ask(db, me, urn, message=message, ceo=ceo, other_urn=other),
                form="introduction",
            ),
            "Your request is sent. You can read below when it is answered.",
        )


def mine() -> None:
    """Draw one's own requests."""
    found = workspace_state.acting(introduction_lists.mine)
    if found:
        st.header("What I asked", anchor=False)
    for asked in found:
        with st.container(border=True, key=f"asked-{asked.number}"):
            _told(asked)
            if asked.state is State.WAITING and st.button("Withdraw it", key=f"unask-{asked.number}"):
                _withdraw(asked.number)


def _withdraw(number: int) -> None:
    workspace_forms.attempt(
        lambda: workspace_state.acting(lambda db, me: introductions.withdraw(db, me, number), form="introduction"),
        "Withdrawn.",
    )


def _told(asked: Asked) -> None:
    to = "whoever fits" if asked.other_urn is None else workspace_schools.name(asked.other_urn)
    st.markdown(cards.plain(f"{workspace_schools.name(asked.urn)} to {to}: {asked.state}"))
    st.caption(
        cards.plain(f"{asked.asked_by}, {asked.asked_as}, {asked.asked_at:%-d %B %Y}. To: {asked.cpp} {asked.ceo}")
    )
    st.text(asked.message)
    if asked.answer:
        st.caption(cards.plain(f"Answered by {asked.answered_by}:"))
        st.text(asked.answer)


def answer() -> None:
    """Draw the requests that a CPP or a lead may answer."""
    st.header("Requests to answer", anchor=False)
    found: Sequence[Asked] = workspace_state.acting(
        lambda db, me: introduction_lists.listed(db, me, state=State.WAITING)
    )
    if not found:
        st.write("None is waiting.")
    for asked in found:
        with st.container(border=True, key=f"request-{asked.number}"):
            _told(asked)
            with st.form(f"answer-{asked.number}"):
                text = st.text_area("Your answer", max_chars=2000, key=f"answer-{asked.number}-text")
                sent = st.form_submit_button("Answer", type="primary")
            if sent:
                _answer(asked, text)
            if st.button("Open a case from it", key=f"request-case-{asked.number}", icon=":material/folder_open:"):
                _open(asked)


def _answer(asked: Asked, text: str) -> None:
    workspace_forms.attempt(
        lambda: workspace_state.acting(
            lambda db, me: introductions.answer(db, me, asked.number, version=asked.version, text=text),
            form="introduction",
        ),
        "Answered.",
    )


def _open(asked: Asked) -> None:
    other = "" if asked.other_urn is None else f" and {workspace_schools.name(asked.other_urn)}"
    title = f"{workspace_schools.name(asked.urn)}{other}"[: case_doors.MOST_TITLE]
    opened: list[int] = []

    def run() -> None:
        opened.append(
            workspace_state.acting(
                lambda db, me: case_doors.open_from_introduction(db, me, asked.number, title=title), form="case"
            )
        )

    if workspace_forms.tried(run):
        st.switch_page(workspace_frame.CASE, query_params={"case": str(opened[0])})

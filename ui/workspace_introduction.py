"""Ask for an introduction, with those who answer named; read, withdraw and answer requests."""

from collections.abc import Mapping, Sequence

import streamlit as st

from geo import words
from ui import (
    cards,
    workspace_case,
    workspace_door,
    workspace_forms,
    workspace_frame,
    workspace_reading,
    workspace_schools,
    workspace_state,
)
from ui.workspace_state import Request
from workspace import case_doors, case_links, introduction_lists, introductions
from workspace.actor import Actor
from workspace.introduction_lists import Asked, State
from workspace.suggested import from_introduction
from workspace.vocab import Role

__all__ = ["answer", "ask", "mine"]


def ask(actor: Actor) -> None:
    """Draw the form for a head or a governor."""
    own = actor.urns(Role.HEAD, Role.GOVERNOR)
    st.header("Ask for an introduction", anchor=False)
    kept = workspace_state.kept_request()
    if kept is not None and kept.urn not in own:
        kept = None
    urn = kept.urn if kept else workspace_schools.pick("My school", "introduction-school", among=own)
    if urn is None:
        return
    ceo = introductions.ceo_of(workspace_door.settings())
    cpp = _answerers(urn, ceo)
    other, suggestion = _to(urn, kept)
    with st.form("introduction"):
        key = workspace_reading.key("introduction")
        message = st.text_area("What you hope for", max_chars=2000, key=f"{key}-message")
        sent = st.form_submit_button("Ask", type="primary")
    if sent:

        def run() -> None:
            workspace_state.acting(
                lambda db, me: introductions.ask(
                    db, me, urn, message=message, ceo=ceo, other_urn=other, cpp_id=cpp, suggestion=suggestion
                ),
                form="introduction",
            )
            workspace_state.drop_request()
            workspace_reading.renew("introduction")

        workspace_forms.attempt(run, "Your request is sent. You can read below when it is answered.")


def _answerers(urn: int, ceo: str) -> int | None:
    """Name who answers, before anything is asked; gives the CPP whom it goes to, where there is one to choose."""
    who = workspace_state.acting(lambda db, me: introductions.who_answers(db, me, urn, ceo=ceo))
    cpps = dict(who.cpps)
    st.markdown("**Who reads and answers it**")
    cards.facts(
        {
            "Your school's CPP": " or ".join(cpps.values()) or "Nobody is named yet: a lead answers",
            "The partnership's CEO": who.ceo,
        }
    )
    if len(cpps) > 1:
        return st.selectbox("CPP", list(cpps), format_func=cpps.__getitem__, key="introduction-cpp")
    return None


def _to(urn: int, kept: Request | None) -> tuple[int | None, Mapping[str, object] | None]:
    """Say or ask to whom; gives the school, and the suggestion that it came from."""
    if kept is None:
        return workspace_schools.pick("To (leave empty if you are open to whom)", "introduction-other"), None
    st.write(cards.plain(f"From {workspace_schools.name(urn)} to {workspace_schools.name(kept.other)}."))
    frozen = from_introduction(urn, kept.other, kept.suggestion)
    workspace_case.frozen(frozen, "request", when="on the page of partners")
    st.button("Ask about another school", type="tertiary", on_click=workspace_state.drop_request)
    return kept.other, kept.suggestion


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
    answerers = " and ".join(filter(None, (asked.cpp and f"{asked.cpp} (CPP)", asked.ceo)))
    who = asked.asked_by or "Somebody who is no longer here"
    st.caption(cards.plain(f"{who}, {asked.asked_as}, {words.date(asked.asked_at)}. Answered by {answerers}."))
    st.text(asked.message)
    kept = from_introduction(asked.urn, asked.other_urn, asked.frozen)
    workspace_case.frozen(kept, f"asked-{asked.number}", when="when it was asked for")
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
            case = workspace_state.acting(lambda db, me: case_links.case_of_request(db, me, asked.number))  # noqa: B023
            if case is not None:
                with st.container(key=f"links-request-{asked.number}"):
                    st.page_link(
                        workspace_frame.CASE,
                        label="Its case",
                        icon=":material/folder_open:",
                        query_params={"case": str(case)},
                    )
            elif st.button("Open a case from it", key=f"request-case-{asked.number}", icon=":material/folder_open:"):
                _open(asked)


def _answer(asked: Asked, text: str) -> None:
    workspace_forms.press(
        f"answer-{asked.number}",
        lambda db, me, version, _: introductions.answer(db, me, asked.number, version=version, text=text),
        version=asked.version,
        done="Answered.",
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

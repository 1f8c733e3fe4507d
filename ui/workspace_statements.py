"""A school's own words: write, change and withdraw them; take them down; show them beside the public data."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import streamlit as st

from geo import words
from ui import cards, workspace_forms, workspace_reading, workspace_schools, workspace_state
from workspace import statements
from workspace.actor import Actor
from workspace.engine import Db
from workspace.errors import Conflict
from workspace.models import Statement
from workspace.vocab import StatementKind, StatementTopic

__all__ = ["every", "history", "write"]

_WORDS = {StatementKind.SHARE: "What we can share", StatementKind.LOOK_FOR: "What we look for"}


def _heading(statement: Statement) -> str:
    return f"{_WORDS[statement.kind]}: {statement.topic}"


def write(schools: Collection[int]) -> None:
    """Draw the form for a new statement of one of these schools."""
    st.header("Say something new", anchor=False)
    st.write(
        "Public from the moment you send it: on your school's page and beside it in suggestions, as your school's own "
        "words, with today's date. Please name no child and nobody who has not agreed. You can withdraw it at any time."
    )
    with st.form("statement", clear_on_submit=False):
        urn = workspace_schools.pick("School", "statement-school", among=schools)
        kind = st.radio("It says", list(StatementKind), format_func=_WORDS.__getitem__, key="statement-kind")
        topic = st.selectbox("About", list(StatementTopic), format_func=str.capitalize, key="statement-topic")
        text = st.text_area("In your own words", max_chars=statements.MOST_CHARACTERS, key="statement-text")
        sent = st.form_submit_button("Publish", type="primary")
    if sent:
        if urn is None:
            st.error("School: choose one.", icon=":material/error:")
            return
        workspace_forms.attempt(
            lambda: workspace_state.acting(
                lambda db, actor: statements.write(db, actor, urn=urn, kind=str(kind), topic=str(topic), text=text),
                form="statement",
            ),
            "Published.",
        )


def history(urn: int) -> None:
    """Draw all that a school has said, with what its head may do about each."""
    st.header(cards.plain(workspace_schools.name(urn)), anchor=False)
    found = workspace_state.acting(lambda db, actor: statements.history(db, actor, urn))
    if not found:
        st.write("Nothing has been said yet.")
    for statement in found:
        with st.container(border=True, key=f"said-{statement.id}"):
            _one(statement)


def _one(statement: Statement) -> None:
    st.subheader(_heading(statement), anchor=False)
    st.text(statement.text)
    dates = f"Published on {words.date(statement.written_at)}"
    if statement.changed_at != statement.written_at:
        dates += f", changed on {words.date(statement.changed_at)}"
    if statement.withdrawn_at is not None:
        st.caption(f"{dates}. Withdrawn on {words.date(statement.withdrawn_at)}: not public.")
    elif statement.taken_down_at is not None:
        st.caption(f"{dates}. Taken down by the partnership on {words.date(statement.taken_down_at)}: not public. Why:")
        st.text(statement.take_down_reason or "")
    else:
        st.caption(f"{dates}. Public now.")
        _change(statement)


def _change(statement: Statement) -> None:
    form = f"rewrite-{statement.id}"

    def rewrite(db: Db, actor: Actor, version: int, values: Mapping[str, Any]) -> None:
        statements.rewrite(
            db, actor, statement.id, version=version, topic=str(values["topic"]), text=str(values["text"])
        )

    if workspace_forms.merge(form, rewrite, done="Changed."):
        return
    version = workspace_reading.version_read(f"{form}-text", statement.version)
    with st.expander("Change or withdraw it"):
        with st.form(form):
            topic = st.selectbox(
                "About",
                list(StatementTopic),
                index=list(StatementTopic).index(statement.topic),
                format_func=str.capitalize,
                key=f"{form}-topic",
            )
            text = st.text_area(
                "In your own words", statement.text, max_chars=statements.MOST_CHARACTERS, key=f"{form}-text"
            )
            changed = st.form_submit_button("Publish the change", type="primary")
        gone = st.button("Withdraw it", key=f"withdraw-{statement.id}", icon=":material/delete:")
    if changed:
        workspace_forms.send(form, rewrite, version=version, values={"topic": topic, "text": text}, done="Changed.")
    if gone:
        workspace_forms.press(
            "statement",
            lambda db, actor, version, _: statements.withdraw(db, actor, statement.id, version=version),
            version=statement.version,
            done="Withdrawn: nobody outside your school sees it from now on.",
        )


def every() -> None:
    """Draw all that is public now, for a lead, who may take a statement down."""
    st.header("Public now", anchor=False)
    found: Sequence[Statement] = workspace_state.acting(lambda db, _: statements.published(db))
    if not found:
        st.write("No school says anything at the moment.")
    for statement in found:
        with st.container(border=True, key=f"public-{statement.id}"):
            st.subheader(_heading(statement), anchor=False)
            workspace_schools.link(statement.urn)
            st.text(statement.text)
            st.caption(f"As of {words.date(statement.changed_at)}.")
            version = workspace_reading.version_read(f"down-{statement.id}-reason", statement.version)
            with st.expander("Take it down"), st.form(f"down-{statement.id}"):
                reason = st.text_area(
                    "Why: its author reads this",
                    max_chars=statements.MOST_CHARACTERS,
                    key=f"down-{statement.id}-reason",
                )
                sent = st.form_submit_button("Take it down")
            if sent:
                _take_down(statement.id, version, reason)


def _take_down(number: int, version: int, reason: str) -> None:
    try:
        workspace_forms.attempt(
            lambda: workspace_state.acting(
                lambda db, actor: statements.take_down(db, actor, number, version=version, reason=reason),
                form="statement",
            ),
            "Taken down; its author is told why.",
        )
    except Conflict:
        workspace_reading.version_passed(f"down-{number}", version)
        st.warning("Its author changed it meanwhile: read it again as it stands above.", icon=":material/merge:")

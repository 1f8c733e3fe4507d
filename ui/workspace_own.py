"""What a person wrote as head of a school, to withdraw it, also when they are head there no longer."""

import streamlit as st

from geo import words
from ui import cards, workspace_forms, workspace_schools, workspace_state
from workspace import interests, statements
from workspace.interests import Expression
from workspace.models import Statement

__all__ = ["written"]


def written() -> None:
    """Draw a person's own expressions of interest and statements; nothing where there is none."""
    expressions = workspace_state.acting(interests.mine)
    said = workspace_state.acting(statements.mine)
    if not expressions and not said:
        return
    st.header("What you wrote", anchor=False)
    st.write("Yours to withdraw at any time, whatever roles you hold now.")
    for expression in expressions:
        with st.container(border=True, key=f"own-interest-{expression.number}"):
            _expression(expression)
    for statement in said:
        with st.container(border=True, key=f"own-statement-{statement.id}"):
            _statement(statement)


def _expression(one: Expression) -> None:
    st.subheader(cards.plain(f"System leadership: {workspace_schools.name(one.urn)}"), anchor=False)
    st.caption(f"Consent until {words.date(one.consent_until)}: {one.state}.")
    if one.withdrawn_at is None and st.button("Withdraw it", key=f"own-interest-gone-{one.number}"):
        workspace_forms.attempt(
            lambda: workspace_state.acting(
                lambda db, actor: interests.withdraw(db, actor, one.number), form="interest"
            ),
            "Withdrawn: nobody else sees it from now on.",
        )


def _statement(one: Statement) -> None:
    st.subheader(cards.plain(f"{workspace_schools.name(one.urn)}: {one.kind}, {one.topic}"), anchor=False)
    st.text(one.text)
    if one.taken_down_at is not None:
        st.caption(f"Taken down by the partnership on {words.date(one.taken_down_at)}: not public. Why:")
        st.text(one.take_down_reason or "")
    elif one.withdrawn_at is not None:
        st.caption(f"Withdrawn on {words.date(one.withdrawn_at)}: not public.")
    else:
        st.caption("Public now.")
        if st.button("Withdraw it", key=f"own-statement-gone-{one.id}"):
            workspace_forms.press(
                "statement",
                lambda db, actor, version, _: statements.withdraw(db, actor, one.id, version=version),
                version=one.version,
                done="Withdrawn: nobody outside your school sees it from now on.",
            )

"""Send a form of the workspace: say what went wrong in words, keep what was entered, choose when two changed it."""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from ui import cards, workspace_state
from workspace.actor import Actor
from workspace.engine import Db
from workspace.errors import BadInput, Conflict, Forbidden, NotFound, TooMany

__all__ = ["attempt", "merge", "refused", "send", "tried"]

#: The same for what is not there and for what is not theirs.
REFUSED = "This is not there, or it is not for you."


def refused() -> None:
    """Say that something is not there, or not for this person."""
    st.error(REFUSED, icon=":material/block:")


def attempt(run: Callable[[], Any], done: str) -> None:
    """Run what a form asks for; say so and draw the page anew, or say why not.

    Parameters
    ----------
    run : callable
        Does it, for example by :func:`ui.workspace_state.acting`.
    done : str
        What to say when it is done.

    Raises
    ------
    Conflict
        Two people changed the same; see :func:`send`.
    """
    if tried(run):
        workspace_state.flash(done)
        st.rerun()


def tried(run: Callable[[], Any]) -> bool:
    """Run what a form asks for, or say why not; gives whether it was done."""
    try:
        run()
    except BadInput as problem:
        st.error(cards.plain(f"{problem.field.replace('_', ' ').capitalize()}: {problem}."), icon=":material/error:")
    except TooMany as problem:
        st.warning(cards.plain(f"{problem}.").capitalize(), icon=":material/hourglass:")
    except (Forbidden, NotFound):
        refused()
    else:
        return True
    return False


def send(
    form: str,
    do: Callable[[Db, Actor, int, Mapping[str, Any]], Any],
    *,
    version: int,
    values: Mapping[str, Any],
    done: str,
) -> None:
    """Change a record; where somebody else changed it meanwhile, keep both and let the person choose.

    Parameters
    ----------
    form : str
        Name of the form, unique on its page.
    do : callable
        Takes transaction, actor, version and values.
    version : int
        That the person read.
    values : mapping
        Field -> as entered.
    done : str
        What to say when it is done.
    """

    def run() -> None:
        workspace_state.acting(lambda db, actor: do(db, actor, version, values), form=form)
        workspace_state.version_passed(form, version)

    try:
        attempt(run, done)
    except Conflict as conflict:
        workspace_state.keep_conflict(form, conflict, values)
        st.rerun()


def merge(form: str, do: Callable[[Db, Actor, int, Mapping[str, Any]], Any], *, done: str) -> bool:
    """Draw the choice between two versions, if there is one to make; call it in the place of the form.

    Returns
    -------
    bool
        Whether it was drawn.
    """
    kept = workspace_state.kept_conflict(form)
    if kept is None:
        return False
    conflict, values = kept
    st.warning(
        "Somebody else changed this while you did. Nothing is lost: choose for each part.", icon=":material/merge:"
    )
    chosen = dict(values)
    with st.form(f"merge-{form}"):
        for field in conflict.differing:
            mine, theirs = (_said(side.get(field)) for side in (conflict.mine, conflict.theirs))
            label = field.replace("_", " ").capitalize()
            pick = st.radio(
                label,
                ["Mine", "Theirs"],
                captions=[cards.plain(mine), cards.plain(theirs)],
                key=f"merge-{form}-{field}",
            )
            if pick == "Theirs" and field in chosen:
                chosen[field] = conflict.theirs[field]
        save = st.form_submit_button("Save as chosen", type="primary")
        drop = st.form_submit_button("Leave it as it is now")
    if drop:
        workspace_state.drop_conflict(form)
        st.rerun()
    if save:
        workspace_state.drop_conflict(form)
        send(form, do, version=conflict.version, values=chosen, done=done)
    return True


def _said(value: Any) -> str:
    if value is None or value == "":
        return "(empty)"
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value)) or "(none)"
    return str(value)

"""Send a form of the workspace: say what went wrong in words, keep what was entered, choose when two changed it."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import streamlit as st

from geo import words
from ui import cards, workspace_reading, workspace_schools, workspace_state
from workspace.actor import Actor
from workspace.engine import Db
from workspace.errors import BadInput, Conflict, Forbidden, NotFound, TooMany

__all__ = ["Change", "attempt", "changed_meanwhile", "choose", "merge", "press", "refused", "send", "tried"]

#: Takes transaction, actor, version and values; may give the record as it is then, with its version.
Change = Callable[[Db, Actor, int, Mapping[str, Any]], Any]

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
    do: Change,
    *,
    version: int,
    values: Mapping[str, Any],
    done: str,
    record: str = "",
) -> None:
    """Change a record; where somebody else changed it meanwhile, keep both and let the person choose.

    Where the form has said its fields (:func:`ui.workspace_reading.version_read`), what only one of the two changed
    needs no choice: both changes are kept.

    Parameters
    ----------
    form : str
        Name of the form, unique on its page.
    do : Change
    version : int
        That the person read.
    values : mapping
        Field -> as entered.
    done : str
        What to say when it is done.
    record : str
        Name of the record, with which the names of all its forms begin; empty: there is this form alone.
    """
    try:
        attempt(lambda: _write(form, do, version, values, record), done)
    except Conflict as conflict:
        _settle(form, do, conflict, values, done, record)


def _write(form: str, do: Change, version: int, values: Mapping[str, Any], record: str) -> None:
    after = workspace_state.acting(lambda db, actor: do(db, actor, version, values), form=form)
    now = getattr(after, "version", None)
    workspace_reading.version_passed(record or form, version, now=now, form=form, sent=values)
    workspace_reading.drop_conflict(form)


def _settle(form: str, do: Change, conflict: Conflict, values: Mapping[str, Any], done: str, record: str) -> None:
    """Keep both changes where they do not touch each other; else keep both versions until the person has chosen."""
    read, kept = workspace_reading.fields_read(form), workspace_reading.kept_conflict(form)
    if kept is not None:  # who has just chosen has read what the other wrote
        read = {**(read or {}), **kept[0].theirs}
    mine = {field: read is None or conflict.mine[field] != read.get(field) for field in conflict.differing}
    merged = dict(values) | {field: conflict.theirs[field] for field in mine if not mine[field] and field in values}
    if any(mine[field] and (read is None or conflict.theirs[field] != read.get(field)) for field in mine):
        chosen = conflict.mine | {field: conflict.theirs[field] for field in mine if not mine[field]}
        open_ = Conflict(
            conflict.kind, conflict.record_id, version=conflict.version, mine=chosen, theirs=conflict.theirs
        )
        workspace_reading.keep_conflict(form, open_, merged)
        st.rerun()

    def run() -> None:
        if conflict.differing:  # else they have done the very same
            _write(form, do, conflict.version, merged, record)
        workspace_reading.drop_conflict(form)
        workspace_reading.renew(form)

    try:
        attempt(run, f"{done} Somebody else changed it meanwhile too: both changes are kept.")
    except Conflict as again:
        workspace_reading.keep_conflict(form, again, values)
        st.rerun()


def merge(
    form: str,
    do: Change,
    *,
    done: str,
    record: str = "",
    labels: Mapping[str, str] | None = None,
    says: Mapping[str, Callable[[Any], str]] | None = None,
    whole: bool = False,
) -> bool:
    """Draw the choice between two versions, if there is one to make; call it in the place of the form.

    Parameters
    ----------
    form, do, done, record
        As :func:`send` takes them.
    labels : mapping, optional
        Field -> what the form calls it.
    says : mapping, optional
        Field -> how a value of it is said: the name of a person, whose number means nothing to anybody.
    whole : bool
        The fields belong together: they are chosen as one.

    Returns
    -------
    bool
        Whether it was drawn.
    """
    kept = workspace_reading.kept_conflict(form)
    if kept is None:
        return False
    conflict, values = kept
    st.warning(
        "Somebody else changed this while you did. Nothing is lost: what only one of you changed is kept; choose for "
        "the rest.",
        icon=":material/merge:",
    )
    fields = conflict.differing

    def side(values: Mapping[str, Any], field: str) -> str:
        say = (says or {}).get(field)
        return say(values.get(field)) if say else _said(field, values.get(field))

    def name(field: str) -> str:
        return (labels or {}).get(field) or field.replace("_", " ").capitalize()

    groups = {", ".join(map(name, fields)): fields} if whole else {name(field): [field] for field in fields}
    chosen, all_theirs = dict(values), True
    with st.form(f"merge-{form}"):
        for label, together in groups.items():
            sides = [
                "; ".join(filter(None, (side(of, f) for f in together))) for of in (conflict.mine, conflict.theirs)
            ]
            pick = st.radio(
                label, ["Mine", "Theirs"], captions=[cards.plain(said) for said in sides], key=f"merge-{form}-{label}"
            )
            all_theirs = all_theirs and pick == "Theirs"
            if pick == "Theirs":
                chosen |= {field: conflict.theirs[field] for field in together if field in chosen}
        save = st.form_submit_button("Save as chosen", type="primary")
        drop = st.form_submit_button("Leave it as it is now")
    if drop or (save and all_theirs):
        workspace_reading.drop_conflict(form)
        workspace_state.flash("It is left as it is now.")
        st.rerun()
    if save:
        send(form, do, version=conflict.version, values=chosen, done=done, record=record)
    return True


def press(form: str, do: Change, *, version: int, done: str, record: str = "") -> None:
    """Do what a button asks for: as :func:`send`, with no fields between which to choose."""
    try:
        attempt(lambda: _write(form, do, version, {}, record), done)
    except Conflict:
        changed_meanwhile()


def choose(label: str, names: Mapping[int, str], kept: int | None, *, key: str, nobody: str) -> int | None:
    """Draw a choice of one by name, or of none: which can also be chosen again.

    Parameters
    ----------
    names : mapping
        Number -> name, in the order of the list.
    kept : int, optional
        What is chosen now.
    nobody : str
        What none is called.
    """
    order: list[int | None] = [None, *names]
    at = order.index(kept) if kept in order else 0
    chosen: int | None = st.selectbox(
        label, order, index=at, format_func=lambda number: nobody if number is None else names[number], key=key
    )
    return chosen


def changed_meanwhile() -> None:
    """Say that somebody else changed what a button was to change: it is read anew, then pressed again."""
    st.warning("Somebody else changed this meanwhile. Open the page anew, then choose.", icon=":material/merge:")


def _said(field: str, value: Any) -> str:
    if value is None or value == "":
        return "(empty)"
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, date):
        return words.date(value)
    if isinstance(value, list | tuple):
        return ", ".join(_said(field, one) for one in value) or "(none)"
    if field == "urn" or field.endswith("_urn"):
        return workspace_schools.name(int(value))
    return str(value)

"""The audit log for admins: who read or changed which record, by number, and when. It holds no text of a record."""

import datetime as dt
from collections.abc import Mapping

import streamlit as st

from geo import words
from ui import cards, workspace_state
from ui.folded import folded
from workspace import audit, people
from workspace.engine import utc_now
from workspace.models import Audit
from workspace.vocab import Kind

__all__ = ["log"]

_MOST = 200
_SINCE = dt.timedelta(days=7)


def log() -> None:
    """Draw the log, closed at first: that it was read is a line of it."""
    st.header("Audit log", anchor=False)
    with st.container(horizontal=True):
        since = st.date_input("Since", utc_now().date() - _SINCE, format="DD/MM/YYYY", key="audit-since")
        kind = st.selectbox(
            "Kind of record",
            list(Kind),
            index=None,
            format_func=lambda one: one.replace("_", " ").capitalize(),
            placeholder="Every kind",
            key="audit-kind",
        )
        refused = st.toggle("Refusals alone", key="audit-refused")
    folded(
        "Who read or changed what", "audit", lambda: _entries(since, kind, refused=refused), icon=":material/receipt:"
    )


def _entries(since: dt.date, kind: Kind | None, *, refused: bool) -> None:
    start = dt.datetime.combine(since, dt.time.min, dt.UTC)
    found = workspace_state.acting(
        lambda db, actor: audit.entries(db, actor, since=start, kind=kind, refused=refused, most=_MOST)
    )
    names = {person.id: person.name for person, _ in workspace_state.acting(people.everyone)}
    if not found:
        st.write("Nothing since then.")
        return
    st.caption(f"The newest {_MOST} at most; times are UTC. A record is named by its kind and number alone.")
    cards.table(
        ["When", "Who", "In which roles", "What", "Record", "How it ended"], [_row(each, names) for each in found]
    )


def _row(each: Audit, names: Mapping[int, str]) -> list[str]:
    number = "" if each.record_id is None else f" {each.record_id}"
    return [
        f"{words.date(each.at)}, {each.at:%H:%M:%S}",
        _who(each.person_id, names),
        each.roles.replace(",", ", ") or "None",
        each.action,
        f"{each.kind.replace('_', ' ')}{number}",
        each.outcome,
    ]


def _who(person_id: int | None, names: Mapping[int, str]) -> str:
    if person_id is None:
        return "Nobody signed in, or the command line"
    return names.get(person_id, f"Person {person_id}, closed or erased")

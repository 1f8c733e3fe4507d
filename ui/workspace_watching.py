"""The watching brief: what a new build or a date raised, and what is watched and why."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import streamlit as st

from geo import words
from geo.vocab import AreaKind
from ui import cards, data, workspace_forms, workspace_frame, workspace_reading, workspace_schools, workspace_state
from workspace import partnership_views, watch_items, watches
from workspace.actor import Actor
from workspace.engine import Db, utc_now
from workspace.errors import Conflict
from workspace.scan import ROLL_SHARE
from workspace.vocab import Role, WatchKind
from workspace.watch_items import ItemState, ItemView
from workspace.watches import WatchView

__all__ = ["items", "watch", "watched"]

_SNOOZE = dt.timedelta(days=30)


def items() -> None:
    """Draw the items, with what may be done about each."""
    state = st.segmented_control("Items", list(ItemState), default=ItemState.OPEN, key="items-state")
    found = workspace_state.acting(
        lambda db, actor: watch_items.items(db, actor, state=None if state is None else str(state))
    )
    if not found:
        st.write("Nothing here.")
    for item in found:
        with st.container(border=True, key=f"item-{item.id}"):
            _item(item)


def _item(item: ItemView) -> None:
    st.markdown(f"**{item.kind.capitalize()}**: {cards.plain(item.said)}")
    if item.urn is not None:
        workspace_schools.link(item.urn)
    if item.partnership_name:
        st.write(cards.plain(item.partnership_name))
    st.caption(
        cards.plain(f"{words.date(item.dated_on)}. Source: {item.source}. Watched because: {item.why or 'not said'}")
    )
    if item.noted_at is not None:
        by = f" by {item.noted_by_name}" if item.noted_by_name else ""
        st.caption(cards.plain(f"Noted{by}, {words.date(item.noted_at)}."))
    elif item.state is ItemState.SNOOZED:
        st.caption(f"Put aside until {words.date(item.snoozed_until)}.")
    if item.note:
        st.text(item.note)
    if item.case_id is not None:
        st.page_link(workspace_frame.CASE, label="Its case", query_params={"case": str(item.case_id)})
    if item.state is ItemState.OPEN:
        _note(item)
        _put_aside(item)
    elif st.button("Open it again", key=f"wake-{item.id}", help="What was noted on it goes."):
        _do(lambda db, actor: watch_items.wake(db, actor, item.id, version=item.version), "Open again.")


def _note(item: ItemView) -> None:
    version = workspace_reading.version_read(f"note-{item.id}-text", item.version)
    with st.expander("Note it"), st.form(f"note-{item.id}-form", border=False):
        text = st.text_area(
            "What was done about it (may stay empty)", max_chars=watch_items.MOST_CHARACTERS, key=f"note-{item.id}-text"
        )
        sent = st.form_submit_button("Save the note")
    if sent:
        _do(lambda db, actor: watch_items.note(db, actor, item.id, version=version, text=text), "Noted.")


def _put_aside(item: ItemView) -> None:
    with st.container(horizontal=True):
        later = st.button("Snooze for 30 days", key=f"snooze-{item.id}")
        case = item.case_id is None and st.button("Open a case", key=f"item-case-{item.id}")
    if later:
        until = utc_now().date() + _SNOOZE
        _do(lambda db, actor: watch_items.snooze(db, actor, item.id, version=item.version, until=until), "Snoozed.")
    if case:
        title = f"{item.kind.capitalize()}: {item.partnership_name or workspace_schools.name(item.urn or 0)}"
        _do(
            lambda db, actor: watch_items.into_case(db, actor, item.id, version=item.version, title=title[:200]),
            "The case is open.",
        )


def _do(run: Any, done: str) -> None:
    try:
        workspace_forms.attempt(lambda: workspace_state.acting(run, form="watch"), done)
    except Conflict:
        workspace_forms.changed_meanwhile()


def watched() -> None:
    """Draw what is watched."""
    st.header("What is watched", anchor=False)
    found = workspace_state.acting(watches.listed)
    if not found:
        st.write("Nothing yet.")
    for one in found:
        with st.container(border=True, key=f"watch-{one.id}"):
            st.markdown(f"**{cards.plain(_named(one))}**")
            st.text(one.why)
            by = f"By {one.by_name}, since" if one.by_name else "Since"
            share = f" Head count: told from a fall of more than {one.roll_share:.0%}." if one.roll_share else ""
            st.caption(cards.plain(f"{by} {words.date(one.since)}.{share}"))
            if one.may_change:
                _change(one)


def _named(one: WatchView) -> str:
    if one.urn is not None:
        return workspace_schools.name(one.urn)
    if one.partnership_name:
        return one.partnership_name
    areas = data.areas()
    found = areas.loc[areas["code"] == one.area_code, "name"]
    return str(found.iloc[0]) if len(found) else str(one.area_code)


def _change(one: WatchView) -> None:
    form = f"watch-{one.id}-change"

    def save(db: Db, actor: Actor, version: int, values: Mapping[str, Any]) -> None:
        watches.rewrite(db, actor, one.id, version=version, **values)

    labels = {"roll_share": "Tell me when the head count falls by more than"}
    says = {"roll_share": lambda share: f"{share:.0%}" if share else "(empty)"}
    if workspace_forms.merge(form, save, done="Saved.", labels=labels, says=says):
        return
    version = workspace_reading.version_read(f"{form}-why", one.version)
    with st.expander("Change or stop"):
        with st.form(f"{form}-form"):
            why = st.text_area("Why", one.why, max_chars=watches.MOST_CHARACTERS, key=f"{form}-why")
            share = _share(f"{form}-share", one.roll_share)
            sent = st.form_submit_button("Save")
        stop = st.button("Stop watching", key=f"{form}-stop")
    if sent:
        workspace_forms.send(form, save, version=version, values={"why": why, "roll_share": share}, done="Saved.")
    if stop:
        _do(lambda db, actor: watches.end(db, actor, one.id, version=one.version), "No longer watched.")


def _share(key: str, kept: float | None) -> float:
    """Ask from which fall of a head count on to be told; gives a share, above 0 and below 1."""
    percent = min(max(round(100 * (kept or ROLL_SHARE)), 1), 50)
    return st.number_input("Tell me when the head count falls by more than (%)", 1, 50, percent, key=key) / 100


def watch(actor: Actor) -> None:
    """Draw the form for something new to watch."""
    st.header("Watch something", anchor=False)
    lead = actor.holds(Role.LEAD)
    kind = WatchKind(
        str(st.radio("What to watch", list(WatchKind), format_func=str.capitalize, key="watch-kind", horizontal=True))
    )
    of: int | str | None
    if kind is WatchKind.SCHOOL:
        of = workspace_schools.pick("School", "watch-school", among=None if lead else actor.urns(Role.CPP))
    elif kind is WatchKind.PARTNERSHIP:
        found = workspace_state.acting(partnership_views.listed)
        mine = {one.id: f"{one.name} ({one.kind})" for one in found if one.may_change}
        of = st.selectbox("Partnership", list(mine), index=None, format_func=mine.__getitem__, key="watch-partnership")
    else:
        areas = data.areas()
        boroughs = areas[areas["kind"] == AreaKind.BOROUGH].sort_values("name")
        names = dict(zip(boroughs["code"], boroughs["name"], strict=True))
        of = st.selectbox("Borough", list(names), index=None, format_func=names.__getitem__, key="watch-area")
    with st.form("watch"):
        why = st.text_area("Why", max_chars=1000, key="watch-why")
        share = _share("watch-share", None)
        sent = st.form_submit_button("Watch", type="primary")
    if sent and of is None:
        st.error(f"{kind.capitalize()}: choose one.", icon=":material/error:")
    elif sent and of is not None:
        chosen = of
        _do(
            lambda db, me: watches.watch(db, me, kind=str(kind), of=chosen, why=why, roll_share=share),
            "Watched from the next build on.",
        )

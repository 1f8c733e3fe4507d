"""Expressions of interest in system leadership: a head's own form, and the register for those who look for somebody."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import partial
from typing import Any

import streamlit as st

from geo import words
from geo.criteria import StatusGroup
from ui import cards, data, map_view, workspace_forms, workspace_reading, workspace_schools, workspace_state
from ui.folded import folded
from workspace import interests, register
from workspace.actor import Actor
from workspace.engine import Db, utc_now
from workspace.errors import Forbidden, NotFound
from workspace.interests import Draft, Expression
from workspace.vocab import Consent, InterestRole, Offer, Role

__all__ = ["mine", "reminders", "whole_register"]

_USUAL = timedelta(days=365)


def mine(actor: Actor) -> None:
    """Draw a head's own expressions, with what they may do about each, and the form for a new one."""
    found = workspace_state.acting(interests.mine)
    if found:
        st.header("What I said", anchor=False)
    for own in found:
        with st.container(border=True, key=f"interest-{own.number}"):
            _told(own)
            if own.withdrawn_at is None:
                _change(own)
    free = sorted(actor.urns(Role.HEAD) - {own.urn for own in found if own.withdrawn_at is None})
    if free:
        st.header("Say that you are interested", anchor=False)
        _new(free)


def _new(urns: Sequence[int]) -> None:
    with st.form("interest-new"):
        urn = workspace_schools.pick("School", "interest-school", among=urns)
        values = _fields("interest-new", None)
        sent = st.form_submit_button("Send", type="primary")
    if sent and urn is None:
        st.error("School: choose one.", icon=":material/error:")
    elif sent and urn is not None:
        workspace_forms.attempt(
            lambda: workspace_state.acting(
                lambda db, who: interests.write(db, who, urn, Draft(**values)), form="interest"
            ),
            "Thank you: your interest is on the register. You can change or withdraw it here at any time.",
        )


def _fields(key: str, kept: Expression | None) -> dict[str, Any]:
    today = utc_now().date()
    last = today + interests.LONGEST_CONSENT
    until = today + _USUAL if kept is None else min(max(kept.consent_until, today), last)
    return {
        "roles": st.multiselect(
            "What I would take on", list(InterestRole), list(kept.roles) if kept else [], key=f"{key}-roles"
        ),
        "experience": st.text_area(
            "My experience", kept.experience if kept else "", max_chars=2000, key=f"{key}-experience"
        ),
        "offers": st.multiselect("What I offer", list(Offer), list(kept.offers) if kept else [], key=f"{key}-offers"),
        "offers_text": st.text_area(
            "More about it (not needed)", kept.offers_text if kept else "", max_chars=2000, key=f"{key}-more"
        ),
        "availability": st.text_area(
            "When I am available", kept.availability if kept else "", max_chars=500, key=f"{key}-availability"
        ),
        "consent_for": st.multiselect(
            "I agree to", list(Consent), list(kept.consent_for) if kept else [], key=f"{key}-consent"
        ),
        "consent_until": st.date_input(
            "Until", until, min_value=today, max_value=last, format="DD/MM/YYYY", key=f"{key}-until"
        ),
    }


def _change(own: Expression) -> None:
    form = f"interest-{own.number}"

    def edit(db: Db, actor: Actor, version: int, values: Mapping[str, Any]) -> None:
        interests.edit(db, actor, own.number, Draft(**values), version=version)

    if workspace_forms.merge(form, edit, done="Changed."):
        return
    version = workspace_reading.version_read(f"{form}-experience", own.version)
    with st.expander("Change or withdraw it"):
        with st.form(f"{form}-form"):
            values = _fields(form, own)
            sent = st.form_submit_button("Save", type="primary")
        gone = st.button("Withdraw it", key=f"{form}-withdraw", icon=":material/delete:")
    if sent:
        workspace_forms.send(form, edit, version=version, values=values, done="Changed.")
    if gone:
        workspace_forms.attempt(
            lambda: workspace_state.acting(
                lambda db, actor: interests.withdraw(db, actor, own.number), form="interest"
            ),
            "Withdrawn: nobody else sees it from now on.",
        )


def _told(one: Expression) -> None:
    st.subheader(cards.plain(workspace_schools.name(one.urn)), anchor=False)
    cards.facts(_short(one) | _wrote(one))


def _short(one: Expression) -> dict[str, str]:
    return {
        "Who": one.name,
        "Would take on": ", ".join(one.roles) or "Not said",
        "Offers": ", ".join(one.offers),
        "Until": f"{words.date(one.consent_until)} ({one.state})",
    }


def _wrote(one: Expression) -> dict[str, str]:
    return {
        "E-mail address": one.email or "Not to be mailed",
        "Experience": one.experience,
        "More on what is offered": one.offers_text or "Nothing more",
        "Available": one.availability,
        "Agrees to": "; ".join(sorted(one.consent_for)) or "Nothing",
    }


def whole_register() -> None:
    """Draw the register for a lead or a CPP: filter, list, map."""
    st.header("The register", anchor=False)
    with st.container(horizontal=True):
        roles = st.multiselect("Would take on", list(InterestRole), key="register-roles")
        offers = st.multiselect("Offers", list(Offer), key="register-offers")
        consent = st.selectbox(
            "Agrees to", list(Consent), index=None, placeholder="Choose an option", key="register-consent"
        )
    words = st.text_input("Words in what they wrote", max_chars=100, key="register-words")
    chosen = register.Filters(frozenset(roles), frozenset(offers), consent, frozenset(), words)
    found = workspace_state.acting(lambda db, actor: register.listed(db, actor, chosen))
    if not found:
        st.write("Nobody on the register answers to this.")
        return
    st.write(f"{len(found)} on the register.")
    _map(sorted({one.urn for one in found}))
    for one in found:
        with st.container(border=True, key=f"register-{one.number}"):
            st.subheader(cards.plain(workspace_schools.name(one.urn)), anchor=False)
            cards.facts(_short(one))
            folded("What they wrote", f"register-open-{one.number}", partial(_read, one.number))
            with st.container(key=f"links-register-{one.number}", gap=None):
                workspace_schools.link(one.urn)


def _read(number: int) -> None:
    """Draw one whole: its author is told that it was read, and when."""
    try:
        cards.facts(_wrote(workspace_state.acting(lambda db, actor: register.read(db, actor, number))))
    except (Forbidden, NotFound):
        workspace_forms.refused()


def reminders() -> None:
    """Draw, for a lead or a CPP, whose consent ends soon: somebody asks them whether they would renew it."""
    found = workspace_state.acting(register.reminders)
    if not found:
        return
    st.header("Consent that ends soon", anchor=False)
    st.write(
        f"Within {register.REMIND_WITHIN.days} days, the soonest first. From the day after, nobody but its author sees "
        "it. Renewing is their choice: remind them once, and say so here."
    )
    for one in found:
        with st.container(border=True, key=f"remind-{one.number}"):
            st.markdown(cards.plain(f"{one.name}, {workspace_schools.name(one.urn)}"))
            st.caption(cards.plain(f"Until {words.date(one.consent_until)}. {one.email or 'Asked not to be mailed.'}"))
            if st.button("I have reminded them", key=f"reminded-{one.number}", icon=":material/check:"):
                _reminded(one.number)


def _reminded(number: int) -> None:
    workspace_forms.attempt(
        lambda: workspace_state.acting(lambda db, actor: register.reminded(db, actor, number), form="interest"),
        "Kept: it leaves this list.",
    )


def _map(urns: Sequence[int]) -> None:
    schools = data.schools()
    here = schools[schools["urn"].isin(urns) & schools.geometry.notna() & (schools["status_group"] == StatusGroup.OPEN)]
    if here.empty:
        return
    map_view.draw(
        map_view.area_deck(here, data.areas(), set(here["borough_code"]), None, online=False),
        height=320,
        key="register-map",
        alt="Small map of the schools of those on the register, who are listed below it.",
    )

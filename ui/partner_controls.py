"""What a person sets for suggestions: the school, the purpose, and in an expander the weights and rules."""

from typing import Any

import pandas as pd
import streamlit as st

from geo import words
from geo.focus import FOCI
from geo.partner_link import REACHES, WEIGHTS, Asked
from geo.partners import Suggestions
from geo.purposes import CRITERIA, PRESETS, Criterion, PhaseRule, Purpose, TieRule
from geo.vocab import PhaseFamily
from ui import briefing_link, cards, data, frame, partner_state, state

__all__ = ["draw", "heading", "pick"]

_RADII = (500, 1_000, 2_000, 3_000, 5_000, 10_000, 20_000)

_TIES = {
    TieRule.SHOW: "Shown",
    TieRule.EXCLUDE: "Left out",
    TieRule.REQUIRE: "Only those",
}
_REACH = {0.5: "twice as fast", 0.7: "faster", 1.0: "as usual", 1.4: "slower", 2.0: "half as fast", 3.0: "far slower"}


def pick() -> None:
    """Offer every school by name."""
    schools = data.schools().sort_values(["name", "urn"])
    said = schools["name"] + " · " + schools["la_name"] + " · " + schools["urn"].astype(str)
    labels = dict(zip(schools["urn"].astype(int), said, strict=True))
    st.selectbox(
        "Your school",
        list(labels),
        index=None,
        format_func=labels.__getitem__,
        placeholder="Type a name or a URN",
        key=partner_state.PICKED,
        on_change=partner_state.choose_picked,
    )
    st.page_link(frame.MAP, label="Or choose it on the map", icon=":material/map:", query_params=state.map_query())


def heading(school: "pd.Series[Any]") -> None:
    """Name the school that asks, and say what this page is."""
    urn = int(school["urn"])
    st.title(cards.plain(f"Who could work with {school['name']}?"), anchor=False)
    cards.lead(
        f"{school['phase_family']} · {school['school_type']} · {words.ages(school['age_low'], school['age_high'])} · "
        f"{school['la_name']} · URN {urn}. A suggestion is the start of a conversation: it says what is published, and "
        "not whether two schools would get on."
    )
    with st.container(horizontal=True, vertical_alignment="center", key="links-partner"):
        st.page_link(
            frame.SCHOOL, label="Its school page", icon=":material/school:", query_params=state.school_query(urn)
        )
        st.page_link(frame.MAP, label="The map", icon=":material/map:", query_params=state.map_query())
        briefing_link.draw([urn])
        st.button(
            "Another school",
            icon=":material/search:",
            type="tertiary",
            on_click=partner_state.choose_other,
            key="partner_other",
        )


def draw(asked: Asked, family: str, found: Suggestions) -> None:
    """Draw the purpose, and the settings behind it, with what each weight decided in the suggestions found."""
    st.radio(
        "What would the partnership be for?",
        [str(purpose) for purpose in PRESETS],
        format_func=lambda key: PRESETS[Purpose(key)].label,
        key=partner_state.PURPOSE,
        on_change=partner_state.choose_purpose,
        horizontal=True,
    )
    st.markdown(cards.plain(PRESETS[asked.preset.purpose].words))
    with st.container(horizontal=True, vertical_alignment="bottom", key="partner-focus"):
        if {Criterion.THEY_SHARE, Criterion.YOU_SHARE} & set(asked.preset.weights):
            st.selectbox(
                "Focus",
                list(FOCI),
                format_func=lambda key: FOCI[key].label,
                key=partner_state.FOCUS,
                width=260,
                help="More will follow as they are published for every school.",
            )
        if family == PhaseFamily.ALL_THROUGH:
            st.radio(
                "Compared as",
                [str(PhaseFamily.SECONDARY), str(PhaseFamily.PRIMARY)],
                key=partner_state.AS,
                horizontal=True,
                help="An all-through school stands in both phases, and is compared inside one at a time.",
            )
    with st.expander(f"Weights and rules: {_said(asked)}", icon=":material/tune:"):
        _weights(asked)
        _influence(found)
        _rules(asked)
        st.button("Reset to this purpose's own", icon=":material/undo:", on_click=partner_state.reset, key="reset")


def _said(asked: Asked) -> str:
    weights = ", ".join(f"{CRITERIA[key].label.lower()} {weight:g}" for key, weight in asked.preset.weights.items())
    radius = asked.preset.radius_m
    return cards.plain(f"{weights}; {'no radius' if radius is None else 'within ' + words.distance(radius)}")


def _weights(asked: Asked) -> None:
    st.markdown("**How much each counts** (0: not at all)")
    shown = [key for key, each in CRITERIA.items() if not each.same_family or asked.preset.phases == PhaseRule.SAME]
    columns = st.columns(2, gap="large")
    for number, key in enumerate(shown):
        with columns[number % 2]:
            st.slider(
                CRITERIA[key].label,
                *WEIGHTS[:2],
                step=WEIGHTS[2],
                format="%g",
                key=partner_state.weight_key(key),
                help=CRITERIA[key].meaning,
            )
    if partner_state.without_weight():
        st.warning("All stand at 0, which decides nothing: the purpose's own weights are used.", icon=":material/info:")
    if len(shown) < len(CRITERIA):
        st.caption("Likeness and outcomes are ranked within one phase, so they do not count across phases.")


def _influence(found: Suggestions) -> None:
    """Say beside the weights what decides among these candidates."""
    total = sum(found.weights.values())
    told = [
        f"{CRITERIA[key].label.lower()} {found.influence[key]:.0%} (weight {weight / total:.0%})"
        for key, weight in found.weights.items()
    ]
    if told:
        st.markdown(f"**What decides among these schools:** {cards.plain('; '.join(told))}.")
        st.caption("A criterion on which most candidates are equal decides little, whatever its weight.")


def _rules(asked: Asked) -> None:
    radius = asked.preset.radius_m
    radii = sorted({*_RADII, *([] if radius is None else [int(radius)])})
    left, right = st.columns(2, gap="large")
    with left:
        st.selectbox(
            "No farther than",
            [*radii, partner_state.ALL],
            format_func=lambda metres: words.distance(metres) if metres else "All of the bundled schools",
            key=partner_state.RADIUS,
            help="In a straight line.",
        )
        st.selectbox(
            "With distance, Near falls",
            list(REACHES),
            format_func=_REACH.__getitem__,
            key=partner_state.REACH,
            help="As usual: it halves with the distance to the fifth nearest school of the phase.",
        )
    with right:
        st.selectbox(
            "Schools of the same federation, trust or consortium",
            [str(rule) for rule in TieRule],
            format_func=lambda key: _TIES[TieRule(key)],
            key=partner_state.TIES,
        )
        st.toggle("One list, whichever the borough", key=partner_state.BORDER)
        st.toggle("Schools paid for by fees too", key=partner_state.FEES)

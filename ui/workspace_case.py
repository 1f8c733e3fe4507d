"""One case: where it stands, what it is, and the suggestion as it stood when it was opened."""

import streamlit as st

from geo import words
from geo.purposes import CRITERIA, PRESETS, Criterion, Purpose
from ui import cards, workspace_schools
from workspace.case_views import CaseView
from workspace.engine import utc_now
from workspace.suggested import Frozen, FrozenSchool

__all__ = ["frozen", "heading"]


def heading(case: CaseView) -> None:
    """Say what the case is and where it stands."""
    st.header(cards.plain(case.title), anchor=False)
    if case.direct:
        st.info("A direct approach: visible to leads and to this case's CPP alone.", icon=":material/lock:")
    late = case.next_step_on is not None and case.next_step_on < utc_now().date() and case.closed_reason is None
    facts = {
        "Stage": f"{case.stage.capitalize()}, since {words.date(case.since)}",
        "Next step": case.next_step or "None noted",
        "By": f"{words.date(case.next_step_on)}{', which is past' if late else ''}"
        if case.next_step_on
        else "No day noted",
        "CPP": case.cpp.name if case.cpp else "Nobody yet",
        "Owner": case.owner.name if case.owner else "Nobody yet",
        "Came from": f"{case.door.capitalize()}, {words.date(case.opened_at)}",
    }
    if case.closed_reason is not None:
        facts["Closed because"] = "; ".join(filter(None, [str(case.closed_reason), case.closed_text]))
    cards.facts(facts)
    with st.container(key="links-case", gap=None):
        for part in case.schools:
            workspace_schools.link(part.urn)
    with st.expander("Stages so far"):
        cards.table(
            ["When", "From", "To", "By"],
            [
                [
                    f"{words.date(e.at)}, {e.at:%H:%M} UTC",
                    (e.stage_from or "").capitalize(),
                    e.stage_to.capitalize(),
                    e.by.name if e.by else "",
                ]
                for e in case.events
            ],
        )


def frozen(kept: Frozen | None, key: str, *, when: str = "when the case was opened") -> None:
    """Draw the suggestion as it stood then; nothing where there was none."""
    if kept is None:
        return
    with st.expander(f"The suggestion as it stood {when}", key=f"frozen-{key}"):
        cards.facts(
            {
                "For": workspace_schools.name(kept.asking),
                "Purpose": _purpose(kept.purpose),
                "Data build": kept.data_build,
                "Method": f"Version {kept.method_version}" if kept.method_version else "None: no score was worked out",
            }
        )
        for criterion, why in kept.dropped.items():
            st.caption(cards.plain(f"“{_criterion(criterion)}” counted for nobody: {why}."))
        for school in kept.schools:
            _school(kept, school)


def _school(kept: Frozen, school: FrozenSchool) -> None:
    place = f", number {school.position} of its list" if school.position else ""
    st.markdown(f"**{cards.plain(workspace_schools.name(school.urn) + place)}**")
    st.markdown("\n".join(f"- {cards.plain(reason)}" for reason in school.reasons) or "No reasons were kept.")
    if school.check:
        st.caption(cards.plain(school.check))
    if kept.weights:
        cards.table(
            ["Criterion", "Weight", "Points of 100"],
            [
                [
                    _criterion(key) + (" (not known)" if key in school.unknown else ""),
                    f"{weight:g}",
                    f"{school.points[key]:g}" if key in school.points else "",
                ]
                for key, weight in kept.weights.items()
            ],
        )


def _purpose(word: str | None) -> str:
    if word is None:
        return "None: a directory by distance"
    # What was kept is shown as it was kept, also when a later version has no such purpose.
    return PRESETS[Purpose(word)].label if word in set(Purpose) else word


def _criterion(word: str) -> str:
    return CRITERIA[Criterion(word)].label if word in set(Criterion) else word

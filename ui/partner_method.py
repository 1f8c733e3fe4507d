"""The method card: what decides a list of suggestions, read from the code's own configuration."""

import streamlit as st

from geo.candidates import NEXT_DOOR_M
from geo.focus import FOCI, NO_GAP
from geo.mutual import FIRST
from geo.partners import LEAST_WEIGHT, Suggestions
from geo.purposes import CRITERIA, METHOD_VERSION, PRESETS
from geo.similarity import GROUPS, LEAST_GROUPS
from geo.steadiness import CONCENTRATION, DRAWS, REACH
from ui import cards, data, partner_data, words

__all__ = ["draw"]

_NOT_USED = {
    "Inspection grades": "Frameworks differ and grades are years apart; a partner is not chosen by a grade.",
    "Attainment": "The newest that is bundled is of 2018/19: history, shown where it is, never a focus.",
    "Deprivation around the building": "It describes the area, not the pupils; it is shown on the school page.",
    "Free meals of this year alone": "Never mixed with the six-year measure, which changes less from year to year.",
    "What schools say of themselves": "Nobody publishes it for every school: ask.",
    "Anything about visitors": "Nothing is collected.",
}

_LIMITS = (
    "A score says how well a school fits this question with these weights. It is no mark.",
    "Distances are straight lines: a railway, a canal or a park may lie between.",
    "The figures are a year or more old, and a school may have changed since.",
    "Whether two schools would work well together is not published anywhere, and is not guessed here.",
    "The few partnerships that are known are too few to prove the method: distance alone finds them as well.",
)


def draw(found: Suggestions | None) -> None:
    """Draw the card, closed.

    Parameters
    ----------
    found : the list on the page, for what each criterion decided in it; None where there is none.
    """
    st.header("How this is made", anchor=False)
    with st.expander(f"Method card, version {METHOD_VERSION}", icon=":material/fact_check:"):
        _purpose_of_it()
        _criteria(found)
        _presets()
        _reference()
        st.subheader("What is not used, and why", anchor=False)
        cards.facts(_NOT_USED)
        st.subheader("Limits", anchor=False)
        st.markdown("\n".join(f"- {cards.plain(line)}" for line in _LIMITS))


def _purpose_of_it() -> None:
    cards.facts(
        {
            "What it is for": "To give a headteacher a few schools to talk to, each with its reasons.",
            "Who decides": "People do. Nothing is decided, allotted or reported by it.",
            "Formula": "Fit = sum of weight times criterion, over the sum of the weights; each criterion is 0 to 1.",
            "Unknown": "A criterion unknown for the school that asks counts for nobody. Unknown for another school: "
            "ranked at the reference population's median, with the range from the 5th to the 95th percentile. Under "
            f"{LEAST_WEIGHT:.0%} of the weight or {LEAST_GROUPS} of {len(GROUPS)} context groups: listed apart.",
            "Steadiness": f"{DRAWS} draws: weights around the chosen ones (Dirichlet, concentration "
            f"{CONCENTRATION:g}), reach of Near times {REACH[0]:g} to {REACH[1]:g}, a year's movement of the ranks.",
            "The other way round": f"Said only as: also in their first {FIRST}.",
            "Next door": f"Every open school within {NEXT_DOOR_M} m, whatever the purpose.",
            "Build": str(data.build()["build_id"]),
        }
    )


def _criteria(found: Suggestions | None) -> None:
    st.subheader("Criteria", anchor=False)
    columns = ["Criterion", "What it means"]
    rows = [[each.label, each.meaning] for each in CRITERIA.values()]
    if found is not None:
        columns += ["Weight here", "Influence here"]
        for row, key in zip(rows, CRITERIA, strict=True):
            counts = key in found.weights
            share = f"{found.weights[key] / sum(found.weights.values()):.0%}" if counts else "–"  # noqa: RUF001
            row += [share, f"{found.influence[key]:.0%}" if counts else found.dropped.get(key, "–")]  # noqa: RUF001
    cards.table(columns, rows)
    if found is not None:
        st.caption(
            "Influence: how much each criterion's part varies among the candidates here. A criterion on which all are "
            "equal decides nothing, whatever its weight."
        )


def _presets() -> None:
    st.subheader("Purposes and their own settings", anchor=False)
    cards.table(
        ["Purpose", "Weights", "Radius", "Phases"],
        [
            [
                preset.label,
                ", ".join(f"{CRITERIA[key].label.lower()} {weight:g}" for key, weight in preset.weights.items()),
                "none" if preset.radius_m is None else words.distance(preset.radius_m),
                {"same": "the same", "adjacent": "the one before or after", "any": "any mainstream"}[preset.phases],
            ]
            for preset in PRESETS.values()
        ],
    )


def _reference() -> None:
    basis = partner_data.basis()
    st.subheader("Reference population and figures", anchor=False)
    rows = {
        str(family): f"{words.count(int(basis.scales[family].reference.sum()), 'open state-funded school')} in London "
        "with every figure"
        for family in basis.reference
    }
    rows |= {group.label: f"{group.meaning} School census {basis.year or 'not bundled'}." for group in GROUPS.values()}
    for (key, family), standing in basis.standings.items():
        years = " and ".join(standing.years) or "no year bundled"
        explained = ", ".join(f"{fit.explained:.0%}" for fit in standing.fits)
        rows[f"{FOCI[key].label}, {family.lower()}"] = (
            f"{years}, mean of rates; residuals from a regression on {', '.join(FOCI[key].covariates)}, which explains "
            f"{explained} of {', '.join(FOCI[key].measures)}. A gap under {NO_GAP:.0%} points of rank counts as none; "
            f"under {FOCI[key].least_pupils} pupils it is unknown."
        )
    cards.facts(rows)

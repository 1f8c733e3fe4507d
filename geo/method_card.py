"""The method card: what decides a list of suggestions, in the shape of an algorithmic transparency record.

The public sector's Algorithmic Transparency Recording Standard has an overview and five sections: who owns a tool, what
it is for, where it is used, how it works and on what data, and its risks. Every number here is read from the code
that makes the suggestions, so that the card cannot say otherwise.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from geo.basis import Basis
from geo.candidates import NEXT_DOOR_M
from geo.focus import FOCI, NO_GAP
from geo.mutual import FIRST
from geo.near import NTH
from geo.partners import LEAST_WEIGHT, Suggestions
from geo.purposes import CRITERIA, METHOD_VERSION, PRESETS, PhaseRule
from geo.similarity import GROUPS, LEAST_GROUPS
from geo.spread import spread_words
from geo.steadiness import CONCENTRATION, DRAWS, REACH

__all__ = ["LIMITS", "NOT_USED", "Section", "method_card"]

#: What could have been used, and why it is not.
NOT_USED: Mapping[str, str] = {
    "Inspection grades": "Frameworks differ and grades are years apart; a partner is not chosen by a grade.",
    "Attainment": "At the end of primary and at 16 nothing after 2018/19 that compares schools is bundled: history, "
    "shown where it is, never a focus. Sixth form results are of too few schools.",
    "Deprivation around the building": "It describes the area, not the pupils; it is shown on the school page.",
    "Free meals of this year alone": "Never mixed with the six-year measure, which changes less from year to year.",
    "Rolls": "Told on the cards, and not scored: a falling roll is no reason to be suggested, nor not to be.",
    "What schools say of themselves": "Nobody publishes it for every school: ask.",
    "Anything about a person": "Only published figures of whole schools are read; visitors are not recorded.",
}

#: What the method cannot say, and what is done about it.
LIMITS: Mapping[str, str] = {
    "Taken for a mark": "A score says how well a school fits this question with these weights. Places are told for the "
    "first ten only, and no page ranks schools by quality.",
    "Straight lines": "A railway, a canal or a park may lie between: each card says what to check before calling.",
    "Old or missing figures": "Each figure has its year. What is unknown is neither zero nor filled in: the card shows "
    "the range, and with too little known a school is listed apart.",
    "Richer schools suggested": "Outcomes are compared beside schools of similar intake, not as they stand.",
    "A few schools asked by all": "How often each school is suggested is counted, for planning; it changes no list.",
    "No proof": "Nobody publishes which partnerships went well. The few that are known are found by distance alone as "
    "well, so they prove nothing about the method.",
}

_PHASES = {
    PhaseRule.SAME: "the same",
    PhaseRule.ADJACENT: "the one before or after",
    PhaseRule.ANY: "any mainstream",
}


_INFLUENCE = (
    "Influence: how much each criterion's part varies among the candidates here. A criterion on which all are equal "
    "decides nothing, whatever its weight."
)


@dataclass(frozen=True)
class Section:
    """A part of the card: facts by name, then a table with a note under it; either may be missing."""

    title: str
    facts: Mapping[str, str] = field(default_factory=dict)
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    note: str = ""


def method_card(
    basis: Basis, build_id: str, suggestions: Suggestions | None = None, spread: pd.DataFrame | None = None
) -> tuple[Section, ...]:
    """Write the card.

    Parameters
    ----------
    basis : what suggestions are made from.
    build_id : of the data.
    suggestions : the list on the page, for what each criterion decided in it; None where there is none.
    spread : from :func:`geo.spread.spread`, with the settings of the page; None where it was not made.
    """
    told = {} if spread is None else spread_words(spread)
    return (
        _overview(build_id),
        _owner(),
        _rationale(),
        _context(),
        _tool(suggestions),
        _data(basis),
        Section("What is not used, and why", NOT_USED),
        *([Section("Spread of the suggestions, with the settings of this page", told)] if told else []),
        Section("Risks, limits and what is done about them", LIMITS),
    )


def _overview(build_id: str) -> Section:
    return Section(
        "Overview",
        {
            "What it is for": "To give a headteacher a few schools to talk to, each with its reasons.",
            "How it works": "A weighted sum of a few criteria, each 0 to 1, with weights that anybody can change. "
            "Nothing is learned from data about people or past choices.",
            "Who decides": "People do. Nothing is decided, allotted or reported by it.",
            "Version of the method": METHOD_VERSION,
            "Build of the data": build_id,
        },
    )


def _owner() -> Section:
    return Section(
        "Owner and responsibility",
        {
            "Who answers for it": "Whoever runs this copy of the map; the foot of the page says how to tell them.",
            "Supplier": "None. Method and code are open, and run on the server of the map alone.",
        },
    )


def _rationale() -> Section:
    rows = tuple(
        (
            preset.label,
            ", ".join(f"{CRITERIA[key].label.lower()} {weight:g}" for key, weight in preset.weights.items()),
            "none" if preset.radius_m is None else f"{preset.radius_m / 1000:g} km",
            _PHASES[preset.phases],
        )
        for preset in PRESETS.values()
    )
    return Section(
        "Description and rationale: purposes and their own settings",
        {
            "Why": "Lists of similar schools that are published elsewhere do not say why a school is in them.",
            "Also considered": "Two published ways, of DfE's benchmarking tool and of Gower, are kept as yardsticks; "
            "the method page has how the lists differ.",
        },
        ("Purpose", "Weights", "Radius", "Phases"),
        rows,
    )


def _context() -> Section:
    return Section(
        "Where it is used",
        {
            "In what": "Before a first conversation. Each suggestion has reasons and a thing to check before calling.",
            "By whom": "Headteachers, governors and advisers. It needs no training; every word is on the page.",
            "How often": "Whenever the page is opened; the same data and settings give the same list.",
            "Who reviews it": "Whoever asks: weights and rules can be changed, and for any school the page says why it "
            "is not in the list.",
            "A wrong figure": "Tell whoever runs the map, at the foot of the page, or the publisher of the figure.",
        },
    )


def _tool(found: Suggestions | None) -> Section:
    columns: tuple[str, ...] = ("Criterion", "What it means")
    rows = [[each.label, each.meaning] for each in CRITERIA.values()]
    if found is not None:
        columns += ("Weight here", "Influence here")
        total = sum(found.weights.values())
        for row, key in zip(rows, CRITERIA, strict=True):
            counts = key in found.weights
            row.append(f"{found.weights[key] / total:.0%}" if counts else "not weighed")
            row.append(f"{found.influence[key]:.0%}" if counts else found.dropped.get(key, "not weighed"))
    return Section(
        "Tool specification",
        {
            "Formula": "Fit = sum of weight times criterion, over the sum of the weights. Equal fits: by URN.",
            "Unknown": "A criterion unknown for the school that asks counts for nobody. Unknown for another school: "
            "ranked at the reference population's median, with the range from the 5th to the 95th percentile. Under "
            f"{LEAST_WEIGHT:.0%} of the weight or {LEAST_GROUPS} of {len(GROUPS)} context groups: listed apart.",
            "Near": f"Halves with the distance to nearest school number {NTH}, as usual in the boroughs of the two.",
            "Steadiness": f"{DRAWS} draws: weights around the chosen ones (Dirichlet, concentration "
            f"{CONCENTRATION:g}), reach of Near times {REACH[0]:g} to {REACH[1]:g}, a year's movement of the ranks.",
            "The other way round": f"Said only as: also in their first {FIRST}.",
            "Next door": f"Every open school within {NEXT_DOOR_M} m, whatever the purpose.",
            "No score": "Special schools, alternative provision, hospital schools and nurseries: a directory instead.",
        },
        columns,
        tuple(tuple(row) for row in rows),
        _INFLUENCE if found is not None else "",
    )


def _data(basis: Basis) -> Section:
    facts = {
        f"Compared with, {family.lower()}": f"{int(basis.scales[family].reference.sum()):,} open state-funded schools "
        "in London with every figure"
        for family in basis.reference
    }
    facts |= {
        group.label: f"{group.meaning} DfE, school census {basis.year or 'not bundled'}." for group in GROUPS.values()
    }
    for (key, family), standing in basis.standings.items():
        focus = FOCI[key]
        years = " and ".join(standing.years) or "no year bundled"
        explained = " and ".join(f"{fit.explained:.0%} of {fit.measure.replace('_', ' ')}" for fit in standing.fits)
        names = ", ".join(GROUPS[name].label for name in focus.covariates)
        facts[f"{focus.label}, {family.lower()}"] = (
            f"{focus.publisher}, {years}, mean of rates; what is left of a regression on {names}, which explains "
            f"{explained}. A gap under {NO_GAP:.0%} points of rank counts as none; under {focus.least_pupils} pupils "
            "it is unknown."
        )
    return Section("Data", facts)

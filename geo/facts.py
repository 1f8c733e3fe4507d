"""What is known of two schools side by side: the facts that reasons are worded from."""

from dataclasses import dataclass
from typing import TypedDict

import numpy as np

from geo.basis import Basis
from geo.fit import Asking, gaps
from geo.focus import FOCI, Focus
from geo.partners import Suggestions
from geo.purposes import CRITERIA, Criterion, Purpose
from geo.similarity import GROUPS

__all__ = ["Facts", "Pair", "Roll", "facts"]


@dataclass(frozen=True)
class Pair:
    """A figure of the asking school and of the other, and how far apart their percentile ranks are (0 to 1)."""

    name: str
    own: float
    theirs: float
    apart: float


@dataclass(frozen=True)
class Roll:
    """Pupils on roll in the first and the last year that have them."""

    first: int
    first_year: str
    last: int
    last_year: str


@dataclass(frozen=True)
class Facts:
    """Everything that a sentence may use; None where it is not known or does not apply.

    Attributes
    ----------
    purpose : decides which reasons come first.
    distance_m : straight line, metres.
    borough, ward : the other's borough if it is another one; the ward if it is the same one.
    ties : names of the ties that both have.
    family, year, alike, groups : the comparison of context, and its groups with both figures.
    focus, years, gap, own_standing, their_standing, rates : the focus, 0 to 1, and the pooled rates of its first
        measure (own, theirs).
    own_ages, their_ages : lowest and highest age.
    faith : the religious character that both have; "none" for schools of no religious character.
    roll : of the other school.
    single_sex : "Girls" or "Boys" where the other is one and the asking school is not of the same.
    unknown : labels of what counts here and is not published of the other.
    """

    purpose: Purpose
    distance_m: float
    borough: str | None = None
    ward: str | None = None
    ties: tuple[str, ...] = ()
    family: str = ""
    year: str | None = None
    alike: float | None = None
    groups: tuple[Pair, ...] = ()
    focus: Focus | None = None
    years: tuple[str, ...] = ()
    gap: float | None = None
    own_standing: float | None = None
    their_standing: float | None = None
    rates: tuple[float, float] | None = None
    own_ages: tuple[int, int] | None = None
    their_ages: tuple[int, int] | None = None
    faith: str | None = None
    roll: Roll | None = None
    single_sex: str | None = None
    unknown: tuple[str, ...] = ()


class _FocusFacts(TypedDict, total=False):
    focus: Focus
    years: tuple[str, ...]
    gap: float
    own_standing: float
    their_standing: float
    rates: tuple[float, float]


def facts(basis: Basis, suggestions: Suggestions, urn: int, tie_names: dict[str, str] | None = None) -> Facts:
    """Gather the facts of one candidate.

    Parameters
    ----------
    basis, suggestions : what the list was made from, and the list.
    urn : a candidate of it.
    tie_names : tie id -> name, from the ``ties`` table; an id without one is left out.

    Raises
    ------
    LookupError
        If the school is no candidate of the list.
    """
    found = suggestions.table[suggestions.table["urn"] == urn]
    if found.empty:
        message = f"URN {urn} is no candidate of URN {suggestions.urn}"
        raise LookupError(message)
    row = found.iloc[0]
    schools = basis.roster
    own, other = schools.position(suggestions.urn), schools.position(urn)
    record = schools.frame.iloc[other]
    ties = tuple(sorted(schools.ties[own] & schools.ties[other]))
    scored = {criterion for criterion in suggestions.weights if row[f"known_{criterion}"]}
    same_ward = schools.ward[own] == schools.ward[other] != ""
    same_faith = schools.faith[own] == schools.faith[other] != ""
    gender = record["gender"] if record["gender"] in {"Girls", "Boys"} else None
    return Facts(
        purpose=suggestions.preset.purpose,
        distance_m=float(row["distance_m"]),
        borough=None if schools.borough[own] == schools.borough[other] else str(record["la_name"]),
        ward=str(record["ward_name"]) if same_ward else None,
        ties=tuple((tie_names or {})[tie] for tie in ties if tie in (tie_names or {})),
        family=str(suggestions.family).lower(),
        year=basis.year,
        alike=float(row["fit_alike"]) if Criterion.ALIKE in scored else None,
        groups=_groups(basis, suggestions, own, other) if Criterion.ALIKE in suggestions.weights else (),
        **_focus(basis, suggestions, own, other),
        own_ages=_ages(basis, own),
        their_ages=_ages(basis, other),
        faith=str(schools.faith[other]) if same_faith else None,
        roll=_roll(basis, other),
        single_sex=gender if gender != schools.frame.iloc[own]["gender"] else None,
        unknown=_unknown(basis, suggestions, own, other, scored),
    )


def _groups(basis: Basis, suggestions: Suggestions, own: int, other: int) -> tuple[Pair, ...]:
    scale = basis.scales[suggestions.family]
    ranks = scale.places[[own, other]] / (2 * max(int(scale.reference.sum()), 1))
    values = scale.values[[own, other]]
    pairs = [
        Pair(name, float(values[0, at]), float(values[1, at]), float(abs(ranks[0, at] - ranks[1, at])))
        for at, name in enumerate(GROUPS)
    ]
    return tuple(pair for pair in pairs if not np.isnan(pair.apart))


def _focus(basis: Basis, suggestions: Suggestions, own: int, other: int) -> _FocusFacts:
    found = basis.standings.get((suggestions.preset.focus, suggestions.family))
    counted = {Criterion.THEY_SHARE, Criterion.YOU_SHARE} & set(suggestions.weights)
    if found is None or not counted:
        return {}
    gap = gaps(basis, Asking(own, suggestions.family), suggestions.preset, np.array([other]))[0]
    if np.isnan(gap):
        return {}
    return {
        "focus": FOCI[suggestions.preset.focus],
        "years": found.years,
        "gap": float(gap),
        "own_standing": float(found.value[own]),
        "their_standing": float(found.value[other]),
        "rates": (float(found.pooled[own, 0]), float(found.pooled[other, 0])),
    }


def _ages(basis: Basis, at: int) -> tuple[int, int] | None:
    low, high = basis.roster.age_low[at], basis.roster.age_high[at]
    return None if np.isnan(low) or np.isnan(high) else (int(low), int(high))


def _roll(basis: Basis, at: int) -> Roll | None:
    known = [(year, int(rolls[at])) for year, rolls in sorted(basis.rolls.items()) if not np.isnan(rolls[at])]
    if len({year for year, _ in known}) < 2:  # noqa: PLR2004  # one year tells no change
        return None
    return Roll(known[0][1], known[0][0], known[-1][1], known[-1][0])


def _unknown(basis: Basis, suggestions: Suggestions, own: int, other: int, scored: set[Criterion]) -> tuple[str, ...]:
    focus = FOCI[suggestions.preset.focus].label.lower()
    called = {Criterion.THEY_SHARE: focus, Criterion.YOU_SHARE: focus}
    labels = [
        called.get(key, CRITERIA[key].label.lower())
        for key in suggestions.weights
        if key not in scored and key != Criterion.ALIKE
    ]
    if Criterion.ALIKE in suggestions.weights:
        places = basis.scales[suggestions.family].places
        labels += [
            group.label
            for at, group in enumerate(GROUPS.values())
            if np.isnan(places[other, at]) and not np.isnan(places[own, at])
        ]
    return tuple(dict.fromkeys(labels))

"""How good the suggestions for London are, beside two published methods and beside simpler ways.

Run ``python -m benchmarks.quality``: under a minute. Samples and blanked figures are drawn from a fixed seed.
"""

import dataclasses
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from benchmarks.suggestions import BUNDLED, CAMDEN, bundled
from geo import store
from geo.baselines import fbit_distance, fbit_set, filled_with_medians, gower
from geo.basis import Basis
from geo.focus import FOCI, standing
from geo.partners import APART, OWN, Suggestions, is_scored, suggest
from geo.purposes import PRESETS, Criterion, Preset, Purpose
from geo.similarity import GROUPS, scale
from geo.steadiness import steadiness
from geo.vocab import PhaseFamily

SEED = 4
#: Schools asked for Learn and Alike alone, for steadiness, and for each share of blanked figures.
SAMPLE, STEADY, BLANKED = 300, 60, 50
BLANKS = (0.1, 0.2, 0.3)
FIRST, MORE = 5, 10

EXPLORE, LEARN = PRESETS[Purpose.EXPLORE], PRESETS[Purpose.LEARN]
ALIKE = dataclasses.replace(EXPLORE, weights={Criterion.ALIKE: 1}, radius_m=None)

Lists = Mapping[int, np.ndarray]


@dataclass(frozen=True)
class Listed:
    """What is kept of one school's suggestions: URNs in order.

    Attributes
    ----------
    own, both : the list of the own borough, and the two lists in one, by score.
    nearest : the same candidates as both, by distance alone.
    apart, tied : those with too little published, and those tied to the school.
    compared : whether enough is known of the school itself to compare its context.
    """

    own: np.ndarray
    both: np.ndarray
    nearest: np.ndarray
    apart: np.ndarray
    tied: np.ndarray
    compared: bool


def listed(found: Suggestions) -> Listed:
    """Keep the orders only: the tables of all London's schools would fill the memory."""
    table = found.table
    urns = table["urn"].to_numpy()
    ranked = (table["list"] != APART).to_numpy()
    score, distance = -np.round(table["score"].to_numpy(), 12), table["distance_m"].to_numpy()
    by_score, by_distance = np.lexsort((urns, score)), np.lexsort((urns, distance))
    return Listed(
        own=urns[(table["list"] == OWN).to_numpy()],
        both=urns[by_score][ranked[by_score] & bool(found.weights)],  # nothing to compare by: no list
        nearest=urns[by_distance][ranked[by_distance]],
        apart=urns[~ranked],
        tied=urns[ranked & table["connected"].to_numpy(dtype=bool)],
        compared=Criterion.ALIKE in found.weights,
    )


def ask(basis: Basis, urns: Iterable[int], preset: Preset) -> dict[int, Listed]:
    """Make the lists of some schools."""
    return {urn: listed(suggest(basis, urn, preset)) for urn in urns}


def both(found: Mapping[int, Listed]) -> dict[int, np.ndarray]:
    """Take the lists without the border."""
    return {urn: one.both for urn, one in found.items()}


def asking(basis: Basis, family: PhaseFamily) -> np.ndarray:
    """URNs of the reference population of one family: London's, without all-through schools."""
    return basis.roster.urn[basis.reference[family]]


def drawn(basis: Basis, count: int, rng: np.random.Generator) -> list[int]:
    """Draw schools of both families, as many of each as London has."""
    urns = np.concatenate([asking(basis, family) for family in basis.reference])
    return sorted(int(urn) for urn in rng.choice(urns, count, replace=False))


def baselines(basis: Basis, measures: pd.DataFrame) -> tuple[dict[int, np.ndarray], dict[int, np.ndarray]]:
    """FBIT's set and Gower's first ten of every school of the reference populations."""
    census = measures[measures["year"] == basis.year].pivot_table(index="urn", columns="measure", values="value")
    census = census.reindex(basis.roster.urn)
    sen = census["sen_support"] + census["ehcp"]
    figures = filled_with_medians(np.column_stack([census["pupils"], census["fsm"], sen])[basis.population])
    every = np.full((len(basis.roster.urn), 3), np.nan)
    every[basis.population] = figures
    fbit, alike = {}, {}
    for family, mask in basis.reference.items():
        figures_here = every[mask]
        urns, london = basis.roster.urn[mask], np.full(mask.sum(), "London")
        context = basis.scales[family].values[mask]  # noqa: PD011  # an array of ours
        for at, urn in enumerate(urns):
            fbit[int(urn)] = urns[fbit_set(fbit_distance(figures_here, at), london, at)]
            similarity = np.nan_to_num(gower(context, at), nan=-1)
            similarity[at] = -2
            alike[int(urn)] = urns[np.argsort(-similarity, kind="stable")[:MORE]]
    return fbit, alike


def overlap(ours: Lists, theirs: Lists, most: int) -> float:
    """Mean share of the first so many that two ways have in common."""
    return float(np.mean([np.isin(ours[urn][:most], theirs[urn][:most]).sum() / most for urn in ours]))


def kilometres(basis: Basis, lists: Lists) -> float:
    """Median distance of the first five, in kilometres in a straight line."""
    schools = basis.roster
    found = []
    for urn, others in lists.items():
        rows = np.searchsorted(schools.urn, others[:FIRST])
        found += list(schools.distance_m(schools.position(urn))[rows])
    return float(np.nanmedian(found)) / 1000


def free_meals(basis: Basis, lists: Lists, family: PhaseFamily) -> tuple[float, float]:
    """Mean of free meals in six years, in %, of the schools in the first five and of those that ask."""
    values = basis.scales[family].values[:, list(GROUPS).index("fsm_ever6")]  # noqa: PD011  # an array of ours
    schools = basis.roster
    chosen = {urn: others for urn, others in lists.items() if schools.family[schools.position(urn)] == str(family)}
    first = np.concatenate([others[:FIRST] for others in chosen.values()])
    rows, asked = np.searchsorted(schools.urn, first), np.searchsorted(schools.urn, list(chosen))
    return float(np.nanmean(values[rows])), float(np.nanmean(values[asked]))


def mutual(lists: Lists) -> float:
    """Share of pairs (a school, one of its first five) in which the first is in the other's first ten too."""
    pairs = [(urn, int(other)) for urn, others in lists.items() for other in others[:FIRST]]
    return float(np.mean([urn in lists[other][:MORE] for urn, other in pairs if other in lists]))


def spread(lists: Lists) -> str:
    """Say in how many first fives schools are."""
    times = Counter(int(other) for others in lists.values() for other in others[:FIRST])
    counts = np.array([times[urn] for urn in lists])
    return f"in nobody's first five {np.mean(counts == 0):.1%}, most often {counts.max()} times"


def with_plain_rates(basis: Basis, measures: pd.DataFrame) -> Basis:
    """Rank plain attendance, not what is left beside schools of similar intake."""
    focus = dataclasses.replace(FOCI["attendance"], covariates=())
    urns, cohort = basis.roster.urn, basis.cohort
    plain = {
        ("attendance", family): standing(focus, measures, urns, basis.scales[family].values, cohort, mask)
        for family, mask in basis.reference.items()
    }
    return dataclasses.replace(basis, standings=plain)


def blanked(basis: Basis, share: float, fill: Callable[[np.ndarray], np.ndarray]) -> Basis:
    """Blank a share of the context figures of London's schools at random, then treat the gaps in one way."""
    rng = np.random.default_rng([SEED, round(100 * share)])
    gone = rng.random(next(iter(basis.scales.values())).places.shape) < share
    scales = {}
    for family, mask in basis.reference.items():
        left = np.where(gone & mask[:, None], np.nan, basis.scales[family].values)
        treated = left.copy()
        treated[mask] = fill(left[mask])
        scales[family] = scale(treated, mask)
    return dataclasses.replace(basis, scales=scales)


FILLS: Mapping[str, Callable[[np.ndarray], np.ndarray]] = {
    "ours (median difference, range, apart)": lambda values: values,
    "medians of the phase": filled_with_medians,
    "zero": lambda values: np.nan_to_num(values, nan=0.0),
}


def report_blanks(basis: Basis, urns: list[int]) -> None:
    """Print how much of the first five stays when figures are blanked; the first five without are the truth."""
    for label, preset in (("Explore", EXPLORE), ("Alike alone", ALIKE)):
        before = {urn: first for urn, first in both(ask(basis, urns, preset)).items() if len(first) >= FIRST}
        for share in BLANKS:
            for way, fill in FILLS.items():
                found = ask(blanked(basis, share, fill), before, preset)
                kept = overlap(both(found), before, FIRST)
                apart = np.mean([np.isin(before[urn][:FIRST], one.apart).mean() for urn, one in found.items()])
                print(
                    f"  {label}, {share:.0%} blanked, {way}: {kept:.0%} kept, {apart:.0%} listed apart, "
                    f"{1 - kept - apart:.0%} neither; {sum(one.compared for one in found.values())} of {len(before)} "
                    "asking schools are compared in context"
                )


def report_partners(basis: Basis, found: Mapping[int, Listed]) -> None:
    """Print how many tied schools are in the first ten though ties count for nothing, beside distance alone."""
    schools = basis.roster
    rows = []
    for urn, one in found.items():
        camden = schools.borough[schools.position(urn)] == CAMDEN
        ours, by_distance = np.isin(one.tied, one.both[:MORE]), np.isin(one.tied, one.nearest[:MORE])
        rows += [(camden, *pair) for pair in zip(ours, by_distance, strict=True)]
    for label, chosen in (("Camden", [row for row in rows if row[0]]), ("London", rows)):
        share = np.array(chosen, dtype=float).reshape(-1, 3).mean(axis=0)
        print(
            f"  {label}: {len(chosen)} directed pairs; in the first ten: ours {share[1]:.0%}, distance {share[2]:.0%}"
        )


def main() -> None:
    """Measure and print."""
    start = time.process_time()
    basis, measures = bundled(), store.read(BUNDLED, "measures")
    rng = np.random.default_rng(SEED)
    everyone = sorted(int(urn) for family in basis.reference for urn in asking(basis, family))
    everyone = [urn for urn in everyone if is_scored(basis, urn)]
    sample = drawn(basis, SAMPLE, rng)
    explore = ask(basis, everyone, EXPLORE)
    learn, alike = ask(basis, sample, LEARN), ask(basis, sample, ALIKE)
    own_lists = {urn: found.own for urn, found in explore.items()}
    both_lists = both(explore)
    fbit, by_gower = baselines(basis, measures)
    some = {
        "Explore, own borough": {urn: own_lists[urn] for urn in sample},
        "Explore, border merged": {urn: both_lists[urn] for urn in sample},
        "Learn, border merged": both(learn),
        "Alike alone, London": both(alike),
        "FBIT": {urn: fbit[urn] for urn in sample},
        "Gower": {urn: by_gower[urn] for urn in sample},
    }
    print(f"{len(everyone):,} schools of London; {SAMPLE} of them for the first table")
    print("Overlap of the first ten with FBIT and with Gower; median distance of the first five")
    for label, lists in some.items():
        shared = [f"{overlap(lists, some[other], MORE):.0%}" for other in ("FBIT", "Gower")]
        print(f"  {label}: {shared[0]}, {shared[1]}; {kilometres(basis, lists):.1f} km")
    print("Mutual and spread, all of London")
    everywhere = {"Explore, own borough": own_lists, "Explore, border merged": both_lists}
    for label, lists in (everywhere | {"FBIT": fbit, "Gower": by_gower}).items():
        print(f"  {label}: mutual {mutual(lists):.0%}; {spread(lists)}")
    steady = [steadiness(basis, suggest(basis, urn, EXPLORE)) for urn in drawn(basis, STEADY, rng)]
    firsts = pd.concat([table[table["list"] == OWN].head(FIRST) for table in steady])
    words = firsts["word"].value_counts(normalize=True)
    print(f"Steadiness, {STEADY} schools, first five of Explore, own borough: mean share {firsts['share'].mean():.0%}")
    print("  " + ", ".join(f"{word} {share:.0%}" for word, share in words.items()))
    print("Free meals in six years, %: suggested (first five), asking")
    plain = ask(with_plain_rates(basis, measures), sample, LEARN)
    some["Learn with plain rates"] = both(plain)
    for label in ("Explore, border merged", "Learn, border merged", "Learn with plain rates", "FBIT", "Gower"):
        pairs = [free_meals(basis, some[label], family) for family in basis.reference]
        print(f"  {label}: " + "; ".join(f"{a:.1f}, {b:.1f}" for a, b in pairs) + " (primary; secondary)")
    print("Context figures blanked: what stays of the first five")
    report_blanks(basis, drawn(basis, BLANKED, rng))
    print("Schools tied by federation, trust or consortium (no weight on it), Explore, border merged")
    report_partners(basis, explore)
    print(f"{time.process_time() - start:.0f} s of the processor")


if __name__ == "__main__":
    main()

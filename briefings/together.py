"""Who could work with whom: suggestions to one school, reasons of two, and a group at a glance."""

from itertools import combinations

import numpy as np
import pandas as pd

from briefings.choices import Choices, Kind, kind_of
from briefings.content import Block, Bullets, Paragraph, Section, Subheading, Table
from briefings.identity import shared_ties
from briefings.material import Material, Subject, joined
from geo import words
from geo.candidates import directory, why_not
from geo.facts import facts
from geo.focus import NO_GAP
from geo.mutual import FIRST
from geo.pairs import alike, alike_words, apart_m, apart_words
from geo.partners import BORDER, OWN, Suggestions, is_scored, position_of, suggest
from geo.purposes import PRESETS, Preset
from geo.reasons import words as reasons
from geo.vocab import PhaseFamily

__all__ = ["section", "suggested", "to_share"]

_FIRST, _FIRST_BORDER, _KINDS = 5, 1, 4
#: Up to so many schools every pair has a row.
_ALL_PAIRS = 4
_NO_SCORE = (
    "Special schools, alternative provision, hospital schools, nurseries and schools that are not open or paid for by "
    "fees get no score: nothing published makes them comparable. The lists are by distance alone."
)


def _preset(choices: Choices) -> Preset:
    return PRESETS[choices.purpose]


def _found(material: Material, urn: int, preset: Preset, other: Subject | None = None) -> Suggestions:
    """Suggestions of a school; an all-through one asks in the family of the school that it is paired with."""
    basis = material.basis
    family = None
    if basis.roster.family[basis.roster.position(urn)] == PhaseFamily.ALL_THROUGH and other is not None:
        primary = other.row["phase_family"] == PhaseFamily.PRIMARY
        family = PhaseFamily.PRIMARY if primary else None
    return suggest(basis, urn, preset, family)


def _rows(found: Suggestions, which: str, most: int) -> list[int]:
    return [int(urn) for urn in found.first(most, which)["urn"]]


def suggested(material: Material, choices: Choices, subject: Subject) -> tuple[int, ...]:
    """URNs of the first suggestions in the order of their numbers; of an unscored school, of its directory."""
    if is_scored(material.basis, subject.urn):
        found = _found(material, subject.urn, _preset(choices))
        return (*_rows(found, OWN, _FIRST), *_rows(found, BORDER, _FIRST_BORDER))
    return tuple(int(urn) for urn in _directory(material, subject)["urn"])


def to_share(material: Material, choices: Choices, found: tuple[Subject, ...]) -> list[tuple[str, bool]]:
    """Find what two schools might share in the focus of the purpose, beside schools of similar intake.

    Returns
    -------
    For one school the first suggestion that might share and the first that it might share with; for two, what each
    would be told of the other: the sentence, with the names, and whether it is the other that might share.
    """
    preset = _preset(choices)
    asked: list[tuple[Subject, Subject | None]]
    if len(found) == 1:
        asked = [(found[0], None)]
    elif kind_of(len(found)) is Kind.PAIR:
        asked = [(found[0], found[1])]
    else:
        return []
    said: dict[bool, str] = {}
    names = dict(zip(material.schools["urn"], material.schools["name"], strict=True))
    for own, other in asked:
        if not is_scored(material.basis, own.urn):
            continue
        listed = _found(material, own.urn, preset, other)
        rows = (
            _rows(listed, OWN, _FIRST) if other is None else [other.urn] * (position_of(listed, other.urn) is not None)
        )
        for urn in rows:
            told = facts(material.basis, listed, urn, material.tie_names)
            if told.focus is None or told.gap is None or abs(told.gap) < NO_GAP:
                continue
            line = next((line for line in reasons(told).lines if line.startswith(told.focus.better)), "")
            if line:
                said.setdefault(told.gap > 0, f"“Here” is {own.name}, “there” {names[urn]}: {line}")
    return [(line, theirs) for theirs, line in said.items()]


def _directory(material: Material, subject: Subject) -> pd.DataFrame:
    rows = directory(material.basis.roster, subject.urn)
    return pd.concat([rows[rows["list"] == which].head(_KINDS) for which in ("own kind", "near")])


def section(material: Material, choices: Choices, found: tuple[Subject, ...]) -> Section:
    """Say what is known of working together, for the purpose chosen."""
    preset = _preset(choices)
    kind = kind_of(len(found))
    if kind is Kind.SCHOOL:
        title = "Who could work with it"
        blocks = _one(material, preset, found[0])
    elif kind is Kind.PAIR:
        title = "Why they might work together"
        blocks = (*_side(material, preset, found[0], found[1]), *_side(material, preset, found[1], found[0]))
    else:
        title = "Near and alike in the group"
        blocks = _group(material, found)
    purpose = Paragraph(f"Purpose: {preset.label}. {preset.words}", small=True)
    used = {f"census:{material.basis.year}"} | {key for key in material.measures["source"].unique() if "absence" in key}
    latest = {key for key in used if key.startswith("census") or _scored_year(material, key)}
    by_purpose = kind is Kind.PAIR or (kind is Kind.SCHOOL and is_scored(material.basis, found[0].urn))
    return Section(title, (purpose, *blocks) if by_purpose else blocks, frozenset(latest))


def _scored_year(material: Material, key: str) -> bool:
    years = {year for each in material.basis.standings.values() for year in each.years}
    return any(year in key for year in years)


def _one(material: Material, preset: Preset, subject: Subject) -> tuple[Block, ...]:
    if not is_scored(material.basis, subject.urn):
        return _unscored(material, subject)
    found = _found(material, subject.urn, preset)
    names = material.tie_names
    by_urn = material.schools.set_index("urn")["name"]
    items = []
    own, border = _rows(found, OWN, _FIRST), _rows(found, BORDER, _FIRST_BORDER)
    for urn in (*own, *border):
        why = reasons(facts(material.basis, found, urn, names))
        items.append(f"{by_urn[urn]} (URN {urn}). {' '.join(why.lines)} {why.check}")
    if not items:
        return (Paragraph("No school fits the rules of this purpose."),)
    numbers = f"Numbers 1 to {len(own)} are of {subject.row['la_name']}" if own else "None is of its own authority"
    over = ", the rest of other authorities, in an order of their own" if border and own else ""
    note = f"{numbers}{over}. In the order of fit by the purpose's weights, not of quality. “Here” is {subject.name}."
    return Bullets(tuple(items), numbered=True), Paragraph(note, small=True)


def _unscored(material: Material, subject: Subject) -> tuple[Block, ...]:
    rows = _directory(material, subject)
    if rows.empty:
        return (Paragraph("No point is known for this school, so no distance can be measured."),)
    names = material.tie_names
    items = []
    for row in rows.to_dict("records"):
        ties = [names[tie] for tie in row["shared_ties"] if tie in names]
        tied = f" Connected: {joined(ties)}." if ties else ""
        away = words.distance(float(row["distance_m"]))
        kind = "of its own kind" if row["list"] == "own kind" else "of another kind"
        items.append(f"{row['name']} (URN {row['urn']}): {row['school_type']}, {kind}, {away}, {row['la_name']}.{tied}")
    return Paragraph(_NO_SCORE), Bullets(tuple(items), numbered=True)


def _side(material: Material, preset: Preset, own: Subject, other: Subject) -> tuple[Block, ...]:
    """Say what one of two schools would be told of the other."""
    head = Subheading(f"Seen from {own.name}")
    basis = material.basis
    if not is_scored(basis, own.urn):
        return head, Paragraph(f"{own.name} gets no list with a score: nothing published makes its kind comparable.")
    found = _found(material, own.urn, preset, other)
    place = position_of(found, other.urn)
    if place is None:
        rule = why_not(basis.roster, own.urn, other.urn, preset, found.family)
        why = rule[1] if rule else "it is no candidate"
        return head, Paragraph(f"For this purpose {other.name} is not in its list because {why}.")
    told = reasons(facts(basis, found, other.urn, material.tie_names))
    which, number = place
    where = "of its own authority" if which == OWN else "over the border"
    listed = []
    if number is not None and number <= FIRST:
        listed = [f"{other.name} is number {number} of its suggestions {where}: by fit, not by quality."]
    return head, Bullets((*told.lines, told.check, *listed))


def _group(material: Material, found: tuple[Subject, ...]) -> tuple[Block, ...]:
    if len(found) <= _ALL_PAIRS:
        rows = [
            (
                f"{one.mark} and {other.mark}",
                apart_words(material.basis, one.urn, other.urn),
                alike_words(material.basis, one.urn, other.urn),
                joined(shared_ties(material, one, other)) or "none in the data",
            )
            for one, other in combinations(found, 2)
        ]
        columns = ("Schools", "Straight line", "Size and intake", "Connected already")
        return (Table("Every pair of the group", columns, tuple(rows), (0.8, 0.8, 2.0, 1.6)),)
    each_one = [_of_group(material, each, [other for other in found if other is not each]) for each in found]
    heads = ("School", "Nearest", "Farthest", "Most alike in size and intake", "Connected with")
    note = "Alike: the share of pairs of London schools of the phase that are less alike. Letters as above."
    return Table("Each school in the group", heads, tuple(each_one), (0.7, 1, 1, 1.8, 1.4)), Paragraph(note, small=True)


def _of_group(material: Material, each: Subject, others: list[Subject]) -> tuple[str, str, str, str, str]:
    apart = {other.mark: apart_m(material.basis, each.urn, other.urn) for other in others}
    known = {mark: metres for mark, metres in apart.items() if not np.isnan(metres)}
    near, far = (min(known, key=known.__getitem__), max(known, key=known.__getitem__)) if known else ("", "")
    shares = {other.mark: alike(material.basis, each.urn, other.urn) for other in others}
    told = {mark: found.share for mark, found in shares.items() if found.share is not None}
    like = max(told, key=told.__getitem__) if told else ""
    tied = [other.mark for other in others if shared_ties(material, each, other)]
    return (
        each.mark,
        f"{near}, {words.distance(known[near])}" if near else "not known",
        f"{far}, {words.distance(known[far])}" if far else "not known",
        f"{like}, more than {min(int(told[like] * 100), 99)}% of pairs" if like else "not compared",
        joined(tied) or "none in the data",
    )

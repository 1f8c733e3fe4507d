"""The coherence view, for leads: which schools have no avenue yet, who is asked by too many, exact mutual ranks.

A planning view: it changes nobody's list, and being without a tie, a case or a place is no judgement of a school.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
from sqlalchemy import select

from geo.basis import Basis
from geo.mutual import place_in_their_list
from geo.partners import BORDER, OWN, is_scored, suggest
from geo.purposes import Preset
from workspace.actions import Action
from workspace.actor import Actor
from workspace.engine import Db
from workspace.models import Case, CaseSchool, Introduction, Partnership
from workspace.policy import WORKSPACE, record, require
from workspace.vocab import CaseRole, Outcome, Stage

__all__ = [
    "MANY",
    "Acting",
    "Coherence",
    "MutualRank",
    "SchoolStanding",
    "coherence",
    "mutual_ranks",
    "standings_table",
]

#: Does something in a transaction of its own, as whoever acts.
Acting = Callable[[Callable[[Db, Actor], None]], None]

#: Asked by so many at once, a school is asked by many, unless the lead chooses another number.
MANY = 3


@dataclass(frozen=True)
class SchoolStanding:
    """A school of the area as the partnership's work stands.

    Attributes
    ----------
    ties : names of the ties and partnerships (confidential ones among them) that it has with another school now.
    cases : open cases that it is in.
    asked : open requests and cases of others that would have it as a partner.
    times : in how many first fives of other schools it is; None where schools of its kind have a directory, no list.
    """

    urn: int
    name: str
    phase_family: str
    ties: tuple[str, ...]
    cases: int
    asked: int
    times: int | None

    @property
    def without(self) -> bool:
        """Whether it has no tie and no case and is in nobody's first five, so far as that can be told."""
        return not self.ties and not self.cases and not self.times


@dataclass(frozen=True)
class Coherence:
    """The view: every open, state-funded school of the boroughs, by name."""

    schools: tuple[SchoolStanding, ...]
    many: int

    @property
    def without(self) -> tuple[SchoolStanding, ...]:
        """Schools that no avenue reaches yet."""
        return tuple(each for each in self.schools if each.without)

    @property
    def asked_by_many(self) -> tuple[SchoolStanding, ...]:
        """Schools that so many ask at once, the most first."""
        asked = [each for each in self.schools if each.asked >= self.many]
        return tuple(sorted(asked, key=lambda each: (-each.asked, each.name, each.urn)))


@dataclass(frozen=True)
class MutualRank:
    """How two schools stand in each other's lists, both from 1.

    Attributes
    ----------
    own_list : the list of the school that asks in which the other stands: own or border.
    place : the other's place in it.
    their_place : the asking school's place in the other's list; None if it is not ranked there.
    """

    urn: int
    name: str
    own_list: str
    place: int
    their_place: int | None


def coherence(
    db: Db,
    actor: Actor,
    basis: Basis,
    spread: pd.DataFrame,
    boroughs: Collection[str],
    ties: pd.DataFrame,
    *,
    many: int = MANY,
) -> Coherence:
    """Make the view for some boroughs.

    Parameters
    ----------
    basis, ties : of the build; ``ties`` is its table as published.
    spread : from :func:`geo.spread.spread` for these boroughs. It is given and not made here: it takes seconds, for
        which a transaction would keep every writer of SQLite waiting.
    boroughs : GSS codes.

    Raises
    ------
    Forbidden
        Only a lead may.
    """
    _open(db, actor)
    times = {int(row.urn): int(row.times) for row in spread.itertuples()}
    schools = basis.roster
    here = np.flatnonzero(np.isin(schools.borough, sorted(boroughs)) & basis.population)
    chosen = schools.frame.iloc[here][["urn", "name", "phase_family"]]
    tied = _tied(db, ties)
    cases, asked = _cases(db)
    standings = [
        SchoolStanding(
            int(urn), str(name), str(family), tied.get(int(urn), ()), cases[int(urn)], asked[int(urn)],
            times.get(int(urn)),
        )
        for urn, name, family in chosen.itertuples(index=False)
    ]  # fmt: skip
    return Coherence(tuple(sorted(standings, key=lambda each: (each.name, each.urn))), many)


def standings_table(view: Coherence) -> pd.DataFrame:
    """Give the view as a table, a school a row, by name; it names partnerships that are not public.

    Returns
    -------
    ``urn``, ``name``, ``phase_family``, ``ties`` (names, joined by semicolons), ``open_cases``, ``asked_by``,
    ``times_in_first_fives`` (blank where schools of its kind have no list), ``no_avenue_yet`` (yes or no).
    """
    rows = [
        (
            one.urn, one.name, one.phase_family, "; ".join(one.ties), one.cases, one.asked, one.times,
            "yes" if one.without else "no",
        )
        for one in view.schools
    ]  # fmt: skip
    names = ["urn", "name", "phase_family", "ties", "open_cases", "asked_by", "times_in_first_fives", "no_avenue_yet"]
    return pd.DataFrame(rows, columns=names).astype({"times_in_first_fives": "Int64"})


def mutual_ranks(act: Acting, basis: Basis, urn: int, preset: Preset, *, most: int = 20) -> list[MutualRank]:
    """List the first schools of a school's two lists with the exact place of the school in theirs.

    Parameters
    ----------
    act : runs a function in a transaction of its own, as the person who asks; the lists are made outside it.

    Raises
    ------
    Forbidden
        Only a lead may: public pages say no more than whether it is among the first ten.
    UnknownSchool, ValueError
        The build has no such school, or it is not scored.
    """
    act(_open)
    found = suggest(basis, urn, preset)
    names = dict(zip(basis.roster.urn, basis.roster.frame["name"], strict=True))
    rows = [row for which in (OWN, BORDER) for row in found.first(most, which).to_dict("records")]
    return [
        MutualRank(
            int(row["urn"]),
            str(names[row["urn"]]),
            str(row["list"]),
            int(row["position"]),
            place_in_their_list(basis, found, int(row["urn"]), for_adviser=True)
            if is_scored(basis, int(row["urn"]))
            else None,
        )
        for row in rows
    ]


def _open(db: Db, actor: Actor) -> None:
    require(db, actor, Action.COHERENCE_READ, WORKSPACE)
    record(db, actor, Action.COHERENCE_READ, WORKSPACE, Outcome.READ)


def _tied(db: Db, ties: pd.DataFrame) -> Mapping[int, tuple[str, ...]]:
    """Name the ties of each school with at least one other, in public data or in the partnership's records."""
    members: dict[tuple[str, str], set[int]] = {}
    for tie_id, name, urn in ties.loc[ties["until"].isna(), ["tie_id", "name", "urn"]].itertuples(index=False):
        members.setdefault((str(tie_id), str(name)), set()).add(int(urn))
    today = db.today()
    for row in db.scalars(select(Partnership)):
        if _holds(row.since, row.until, today):
            key = (row.tie_id or f"partnership:{row.id}", row.name)
            here = {each.urn for each in row.members if _holds(each.since, each.until, today)}
            members.setdefault(key, set()).update(here)
    found: dict[int, set[str]] = {}
    for (_, name), urns in members.items():
        for urn in urns if len(urns) > 1 else ():
            found.setdefault(urn, set()).add(name)
    return {urn: tuple(sorted(names)) for urn, names in found.items()}


def _cases(db: Db) -> tuple[Counter[int], Counter[int]]:
    """Count the open cases of each school, and those in which it is asked, requests that have no case yet added."""
    over = (Stage.CLOSED, Stage.FORMED)
    rows = db.execute(
        select(CaseSchool.urn, CaseSchool.part).join(Case, CaseSchool.case_id == Case.id).where(Case.stage.not_in(over))
    ).all()
    cases = Counter(int(urn) for urn, _ in rows)
    asked = Counter(int(urn) for urn, part in rows if part is not CaseRole.ASKING)
    waiting: Iterable[int | None] = db.scalars(
        select(Introduction.other_urn).where(
            Introduction.withdrawn_at.is_(None),
            Introduction.answered_at.is_(None),
            Introduction.id.not_in(select(Case.introduction_id).where(Case.introduction_id.is_not(None))),
        )
    )
    asked.update(urn for urn in waiting if urn is not None)
    return cases, asked


def _holds(since: date | None, until: date | None, today: date) -> bool:
    return (since is None or since <= today) and (until is None or until >= today)

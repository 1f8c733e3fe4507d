"""Requests for an introduction as those who may read them see them.

A request that was withdrawn is read by who asked, and by nobody else.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select

from workspace import inputs
from workspace.actions import Action
from workspace.actor import Actor
from workspace.engine import Db
from workspace.errors import NotFound
from workspace.models import Introduction, Person
from workspace.policy import WORKSPACE, Subject, allowed, record, require
from workspace.versions import fetch
from workspace.vocab import Kind, Outcome, Role

__all__ = ["Asked", "State", "listed", "mine", "of_school", "read", "shown", "subject_of"]


class State(StrEnum):
    """Where a request stands."""

    WAITING = "waiting for an answer"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Asked:
    """A request as those who may read it see it. A name is empty once that person is erased."""

    number: int
    version: int
    urn: int
    other_urn: int | None
    asked_by: str
    asked_as: Role
    message: str
    cpp_id: int | None
    cpp: str
    ceo: str
    asked_at: datetime
    withdrawn_at: datetime | None
    answered_at: datetime | None
    answered_by: str
    answer: str
    frozen: dict[str, Any] | None
    state: State


def subject_of(asked: Introduction) -> Subject:
    """Describe a request to the policy: it is about the school that asks, not the one that it asks about."""
    party = frozenset() if asked.cpp_id is None else frozenset({asked.cpp_id})
    return Subject(Kind.INTRODUCTION, asked.id, urns=frozenset({asked.urn}), author=asked.asked_by_id, party=party)


def read(db: Db, actor: Actor, introduction_id: int) -> Asked:
    """Read a request; that it was read is in the audit log, unless by who asked.

    Raises
    ------
    Forbidden, NotFound
    """
    asked = fetch(db, Introduction, introduction_id)
    require(db, actor, Action.INTRODUCTION_READ, subject_of(asked))
    if not _for_eyes_of(actor, asked):
        message = "no such introduction"
        raise NotFound(message)
    if asked.asked_by_id != actor.person_id:
        record(db, actor, Action.INTRODUCTION_READ, subject_of(asked), Outcome.READ)
    return shown(db, asked)


def mine(db: Db, actor: Actor) -> Sequence[Asked]:
    """List what a person asked, newest first, wherever they are now.

    Raises
    ------
    Forbidden
        Nobody is signed in.
    """
    require(db, actor, Action.INTRODUCTION_READ, Subject(Kind.INTRODUCTION, author=actor.person_id))
    own = select(Introduction).where(Introduction.asked_by_id == actor.person_id)
    return [shown(db, row) for row in db.scalars(own.order_by(Introduction.asked_at.desc(), Introduction.id.desc()))]


def of_school(db: Db, actor: Actor, urn: int) -> Sequence[Asked]:
    """List what a school asked, newest first: for its head, its advisers and the leads.

    Raises
    ------
    Forbidden
    """
    number = inputs.urn("urn", urn)
    school = Subject(Kind.INTRODUCTION, urns=frozenset({number}))
    require(db, actor, Action.INTRODUCTION_READ, school)
    record(db, actor, Action.INTRODUCTION_READ, school, Outcome.READ)
    rows = select(Introduction).where(Introduction.urn == number)
    return _cut(db, actor, db.scalars(rows.order_by(Introduction.asked_at.desc(), Introduction.id.desc())))


def listed(db: Db, actor: Actor, *, state: State | None = None) -> Sequence[Asked]:
    """List the requests that a lead or an adviser may read; those that wait longest first.

    Raises
    ------
    Forbidden
    """
    require(db, actor, Action.INTRODUCTION_LIST, WORKSPACE)
    record(db, actor, Action.INTRODUCTION_LIST, WORKSPACE, Outcome.READ)
    rows = db.scalars(select(Introduction).order_by(Introduction.asked_at, Introduction.id))
    return [item for item in _cut(db, actor, rows) if state is None or item.state is state]


def _for_eyes_of(actor: Actor, asked: Introduction) -> bool:
    return asked.withdrawn_at is None or asked.asked_by_id == actor.person_id


def _cut(db: Db, actor: Actor, rows: Iterable[Introduction]) -> list[Asked]:
    return [
        shown(db, row)
        for row in rows
        if _for_eyes_of(actor, row) and allowed(actor, Action.INTRODUCTION_READ, subject_of(row))
    ]


def shown(db: Db, asked: Introduction) -> Asked:
    """Make what is shown of a record. For functions of the workspace, which have checked the policy."""
    withdrawn, answered = asked.withdrawn_at is not None, asked.answered_at is not None
    return Asked(
        number=asked.id,
        version=asked.version,
        urn=asked.urn,
        other_urn=asked.other_urn,
        asked_by=_name(db, asked.asked_by_id),
        asked_as=asked.asked_as,
        message=asked.message,
        cpp_id=asked.cpp_id,
        cpp=_name(db, asked.cpp_id),
        ceo=asked.ceo,
        asked_at=asked.asked_at,
        withdrawn_at=asked.withdrawn_at,
        answered_at=asked.answered_at,
        answered_by=_name(db, asked.answered_by_id),
        answer=asked.answer or "",
        frozen=asked.frozen,
        state=State.WITHDRAWN if withdrawn else State.ANSWERED if answered else State.WAITING,
    )


def _name(db: Db, person_id: int | None) -> str:
    return "" if person_id is None else db.get_one(Person, person_id).name

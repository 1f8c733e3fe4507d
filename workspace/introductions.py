"""Ask for an introduction: a head or a governor asks; the school's adviser and the partnership's CEO answer.

Who answers is named before anything is asked (:func:`who_answers`), and kept with the request. It is read by who asked,
the asking school's head, its advisers and the leads, who act for the CEO; the school asked about does not see it.
:mod:`workspace.introduction_lists` has what each of them reads.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from workspace import inputs, rates
from workspace.actions import Action
from workspace.actor import Actor
from workspace.engine import Db
from workspace.errors import BadInput
from workspace.frozen import freeze
from workspace.introduction_lists import Asked, shown, subject_of
from workspace.models import Introduction, Person
from workspace.people import holders
from workspace.policy import Subject, record, require
from workspace.settings import Settings
from workspace.versions import change, fetch
from workspace.vocab import Kind, Role

__all__ = ["Answerers", "answer", "ask", "ceo_of", "who_answers", "withdraw"]

_MOST_A_DAY = 10


@dataclass(frozen=True)
class Answerers:
    """Who answers: the school's advisers (number, name), by name, and the CEO. There may be no adviser."""

    cpps: tuple[tuple[int, str], ...]
    ceo: str


def ceo_of(settings: Settings) -> str:
    """Name the CEO, or the office where no name is set."""
    return settings.ceo or f"the CEO of {settings.partnership}"


def who_answers(db: Db, actor: Actor, urn: int, *, ceo: str) -> Answerers:
    """Tell a head or a governor who will read and answer what they ask.

    Raises
    ------
    Forbidden
        It is not their own school.
    """
    require(db, actor, Action.INTRODUCTION_ASK, _asking(urn))
    return Answerers(tuple((person.id, person.name) for person in holders(db, Role.CPP, urn)), ceo)


def ask(
    db: Db,
    actor: Actor,
    urn: int,
    *,
    message: str,
    ceo: str,
    other_urn: int | None = None,
    cpp_id: int | None = None,
    suggestion: Mapping[str, object] | None = None,
) -> Asked:
    """Ask for an introduction.

    Parameters
    ----------
    urn : int
        The school that asks: the actor is its head or governor.
    message : str
    ceo : str
        As :func:`ceo_of` names them.
    other_urn : int, optional
        The school that it is about; none: to whoever could work with ours.
    cpp_id : int, optional
        One of the school's advisers; none: the first by name, if there is one.
    suggestion : mapping, optional
        What was suggested, as :func:`workspace.frozen.freeze` takes it.

    Raises
    ------
    Forbidden, BadInput, TooMany
    """
    school = inputs.urn("urn", urn)
    require(db, actor, Action.INTRODUCTION_ASK, _asking(school))
    rates.count(db, "introduction", str(actor.person_id), most=_MOST_A_DAY, per=timedelta(days=1))
    other = None if other_urn is None else inputs.urn("other_urn", other_urn)
    if other == school:
        field = "other_urn"
        raise BadInput(field, "this is your own school")
    db.get_one(Person, actor.person_id, with_for_update=True)  # two windows of one person wait for each other
    _not_waiting_already(db, actor, school, other)
    asked = Introduction(
        urn=school,
        other_urn=other,
        asked_by_id=actor.person_id,
        asked_as=Role.HEAD if school in actor.urns(Role.HEAD) else Role.GOVERNOR,
        message=inputs.paragraphs("message", message, most=2000),
        cpp_id=_adviser(db, school, cpp_id),
        ceo=inputs.one_line("ceo", ceo),
        asked_at=db.now(),
        frozen=None if suggestion is None else freeze("suggestion", suggestion),
    )
    db.add(asked)
    db.flush()
    record(db, actor, Action.INTRODUCTION_ASK, subject_of(asked))
    return shown(db, asked)


def withdraw(db: Db, actor: Actor, introduction_id: int) -> None:
    """Take back one's own request, at any time; a case that was opened from it goes on by itself.

    Raises
    ------
    Forbidden, NotFound
    """
    asked = fetch(db, Introduction, introduction_id)
    require(db, actor, Action.INTRODUCTION_WITHDRAW, subject_of(asked))
    db.refresh(asked, with_for_update=True)
    if asked.withdrawn_at is None:
        asked.withdrawn_at = db.now()
        record(db, actor, Action.INTRODUCTION_WITHDRAW, subject_of(asked))
        db.flush()


def answer(db: Db, actor: Actor, introduction_id: int, *, version: int, text: str) -> Asked:
    """Answer a request, or put another answer in its place.

    Raises
    ------
    Forbidden, NotFound, BadInput, Conflict
        BadInput where it was withdrawn.
    """
    asked = fetch(db, Introduction, introduction_id)
    require(db, actor, Action.INTRODUCTION_ANSWER, subject_of(asked))
    if asked.withdrawn_at is not None:
        field = "introduction"
        raise BadInput(field, "this request was withdrawn")
    change(db, asked, version, answer=inputs.paragraphs("answer", text, most=2000))
    asked.answered_at = db.now()
    asked.answered_by_id = actor.person_id
    db.flush()
    record(db, actor, Action.INTRODUCTION_ANSWER, subject_of(asked))
    return shown(db, asked)


def _asking(urn: int) -> Subject:
    return Subject(Kind.INTRODUCTION, urns=frozenset({urn}))


def _adviser(db: Db, urn: int, cpp_id: int | None) -> int | None:
    numbers = [person.id for person in holders(db, Role.CPP, urn)]
    if cpp_id is None:
        return numbers[0] if numbers else None
    if cpp_id not in numbers:
        field = "cpp_id"
        raise BadInput(field, "this is no adviser of the school")
    return cpp_id


def _not_waiting_already(db: Db, actor: Actor, urn: int, other_urn: int | None) -> None:
    about = Introduction.other_urn.is_(None) if other_urn is None else Introduction.other_urn == other_urn
    waiting = select(Introduction.id).where(
        Introduction.asked_by_id == actor.person_id,
        Introduction.urn == urn,
        about,
        Introduction.withdrawn_at.is_(None),
        Introduction.answered_at.is_(None),
    )
    if db.scalar(waiting) is not None:
        field = "other_urn"
        raise BadInput(field, "you have asked this already, and it waits for an answer")

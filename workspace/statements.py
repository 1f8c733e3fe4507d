"""What a school says it can share and looks for: written by its head, public, withdrawn at will.

The pattern of every service of the workspace: describe the record as a Subject, ``require`` before anything is read
or written, clean what was entered, change through ``versions.change``, ``record`` what was done.
"""

from collections.abc import Sequence

from sqlalchemy import select

from workspace import inputs
from workspace.actions import Action
from workspace.actor import Actor
from workspace.engine import Db
from workspace.errors import BadInput
from workspace.models import Statement
from workspace.policy import Subject, record, require
from workspace.versions import change, fetch
from workspace.vocab import Kind, Outcome, StatementKind, StatementTopic

__all__ = ["MOST_CHARACTERS", "history", "mine", "published", "rewrite", "subject_of", "take_down", "withdraw", "write"]

MOST_CHARACTERS = 1000


def subject_of(statement: Statement) -> Subject:
    """Describe a statement to the policy."""
    return Subject(Kind.STATEMENT, statement.id, urns=frozenset({statement.urn}), author=statement.author_id)


def published(db: Db, *urns: int) -> Sequence[Statement]:
    """List what schools say now, newest first; of every school if none is named. It is public: anybody may read it.

    Of what it gives, show the school, kind, topic, text and dates; who wrote it is not public.
    """
    query = (
        select(Statement)
        .where(Statement.withdrawn_at.is_(None), Statement.taken_down_at.is_(None))
        .order_by(Statement.changed_at.desc(), Statement.id)
    )
    return db.scalars(query.where(Statement.urn.in_(urns)) if urns else query).all()


def write(db: Db, actor: Actor, *, urn: int, kind: str, topic: str, text: str) -> Statement:
    """Publish a statement for one's own school.

    Raises
    ------
    Forbidden, BadInput
    """
    school = inputs.urn("urn", urn)
    require(db, actor, Action.STATEMENT_WRITE, Subject(Kind.STATEMENT, urns=frozenset({school})))
    written = Statement(
        urn=school,
        kind=inputs.member("kind", kind, StatementKind),
        topic=inputs.member("topic", topic, StatementTopic),
        text=inputs.paragraphs("text", text, most=MOST_CHARACTERS),
        author_id=actor.person_id,
        written_at=db.now(),
        changed_at=db.now(),
    )
    db.add(written)
    db.flush()
    record(db, actor, Action.STATEMENT_WRITE, subject_of(written))
    return written


def rewrite(db: Db, actor: Actor, statement_id: int, *, version: int, topic: str, text: str) -> Statement:
    """Change a statement that is public now.

    Raises
    ------
    Forbidden, NotFound, BadInput, Conflict
    """
    statement = fetch(db, Statement, statement_id)
    require(db, actor, Action.STATEMENT_WRITE, subject_of(statement))
    _must_be_public(statement)
    change(
        db,
        statement,
        version,
        stamps={"changed_at": db.now()},
        topic=inputs.member("topic", topic, StatementTopic),
        text=inputs.paragraphs("text", text, most=MOST_CHARACTERS),
    )
    record(db, actor, Action.STATEMENT_WRITE, subject_of(statement))
    return statement


def withdraw(db: Db, actor: Actor, statement_id: int, *, version: int) -> Statement:
    """Take back one's own statement, or one's school's; from then on nobody outside the school sees it.

    Raises
    ------
    Forbidden, NotFound, BadInput, Conflict
    """
    statement = fetch(db, Statement, statement_id)
    require(db, actor, Action.STATEMENT_WITHDRAW, subject_of(statement))
    _must_be_public(statement)
    change(db, statement, version, withdrawn_at=db.now())
    record(db, actor, Action.STATEMENT_WITHDRAW, subject_of(statement))
    return statement


def take_down(db: Db, actor: Actor, statement_id: int, *, version: int, reason: str) -> Statement:
    """Take down a school's statement, with a reason that its author reads.

    Raises
    ------
    Forbidden, NotFound, BadInput, Conflict
    """
    statement = fetch(db, Statement, statement_id)
    require(db, actor, Action.STATEMENT_TAKE_DOWN, subject_of(statement))
    _must_be_public(statement)
    change(
        db,
        statement,
        version,
        taken_down_at=db.now(),
        taken_down_by_id=actor.person_id,
        take_down_reason=inputs.paragraphs("reason", reason, most=MOST_CHARACTERS),
    )
    record(db, actor, Action.STATEMENT_TAKE_DOWN, subject_of(statement))
    return statement


def history(db: Db, actor: Actor, urn: int) -> Sequence[Statement]:
    """List all that a school has said, with what was withdrawn or taken down and why, newest first.

    Raises
    ------
    Forbidden
        For the school's head and the leads. An author who is no longer head reads theirs with :func:`mine`.
    """
    whole = Subject(Kind.STATEMENT, urns=frozenset({inputs.urn("urn", urn)}))
    require(db, actor, Action.STATEMENT_HISTORY, whole)
    record(db, actor, Action.STATEMENT_HISTORY, whole, Outcome.READ)
    return db.scalars(
        select(Statement).where(Statement.urn == urn).order_by(Statement.written_at.desc(), Statement.id.desc())
    ).all()


def mine(db: Db, actor: Actor) -> Sequence[Statement]:
    """List what a person has written, wherever they are now, with the reason of what was taken down."""
    require(db, actor, Action.STATEMENT_HISTORY, Subject(Kind.STATEMENT, author=actor.person_id))
    return db.scalars(
        select(Statement).where(Statement.author_id == actor.person_id).order_by(Statement.written_at.desc())
    ).all()


def _must_be_public(statement: Statement) -> None:
    if statement.withdrawn_at is not None or statement.taken_down_at is not None:
        field = "statement"
        raise BadInput(field, "this statement is no longer public; write a new one")

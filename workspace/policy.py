"""The one policy: who may do what to which records.

:data:`POLICY` says for every action and role the relations to a record for which it is allowed; what is absent is
refused. A function of the workspace describes its record as a :class:`Subject` and calls :func:`require` before it
reads or writes anything. Lists are cut with :func:`allowed`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from workspace.actions import Action
from workspace.actor import Actor
from workspace.engine import Db
from workspace.errors import Forbidden
from workspace.models import Audit
from workspace.policy_table import POLICY
from workspace.vocab import Kind, Outcome, Relation, Role

__all__ = ["WORKSPACE", "Subject", "allowed", "permits", "record", "relations", "require"]


@dataclass(frozen=True)
class Subject:
    """What the policy needs to know of a record.

    Attributes
    ----------
    kind, record_id
        Which record, as the audit log names it.
    urns : frozenset of int
        Schools that it is about.
    author : int, optional
        Person who wrote it, or whom it is about (their own data).
    party : frozenset of int
        People named on it: the CPP and the owner of a case, who leads a partnership.
    shared : frozenset of (int, Role)
        Schools that share it, and with which role.
    restricted : bool
        A direct approach: only being named on it counts (and being a lead), not own school, allocation or authorship.
    whole : bool
        No record: the action is on the workspace as a whole.
    """

    kind: Kind
    record_id: int | None = None
    urns: frozenset[int] = frozenset()
    author: int | None = None
    party: frozenset[int] = frozenset()
    shared: frozenset[tuple[int, Role]] = field(default=frozenset())
    restricted: bool = False
    whole: bool = False


#: The workspace as a whole: a list, a board, a scan.
WORKSPACE = Subject(Kind.WORKSPACE, whole=True)


def permits(role: Role, action: Action, relation: Relation) -> bool:
    """Look up the table."""
    return relation in POLICY[action].get(role, frozenset())


def relations(actor: Actor, subject: Subject) -> frozenset[tuple[Role, Relation]]:
    """Tell what a record is to a person, in each of their roles.

    Each role looks at its own schools only: who is head of one school and teaches at another is no head there.
    """
    if subject.whole:
        return frozenset((role, Relation.NONE) for role in actor.roles)
    found: set[tuple[Role, Relation]] = set()
    for role in actor.roles:
        of_role = set(_relations_of(actor, role, subject))
        found |= {(role, relation) for relation in of_role or {Relation.OTHER}}
    return frozenset(found)


def _relations_of(actor: Actor, role: Role, subject: Subject) -> Iterable[Relation]:
    mine = actor.urns(role)
    if actor.person_id is not None and actor.person_id in subject.party:
        yield Relation.PARTY
    if subject.restricted:
        return
    if actor.person_id is not None and actor.person_id == subject.author:
        yield Relation.AUTHOR
    if mine & subject.urns:
        yield Relation.ALLOCATED if role is Role.CPP else Relation.OWN
    if any(urn in mine and with_role is role for urn, with_role in subject.shared):
        yield Relation.SHARED


def allowed(actor: Actor, action: Action, subject: Subject) -> bool:
    """Say whether the policy allows it, without a trace; for lists and for what a page offers."""
    return any(permits(role, action, relation) for role, relation in relations(actor, subject))


def require(db: Db, actor: Actor, action: Action, subject: Subject) -> None:
    """Refuse what the policy does not allow, and leave a row in the audit log, also when the transaction fails.

    Raises
    ------
    Forbidden
        Its message does not say whether the record exists.
    """
    if allowed(actor, action, subject):
        return
    db.refused.append(_row(db, actor, action, subject, Outcome.REFUSED))
    message = f"not allowed: {action}"
    raise Forbidden(message)


def record(db: Db, actor: Actor, action: Action, subject: Subject, outcome: Outcome = Outcome.DONE) -> None:
    """Write into the audit log that something was read or done; in the transaction, so both are kept or neither."""
    db.add(_row(db, actor, action, subject, outcome))


def _row(db: Db, actor: Actor, action: Action, subject: Subject, outcome: Outcome) -> Audit:
    return Audit(
        at=db.now(),
        person_id=actor.person_id,
        roles=",".join(sorted(actor.roles - {Role.VISITOR})),
        action=action,
        kind=subject.kind,
        record_id=subject.record_id,
        outcome=outcome,
    )

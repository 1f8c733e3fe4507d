"""A case as other records name it: only for those who may read it."""

from workspace.actions import Action
from workspace.actor import Actor
from workspace.engine import Db
from workspace.models import Case
from workspace.policy import Subject, allowed
from workspace.vocab import Door, Kind

__all__ = ["case_subject", "readable_case"]


def case_subject(case: Case) -> Subject:
    """Describe a case to the policy: to those who broker it, not to its schools."""
    direct = case.door is Door.DIRECT
    named = (case.cpp_id,) if direct else (case.cpp_id, case.owner_id)
    return Subject(
        Kind.CASE,
        case.id,
        urns=frozenset(each.urn for each in case.schools),
        party=frozenset(each for each in named if each is not None),
        restricted=direct,
    )


def readable_case(db: Db, actor: Actor, case_id: int | None) -> int | None:
    """Give the number of a case to those who may read it, and None to others: that there is one is confidential."""
    case = None if case_id is None else db.get(Case, case_id)
    return case.id if case is not None and allowed(actor, Action.CASE_READ, case_subject(case)) else None

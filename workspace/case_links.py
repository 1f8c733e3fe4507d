"""A case as other records name it: only for those who may read it."""

from sqlalchemy import select

from workspace.actions import Action
from workspace.actor import Actor
from workspace.case_access import subject_of
from workspace.engine import Db
from workspace.models import Case
from workspace.policy import allowed

__all__ = ["case_of_request", "readable_case"]


def readable_case(db: Db, actor: Actor, case_id: int | None) -> int | None:
    """Give the number of a case to those who may read it, and None to others: that there is one is confidential."""
    case = None if case_id is None else db.get(Case, case_id)
    return case.id if case is not None and allowed(actor, Action.CASE_READ, subject_of(case)) else None


def case_of_request(db: Db, actor: Actor, introduction_id: int) -> int | None:
    """Find the case that was opened from a request for an introduction, for those who may read it."""
    return readable_case(db, actor, db.scalar(select(Case.id).where(Case.introduction_id == introduction_id)))

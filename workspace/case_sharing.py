"""The summary of a case for its schools: opened by those who work on it, shared on by each school's head.

See :mod:`workspace.case_access` for who sees it from when.
"""

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from workspace import inputs
from workspace.actions import Action
from workspace.actor import Actor
from workspace.case_access import MOST_ID, load, subject_of, summary_subject
from workspace.case_views import CaseSummary, events_of, names, parts
from workspace.cases import moment_after
from workspace.engine import Db
from workspace.errors import BadInput, NotFound
from workspace.models import Case, CaseSchool, Share
from workspace.policy import Subject, allowed, record, require
from workspace.suggested import thaw
from workspace.versions import change
from workspace.vocab import Door, Kind, Outcome, Role

__all__ = ["SHARED_WITH", "share", "show_to_schools", "stop_sharing", "summaries", "summary"]

#: With whom a head may share.
SHARED_WITH = (Role.GOVERNOR, Role.STAFF)


def show_to_schools(db: Db, actor: Actor, case_id: int, *, version: int, shown: bool) -> int:
    """Open the summary to the schools' heads, or close it again; gives the new version.

    Raises
    ------
    Forbidden, NotFound, Conflict
    BadInput
        It is a direct approach.
    """
    case = load(db, actor, Action.CASE_CHANGE, case_id)
    if shown and case.door is Door.DIRECT:
        field = "shown"
        raise BadInput(field, "a direct approach is not shown to schools")
    change(db, case, version, stamps={"changed_at": moment_after(db, case)}, open_to_schools=bool(shown))
    record(db, actor, Action.CASE_CHANGE, subject_of(case))
    return case.version


def summary(db: Db, actor: Actor, case_id: int) -> CaseSummary:
    """Read the summary of a case.

    Raises
    ------
    Forbidden, NotFound
        For the heads to whom it is shown, with whom they share it, and those who may read the case.
    """
    case, subject = _load(db, actor, Action.CASE_SUMMARY, case_id)
    record(db, actor, Action.CASE_SUMMARY, subject, Outcome.READ)
    return _summary(db, actor, case, subject)


def summaries(db: Db, actor: Actor) -> tuple[CaseSummary, ...]:
    """List the summaries that a person sees as head, governor or staff of their schools, newest first."""
    urns = actor.urns(Role.HEAD, *SHARED_WITH)
    rows = db.scalars(
        select(Case)
        .where(Case.open_to_schools, Case.door != Door.DIRECT, Case.schools.any(CaseSchool.urn.in_(urns)))
        .options(selectinload(Case.schools))
        .order_by(Case.opened_at.desc(), Case.id.desc())
    ).all()
    found = []
    for case in rows:
        subject = summary_subject(db, case)
        view = _summary(db, actor, case, subject)
        if view.own and allowed(actor, Action.CASE_SUMMARY, subject):
            record(db, actor, Action.CASE_SUMMARY, subject, Outcome.READ)
            found.append(view)
    return tuple(found)


def share(db: Db, actor: Actor, case_id: int, *, urn: int | str, role: str) -> None:
    """Share the summary with the governors or the staff of one's own school.

    Raises
    ------
    Forbidden, NotFound, BadInput
    """
    case, school, whom = _sharing(db, actor, case_id, urn, role)
    # The case is locked, so that two clicks make one share.
    if not _current(db, case, school, whom):
        db.add(Share(urn=school, kind=Kind.CASE, record_id=case.id, role=whom, by_id=actor.person_id, since=db.now()))
        db.flush()
    record(db, actor, Action.CASE_SHARE, Subject(Kind.CASE, case.id))


def stop_sharing(db: Db, actor: Actor, case_id: int, *, urn: int | str, role: str) -> None:
    """Share it no longer.

    Raises
    ------
    Forbidden, NotFound, BadInput
    """
    case, school, whom = _sharing(db, actor, case_id, urn, role)
    for row in _current(db, case, school, whom):
        row.revoked_at = db.now()
    db.flush()
    record(db, actor, Action.CASE_SHARE, Subject(Kind.CASE, case.id))


def _load(db: Db, actor: Actor, action: Action, case_id: int) -> tuple[Case, Subject]:
    case = None
    if 0 < case_id <= MOST_ID:
        case = db.get(Case, case_id, options=[selectinload(Case.schools)])
    subject = Subject(Kind.CASE) if case is None else summary_subject(db, case)
    if case is None or not allowed(actor, Action.CASE_READ, subject_of(case)):
        require(db, actor, action, subject)
    if case is None:
        message = "no such case"
        raise NotFound(message)
    return case, subject


def _sharing(db: Db, actor: Actor, case_id: int, urn: int | str, role: str) -> tuple[Case, int, Role]:
    school = inputs.urn("urn", urn)
    whom = inputs.member("role", role, Role)
    case = None
    if 0 < case_id <= MOST_ID:
        case = db.scalar(select(Case).where(Case.id == case_id).options(selectinload(Case.schools)).with_for_update())
    urns = frozenset() if case is None else summary_subject(db, case).urns & {school}
    require(db, actor, Action.CASE_SHARE, Subject(Kind.CASE, None if case is None else case.id, urns=urns))
    if case is None:  # the policy lets nobody as far as here: a head shares what is shown to their school
        message = "no such case"
        raise NotFound(message)
    if whom not in SHARED_WITH:
        field = "role"
        raise BadInput(field, "share it with the governors or the staff")
    return case, school, whom


def _current(db: Db, case: Case, urn: int, role: Role) -> list[Share]:
    return list(
        db.scalars(
            select(Share).where(
                Share.kind == Kind.CASE,
                Share.record_id == case.id,
                Share.urn == urn,
                Share.role == role,
                Share.revoked_at.is_(None),
            )
        )
    )


def _summary(db: Db, actor: Actor, case: Case, subject: Subject) -> CaseSummary:
    headed = subject.urns & actor.urns(Role.HEAD)
    told = {urn for urn, role in subject.shared if urn in actor.urns(role)}
    return CaseSummary(
        case_id=case.id,
        stage=case.stage,
        since=events_of(db, case.id)[-1].at,
        opened_at=case.opened_at,
        schools=parts(case),
        cpp=names(db, [case.cpp_id]).get(case.cpp_id),
        frozen=thaw(case.frozen),
        own=headed | told,
        shares_for=headed,
        shared=frozenset((urn, role) for urn, role in subject.shared if urn in headed),
    )

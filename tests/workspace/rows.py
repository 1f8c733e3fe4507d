"""One synthetic row in every table."""

from datetime import date

from tests.workspace.people import A, B, add_person
from workspace import vocab as v
from workspace.models import (
    AccessRequest,
    Audit,
    Case,
    CaseEvent,
    CaseSchool,
    ConflictCheck,
    Contact,
    Digest,
    Diligence,
    Evidence,
    FormCount,
    Interest,
    Introduction,
    Membership,
    Note,
    NoteVersion,
    Partnership,
    PartnershipMember,
    PersonSession,
    ScanState,
    Share,
    Statement,
    Task,
    Watch,
    WatchItem,
)

DAY = date(2026, 3, 2)


def fill(db):
    """Put a row into every table; gives the person who did it all."""
    now = db.now()

    def put(row):
        db.add(row)
        db.flush()
        return row.id

    person = add_person(db, subject="filler")
    me = person.id
    put(Membership(person_id=me, role=v.Role.LEAD, since=DAY, given_by_id=me))
    put(PersonSession(token_hash="0" * 64, person_id=me, created_at=now, seen_at=now, expires_at=now))
    put(AccessRequest(person_id=me, role=v.Role.HEAD, urn=A, message="synthetic", asked_at=now))
    put(Share(urn=A, kind=v.Kind.CASE, record_id=1, role=v.Role.GOVERNOR, by_id=me, since=now))
    put(Audit(at=now, person_id=me, roles="lead", action="read", kind=v.Kind.CASE, outcome=v.Outcome.READ))
    put(FormCount(key="form:0", starts_at=now, sent=1))
    interest = put(
        Interest(
            person_id=me,
            urn=A,
            roles=["peer reviewer"],
            experience="synthetic",
            offers=["attendance"],
            offers_text="synthetic",
            availability="synthetic",
            consent_for=[str(v.Consent.REGISTER)],
            consent_until=DAY,
            consent_given_at=now,
            written_at=now,
            changed_at=now,
        )
    )
    put(
        Statement(
            urn=A,
            kind=v.StatementKind.SHARE,
            topic=v.StatementTopic.SPACES,
            text="synthetic",
            author_id=me,
            written_at=now,
            changed_at=now,
        )
    )
    asked = put(
        Introduction(urn=A, asked_by_id=me, asked_as=v.Role.HEAD, message="synthetic", ceo="Synthetic", asked_at=now)
    )
    case = put(
        Case(
            title="synthetic",
            door=v.Door.INTRODUCTION,
            stage=v.Stage.EXPLORING,
            cpp_id=me,
            owner_id=me,
            opened_by_id=me,
            opened_at=now,
            changed_at=now,
            introduction_id=asked,
            frozen={"build": "synthetic", "weights": {"near": 4.0}},
        )
    )
    put(CaseSchool(case_id=case, urn=A, part=v.CaseRole.ASKING))
    put(CaseSchool(case_id=case, urn=B, part=v.CaseRole.SUGGESTED))
    put(CaseEvent(case_id=case, at=now, by_id=me, stage_to=v.Stage.EXPLORING))
    put(Task(case_id=case, title="synthetic", owner_id=me, due_on=DAY, created_by_id=me, created_at=now))
    put(Contact(case_id=case, urn=A, name="Synthetic", added_by_id=me))
    put(ConflictCheck(case_id=case, by_id=me, at=now, has_interest=False))
    put(Diligence(case_id=case, item=v.DiligenceItem.FINANCE, answer=v.DiligenceAnswer.NOT_YET, by_id=me, at=now))
    together = put(
        Partnership(
            kind=v.PartnershipKind.HUB,
            name="Synthetic hub",
            public=True,
            purposes=["curriculum"],
            purpose_text="synthetic",
            case_id=case,
            lead_id=me,
            created_by_id=me,
            created_at=now,
            changed_at=now,
        )
    )
    put(PartnershipMember(partnership_id=together, urn=A))
    put(Evidence(partnership_id=together, dated_on=DAY, text="synthetic", by_id=me, at=now))
    note = put(Note(case_id=case, author_id=me, dated_on=DAY, text="synthetic", written_at=now, changed_at=now))
    put(NoteVersion(note_id=note, of_version=1, text="synthetic", dated_on=DAY, replaced_at=now))
    watch = put(Watch(kind=v.WatchKind.SCHOOL, urn=A, why="synthetic", by_id=me, since=now))
    put(
        WatchItem(
            watch_id=watch,
            key=f"{watch}:synthetic",
            kind=v.ItemKind.ROLL,
            urn=A,
            interest_id=interest,
            said="synthetic",
            source="synthetic",
            dated_on=DAY,
            raised_at=now,
        )
    )
    put(ScanState(build_id="synthetic", at=now, facts={}))
    put(Digest(person_id=me, week_of=DAY, made_at=now))
    return person

"""Closed lists of the workspace's words; the value of each is what the store keeps."""

from enum import StrEnum

__all__ = [
    "ASSIGNABLE",
    "SCHOOL_ROLES",
    "CaseRole",
    "CloseReason",
    "Consent",
    "DiligenceAnswer",
    "DiligenceItem",
    "Door",
    "InterestRole",
    "ItemKind",
    "Kind",
    "Offer",
    "Outcome",
    "PartnershipKind",
    "PartnershipPurpose",
    "Relation",
    "Role",
    "Stage",
    "StatementKind",
    "StatementTopic",
    "WatchKind",
]


class Role(StrEnum):
    """What a person is to the partnership. A person may hold several, each for its own schools."""

    HEAD = "head"
    GOVERNOR = "governor"
    STAFF = "staff"
    CPP = "cpp"
    LEAD = "lead"
    ADMIN = "admin"
    #: Everybody, signed in or not; never stored.
    VISITOR = "visitor"
    #: Who runs ``python -m workspace`` beside the store; never stored.
    OPERATOR = "operator"


#: Roles that a membership may give.
ASSIGNABLE = (Role.HEAD, Role.GOVERNOR, Role.STAFF, Role.CPP, Role.LEAD, Role.ADMIN)

#: Roles that are always for one school.
SCHOOL_ROLES = (Role.HEAD, Role.GOVERNOR, Role.STAFF, Role.CPP)


class Relation(StrEnum):
    """What a record is to a person in one of their roles."""

    #: About a school where the person is head, governor or staff.
    OWN = "own school"
    #: About a school allocated to the person as CPP.
    ALLOCATED = "allocated school"
    #: The person is named on the record: the CPP or owner of a case, who leads a partnership.
    PARTY = "party to it"
    #: The person wrote it.
    AUTHOR = "author"
    #: The person's own school shares it with their role.
    SHARED = "shared by own school"
    #: A record, and none of the above.
    OTHER = "other"
    #: No record: the action is on the workspace as a whole.
    NONE = "none"


class Kind(StrEnum):
    """Kinds of record, as the audit log names them: the names of the tables."""

    PERSON = "person"
    MEMBERSHIP = "membership"
    SESSION = "person_session"
    ACCESS_REQUEST = "access_request"
    AUDIT = "audit"
    SHARE = "share"
    INTEREST = "interest"
    STATEMENT = "statement"
    INTRODUCTION = "introduction"
    CASE = "brokering_case"
    TASK = "task"
    NOTE = "note"
    CONTACT = "contact"
    CONFLICT_CHECK = "conflict_check"
    DILIGENCE = "diligence"
    PARTNERSHIP = "partnership"
    EVIDENCE = "evidence"
    WATCH = "watch"
    WATCH_ITEM = "watch_item"
    WORKSPACE = "workspace"


class Outcome(StrEnum):
    """How an action in the audit log ended."""

    READ = "read"
    DONE = "done"
    REFUSED = "refused"


class StatementKind(StrEnum):
    """Which way a school's statement looks."""

    SHARE = "what we can share"
    LOOK_FOR = "what we look for"


class StatementTopic(StrEnum):
    """What a school's statement is about."""

    STRENGTHS = "strengths"
    PROVISION = "provision"
    SPACES = "spaces"
    POSTS = "posts"
    INTERESTS = "interests"


class InterestRole(StrEnum):
    """What a head would take on as a system leader."""

    MENTOR = "mentor to a head"
    EXECUTIVE = "executive head"
    PEER_REVIEWER = "peer reviewer"
    TRUSTEE = "trustee or governor elsewhere"
    HUB_LEAD = "lead of a hub"
    ADVISER = "adviser to another school"


class Offer(StrEnum):
    """What a head offers, from a list; free text stands beside it."""

    CURRICULUM = "curriculum"
    TEACHING = "teaching and learning"
    READING = "reading and phonics"
    MATHEMATICS = "mathematics"
    SEND = "special educational needs and disabilities"
    ATTENDANCE = "attendance"
    BEHAVIOUR = "behaviour and relationships"
    EARLY_YEARS = "early years"
    SIXTH_FORM = "sixth form"
    EAL = "English as an additional language"
    INCLUSION = "inclusion"
    FINANCE = "finance and staffing"
    GOVERNANCE = "governance"
    WORKLOAD = "workload and well-being"


class Consent(StrEnum):
    """What a person agrees to, one by one."""

    REGISTER = "be on the register that the partnership's leads and the school's CPP read"
    CONTACT = "be contacted about a partnership"
    NAMED = "have the area of strength named on a public suggestion"


class Door(StrEnum):
    """How a case came about."""

    SUGGESTION = "suggestion"
    SHORTLIST = "shortlist"
    INTRODUCTION = "introduction asked"
    DIRECT = "direct approach"


class Stage(StrEnum):
    """Where a case stands, in the usual order."""

    REQUESTED = "requested"
    EXPLORING = "exploring"
    INTRODUCED = "introduced"
    SCOPING = "scoping a shared vision"
    AGREEMENT = "agreement drafted"
    FORMED = "partnership formed"
    RESTING = "resting"
    CLOSED = "closed"


class CloseReason(StrEnum):
    """Why a case was closed."""

    FORMED = "partnership formed"
    DECLINED = "a school declined"
    NOT_NOW = "not the right time"
    CONFLICT = "conflict of interest"
    DILIGENCE = "due diligence not met"
    DUPLICATE = "the same as another case"
    OTHER = "other"


class CaseRole(StrEnum):
    """What a school is in a case."""

    ASKING = "asking"
    SUGGESTED = "suggested"
    APPROACHED = "approached"


class DiligenceItem(StrEnum):
    """What is looked at before schools commit themselves."""

    CAPACITY = "capacity and willingness"
    GOVERNORS = "governors consulted"
    FINANCE = "finance"
    EQUALITY = "equality"


class DiligenceAnswer(StrEnum):
    """Where an item of the checklist stands."""

    NOT_YET = "not yet looked at"
    MET = "met"
    CONCERN = "a concern"
    NOT_APPLICABLE = "not applicable"


class PartnershipKind(StrEnum):
    """Kinds of partnership."""

    SOFT = "soft collaboration"
    HUB = "hub"
    SHARED_POST = "shared post"
    FEDERATION = "federation"
    TRUST = "trust"
    SIXTH_FORM = "sixth-form consortium"
    PEER_REVIEW = "peer review"


class PartnershipPurpose(StrEnum):
    """What a partnership is for."""

    CURRICULUM = "curriculum"
    WORKLOAD = "workload"
    TEACHING = "teaching and learning"
    LEADERSHIP = "leadership"
    SEND = "special educational needs and disabilities"
    ATTENDANCE = "attendance"
    TRANSITION = "transition"
    PROVISION = "shared provision"
    POSTS = "shared posts"
    FINANCE = "finance"
    OTHER = "other"


class WatchKind(StrEnum):
    """What is watched."""

    SCHOOL = "school"
    PARTNERSHIP = "partnership"
    AREA = "area"


class ItemKind(StrEnum):
    """What a scan found."""

    INSPECTION = "inspection published"
    ROLL = "head count down"
    ABSENCE = "absence changed"
    STATUS = "status changed"
    URN = "URN changed"
    FEDERATION = "federation changed"
    TRUST = "trust changed"
    REVIEW = "review date near"
    INTEREST = "expression of interest expiring"

"""The records of the store. Text that is confidential has the column type EncryptedText; all else is not."""

from workspace.models.base import Base, UtcDateTime, Versioned
from workspace.models.cases import (
    Case,
    CaseEvent,
    CaseSchool,
    ConflictCheck,
    Contact,
    Diligence,
    Note,
    NoteVersion,
    Task,
)
from workspace.models.offers import Interest, Introduction, Statement
from workspace.models.partnerships import Evidence, Partnership, PartnershipMember
from workspace.models.people import AccessRequest, Audit, FormCount, Membership, Person, PersonSession, Share
from workspace.models.watching import Digest, ScanState, Watch, WatchItem

__all__ = [
    "AccessRequest",
    "Audit",
    "Base",
    "Case",
    "CaseEvent",
    "CaseSchool",
    "ConflictCheck",
    "Contact",
    "Digest",
    "Diligence",
    "Evidence",
    "FormCount",
    "Interest",
    "Introduction",
    "Membership",
    "Note",
    "NoteVersion",
    "Partnership",
    "PartnershipMember",
    "Person",
    "PersonSession",
    "ScanState",
    "Share",
    "Statement",
    "Task",
    "UtcDateTime",
    "Versioned",
    "Watch",
    "WatchItem",
]

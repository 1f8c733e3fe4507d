"""Every read and write that the workspace knows."""

from enum import StrEnum

__all__ = ["Action"]


class Action(StrEnum):
    """An action: its value is what the audit log keeps and what a refusal says."""

    # People and access
    ACCESS_ASK = "ask for access"
    ACCESS_READ = "read requests for access"
    ACCESS_ANSWER = "answer a request for access"
    PEOPLE_READ = "read who has which role"
    PEOPLE_CHANGE = "change people and roles"
    PEOPLE_SIGN_OUT = "sign somebody out everywhere"
    AUDIT_READ = "read the audit log"
    OWN_EXPORT = "export own data"
    OWN_ERASE = "erase own data"
    PERSON_ERASE = "erase a person"
    RETENTION_RUN = "delete what is past its time"

    # What people and schools say of themselves
    INTEREST_LIST = "open the register of interest"
    INTEREST_READ = "read an expression of interest"
    INTEREST_WRITE = "write an expression of interest"
    INTEREST_WITHDRAW = "withdraw an expression of interest"
    INTEREST_REMIND = "note that a reminder was sent"
    INTEREST_NAMED = "read an area of strength named with consent"
    STATEMENT_READ = "read a published statement"
    STATEMENT_WRITE = "write a school's statement"
    STATEMENT_WITHDRAW = "withdraw a school's statement"
    STATEMENT_TAKE_DOWN = "take down a school's statement"
    STATEMENT_HISTORY = "read withdrawn statements and reasons"
    INTRODUCTION_ASK = "ask for an introduction"
    INTRODUCTION_READ = "read a request for an introduction"
    INTRODUCTION_WITHDRAW = "withdraw a request for an introduction"
    INTRODUCTION_ANSWER = "answer a request for an introduction"
    INTRODUCTION_LIST = "list requests for introductions"

    # Brokering
    CASE_BOARD = "open the board of cases"
    CASE_OPEN = "open a case"
    CASE_READ = "read a case"
    CASE_SUMMARY = "read the summary of a case"
    CASE_CHANGE = "change a case"
    CASE_ASSIGN = "name another CPP or owner"
    CASE_SHARE = "share a summary with own governors or staff"
    TASK_CHANGE = "change a task"
    TASK_DONE = "mark a task as done"
    NOTE_WRITE = "write a note"
    NOTE_EDIT = "change a note"
    CONTACT_CHANGE = "change a contact"
    CHECK_CHANGE = "declare an interest or fill in a check"

    # Partnerships
    PARTNERSHIP_LIST = "list partnerships"
    PARTNERSHIP_READ_PUBLIC = "read a public partnership"
    PARTNERSHIP_READ = "read a partnership"
    HUB_READ = "read a hub"
    PARTNERSHIP_ADD = "add a partnership"
    PARTNERSHIP_CHANGE = "change a partnership"
    PARTNERSHIP_SHARE = "share a partnership with own governors or staff"
    PARTNERSHIP_IMPORT = "import partnerships from the ties"
    EVIDENCE_READ = "read the evidence of impact"
    EVIDENCE_CHANGE = "change the evidence of impact"

    # Watching brief
    WATCH_LIST = "open the watching brief"
    WATCH_READ = "read a watch and its items"
    WATCH_CHANGE = "watch, or stop watching"
    WATCH_HANDLE = "note or snooze an item"
    SCAN_RUN = "scan a new build"
    DIGEST_MAKE = "make the digest"
    COHERENCE_READ = "open the coherence view"

    # The store as a whole
    STORE_EXPORT = "export the workspace"
    STORE_IMPORT = "import a workspace"
    STORE_BACKUP = "back up or restore"
    STORE_ROTATE = "rotate the keys"

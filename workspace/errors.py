"""The errors that the workspace raises, each a kind of the builtin that fits.

No message carries confidential text: messages reach logs and screens.
"""

from collections.abc import Mapping
from typing import Any

__all__ = [
    "BadFile",
    "BadInput",
    "BadSetting",
    "Conflict",
    "Forbidden",
    "NotFound",
    "SessionEnded",
    "StoreTooNew",
    "TooMany",
    "WorkspaceError",
    "WrongKey",
]


class WorkspaceError(Exception):
    """Any of them: what a person can be told in one sentence."""


class BadSetting(WorkspaceError, ValueError):
    """A setting of the environment cannot be used; the message names it and never shows its value."""


class BadFile(WorkspaceError, ValueError):
    """A file of a store (an export, a backup) is not what it should be; nothing was taken from it."""


class BadInput(WorkspaceError, ValueError):
    """What a person entered cannot be taken as it is.

    Attributes
    ----------
    field : str
        Name of the field, for the form to point at.
    """

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class Forbidden(WorkspaceError, PermissionError):
    """The policy does not allow this person to do this; the message does not say whether the record exists."""


class NotFound(WorkspaceError, LookupError):
    """There is no such record, or none that the person may know of."""


class Conflict(WorkspaceError, RuntimeError):
    """Somebody else changed the record after this person read it; nothing was written.

    Attributes
    ----------
    kind, record_id
        Which record.
    version : int
        The version that the store has now. Writing again with it means: mine, knowing theirs.
    mine, theirs : dict
        Field -> value, as this person wanted it and as the store has it, for the fields of the attempt.
    """

    def __init__(
        self, kind: str, record_id: int, *, version: int, mine: Mapping[str, Any], theirs: Mapping[str, Any]
    ) -> None:
        super().__init__(f"{kind} {record_id} was changed by somebody else meanwhile")
        self.kind = kind
        self.record_id = record_id
        self.version = version
        self.mine = dict(mine)
        self.theirs = dict(theirs)

    @property
    def differing(self) -> list[str]:
        """Fields in which the two versions differ: what there is to choose."""
        return [field for field, value in self.mine.items() if self.theirs.get(field) != value]


class SessionEnded(WorkspaceError, PermissionError):
    """The session is unknown, over or revoked: sign in again."""


class StoreTooNew(WorkspaceError, RuntimeError):
    """The store was written by a later version of the program: upgrade the program, not the store."""


class TooMany(WorkspaceError, RuntimeError):
    """A form was sent too often in too short a time."""


class WrongKey(WorkspaceError, RuntimeError):
    """Stored text was encrypted with a key that is not among the keys given."""

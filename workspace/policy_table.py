"""The policy as a table: action -> role -> the relations to a record for which it is allowed.

What is absent is refused. The reasons, in short: a head and a governor act for their own school; a CPP for the
schools allocated to them and the cases that name them; a lead for the whole partnership; an admin for people and
access, and never for confidential text. Everybody is also a visitor, who sees what is public and keeps the right
to their own data, whatever roles they have lost.
"""

from collections.abc import Mapping
from types import MappingProxyType

from workspace.actions import Action
from workspace.vocab import Relation, Role

__all__ = ["POLICY"]

_OWN = frozenset({Relation.OWN})
_AUTHOR = frozenset({Relation.AUTHOR})
_SHARED = frozenset({Relation.SHARED})
_MINE = frozenset({Relation.ALLOCATED, Relation.PARTY})
_ALLOCATED = frozenset({Relation.ALLOCATED})
_WHOLE = frozenset({Relation.NONE})
#: Every record, whatever it is to the person.
_ANY = frozenset(Relation) - _WHOLE

_H, _G, _S, _C, _L, _A = Role.HEAD, Role.GOVERNOR, Role.STAFF, Role.CPP, Role.LEAD, Role.ADMIN
_V, _O = Role.VISITOR, Role.OPERATOR

_TABLE: dict[Action, dict[Role, frozenset[Relation]]] = {
    # People and access
    Action.ACCESS_ASK: {_V: _AUTHOR},
    Action.ACCESS_READ: {_A: _WHOLE},
    Action.ACCESS_ANSWER: {_A: _ANY},
    Action.PEOPLE_READ: {_A: _WHOLE, _L: _WHOLE, _O: _WHOLE},
    Action.PEOPLE_CHANGE: {_A: _ANY, _O: _ANY},
    Action.PEOPLE_SIGN_OUT: {_A: _ANY, _O: _ANY, _V: _AUTHOR},
    Action.AUDIT_READ: {_A: _WHOLE},
    Action.OWN_EXPORT: {_V: _AUTHOR},
    Action.OWN_ERASE: {_V: _AUTHOR},
    Action.PERSON_ERASE: {_A: _ANY, _O: _ANY},
    Action.RETENTION_RUN: {_O: _WHOLE},
    # What people and schools say of themselves
    Action.INTEREST_LIST: {_C: _WHOLE, _L: _WHOLE},
    Action.INTEREST_READ: {_V: _AUTHOR, _C: _ALLOCATED, _L: _ANY},
    Action.INTEREST_WRITE: {_H: _OWN},
    Action.INTEREST_WITHDRAW: {_V: _AUTHOR},
    Action.INTEREST_REMIND: {_C: _ALLOCATED, _L: _ANY},
    Action.INTEREST_NAMED: {_V: _ANY},
    Action.STATEMENT_READ: {_V: _ANY},
    Action.STATEMENT_WRITE: {_H: _OWN},
    Action.STATEMENT_WITHDRAW: {_H: _OWN, _V: _AUTHOR},
    Action.STATEMENT_TAKE_DOWN: {_L: _ANY},
    Action.STATEMENT_HISTORY: {_H: _OWN, _V: _AUTHOR, _L: _ANY},
    Action.INTRODUCTION_ASK: {_H: _OWN, _G: _OWN},
    Action.INTRODUCTION_READ: {_V: _AUTHOR, _H: _OWN, _C: _MINE, _L: _ANY},
    Action.INTRODUCTION_WITHDRAW: {_V: _AUTHOR},
    Action.INTRODUCTION_ANSWER: {_C: _MINE, _L: _ANY},
    Action.INTRODUCTION_LIST: {_C: _WHOLE, _L: _WHOLE},
    # Brokering. A case's Subject has the schools' heads only where it is open to them; see workspace.cases.
    Action.CASE_BOARD: {_C: _WHOLE, _L: _WHOLE},
    Action.CASE_OPEN: {_C: _MINE, _L: _ANY},
    Action.CASE_READ: {_C: _MINE, _L: _ANY},
    Action.CASE_SUMMARY: {_H: _OWN, _G: _SHARED, _S: _SHARED, _C: _MINE, _L: _ANY},
    Action.CASE_CHANGE: {_C: _MINE, _L: _ANY},
    Action.CASE_ASSIGN: {_L: _ANY},
    Action.CASE_SHARE: {_H: _OWN},
    Action.TASK_CHANGE: {_C: _MINE, _L: _ANY},
    Action.TASK_DONE: {_C: _MINE, _L: _ANY},
    Action.NOTE_WRITE: {_C: _MINE, _L: _ANY},
    Action.NOTE_EDIT: {_C: _AUTHOR, _L: _AUTHOR},
    Action.CONTACT_CHANGE: {_C: _MINE, _L: _ANY},
    Action.CHECK_CHANGE: {_C: _MINE, _L: _ANY},
    # Partnerships
    Action.PARTNERSHIP_LIST: {_H: _WHOLE, _G: _WHOLE, _S: _WHOLE, _C: _WHOLE, _L: _WHOLE},
    Action.PARTNERSHIP_READ_PUBLIC: {_V: _ANY},
    Action.PARTNERSHIP_READ: {_H: _OWN, _G: _SHARED, _S: _SHARED, _C: _MINE, _L: _ANY},
    Action.HUB_READ: {_H: _OWN, _G: _SHARED, _S: _OWN | _SHARED, _C: _MINE, _L: _ANY},
    Action.PARTNERSHIP_ADD: {_C: _MINE, _L: _ANY},
    Action.PARTNERSHIP_CHANGE: {_C: _MINE, _L: _ANY},
    Action.PARTNERSHIP_SHARE: {_H: _OWN},
    Action.PARTNERSHIP_IMPORT: {_L: _WHOLE, _O: _WHOLE},
    Action.EVIDENCE_READ: {_H: _OWN, _C: _MINE, _L: _ANY},
    Action.EVIDENCE_CHANGE: {_C: _MINE, _L: _ANY},
    # Watching brief
    Action.WATCH_LIST: {_C: _WHOLE, _L: _WHOLE},
    Action.WATCH_READ: {_C: _MINE | _AUTHOR, _L: _ANY},
    Action.WATCH_CHANGE: {_C: _MINE | _AUTHOR, _L: _ANY},
    Action.WATCH_HANDLE: {_C: _MINE | _AUTHOR, _L: _ANY},
    Action.SCAN_RUN: {_O: _WHOLE},
    Action.DIGEST_MAKE: {_C: _WHOLE, _L: _WHOLE, _O: _WHOLE},
    Action.COHERENCE_READ: {_L: _WHOLE},
    # The store as a whole: only beside it, on the command line
    Action.STORE_EXPORT: {_O: _WHOLE},
    Action.STORE_IMPORT: {_O: _WHOLE},
    Action.STORE_BACKUP: {_O: _WHOLE},
    Action.STORE_ROTATE: {_O: _WHOLE},
}

#: The policy.
POLICY: Mapping[Action, Mapping[Role, frozenset[Relation]]] = MappingProxyType(_TABLE)

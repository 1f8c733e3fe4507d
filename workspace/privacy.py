"""Have all of one's own data, as plain JSON. :mod:`workspace.erasure` erases it; why as it is: docs/privacy.md."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Table, and_, or_, select

from workspace import rates
from workspace.actions import Action
from workspace.actor import Actor
from workspace.engine import Db
from workspace.models import Audit, Base, Person
from workspace.personal import DECLARED, SECRET, name_of, named_columns, own_columns
from workspace.policy import Subject, record, require
from workspace.versions import fetch
from workspace.vocab import Kind, Outcome

__all__ = ["NOT_IN_THE_FILE", "export_own"]

#: What a person is told beside their export: it must not become a way to read what they may not.
NOT_IN_THE_FILE = (
    "The text of cases, tasks, notes, contacts, evidence, watches and answers to others, also where you wrote it.",
    "It is about schools and other people. Your part in each is in the file, by kind and number.",
    "What others may have written about you in such records, and who they are.",
    "Ask the partnership's data protection lead: a person looks at what can be given without harm to others.",
    "What your identity provider, the web server and the partnership's backups keep: see the privacy page.",
)


#: Kinds of their own records that others read one by one.
_READ_BY_NUMBER = (Kind.INTEREST, Kind.INTRODUCTION, Kind.STATEMENT, Kind.ACCESS_REQUEST, Kind.MEMBERSHIP)


def export_own(db: Db, actor: Actor) -> dict[str, Any]:
    """Give all that the workspace holds about the person who asks, as plain JSON.

    Returns
    -------
    dict
        ``person``; ``records``: kind -> rows that are theirs, whole; ``named_on``: records that name them, by number;
        ``forms``; ``activity``: their lines of the audit log; ``read_by_others``: when their own records were read
        or changed by others, and in which roles; ``not_in_this_file``.

    Raises
    ------
    Forbidden
        Nobody is signed in.
    """
    subject = Subject(Kind.PERSON, actor.person_id, author=actor.person_id)
    require(db, actor, Action.OWN_EXPORT, subject)
    person = fetch(db, Person, actor.person_id or 0)
    whole = own_columns() + [column for column in named_columns() if name_of(column) in DECLARED]
    records: dict[str, list[dict[str, Any]]] = {}
    for column in whole:
        rows = db.execute(select(column.table).where(column == person.id).order_by(column.table.c.id))
        records[column.table.name] = [_plain(db, column.table, row, person.id) for row in rows]
    table = Base.metadata.tables["person"]
    own_row = db.execute(select(table).where(table.c.id == person.id)).one()
    told = {
        "made_at": db.now().isoformat(),
        "person": _plain(db, table, own_row, person.id),
        "records": records,
        "named_on": _named_on(db, person.id),
        "forms": [
            {"form": form, "since": since.isoformat(), "sent": sent}
            for form, since, sent in rates.sent(db, str(person.id))
        ],
        "activity": _activity(db, person.id),
        "read_by_others": _read_by_others(db, person.id, records),
        "not_in_this_file": list(NOT_IN_THE_FILE),
    }
    record(db, actor, Action.OWN_EXPORT, subject, Outcome.READ)
    return told


def _plain(db: Db, table: Table, row: Row[Any], person_id: int) -> dict[str, Any]:
    """Give a row without secrets, and without the numbers of other people."""
    told: dict[str, Any] = {}
    values = row._mapping  # noqa: SLF001  # public, in spite of its name
    people = {column.name for column in [*own_columns(), *named_columns()] if column.table is table}
    for column in table.columns:
        if name_of(column) in SECRET:
            continue
        value = values[column]
        if column.name in people and value is not None:
            told[column.name] = _whom(db, table, value, person_id)
        else:
            told[column.name] = value.isoformat() if isinstance(value, (date, datetime)) else value
    return told


def _whom(db: Db, table: Table, number: int, person_id: int) -> str:
    if number == person_id:
        return "you"
    # Who answers a request for an introduction was named to the person who asked.
    return db.get_one(Person, number).name if table.name == Kind.INTRODUCTION else "somebody else"


def _named_on(db: Db, person_id: int) -> list[dict[str, Any]]:
    return [
        {"record": column.table.name, "number": number, "as": column.name}
        for column in named_columns()
        for number in db.scalars(select(column.table.c.id).where(column == person_id).order_by(column.table.c.id))
    ]


def _activity(db: Db, person_id: int) -> list[dict[str, Any]]:
    rows = db.scalars(select(Audit).where(Audit.person_id == person_id).order_by(Audit.id))
    return [_line(row) | {"record": str(row.kind), "number": row.record_id} for row in rows]


def _read_by_others(db: Db, person_id: int, records: dict[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    own = [and_(Audit.kind == Kind.PERSON, Audit.record_id == person_id)]
    for kind in _READ_BY_NUMBER:
        numbers = [row["id"] for row in records[kind]]
        own.append(and_(Audit.kind == kind, Audit.record_id.in_(numbers)))
    by_others = or_(Audit.person_id.is_(None), Audit.person_id != person_id)
    query = select(Audit).where(or_(*own), by_others, Audit.outcome != Outcome.REFUSED).order_by(Audit.id)
    return [_line(row) | {"record": str(row.kind), "number": row.record_id} for row in db.scalars(query)]


def _line(row: Audit) -> dict[str, Any]:
    return {"at": row.at.isoformat(), "roles": row.roles, "action": row.action, "outcome": str(row.outcome)}

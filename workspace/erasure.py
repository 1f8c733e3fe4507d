"""Erase a person so that they are gone: their rows, their name in what stays, and the space on the disk.

Which rows and columns, :mod:`workspace.personal` says; why, docs/privacy.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Column, delete, select

from workspace import rates
from workspace.actions import Action
from workspace.actor import Actor
from workspace.engine import Db, Store
from workspace.models import Base, Contact, Membership, Person
from workspace.overwriting import overwrite
from workspace.people import current, keep_an_admin
from workspace.personal import DECLARED, name_of, named_columns, own_columns
from workspace.policy import Subject, allowed, record, require
from workspace.scrubbing import has_namesake, is_theirs, new_version, scrub
from workspace.versions import fetch
from workspace.vocab import Kind

__all__ = ["Erased", "erase", "erase_for_good"]


@dataclass(frozen=True)
class Erased:
    """What an erasure did.

    Attributes
    ----------
    person_id : int
        The number that stays, in the audit log alone.
    deleted : mapping of str to int
        Kind of record -> rows that are gone.
    unnamed : mapping of str to int
        Kind of record -> places where the person's number was taken out of a record that stays.
    scrubbed : int
        Texts of others in which the person's name or address was replaced.
    namesake : bool
        Somebody else in the store has the same name, so that the name was left in texts: a lead has to look.
    overwritten : bool
        Whether the database has also overwritten the space that was freed; if not, run ``python -m workspace tidy``.
    """

    person_id: int
    deleted: Mapping[str, int]
    unnamed: Mapping[str, int]
    scrubbed: int
    namesake: bool
    overwritten: bool = False


def erase(db: Db, actor: Actor, person_id: int) -> Erased:
    """Erase a person: their own account by themselves, anybody's by an admin or on the command line.

    What is theirs is deleted; in records that stay (cases, notes, tasks, partnerships) their number is taken out, and
    their name and address are replaced wherever they stand in a text. The audit log keeps a number that leads nowhere.
    Use :func:`erase_for_good`, which also has the database overwrite what it freed.

    Raises
    ------
    Forbidden, NotFound
    BadInput
        They are the last admin.
    WrongKey
        A text cannot be read, so that nobody can say whether they are named in it; nothing was erased.
    """
    subject = Subject(Kind.PERSON, person_id, author=person_id)
    own = actor.person_id == person_id and allowed(actor, Action.OWN_ERASE, subject)
    action = Action.OWN_ERASE if own else Action.PERSON_ERASE
    require(db, actor, action, subject)
    person = fetch(db, Person, person_id)
    keep_an_admin(db, db.scalars(current(db).where(Membership.person_id == person_id)).all())
    record(db, actor, action, subject)
    db.flush()
    deleted = {column.table.name: _delete(db, column, person_id) for column in own_columns()}
    unnamed: dict[str, int] = {}
    for column in named_columns():
        places = _unname(db, column, person_id)
        unnamed[column.table.name] = unnamed.get(column.table.name, 0) + places
    deleted["contact"] = _delete_contacts(db, person)
    rates.forget(db, str(person_id))
    scrubbed, namesake = scrub(db, person)
    db.expire_all()  # rows went and changed beneath the objects that were loaded
    table = Base.metadata.tables["person"]
    db.execute(delete(table).where(table.c.id == person_id))
    return Erased(person_id, _some(deleted) | {"person": 1}, _some(unnamed), scrubbed, namesake)


def erase_for_good(store: Store, actor: Actor, person_id: int) -> Erased:
    """Erase a person (see :func:`erase`) and have the database overwrite the space that was freed.

    Raises
    ------
    Forbidden, NotFound, BadInput, WrongKey
    """
    with store.transaction() as db:
        done = erase(db, actor, person_id)
    return replace(done, overwritten=overwrite(store))


def _delete(db: Db, column: Column[Any], person_id: int) -> int:
    rows = db.scalars(select(column.table.c.id).where(column == person_id)).all()
    db.execute(delete(column.table).where(column.table.c.id.in_(rows)))
    return len(rows)


def _delete_contacts(db: Db, person: Person) -> int:
    by_name = not has_namesake(db, person)
    contacts = db.execute(select(Contact.id, Contact.name, Contact.email)).all()
    theirs = [row.id for row in contacts if is_theirs((row.name, row.email), person, by_name=by_name)]
    db.execute(delete(Contact).where(Contact.id.in_(theirs)), execution_options={"synchronize_session": False})
    return len(theirs)


def _unname(db: Db, column: Column[Any], person_id: int) -> int:
    rows = db.scalars(select(column.table.c.id).where(column == person_id)).all()
    values: dict[str, Any] = {column.name: None} | dict.fromkeys(DECLARED.get(name_of(column), ()))
    values |= new_version(column.table)
    db.execute(column.table.update().where(column.table.c.id.in_(rows)).values(values))
    return len(rows)


def _some(counts: Mapping[str, int]) -> dict[str, int]:
    return {kind: count for kind, count in counts.items() if count}

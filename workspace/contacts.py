"""With whom a case is talked over: names, posts and ways to reach them. Personal data, so removing really removes."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from workspace import inputs
from workspace.actions import Action
from workspace.actor import Actor
from workspace.case_access import load, load_part
from workspace.engine import Db
from workspace.errors import BadInput
from workspace.models import Case, Contact
from workspace.policy import Subject, record
from workspace.versions import change
from workspace.vocab import Kind, Outcome

__all__ = ["ContactEntry", "ContactView", "add", "edit", "of_case", "remove"]


@dataclass(frozen=True)
class ContactEntry:
    """What a form says of a contact; it is checked when it is added. Only the name is needed."""

    name: str
    urn: int | str | None = None
    post: str = ""
    email: str = ""
    telephone: str = ""


@dataclass(frozen=True)
class ContactView:
    """A contact as pages show it. ``urn`` is a school of the case, or None for somebody elsewhere."""

    contact_id: int
    case_id: int
    version: int
    urn: int | None
    name: str
    post: str | None
    email: str | None
    telephone: str | None


def of_case(db: Db, actor: Actor, case_id: int) -> tuple[ContactView, ...]:
    """List the contacts of a case, in the order in which they were added.

    Raises
    ------
    Forbidden, NotFound
    """
    case = load(db, actor, Action.CASE_READ, case_id)
    record(db, actor, Action.CASE_READ, Subject(Kind.CONTACT), Outcome.READ)
    rows = db.scalars(select(Contact).where(Contact.case_id == case.id).order_by(Contact.id))
    return tuple(_view(row) for row in rows)


def add(db: Db, actor: Actor, case_id: int, entry: ContactEntry) -> ContactView:
    """Add a contact.

    Raises
    ------
    Forbidden, NotFound, BadInput
        The school is none of the case's, for one.
    """
    case = load(db, actor, Action.CONTACT_CHANGE, case_id)
    contact = Contact(case_id=case.id, added_by_id=actor.person_id, **_entered(case, entry))
    db.add(contact)
    db.flush()
    record(db, actor, Action.CONTACT_CHANGE, Subject(Kind.CONTACT, contact.id))
    return _view(contact)


def edit(db: Db, actor: Actor, contact_id: int, entry: ContactEntry, *, version: int) -> ContactView:
    """Change a contact: all its fields, as the form has them.

    Raises
    ------
    Forbidden, NotFound, BadInput, Conflict
    """
    contact, case = load_part(db, actor, Action.CONTACT_CHANGE, Contact, contact_id)
    change(db, contact, version, **_entered(case, entry))
    record(db, actor, Action.CONTACT_CHANGE, Subject(Kind.CONTACT, contact.id))
    return _view(contact)


def remove(db: Db, actor: Actor, contact_id: int, *, version: int) -> None:
    """Remove a contact for good, if it is still as the person saw it.

    Raises
    ------
    Forbidden, NotFound, Conflict
    """
    contact, _ = load_part(db, actor, Action.CONTACT_CHANGE, Contact, contact_id)
    change(db, contact, version)
    db.delete(contact)
    db.flush()
    record(db, actor, Action.CONTACT_CHANGE, Subject(Kind.CONTACT, contact_id))


def _entered(case: Case, entry: ContactEntry) -> dict[str, Any]:
    school = None if entry.urn is None else inputs.urn("urn", entry.urn)
    if school is not None and school not in {row.urn for row in case.schools}:
        field = "urn"
        raise BadInput(field, "this school is not in the case")
    return {
        "urn": school,
        "name": inputs.one_line("name", entry.name),
        "post": inputs.one_line("post", entry.post, empty=True) or None,
        "email": inputs.email("email", entry.email) if entry.email.strip() else None,
        "telephone": inputs.one_line("telephone", entry.telephone, most=40, empty=True) or None,
    }


def _view(row: Contact) -> ContactView:
    return ContactView(row.id, row.case_id, row.version, row.urn, row.name, row.post, row.email, row.telephone)

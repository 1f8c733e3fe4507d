"""``people``: enter people, give and take roles, list them, end their sessions; how the first admin comes in."""

import argparse
from collections.abc import Sequence
from contextlib import closing
from datetime import date

from sqlalchemy import select

from workspace import inputs, people
from workspace.actor import OPERATOR
from workspace.commands.base import Command
from workspace.engine import Db
from workspace.errors import BadInput, NotFound
from workspace.models import Membership, Person
from workspace.opening import open_from
from workspace.sessions import sign_out_everywhere
from workspace.settings import Settings
from workspace.versions import fetch
from workspace.vocab import ASSIGNABLE, Role

__all__ = ["COMMAND"]


def _arguments(parser: argparse.ArgumentParser) -> None:
    acts = parser.add_subparsers(dest="act", required=True)
    invite = acts.add_parser("invite", help="enter somebody before they first sign in")
    invite.add_argument("name")
    invite.add_argument("email", help="as the identity provider knows and verifies it")
    give = acts.add_parser("give-role", help="give a role from today")
    give.add_argument("person", help="number or e-mail address, as `people list` shows")
    give.add_argument("role", choices=[str(role) for role in ASSIGNABLE])
    give.add_argument("--urn", help="the school; for head, governor, staff and cpp")
    give.add_argument("--until", type=date.fromisoformat, metavar="YYYY-MM-DD", help="first day without the role")
    take = acts.add_parser("take-role", help="take a role away at once")
    take.add_argument("membership", type=int, help="number of the role, as `people list` shows")
    acts.add_parser("list", help="list people and the roles they hold now")
    leave = acts.add_parser("sign-out", help="end every session of a person")
    leave.add_argument("person", help="number or e-mail address, as `people list` shows")


def _run(settings: Settings, options: argparse.Namespace) -> Sequence[str]:
    with closing(open_from(settings)) as store, store.transaction() as db:
        match options.act:
            case "invite":
                person = people.invite(db, OPERATOR, name=options.name, email=options.email)
                return [
                    f"person {person.id} is entered; they come in with their first sign-in, and see what roles allow"
                ]
            case "give-role":
                return [_give(db, options)]
            case "take-role":
                people.take_role(db, OPERATOR, options.membership)
                return [f"role {options.membership} is taken away"]
            case "sign-out":
                person = _find(db, options.person)
                sign_out_everywhere(db, OPERATOR, person.id)
                return [f"every session of person {person.id} has ended"]
            case _:
                return [line for person, held in people.everyone(db, OPERATOR) for line in _lines(person, held)]


def _give(db: Db, options: argparse.Namespace) -> str:
    person = _find(db, options.person)
    urn = None if options.urn is None else inputs.urn("urn", options.urn)
    given = people.give_role(db, OPERATOR, person.id, Role(options.role), urn, until=options.until)
    return f"person {person.id} holds {_described(given)}"


def _find(db: Db, named: str) -> Person:
    """Find a person with an open account, by number or address."""
    if named.isascii() and named.isdigit():
        found: Sequence[Person] = [fetch(db, Person, int(named))]
    else:
        found = db.scalars(select(Person).where(Person.email == inputs.email("person", named))).all()
    found = [person for person in found if person.active]
    if not found:
        message = "there is no such person with an open account"
        raise NotFound(message)
    if len(found) > 1:
        field = "person"
        raise BadInput(field, "several people have this address: use the number that `people list` shows")
    return found[0]


def _lines(person: Person, held: Sequence[Membership]) -> list[str]:
    state = "" if person.subject else " (has not signed in yet)"
    roles = [f"    {_described(membership)}" for membership in held] or ["    no role"]
    return [f"person {person.id}: {person.name} <{person.email}>{state}", *roles]


def _described(held: Membership) -> str:
    school = "" if held.urn is None else f" of {held.urn}"
    until = "" if held.until is None else f" until {held.until.isoformat()}"
    return f"role {held.id}: {held.role}{school}{until}"


COMMAND = Command("people", "enter people, give and take roles, end sessions", _run, _arguments)

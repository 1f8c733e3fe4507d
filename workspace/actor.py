"""Who acts: a person with the roles and schools that the store gives them at this moment."""

from dataclasses import dataclass, field

from sqlalchemy import or_, select

from workspace.engine import Db
from workspace.models import Membership, Person
from workspace.vocab import Role

__all__ = ["OPERATOR", "VISITOR", "Actor", "Holding", "actor_of"]


@dataclass(frozen=True, order=True)
class Holding:
    """A role, for a school or (None) for the partnership."""

    role: Role
    urn: int | None = None


@dataclass(frozen=True)
class Actor:
    """A person who reads or writes. Make one with :func:`actor_of` or :func:`workspace.sessions.resolve`."""

    person_id: int | None = None
    name: str = field(default="", repr=False)
    holdings: frozenset[Holding] = frozenset()

    @property
    def roles(self) -> frozenset[Role]:
        """Roles held; everybody is also a visitor."""
        return frozenset(holding.role for holding in self.holdings) | {Role.VISITOR}

    def urns(self, *roles: Role) -> frozenset[int]:
        """Schools for which the person holds one of these roles (of any role, when none is named)."""
        return frozenset(
            holding.urn for holding in self.holdings if holding.urn is not None and (not roles or holding.role in roles)
        )

    def holds(self, role: Role) -> bool:
        """Say whether the person holds a role, for whatever school."""
        return role in self.roles


#: Somebody who has not signed in.
VISITOR = Actor()

#: Who runs the command line beside the store.
OPERATOR = Actor(name="command line", holdings=frozenset({Holding(Role.OPERATOR)}))


def actor_of(db: Db, person: Person) -> Actor:
    """Give a person the roles that they hold now; none if the account is closed."""
    if not person.active:
        return Actor(person.id, person.name)
    today = db.today()
    held = db.execute(
        select(Membership.role, Membership.urn).where(
            Membership.person_id == person.id,
            Membership.since <= today,
            or_(Membership.until.is_(None), Membership.until > today),
            Membership.revoked_at.is_(None),
        )
    )
    return Actor(person.id, person.name, frozenset(Holding(role, urn) for role, urn in held))

"""Synthetic expressions of interest and requests for the tests."""

from dataclasses import replace
from datetime import date

from tests.workspace.people import A
from workspace import interests
from workspace.vocab import Consent, InterestRole, Offer

#: The last day of the consent; the tests' clock stands at 2 March 2026.
UNTIL = date(2026, 9, 1)

DRAFT = interests.Draft(
    roles=[InterestRole.PEER_REVIEWER],
    experience="Synthetic: eight years as a head",
    offers=[Offer.READING, Offer.ATTENDANCE],
    offers_text="Synthetic: phonics in Reception",
    availability="Synthetic: Tuesdays in term",
    consent_for=list(Consent),
    consent_until=UNTIL,
)

#: Synthetic.
SUGGESTION = {
    "build_id": "synthetic-1",
    "method_version": "1",
    "reasons": ["Synthetic: 1.2 km apart."],
    "weights": {"near": 4.0},
}


def draft(**changes):
    return replace(DRAFT, **changes)


def express(store, actor, urn=A, **changes):
    """Write an expression of interest in a transaction of its own."""
    with store.transaction() as db:
        return interests.write(db, actor, urn, draft(**changes))

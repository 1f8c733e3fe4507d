"""Public partnerships in the table of ties: what is added, what stays, what is left out."""

from datetime import date

import pandas as pd

from geo import schema
from geo.explore import explorer_frame
from tests import factories
from workspace.partnership_views import Member, PublicPartnership
from workspace.public_ties import fingerprint, with_partnerships
from workspace.vocab import PartnershipKind

A, B, C = 100_001, 100_002, 100_003
TODAY = date(2026, 3, 2)


def together(*members, number=7, tie_id=None, since=None, until=None, kind=PartnershipKind.PEER_REVIEW):
    each = tuple(member if isinstance(member, Member) else Member(member) for member in members)
    return PublicPartnership(number, kind, "Synthetic", since, until, (), "", None, each, tie_id)


def ties(*rows):
    full = [{"kind": "federation", "name": "F", "certainty": "s", "source": "s", **row} for row in rows]
    return factories._typed("ties", full)


def rows(table):
    return {(tie, urn): "" if pd.isna(until) else str(until.date()) for tie, urn, until in
            table[["tie_id", "urn", "until"]].itertuples(index=False)}  # fmt: skip


def test_members_are_added_as_rows_that_keep_the_contract():
    found = with_partnerships(ties({"tie_id": "f:1", "urn": A}), [together(A, B)], TODAY)
    assert rows(found) == {("f:1", A): "", ("partnership:7", A): "", ("partnership:7", B): ""}
    assert list(found["kind"]) == ["federation", "peer review", "peer review"]
    schema.validate("ties", found)


def test_nothing_to_add_gives_the_table_itself():
    table = ties({"tie_id": "f:1", "urn": A})
    assert with_partnerships(table, [], TODAY) is table
    assert with_partnerships(table, [together(A, tie_id="f:1")], TODAY) is table


def test_rows_of_the_build_stay_and_others_are_added():
    table = ties({"tie_id": "f:1", "urn": A, "until": "2020-01-01"})
    found = with_partnerships(table, [together(A, B, tie_id="f:1")], TODAY)
    assert rows(found) == {("f:1", A): "2020-01-01", ("f:1", B): ""}


def test_days_of_the_partnership_and_of_the_member():
    found = with_partnerships(
        ties(),
        [
            together(A, Member(B, until=date(2026, 3, 1)), Member(C, since=date(2026, 3, 3)), number=1),
            together(A, until=date(2026, 3, 2), number=2),  # its last day
            together(A, since=date(2026, 3, 3), number=3),
            together(Member(A, until=date(2021, 1, 1)), Member(A, since=date(2022, 1, 1)), number=4),
        ],
        TODAY,
    )
    assert rows(found) == {
        ("partnership:1", A): "",
        ("partnership:1", B): "2026-03-01",
        ("partnership:2", A): "",
        ("partnership:4", A): "",
    }


def test_the_explorer_knows_of_them():
    build = {"measures": factories.some_measures(), "inspections": factories.some_inspections()}
    coverage = factories.build_info(build["measures"], {})["coverage"]
    merged = with_partnerships(ties(), [together(A, B)], TODAY)
    frame = explorer_frame(factories.some_schools(), build["measures"], build["inspections"], merged, coverage)
    told = frame.set_index("urn")["tie_ids"]
    assert set(told[A]) == set(told[B]) == {"partnership:7"}
    assert not set(told[C])


def test_a_fingerprint_changes_with_the_rows_and_with_nothing_else():
    one, other = together(A, B, number=1), together(A, C, number=2)
    assert fingerprint([one, other], TODAY) == fingerprint([other, one], TODAY)
    assert fingerprint([one], TODAY) != fingerprint([together(A, C, number=1)], TODAY)
    ending = together(A, B, number=1, until=date(2026, 3, 2))
    assert fingerprint([ending], TODAY) == fingerprint([one], TODAY)
    assert fingerprint([ending], date(2026, 3, 3)) != fingerprint([one], date(2026, 3, 3))

"""Who may do what: the table against a second one written from the issue, and how relations are found."""

import itertools

import pytest
from sqlalchemy import select

from tests.workspace.people import A, B, C, add_actor, cast
from workspace.actions import Action
from workspace.actor import OPERATOR, VISITOR, Actor, Holding
from workspace.errors import Forbidden
from workspace.models import Audit
from workspace.policy import WORKSPACE, Subject, allowed, permits, relations, require
from workspace.policy_table import POLICY
from workspace.vocab import ASSIGNABLE, Kind, Outcome, Relation, Role

#: The policy once more, from the people's side and in a notation of its own, written from the issue and not from the
#: table. One line an action: then the letters of who may, each with the relations for which they may.
#: h head, g governor, s staff, c CPP, l lead, a admin, v anybody, o operator.
#: o own school, a allocated, p party, w wrote it, s shared, * any record, - the workspace as a whole.
EXPECTED = """
ask for access                                   v:w
read requests for access                         a:-
answer a request for access                      a:*
read who has which role                          a:- l:- o:-
change people and roles                          a:* o:*
sign somebody out everywhere                     a:* o:* v:w
read the audit log                               a:-
export own data                                  v:w
erase own data                                   v:w
erase a person                                   a:* o:*
delete what is past its time                     o:-
open the register of interest                    c:- l:-
read an expression of interest                   v:w c:a l:*
write an expression of interest                  h:o
withdraw an expression of interest               v:w
note that a reminder was sent                    c:a l:*
read an area of strength named with consent      v:*
read a published statement                       v:*
write a school's statement                       h:o
withdraw a school's statement                    h:o v:w
take down a school's statement                   l:*
read withdrawn statements and reasons            h:o v:w l:*
ask for an introduction                          h:o g:o
read a request for an introduction               v:w h:o c:ap l:*
withdraw a request for an introduction           v:w
answer a request for an introduction             c:ap l:*
list requests for introductions                  c:- l:-
open the board of cases                          c:- l:-
open a case                                      c:ap l:*
read a case                                      c:ap l:*
read the summary of a case                       h:o g:s s:s c:ap l:*
change a case                                    c:ap l:*
name another CPP or owner                        l:*
share a summary with own governors or staff      h:o
change a task                                    c:ap l:*
mark a task as done                              c:ap l:*
write a note                                     c:ap l:*
change a note                                    c:w l:w
change a contact                                 c:ap l:*
declare an interest or fill in a check           c:ap l:*
list partnerships                                h:- g:- s:- c:- l:-
read a public partnership                        v:*
read a partnership                               h:o g:s s:s c:ap l:*
read a hub                                       h:o g:s s:os c:ap l:*
add a partnership                                c:ap l:*
change a partnership                             c:ap l:*
share a partnership with own governors or staff  h:o
import partnerships from the ties                l:- o:-
read the evidence of impact                      h:o c:ap l:*
change the evidence of impact                    c:ap l:*
open the watching brief                          c:- l:-
read a watch and its items                       c:apw l:*
watch, or stop watching                          c:apw l:*
note or snooze an item                           c:apw l:*
scan a new build                                 o:-
make the digest                                  c:- l:- o:-
open the coherence view                          l:-
export the workspace                             o:-
import a workspace                               o:-
back up or restore                               o:-
rotate the keys                                  o:-
"""

ROLES = dict(zip("hgsclavo", (*Role,), strict=True))
RELATIONS = dict(zip("oapws", (*Relation,), strict=False)) | {"-": Relation.NONE}


def expected():
    """(action, role, relation) -> allowed, for every combination there is."""
    table = dict.fromkeys(itertools.product(map(str, Action), Role, Relation), False)
    for line in EXPECTED.strip().splitlines():
        words = line.split("  ")
        action, grants = words[0], words[-1].split()
        for grant in grants:
            who, what = grant.split(":")
            for relation in (
                [r for r in Relation if r is not Relation.NONE] if what == "*" else map(RELATIONS.get, what)
            ):
                assert (action, ROLES[who], relation) in table, line
                table[action, ROLES[who], relation] = True
    return table


def test_every_action_role_and_relation_is_as_written_out():
    table = expected()
    assert len(table) == len(Action) * 8 * 7
    wrong = [key for key, may in table.items() if permits(key[1], Action(key[0]), key[2]) is not may]
    assert not wrong


def test_every_action_is_in_both_tables():
    assert set(POLICY) == set(Action)
    assert {line.split("  ")[0] for line in EXPECTED.strip().splitlines()} == set(map(str, Action))


def whole(*roles):
    """Actions that these roles have for other people's records or for the workspace as a whole."""
    wide = {Relation.OTHER, Relation.NONE}
    return {action for action in Action for role in roles if POLICY[action].get(role, frozenset()) & wide}


def test_a_governor_and_a_teacher_reach_nothing_of_other_schools_but_the_list_of_partnerships():
    assert whole(Role.HEAD, Role.GOVERNOR, Role.STAFF) == {Action.PARTNERSHIP_LIST}


def test_an_admin_reads_no_confidential_record():
    of_people = {"access", "people", "audit", "person"}
    for action in Action:
        if Role.ADMIN in POLICY[action]:
            assert action.name.split("_")[0].lower() in of_people


def test_a_visitor_sees_what_is_public_and_keeps_their_own():
    assert whole(Role.VISITOR) == {Action.STATEMENT_READ, Action.PARTNERSHIP_READ_PUBLIC, Action.INTEREST_NAMED}


def test_a_role_counts_for_its_own_schools_only():
    """Head of A and teacher at B: no head of B."""
    actor = Actor(1, holdings=frozenset({Holding(Role.HEAD, A), Holding(Role.STAFF, B)}))
    of_b = Subject(Kind.STATEMENT, urns=frozenset({B}))
    assert (Role.STAFF, Relation.OWN) in relations(actor, of_b)
    assert (Role.HEAD, Relation.OTHER) in relations(actor, of_b)
    assert not allowed(actor, Action.STATEMENT_WRITE, of_b)
    assert allowed(actor, Action.STATEMENT_WRITE, Subject(Kind.STATEMENT, urns=frozenset({A})))


def test_a_direct_approach_is_seen_by_leads_and_its_cpp_alone(db):
    people = cast(db)
    cpp, lead = people["cpp"], people["lead"]
    case = Subject(
        Kind.CASE,
        1,
        urns=frozenset({A, B}),
        author=people["other cpp"].person_id,
        party=frozenset({cpp.person_id}),
        shared=frozenset({(A, Role.GOVERNOR), (A, Role.STAFF)}),
        restricted=True,
    )
    for action in Action.CASE_READ, Action.CASE_SUMMARY, Action.CASE_CHANGE, Action.NOTE_WRITE:
        assert {name for name, actor in people.items() if allowed(actor, action, case)} == {"cpp", "lead"}
    assert (Role.LEAD, Relation.OTHER) in relations(lead, case)


def test_what_a_school_shares_is_for_the_role_and_the_school_that_are_named(db):
    people = cast(db)
    elsewhere = add_actor(db, (Role.GOVERNOR, B))
    case = Subject(Kind.CASE, 1, urns=frozenset({A, B}), shared=frozenset({(A, Role.GOVERNOR)}))
    assert allowed(people["governor"], Action.CASE_SUMMARY, case)
    assert not allowed(people["governor"], Action.CASE_READ, case)
    assert not allowed(people["staff"], Action.CASE_SUMMARY, case)
    assert not allowed(elsewhere, Action.CASE_SUMMARY, case)


def test_being_named_counts_in_a_role_that_one_still_holds(db):
    former = add_actor(db)
    case = Subject(Kind.CASE, 1, urns=frozenset({C}), party=frozenset({former.person_id}))
    assert not allowed(former, Action.CASE_READ, case)


def test_somebody_without_a_number_wrote_nothing():
    erased = Subject(Kind.STATEMENT, 1, author=None)
    for actor in VISITOR, OPERATOR:
        assert not allowed(actor, Action.OWN_EXPORT, erased)


def test_the_operator_is_no_role_that_can_be_given():
    assert set(Role) - set(ASSIGNABLE) == {Role.VISITOR, Role.OPERATOR}


@pytest.mark.parametrize("handled", [True, False])
def test_a_refusal_is_in_the_audit_log_however_the_transaction_ends(store, handled):
    with store.transaction() as db:
        governor = add_actor(db, (Role.GOVERNOR, A))

    def attempt():
        with store.transaction() as db:
            try:
                require(db, governor, Action.CASE_BOARD, WORKSPACE)
            except Forbidden:
                if not handled:
                    raise

    if handled:
        attempt()
    else:
        with pytest.raises(Forbidden, match="not allowed: open the board of cases"):
            attempt()
    with store.reading() as db:
        (row,) = db.scalars(select(Audit))
        assert (row.person_id, row.roles, row.action) == (governor.person_id, "governor", "open the board of cases")
        assert (row.kind, row.record_id, row.outcome) == (Kind.WORKSPACE, None, Outcome.REFUSED)


def test_a_refusal_while_only_reading_is_written_too(store):
    with pytest.raises(Forbidden), store.reading() as db:
        require(db, VISITOR, Action.CASE_READ, Subject(Kind.CASE, 7))
    with store.reading() as db:
        assert [(row.person_id, row.record_id) for row in db.scalars(select(Audit))] == [(None, 7)]

"""Partnerships: who reads and changes what, schools that join and leave, what is public and what is shared."""

from datetime import date

import pytest

from tests.workspace.people import A, B, C, add_actor, cast
from tests.workspace.test_statements import may
from workspace import evidence, partnerships
from workspace.actor import VISITOR, Actor
from workspace.errors import BadInput, Conflict, Forbidden, NotFound
from workspace.models import Case, CaseSchool
from workspace.partnership_views import Member, listed, published, read
from workspace.partnerships import Details
from workspace.vocab import CaseRole, Door, Role, Stage

HUB = Details("hub", "Synthetic hub", purposes=["workload", "curriculum"], purpose_text="Synthetic 🎻")
SOFT = Details("soft collaboration", "Synthetic pair", review_on=date(2026, 6, 1))


@pytest.fixture
def everyone(store):
    with store.transaction() as db:
        return cast(db)


def added(store, actor, details=SOFT, members=(A, B), **more):
    with store.transaction() as db:
        return partnerships.add(db, actor, details, members, **more)


def seen(store, everyone, make=read):
    """Who sees more than what is public."""

    def act(db, actor):
        if not make(db, actor).whole:
            raise Forbidden

    return may(act, everyone, store)


def test_who_adds_and_changes(store, everyone):
    assert may(lambda db, who: partnerships.add(db, who, SOFT, [A, B]), everyone, store) == {"cpp", "other cpp", "lead"}
    assert may(lambda db, who: partnerships.add(db, who, SOFT, [A, C]), everyone, store) == {"cpp", "lead"}
    made = added(store, everyone["lead"], members=[A, C])
    changed = may(lambda db, who: partnerships.change(db, who, made.id, HUB, version=1), everyone, store)
    assert changed == {"cpp", "lead"}
    assert may(lambda db, who: partnerships.join(db, who, made.id, B, version=1), everyone, store) == {"cpp", "lead"}


def test_who_reads_the_inside_of_one(store, everyone):
    made = added(store, everyone["lead"])
    inside = seen(store, everyone, lambda db, actor: read(db, actor, made.id))
    assert inside == {"head", "other head", "cpp", "other cpp", "lead"}
    hub = added(store, everyone["lead"], HUB)
    assert seen(store, everyone, lambda db, actor: read(db, actor, hub.id)) == inside | {"staff"}
    with store.transaction() as db:
        partnerships.share(db, everyone["head"], made.id, urn=A, role=Role.GOVERNOR)
        assert read(db, everyone["head"], made.id).shared_with == ((A, Role.GOVERNOR),)
        assert read(db, everyone["other head"], made.id).shared_with == ()
    assert seen(store, everyone, lambda db, actor: read(db, actor, made.id)) == inside | {"governor"}
    with store.transaction() as db:
        partnerships.unshare(db, everyone["head"], made.id, urn=A, role=Role.GOVERNOR)
    assert seen(store, everyone, lambda db, actor: read(db, actor, made.id)) == inside


def test_only_the_schools_own_head_shares_it(store, everyone):
    made = added(store, everyone["lead"])
    act = lambda db, who: partnerships.share(db, who, made.id, urn=A, role=Role.STAFF)  # noqa: E731
    assert may(act, everyone, store) == {"head"}
    with pytest.raises(BadInput), store.transaction() as db:
        partnerships.share(db, everyone["head"], made.id, urn=A, role=Role.CPP)


def test_a_public_one_is_read_by_anybody_and_its_inside_is_not(store, everyone):
    lead = everyone["lead"]
    made = added(
        store, lead, Details("hub", "Open hub", review_on=date(2026, 6, 1), lead_id=lead.person_id, public=True)
    )
    with store.transaction() as db:
        outside = read(db, VISITOR, made.id)
        assert (outside.name, outside.whole, outside.review_on, outside.lead_id, outside.lead_name) == (
            "Open hub", False, None, None, "",
        )  # fmt: skip
        inside = read(db, everyone["head"], made.id)
        assert (inside.whole, inside.review_on, inside.lead_name) == (True, date(2026, 6, 1), "Lead")
        assert not hasattr(published(db)[0], "lead_id")
    added(store, lead, SOFT)
    with store.reading() as db:
        assert [each.name for each in published(db)] == ["Open hub"]
        assert [each.name for each in published(db, C)] == []


def test_a_list_is_cut_to_what_somebody_may_read(store, everyone):
    added(store, everyone["lead"], SOFT, [A, C])
    added(store, everyone["lead"], Details("hub", "Open hub", public=True), [B, C])
    names = {}
    for role, actor in everyone.items():
        with store.transaction() as db:
            try:
                names[role] = {each.name for each in listed(db, actor)}
            except Forbidden:
                names[role] = None
    both, public = {"Synthetic pair", "Open hub"}, {"Open hub"}
    assert names == {
        "head": both,
        "other head": public,
        "governor": public,
        "staff": public,
        "cpp": both,
        "other cpp": public,
        "lead": both,
        "admin": None,
        "no role": None,
        "stranger": None,
    }
    with store.transaction() as db:
        assert [each.name for each in listed(db, everyone["lead"], urn=B)] == ["Open hub"]
        assert [each.name for each in listed(db, everyone["lead"], kind="soft collaboration")] == ["Synthetic pair"]


def test_a_cpp_makes_public_only_what_has_their_schools_alone(store, everyone):
    public = Details("hub", "Open hub", public=True)
    with pytest.raises(Forbidden):
        added(store, everyone["cpp"], public)
    made = added(store, everyone["cpp"])
    with pytest.raises(Forbidden), store.transaction() as db:
        partnerships.change(db, everyone["cpp"], made.id, public, version=1)
    with store.transaction() as db:
        both = add_actor(db, (Role.CPP, A), (Role.CPP, B))
        assert partnerships.change(db, both, made.id, public, version=1).public
    with pytest.raises(Forbidden), store.transaction() as db:
        partnerships.join(db, both, made.id, C, version=2)


def test_who_leaves_no_longer_reads(store, everyone, clock):
    made = added(store, everyone["lead"], members=[A, B, C])
    with store.transaction() as db:
        partnerships.leave(db, everyone["lead"], made.id, B, version=1, until=date(2026, 3, 2))
    assert "other head" in seen(store, everyone, lambda db, who: read(db, who, made.id))  # its last day
    clock.forward(days=1)
    assert "other head" not in seen(store, everyone, lambda db, who: read(db, who, made.id))
    with store.transaction() as db:
        back = partnerships.join(db, everyone["lead"], made.id, B, version=2, since=date(2026, 3, 3))
    assert [each for each in back.members if each.urn == B] == [
        Member(B, None, date(2026, 3, 2)),
        Member(B, date(2026, 3, 3)),
    ]
    assert "other head" in seen(store, everyone, lambda db, who: read(db, who, made.id))


def test_a_public_one_that_is_over_is_public_no_more(store, everyone, clock):
    added(store, everyone["lead"], Details("hub", "Open hub", until=date(2026, 3, 2), public=True))
    with store.reading() as db:
        assert len(published(db)) == 1
    clock.forward(days=1)
    with store.reading() as db:
        assert published(db) == []
        assert len(published(db, ended=True)) == 1


def test_two_who_change_at_once(store, everyone):
    made = added(store, everyone["lead"])
    with store.transaction() as db:
        partnerships.join(db, everyone["cpp"], made.id, C, version=1)
    with pytest.raises(Conflict) as caught, store.transaction() as db:
        partnerships.change(db, everyone["lead"], made.id, HUB, version=1)
    assert (caught.value.mine["name"], caught.value.theirs["name"]) == ("Synthetic hub", "Synthetic pair")
    assert "changed_at" not in caught.value.mine


@pytest.mark.parametrize(
    ("details", "members", "field"),
    [
        (Details("club", "x"), [A, B], "kind"),
        (Details("hub", " "), [A, B], "name"),
        (Details("hub", "x" * 201), [A, B], "name"),
        (Details("hub", "x", purposes=["profit"]), [A, B], "purposes"),
        (Details("hub", "x", since=date(2026, 2, 2), until=date(2026, 2, 1)), [A, B], "until"),
        (Details("hub", "x", lead_urn=C), [A, B], "lead_urn"),
        (Details("hub", "x", lead_id=1), [A, B], "lead_id"),  # the head of A: neither CPP nor lead
        (Details("hub", "x"), [A, A], "members"),
        (Details("hub", "x"), [A, "'; DROP TABLE partnership"], "members"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_its_field(store, everyone, details, members, field):
    with pytest.raises(BadInput) as caught:
        added(store, everyone["lead"], details, members)
    assert caught.value.field == field


def case_of(store, everyone, door, cpp):
    with store.transaction() as db:
        case = Case(
            title="synthetic",
            door=door,
            stage=Stage.AGREEMENT,
            cpp_id=everyone[cpp].person_id,
            opened_at=db.now(),
            changed_at=db.now(),
            frozen={},
        )
        case.schools = [CaseSchool(urn=urn, part=CaseRole.SUGGESTED) for urn in (A, C)]
        db.add(case)
        db.flush()
        return case.id


def test_a_case_forms_a_partnership(store, everyone):
    case = case_of(store, everyone, Door.DIRECT, "other cpp")
    act = lambda db, who: partnerships.add(db, who, SOFT, [A, C], case_id=case)  # noqa: E731
    assert may(act, everyone, store) == {"other cpp", "lead"}  # not the CPP of A: a direct approach
    made = added(store, everyone["other cpp"], members=[A, C], case_id=case)
    assert made.case_id == case
    with store.transaction() as db:
        assert read(db, everyone["lead"], made.id).case_id == case
        assert read(db, everyone["head"], made.id).case_id is None
        assert read(db, everyone["cpp"], made.id).case_id is None


def test_evidence_is_for_the_schools_heads_and_who_looks_after_it(store, everyone):
    made = added(store, everyone["lead"], HUB)
    day = date(2026, 2, 1)
    with store.transaction() as db:
        first = evidence.add(db, everyone["cpp"], made.id, dated_on=day, text="Synthetic: fewer agency days")
    readers = may(lambda db, who: evidence.listed(db, who, made.id), everyone, store)
    assert readers == {"head", "other head", "cpp", "other cpp", "lead"}
    writers = {"cpp", "other cpp", "lead"}
    assert may(lambda db, who: evidence.add(db, who, made.id, dated_on=day, text="x"), everyone, store) == writers
    with store.transaction() as db:
        evidence.rewrite(db, everyone["lead"], first.id, version=1, dated_on=day, text="Synthetic: again")
        (only,) = evidence.listed(db, everyone["head"], made.id)
        assert (only.text, only.by_name, only.version) == ("Synthetic: again", "CPP of A", 2)
        with pytest.raises(Conflict):
            evidence.remove(db, everyone["lead"], first.id, version=1)
        evidence.remove(db, everyone["lead"], first.id, version=2)
        assert evidence.listed(db, everyone["head"], made.id) == []


def test_what_is_not_there(store, everyone):
    with pytest.raises(NotFound), store.transaction() as db:
        read(db, everyone["lead"], 404)
    private = added(store, everyone["lead"])
    with pytest.raises(Forbidden), store.transaction() as db:
        read(db, Actor(), private.id)

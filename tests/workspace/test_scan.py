"""The scan on both databases: what it raises, for whom, once; with the former build from the store or a folder."""

import json
from datetime import date

import pytest
from sqlalchemy import select

from tests.workspace import builds
from tests.workspace.builds import FOLLOWED, STILL, WATCHED
from tests.workspace.people import add_actor, cast
from workspace import partnerships, watch_items, watches
from workspace.actor import OPERATOR
from workspace.build_facts import read_build
from workspace.errors import BadInput, Forbidden
from workspace.models import Interest, ScanState
from workspace.partnerships import Details
from workspace.scan import scan
from workspace.vocab import Consent, ItemKind, Role


@pytest.fixture(scope="module")
def pair(tmp_path_factory):
    folder = tmp_path_factory.mktemp("builds")
    return read_build(builds.first(folder / "a")), read_build(builds.second(folder / "b"))


@pytest.fixture
def people(store):
    with store.transaction() as db:
        return cast(db) | {
            "cpp": add_actor(db, (Role.CPP, WATCHED), (Role.CPP, STILL), name="CPP of both"),
            "head": add_actor(db, (Role.HEAD, WATCHED)),
        }


def watch(store, actor, kind, of, **more):
    with store.transaction() as db:
        return watches.watch(db, actor, kind=kind, of=of, why="Synthetic reason", **more)


def run(store, build, **more):
    with store.transaction() as db:
        return scan(db, OPERATOR, build, **more)


def open_items(store, actor, **more):
    with store.transaction() as db:
        return watch_items.items(db, actor, **more)


def test_the_second_build_raises_what_changed_and_only_once(store, people, pair):
    watch(store, people["cpp"], "school", WATCHED)
    watch(store, people["cpp"], "school", STILL)
    assert run(store, pair[0]).raised == {}
    done = run(store, pair[1])
    assert done.compared_with == builds.FIRST
    assert done.raised == {
        ItemKind.INSPECTION: 1,
        ItemKind.ROLL: 1,
        ItemKind.ABSENCE: 2,
        ItemKind.STATUS: 1,
        ItemKind.FEDERATION: 1,
        ItemKind.TRUST: 1,
    }
    assert run(store, pair[1]).raised == {}
    assert run(store, pair[1], former=pair[0]).raised == {}
    found = open_items(store, people["cpp"])
    assert len(found) == 7
    assert {each.why for each in found} == {"Synthetic reason"}
    assert all(each.source and each.dated_on and each.build_id == builds.SECOND for each in found)
    assert found == open_items(store, people["lead"])
    assert open_items(store, people["other cpp"]) == []


def test_a_folder_stands_in_for_a_first_scan(store, people, pair):
    watch(store, people["cpp"], "school", WATCHED)
    assert run(store, pair[1], former=pair[0]).raised[ItemKind.ROLL] == 1


def test_a_share_of_ones_own(store, people, pair):
    watch(store, people["cpp"], "school", WATCHED, roll_share=0.2)
    watch(store, people["cpp"], "school", STILL, roll_share=0.01)
    run(store, pair[1], former=pair[0])
    assert [each.urn for each in open_items(store, people["cpp"], kind="head count down")] == [STILL]


def test_facts_of_one_build_are_kept_and_go_through_json(store, pair):
    run(store, pair[0])
    run(store, pair[1])
    with store.reading() as db:
        kept = {row.build_id: row.facts for row in db.scalars(select(ScanState))}
    assert kept == {builds.FIRST: {}, builds.SECOND: json.loads(json.dumps(pair[1].facts))}


def test_an_area_and_a_partnership_are_watched_school_by_school(store, people, pair):
    with store.transaction() as db:
        made = partnerships.add(db, people["lead"], Details("hub", "Synthetic"), [WATCHED, STILL])
    own = watch(store, people["lead"], "partnership", made.id)
    area = watch(store, people["other cpp"], "area", "E09000007")
    run(store, pair[1], former=pair[0])
    by_watch = {}
    for each in open_items(store, people["lead"]):
        by_watch.setdefault(each.watch_id, set()).add(each.urn)
    assert by_watch[own.id] == {WATCHED}
    assert by_watch[area.id] == {WATCHED, FOLLOWED, builds.NEW}
    # The watch of an area is its author's; the watch of a partnership, of those who look after its schools.
    assert {each.watch_id for each in open_items(store, people["other cpp"])} == {area.id}
    assert {each.watch_id for each in open_items(store, people["cpp"])} == {own.id}


def test_an_ended_watch_raises_nothing_and_leaves_the_list(store, people, pair):
    one = watch(store, people["cpp"], "school", WATCHED)
    run(store, pair[1], former=pair[0])
    with store.transaction() as db:
        watches.end(db, people["cpp"], one.id, version=1)
    assert open_items(store, people["cpp"]) == []
    assert len(open_items(store, people["cpp"], ended=True)) == 7


def test_reviews_and_interests_that_are_near(store, people, pair, clock):
    with store.transaction() as db:
        partnerships.add(db, people["lead"], Details("hub", "Near", review_on=date(2026, 4, 1)), [WATCHED, STILL])
        partnerships.add(db, people["lead"], Details("hub", "Far", review_on=date(2026, 4, 2)), [WATCHED, STILL])
        for consent in ([Consent.REGISTER], [Consent.CONTACT]):
            db.add(
                Interest(
                    person_id=people["head"].person_id, urn=WATCHED, roles=[], experience="", offers=[],
                    offers_text="", availability="", consent_for=[str(each) for each in consent],
                    consent_until=date(2026, 3, 20), consent_given_at=db.now(), written_at=db.now(),
                    changed_at=db.now(),
                )
            )  # fmt: skip
    assert run(store, pair[0]).raised == {ItemKind.REVIEW: 1, ItemKind.INTEREST: 1}
    assert run(store, pair[0]).raised == {}
    said = {each.said for each in open_items(store, people["cpp"])}
    assert said == {
        "The review of Near is due on 1 April 2026.",
        "An expression of interest in system leadership expires on 20 March 2026.",
    }
    assert open_items(store, people["other cpp"]) == []
    with store.transaction() as db:
        for row in db.scalars(select(Interest)):
            row.withdrawn_at = db.now()
    assert [each.kind for each in open_items(store, people["lead"])] == [ItemKind.REVIEW]
    clock.forward(days=1)
    assert run(store, pair[0]).raised == {ItemKind.REVIEW: 1}


def test_only_the_command_line_scans(store, people, pair):
    for actor in people.values():
        with pytest.raises(Forbidden), store.transaction() as db:
            scan(db, actor, pair[0])
    with pytest.raises(BadInput):
        run(store, pair[0], roll_share=1)

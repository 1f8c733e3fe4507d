"""The watching brief on its page: what is watched, items dealt with, and who sees none of it."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.ui.workspace_play import become, person_of
from ui import workspace_frame, workspace_schools
from workspace import partnerships, watch_items, watches
from workspace.actor import actor_of
from workspace.models import Case, Watch, WatchItem
from workspace.partnerships import Details
from workspace.vocab import ItemKind

PAGE = workspace_frame.WATCHING
WHY = "Synthetic: a <b>new</b> head 🔭"


def press(at, label):
    next(button for button in at.button if button.label == label).click().run()
    assert not at.exception


def texts(at):
    return [text.value for text in at.text]


def kept(store, model):
    with store.reading() as db:
        return db.scalars(select(model).order_by(model.id)).all()


def put(store, part, kind, of):
    with store.transaction() as db:
        return watches.watch(db, actor_of(db, person_of(db, part)), kind=kind, of=of, why=WHY, roll_share=0.07)


@pytest.fixture
def raised(store, urns):
    """An item on a school that the lead watches, as a scan writes it."""
    watch = put(store, "lead", "school", urns[0])
    with store.transaction() as db:
        row = WatchItem(
            watch_id=watch.id,
            key="synthetic",
            kind=ItemKind.STATUS,
            urn=urns[0],
            said="A synthetic change of status",
            source="synthetic register",
            dated_on=date(2026, 2, 1),
            raised_at=db.now(),
        )
        db.add(row)
        db.flush()
        return row.id


def test_a_cpp_watches_a_school_of_their_own(play, store, urns):
    at = play("cpp", PAGE)
    assert [int(label.rsplit(" ", 1)[1]) for label in at.selectbox(key="watch-school").options] == urns[:2]
    at.selectbox(key="watch-school").set_value(urns[1]).run()
    at.text_area(key="watch-why").input(WHY)
    at.number_input(key="watch-share").set_value(8)
    press(at, "Watch")
    [row] = kept(store, Watch)
    assert (row.urn, row.why, row.roll_share) == (urns[1], WHY, 0.08)
    assert WHY in texts(at)


def test_a_partnership_and_a_borough_are_watched(play, store, urns):
    with store.transaction() as db:
        lead = actor_of(db, person_of(db, "lead"))
        made = partnerships.add(db, lead, Details("hub", "Synthetic hub"), urns[:2])
    at = play("lead", PAGE)
    at.radio(key="watch-kind").set_value("partnership").run()
    at.selectbox(key="watch-partnership").set_value(made.id).run()
    at.text_area(key="watch-why").input(WHY)
    press(at, "Watch")
    at.radio(key="watch-kind").set_value("area").run()
    area = at.selectbox(key="watch-area")
    area.select_index(0).run()
    at.text_area(key="watch-why").input(WHY)
    press(at, "Watch")
    first, second = kept(store, Watch)
    assert first.partnership_id == made.id
    assert second.area_code.startswith("E09")


def test_the_same_twice_is_refused_in_words(play, store, urns):
    put(store, "cpp", "school", urns[0])
    at = play("cpp", PAGE)
    at.selectbox(key="watch-school").set_value(urns[0]).run()
    at.text_area(key="watch-why").input(WHY)
    press(at, "Watch")
    assert "you watch this already" in "".join(said.value for said in at.error)
    assert len(kept(store, Watch)) == 1


def test_an_item_has_source_date_and_reason_and_is_noted_and_opened_again(play, raised, store, words_of):
    at = play("cpp", PAGE)
    said = words_of(at).replace("\\", "")
    assert "A synthetic change of status" in said
    assert "1 February 2026. Source: synthetic register." in said
    at.text_area(key=f"note-{raised}-text").input("Synthetic: <i>called</i> the school")
    press(at, "Save the note")
    assert "Nothing here." in words_of(at)
    at.button_group(key="items-state").set_value(watch_items.ItemState.NOTED).run()
    assert "Noted by Synthetic CPP" in words_of(at)
    assert "Synthetic: <i>called</i> the school" in texts(at)
    at.button(key=f"wake-{raised}").click().run()
    assert not at.exception
    [row] = kept(store, WatchItem)
    assert (row.noted_at, row.note) == (None, None)


def test_an_item_is_snoozed_and_turned_into_a_case(play, raised, store, urns, words_of):
    at = play("cpp", PAGE)
    at.button(key=f"snooze-{raised}").click().run()
    assert not at.exception
    [row] = kept(store, WatchItem)
    assert row.snoozed_until is not None
    at.button_group(key="items-state").set_value(watch_items.ItemState.SNOOZED).run()
    assert "Put aside until" in words_of(at)
    at.button(key=f"wake-{raised}").click().run()
    at.button_group(key="items-state").set_value(watch_items.ItemState.OPEN).run()
    at.button(key=f"item-case-{raised}").click().run()
    assert not at.exception
    [case] = kept(store, Case)
    assert case.title == f"Status changed: {workspace_schools.name(urns[0])}"[:200]
    assert kept(store, WatchItem)[0].case_id == case.id


def test_a_note_on_what_somebody_changed_meanwhile_is_not_written(play, raised, store, monkeypatch):
    at = play("cpp", PAGE)
    with store.transaction() as db:
        lead = actor_of(db, person_of(db, "lead"))
        [seen] = watch_items.items(db, lead)
        noted = watch_items.note(db, lead, raised, version=seen.version, text="Synthetic: theirs")
        watch_items.wake(db, lead, raised, version=noted.version)
    at.text_area(key=f"note-{raised}-text").input("Synthetic: mine")
    press(at, "Save the note")
    assert "Somebody else changed this meanwhile" in "".join(said.value for said in at.warning)
    assert kept(store, WatchItem)[0].noted_at is None


def test_why_and_share_change_and_a_watch_ends(play, store, urns, words_of):
    one = put(store, "cpp", "school", urns[0])
    at = play("cpp", PAGE)
    assert "a fall of more than 7%" in words_of(at).replace("\\", "")
    at.text_area(key=f"watch-{one.id}-change-why").input("Synthetic: another reason")
    at.number_input(key=f"watch-{one.id}-change-share").set_value(12)
    press(at, "Save")
    [row] = kept(store, Watch)
    assert (row.why, row.roll_share) == ("Synthetic: another reason", 0.12)
    at.button(key=f"watch-{one.id}-change-stop").click().run()
    assert not at.exception
    assert "Nothing yet." in words_of(at)


def test_a_cpp_sees_no_watch_on_a_school_of_others(play, store, urns, words_of):
    put(store, "lead", "school", urns[2])
    at = play("cpp", PAGE)
    assert WHY not in texts(at)
    assert "Nothing yet." in words_of(at)


@pytest.mark.parametrize("part", [None, "newcomer", "head", "governor", "teacher", "admin"])
def test_nobody_else_reads_a_watch(play, raised, part, words_of):
    at = play(part, PAGE)
    assert not at.exception
    assert WHY not in texts(at)
    assert "A synthetic change of status" not in words_of(at)


def test_a_role_taken_between_two_clicks_writes_nothing(play, store, urns, monkeypatch):
    at = play("cpp", PAGE)
    at.selectbox(key="watch-school").set_value(urns[0]).run()
    at.text_area(key="watch-why").input(WHY)
    become(monkeypatch, store, "head")
    next(button for button in at.button if button.label == "Watch").click().run()
    assert not at.exception
    assert kept(store, Watch) == []

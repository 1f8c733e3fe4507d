"""The board of cases, what waits on one's place, and the summary that a head is shown."""

import datetime as dt

import pytest

from geo import words
from tests.ui.workspace_play import become, person_of
from tests.workspace.offers import express
from ui import workspace_frame, workspace_schools
from workspace import case_doors, case_sharing, cases, tasks
from workspace.actor import actor_of
from workspace.case_doors import Naming
from workspace.engine import utc_now
from workspace.suggested import freeze_directory

BOARD, PLACE = workspace_frame.CASES, workspace_frame.PLACE


def links(at):
    return [link.proto.label for link in at.get("page_link")]


@pytest.fixture
def opened(store, urns):
    """A shortlist of the CPP's with a late next step and task, and an approach by the lead that has no CPP."""
    with store.transaction() as db:
        cpp, lead = (actor_of(db, person_of(db, part)) for part in ("cpp", "lead"))
        frozen = freeze_directory(urns[0], urns[1:3], build_id="synthetic-build")
        one = case_doors.open_from_shortlist(db, cpp, frozen, title="Synthetic shortlist")
        past = db.today() - dt.timedelta(days=1)
        cases.edit(db, cpp, one, version=1, title="Synthetic shortlist", next_step="Synthetic step", next_step_on=past)
        tasks.add(db, cpp, one, title="Synthetic task", owner_id=cpp.person_id, due_on=past)
        case_doors.open_direct(db, lead, urns[:1], title="Synthetic approach", named=Naming())
    return one


def test_the_board_is_filtered_and_the_same_as_a_table(play, opened, urns, words_of):
    at = play("lead", BOARD)
    said = words_of(at)
    assert "Exploring (2)" in said
    assert "**Direct approach**" in said
    assert "1 open task, 1 overdue" in said
    at.segmented_control(key="board-view").set_value("Table").run()
    assert "Synthetic approach (direct approach)" in words_of(at)
    at.selectbox(key="board-school").set_value(urns[2]).run()
    assert "Synthetic shortlist" in links(at)
    assert "Synthetic approach" not in links(at)
    day = utc_now().date() + dt.timedelta(days=700)
    at.date_input(key="board-from").set_value(day).run()
    assert "No case answers to these filters." in words_of(at)
    at.date_input(key="board-to").set_value(day - dt.timedelta(days=1)).run()
    assert "this day is before the first" in at.error[0].value


def test_a_cpp_sees_no_approach_of_others_and_opens_one_of_their_own(play, opened, urns):
    at = play("cpp", BOARD)
    assert "Synthetic shortlist" in links(at)
    assert "Synthetic approach" not in links(at)
    assert [int(name.rsplit(" ", 1)[1]) for name in at.multiselect(key="direct-schools").options] == urns[:2]


def test_what_waits_is_on_ones_place_and_done_there(play, opened, words_of):
    at = play("cpp", PLACE)
    said = words_of(at)
    assert "Your tasks (1, 1 overdue)" in said
    assert "Synthetic step" in said
    next(button for button in at.button if button.label == "Done").click().run()
    assert not at.exception
    assert "Synthetic task" not in words_of(at)
    assert "Nothing waits for you" in words_of(play("lead", PLACE))


def test_a_head_is_shown_a_summary_shares_it_and_withdraws_it(play, store, opened, urns, words_of, monkeypatch):
    def press(label):
        become(monkeypatch, store, "head")
        next(button for button in head.button if button.label == label).click().run()
        assert not head.exception
        become(monkeypatch, store, "governor")
        return words_of(governor.run())

    with store.transaction() as db:
        cpp = actor_of(db, person_of(db, "cpp"))
        version = cases.read(db, cpp, opened).version
        case_sharing.show_to_schools(db, cpp, opened, version=version, shown=True)
        head_, until = actor_of(db, person_of(db, "head")), utc_now().date() + dt.timedelta(days=9)
    express(store, head_, urns[0], consent_until=until)
    governor = play("governor", PLACE)
    assert "Cases of your school" not in words_of(governor)
    head = play("head", PLACE)
    said = words_of(head).replace("\\", "")
    assert f"{workspace_schools.name(urns[0])} shares this with nobody." in said
    assert "synthetic-build" in said
    assert f"stays on the register until {words.date(until)}" in said
    assert "Synthetic step" not in said
    assert "Cases of your school" in press("Share with its governors")
    assert "Cases of your school" not in press("Stop sharing with its governors")

"""Public partnerships of the workspace as ties of the public pages: when they appear, when they go, what never does."""

from dataclasses import replace

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from geo.partner_link import Asked
from geo.purposes import PRESETS, Purpose, TieRule
from tests.ui.workspace_play import person_of
from ui import data, partner_data, school_data, workspace_ties
from workspace import partnerships
from workspace.actor import actor_of
from workspace.partnerships import Details


@pytest.fixture(autouse=True)
def public_map(monkeypatch, synthetic_build):
    """The synthetic build as the pages read it, in a thread that no run has left anything in."""
    monkeypatch.setenv("SPM_DATA", str(synthetic_build))
    monkeypatch.delattr(workspace_ties._run, "version", raising=False)


def form(store, urns, *, public, name="Synthetic circle"):
    with store.transaction() as db:
        lead = actor_of(db, person_of(db, "lead"))
        return partnerships.add(db, lead, Details("peer review", name, public=public), urns)


def hide(store, made):
    with store.transaction() as db:
        lead = actor_of(db, person_of(db, "lead"))
        partnerships.change(db, lead, made.id, Details("peer review", made.name, public=False), version=made.version)


def told(urn):
    return data.school(str(urn))["tie_ids"]


def everything():
    """Where the public pages read of ties: the map, its filters, the table, the school, the names on suggestions."""
    return repr(
        (
            data.schools()["tie_ids"].tolist(),
            dict(data.offered().words["tie"]),
            data.table("ties").to_dict("records"),
            partner_data.tie_names(),
            [sorted(ids) for ids in partner_data.basis().roster.ties],
        )
    )


def test_a_public_partnership_appears_everywhere_and_goes_again(store, urns):
    before = everything()
    made = form(store, urns[:2], public=True)
    tie = f"partnership:{made.id}"
    assert tie in told(urns[0])
    assert tie in told(urns[1])
    assert tie not in told(urns[2])
    assert tie in data.offered().words["tie"].values()
    assert tie in set(school_data.ties_of(urns[0])["tie_id"])
    assert partner_data.tie_names()[tie] == "Synthetic circle"
    hide(store, made)
    assert everything() == before


def test_a_suggestion_says_that_they_are_connected_or_leaves_the_school_out(store, urns):
    shown = Asked(urn=urns[0], preset=PRESETS[Purpose.EXPLORE])
    first = partner_data.answer(shown).found.first(1).iloc[0]
    form(store, [urns[0], int(first["urn"])], public=True)
    assert "Synthetic circle" in repr(partner_data.answer(shown).reasons(int(first["urn"])))
    apart = replace(shown, preset=replace(shown.preset, ties=TieRule.EXCLUDE))
    assert int(first["urn"]) not in set(partner_data.answer(apart).found.first(99)["urn"])


def test_what_is_not_public_never_reaches_what_is_shared(store, urns):
    before, edition = everything(), data.edition()
    form(store, urns[:3], public=False)
    assert data.edition() == edition == data.build()["build_id"]
    assert everything() == before


def test_one_run_keeps_the_version_that_it_began_with(store, urns):
    workspace_ties.begin()
    edition = data.edition()
    made = form(store, urns[:2], public=True)
    assert data.edition() == edition
    workspace_ties.begin()
    assert data.edition() != edition
    assert f"partnership:{made.id}" in told(urns[0])


def test_a_run_asks_the_store_once_and_reads_no_partnership_that_it_knows(store, urns):
    form(store, urns[:2], public=True)
    data.schools()
    asked = []
    event.listen(store.engine, "before_cursor_execute", lambda *said: asked.append(said[2]))
    workspace_ties.begin()
    for _ in range(3):
        data.schools(), data.offered(), data.table("ties"), told(urns[0])
    assert len([statement for statement in asked if "partnership" in statement]) == 1


def test_without_a_store_nothing_is_asked(store, urns, monkeypatch):
    form(store, urns[:2], public=True)
    with monkeypatch.context() as alone:
        alone.delenv("SPM_WORKSPACE_URL")
        alone.setattr(workspace_ties, "version", lambda: pytest.fail("the store was asked"))
        assert data.edition() == data.build()["build_id"]
        assert "partnership" not in repr(told(urns[0]))


def test_the_public_map_goes_on_when_the_store_does_not_answer(store, urns, monkeypatch, caplog):
    form(store, urns[:2], public=True)
    edition = data.edition()

    def away(*_):
        raise OperationalError(None, {}, ConnectionError("synthetic"))

    monkeypatch.setattr(workspace_ties.partnership_views, "published_stamp", away)
    assert data.edition() == edition
    assert "does not answer: synthetic" in caplog.text

"""Forms that a browser sends otherwise than they were drawn: what they do not offer is not written."""

import pytest

from tests.ui.workspace_play import person_of
from tests.workspace.stores import content
from ui import workspace_frame
from workspace import case_doors
from workspace.actor import actor_of
from workspace.vocab import Consent, InterestRole, Offer, Stage

MARKUP = "<script>alert(1)</script>' OR 1=1 --"


def written(store):
    """Everything that the store holds but the audit log, one text a row."""
    return {repr(row) for table, rows in content(store).items() if table != "audit" for row in rows}


@pytest.fixture
def case(store, urns):
    """A case of the lead's."""
    with store.transaction() as db:
        lead = actor_of(db, person_of(db, "lead"))
        return case_doors.open_direct(db, lead, urns[:2], title="Synthetic")


@pytest.mark.parametrize(
    ("opened", "button", "label", "forged"),
    [
        (("head", workspace_frame.INTEREST), "Send", "School", "100003"),
        (("cpp", workspace_frame.WATCHING), "Watch", "School", "100003"),
        (("lead", workspace_frame.PARTNERSHIPS), "Add it", "Kind", MARKUP),
        (("lead", workspace_frame.CASE), "Move it", "Stage", str(Stage.FORMED)),
    ],
)
def test_a_choice_that_was_not_offered_is_not_written(play, store, urns, case, opened, button, label, forged):
    at = play(*opened, case=str(case))
    for chosen in at.multiselect:
        wanted = {
            "interest-new-roles": [InterestRole.EXECUTIVE],
            "interest-new-offers": [Offer.READING],
            "interest-new-consent": [Consent.REGISTER],
            "partnership-members": urns[:2],
        }
        if chosen.key in wanted:
            chosen.set_value(wanted[chosen.key])
    for text in (*at.text_area, *at.text_input):
        text.input("Synthetic")
    before = written(store)
    next(each for each in at.button if each.label == button).click()
    states = at._tree.get_widget_states()
    box = [each for each in at.selectbox if each.label == label][-1]
    next(each for each in states.widgets if each.id == box.id).string_value = forged
    at = at._run(states)
    assert not at.exception
    assert forged not in "".join(written(store) - before)
    assert "<script>" not in "".join(str(block.proto.body) for block in at.get("html"))

"""Interest in system leadership: a head's own, and the register for leads and CPPs."""

from ui import cards, workspace_frame, workspace_interest
from workspace.vocab import Role


def show() -> None:
    """Draw the page."""
    actor = workspace_frame.gate(workspace_frame.INTEREST)
    if actor is None:
        return
    cards.lead("Heads who would lead beyond their own school: what they offer, what they agree to, and until when.")
    if actor.holds(Role.HEAD):
        workspace_interest.mine(actor)
    if actor.holds(Role.LEAD) or actor.holds(Role.CPP):
        workspace_interest.reminders()
        workspace_interest.whole_register()


show()

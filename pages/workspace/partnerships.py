"""Partnerships: those that the person on this page may read, and the form for a new one."""

from ui import cards, workspace_frame, workspace_partnerships
from workspace.vocab import Role


def show() -> None:
    """Draw the page."""
    actor = workspace_frame.gate(workspace_frame.PARTNERSHIPS)
    if actor is None:
        return
    cards.lead("Schools that work together: what for, since when, when it is looked at again.")
    workspace_partnerships.every()
    if actor.holds(Role.CPP) or actor.holds(Role.LEAD):
        workspace_partnerships.add(actor)


show()

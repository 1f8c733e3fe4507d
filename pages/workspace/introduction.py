"""Introductions: a head or a governor asks, a CPP or a lead answers."""

from ui import cards, workspace_frame, workspace_introduction
from workspace.vocab import Role


def show() -> None:
    """Draw the page."""
    actor = workspace_frame.gate(workspace_frame.INTRODUCTION)
    if actor is None:
        return
    cards.lead("The first step towards another school, taken by people who know both.")
    if actor.holds(Role.HEAD) or actor.holds(Role.GOVERNOR):
        workspace_introduction.ask(actor)
        workspace_introduction.mine()
    if actor.holds(Role.CPP) or actor.holds(Role.LEAD):
        workspace_introduction.answer()


show()

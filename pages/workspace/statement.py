"""What a school can share and looks for: its head writes, a lead may take down."""

from ui import cards, workspace_frame, workspace_statements
from workspace.vocab import Role


def show() -> None:
    """Draw the page."""
    actor = workspace_frame.gate(workspace_frame.STATEMENT)
    if actor is None:
        return
    cards.lead("What no open data holds: a school's own words, written by its head, dated, withdrawn at will.")
    mine = actor.urns(Role.HEAD)
    if mine:
        workspace_statements.write(mine)
    for urn in sorted(mine):
        workspace_statements.history(urn)
    if actor.holds(Role.LEAD):
        workspace_statements.every()


show()

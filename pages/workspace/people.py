"""People and roles: admins change them and read the audit log, leads read them."""

from ui import cards, workspace_audit, workspace_frame, workspace_people
from workspace.vocab import Role


def show() -> None:
    """Draw the page."""
    actor = workspace_frame.gate(workspace_frame.PEOPLE)
    if actor is None:
        return
    cards.lead("A role counts from the next click of the person, and so does one that is taken away.")
    admin = actor.holds(Role.ADMIN)
    if admin:
        workspace_people.waiting()
        workspace_people.invite()
    workspace_people.everyone(change=admin)
    if admin:
        workspace_audit.log()


show()

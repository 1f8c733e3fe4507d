"""What is kept about me: take it away as a file, withdraw what I wrote, or have all of it erased."""

from ui import cards, workspace_frame, workspace_own, workspace_privacy


def show() -> None:
    """Draw the page."""
    if workspace_frame.gate(workspace_frame.PRIVACY) is None:
        return
    cards.lead("Your own data: what is kept, who read it, and the way to be forgotten.")
    workspace_privacy.export()
    workspace_own.written()
    workspace_privacy.erase()


show()

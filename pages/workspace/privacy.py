"""What is kept about me: take it away as a file, or have it erased."""

from ui import cards, workspace_frame, workspace_privacy


def show() -> None:
    """Draw the page."""
    if workspace_frame.gate(workspace_frame.PRIVACY) is None:
        return
    cards.lead("Your own data: what is kept, who read it, and the way to be forgotten.")
    workspace_privacy.export()
    workspace_privacy.erase()


show()

"""The coherence view, for leads."""

from ui import cards, workspace_coherence, workspace_frame


def show() -> None:
    """Draw the page."""
    if workspace_frame.gate(workspace_frame.COHERENCE) is None:
        return
    cards.lead("So that every school that wishes to has an avenue. For leads alone: exact ranks are not public.")
    purpose = workspace_coherence.purpose()
    workspace_coherence.overview(purpose)
    workspace_coherence.mutual(purpose)


show()

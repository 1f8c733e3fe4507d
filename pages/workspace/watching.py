"""The watching brief: items first, then what is watched and why."""

from ui import cards, workspace_frame, workspace_watching


def show() -> None:
    """Draw the page."""
    actor = workspace_frame.gate(workspace_frame.WATCHING)
    if actor is None:
        return
    cards.lead(
        "What a new build of the data, or the calendar, raised about what you watch. Each has its source and date."
    )
    workspace_watching.items()
    workspace_watching.watched()
    workspace_watching.watch(actor)


show()

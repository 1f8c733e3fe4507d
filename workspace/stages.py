"""Which stage a case may go to from where it stands. Pure; what else must be there is in :mod:`workspace.checks`."""

from workspace.vocab import CloseReason, Door, Stage

__all__ = ["ORDER", "TOGETHER", "close_reasons", "first_stage", "moves"]

#: The usual order. Resting and closed stand beside it.
ORDER = (Stage.REQUESTED, Stage.EXPLORING, Stage.INTRODUCED, Stage.SCOPING, Stage.AGREEMENT, Stage.FORMED)

#: From here on the schools know of each other.
TOGETHER = frozenset(ORDER[2:])


def first_stage(door: Door) -> Stage:
    """Tell where a case begins: what a school has asked for is requested, all else is being explored."""
    return Stage.REQUESTED if door is Door.INTRODUCTION else Stage.EXPLORING


def moves(stage: Stage, rested_from: Stage | None = None) -> tuple[Stage, ...]:
    """List the stages that a case may go to.

    One step on or back, to rest, or to an end; never back to "requested", which is a school's doing. What rests goes
    on from where it was, or is explored anew. What is closed may be explored anew. What is formed does not rest.

    Parameters
    ----------
    stage : Stage
        Where it stands.
    rested_from : Stage, optional
        For a resting case, where it was before.
    """
    if stage is Stage.CLOSED:
        return (Stage.EXPLORING,)
    if stage is Stage.RESTING:
        before = () if rested_from is None or rested_from is Stage.EXPLORING else (rested_from,)
        return (*before, Stage.EXPLORING, Stage.CLOSED)
    at = ORDER.index(stage)
    on = ORDER[at + 1 : at + 2]
    back = ORDER[at - 1 : at] if at > 1 else ()
    rest = () if stage is Stage.FORMED else (Stage.RESTING,)
    return (*on, *back, *rest, Stage.CLOSED)


def close_reasons(stage: Stage) -> tuple[CloseReason, ...]:
    """List the reasons for which a case may be closed: "partnership formed" only once it is."""
    return tuple(reason for reason in CloseReason if stage is Stage.FORMED or reason is not CloseReason.FORMED)

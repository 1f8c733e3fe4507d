"""What stands out of a school's figures, in a few sentences: the bands of its measures, gathered."""

from collections.abc import Sequence

from geo.context import InContext
from geo.measures import MEASURES
from geo.percentile import Band
from geo.words import number

__all__ = ["overview"]

#: The ends first: they are what a reader looks for.
_SAID = {
    Band.WELL_ABOVE: "Well above most {kind}",
    Band.WELL_BELOW: "Well below most {kind}",
    Band.ABOVE: "Above most {kind}",
    Band.BELOW: "Below most {kind}",
    Band.CLOSE: "Close to the middle of {kind}",
}


def overview(contexts: Sequence[InContext]) -> tuple[tuple[str, str], ...]:
    """Gather the measures of a school by band and kind of school: (band in words, measures with their figures).

    It gives no order of importance and no total: a place among schools is no mark, and high is not good or bad.

    Parameters
    ----------
    contexts : from :func:`geo.context.in_context`.
    """
    newest = max((each.year or "" for each in contexts if each.band is not None), default="")
    lines = []
    for band, words in _SAID.items():
        kinds: dict[str, list[InContext]] = {}
        for each in contexts:
            if each.band is band:
                kinds.setdefault(each.compared_with, []).append(each)
        for kind, own in kinds.items():
            lines.append((words.format(kind=kind), "; ".join(_told(each, newest) for each in own)))
    return tuple(lines)


def _told(each: InContext, newest: str) -> str:
    entry = MEASURES[each.measure]
    value = "" if each.value is None else number(each.value, entry)
    when = "" if each.year == newest else f" in {each.year}"
    return f"{entry.label}, {value}{when}"

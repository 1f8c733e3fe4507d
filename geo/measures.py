"""The registry of measures: each is one entry that screens, downloads and documents read."""

from geo.measure import Measure, Stage, Unit
from geo.measures_context import CONTEXT
from geo.measures_results import RESULTS, WITHOUT_RESULTS

__all__ = ["BY_HAND", "MEASURES", "NOT_COLLECTED", "OF_PLACE", "Measure", "Stage", "Unit", "measure"]

#: The source of the measures of the small area around a building, which is found from the building's place.
OF_PLACE = "deprivation"

#: Sources of measures that no command downloads.
BY_HAND = frozenset({OF_PLACE, "ks4_context"})

#: The measures by name, in the order in which a page shows them.
MEASURES: dict[str, Measure] = {entry.name: entry for entry in (*CONTEXT, *RESULTS)}

#: Figures that nobody has: (measure, year) -> why.
NOT_COLLECTED: dict[tuple[str, str], str] = {
    (name, "2019/20"): "not collected: the absence collection of 2019/20 was cancelled in the pandemic"
    for name in ("absence", "persistent_absence", "severe_absence")
} | WITHOUT_RESULTS


def measure(name: str) -> Measure:
    """Look up one measure.

    Raises
    ------
    KeyError
        If the registry has no such measure; the message lists those it has.
    """
    if name not in MEASURES:
        message = f"no measure {name!r}; the registry has {', '.join(MEASURES)}"
        raise KeyError(message)
    return MEASURES[name]

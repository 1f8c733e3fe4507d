"""What the registry says of one measure."""

from dataclasses import dataclass
from typing import Literal

__all__ = ["Measure", "Stage", "Unit"]

Unit = Literal["pupils", "percent", "per_100_pupils", "points", "score", "band", "decile", "rank"]

#: Key stage whose results a measure belongs to, the age at which pupils end it, or "" for a measure of context.
Stage = Literal["", "ks2", "ks4", "ks5"]


@dataclass(frozen=True)
class Measure:
    """One published figure of a school.

    Attributes
    ----------
    name : the key in the ``measures`` table.
    label, short : words for a screen and for a column heading.
    unit : pupils, percent (0-100), per_100_pupils (may pass 100), points (an average of points), score (progress: 0 is
        the average of pupils with the same start, and it may be negative), band (1-5), decile (1-10) or rank.
    numerator, denominator : what is counted, in words; empty for a plain count.
    publisher : who publishes it, and in which release.
    meaning : one or two sentences, with the official definition.
    caveat : what a careful reader must know; empty if nothing.
    decimals : decimals to show; the stored value keeps what was published.
    fetch : the source to name in ``python -m pipelines fetch SOURCE`` when it is not bundled.
    maximum : the largest value that can be; a larger one is refused at ingest. None: unbounded.
    minimum : the smallest value that can be; below zero for progress scores only.
    stage : key stage of the result, or "".
    published_to : newest school year that the publisher has published, as known when the entry was written; "" if that
        says nothing (a build at hand may be older, and a screen must say so).
    """

    name: str
    label: str
    short: str
    unit: Unit
    numerator: str
    denominator: str
    publisher: str
    meaning: str
    caveat: str
    decimals: int
    fetch: str
    maximum: float | None = None
    minimum: float = 0
    stage: Stage = ""
    published_to: str = ""

    @property
    def factor(self) -> float:
        """What numerator / denominator is multiplied with to be the value: 100, but 1 for averages."""
        return 1.0 if self.unit in {"points", "score"} else 100.0

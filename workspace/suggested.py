"""What a suggestion said when it was taken up, frozen: a case keeps it when data, method and settings have moved on.

Pure: from the results of :mod:`geo.partners` and :mod:`geo.reasons` to plain JSON and back. Public data only.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

import pandas as pd

from geo.partners import Suggestions, contributions, points
from geo.purposes import METHOD_VERSION, Preset
from geo.reasons import Reasons

__all__ = ["Frozen", "FrozenSchool", "freeze", "freeze_directory", "from_introduction", "thaw"]


@dataclass(frozen=True)
class FrozenSchool:
    """One school as the list had it.

    Attributes
    ----------
    urn : int
    listed : str, optional
        The list it was in (own, border, apart); None: it was no candidate, or there was no score.
    position : int, optional
        Place in that list, from 1; None where apart.
    score, low, high : float, optional
        0 to 1, and the range where something is not known.
    distance_m : float, optional
        Metres in a straight line.
    parts, points : mapping of str to float
        Criterion -> its part; added in this order they are the score. And the same in whole hundredths, as on screens.
    unknown : tuple of str
        Criteria that are not known of it, and stand in the middle.
    reasons, check
        The sentences, and what to check before calling.
    """

    urn: int
    listed: str | None = None
    position: int | None = None
    score: float | None = None
    low: float | None = None
    high: float | None = None
    distance_m: float | None = None
    parts: Mapping[str, float] = field(default_factory=dict)
    points: Mapping[str, float] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    check: str = ""


@dataclass(frozen=True)
class Frozen:
    """What was asked, of which data, by which method, and what came of it.

    Attributes
    ----------
    asking : int
        URN of the school that asks.
    schools : tuple of FrozenSchool
        Those that were taken up.
    data_build : str
        Identity of the build of the data.
    method_version : str, optional
        None where no method gave a score: a directory by distance.
    purpose, family, weights, settings, dropped
        As they were: weights by criterion, the rules and distances, and why a criterion counted for nobody.
    """

    asking: int
    schools: tuple[FrozenSchool, ...]
    data_build: str
    method_version: str | None = None
    purpose: str | None = None
    family: str | None = None
    weights: Mapping[str, float] = field(default_factory=dict)
    settings: Mapping[str, str | float | bool | None] = field(default_factory=dict)
    dropped: Mapping[str, str] = field(default_factory=dict)

    @property
    def others(self) -> tuple[int, ...]:
        """URNs of the schools that were taken up."""
        return tuple(school.urn for school in self.schools)

    def for_introduction(self, urn: int) -> dict[str, Any]:
        """Give what a request for an introduction to one of the schools keeps: see :mod:`workspace.frozen`.

        Raises
        ------
        LookupError
            The school was not taken up.
        """
        for school in self.schools:
            if school.urn == urn:
                return _for_introduction(self, school)
        message = f"URN {urn} is not among the schools"
        raise LookupError(message)

    def to_json(self) -> dict[str, Any]:
        """Give plain dicts, lists, text and finite numbers; :func:`thaw` reads them back."""
        return asdict(self) | {"schools": [_plain(school) for school in self.schools]}


def _plain(school: FrozenSchool) -> dict[str, Any]:
    return asdict(school) | {"unknown": list(school.unknown), "reasons": list(school.reasons)}


def _for_introduction(frozen: Frozen, school: FrozenSchool) -> dict[str, Any]:
    kept = {
        "build_id": frozen.data_build,
        "method_version": frozen.method_version,
        "reasons": list(school.reasons),
        "purpose": frozen.purpose,
        "check": school.check,
        "weights": dict(frozen.weights),
        "points": dict(school.points),
        "position": school.position,
    }
    return {name: value for name, value in kept.items() if value not in (None, "")}


def freeze(suggestions: Suggestions, taken: Mapping[int, Reasons | None], *, build_id: str) -> Frozen:
    """Freeze one suggestion, or the shortlist made from a list.

    Parameters
    ----------
    suggestions : from :func:`geo.partners.suggest`.
    taken : URN -> its reasons (:func:`geo.reasons.words`), in the order of the shortlist. None for a school that is no
        candidate: it is kept without a score.
    build_id : of the data.
    """
    return Frozen(
        asking=int(suggestions.urn),
        schools=tuple(_school(suggestions, int(urn), reasons) for urn, reasons in taken.items()),
        data_build=str(build_id),
        method_version=METHOD_VERSION,
        purpose=str(suggestions.preset.purpose),
        family=str(suggestions.family),
        weights={str(key): float(weight) for key, weight in suggestions.weights.items()},
        settings=_settings(suggestions.preset),
        dropped={str(key): str(why) for key, why in suggestions.dropped.items()},
    )


def freeze_directory(asking: int, others: Iterable[int], *, build_id: str) -> Frozen:
    """Freeze schools that were chosen without a score: for a school that has a directory by distance only."""
    return Frozen(int(asking), tuple(FrozenSchool(int(urn)) for urn in others), str(build_id))


def thaw(kept: Mapping[str, Any]) -> Frozen | None:
    """Read back what :meth:`Frozen.to_json` gave; None where nothing was frozen (a direct approach)."""
    if "asking" not in kept:
        return None
    schools = tuple(
        FrozenSchool(**(school | {"unknown": tuple(school["unknown"]), "reasons": tuple(school["reasons"])}))
        for school in kept["schools"]
    )
    return Frozen(**(dict(kept) | {"schools": schools}))


def from_introduction(asking: int, other: int | None, kept: Mapping[str, Any] | None) -> Frozen | None:
    """Bring what a request for an introduction keeps (:mod:`workspace.frozen`) into the form of a case.

    Parameters
    ----------
    asking, other : URNs of the request; without another school there is nothing to keep.
    kept : from the request.
    """
    if kept is None or other is None:
        return None
    return Frozen(
        asking=asking,
        schools=(
            FrozenSchool(
                other,
                position=kept.get("position"),
                points=dict(kept.get("points", {})),
                reasons=tuple(kept["reasons"]),
                check=kept.get("check", ""),
            ),
        ),
        data_build=kept["build_id"],
        method_version=kept["method_version"],
        purpose=kept.get("purpose"),
        weights=dict(kept.get("weights", {})),
    )


def _school(suggestions: Suggestions, urn: int, reasons: Reasons | None) -> FrozenSchool:
    found = suggestions.table[suggestions.table["urn"] == urn]
    lines, check = (reasons.lines, reasons.check) if reasons else ((), "")
    if found.empty:
        return FrozenSchool(urn, reasons=tuple(lines), check=check)
    row = found.iloc[0]
    return FrozenSchool(
        urn=urn,
        listed=str(row["list"]),
        position=None if pd.isna(row["position"]) else int(row["position"]),
        score=float(row["score"]),
        low=float(row["low"]),
        high=float(row["high"]),
        distance_m=float(row["distance_m"]),
        parts={str(key): part for key, part in contributions(suggestions, urn).items()},
        points={str(key): float(whole) for key, whole in points(suggestions, urn).items()},
        unknown=tuple(str(key) for key in suggestions.weights if not row[f"known_{key}"]),
        reasons=tuple(lines),
        check=check,
    )


def _settings(preset: Preset) -> dict[str, str | float | bool | None]:
    return {
        "radius_m": None if preset.radius_m is None else float(preset.radius_m),
        "phases": str(preset.phases),
        "ties": str(preset.ties),
        "reach": float(preset.reach),
        "focus": preset.focus,
        "state_only": preset.state_only,
        "merge_border": preset.merge_border,
    }

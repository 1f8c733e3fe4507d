"""The schools as arrays sorted by URN: what the rules and criteria of suggestions read."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.criteria import StatusGroup
from geo.crs import BNG, require_crs
from geo.errors import UnknownSchool
from geo.vocab import PhaseFamily, Sector

__all__ = ["MAINSTREAM", "Roster", "roster"]

#: Families whose schools are scored. The others get a directory.
MAINSTREAM = (PhaseFamily.PRIMARY, PhaseFamily.SECONDARY, PhaseFamily.ALL_THROUGH, PhaseFamily.POST_16)

_NO_FAITH = {"Does not apply": "none", "None": "none", "No religious character": "none", "Islam": "Muslim"}
_ACADEMY_WORDS = ("Academy", "Free school", "City technology", "University technical", "Studio")
#: Kinds of link that make two records one school; a sixth form centre is another matter.
_SAME_SCHOOL = ("Predecessor", "Successor", "Result of Amalgamation")


@dataclass(frozen=True)
class Roster:
    """Arrays of one length, a school each, in the order of URN. Text is empty where the register has none.

    Attributes
    ----------
    frame : the rows, in the same order.
    urn, x, y : ``x`` and ``y`` in metres, EPSG:27700; NaN without a point.
    family, sector, borough, ward, faith, diocese, governance, laestab : text.
    open, selective : truth.
    age_low, age_high : years; NaN where the register at hand has none.
    ties : the ids of the ties of each school.
    members : tie id -> rows of the schools that it has.
    same : pairs of URNs that the register links as one school.
    """

    frame: gpd.GeoDataFrame
    urn: np.ndarray
    x: np.ndarray
    y: np.ndarray
    family: np.ndarray
    sector: np.ndarray
    borough: np.ndarray
    ward: np.ndarray
    faith: np.ndarray
    diocese: np.ndarray
    governance: np.ndarray
    laestab: np.ndarray
    open: np.ndarray
    selective: np.ndarray
    age_low: np.ndarray
    age_high: np.ndarray
    ties: tuple[frozenset[str], ...]
    members: Mapping[str, np.ndarray]
    same: frozenset[tuple[int, int]]
    _families: dict[frozenset[str], np.ndarray] = field(default_factory=dict, compare=False, repr=False)

    def position(self, urn: int) -> int:
        """Row of a school.

        Raises
        ------
        UnknownSchool
            If the build has no such school.
        """
        at = int(np.searchsorted(self.urn, urn))
        if at == len(self.urn) or self.urn[at] != urn:
            message = f"URN {urn} is not in this build"
            raise UnknownSchool(message)
        return at

    def distance_m(self, at: int) -> np.ndarray:
        """Metres in a straight line from one row to every school; NaN where a point is missing."""
        # Not hypot, which guards against an overflow that no metre reaches, and takes ten times as long.
        return np.asarray(np.sqrt((self.x - self.x[at]) ** 2 + (self.y - self.y[at]) ** 2))

    def in_families(self, families: Collection[str]) -> np.ndarray:
        """Rows of these families; an all-through school stands in Primary and in Secondary too."""
        wanted = {str(family) for family in families}
        key = frozenset(wanted)
        if key in self._families:
            return self._families[key]
        if wanted & {str(PhaseFamily.PRIMARY), str(PhaseFamily.SECONDARY)}:
            wanted.add(str(PhaseFamily.ALL_THROUGH))
        found = np.zeros(len(self.urn), bool)
        for family in sorted(wanted):
            found |= self.family == family
        found.flags.writeable = False
        self._families[key] = found
        return found

    def tied_to(self, at: int) -> np.ndarray:
        """Rows of schools that share a federation, trust or consortium with one row, itself left out."""
        found = np.zeros(len(self.urn), bool)
        for tie in self.ties[at]:
            found[self.members[tie]] = True
        found[at] = False
        return found

    def open_state(self) -> np.ndarray:
        """Rows of open, state-funded schools."""
        return self.open & self.state

    @cached_property
    def state(self) -> np.ndarray:
        """Rows of state-funded schools."""
        return np.asarray(self.sector == str(Sector.STATE))

    @cached_property
    def borough_number(self) -> np.ndarray:
        """Boroughs as whole numbers, which are compared faster than words."""
        return np.unique(self.borough, return_inverse=True)[1]

    @cached_property
    def hospital(self) -> np.ndarray:
        """Rows of hospital schools. The register has no type for them: special or alternative ones so named."""
        named = self.frame["name"].str.contains(r"\bhospital\b", case=False).to_numpy(bool)
        kinds = (self.family == str(PhaseFamily.SPECIAL)) | (self.family == str(PhaseFamily.ALTERNATIVE))
        return np.asarray(named & kinds)

    def same_school(self, at: int) -> list[int]:
        """Rows of the same school under another number: by a link of the register, or by the same LAESTAB."""
        return self._same_rows.get(at, [])

    @cached_property
    def _same_rows(self) -> Mapping[int, list[int]]:
        rows = {int(urn): at for at, urn in enumerate(self.urn)}
        found: dict[int, list[int]] = {}
        for pair in self.same:
            if pair[0] in rows and pair[1] in rows:
                found.setdefault(rows[pair[0]], []).append(rows[pair[1]])
                found.setdefault(rows[pair[1]], []).append(rows[pair[0]])
        by_laestab: dict[str, list[int]] = {}
        for at, laestab in enumerate(self.laestab):
            by_laestab.setdefault(str(laestab), []).append(at)
        for laestab, members in by_laestab.items():
            if laestab and len(members) > 1:
                for at in members:
                    found.setdefault(at, []).extend(members)
        return found


def _text(column: pd.Series) -> np.ndarray:
    return column.fillna("").to_numpy(dtype=object).astype(str)


def roster(frame: gpd.GeoDataFrame, links: pd.DataFrame) -> Roster:
    """Make the arrays.

    Parameters
    ----------
    frame : from :func:`geo.explore.explorer_frame`, in EPSG:27700.
    links : the ``links`` table.

    Raises
    ------
    CrsError
        If the frame is not in EPSG:27700.
    """
    require_crs(frame, BNG)
    rows = frame.sort_values("urn").reset_index(drop=True)
    points = rows.geometry
    located = points.notna() & ~points.is_empty
    faith = rows["faith"].map(lambda word: _NO_FAITH.get(word, word), na_action="ignore")
    kinds = links["kind"].str.startswith(_SAME_SCHOOL)
    same = links.loc[kinds, ["urn", "link_urn"]].astype("int64").itertuples(index=False, name=None)
    academy = rows["school_type"].str.startswith(_ACADEMY_WORDS)
    ties = tuple(frozenset(ids) for ids in rows["tie_ids"])
    return Roster(
        frame=rows,
        urn=rows["urn"].to_numpy("int64"),
        x=points.where(located).x.to_numpy("float64"),
        y=points.where(located).y.to_numpy("float64"),
        family=_text(rows["phase_family"]),
        sector=_text(rows["sector"]),
        borough=_text(rows["borough_code"]),
        ward=_text(rows["ward_code"]),
        faith=_text(faith),
        diocese=_text(rows["diocese"]),
        governance=np.where(
            rows["sector"] == str(Sector.STATE), np.where(academy, "academy", "maintained"), "independent"
        ),
        laestab=_text(rows["laestab"]),
        open=(rows["status_group"] == str(StatusGroup.OPEN)).to_numpy(bool),
        selective=(rows["admissions"] == "Selective").fillna(value=False).to_numpy(bool),
        age_low=rows["age_low"].to_numpy("float64", na_value=np.nan),
        age_high=rows["age_high"].to_numpy("float64", na_value=np.nan),
        ties=ties,
        members={tie: np.array([at for at, ids in enumerate(ties) if tie in ids]) for tie in frozenset().union(*ties)},
        same=frozenset((min(pair), max(pair)) for pair in same),
    )

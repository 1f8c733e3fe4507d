"""A group of schools: a borough's, or those picked by hand; which of them count, and its address."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from geo.criteria import StatusGroup
from geo.measures import MEASURES
from geo.query_params import Params, first_value, ignored
from geo.vocab import PhaseFamily, Sector

__all__ = ["MOST_PICKED", "AreaAsked", "Members", "in_borough", "parse", "picked", "to_params"]

#: Schools that a hand-picked group may have: more than any borough's one phase, and an address that mail still carries.
MOST_PICKED = 100

_AREA, _URNS, _PHASE, _MEASURE = "area", "urns", "phase", "measure"
_LONGEST = 8 * MOST_PICKED


@dataclass(frozen=True)
class AreaAsked:
    """Which schools the page is about, and what of them.

    Attributes
    ----------
    borough : GSS code; None where the group is picked by hand.
    urns : the hand-picked schools, in the order of the address; empty for a borough.
    family : phase family to look at; None: the one with the most schools.
    measure : registry name to look at; empty: the page's first.
    """

    borough: str | None
    urns: tuple[int, ...] = ()
    family: PhaseFamily | None = None
    measure: str = ""


@dataclass(frozen=True)
class Members:
    """Schools that count, and those that one might look for and that do not.

    Attributes
    ----------
    counted : rows of ``geo.explore.explorer_frame``.
    left_out : reason -> rows, in a fixed order; reasons without a school are absent.
    """

    counted: pd.DataFrame
    left_out: Mapping[str, pd.DataFrame]


def in_borough(schools: pd.DataFrame, code: str) -> Members:
    """Schools of a borough: open, state-funded, of its authority, and not known to stand in another borough.

    Parameters
    ----------
    schools : from ``geo.explore.explorer_frame``.
    code : GSS code of the borough.
    """
    own = schools["borough_code"] == code
    site = schools["site_borough"]
    away = own & site.notna() & (site != code)
    foreign = ~own & (site == code)
    state = schools["sector"] == Sector.STATE
    is_open = schools["status_group"] == StatusGroup.OPEN
    reasons = {
        "stands in another borough": own & away & state & is_open,
        "stands here, but another authority is responsible for it": foreign & state & is_open,
        "closed, or its status is not recorded in the register at hand": own & state & ~is_open,
        "paid for by fees": own & ~state,
    }
    return Members(
        schools[own & ~away & state & is_open],
        {reason: schools[which] for reason, which in reasons.items() if which.any()},
    )


def picked(schools: pd.DataFrame, urns: Sequence[int]) -> Members:
    """Schools picked by hand, in the order given; whoever picks them decides what counts, so none is left out."""
    frame = schools[schools["urn"].isin(list(urns))].set_index("urn", drop=False)
    return Members(frame.loc[[urn for urn in urns if urn in frame.index]].reset_index(drop=True), {})


def parse(
    params: Params, boroughs: Mapping[str, str], known: Collection[int], default: str
) -> tuple[AreaAsked, list[str]]:
    """Read an address; what cannot be read is noted and has no effect.

    ``urns`` goes before ``area``. A borough is its name, in whatever case, or its GSS code.

    Parameters
    ----------
    params : query parameters, hostile.
    boroughs : name -> GSS code, of the build.
    known : URNs of the build.
    default : GSS code where the address has neither.

    Returns
    -------
    What is asked, and notes such as ``urns=junk``, none longer than a line.
    """
    notes: list[str] = []
    urns = _urns(params, known, notes)
    codes = {word.casefold(): code for name, code in boroughs.items() for word in (name, code)}
    area = first_value(params, _AREA, notes)
    borough = codes.get(area.strip().casefold()) if area else default
    if borough is None:
        notes.append(ignored(_AREA, area))
        borough = default
    phase = first_value(params, _PHASE, notes)
    family = next((each for each in PhaseFamily if each.casefold() == phase.strip().casefold()), None)
    if phase and family is None:
        notes.append(ignored(_PHASE, phase))
    measure = first_value(params, _MEASURE, notes)
    if measure and measure not in MEASURES:
        notes.append(ignored(_MEASURE, measure))
        measure = ""
    return AreaAsked(None if urns else borough, urns, family, measure), notes


def to_params(asked: AreaAsked, boroughs: Mapping[str, str]) -> dict[str, list[str]]:
    """Write what is asked as query parameters, as short as it can be said."""
    params: dict[str, list[str]] = {}
    if asked.borough is None:
        if asked.urns:
            params[_URNS] = [",".join(map(str, asked.urns))]
    else:
        params[_AREA] = [next((name for name, code in boroughs.items() if code == asked.borough), asked.borough)]
    if asked.family is not None:
        params[_PHASE] = [str(asked.family)]
    if asked.measure:
        params[_MEASURE] = [asked.measure]
    return params


def _urns(params: Params, known: Collection[int], notes: list[str]) -> tuple[int, ...]:
    found: dict[int, None] = {}
    for value in params.get(_URNS, []):
        if len(value) > _LONGEST:
            notes.append(ignored(_URNS, value[_LONGEST:]))
        for word in filter(None, map(str.strip, value[:_LONGEST].split(","))):
            urn = int(word) if re.fullmatch(r"[1-9][0-9]{5}", word, re.ASCII) else None
            if urn is None or urn not in known:
                notes.append(ignored(_URNS, word))
            else:
                found[urn] = None
    urns = tuple(found)
    if len(urns) > MOST_PICKED:
        notes.append(ignored(_URNS, ",".join(map(str, urns[MOST_PICKED:]))))
    return urns[:MOST_PICKED]

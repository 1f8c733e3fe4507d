"""What the data quality page is asked, as an address and back: hostile text in, a valid question and notes out."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import TypeVar

from geo.link import ANY
from geo.measures import MEASURES
from geo.query_params import Params, first_value, ignored
from geo.vocab import Sector

__all__ = ["EVERY_YEAR", "KEYS", "Asked", "Offered", "parse", "to_params"]

#: In the address and in :class:`Asked`: every year that is held.
EVERY_YEAR = "every"

_MEASURE, _BOROUGH, _YEAR, _SECTOR = KEYS = ("measure", "borough", "year", "schools")

T = TypeVar("T")


@dataclass(frozen=True)
class Asked:
    """What is looked at; "" means all of them, and an empty ``year`` the newest of each measure."""

    measure: str
    borough: str
    year: str
    sector: Sector


@dataclass(frozen=True)
class Offered:
    """What a build has to look at.

    Attributes
    ----------
    boroughs, years : names, in the order of their lists.
    home : the borough that is shown without being asked for; "" for every borough.
    """

    boroughs: tuple[str, ...]
    years: tuple[str, ...]
    home: str


def parse(params: Params, offered: Offered) -> tuple[Asked, list[str]]:
    """Read an address; what cannot be read is noted and is as it is at first. Keys of other pages are left alone.

    Returns
    -------
    asked : always valid.
    notes : what was left out, as ``year=Junk``, shortened.
    """
    notes: list[str] = []
    sectors = {str(each): each for each in Sector}

    def read(key: str, known: Collection[str], usual: T, value: Callable[[str], T]) -> T:
        text = first_value(params, key, notes)
        if not text or text in known:
            return value(text) if text else usual
        notes.append(ignored(key, text))
        return usual

    asked = Asked(
        read(_MEASURE, MEASURES, "", str),
        read(_BOROUGH, (ANY, *offered.boroughs), offered.home, lambda text: "" if text == ANY else text),
        read(_YEAR, (EVERY_YEAR, *offered.years), "", str),
        read(_SECTOR, sectors, Sector.STATE, sectors.__getitem__),
    )
    return asked, notes


def to_params(asked: Asked, offered: Offered) -> dict[str, str]:
    """Write a question as query parameters, without what is there at first."""
    told = {
        _MEASURE: (asked.measure, ""),
        _BOROUGH: (asked.borough or ANY, offered.home or ANY),
        _YEAR: (asked.year, ""),
        _SECTOR: (str(asked.sector), str(Sector.STATE)),
    }
    return {key: said for key, (said, usual) in told.items() if said != usual}

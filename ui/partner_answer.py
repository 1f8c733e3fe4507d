"""Everything that the page of suggestions shows of one school and one setting, each part made when first asked for.

An answer is kept for all visitors, and nobody changes what it hands out. Two visitors who ask at once may make a
part twice: both are the same.
"""

from collections.abc import Mapping
from functools import cached_property

import geopandas as gpd
import pandas as pd
import pydeck as pdk

from geo.basis import Basis
from geo.candidates import next_door
from geo.facts import facts
from geo.mutual import FIRST, also_in_their_first
from geo.partner_download import candidates_table
from geo.partners import BORDER, OWN, Suggestions, is_scored, points, suggest
from geo.purposes import Preset
from geo.reasons import Reasons, words
from geo.spread import spread
from geo.steadiness import steadiness
from geo.vocab import PhaseFamily
from ui import map_view
from ui.partner_html import card_html

__all__ = ["LINES", "Answer"]

#: Lines on the map go to so many.
LINES = 5

#: What the map reads of a school.
_DRAWN = ["urn", "name", "phase_family", "school_type", "la_name", "borough_code", "geometry"]


class Answer:
    """The suggestions of one school, with what is made from them.

    Attributes
    ----------
    basis : what they are made from.
    found : the suggestions.
    """

    def __init__(
        self, basis: Basis, urn: int, preset: Preset, family: PhaseFamily | None, tie_names: dict[str, str]
    ) -> None:
        self.basis = basis
        self.found: Suggestions = suggest(basis, urn, preset, family)
        self._tie_names = tie_names
        self._reasons: dict[int, Reasons] = {}
        self._cards: dict[int, str] = {}
        self._decks: dict[bool, pdk.Deck | None] = {}

    @cached_property
    def _lists(self) -> Mapping[str, tuple[int, ...]]:
        table = self.found.table
        return {which: tuple(int(urn) for urn in table.loc[table["list"] == which, "urn"]) for which in (OWN, BORDER)}

    def listed(self, which: str) -> tuple[int, ...]:
        """URNs of one list, in its order."""
        return self._lists[which]

    def on_map(self) -> tuple[int, ...]:
        """URNs that lines are drawn to: the first of the own borough, or those over the border if there are none."""
        return (self.listed(OWN) or self.listed(BORDER))[:LINES]

    @cached_property
    def _steady(self) -> Mapping[int, str]:
        table = steadiness(self.basis, self.found)
        return {int(urn): str(word) for urn, word in zip(table["urn"], table["word"], strict=True)}

    def reasons(self, urn: int) -> Reasons:
        """Why a candidate is there, in sentences."""
        if urn not in self._reasons:
            self._reasons[urn] = words(facts(self.basis, self.found, urn, self._tie_names))
        return self._reasons[urn]

    def card(self, urn: int) -> str:
        """HTML of the card of one candidate."""
        if urn not in self._cards:
            found, schools = self.found, self.basis.roster
            row = found.table.loc[found.table["urn"] == urn].iloc[0]
            # Said of the first ten of a list only: a place further down is no place to be told.
            near_top = not pd.isna(row["position"]) and int(row["position"]) <= FIRST
            mutual = near_top and is_scored(self.basis, urn) and also_in_their_first(self.basis, found, urn)
            self._cards[urn] = card_html(
                school=schools.frame.iloc[schools.position(urn)],
                row=row,
                why=self.reasons(urn),
                points=points(found, urn),
                weights=found.weights,
                steady=self._steady.get(urn),
                mutual=mutual,
            )
        return self._cards[urn]

    @cached_property
    def candidates(self) -> pd.DataFrame:
        """Every candidate with every criterion, by :func:`geo.partner_download.candidates_table`."""
        return candidates_table(self.basis, self.found)

    @cached_property
    def next_door(self) -> pd.DataFrame:
        """Schools on the site or next door."""
        return next_door(self.basis.roster, self.found.urn)

    @cached_property
    def spread(self) -> pd.DataFrame:
        """How often each school of the borough is in a first five, with the same settings."""
        schools = self.basis.roster
        return spread(self.basis, self.found.preset, [str(schools.borough[schools.position(self.found.urn)])])

    def deck(self, schools: gpd.GeoDataFrame, areas: gpd.GeoDataFrame) -> pdk.Deck | None:
        """Map with lines to the first five; None where there is no point or nobody to draw a line to."""
        # The first zoom is another one on a phone.
        phone = map_view.on_a_phone()
        if phone not in self._decks:
            self._decks[phone] = self._drawn(schools, areas)
        return self._decks[phone]

    def _drawn(self, schools: gpd.GeoDataFrame, areas: gpd.GeoDataFrame) -> pdk.Deck | None:
        first = list(self.on_map())
        # A few columns: to take rows out of all of them takes longer than the map itself.
        rows = schools.loc[schools["urn"].isin([self.found.urn, *first]), _DRAWN].set_index("urn", drop=False)
        here = rows.loc[[self.found.urn]]
        if not first or here.geometry.isna().all():
            return None
        return map_view.partner_deck(here.reset_index(drop=True), rows.loc[first].reset_index(drop=True), areas)

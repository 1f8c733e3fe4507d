"""The words that the filters, the table and the address share: they stay the same from run to run."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import geopandas as gpd
import pandas as pd

from geo.criteria import FACETS, NO_GRADE, StatusGroup
from geo.link import Vocabulary
from geo.measures import MEASURES
from geo.vocab import OVERALL_GRADES, REPORT_CARD_AREAS, REPORT_CARD_GRADES, AreaKind, PhaseFamily, Sector

__all__ = ["COLUMNS", "SORTS", "spoken", "vocabulary"]

_SECTORS = {"State-funded": Sector.STATE.value, "Independent": Sector.INDEPENDENT.value}

#: Columns of the table that are no measure: key -> heading. The school's name and its URN are always there.
_FIXED = {
    "distance": "Distance",
    "phase": "Phase",
    "type": "Type",
    "overall": "Overall effectiveness",
    "overall_on": "Date of that",
    "outcome": "Latest outcome",
    "ward": "Ward",
    "borough": "Authority",
    "postcode": "Postcode",
    "ages": "Ages",
    "gender": "Gender",
    "faith": "Religious character",
    "trust": "Academy trust",
    "status": "Status",
    "point": "On the map",
}

#: Every column that may be asked for: key -> heading.
COLUMNS: Mapping[str, str] = _FIXED | {name: entry.short for name, entry in MEASURES.items()}

#: Units in which "high" and "low" would be read the wrong way round: 1 is the most, or the best.
_NO_ORDER = ("rank", "band")

#: Every order that may be asked for: key -> words. A school without the value comes last, whichever way.
SORTS: Mapping[str, str] = {"name": "Name", "distance": "Distance, nearest first", "phase": "Phase"} | {
    f"{name}-{end}": f"{entry.short}, {end}est first"
    for name, entry in MEASURES.items()
    if entry.unit not in _NO_ORDER
    for end in ("high", "low")
}

#: Longer words are not read from an address.
_LONGEST = 110


def vocabulary(schools: gpd.GeoDataFrame, areas: gpd.GeoDataFrame, ties: pd.DataFrame, build: Any) -> Vocabulary:
    """Work out what a build offers.

    Parameters
    ----------
    schools : from :func:`geo.explore.explorer_frame`.
    areas, ties : tables of the build.
    build : ``BUILD.json``.
    """
    boroughs = areas[areas["kind"] == AreaKind.BOROUGH].sort_values("name")
    codes = dict(zip(boroughs["name"], boroughs["code"], strict=True))
    words: dict[str, Mapping[str, str]] = {
        "borough": codes,
        "ward": _wards(schools, {code: name for name, code in codes.items()}),
        "phase": _same(phase for phase in PhaseFamily if str(phase) in set(schools["phase_family"])),
        "sector": _SECTORS,
        "status": _same(StatusGroup),
        "tie": _ties(ties),
        "overall": _same(_grades(schools["overall_grade"])),
        "outcome": _same(_grades(schools["outcome_grade"])),
        "card": _same(_cards(schools["card_words"])),
    }
    words |= {key: _same(sorted(schools[FACETS[key].column].unique())) for key in FACETS if key not in words}
    measured = [name for name in MEASURES if build["coverage"].get(name)]
    return Vocabulary(
        words=words,
        defaults={
            "borough": frozenset({build["default_area"]} & set(codes.values())),
            "sector": frozenset({_SECTORS["State-funded"]}),
            "status": frozenset({str(StatusGroup.OPEN)}),
        },
        sorts=[key for key in SORTS if "-" not in key or key.rsplit("-", 1)[0] in measured],
        columns=[*_FIXED, *measured],
        colours=[name for name in measured if MEASURES[name].unit != "band"],
    )


def spoken(offered: Vocabulary, key: str, value: str) -> str:
    """Word of a value of the frame; the value itself where there is no word for it."""
    return next((word for word, each in offered.words[key].items() if each == value), value)


def _same(words: Iterable[str]) -> dict[str, str]:
    return {str(word): str(word) for word in words}


def _wards(schools: gpd.GeoDataFrame, borough_names: Mapping[str, str]) -> dict[str, str]:
    """Name wards; two of one name are told apart by their borough, and an old from a new one by its code."""
    known = schools[schools["ward_code"].notna() & schools["ward_name"].notna()]
    known = known[known["ward_code"].str.fullmatch(r"E05\d{6}")]
    each = known.groupby("ward_code")[["ward_name", "borough_code"]].agg(lambda values: values.mode().iloc[0])
    namesakes = Counter(each["ward_name"])
    first = {
        code: name if namesakes[name] == 1 else f"{name} ({borough_names.get(borough, borough)})"
        for code, name, borough in each.itertuples()
    }
    again = Counter(first.values())
    return dict(sorted((word if again[word] == 1 else f"{word} {code}", code) for code, word in first.items()))


def _ties(ties: pd.DataFrame) -> dict[str, str]:
    current = ties[ties["until"].isna()].drop_duplicates("tie_id")
    namesakes = Counter(current["name"])
    named = {}
    for tie_id, name in zip(current["tie_id"], current["name"], strict=True):
        short = re.sub(r"\s+", " ", name)[:_LONGEST].strip()
        named[f"{short} [{tie_id}]"[-_LONGEST:] if namesakes[name] > 1 or short in named else short] = tie_id
    return dict(sorted(named.items(), key=lambda pair: pair[0].casefold()))


def _grades(published: pd.Series) -> list[str]:
    """Put grades in Ofsted's order, others after them, and "none" last."""
    known = list(OVERALL_GRADES.values())
    return [*known, *sorted(set(published.dropna()) - set(known)), NO_GRADE]


def _cards(published: pd.Series) -> list[str]:
    """Put report-card words in Ofsted's order of areas, and of grades within an area."""
    rank = {word: place for place, word in enumerate([*REPORT_CARD_AREAS, *REPORT_CARD_GRADES])}

    def order(word: str) -> tuple[int, int, str]:
        area, _, grade = word.partition(": ")
        return rank.get(area, len(rank)), rank.get(grade, len(rank)), word

    return sorted({word for words in published for word in words}, key=order)

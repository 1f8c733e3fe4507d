"""The filters of the map page: widgets bound to the address, and the criteria that they make."""

from dataclasses import dataclass

import geopandas as gpd
import streamlit as st

from geo.select import NO_GRADE, Criteria, StatusGroup
from geo.vocab import OVERALL_GRADES, AreaKind, PhaseFamily, Sector
from ui import state, words

__all__ = ["Options", "draw", "options"]

_SECTORS = {"State-funded": Sector.STATE, "Independent": Sector.INDEPENDENT}

_WORDS = {
    "borough": "Borough",
    "phase": "Phase",
    "sector": "Sector",
    "status": "Status",
    "overall": "Overall effectiveness",
    "outcome": "Latest outcome",
}


@dataclass(frozen=True)
class Options:
    """What each filter offers, and which of it is chosen at first.

    The labels are also what the address holds: they stay the same from build to build.
    """

    labels: dict[str, list[str]]
    defaults: dict[str, list[str]]
    codes: dict[str, str]


def _grades(published: "list[str]") -> list[str]:
    """Put grades in Ofsted's order, others after them, and "none" last."""
    known = list(OVERALL_GRADES.values())
    return [*known, *sorted(set(published) - set(known)), NO_GRADE]


def options(areas: gpd.GeoDataFrame, schools: gpd.GeoDataFrame, default_area: str) -> Options:
    """Work out the options from the build."""
    boroughs = areas[areas["kind"] == AreaKind.BOROUGH].sort_values("name")
    codes = dict(zip(boroughs["name"], boroughs["code"], strict=True))
    present = set(schools["phase_family"])
    labels = {
        "borough": list(codes),
        "phase": [str(phase) for phase in PhaseFamily if str(phase) in present],
        "sector": list(_SECTORS),
        "status": [str(status) for status in StatusGroup],
        "overall": _grades(schools["overall_grade"].dropna().unique().tolist()),
        "outcome": _grades(schools["outcome_grade"].dropna().unique().tolist()),
    }
    defaults: dict[str, list[str]] = {key: [] for key in labels}
    defaults |= {
        "borough": [name for name, code in codes.items() if code == default_area],
        "sector": ["State-funded"],
        "status": [str(StatusGroup.OPEN)],
    }
    return Options(labels, defaults, codes)


def draw(offered: Options, schools: gpd.GeoDataFrame) -> tuple[Criteria, list[str]]:
    """Draw the filters in the side bar.

    Returns
    -------
    The criteria, and the set filters in words, as ``Phase: Primary or Secondary``, for a page that has to say
    what emptied it.
    """
    junk = state.ignored(offered.labels)
    state.restore()
    with st.sidebar:
        st.header("Filters", divider="gray")
        values = {
            "borough": _multiselect("borough", offered, placeholder="Every borough", help_text=_BOROUGH_HELP),
            "phase": _pills("phase", offered, "None chosen: every phase."),
            "sector": _pills("sector", offered, "None chosen: both."),
            "status": _pills("status", offered, "As the register has it. None chosen: every school."),
        }
        st.subheader("Ofsted", help=_OFSTED_HELP)
        values["overall"] = _multiselect("overall", offered, placeholder="Any", help_text=None)
        st.caption(_overall_words(schools))
        values["outcome"] = _multiselect("outcome", offered, placeholder="Any", help_text=None)
        st.caption(_outcome_words(schools))
        st.button(
            "Clear filters",
            icon=":material/filter_alt_off:",
            on_click=state.clear,
            args=(offered.defaults,),
            width="stretch",
            key="clear",
            help="Back to the view that the page opens with.",
        )
    state.keep()
    if junk:
        st.info(f"The address had values that no filter has; they were left out: {', '.join(junk)}.")
    return _criteria(values, offered), [
        f"{_WORDS[key]}: {' or '.join(value)}" for key, value in values.items() if value
    ]


def _criteria(values: dict[str, list[str]], offered: Options) -> Criteria:
    return Criteria(
        boroughs=frozenset(offered.codes[name] for name in values["borough"]),
        phases=frozenset(PhaseFamily(name) for name in values["phase"]),
        sectors=frozenset(_SECTORS[name] for name in values["sector"]),
        statuses=frozenset(StatusGroup(name) for name in values["status"]),
        overall=frozenset(values["overall"]),
        outcomes=frozenset(values["outcome"]),
    )


_BOROUGH_HELP = "The authority responsible. Schools that stand in another borough are named under the count."
_OFSTED_HELP = (
    "Two lists that are never mixed: a graded judgement of the whole school, and the latest outcome of whichever "
    "inspection came last. Neither is a report card; those are on each school's page."
)


def _overall_words(schools: gpd.GeoDataFrame) -> str:
    newest = schools["overall_as_at"].max()
    to = "" if words.is_missing(newest) else f" The newest list here is of {words.date(newest)}."
    return (
        "The overall grade that the most recent list with one gives, under the frameworks in use until "
        f"2024. Each school's date is in the table.{to}"
    )


def _outcome_words(schools: gpd.GeoDataFrame) -> str:
    newest = schools["outcome_as_at"].max()
    if words.is_missing(newest):
        return "No list of latest outcomes is in the bundled data."
    return (
        f"Latest outcome on Ofsted's list of {words.date(newest)}; graded or ungraded inspection; date not in the "
        "bundled data."
    )


def _multiselect(key: str, offered: Options, *, placeholder: str, help_text: str | None) -> list[str]:
    return st.multiselect(
        _WORDS[key],
        offered.labels[key],
        default=offered.defaults[key],
        key=key,
        bind="query-params",
        placeholder=placeholder,
        help=help_text,
    )


def _pills(key: str, offered: Options, help_text: str) -> list[str]:
    return st.pills(
        _WORDS[key],
        offered.labels[key],
        selection_mode="multi",
        default=offered.defaults[key],
        key=key,
        bind="query-params",
        help=help_text,
    )

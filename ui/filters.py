"""The filters of the map page: widgets in the side bar, each with the counts of what a choice leaves."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import geopandas as gpd
import pandas as pd
import streamlit as st
from shapely.geometry import Point

from geo import words
from geo.criteria import FACETS, RANGES, Criteria
from geo.link import MAX_VALUES, View, Vocabulary
from geo.places import Place
from geo.select import meets
from ui import cards, data, ranges, state
from ui.folded import popped
from ui.vocabulary import spoken

__all__ = ["Scene", "describe", "draw"]

#: Counts that a caption has room for; the rest is a click away.
_FEW = 5

_BORDER_M = (500, 1_000, 1_500, 2_000, 3_000, 5_000)
_RADIUS_M = (500, 1_000, 1_500, 2_000, 3_000, 5_000, 10_000)

_PHRASES = {"ages": "Ages", "border_m": "Just over the border", "radius_m": "Distance"}

#: Rarer facets and ranges, by the expander that holds them; ``...`` stands for widgets of its own.
_GROUPS: Mapping[str, tuple[str, ...]] = {
    "Area and distance": ("ward", "border_m", "radius_m"),
    "Kind of school": ("type", "faith", "gender", "ages", "tie"),
    "Ofsted": ("overall", "outcome", "card"),
    "Pupils and free school meals": ("pupils", "fsm_ever6", "fsm", "eal", "sen_support", "ehcp"),
    "Attendance and suspensions": ("absence", "persistent_absence", "suspension_rate"),
}


@dataclass(frozen=True)
class Scene:
    """What the filters stand before.

    Attributes
    ----------
    schools : every school, from :func:`ui.data.schools`.
    offered : the build's words.
    view : what the widgets are set to.
    own : the chosen school's row, or None.
    origin : where distances start, EPSG:27700, or None; ``origin_name`` says what it is.
    place : the postcode to look around, or None.
    """

    schools: gpd.GeoDataFrame
    offered: Vocabulary
    view: View
    own: "pd.Series[Any] | None"
    origin: Point | None
    origin_name: str
    place: Place | None

    @property
    def criteria(self) -> Criteria:
        """The conditions of the view."""
        return self.view.criteria


def draw(scene: Scene) -> None:
    """Draw the filters in the side bar."""
    special: dict[str, Callable[[], None]] = {
        "ward": partial(_ward, scene),
        "border_m": partial(_border, scene),
        "radius_m": partial(_radius, scene),
        "ages": partial(_ages, scene),
        "card": partial(_card, scene),
        "overall": partial(_dated, scene, "overall", "overall_as_at"),
        "outcome": partial(_dated, scene, "outcome", "outcome_as_at"),
    }
    with st.sidebar:
        st.header("Filters", divider="gray")
        st.button(
            "Clear filters",
            icon=":material/filter_alt_off:",
            on_click=state.clear,
            args=(scene.offered,),
            width="stretch",
            key="clear",
            help="Back to the filters that the page opens with.",
        )
        _several(scene, "borough", on_change=_prune_wards(scene))
        for key in ("phase", "sector", "status"):
            _pills(scene, key)
        for title, keys in _GROUPS.items():
            _group(scene, title, keys, special)


def describe(key: str, scene: Scene) -> str:
    """Write one condition in words, as "Phase: Primary or Nursery"."""
    criteria = scene.criteria
    if key in FACETS:
        chosen = [word for word, value in scene.offered.words[key].items() if value in criteria.chosen[key]]
        return f"{FACETS[key].label}: {' or '.join(chosen)}"
    if key in criteria.ranges:
        return ranges.describe(key, criteria.ranges[key])
    if key == "ages" and criteria.ages is not None:
        return "Ages: {} to {}".format(*criteria.ages)
    return f"{_PHRASES[key]}: within {words.distance(getattr(criteria, key))}"


def _group(
    scene: Scene,
    title: str,
    keys: tuple[str, ...],
    special: Mapping[str, Callable[[], None]],
) -> None:
    """Draw an expander, and its filters if it is open: those of all groups take as long as the rest of the page."""
    number_set = sum(key in scene.criteria.set_keys() for key in keys)
    name = f"group-{title.split(maxsplit=1)[0].lower()}"
    # To Streamlit 1.67 an expander with another label is another one, and the keyboard's focus in it is lost.
    group = st.expander(title, key=name, on_change="rerun")
    if number_set:
        st.caption(f"{title} · {number_set} set")
    if not group.open:
        for key in keys:
            state.keep(key)
        return
    measures = [key for key in keys if key in RANGES]
    near = _near(scene, measures) if measures else pd.DataFrame()
    with group:
        for key in keys:
            if key in special:
                special[key]()
            elif key in FACETS:
                _several(scene, key)
            else:
                ranges.draw(key, near, scene.own)


def _near(scene: Scene, measures: list[str]) -> pd.DataFrame:
    """Figures of the schools of the chosen boroughs."""
    boroughs = scene.criteria.chosen.get("borough", frozenset())
    kept = meets(scene.schools, Criteria({"borough": boroughs}))
    columns = [f"{part}_{key}" for key in measures for part in ("value", "status", "year")]
    return pd.DataFrame({column: scene.schools[column] for column in columns})[kept]


def _options(scene: Scene, key: str) -> list[str]:
    return list(scene.offered.words[key])


def _several(
    scene: Scene,
    key: str,
    *,
    options: list[str] | None = None,
    on_change: Callable[[], None] | None = None,
    note: str = "",
) -> None:
    facet = FACETS[key]
    _say_again(key)
    st.multiselect(
        facet.label,
        options if options is not None else _options(scene, key),
        key=key,
        placeholder="Any",
        help=facet.help,
        max_selections=MAX_VALUES,
        on_change=on_change,
    )
    _say_counts(scene, key, note)


def _pills(scene: Scene, key: str) -> None:
    facet = FACETS[key]
    _say_again(key)
    st.pills(facet.label, _options(scene, key), selection_mode="multi", key=key, help=f"{facet.help} None chosen: any.")
    _say_counts(scene, key)


def _say_again(key: str) -> None:
    """Tell the browser what is chosen, in every run.

    Streamlit tells a value that the address set once. A browser that has not drawn the list by the next run draws it
    empty, and sends that back: seen where somebody opened a group as soon as the page was there.
    """
    state.keep(key)


def _say_counts(scene: Scene, key: str, note: str = "") -> None:
    """Say how many schools each choice leaves, the largest first, what the chosen school is, and a note."""
    counts = data.counted(key, scene.criteria, scene.origin)
    said = [(spoken(scene.offered, key, value), number) for value, number in counts.items()]
    said.sort(key=lambda pair: (-pair[1], pair[0]))
    line = " · ".join(f"{word} {number:,}" for word, number in said[:_FEW]) or "No school with the other filters."
    own = _own(scene, key)
    lines = [cards.plain(line), f"Your school: {cards.plain(own)}" if own else "", note]
    st.caption("  \n".join(each for each in lines if each))
    if len(said) > _FEW:
        popped(f"Counts of all {len(said)}", f"counts-{key}", partial(_all_counts, said), kind="tertiary")


def _all_counts(said: list[tuple[str, int]]) -> None:
    st.markdown("\n".join(f"- {cards.plain(word)}: {number:,}" for word, number in said))


def _own(scene: Scene, key: str) -> str:
    if scene.own is None:
        return ""
    value = scene.own[FACETS[key].column]
    values = value if isinstance(value, tuple) else (value,)
    return ", ".join(spoken(scene.offered, key, str(each)) for each in values if not words.is_missing(each))


def _wards_of(scene: Scene, boroughs: frozenset[str]) -> list[str]:
    wards = scene.schools["ward_code"]
    if boroughs:
        wards = wards[scene.schools["borough_code"].isin(boroughs)]
    codes = set(wards.dropna())
    return [word for word, code in scene.offered.words["ward"].items() if code in codes]


def _prune_wards(scene: Scene) -> Callable[[], None]:
    def react() -> None:
        boroughs = state.current(scene.offered).criteria.chosen.get("borough", frozenset())
        state.prune("ward", _wards_of(scene, boroughs))

    return react


def _ward(scene: Scene) -> None:
    chosen = scene.criteria.chosen.get("ward", frozenset())
    options = _wards_of(scene, scene.criteria.chosen.get("borough", frozenset()))
    # A shared link may ask for a ward of another borough: it stays, so that it can be seen and lifted.
    options += [word for word, code in scene.offered.words["ward"].items() if code in chosen and word not in options]
    _several(scene, "ward", options=options)


def _distances(offered: tuple[int, ...], chosen: int | None) -> list[int | None]:
    return [None, *sorted({*offered, *([] if chosen is None else [chosen])})]


def _border(scene: Scene) -> None:
    st.selectbox(
        "Schools just over the border",
        _distances(_BORDER_M, scene.criteria.border_m),
        format_func=lambda metres: "Not included" if metres is None else f"Up to {words.distance(metres)} away",
        key="border",
        help="Also schools that stand outside the chosen boroughs, no farther than this from them in a straight line.",
    )


def _radius(scene: Scene) -> None:
    st.selectbox(
        "Distance from your school or postcode",
        _distances(_RADIUS_M, scene.criteria.radius_m),
        format_func=lambda metres: "Any distance" if metres is None else f"Within {words.distance(metres)}",
        key="radius",
        help="In a straight line; a walk is longer.",
    )
    st.caption(f"Measured from {cards.plain(scene.origin_name)}." if scene.origin else "Choose a school or a postcode.")


def _ages(scene: Scene) -> None:
    ranges.two_numbers("ages", "Ages taught", "", hints=("from", "to"), whole=True, most=25)
    if scene.criteria.ages is not None:
        st.checkbox("Include schools with no recorded ages", key="ages_unknown")
    if scene.own is not None:
        st.caption(f"Your school: {words.ages(scene.own['age_low'], scene.own['age_high'])}")


def _card(scene: Scene) -> None:
    if scene.offered.words["card"]:
        _several(scene, "card")
    else:
        label = FACETS["card"].label.removeprefix("Ofsted: ").capitalize()
        st.caption(
            f"{label}: not in the bundled data; whoever runs this map can add it {words.added('ofsted')}.",
            help=FACETS["card"].help,
        )


def _dated(scene: Scene, key: str, as_at: str) -> None:
    newest = data.made(f"newest {as_at}", scene.schools[as_at].max)
    if words.is_missing(newest):
        note = "No such list is in the bundled data."
    elif key == "overall":
        note = f"The newest list here is of {words.date(newest)}. Each school's date can be shown in the table."
    else:
        note = (
            f"Latest outcome on Ofsted's list of {words.date(newest)}; graded or ungraded inspection; date not in the "
            "bundled data."
        )
    _several(scene, key, note=note)
